"""The measurements of one size: every program in turns, in each round, and what each took.

Names of measures, in seconds where nothing else is said: ``cold`` (a build with no cache and no output), ``body``, ``title`` and
``unchanged`` (a fresh process after an edit of one body, of one title, of nothing, with what the build before has left), ``serve``
(from a save to its page, served), ``browser`` (from a save to its page in an open browser), ``memory`` (MB of the main process of
a cold build), ``together`` (MB of all its processes).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sites
from editing import Edited, has
from processes import memory, seconds
from serving import Served, browser, served
from sites import Site

BUILDS = ("cold", "body", "title", "unchanged")
MEASURES = (*BUILDS, "memory", "serve", "browser")
# Of the peers, only ours builds less after an edit in a process of its own; the others' build after an edit is a cold one.
_INCREMENTAL = ("ours",)
# A browser is looked at where the goal is, and costs little; with more posts only the server's part of it grows.
BROWSER_POSTS = 1000
# Saves in a round: the time of one depends on the moment at which it comes.
_SAVES = 2

Taken = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured: of which sites, of so many posts, in so many rounds."""

    names: tuple[str, ...]
    measures: tuple[str, ...]
    posts: int
    rounds: int


def measure(plan: Plan) -> Taken:
    """What each site took in each round, by measure and site; a site without a measure does not have it."""
    taken: Taken = {}

    def note(measure: str, name: str, value: float) -> None:
        taken.setdefault(measure, {}).setdefault(name, []).append(value)

    with tempfile.TemporaryDirectory() as place:
        made = sites.make(Path(place), plan.posts, plan.names)
        edits = {site.name: Edited(site) for site in made}
        # The first builds are not timed: they bring programs and posts into the memory of the system.
        for site in made:
            if "memory" in plan.measures:
                _say(plan, site, "memory")
                held = memory(site.build, site.folder)
                note("memory", site.name, held.main)
                note("together", site.name, held.together)
            else:
                seconds(site.build, site.folder)
            _check(site, edits[site.name], "")
        for _ in range(plan.rounds):
            for name in (name for name in BUILDS if name in plan.measures):
                for site in made:
                    if name == "cold" or site.name in _INCREMENTAL:
                        _say(plan, site, name)
                        note(name, site.name, _build(site, edits[site.name], name))
        _serving(plan, made, edits, note)
    return taken


def _build(site: Site, edited: Edited, measure: str) -> float:
    """Seconds of one build, after an edit or from nothing. Exits where its page is not what was written."""
    if measure == "cold":
        site.clear()
    word = {"body": edited.body, "title": edited.title}.get(measure, edited.nothing)()
    taken = seconds(site.build, site.folder)
    _check(site, edited, word)
    return taken


def _check(site: Site, edited: Edited, word: str) -> None:
    pages = sum(1 for _ in site.output.rglob("*.html"))
    posts = sum(1 for _ in site.posts.glob("post-*.md"))
    if pages < posts or not has(edited.page, word):
        sys.exit(f"{site.name} wrote {pages} pages for {posts} posts, or not the one that was edited ({edited.page.name}, {word!r})")


def _serving(plan: Plan, made: tuple[Site, ...], edits: dict[str, Edited], note: Callable[[str, str, float], None]) -> None:
    """Each site served for as long as it is measured: two servers at once would be in each other's way."""
    watched = "browser" in plan.measures and plan.posts <= BROWSER_POSTS
    for site in made:
        if not site.serve or not ("serve" in plan.measures or watched):
            continue
        _say(plan, site, "serve")
        try:
            with served(site, edits[site.name]) as server:
                for _ in range(_SAVES * plan.rounds if "serve" in plan.measures else 0):
                    note("serve", site.name, server.save())
                if watched:
                    _browsing(plan, site, server, note)
        except TimeoutError as error:  # what was measured before is not lost with it
            print(f"{site.name}: {error}", file=sys.stderr, flush=True)


def _browsing(plan: Plan, site: Site, server: Served, note: Callable[[str, str, float], None]) -> None:
    with browser() as page:
        page.goto(server.address)
        for _ in range(_SAVES * plan.rounds):
            seen = server.save_seen(page)
            if seen is None:
                print(f"{site.name}: the browser does not load the page anew by itself", file=sys.stderr, flush=True)
                return
            note("browser", site.name, seen)


def _say(plan: Plan, site: Site, measure: str) -> None:
    print(f"{plan.posts} posts, {site.name}: {measure}", file=sys.stderr, flush=True)
