"""The timeline: when the texts of a list were published, posts and papers told apart by their shape."""

from __future__ import annotations

import datetime
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from editorial.charts import frame
from editorial.charts.frame import WIDTH, Tick

# Widths and heights, in units.


_HIGHEST_STACK: Final = 120.0
_BIGGEST_CELL: Final = 10.0
_LEGIBLE_CELL: Final = 6.0
_SMALLEST_CELL: Final = 3.0
_CIRCLE: Final = 0.72  # of its cell
_SQUARE: Final = 0.88
_FINEST_RULER: Final = 4.0
_COLUMNS: Final = (("week", 52), ("month", 12), ("quarter", 4), ("half-year", 2), ("year", 1))


@dataclass(frozen=True, slots=True)
class Point:
    """A text on the axis of time."""

    day: datetime.date
    title: str
    url: str
    is_paper: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A text as a circle or a square: its middle, and its diameter or side."""

    point: Point
    x: float
    y: float
    size: float

    @property
    def left(self) -> float:
        """The left edge."""
        return frame.rounded(self.x - self.size / 2)

    @property
    def top(self) -> float:
        """The upper edge."""
        return frame.rounded(self.y - self.size / 2)

    @property
    def radius(self) -> float:
        """Half its size, in hundredths, so that nothing is lost."""
        return round(self.size / 2, 2)


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """Marks in the order of time above an axis over whole years; ``column`` names the time that is stacked together.

    The axis runs from ``left`` to ``right`` at ``axis_y``; ``borders`` are where the years begin and the
    last one ends, none where they would blur.
    """

    height: float
    years: tuple[int, ...]
    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    tick_y: float
    borders: tuple[float, ...]
    left: float
    right: float
    axis_y: float
    column: str
    width: float = WIDTH

    @property
    def papers(self) -> int:
        """How many of the texts are papers."""
        return sum(mark.point.is_paper for mark in self.marks)

    @property
    def posts(self) -> int:
        """How many of the texts are posts."""
        return len(self.marks) - self.papers

    @property
    def fullest(self) -> tuple[int, int]:
        """The year with most texts (of equals the first), and how many it has."""
        counts = Counter(mark.point.day.year for mark in self.marks)
        return min(counts.items(), key=lambda item: (-item[1], item[0]))


def timeline(points: Sequence[Point]) -> TimelineChart | None:
    """A mark for every text above the time it is of, stacked upwards: the earliest lowest, of one day by title.

    A stack holds a week, a month, a quarter, a half-year or a year: the shortest that leaves marks
    legible and stacks at most 120 high. Where even so marks would be too small, those of a year stand
    several abreast. None when there are no points.
    """
    if not points:
        return None
    told = sorted(points, key=lambda point: (point.day, point.title, point.url, point.is_paper))
    span = frame.span_of(point.day.year for point in told)
    year = (WIDTH - 2 * frame.EDGE) / len(span)
    grid = _grid(told, span, year)
    stacks = _stacks(told, span, grid.parts)
    axis_y = frame.rounded(frame.EDGE + grid.cell * max(-(-len(stack) // grid.across) for stack in stacks.values()))
    marks = (
        _marks(stack, grid, left=frame.EDGE + n * year / grid.parts, room=year / grid.parts, axis_y=axis_y) for n, stack in stacks.items()
    )
    return TimelineChart(
        height=frame.rounded(axis_y + frame.AXIS),
        years=tuple(span),
        marks=tuple(itertools.chain.from_iterable(marks)),
        ticks=frame.ticks(span, frame.EDGE, year, low=frame.HALF_YEAR_LABEL),
        tick_y=frame.rounded(axis_y + frame.TICK),
        borders=tuple(frame.rounded(frame.EDGE + n * year) for n in range(len(span) + 1)) if year >= _FINEST_RULER else (),
        left=frame.EDGE,
        right=WIDTH - frame.EDGE,
        axis_y=axis_y,
        column=grid.column,
    )


@dataclass(frozen=True, slots=True)
class _Grid:
    """How marks are stacked: so many columns a year, square cells of that size, so many side by side in a column."""

    column: str
    parts: int
    cell: float
    across: int = 1


def _part_of_year(day: datetime.date, parts: int) -> int:
    """In which part of its year a day is; the last week takes the days that are left over."""
    return min((day.timetuple().tm_yday - 1) // 7, 51) if parts == 52 else (day.month - 1) * parts // 12


def _stacks(told: Iterable[Point], span: range, parts: int) -> dict[int, list[Point]]:
    """The texts of each column that has any, by the column's place from the left."""
    stacks: dict[int, list[Point]] = {}
    for point in told:
        stacks.setdefault((point.day.year - span[0]) * parts + _part_of_year(point.day, parts), []).append(point)
    return stacks


def _grid(told: Sequence[Point], span: range, year: float) -> _Grid:
    """The finest columns with legible cells, or those with the biggest; where all are too small, several marks abreast."""
    grids = []
    for column, parts in _COLUMNS:
        tallest = max(map(len, _stacks(told, span, parts).values()))
        grids.append(_Grid(column, parts, math.floor(10 * min(_BIGGEST_CELL, year / parts, _HIGHEST_STACK / tallest)) / 10))
    best = next((grid for grid in grids if grid.cell >= _LEGIBLE_CELL), max(grids, key=lambda grid: grid.cell))
    return best if best.cell >= _SMALLEST_CELL else _packed(max(map(len, _stacks(told, span, 1).values())), year)


def _packed(tallest: int, year: float) -> _Grid:
    """Columns of a year with as many cells abreast as fit, as big as the height allows, but not below 2."""
    for halves in range(int(2 * _LEGIBLE_CELL), 4, -1):
        across = int(year // (halves / 2))
        if across and -(-tallest // across) * halves / 2 <= _HIGHEST_STACK:
            return _Grid("year", 1, halves / 2, across)
    return _Grid("year", 1, min(2.0, year), max(1, int(year // 2)))


def _marks(stack: Sequence[Point], grid: _Grid, *, left: float, room: float, axis_y: float) -> Iterator[Mark]:
    """The texts of one column, from the axis upwards, in the middle of the column's ``room``."""
    for n, point in enumerate(stack):
        row, place = divmod(n, grid.across)
        x = left + room / 2 + (place - (grid.across - 1) / 2) * grid.cell
        size = (_SQUARE if point.is_paper else _CIRCLE) * grid.cell
        yield Mark(point, frame.rounded(x), frame.rounded(axis_y - (row + 0.5) * grid.cell), frame.rounded(size))
