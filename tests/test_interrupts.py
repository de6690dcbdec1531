"""press.interrupts: signals as exceptions, and held where a step must be whole."""

import signal
import threading
from collections.abc import Iterator

import pytest

from press.interrupts import Interrupted, as_exceptions, held

NUMBERS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture(autouse=True)
def handlers() -> Iterator[list[object]]:
    before = [signal.getsignal(number) for number in NUMBERS]
    if before[-1] == signal.SIG_IGN:  # the tests run under nohup
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield [signal.getsignal(number) for number in NUMBERS]
    for number, handler in zip(NUMBERS, before, strict=True):
        signal.signal(number, handler)


def came(*numbers: int) -> str:
    """What is raised when these signals come while they are held."""
    try:
        with held():
            for number in numbers:
                signal.raise_signal(number)
    except KeyboardInterrupt as error:
        return f"{type(error).__name__} {getattr(error, 'number', '')}".strip()
    return "nothing"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_signals_that_end_a_program_are_exceptions(number: signal.Signals) -> None:
    with pytest.raises(Interrupted) as raised, as_exceptions():
        signal.raise_signal(number)

    assert raised.value.number == number


def test_ctrl_c_is_what_it_always_is() -> None:
    with pytest.raises(KeyboardInterrupt) as raised, as_exceptions():
        signal.raise_signal(signal.SIGINT)

    assert type(raised.value) is KeyboardInterrupt


def test_an_interrupt_is_a_keyboard_interrupt_and_no_error() -> None:
    assert (issubclass(Interrupted, KeyboardInterrupt), issubclass(Interrupted, Exception)) == (True, False)


def test_handlers_are_restored(handlers: list[object]) -> None:
    with as_exceptions(), held():
        within = [signal.getsignal(number) for number in NUMBERS]

    assert ([signal.getsignal(number) for number in NUMBERS], within == handlers) == (handlers, False)


def test_what_is_ignored_stays_ignored() -> None:
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with as_exceptions():
        signal.raise_signal(signal.SIGHUP)
        within = signal.getsignal(signal.SIGHUP)

    assert within is signal.SIG_IGN


@pytest.mark.parametrize(
    ("numbers", "raised"),
    [
        ([], "nothing"),
        ([signal.SIGINT], "KeyboardInterrupt"),
        ([signal.SIGTERM], "Interrupted 15"),
        ([signal.SIGHUP, signal.SIGINT, signal.SIGTERM], "Interrupted 1"),
    ],
)
def test_held_signals_come_at_the_end_and_the_first_counts(numbers: list[int], raised: str) -> None:
    assert came(*numbers) == raised


def test_what_is_held_within_what_is_held_waits_for_the_outer() -> None:
    reached = []
    with pytest.raises(Interrupted), held():
        with held():
            signal.raise_signal(signal.SIGTERM)
        reached.append("after the inner")

    assert reached == ["after the inner"]


def test_after_what_was_held_signals_come_at_once_again() -> None:
    reached = []
    with pytest.raises(Interrupted), as_exceptions():
        came(signal.SIGTERM)
        reached.append("after")
        signal.raise_signal(signal.SIGTERM)
        reached.append("never")

    assert reached == ["after"]


def test_a_signal_that_another_thread_gets_is_held_too() -> None:
    reached = []
    with pytest.raises(Interrupted), held():
        thread = threading.Thread(target=signal.pthread_kill, args=(threading.main_thread().ident, signal.SIGTERM))
        thread.start()
        thread.join()
        reached.append("after")

    assert reached == ["after"]


def test_in_another_thread_nothing_is_taken_over(handlers: list[object]) -> None:
    seen = []

    def look() -> None:
        with as_exceptions(), held():
            seen.extend(signal.getsignal(number) for number in NUMBERS)

    thread = threading.Thread(target=look)
    thread.start()
    thread.join()

    assert seen == handlers
