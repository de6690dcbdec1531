"""editorial.charts and its macros: where everything stands in the pictures, and that their HTML is whole."""

from __future__ import annotations

import datetime
import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path
from random import Random

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.charts import overlap as charts_overlap
from editorial.charts import timeline as charts_timeline
from editorial.charts import years as charts_years
from editorial.charts.frame import TEXT, Tick
from editorial.charts.overlap import Curve, Link, MapChart, Node
from editorial.charts.timeline import Mark, Point, TimelineChart
from editorial.charts.years import Bar, Row, YearsChart

TEMPLATES = Path(__file__).resolve().parent.parent / "theme" / "templates"

# What can stand in a label: what XML can carry, so that a parser can judge the markup.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=60)
rows = st.lists(
    st.builds(Row, texts, st.just("themes/a/"), st.dictionaries(st.integers(1987, 2026), st.integers(0, 30), max_size=12)),
    min_size=1,
    max_size=20,
).filter(lambda found: any(count for row in found for count in row.counts.values()))
days = st.dates(datetime.date(1987, 1, 1), datetime.date(2026, 12, 31))
points = st.lists(st.builds(Point, days, texts, st.just("posts/a/"), st.booleans()), min_size=1, max_size=40)


@st.composite
def lists_and_links(draw: st.DrawFn) -> tuple[list[Node], list[Link]]:
    """2 to 16 lists, and at least one link between them."""
    nodes = draw(st.lists(st.builds(Node, texts, st.just("themes/a/"), st.integers(0, 300)), min_size=2, max_size=16))
    pairs = draw(st.sets(st.sampled_from(list(itertools.combinations(range(len(nodes)), 2))), min_size=1))
    return nodes, [Link(*pair, draw(st.integers(1, 40))) for pair in sorted(pairs)]


def years(found: list[Row]) -> YearsChart:
    chart = charts_years.years(found)
    assert chart
    return chart


def overlap(nodes: list[Node], links: list[Link]) -> MapChart:
    chart = charts_overlap.overlap(nodes, links)
    assert chart
    return chart


def timeline(found: list[Point]) -> TimelineChart:
    chart = charts_timeline.timeline(found)
    assert chart
    return chart


def point(day: str, title: str = "A", *, is_paper: bool = False) -> Point:
    return Point(datetime.date.fromisoformat(day), title, f"posts/{title.lower()}/", is_paper)


def many(count: int, first: str, last: str) -> list[Point]:
    """So many texts, evenly over the time between two days; each tenth is a paper."""
    start, end = (datetime.date.fromisoformat(day).toordinal() for day in (first, last))
    found = (datetime.date.fromordinal(start + (end - start) * n // max(count - 1, 1)) for n in range(count))
    return [Point(day, f"T{n}", f"posts/t{n}/", n % 10 == 0) for n, day in enumerate(found)]


# The picture of years.


def test_a_bar_is_as_high_as_its_count_on_the_scale_of_the_tallest() -> None:
    chart = years([Row("Oil", "themes/oil/", {2020: 1}), Row("Lamp", "themes/lamps/", {2020: 2, 2022: 4})])

    assert [band.bars for band in chart.bands] == [
        (Bar(2020, 1, x=91.7, y=41.5, width=14.0, height=5.5),),
        (Bar(2020, 2, x=91.7, y=71.0, width=14.0, height=11.0), Bar(2022, 4, x=262.3, y=60.0, width=14.0, height=22.0)),
    ]


def test_years_without_texts_have_their_column_and_the_tallest_bar_its_number() -> None:
    chart = years([Row("Oil", "themes/oil/", {2020: 1, 2024: 0}), Row("Lamp", "themes/lamps/", {2022: 4})])

    assert (
        chart.years,
        [band.counts for band in chart.bands],
        [band.total for band in chart.bands],
        chart.peak.year,
        chart.peak.count,
    ) == (
        (2020, 2021, 2022),
        [(1, 0, 0), (0, 0, 4)],
        [1, 4],
        2022,
        4,
    )


def test_rows_without_counts_make_no_picture() -> None:
    assert (charts_years.years([]), charts_years.years([Row("Oil", "themes/oil/", {}), Row("Lamp", "themes/lamps/", {2020: 0})])) == (
        None,
        None,
    )


def test_a_theme_without_texts_keeps_its_band() -> None:
    chart = years([Row("Oil", "themes/oil/", {2020: 1}), Row("Wick", "themes/wicks/", {})])

    assert [(band.label.text, band.total, band.bars) for band in chart.bands][1:] == [("Wick", 0, ())]


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (range(2020, 2021), [2020]),
        (range(2020, 2025), [2020, 2021, 2022, 2023, 2024]),
        (range(2009, 2027), [2010, 2015, 2020, 2025]),
        (range(1987, 2027), [1990, 2000, 2010, 2020]),
    ],
)
def test_years_are_written_as_often_as_there_is_room(span: range, written: list[int]) -> None:
    chart = years([Row("Oil", "themes/oil/", dict.fromkeys(span, 1))])

    assert [tick.year for tick in chart.ticks] == written


