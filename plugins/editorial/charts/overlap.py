"""The map of lists: which share texts, and how many."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from editorial.charts import frame
from editorial.charts.frame import MANY, WIDTH, Label

Weight = Literal["faint", "middle", "strong"]

# So many links are drawn at most where there are more than MANY lists.
MOST_LINKS: Final = 40

# Widths and heights, in units.


_HAIR: Final = 1.0
_NODE_BAR: Final = 3.0
_NODE_PITCH: Final = 30.0
_BETWEEN_NODES: Final = 8.0
_BETWEEN_ARCS: Final = 0.6
_THINNEST: Final = 1.0  # one shared text
_THICKEST: Final = 7.0
_STEPPING: Final = 1.5  # at most, for each further shared text
_BULGE: Final = 2.0  # at most, the width of an arc to half its height


@dataclass(frozen=True, slots=True)
class Node:
    """A list and its number of texts."""

    label: str
    url: str
    size: int


@dataclass(frozen=True, slots=True)
class Link:
    """Two lists by their places in the sequence of nodes, in either order, and the number of texts that are on both."""

    first: int
    second: int
    shared: int


@dataclass(frozen=True, slots=True)
class MapNode:
    """A list on the map: the bar from which its arcs leave is ``thickness`` high; without arcs it is a dash."""

    label: Label
    size: int
    number_y: float
    top: float
    thickness: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A half ellipse, open to the left, from (``x``, ``top``) to (``x``, ``bottom``); ``width`` is that of its stroke."""

    x: float
    top: float
    bottom: float
    rx: float
    ry: float
    width: float


@dataclass(frozen=True, slots=True)
class Arc:
    """Two lists, the upper one first, and the number of texts on both. ``weight`` is by thirds of the strongest link."""

    first: Label
    second: Label
    shared: int
    weight: Weight
    curve: Curve


@dataclass(frozen=True, slots=True)
class MapChart:
    """Lists one below another in their order, and arcs at their right, heaviest last, so that it lies on top.

    ``left_out`` is how many links are not drawn, all of them weaker than those that are, or equal to the weakest.
    """

    height: float
    nodes: tuple[MapNode, ...]
    arcs: tuple[Arc, ...]
    left_out: int
    header_y: float
    numbers_x: float
    axis_x: float
    bar_width: float
    width: float = WIDTH

    @property
    def strongest(self) -> Arc:
        """The arc on top."""
        return self.arcs[-1]


def overlap(nodes: Sequence[Node], links: Sequence[Link]) -> MapChart | None:
    """The lists that share texts. A stroke is 1 unit for one shared text, and so much more for each further one, 7 at most.

    Links of a list with itself or without a shared text are no links; of several between two lists the
    strongest counts. None when there are no links.
    """
    strengths = _strengths(links)
    if not strengths:
        return None
    pairs = sorted(strengths, key=lambda pair: (-strengths[pair], pair))[: MOST_LINKS if len(nodes) > MANY else None]
    widths = {pair: _stroke(strengths[pair], strengths[pairs[0]]) for pair in pairs}
    sheet = frame.sheet([node.label for node in nodes], [node.size for node in nodes])
    slots = _slots(len(nodes), widths)
    labels = [
        frame.label(node.label, node.url, lines, middle=slot.middle) for node, lines, slot in zip(nodes, sheet.labels, slots, strict=True)
    ]
    curves = _curves(widths, slots, x=frame.rounded(sheet.plot_x + _NODE_BAR))
    return MapChart(
        height=frame.rounded(slots[-1].top + slots[-1].height),
        nodes=tuple(_map_node(label, node.size, slot) for label, node, slot in zip(labels, nodes, slots, strict=True)),
        arcs=tuple(
            Arc(labels[pair[0]], labels[pair[1]], strengths[pair], _weight(strengths[pair], strengths[pairs[0]]), curves[pair])
            for pair in reversed(pairs)
        ),
        left_out=len(strengths) - len(pairs),
        header_y=frame.HEADER_Y,
        numbers_x=sheet.numbers_x,
        axis_x=sheet.plot_x,
        bar_width=_NODE_BAR,
    )


@dataclass(frozen=True, slots=True)
class _Slot:
    """The strip of a list on the map; ``thickness`` is that of its arcs together, ``ports`` their middles, by the other list."""

    top: float
    height: float
    thickness: float
    ports: Mapping[int, float]

    @property
    def middle(self) -> float:
        return self.top + self.height / 2


def _strengths(links: Iterable[Link]) -> dict[tuple[int, int], int]:
    """The shared texts of each pair of lists, the upper list first."""
    found: dict[tuple[int, int], int] = {}
    for link in links:
        pair = (min(link.first, link.second), max(link.first, link.second))
        if link.shared > 0 and link.first != link.second:
            found[pair] = max(link.shared, found.get(pair, 0))
    return found


def _stroke(shared: int, heaviest: int) -> float:
    step = min(_STEPPING, (_THICKEST - _THINNEST) / max(heaviest - 1, 1))
    return frame.rounded(_THINNEST + (shared - 1) * step)


def _weight(shared: int, heaviest: int) -> Weight:
    return "strong" if 3 * shared > 2 * heaviest else "middle" if 3 * shared > heaviest else "faint"


def _slots(count: int, widths: Mapping[tuple[int, int], float]) -> list[_Slot]:
    """A strip for each list, one below another, each as high as its label and its arcs need."""
    ends: list[dict[int, float]] = [{} for _ in range(count)]
    for (upper, lower), width in widths.items():
        ends[upper][lower] = ends[lower][upper] = width
    slots: list[_Slot] = []
    top = frame.HEADER
    for n, widths_of_ends in enumerate(ends):
        slots.append(_slot(n, widths_of_ends, top))
        top += slots[-1].height
    return slots


def _slot(n: int, ends: Mapping[int, float], top: float) -> _Slot:
    """The ends of arcs do not cross: above those that go up, the shortest first; below those that go down, the longest first."""
    thickness = sum(ends.values()) + max(len(ends) - 1, 0) * _BETWEEN_ARCS
    height = max(_NODE_PITCH, thickness + _BETWEEN_NODES)
    y = top + (height - thickness) / 2
    ports = {}
    for other in sorted(ends, key=lambda other: (other > n, -other)):
        ports[other] = y + ends[other] / 2
        y += ends[other] + _BETWEEN_ARCS
    return _Slot(top, height, thickness, ports)


def _map_node(label: Label, size: int, slot: _Slot) -> MapNode:
    thickness = max(slot.thickness, _THINNEST)
    return MapNode(
        label,
        size,
        number_y=frame.rounded(slot.middle + frame.DROP),
        top=frame.rounded(slot.middle - thickness / 2),
        thickness=frame.rounded(thickness),
    )


def _curves(widths: Mapping[tuple[int, int], float], slots: Sequence[_Slot], *, x: float) -> dict[tuple[int, int], Curve]:
    """Half ellipses of one shape, so that of two that begin or end at one list neither crosses the other."""
    ends = {(upper, lower): (slots[upper].ports[lower], slots[lower].ports[upper]) for upper, lower in widths}
    room = WIDTH - _HAIR - x
    bulge = min(_BULGE, *(2 * (room - widths[pair] / 2) / (bottom - top) for pair, (top, bottom) in ends.items()))
    return {
        pair: Curve(
            x,
            frame.rounded(top),
            frame.rounded(bottom),
            rx=frame.rounded(bulge * (bottom - top) / 2),
            ry=frame.rounded((bottom - top) / 2),
            width=widths[pair],
        )
        for pair, (top, bottom) in ends.items()
    }
