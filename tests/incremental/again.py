"""A chain again, as a failure told it: ``again.py LOOK SEED 'STEPS'``. The folder that is named last, if any, is kept."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
sys.path.insert(1, str(Path(sys.path[0]).parent / "plugins"))

from incremental.builds import Lane  # noqa: E402
from incremental.chains import read  # noqa: E402
from incremental.running import run  # noqa: E402


def main() -> int:
    """Run it, and tell what is wrong. Returns 1 if anything is."""
    look, seed, steps = sys.argv[1:4]
    with Lane() as lane, tempfile.TemporaryDirectory() as place:
        ran = run(read(look, int(seed), steps), Path(place) / "place", lane)
    print(ran.told or "\n".join([*ran.story, "Nothing is wrong."]))
    return 1 if ran.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