@pytest.mark.parametrize(("count", "lines"), [(12, 1), (13, 2)])
def test_above_many_rows_the_years_stand_too(count: int, lines: int) -> None:
    chart = years([Row("Oil", "themes/oil/", {2020: 1})] * count)

    assert len(chart.tick_lines) == lines


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Psychological safety", ["Psychological safety"]),
        ("Just culture and learning from error", ["Just culture and", "learning from error"]),
        ("Whistleblowing in hospitals, schools and the courts of law", ["Whistleblowing in", "hospitals, schools…"]),
        ("Antidisestablishmentarianism", ["Antidisestablishme…"]),
        ("", [""]),
    ],
)
def test_a_label_has_two_lines_at_most_and_is_cut_with_an_ellipsis(label: str, lines: list[str]) -> None:
    chart = years([Row(label, "themes/a/", {2020: 1})])

    assert [line.text for line in chart.bands[0].label.lines] == lines


@given(rows)
def test_bars_stay_in_their_band_of_the_picture(found: list[Row]) -> None:
    chart = years(found)
    tops = [chart.top, *(band.baseline for band in chart.bands)]
    outside = [
        bar
        for band, top in zip(chart.bands, tops, strict=False)
        for bar in band.bars
        if not (
            chart.plot_x <= bar.x and bar.x + bar.width <= chart.width and top < bar.y and round(bar.y + bar.height, 1) == band.baseline
        )
    ]

    assert (outside, chart.bottom < chart.height) == ([], True)


@given(rows)
def test_heights_are_in_proportion_to_counts(found: list[Row]) -> None:
    chart = years(found)
    bars = [bar for band in chart.bands for bar in band.bars]
    tallest = max(bar.height for bar in bars)

    assert [bar for bar in bars if abs(bar.height - tallest * bar.count / chart.peak.count) > 0.051] == []


@given(rows)
def test_every_count_has_its_bar_and_its_place_in_the_table(found: list[Row]) -> None:
    chart = years(found)
    told = [{year: count for year, count in zip(chart.years, band.counts, strict=True) if count} for band in chart.bands]
    drawn = [{bar.year: bar.count for bar in band.bars} for band in chart.bands]

    assert told == drawn == [{year: count for year, count in row.counts.items() if count} for row in found]


@given(rows)
def test_the_order_of_the_years_is_irrelevant(found: list[Row]) -> None:
    assert years([replace(row, counts=dict(reversed(row.counts.items()))) for row in found]) == years(found)


def apart(ticks: tuple[Tick, ...]) -> bool:
    """True when no written year touches another or the edge; a year is at most 29.4 wide."""
    middles = [tick.label_x for tick in ticks]
    return all(14.7 <= x <= 305.3 for x in middles) and all(b - a >= 30 for a, b in itertools.pairwise(middles))


@given(st.integers(1, 3000), st.integers(1, 100))
def test_written_years_do_not_touch_and_there_is_one(first: int, count: int) -> None:
    row = Row("Serious case reviews", "themes/a/", dict.fromkeys(range(first, first + count), 1))
    of_years = years([row]).ticks
    of_time = timeline([Point(datetime.date(year, 1, 1), "A", "posts/a/", False) for year in row.counts]).ticks

    assert (apart(of_years), len(of_years) > 0, apart(of_time), len(of_time) > 0) == (True, True, True, True)


