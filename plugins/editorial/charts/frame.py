"""The frame of every chart: its width, the labels at its left, the years along an axis."""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 320.0
# The size of every text, in units; charts.css has the same. It is 9.8 px on the smallest phone.
TEXT: Final = 11.5
# Where there are more rows than this, they are set closer and the years stand above them too; of lists, links are left out.
MANY: Final = 12

# Widths and heights, in units.
EDGE: Final = 8.0  # what is kept free at the sides of a plot, and above stacks
HEADER_Y: Final = 9.0  # the baseline of the line above all rows
HEADER: Final = 12.0  # where the first row begins
DROP: Final = 4.1  # from the middle of a line of text to its baseline
TICK: Final = 15.0  # from the axis to the baseline of its labels
AXIS: Final = 19.0  # from the axis to the lower edge
HALF_YEAR_LABEL: Final = 14.7  # half the width of four digits in a wide font
_LABEL: Final = 126.0  # the widest label
LEADING: Final = 12.5  # from line to line of a label
_GAP: Final = 7.0  # between label and number
_BETWEEN_TICKS: Final = 36.0  # from the middle of one year to that of the next
_STEPS: Final = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000)

# Advances of letters and of kinds of letters, in ems; what is in neither takes a whole one.
_ADVANCES: Final = (("ijl|'’", 0.3), ("ftrI.,:;()-", 0.41), ("csz", 0.55), ("kvxy", 0.6), ("w", 0.82), ("M", 0.87), ("mW", 1.0))
_KINDS: Final = {"Lu": 0.73, "Ll": 0.64, "Zs": 0.32, "Nd": 0.64}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a label."""

    text: str
    y: float


@dataclass(frozen=True, slots=True)
class Label:
    """A label whole, and as it is drawn from the left edge: in one or two lines, with an ellipsis where it is cut."""

    text: str
    url: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A year that is written out: where it is (``x``), and where the middle of its label is, which keeps off the edges."""

    year: int
    x: float
    label_x: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands at the left of rows: labels as lines, the right edge of their numbers, and where the plot begins."""

    labels: tuple[tuple[str, ...], ...]
    numbers_x: float
    plot_x: float


def rounded(value: float) -> float:
    """A coordinate with one decimal."""
    return round(value, 1) + 0.0  # never -0.0


def span_of(found: Iterable[int]) -> range:
    """Every year from the first to the last."""
    every = set(found)
    return range(min(every), max(every) + 1)


def ticks(span: range, left: float, column: float, *, low: float) -> tuple[Tick, ...]:
    """The years that can be written out without touching: every one, or those that a round number divides.

    ``low`` is the least x of a label's middle.
    """
    step = next((step for step in _STEPS if step * column >= _BETWEEN_TICKS), _STEPS[-1])
    high = WIDTH - HALF_YEAR_LABEL
    places = [(year, left + (year - span[0] + 0.5) * column) for year in span if year % step == 0]
    return tuple(Tick(year, rounded(x), rounded(min(max(x, low), high))) for year, x in places)


def sheet(labels: Sequence[str], numbers: Sequence[int]) -> Sheet:
    """The labels and numbers of rows, set as wide as they need."""
    wrapped = tuple(_wrapped(label, _LABEL) for label in labels)
    widest = max(_extent(line) for lines in wrapped for line in lines)
    numbers_x = max(widest + _GAP + max(_extent(str(number)) for number in numbers), _extent("texts"))
    return Sheet(wrapped, rounded(numbers_x), rounded(numbers_x + _GAP))


def label(text: str, url: str, lines: Sequence[str], *, middle: float) -> Label:
    """A label whose lines together have their middle at ``middle``."""
    first = middle + DROP - (len(lines) - 1) * LEADING / 2
    return Label(text, url, tuple(Line(line, rounded(first + n * LEADING)) for n, line in enumerate(lines)))


def _wrapped(text: str, room: float) -> tuple[str, ...]:
    """The text in one line or two, none wider than ``room``; what does not fit ends in an ellipsis."""
    words = text.split()
    fitting = sum(_extent(line) <= room for line in itertools.accumulate(words, lambda line, word: f"{line} {word}"))
    if fitting in (0, len(words)):
        return (_shortened(" ".join(words), room),)
    return (" ".join(words[:fitting]), _shortened(" ".join(words[fitting:]), room))


def _shortened(text: str, room: float) -> str:
    if _extent(text) <= room:
        return text
    fitting = next((n for n in range(len(text) - 1, 0, -1) if _extent(text[:n] + "…") <= room), 0)
    return text[:fitting].rstrip(" ,;:.–-") + "…"


def _extent(text: str) -> float:
    """How wide a text is, in units, rather too much than too little: by the advances of DejaVu Sans, a wide font."""
    return TEXT * sum(map(_advance, text))


def _advance(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in "WF":
        return 1.2
    by_letter = next((width for letters, width in _ADVANCES if letter in letters), None)
    return by_letter or _KINDS.get(unicodedata.category(letter), 1.0)
