"""The bar: on a terminal only, after a second, counting what is done, and gone at the end, whatever ends it."""

import io
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from press.progress import Progress, shown_on

# What rich writes to a terminal beside text: the line, the cursor, what is erased, colours.
CONTROL = re.compile(r"\x1b\[(\??[\d;]*)([A-Za-z])|([\r\n])|([^\x1b\r\n]+)")


class Terminal(io.StringIO):
    """A terminal of 80 columns that shows what stands on it."""

    def isatty(self) -> bool:
        return True

    @property
    def screen(self) -> list[str]:
        """The lines, without those that are empty at the end."""
        lines, row, column = [""], 0, 0
        for number, letter, move, text in CONTROL.findall(self.getvalue()):
            if text:
                lines[row] = lines[row][:column].ljust(column) + text + lines[row][column + len(text) :]
                column += len(text)
            elif move == "\r":
                column = 0
            elif move == "\n":
                row, column = row + 1, 0
                lines += [""] * (row + 1 - len(lines))
            elif letter == "A":
                row -= int(number or 1)
            elif letter == "K":
                lines[row] = ""
        while lines and not lines[-1].strip():
            lines.pop()
        return [re.sub("[━╸╺]+", "=", line).rstrip() for line in lines]


@pytest.fixture(autouse=True)
def of_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "80")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "JUPYTER_COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def at(*seconds: float) -> Iterator[float]:
    """A clock that is asked once at the beginning, at 0, and then at each step."""
    return iter((0.0, *seconds))


def screens(stream: io.StringIO, *seconds: float) -> list[list[str]]:
    """What a terminal shows after each of three steps of so many seconds, and at the end."""
    clock = at(*seconds)
    seen = []
    with shown_on(stream):
        with Progress("Making pages", 3, clock=lambda: next(clock)) as progress:
            for _ in range(3):
                progress.step()
                seen.append(getattr(stream, "screen", [stream.getvalue()]))
        seen.append(getattr(stream, "screen", [stream.getvalue()]))
    return seen


def test_a_bar_comes_after_a_second_and_is_gone_at_the_end() -> None:
    assert screens(Terminal(), 0.9, 1.0, 2.0) == [[], ["Making pages = 2/3"], ["Making pages = 3/3"], []]


def test_what_takes_less_than_a_second_shows_nothing() -> None:
    terminal = Terminal()
    screens(terminal, 0.1, 0.5, 0.9)

    assert terminal.getvalue() == ""


def test_a_bar_is_drawn_again_only_after_a_while() -> None:
    assert screens(Terminal(), 1.0, 1.05, 1.15)[:3] == [["Making pages = 1/3"], ["Making pages = 1/3"], ["Making pages = 3/3"]]


def test_what_is_no_terminal_gets_nothing() -> None:
    assert screens(io.StringIO(), 1.0, 2.0, 3.0) == [[""]] * 4


def test_where_nobody_has_asked_for_it_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, clock = Terminal(), at(5.0)
    monkeypatch.setattr(sys, "stderr", terminal)
    with Progress("Making pages", 1, clock=lambda: next(clock)) as progress:
        progress.step()

    assert terminal.getvalue() == ""


def test_a_bar_is_gone_when_work_breaks_off_so_that_what_is_said_then_stands_alone() -> None:
    terminal, clock = Terminal(), at(1.0)
    with shown_on(terminal):
        try:
            with Progress("Making pages", 2, clock=lambda: next(clock)) as progress:
                progress.step()
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            terminal.write("Interrupted.\n")

    assert terminal.screen == ["Interrupted."]


def test_work_within_other_work_has_no_bar_and_the_next_has_one_again() -> None:
    terminal, seen = Terminal(), []
    with shown_on(terminal):
        outer_clock, inner_clock, next_clock = at(1.0), at(5.0), at(1.0)
        with Progress("Outer", 2, clock=lambda: next(outer_clock)) as outer:
            with Progress("Inner", 2, clock=lambda: next(inner_clock)) as inner:
                inner.step()
                seen.append(terminal.screen)
            outer.step()
            seen.append(terminal.screen)
        with Progress("Next", 2, clock=lambda: next(next_clock)) as following:
            following.step()
            seen.append(terminal.screen)

    assert seen == [[], ["Outer = 1/2"], ["Next = 1/2"]]


def test_several_things_may_be_counted_at_once() -> None:
    terminal, clock = Terminal(), at(1.0)
    with shown_on(terminal), Progress("Making pages", 9, clock=lambda: next(clock)) as progress:
        progress.step(5)
        seen = terminal.screen

    assert seen == ["Making pages = 5/9"]


def test_a_terminal_that_is_gone_is_no_fault_of_the_work() -> None:
    class Gone(Terminal):
        def write(self, _text: str) -> int:
            raise OSError("gone")

    terminal, clock, done = Gone(), at(1.0, 2.0), []
    with shown_on(terminal), Progress("Making pages", 2, clock=lambda: next(clock)) as progress:
        for number in range(2):
            progress.step()
            done.append(number)

    assert done == [0, 1]


def test_rich_is_loaded_with_the_first_bar_and_not_before() -> None:
    code = """
import sys
from press.progress import Progress, shown_on
class Terminal:
    encoding = "utf-8"
    def isatty(self): return True
    def write(self, text): pass
    def flush(self): pass
loaded, seconds = [], iter((0.0, 0.5, 2.0))
with shown_on(Terminal()), Progress("Making pages", 2, clock=lambda: next(seconds)) as progress:
    for _ in range(2):
        progress.step()
        loaded.append("rich" in sys.modules)
print(loaded)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": "plugins", "TERM": "xterm"})

    assert (ran.stdout, ran.stderr) == ("[False, True]\n", "")
