"""What is said of a job that came to nothing: that it costs too much, or that it failed."""

from __future__ import annotations


class TooCostly(Exception):  # noqa: N818 - it is what is said of a text
    """Something takes more than it may. Its text is the end of a sentence: ``it took longer than 20 seconds``."""


class JobFailed(Exception):  # noqa: N818
    """A job raised an exception, or broke its process off; then ``kind`` is empty."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(kind, message)
        self.kind = kind
        self.message = message

    def __str__(self) -> str:
        return ": ".join(part for part in (self.kind, self.message) if part)


def told(error: BaseException) -> TooCostly | JobFailed:
    """What a job raised, as it is said to whoever asked for the job."""
    if isinstance(error, TooCostly | JobFailed):
        return error
    if isinstance(error, RecursionError):
        return TooCostly("it is nested too deeply")
    if isinstance(error, MemoryError):
        return TooCostly("it needs more memory than there is")
    try:
        message = str(error)
    except BaseException:  # whoever raises it may have written __str__ too
        message = ""
    return JobFailed(type(error).__name__, message)


def too_long(seconds: float) -> TooCostly:
    """That the time is over."""
    return TooCostly(f"it took longer than {seconds:g} second{'' if seconds == 1 else 's'}")
