"""An incremental build equals a clean one, byte for byte: random sites, random edits. How to try more of them: ``incremental``."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from random import Random
from typing import Final

import pytest
from incremental.builds import Lane
from incremental.chains import WAYS, Chain, drawn, read
from incremental.kinds import KINDS, LOOKS, Kind, kinds_of
from incremental.project import Project
from incremental.running import Lanes, Ran, run_and_shorten

STEPS: Final = int(os.environ.get("STEPS", "300"))
SEED: Final = int(os.environ.get("SEED", "8"))
CHAINS: Final = {f"{chain.look} {chain.seed}": chain for chain in drawn(STEPS, SEED)}
# Each sentence with the look and the steps that try it.
EXAMPLES: Final = {
    "what only code reads is read again": (
        "sidebar", "what-a-filter-reads:1/plain what-a-plugin-reads:1/plain settings-data:1/plain environment:2/plain environment:3/plain"
    ),
    "what the text of another language includes is read again": ("notmyidea", "included:1/plain included:2/json included:3/pelican"),
    "a change that keeps time and size is seen": ("sidebar", " ".join(f"same-time-and-size:{n}/plain" for n in range(1, 7))),
    "code of another version works anew": ("sidebar", "filter-code:1/plain plugin-code:1/plain filter-code:2/plain plugin-code:2/plain"),
    "what was done to the output by hand is undone": (
        "simple",
        "output-removed:1/plain output-changed:1/plain output-changed-in-secret:1/plain output-replaced-in-secret:1/plain "
        "output-exchanged:1/plain output-mode:1/plain output-linked:1/plain output-emptied-file:1/plain output-deleted:1/plain",
    ),
    "the very same bytes after an error are built": ("sidebar", "template-broken:3/plain title:1/plain header-broken:2/plain /plain"),
    "a text comes out when its time has come, and goes back when the clock does": (
        "sidebar", "date-in-future:3/plain instant:1/plain instant:2/plain instant:3/plain instant:4/plain"
    ),
    "a cache that is damaged or not its own is none": (
        "sidebar", "cache-bits:1+title:1/plain cache-of-another:1+title:2/plain cache-kept:1/plain title:3/plain cache-of-before:1/plain "
        "cache-garbage:1+body:2/plain cache-folder:1+tags:2/plain cache-cut:1/plain",
    ),
    "what stands at the fault of a build is whole after the next": (
        "sidebar", "title:1/killed:1 title:2/killed-at-operation:2 title:3/fails-at-operation:3 title:4/two-at-once:4 title:5/again:5"
    ),
}  # fmt: skip
Found = Callable[[str], Ran]


@pytest.fixture(scope="module")
def lanes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lanes]:
    with Lanes(tmp_path_factory.mktemp("incremental")) as lanes:
        yield lanes


@pytest.fixture(scope="module")
def found(request: pytest.FixtureRequest, lanes: Lanes) -> Found:
    """What came of a chain or an example. Those that are asked for are all run at once, beside each other."""
    here = [item for item in request.session.items if item.path == request.path and hasattr(item, "callspec")]
    asked = [item.callspec.params.get("name") for item in here]
    futures: dict[str, Future[Ran]] = {name: lanes.begin(chain_of(name)) for name in asked if name in {*CHAINS, *EXAMPLES}}

    def outcome(name: str) -> Ran:
        if name not in futures:
            futures[name] = lanes.begin(chain_of(name))
        return futures[name].result()

    return outcome


def chain_of(name: str) -> Chain:
    return CHAINS[name] if name in CHAINS else read(EXAMPLES[name][0], 1, EXAMPLES[name][1])


@pytest.mark.parametrize("name", CHAINS)
def test_after_every_step_an_incremental_build_equals_a_clean_one(found: Found, name: str) -> None:
    ran = found(name)

    assert not ran.wrong, ran.told


@pytest.mark.parametrize("name", EXAMPLES)
def test_in_an_example_an_incremental_build_equals_a_clean_one(found: Found, name: str) -> None:
    ran = found(name)

    assert not ran.wrong, ran.told


def test_every_kind_of_edit_and_every_way_of_building_is_tried() -> None:
    tried = {
        look: ({part.name for step in steps for part in step.edits}, {step.way.name for step in steps})
        for look in LOOKS
        if (steps := [step for chain in drawn(300, SEED) if chain.look == look for step in chain.steps])
    }
    more = {"ours": {"publish"}}

    assert tried == {look: (set(kinds_of(look)), {*WAYS, *more.get(look, set())}) for look in LOOKS}


@pytest.mark.skipif(STEPS < 300, reason="what is not tried changes nothing")
def test_every_kind_of_edit_has_changed_something(found: Found) -> None:
    effective = sum((found(name).effective for name in CHAINS), Counter[str]())

    assert set(KINDS) - set(effective) == set()


@pytest.mark.skipif(STEPS < 300, reason="a few steps may all fail")
def test_many_steps_lead_to_a_site(found: Found) -> None:
    shares = {look: [found(name) for name, chain in CHAINS.items() if chain.look == look] for look in LOOKS}

    assert [look for look, ran in shares.items() if sum(one.built for one in ran) < 0.4 * sum(len(one.story) for one in ran)] == []


# --- the proof can fail ------------------------------------------------------------------------------------

STALE: Final = '''

def stale(pelican):
    """Puts back the home page of the build before, as a cache that is not asked what it was made from."""
    page, kept = Path(pelican.output_path, "index.html"), HERE / ".cache" / "stale"
    if kept.exists():
        page.write_bytes(kept.read_bytes())
    kept.parent.mkdir(exist_ok=True)
    kept.write_bytes(page.read_bytes())


register_before = register


def register():
    register_before()
    signals.finalized.connect(stale)
'''


def test_a_page_that_is_stale_is_found_and_told_in_the_fewest_steps(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stale(project: Project, rng: Random) -> str:
        project.write("local_plugin.py", project.read("local_plugin.py") + STALE)
        return "the plugin puts back the home page"

    monkeypatch.setitem(KINDS, "stale", Kind(stale, ("simple",)))
    with Lane() as lane:
        chain = read("simple", 1, "stale:1/json touch:1/plain sitename:1+touch:2/plain body:1/plain")
        ran = run_and_shorten(chain, tmp_path / "place", lane, tries=20)

    assert (str(ran.chain), "other: index.html" in ran.told or "index.html (clean)" in ran.told) == (
        "simple 1 'stale:1/plain:0 sitename:1/plain:0'",
        True,
    )
