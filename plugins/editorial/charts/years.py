"""The picture of years: how many texts each theme has in each year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from editorial.charts import frame
from editorial.charts.frame import MANY, WIDTH, Label, Tick

# Widths and heights, in units.


_BAND: Final = 22.0  # the tallest bar
_CLOSE_BAND: Final = 18.0  # the same, where there are many rows
_ABOVE: Final = 13.0  # above the tallest bar, room for its number
_RAISE: Final = 3.5  # from the baseline of a label to the line that it stands on
_WIDEST_BAR: Final = 14.0
_BAR_SHARE: Final = 0.7  # of its column


@dataclass(frozen=True, slots=True)
class Row:
    """What a band is drawn from: a label, its address, and how many texts (0 or more) it has in which year."""

    label: str
    url: str
    counts: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Bar:
    """One year of a band that has texts. ``x`` and ``y`` are its top left corner."""

    year: int
    count: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Band:
    """One row: ``counts`` has a number for every year of the chart, ``bars`` leave out the years without texts."""

    label: Label
    total: int
    counts: tuple[int, ...]
    baseline: float
    number_y: float
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Peak:
    """The tallest bar (of equals the first): the middle of its number, which stands above it."""

    label: Label
    year: int
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class YearsChart:
    """Bands one below another, a column a year, one scale for all.

    ``years`` has no gaps. ``numbers_x`` is the right edge of the totals, ``header_y`` the baseline of what
    stands above them, ``plot_x`` the left edge of the columns. The years are written on the baselines
    ``tick_lines``; guides run from ``top`` to ``bottom``.
    """

    height: float
    years: tuple[int, ...]
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    tick_lines: tuple[float, ...]
    peak: Peak
    header_y: float
    numbers_x: float
    plot_x: float
    top: float
    bottom: float
    width: float = WIDTH


def years(rows: Sequence[Row]) -> YearsChart | None:
    """A band for each row in their order, and a column for every year from the first with texts to the last.

    None when no row has any.
    """
    tallest = max((count for row in rows for count in row.counts.values()), default=0)
    if tallest < 1:
        return None
    span = frame.span_of(year for row in rows for year, count in row.counts.items() if count > 0)
    sheet = frame.sheet([row.label for row in rows], [sum(row.counts.values()) for row in rows])
    tall = _BAND if len(rows) <= MANY else _CLOSE_BAND
    plot = _Plot(sheet.plot_x, (WIDTH - frame.EDGE - sheet.plot_x) / len(span), tall / tallest)
    baselines = [frame.rounded(frame.HEADER + n * (tall + _ABOVE)) for n in range(1, len(rows) + 1)]
    bands = tuple(_band(row, lines, span, plot, baseline=y) for row, lines, y in zip(rows, sheet.labels, baselines, strict=True))
    tick_y = frame.rounded(baselines[-1] + frame.TICK)
    return YearsChart(
        height=frame.rounded(baselines[-1] + frame.AXIS),
        years=tuple(span),
        bands=bands,
        ticks=frame.ticks(span, plot.left, plot.column, low=plot.left + frame.HALF_YEAR_LABEL - frame.EDGE),
        tick_lines=(tick_y,) if len(rows) <= MANY else (frame.HEADER_Y, tick_y),
        peak=_peak(bands),
        header_y=frame.HEADER_Y,
        numbers_x=sheet.numbers_x,
        plot_x=sheet.plot_x,
        top=frame.HEADER,
        bottom=baselines[-1],
    )


@dataclass(frozen=True, slots=True)
class _Plot:
    """The left edge of the columns, the width of one, and the height of one text."""

    left: float
    column: float
    scale: float


def _band(row: Row, lines: Sequence[str], span: range, plot: _Plot, *, baseline: float) -> Band:
    bars = (_bar(year, row.counts[year], plot, place=n, baseline=baseline) for n, year in enumerate(span) if row.counts.get(year))
    return Band(
        label=frame.label(row.label, row.url, lines, middle=baseline - _RAISE - frame.DROP - (len(lines) - 1) * frame.LEADING / 2),
        total=sum(row.counts.values()),
        counts=tuple(row.counts.get(year, 0) for year in span),
        baseline=baseline,
        number_y=frame.rounded(baseline - _RAISE),
        bars=tuple(bars),
    )


def _bar(year: int, count: int, plot: _Plot, *, place: int, baseline: float) -> Bar:
    width, height = min(_WIDEST_BAR, _BAR_SHARE * plot.column), frame.rounded(count * plot.scale)
    x = plot.left + (place + 0.5) * plot.column - width / 2
    return Bar(year, count, x=frame.rounded(x), y=frame.rounded(baseline - height), width=frame.rounded(width), height=height)


def _peak(bands: Iterable[Band]) -> Peak:
    band, bar = max(((band, bar) for band in bands for bar in band.bars), key=lambda found: found[1].count)
    return Peak(band.label, bar.year, bar.count, x=frame.rounded(bar.x + bar.width / 2), y=frame.rounded(bar.y - 2))
