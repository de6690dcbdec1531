"""Publishing: what is new is shown, and put on record once the site stands in its place."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from editorial.record import record_checks, recording
from editorial.record.blocks import Record

SETTING: Final = "EDITORIAL_PUBLISHING"


def prepare(context: Mapping[str, Any], settings: Mapping[str, Any]) -> None:
    """Show what publishing changes in the record, and ask the press to have it kept when the site has been exchanged."""
    before, library = context["desk"].record, context["library"]
    today = context["now"].astimezone(ZoneInfo(settings["TIMEZONE"])).date()
    site, authority = settings["EDITORIAL_ADDRESS"], settings["EDITORIAL_AUTHORITY"]
    after = recording.recorded(before, library.matching, today=today, site=site, authority=authority)
    print("\n".join(recording.differences(before, after)) or "Nothing new to record.")
    if after != before:
        context["when_published"].append(partial(_keep, after, before, Path(settings["PATH"])))


def _keep(record: Record, before: Record, root: Path) -> None:
    recording.keep(record, before, root)
    print(f"{record_checks.PATH} is up to date: commit it.")