@given(rows)
def test_lines_of_labels_do_not_touch_the_next_and_stay_in_the_picture(found: list[Row]) -> None:
    chart = years(found)
    lines = [line.y for band in chart.bands for line in band.label.lines]

    assert (min(lines) > TEXT, max(lines) < chart.height, [y for y, z in itertools.pairwise(lines) if z - y < TEXT]) == (
        True,
        True,
        [],
    )


# The map of lists.

THREE = [Node("Oil", "themes/oil/", 3), Node("Lamp", "themes/lamps/", 5), Node("Wick", "themes/wicks/", 2)]


def test_an_arc_leads_from_list_to_list_and_is_as_wide_as_what_they_share() -> None:
    chart = overlap(THREE, [Link(2, 0, 1), Link(0, 1, 3)])

    assert [(arc.first.text, arc.second.text, arc.shared, arc.weight, arc.curve) for arc in chart.arcs] == [
        ("Oil", "Wick", 1, "faint", Curve(x=59.0, top=24.7, bottom=87.0, rx=62.3, ry=31.1, width=1.0)),
        ("Oil", "Lamp", 3, "strong", Curve(x=59.0, top=27.8, bottom=57.0, rx=29.2, ry=14.6, width=4.0)),
    ]


def test_a_list_has_a_bar_as_high_as_its_arcs() -> None:
    chart = overlap(THREE, [Link(0, 1, 3)])

    assert [(node.label.text, node.size, node.top, node.thickness) for node in chart.nodes] == [
        ("Oil", 3, 25.0, 4.0),
        ("Lamp", 5, 55.0, 4.0),
        ("Wick", 2, 86.5, 1.0),
    ]


def test_links_weigh_by_thirds_of_the_strongest() -> None:
    links = [Link(*pair, n) for n, pair in enumerate(itertools.combinations(range(4), 2), 1)]
    chart = overlap([Node("Oil", "themes/oil/", 9)] * 4, links)

    assert [(arc.shared, arc.weight) for arc in chart.arcs] == [
        (1, "faint"),
        (2, "faint"),
        (3, "middle"),
        (4, "middle"),
        (5, "strong"),
        (6, "strong"),
    ]


def test_lists_that_share_nothing_make_no_picture() -> None:
    assert [charts_overlap.overlap(THREE, links) for links in ([], [Link(0, 1, 0)], [Link(1, 1, 5)])] == [None, None, None]


def test_of_many_lists_only_the_strongest_links_are_drawn_and_the_rest_are_counted() -> None:
    links = [Link(*pair, 1 + n) for n, pair in enumerate(itertools.combinations(range(13), 2))]
    chart = overlap([Node("Oil", "themes/oil/", 3)] * 13, links)

    assert ([arc.shared for arc in chart.arcs], chart.left_out) == (list(range(39, 79)), 38)


def test_of_twelve_lists_all_links_are_drawn() -> None:
    links = [Link(*pair, 1) for pair in itertools.combinations(range(12), 2)]
    chart = overlap([Node("Oil", "themes/oil/", 3)] * 12, links)

    assert (len(chart.arcs), chart.left_out) == (66, 0)


@given(lists_and_links())
def test_a_map_stays_in_its_picture(found: tuple[list[Node], list[Link]]) -> None:
    chart = overlap(*found)
    outside = [
        arc.curve
        for arc in chart.arcs
        if not (arc.curve.x >= 0 and arc.curve.x + arc.curve.rx + arc.curve.width / 2 <= chart.width)
        or not (TEXT < arc.curve.top < arc.curve.bottom < chart.height)
    ]
    lines = [line.y for node in chart.nodes for line in node.label.lines]

    assert (outside, min(lines) > TEXT, max(lines) < chart.height) == ([], True, True)


@given(lists_and_links())
def test_arcs_end_beside_one_another_on_the_bars_of_their_lists(found: tuple[list[Node], list[Link]]) -> None:
    chart = overlap(*found)
    ends = sorted((y - arc.curve.width / 2, y + arc.curve.width / 2) for arc in chart.arcs for y in (arc.curve.top, arc.curve.bottom))
    bars = [(node.top - 0.11, node.top + node.thickness + 0.11) for node in chart.nodes]
    astray = [end for end in ends if not any(top <= end[0] and end[1] <= bottom for top, bottom in bars)]

    assert (astray, [pair for pair in itertools.pairwise(ends) if pair[1][0] < pair[0][1]]) == ([], [])


