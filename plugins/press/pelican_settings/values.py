"""What a value of a setting is: a path, a count, a list, a plugin; and how messages call it."""

from __future__ import annotations

import inspect
import math
import os
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any


def is_text(value: Any) -> bool:
    """Whether it is a string."""
    return isinstance(value, str)


def is_path(value: Any) -> bool:
    """Whether it is a string, or a path of text."""
    return isinstance(value, str | os.PathLike) and isinstance(os.fspath(value), str)


def is_count(value: Any) -> bool:
    """Whether it is a whole number from 0; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_number(value: Any) -> bool:
    """Whether it is a whole number; True and False are none."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_amount(value: Any) -> bool:
    """Whether it is a number above 0, and no infinite one; True and False are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < math.inf


def is_switch(value: Any) -> bool:
    """Whether it is True or False, or one of what Pelican takes for these."""
    return value is None or (isinstance(value, int) and value in (0, 1))


def is_none(value: Any) -> bool:
    """Whether it is None."""
    return value is None


def is_absent(value: Any) -> bool:
    """Whether it is None or False, which say that there is none."""
    return value is None or value is False


def is_list(value: Any) -> bool:
    """Whether it holds items, in whatever order; a string and a dictionary do not count."""
    return isinstance(value, Collection) and not isinstance(value, str | bytes | Mapping)


def is_dictionary(value: Any) -> bool:
    """Whether it is a dictionary."""
    return isinstance(value, dict)


def is_reader(value: Any) -> bool:
    """Whether it is a class that reads files, or says that there is none."""
    return is_absent(value) or (inspect.isclass(value) and callable(getattr(value, "read", None)))


def is_plugin(value: Any) -> bool:
    """Whether it is a plugin, or may be the name of one."""
    return isinstance(value, str) or inspect.ismodule(value) or hasattr(value, "register")


def is_pelican(value: Any) -> bool:
    """Whether it is a class like Pelican, or may be the name of one."""
    if isinstance(value, str):
        return bool(re.fullmatch(r"\w+(\.\w+)+", value))
    return inspect.isclass(value) and callable(getattr(value, "run", None))


def is_tuple_of(*fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A test whether a value has as many parts as there are tests, each of which fits."""

    def is_one(value: Any) -> bool:
        return isinstance(value, tuple | list) and len(value) == len(fits) and all(fit(part) for fit, part in zip(fits, value, strict=True))

    return is_one


def either(*fits: Callable[[Any], bool]) -> Callable[[Any], bool]:
    """A test whether a value fits one of these."""
    return lambda value: any(fit(value) for fit in fits)


def as_list(value: Any) -> list[str]:
    """The strings of a setting that may be one or several."""
    return [value] if isinstance(value, str) else list(value)


def described(value: Any) -> str:
    """A value as messages call it: its kind, and what it is where that is short."""
    if isinstance(value, str):
        return f'the string "{value if len(value) <= 40 else value[:39] + "…"}"'
    if value is None or isinstance(value, bool):
        return repr(value)
    if isinstance(value, int | float):
        return f"the number {value}"
    named = {list: "a list", tuple: "a tuple", dict: "a dictionary", set: "a set", bytes: "bytes"}
    return next((words for what, words in named.items() if isinstance(value, what)), f"of the type {type(value).__name__}")


def is_pairs(value: Any) -> bool:
    """Whether this is a list of pairs, of which a dictionary can be made."""
    return isinstance(value, list | tuple) and all(isinstance(item, tuple | list) and len(item) == 2 for item in value)
