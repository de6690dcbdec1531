"""press.pages: what an earlier build has read tells the same as to read everything anew."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from press.pages import Known, PageSource, check, readings
from press.store import Store, digest
from press.workers import Crew

SITE = "https://example.org"
# Files whose names may be read as one another's, by an address of a folder.
NAMES = ("a.html", "b", "b/index.html", "c/d.html", "index.html", "f.xml", "j.json", "x.png")
ADDRESSES = (
    "/a.html", "a.html", "../a.html", "/b", "/b/", "b/index.html", "/c/d.html#one", "c/d.html#two", "/", "#one", "#two", "#top", "?x#one",
    f"{SITE}/b/#one", "/b#two", "/x.png#one", "/gone.html", "https://other.org/a.html", "/f.xml", "a%2Ehtml#one", "/a.html#%6Fne", "/c/../a.html",
)  # fmt: skip
FILE = st.fixed_dictionaries(
    {
        "ids": st.sets(st.sampled_from(["one", "two"])),
        "links": st.lists(st.sampled_from(ADDRESSES), max_size=4),
        "base": st.sampled_from(["", "", "", "", "", "", "", "/c/"]),
        "is_source": st.booleans(),
        "is_draft": st.sampled_from([False, False, False, True]),
    }
)
STEP = st.tuples(st.sampled_from(NAMES), st.none() | FILE)


def written(name: str, file: dict[str, Any]) -> str:
    links = "\n".join(f'<a href="{address}">x</a>' for address in file["links"])
    if name.endswith(".xml"):
        quoted = links.replace("&", "&amp;").replace("<", "&lt;")
        return f"<rss><channel><item><title>T</title><link>/a.html</link><description>{quoted}</description></item></channel></rss>"
    if name.endswith(".json"):
        items = ",".join(f'{{"title": "{number}", "url": "{address}"}}' for number, address in enumerate(file["links"]))
        return f'{{"version": "https://jsonfeed.org/version/1.1", "items": [{items}]}}'
    base = f'<base href="{file["base"]}">' if file["base"] else ""
    return f"{base}{links}" + "".join(f'<p id="{one}">' for one in sorted(file["ids"]))


def put(folder: Path, files: dict[str, str]) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)
    return folder


def told(root: Path, files: dict[str, dict[str, Any]], known: Known | None = None) -> list[str]:
    sources = {
        name: PageSource(f"content/{name}.md", f"T: x\n\n[x]({' '.join(file['links'][:1])})")
        for name, file in files.items()
        if file["is_source"]
    }
    drafts = [name for name, file in files.items() if file["is_draft"]]
    return [f"{one.column} {one}" for one in check(root, site_url=SITE, sources=sources, drafts=drafts, also={"/elsewhere/"}, known=known)]


class Builds:
    """Builds of one site, each with what the one before has left."""

    def __init__(self, root: Path, crew: Crew | None = None) -> None:
        self._root = root
        self._crew = crew
        self._store = Store(root / "store.sqlite", "epoch")
        self._before: dict[str, str] = {}

    def left(self) -> Any:
        """What the last build has left for the next of what it has found."""
        return self._store.recall("links-of-a-site", [digest("here", "example.org", "", "elsewhere")])

    def both(self, files: dict[str, dict[str, Any]]) -> tuple[list[str], list[str]]:
        """What is told with what is known, and without."""
        now = {name: written(name, file) for name, file in files.items()}
        whole = put(self._root / "whole", now)
        staged = put(self._root / "staged", {name: text for name, text in now.items() if self._before.get(name) != text})
        known = Known({name: digest(text) for name, text in now.items()}, self._root / "standing", self._store, "here", self._crew)
        found = told(staged, files, known), told(whole, files)
        put(self._root / "standing", now)
        self._before = now
        return found


def after(files: dict[str, dict[str, Any]], name: str, file: dict[str, Any] | None) -> dict[str, dict[str, Any]]:
    """The files after an edit: one is another, or is gone. A file and a folder of one name cannot both be."""
    other = {"b": "b/index.html", "b/index.html": "b"}.get(name)
    return {**{known: one for known, one in files.items() if known not in (name, other)}, **({name: file} if file else {})}


DRAFT = {"ids": {"one"}, "links": ["/a.html"], "base": "", "is_source": False, "is_draft": True}
PAGE = {**DRAFT, "is_draft": False}


@given(
    st.dictionaries(st.sampled_from(NAMES[2:]), FILE, min_size=3), st.lists(st.lists(STEP, min_size=1, max_size=2), min_size=1, max_size=8)
)
@example({"a.html": PAGE, "c/d.html": PAGE, "index.html": PAGE, "b/index.html": PAGE}, [[("a.html", DRAFT)], [("a.html", PAGE)]])
@example({"a.html": DRAFT, "c/d.html": DRAFT, "index.html": DRAFT, "b/index.html": DRAFT}, [[("c/d.html", PAGE)]])
def test_after_any_edits_the_problems_are_those_of_a_site_read_anew(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, dict[str, Any]], edits: list[list[tuple[str, dict[str, Any] | None]]]
) -> None:
    root = tmp_path_factory.mktemp("builds")
    builds = Builds(root / "builds")
    found = [builds.both(files)]
    for edit in edits:
        for name, file in edit:
            files = after(files, name, file)
        found.append(builds.both(files))
    first = Builds(root / "first")
    first.both(files)
    left = first.left() or builds.left()  # nothing is left where a page says what its links start from

    assert ([known for known, _ in found], builds.left()) == ([anew for _, anew in found], left)


FILES = {
    name: {"ids": {"one"}, "links": ["/a.html#one", "/b/", "/index.html"], "base": "", "is_source": True, "is_draft": False}
    for name in ("a.html", "b/index.html", "c/d.html", "index.html", "e.html", "f.html")
}  # fmt: skip


def edited(name: str, **changes: Any) -> dict[str, dict[str, Any]]:
    return {**FILES, name: {**FILES[name], **changes}}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (FILES, []),
        (edited("e.html", links=["/a.html"]), ["e.html"]),
        (edited("a.html", ids={"one", "two"}), ["a.html"]),
        (after(FILES, "f.html", None), []),
        (after(FILES, "g.html", {**FILES["f.html"], "links": ["/b/"]}), ["g.html"]),
        (after(FILES, "g.html", FILES["f.html"]), []),
        (edited("a.html", ids=set()), ["a.html", "a.html", "b/index.html", "c/d.html", "e.html", "f.html", "index.html"]),
    ],
    ids=["nothing", "links", "places", "gone", "new", "copy", "broken"],
)
def test_only_files_that_are_new_or_have_something_wrong_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, files: dict[str, dict[str, Any]], expected: list[str]
) -> None:
    builds = Builds(tmp_path)
    builds.both(FILES)
    read: list[str] = []
    bytes_of = readings.bytes_of
    monkeypatch.setattr(readings, "bytes_of", lambda file: read.append(file.relative_to(tmp_path).as_posix()) or bytes_of(file))
    builds.both(files)

    assert sorted(name.partition("/")[2] for name in read if not name.startswith("whole")) == expected


def test_what_was_counted_and_is_lost_is_counted_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = Builds(tmp_path)
    builds.both(FILES)
    recall = Store.recall
    monkeypatch.setattr(Store, "recall", lambda store, kind, keys: {} if kind == "leads" else recall(store, kind, keys))
    known, anew = builds.both(after(FILES, "a.html", None))

    assert (known, len(known)) == (anew, 5)


def test_workers_read_the_same(tmp_path: Path) -> None:
    files = {f"{number}.html": {**FILES["a.html"], "links": [f"/{number + 1}.html#one", f"#{number}"]} for number in range(200)}
    crew = Crew({}, number=2, seconds=10, megabytes=1024)
    try:
        known, anew = Builds(tmp_path, crew).both(files)
    finally:
        crew.close()

    assert (known, len(known)) == (anew, 201)
