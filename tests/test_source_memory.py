"""press.source_checks, links and addresses: what an earlier build has found of sources tells the same as to look into them anew."""

import datetime
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pelican.contents import Article, Content, Page
from pelican.settings import DEFAULT_CONFIG

from manuscript.problems import ContentError, Problem
from manuscript.source import parse
from press import headers, inventory, links
from press.addresses import address
from press.ledger import Ledger
from press.source_checks import SourceChecks
from press.sources import Sources
from press.store import Store, digest

NOW = 1_600_000_000  # 13 September 2020
HEADERS = (
    "Title: A\nDate: 2020-01-01\n\nText.\n",
    "Title: A\nDate: 2020-01-01\n\nText [x]() and `more.\n",
    "Title: A\nDate: 2021-01-01\nModified: 2020-01-01\n\nText.\n",
    "Title: A\nDate: 2020-01-01\nModified: 2022-02-02\nOdd: key\n\nText.\n",
    "Title: A\nDate: 2019-01-01\nStatus: skip\n\n[x]()\n",
    "No header.\n",
    "",
)
OTHERS = (
    '<html><head><title>A</title><meta name="date" content="2021-01-01"></head><body><img src="x.png"></body></html>',
    "<body></body>",
)


class Builds:
    """Builds of one content folder, each with what the one before has left."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._store = Store(root.parent / "store.sqlite", "epoch")

    def found(self, now: int, store: Store | None, **settings: Any) -> set[Problem]:
        context = {**DEFAULT_CONFIG, "TIMEZONE": "UTC", "headers_checked": set(), "THEME": str(self._root.parent / "theme"), **settings}
        if store:
            context["store"] = store
        with patch.dict(os.environ, SOURCE_DATE_EPOCH=str(now)):
            return SourceChecks(inventory.take(self._root, ()), context, (), Sources(self._root)).rest()

    def both(self, now: int = NOW, **settings: Any) -> tuple[set[Problem], set[Problem]]:
        """What is told with what is known, and without."""
        return self.found(now, self._store, **settings), self.found(now, None, **settings)


STEP = st.tuples(
    st.dictionaries(st.sampled_from(["a.md", "b.md"]), st.sampled_from(HEADERS)),
    st.dictionaries(st.just("c.html"), st.sampled_from(OTHERS)),
    st.sampled_from([NOW, NOW, NOW - 10**8, NOW + 10**8]),
    st.sampled_from([{}, {}, {"headers_checked": {"content/a.md"}}, {"TIMEZONE": "Asia/Tokyo"}, {"DEFAULT_METADATA": {"status": "draft"}}]),
)


@given(st.lists(STEP, min_size=2, max_size=6))
def test_after_any_edits_the_same_is_told_of_sources(tmp_path_factory: pytest.TempPathFactory, steps: list[Any]) -> None:
    root = tmp_path_factory.mktemp("builds") / "content"
    root.mkdir()
    builds, found = Builds(root), []
    for texts, others, now, settings in steps:
        for name, text in {**texts, **others}.items():
            (root / name).write_text(text)
        found.append(builds.both(now, **settings))

    assert [known for known, _ in found] == [anew for _, anew in found]


def test_a_source_that_stays_is_not_looked_into_again(tmp_path: Path) -> None:
    root = tmp_path / "content"
    root.mkdir()
    for number, text in enumerate(HEADERS[:5]):
        (root / f"{number}.md").write_text(text)
    builds = Builds(root)
    builds.both()
    (root / "0.md").write_text(HEADERS[1])
    looked: list[str] = []
    look = SourceChecks._look_into
    with patch.object(SourceChecks, "_look_into", lambda checks, name, *rest: looked.append(name) or look(checks, name, *rest)):
        builds.found(NOW, builds._store)

    assert looked == ["0.md", "2.md", "3.md"]  # two have dates that lie in the future: on another day they are told otherwise


class Recording(dict[str, Any]):
    """Settings that tell which were asked for."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:
        self.asked.add(name)
        return super().get(name, default)


ALL_KEYS = """Title: A
Date: 2020-01-01 10:00
Modified: 2020-01-02
Timezone: Nowhere/Land
Slug: a.b
Lang: english
Status: publshed
Tags: a, b
Authors: x, y
Category: c
Save_as: ../x
URL: /x
Template: t
Summary:
Odd: x

Text.
"""


def test_checks_of_headers_depend_on_no_settings_but_those_that_are_listed() -> None:
    settings = Recording({**DEFAULT_CONFIG, "USE_FOLDER_AS_CATEGORY": True})
    for text in (*HEADERS, ALL_KEYS, ALL_KEYS.replace("Slug: a.b\n", "").replace("Save_as: ../x\n", "")):
        given_ = headers.provided("posts/a.md", settings)
        list(headers.check(text, parse(text, "content/a.md"), settings=settings, given=given_))

    assert settings.asked - set(headers.SETTINGS) == set()


# --- the ledger --------------------------------------------------------------------------------