@given(lists_and_links())
def test_widths_grow_evenly_with_the_shared_texts_from_1(found: tuple[list[Node], list[Link]]) -> None:
    chart = overlap(*found)
    most = chart.strongest
    step = (most.curve.width - 1) / max(most.shared - 1, 1)

    assert ([arc for arc in chart.arcs if abs(arc.curve.width - 1 - step * (arc.shared - 1)) > 0.11], most.curve.width <= 7) == ([], True)


@given(lists_and_links(), st.randoms())
def test_the_order_and_direction_of_links_are_irrelevant(found: tuple[list[Node], list[Link]], random: Random) -> None:
    nodes, links = found
    other = [Link(link.second, link.first, link.shared) for link in links]
    random.shuffle(other)

    assert overlap(nodes, other) == overlap(nodes, links)


@given(lists_and_links())
def test_every_link_is_drawn_once_or_counted_as_left_out(found: tuple[list[Node], list[Link]]) -> None:
    nodes, links = found
    named = [replace(node, label=str(n)) for n, node in enumerate(nodes)]
    chart = overlap(named, links)
    drawn = {Link(int(arc.first.text), int(arc.second.text), arc.shared) for arc in chart.arcs}
    left = set(links) - drawn

    assert (drawn <= set(links), len(chart.arcs), len(left), all(link.shared <= chart.arcs[0].shared for link in left)) == (
        True,
        len(drawn),
        chart.left_out,
        True,
    )


# The picture of time.


def test_texts_of_one_month_are_stacked_in_the_order_of_their_days_and_papers_are_larger() -> None:
    late, early, paper = point("2020-01-31", "Late"), point("2020-01-02", "Early"), point("2020-12-24", "Paper", is_paper=True)
    chart = timeline([late, paper, early])

    assert (chart.column, chart.axis_y, chart.marks) == (
        "month",
        28.0,
        (Mark(early, 20.7, 23.0, 7.2), Mark(late, 20.7, 13.0, 7.2), Mark(paper, 299.3, 23.0, 8.8)),
    )


def test_the_axis_runs_over_whole_years() -> None:
    chart = timeline([point("2020-06-01"), point("2021-06-01")])

    assert (chart.years, chart.borders, chart.ticks) == (
        (2020, 2021),
        (8.0, 160.0, 312.0),
        (Tick(2020, 84.0, 84.0), Tick(2021, 236.0, 236.0)),
    )


def test_without_texts_there_is_no_picture_of_time() -> None:
    assert charts_timeline.timeline([]) is None


@pytest.mark.parametrize(
    ("found", "column", "size"),
    [
        (many(1, "2020-05-01", "2020-05-01"), "month", 10.0),
        (many(300, "2020-01-01", "2020-12-31"), "week", 5.8),
        (many(20, "2018-01-01", "2020-12-31"), "month", 8.4),
        (many(40, "2015-01-01", "2026-12-31"), "quarter", 6.2),
        (many(130, "2009-01-01", "2026-12-31"), "half-year", 8.4),
        (many(300, "2009-01-01", "2026-12-31"), "half-year", 8.4),
        (many(300, "1987-01-01", "2026-12-31"), "year", 7.6),
    ],
)
def test_columns_are_as_fine_as_leaves_marks_legible(found: list[Point], column: str, size: float) -> None:
    chart = timeline(found)
    cell = round(max(mark.size / (0.88 if mark.point.is_paper else 0.72) for mark in chart.marks), 1)

    assert (chart.column, cell, chart.height < 150) == (column, size, True)


def test_where_a_year_is_too_full_marks_stand_abreast() -> None:
    chart = timeline([*many(299, "2020-05-01", "2020-05-01"), point("1987-01-01")])

    assert (chart.column, chart.height < 230, len({mark.x for mark in chart.marks if mark.point.day.year == 2020})) == ("year", True, 4)


