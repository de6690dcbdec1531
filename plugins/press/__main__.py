"""``python -m press``: where nothing has changed that is told, and else ``press.command`` builds.

Nothing is imported here that this does not need: Pelican takes longer to load than it takes to see that there is nothing to do.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from pathlib import Path

STARTED = time.perf_counter()


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of a build, as ``press.command.main`` has it; 0 where there is nothing to do."""
    from press import unchanged
    from press.timings import Timings

    arguments = tuple(sys.argv[1:] if argv is None else argv)
    timings = Timings(STARTED)
    try:
        found = unchanged.again(arguments, _stands, timings)
    except KeyboardInterrupt:
        print("Interrupted. The site stands as it was.", file=sys.stderr)
        return 130
    if found is None:
        from press import command

        return command.main(arguments)
    for is_error, text in found.told:
        print(text, file=sys.stderr if is_error else sys.stdout)
    taken = time.perf_counter() - STARTED
    told_apart = any(part == "--json" or part == "--sarif" for part in arguments)
    print(f"Unchanged: {found.built} stand as they were built. {taken:.2f} s.", file=sys.stderr if told_apart else sys.stdout)
    if "--timings" in arguments:
        print(timings.table(), file=sys.stderr)
    return 0


def _stands(output: Path, site: str) -> bool:
    from press.exchange import stands

    return stands(output, site)


if __name__ == "__main__":
    sys.exit(main())