def test_the_ledger_knows_what_has_the_same_token_and_forgets_what_nobody_asks_for(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite", "epoch")
    first = Ledger(store, "kind", "key")
    for name in "abc":
        first.put(name, "1", name if name == "a" else None)
    first.keep()
    second = Ledger(store, "kind", "key")
    known = [second.knows(name, token) for name, token in (("a", "1"), ("b", "2"), ("d", "1"))]
    second.keep()
    third = Ledger(store, "kind", "key")

    assert (known, second.get("a"), third.knows("a", "1"), third.knows("b", "1"), third.knows("c", "1")) == (
        [True, False, False], "a", True, False, False,
    )  # fmt: skip


def test_the_ledger_knows_nothing_before_the_instant_from_which_it_is_told(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite", "epoch")
    ledger = Ledger(store, "kind", "key", now=50.0)
    ledger.put("a", "1", None, since=40.0)
    ledger.keep()

    assert [Ledger(store, "kind", "key", now=now).knows("a", "1") for now in (39.0, 40.0)] == [False, True]


# --- sources -----------------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["digest", "text"])
def test_digest_and_text_are_of_the_same_bytes(tmp_path: Path, first: str) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"one")
    sources = Sources(tmp_path)
    getattr(sources, first)(str(file))
    file.write_bytes(b"two")

    assert (sources.digest(str(file)), sources.text(str(file)), sources.source(str(file)).body) == (digest(b"one"), "one", "one")


def test_what_cannot_be_read_is_told_each_time_alike(tmp_path: Path) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff")
    sources, told = Sources(tmp_path), []
    for ask in (sources.text, sources.digest, sources.text, sources.source):
        for name in ("bad.md", "gone.md"):
            try:
                ask(str(tmp_path / name))
                told.append("")
            except ContentError as error:
                told.append(error.problems[0].code)

    assert told == ["undecodable", "unreadable", "", "unreadable", "undecodable", "unreadable", "undecodable", "unreadable"]


# --- addresses ---------------------------------------------------------------------------------

PATTERNS = st.sampled_from(
    ["{slug}.html", "{lang}/{slug}/", "{date:%Y}/{date:%b}/{slug}", "{category}/{author}", "{path}", "{odd}", "{summary}", "x", "", "{slug", "{0}", "{date:{lang}}"]
)  # fmt: skip
WRITTEN = st.fixed_dictionaries(
    {"title": st.just("A title")},
    optional={
        "slug": st.just("a-slug"), "status": st.sampled_from(["published", "draft", "hidden"]), "lang": st.sampled_from(["en", "de"]),
        "date": st.just(datetime.datetime(2020, 1, 2, tzinfo=datetime.UTC)), "summary": st.just("S"), "url": st.sampled_from(["u/", ""]),
        "save_as": st.just("s/index.html"), "path": st.just("p/q"),
    },
)  # fmt: skip


class Other(Article):
    """An article of a plugin's, whose addresses are its own."""

    def _expand_settings(self, key: str, klass: str | None = None) -> str:
        return f"other/{key}"


class Named(Page):
    """A page of a plugin's, with settings of its own."""


def told_by(ask: Any) -> str:
    try:
        return str(ask() or "")
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        return type(error).__name__


@given(PATTERNS, WRITTEN, st.sampled_from([Article, Page, Other, Named]))
@example("{slug}", {"title": "A title", "status": "draft"}, Page)
def test_an_address_is_the_one_that_pelican_makes(pattern: str, written: dict[str, Any], kind: type[Content]) -> None:
    names = [
        f"{one}_{lang}{what}" for one in ("ARTICLE", "PAGE", "DRAFT", "DRAFT_PAGE") for lang in ("", "LANG_") for what in ("URL", "SAVE_AS")
    ]
    patterns = {name: f"{number}/{pattern}" for number, name in enumerate(names)}
    patterns |= {"NAMED_URL": "n/{slug}", "NAMED_SAVE_AS": "m/{slug}", "NAMED_LANG_URL": "o", "NAMED_LANG_SAVE_AS": "p"}
    settings = {**DEFAULT_CONFIG, "PATH": "/content", "TIMEZONE": "UTC", "DEFAULT_LANG": "en", "AUTHOR": "", **patterns}
    content = kind("x", metadata=written, settings=settings, source_path="/content/a/b.md", context={"localsiteurl": ""})

    assert [told_by(lambda key=key: address(content, key)) for key in ("url", "save_as")] == [
        told_by(lambda key=key: getattr(content, key)) for key in ("url", "save_as")
    ]


# --- links -------------------------------------------------------------------------------------


def contents(root: Path, **bodies: str) -> Iterator[tuple[str, Article]]:
    for name, body in bodies.items():
        (root / f"{name}.md").write_text(f"Title: {name}\n\n{body}")
        settings = {**DEFAULT_CONFIG, "PATH": str(root), "TIMEZONE": "UTC"}
        html = body.replace("[x](", '<a href="').replace(")", '">x</a>')
        yield f"{name}.md", Article(html, metadata={"title": name}, settings=settings, source_path=str(root / f"{name}.md"), context={})


def test_links_of_a_text_that_stays_are_told_without_its_source_and_its_html(tmp_path: Path) -> None:
    texts = dict(contents(tmp_path, a="[x]({filename}b.md) [x]({filename}gone.md) [x]({tag}none)", b="[x]({static}c.png)", c="None."))
    context = {**DEFAULT_CONFIG, "generated_content": texts, "static_content": {}, "store": Store(tmp_path / "store.sqlite", "epoch")}
    files, told = frozenset(texts), []
    for read in (Sources(tmp_path), None):
        facts = links.Facts(context, tmp_path, read or Sources(tmp_path / "nothing"), dict.fromkeys(texts, "token"))
        found = [
            *links.check(files, context, tmp_path, (), read, facts=facts),
            *links.check_names(texts.values(), context, tmp_path, facts=facts),
        ]
        told.append(sorted(map(str, found)))
        facts.keep()
        for text in texts.values():
            text._content = "{filename}other.md"

    assert (told[0], len(told[0])) == (told[1], 3)
