"""The hostile corpus: bad, hostile and awkward Pelican sites as data, and what must become of each."""

from __future__ import annotations

from dataclasses import replace

from hostile.cases import Case

__all__ = ["CASES", "Case"]


def _all() -> tuple[Case, ...]:
    from hostile import (
        awkward_but_fine,
        bounds,
        caches,
        determinism,
        front_matter,
        inventory,
        links,
        markup,
        names,
        other_sources,
        paths,
        plugins,
        publish,
        settings,
        slugs,
        templates,
        untrusted,
    )  # fmt: skip

    kinds = (
        publish, inventory, plugins, templates, settings, front_matter, slugs, names, other_sources, links, markup, paths, untrusted, determinism, bounds,
        caches, awkward_but_fine,
    )  # fmt: skip
    return tuple(replace(case, kind=kind.__name__.rpartition(".")[2]) for kind in kinds for case in kind.CASES)


CASES = _all()
