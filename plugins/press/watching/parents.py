"""Parents: a command that was started by another ends with it, however that ended."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

# The processes, by number and parted by commas, that this one is to end with.
_NAMED: Final = "PRESS_ENDS_WITH"
_EVERY_SECONDS: Final = 0.5


def end_with_parents() -> None:
    """See to it that this process is told to end (SIGTERM) when one of those that PRESS_ENDS_WITH names has ended.

    A process that is killed by SIGKILL tells its children nothing. The name stays in the environment, for a program that takes
    the place of this one.
    """
    numbers = tuple(int(number) for number in os.environ.get(_NAMED, "").split(",") if number.isdigit())
    if numbers and os.name == "posix":
        threading.Thread(target=_wait_for_the_end, args=(numbers, os.getppid()), name="parents", daemon=True).start()


def _wait_for_the_end(numbers: tuple[int, ...], parent: int) -> None:
    # Of the parent, who takes its place tells: its number lives on while nobody has asked how it ended.
    while all(map(_is_alive, numbers)) and (parent not in numbers or os.getppid() == parent):
        time.sleep(_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)


def _is_alive(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
