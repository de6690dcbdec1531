"""Known: what is known of the files of a site before they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from press.store import Store
from press.workers import Crew


@dataclass(frozen=True, slots=True)
class Known:
    """Every file of a site by its name, with the digest of its bytes (of ``press.store``), or empty where nobody knows that.

    Files that do not lie in the folder that is checked were kept, and lie in ``standing``. ``store`` is where what was read of
    them is looked for and kept; ``site`` is the same in each build of a site into one output, and another's for no other.
    Where there is a ``crew``, it reads what is not known.
    """

    digests: Mapping[str, str]
    standing: Path
    store: Store
    site: str
    crew: Crew | None = None
