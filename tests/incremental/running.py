"""Chains run: each from its first build on, step by step, several at once; what fails is told in its shortest form."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import Final, Self

from incremental import cache_edits, our_edits, output_edits, refused_edits, setting_edits, text_edits, theme_edits, time_edits
from incremental.builds import Lane
from incremental.chains import Chain, Step
from incremental.judging import begun
from incremental.shrinking import shortest

KINDS_ARE_IN: Final = (text_edits, refused_edits, time_edits, theme_edits, setting_edits, output_edits, cache_edits, our_edits)
_TRIES: Final = int(os.environ.get("SHRINK", "60"))  # chains that are tried to make one that fails short


@dataclass(frozen=True, slots=True)
class Ran:
    """A chain that was run: each step in words, how often each kind of edit changed something, steps built; what is wrong, or nothing."""

    chain: Chain
    story: tuple[str, ...]
    effective: Counter[str]
    built: int
    wrong: str

    @property
    def told(self) -> str:
        """What is wrong, with all that leads there; empty when nothing is."""
        steps = "\n".join(f"{number}. {told}" for number, told in enumerate(self.story))
        return f"{self.wrong}\n\n{steps}\n\npython tests/incremental/again.py {self.chain}\n" if self.wrong else ""


def run(chain: Chain, place: Path, lane: Lane) -> Ran:
    """The chain, up to the first step that is wrong. ``place`` is a folder that is there no more afterwards."""
    bench = begun(place, chain.look, chain.seed, lane)
    story, effective, built, wrong = [], Counter[str](), 0, ""
    try:
        for step in (Step(), *chain.steps):
            judged = bench.judge(step)
            story.append(judged.story)
            effective.update(judged.effective)
            built += judged.built
            if wrong := judged.wrong or ("" if len(story) > 1 or judged.built else "the site as it is at first cannot be built"):
                break
    finally:
        shutil.rmtree(place, ignore_errors=True)
    return Ran(replace(chain, steps=chain.steps[: len(story) - 1]), tuple(story), effective, built, wrong)


def run_and_shorten(chain: Chain, place: Path, lane: Lane, *, tries: int = _TRIES) -> Ran:
    """The chain as ``run`` has it; one that is wrong in the shortest form that was found."""
    ran = run(chain, place, lane)
    return shortest(ran, lambda shorter: run(shorter, place, lane), tries=tries) if ran.wrong else ran


class Lanes:
    """As many lanes as there are processors; chains wait until one is free."""

    def __init__(self, place: Path) -> None:
        self._place = place
        self._all = [Lane() for _ in range(os.cpu_count() or 1)]
        self._free: SimpleQueue[Lane] = SimpleQueue()
        for lane in self._all:
            self._free.put(lane)
        self._threads = ThreadPoolExecutor(len(self._all))

    def begin(self, chain: Chain) -> Future[Ran]:
        """The chain, which will have been run when a lane was free for it."""
        return self._threads.submit(self._run, chain)

    def _run(self, chain: Chain) -> Ran:
        lane = self._free.get()
        try:
            return run_and_shorten(chain, Path(tempfile.mkdtemp(dir=self._place)) / "place", lane)
        finally:
            self._free.put(lane)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown(cancel_futures=True)
        for lane in self._all:
            lane.close()