def touching(chart: TimelineChart) -> list[tuple[Mark, Mark]]:
    """Pairs of marks whose squares meet."""
    found = itertools.combinations(chart.marks, 2)
    return [(a, b) for a, b in found if max(abs(a.x - b.x), abs(a.y - b.y)) < (a.size + b.size) / 2]


@given(points)
def test_marks_never_overlap(found: list[Point]) -> None:
    assert touching(timeline(found)) == []


@pytest.mark.parametrize(
    "found",
    [
        many(300, "2020-01-01", "2020-12-31"),
        many(300, "2009-01-01", "2026-12-31"),
        many(300, "1987-01-01", "2026-12-31"),
        many(300, "2020-05-01", "2020-05-01"),
        [*many(299, "2020-05-01", "2020-05-01"), point("1987-01-01")],
    ],
)
def test_three_hundred_marks_do_not_overlap(found: list[Point]) -> None:
    assert touching(timeline(found)) == []


@given(points)
def test_marks_stay_in_the_picture_above_the_axis(found: list[Point]) -> None:
    chart = timeline(found)
    outside = [
        mark
        for mark in chart.marks
        if not (mark.left >= 0 and mark.left + mark.size <= chart.width and mark.top >= 0 and mark.top + mark.size <= chart.axis_y)
    ]

    assert (outside, chart.axis_y < chart.tick_y < chart.height) == ([], True)


