"""Settings of which few values, or none, do anything."""

from __future__ import annotations

import importlib.util
from collections.abc import Collection, Iterator

from manuscript.problems import did_you_mean
from press.pelican_settings.fault import Fault, Settings


def choice_faults(settings: Settings, authored: Collection[str]) -> Iterator[Fault]:
    """That a setting has none of the few values that it can have."""
    for name, known, code in (
        ("SLUGIFY_SOURCE", ("title", "basename"), "bad-setting"),  # with another, nothing would have a slug
        ("TYPOGRIFY_DASHES", ("default", "oldschool", "oldschool_inverted"), "doubtful-setting"),
    ):
        if settings[name] not in known:
            listed = " or ".join(f'"{word}"' for word in known)
            near = did_you_mean(settings[name], known) or f"Write {listed}"
            yield Fault(name, code, f'{name} is "{settings[name]}", and must be {listed}', near)


def class_faults(settings: Settings) -> Iterator[Fault]:
    """That plain Pelican could not find the class that is to build the site; nothing is imported to see it."""
    name = settings["PELICAN_CLASS"]
    package = name.partition(".")[0] if isinstance(name, str) else ""
    if package and importlib.util.find_spec(package) is None:
        yield Fault("PELICAN_CLASS", "doubtful-setting", f'PELICAN_CLASS is "{name}", and there is no package "{package}"', "Correct it")


def cache_faults(settings: Settings) -> Iterator[Fault]:
    """That a cache is asked for, which the press does without."""
    for name in ("CACHE_CONTENT", "LOAD_CONTENT_CACHE"):
        if settings[name]:
            yield Fault(name, "doubtful-setting", f"{name} has no effect: Pelican's cache runs what stands in a file", "Take it out")
    if settings["JINJA_ENVIRONMENT"].get("bytecode_cache") is not None:
        message = "bytecode_cache in JINJA_ENVIRONMENT has no effect: such a cache runs what stands in a file"
        yield Fault("JINJA_ENVIRONMENT", "doubtful-setting", message, "Take it out")