@given(points)
def test_marks_stand_in_the_year_of_their_text(found: list[Point]) -> None:
    chart = timeline(found)
    year = (chart.right - chart.left) / len(chart.years)

    assert [mark for mark in chart.marks if int((mark.x - chart.left) // year) != mark.point.day.year - chart.years[0]] == []


@given(points)
def test_every_text_has_one_mark(found: list[Point]) -> None:
    assert sorted(map(repr, found)) == sorted(repr(mark.point) for mark in timeline(found).marks)


@given(points, st.randoms())
def test_the_order_of_texts_is_irrelevant(found: list[Point], random: Random) -> None:
    other = found.copy()
    random.shuffle(other)

    assert timeline(other) == timeline(found)


# The macros.

ODD = "Fish & <chips>, \"so\" 'called'"
ROWS = [Row(ODD, "themes/fish/", {2020: 2, 2022: 1}), Row("Wick", "themes/wicks/", {})]
NODES = [Node(ODD, "themes/fish/", 3), Node("Wick", "themes/wicks/", 1)]
POINTS = [point("2020-01-01", "Lamp"), Point(datetime.date(2021, 3, 4), ODD, "papers/fish/", True)]


MACROS = jinja2.Environment(
    loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
).get_template("macros/charts.html")


def drawn(macro: str, chart: object) -> str:
    return str(getattr(MACROS.module, macro)(chart, "chart:x", ".."))


FIGURES = {
    "years": lambda: drawn("years_chart", years(ROWS)),
    "map": lambda: drawn("map_chart", overlap(NODES, [Link(0, 1, 1)])),
    "timeline": lambda: drawn("timeline_chart", timeline(POINTS)),
}


@pytest.fixture(params=FIGURES)
def figure(request: pytest.FixtureRequest) -> str:
    return FIGURES[request.param]()


def cells(table: ET.Element) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]


def test_a_figure_is_well_formed_with_a_caption_a_picture_and_its_numbers(figure: str) -> None:
    root = ET.fromstring(figure)

    assert (root.tag, root.attrib, [child.tag for child in root]) == ("figure", {"class": "chart"}, ["figcaption", "svg", "details"])


def test_a_picture_is_named_and_described(figure: str) -> None:
    svg = ET.fromstring(figure).find("svg")
    assert svg is not None
    named = [(child.tag, child.get("id"), bool((child.text or "").strip())) for child in list(svg)[:2]]

    assert (svg.get("role"), svg.get("aria-labelledby"), named) == (
        "img",
        "chart:x:title chart:x:desc",
        [("title", "chart:x:title", True), ("desc", "chart:x:desc", True)],
    )


def test_a_figure_has_no_style_and_no_script_and_its_ids_are_its_own(figure: str) -> None:
    ids = [element.get("id") or "" for element in ET.fromstring(figure).iter() if element.get("id")]

    assert (
        re.findall(r"<(?:script|style)|<[^>]*\s(?:style|fill|stroke|on\w+)=", figure),
        sorted(set(ids)) == sorted(ids),
        [one for one in ids if not one.startswith("chart:x:")],
    ) == (
        [],
        True,
        [],
    )


def test_every_table_has_a_caption_and_says_what_its_columns_and_rows_are(figure: str) -> None:
    tables = list(ET.fromstring(figure).iter("table"))
    scopes = [
        (
            {cell.get("scope") for cell in table.iterfind("thead/tr/th")},
            [[cell.get("scope") for cell in row.iterfind("th")] for row in table.iterfind("tbody/tr")],
        )
        for table in tables
    ]
    rows_of = [len(table.findall("tbody/tr")) for table in tables]

    assert ([bool(table.findtext("caption")) for table in tables], scopes) == (
        [True] * len(tables),
        [({"col"}, [["row"]] * count) for count in rows_of],
    )


def test_the_numbers_of_the_years_are_in_the_table_with_links() -> None:
    root = ET.fromstring(FIGURES["years"]())
    table = next(root.iter("table"))

    assert (cells(table), [a.get("href") for a in root.iter("a")]) == (
        [["Theme", "All", "2020", "2021", "2022"], [ODD, "3", "2", "0", "1"], ["Wick", "0", "0", "0", "0"]],
        ["../themes/fish/", "../themes/wicks/"],
    )


def test_the_numbers_of_the_map_are_in_the_tables_with_links() -> None:
    root = ET.fromstring(FIGURES["map"]())

    assert ([cells(table) for table in root.iter("table")], [a.get("href") for a in root.iter("a")]) == (
        [[["List", "Texts"], [ODD, "3"], ["Wick", "1"]], [["Two lists", "Shared"], [f"{ODD} and Wick", "1"]]],
        ["../themes/fish/", "../themes/wicks/"],
    )


def test_the_texts_of_the_timeline_are_in_the_table_with_links_and_papers_have_another_shape() -> None:
    root = ET.fromstring(FIGURES["timeline"]())
    table = next(root.iter("table"))
    shapes = [(element.tag, element.findtext("title")) for element in root.iter() if element.tag in ("circle", "rect")]

    assert (cells(table), [a.get("href") for a in root.iter("a")], shapes) == (
        [["Date", "Title", "Kind"], ["2020-01-01", "Lamp", "post"], ["2021-03-04", ODD, "paper"]],
        ["../posts/lamp/", "../papers/fish/"],
        [("circle", "2020-01-01: Lamp"), ("rect", f"2021-03-04, paper: {ODD}")],
    )


def test_a_map_says_how_many_links_it_leaves_out() -> None:
    links = [Link(*pair, 1) for pair in itertools.combinations(range(13), 2)]
    root = ET.fromstring(drawn("map_chart", overlap([Node("Oil", "themes/oil/", 3)] * 13, links)))
    told = [root.findtext("figcaption"), *(caption.text for caption in root.iter("caption"))]

    assert told == [
        "Lists that share texts are joined: the more they share, the thicker the line. The thickest is 1 text. 38 weaker links are not drawn.",
        "Texts on each list",
        "Texts that two lists share: the 40 strongest of 78 links",
    ]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (POINTS, "Each circle is a post, each square a paper; those of one month are stacked."),
        (POINTS[:1], "Each circle is a post; those of one month are stacked."),
        (POINTS[1:], "Each square is a paper; those of one month are stacked."),
    ],
)
def test_the_caption_of_a_timeline_names_the_shapes_that_are_there(found: list[Point], told: str) -> None:
    assert ET.fromstring(drawn("timeline_chart", timeline(found))).findtext("figcaption") == told


@given(rows, lists_and_links(), points)
def test_labels_of_any_characters_leave_the_figures_well_formed(
    found: list[Row], listed: tuple[list[Node], list[Link]], told: list[Point]
) -> None:
    figures = [drawn("years_chart", years(found)), drawn("map_chart", overlap(*listed)), drawn("timeline_chart", timeline(told))]

    assert [ET.fromstring(figure).tag for figure in figures] == ["figure"] * 3
