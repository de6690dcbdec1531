"""press.workers: jobs in a child process with limits; whatever a job does, the next one is done."""

import contextlib
import ctypes
import faulthandler
import importlib
import logging
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pelican.log import LimitFilter

from press.workers import Crew, JobFailed, TooCostly, Worker, cores, limited
from press.workers import worker as one_worker
from press.workers.effects import noted
from press.workers.outcomes import Outcome

PLUGINS = Path(__file__).resolve().parent.parent / "plugins"
CATASTROPHE = (r"(a+)+$", "a" * 60 + "b")  # each further letter doubles the time
LONG = 60  # seconds; no test waits for them
kept: list[Any] = []


class OddError(Exception):
    def __str__(self) -> str:
        raise RuntimeError


class Wicked(BaseException):
    pass


ERRORS: dict[str, BaseException] = {
    "plain": ValueError("it is no number"),
    "empty": ValueError(),
    "without words": OddError(),
    "surrogate": ValueError("\ud800 \n\0"),
    "exit": SystemExit("no more"),
    "exit code": SystemExit(0),
    "interrupt": KeyboardInterrupt(),
    "base": Wicked("from below"),
    "costly": TooCostly("it has more than 9 notes"),
    "recursion": RecursionError("maximum recursion depth exceeded"),
    "memory": MemoryError(),
}


def fail(name: str) -> None:
    raise ERRORS[name]


def hoard(megabytes: int) -> int:
    kept.append(bytearray(megabytes << 20))
    return len(kept)


def hog(_: Any) -> None:
    while True:
        kept.append(bytearray(1 << 20))


def crash(how: str) -> None:
    faulthandler.disable()  # pytest has it write where the tests' own words go
    ctypes.string_at(0) if how == "segfault" else os.abort()


def clean(times: int) -> int:
    faulthandler.disable()
    return len(nh3.clean("<p><b>x</b></p>" * times))


def nest(levels: int) -> Any:
    value: Any = []
    for _ in range(levels):
        value = [value]
    return value


def nest_deeper(levels: int) -> Any:
    """What this process can send, and its parent cannot read."""
    sys.setrecursionlimit(10 * levels)
    return nest(levels)


def by_sorting(value: Any) -> Any:
    """Recursion through C."""
    return sorted([value], key=by_sorting)


def room(levels: int = 0) -> int:
    """How deep a function may call itself from here."""
    try:
        return room(levels + 1)
    except RecursionError:
        return levels


def start_another(_: Any) -> int:
    return subprocess.Popen(["sleep", "600"]).pid


def log_and(end: str) -> str:
    logger = logging.getLogger("some.plugin")
    logger.info("not said")
    logger.warning("100 %% of %s", "it")
    logger.error("%d", "no number")
    try:
        raise OSError("no such key")
    except OSError:
        logging.getLogger().exception("mistaken")
    if end:
        fail(end)
    return "logged"


JOBS: dict[str, Callable[[Any], Any]] = {
    "identity": lambda value: value,
    "pid": lambda _: os.getpid(),
    "pipes": lambda _: pipes(),
    "core": lambda _: resource.getrlimit(resource.RLIMIT_CORE),
    "sleep": lambda seconds: time.sleep(seconds),
    "loop": lambda _: any(iter(int, 1)),
    "match": lambda value: bool(re.match(*value)),
    "hog": hog,
    "hoard": hoard,
    "clean": clean,
    "nest": nest,
    "nest deeper": nest_deeper,
    "sorting": by_sorting,
    "room": lambda _: room(),
    "quit": os._exit,
    "crash": crash,
    "signal": lambda number: signal.pthread_kill(threading.get_ident(), number),
    "fail": fail,
    "set": lambda _: {1, 2},
    "print": lambda text: print(text, end=""),
    "write": lambda text: os.write(1, text.encode()),
    "start": start_another,
    "log": log_and,
}


def pipes() -> list[str]:
    """What pipes this process has open."""
    found = set()
    for link in Path("/proc/self/fd").iterdir():
        try:
            found.add(str(link.readlink()))
        except OSError:
            continue
    return sorted(name for name in found if name.startswith("pipe:"))


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def is_alive(pid: int) -> bool:
    """Whether it runs; a zombie does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def ends(pid: int) -> bool:
    """Whether a process that has been killed by somebody else is gone before long."""
    for _ in range(600):
        if not is_alive(pid):
            return True
        time.sleep(0.05)
    return False


def said(worker: Worker, job: str, value: Any = None) -> tuple[str, str]:
    """The type of what a job raises, and its words."""
    with pytest.raises((TooCostly, JobFailed)) as raised:
        worker.run(job, value)
    return raised.type.__name__, str(raised.value)


def program(body: str, *, shell: str = '"$0" "$@"', **options: Any) -> "subprocess.Popen[str]":
    """Python with the body, run by a shell that may close some of its streams."""
    text = f"import os, re, sys, warnings\nfrom press.workers import Worker\n{body}"
    return subprocess.Popen(
        ["sh", "-c", f"exec {shell}", sys.executable, "-c", text], env={**os.environ, "PYTHONPATH": str(PLUGINS)}, text=True, **options
    )


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    with Worker(JOBS, seconds=LONG, megabytes=1024) as worker:
        yield worker


@pytest.fixture(autouse=True)
def _nothing_said_once_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pelican's loggers say nothing twice; in a build the press switches that off."""
    monkeypatch.setattr(LimitFilter, "LOGS_DEDUP_MIN_LEVEL", 0)


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker(JOBS, seconds=LONG, megabytes=100) as worker:
        yield worker


@pytest.fixture
def hasty() -> Iterator[Worker]:
    with Worker(JOBS, seconds=1.5, megabytes=100) as worker:
        yield worker


# --- what goes in comes out -----------------------------------------------------------------------

json_data = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters()), inner),
)


@given(value=json_data)
def test_json_data_comes_back_as_it_was(shared: Worker, value: Any) -> None:
    assert shared.run("identity", value) == value


@pytest.mark.parametrize(
    "text",
    ["", "\ud800", "\ud83d\ude00", "😀\0\x1b\u2028\ufffe", "é\n" * 7_000_000],
    ids=["empty", "lone surrogate", "two surrogates", "odd", "20 MB"],
)
def test_any_text_comes_back_as_it_was(shared: Worker, text: str) -> None:
    same = shared.run("identity", text) == text  # not compared by the assertion, which would show 20 MB

    assert same


def test_answers_come_in_the_order_of_the_requests(shared: Worker) -> None:
    assert [shared.run("identity", number) for number in range(100)] == list(range(100))


def test_one_child_does_the_jobs_and_it_is_not_this_process(worker: Worker) -> None:
    pids = {worker.run("pid", None) for _ in range(5)}

    assert (len(pids), os.getpid() in pids) == (1, False)


def test_a_child_is_made_by_the_first_job_and_knows_what_was_there(worker: Worker) -> None:
    kept.append("before")
    try:
        count = worker.run("hoard", 0)
    finally:
        kept.clear()

    assert (count, kept) == (2, [])


def test_two_workers_work_at_once_and_hold_none_of_each_others_pipes() -> None:
    before = set(pipes())
    with Worker(JOBS, seconds=LONG, megabytes=100) as one, Worker(JOBS, seconds=LONG, megabytes=100) as other:
        first, second = one.run("pid", None), other.run("pid", None)
        same = (one.run("pid", None), other.run("pid", None)) == (first, second)
        common = set(one.run("pipes", None)) & set(other.run("pipes", None)) - before

    assert (same, first != second, common) == (True, True, set())


def test_a_fork_of_this_process_has_children_of_its_own(worker: Worker) -> None:
    with Worker({"within": lambda _: worker.run("pid", None)}, seconds=LONG, megabytes=100) as outer:
        child = worker.run("pid", None)
        grandchild = outer.run("within", None)

    assert (grandchild != child, worker.run("pid", None), ends(grandchild)) == (True, child, True)


def test_a_job_that_there_is_not_is_a_fault_of_ours(worker: Worker) -> None:
    with pytest.raises(KeyError, match="marquee"):
        worker.run("marquee", None)


# --- limits -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("job", "value"), [("sleep", LONG), ("loop", None), ("match", CATASTROPHE)])
def test_what_takes_too_long_is_stopped(hasty: Worker, job: str, value: Any) -> None:
    told = said(hasty, job, value)

    assert (told, hasty.run("identity", "next")) == (("TooCostly", "it took longer than 1.5 seconds"), "next")


def test_a_child_that_reads_nothing_is_stopped(hasty: Worker) -> None:
    os.kill(hasty.run("pid", None), signal.SIGSTOP)

    assert said(hasty, "identity", "x" * 1_000_000) == ("TooCostly", "it took longer than 1.5 seconds")


def test_one_second_is_no_plural() -> None:
    with Worker(JOBS, seconds=1, megabytes=100) as worker:
        told = said(worker, "sleep", LONG)

    assert told == ("TooCostly", "it took longer than 1 second")


@pytest.mark.parametrize(
    ("job", "value"),
    [("hog", None), ("hoard", 200), ("identity", "x" * 120_000_000), ("fail", "memory"), ("clean", 1_500_000)],
    ids=["little by little", "at once", "in reading", "said so", "in a library that aborts"],
)
def test_what_needs_too_much_memory_is_stopped(worker: Worker, job: str, value: Any) -> None:
    told = said(worker, job, value)

    assert (told, worker.run("identity", "next")) == (("TooCostly", "it needs more than 100 MB"), "next")


def test_what_earlier_jobs_left_in_memory_is_no_fault_of_the_next(worker: Worker) -> None:
    assert [worker.run("hoard", 90), worker.run("hoard", 90), worker.run("hoard", 1)] == [1, 1, 2]


@pytest.mark.parametrize(
    ("job", "value"),
    [
        ("fail", "recursion"),
        ("sorting", 0),
        ("nest", 100_000),
        ("nest deeper", 10_000),
        ("identity", nest(100_000)),
    ],
    ids=["by the job", "through C", "in writing", "in reading", "in asking"],
)
def test_what_is_nested_too_deeply_is_said(worker: Worker, job: str, value: Any) -> None:
    told = said(worker, job, value)

    assert (told, worker.run("identity", "next")) == (("TooCostly", "it is nested too deeply"), "next")


def test_how_deep_a_text_may_be_nested_does_not_depend_on_the_caller(worker: Worker) -> None:
    def from_below(levels: int) -> int:
        worker.close()
        return from_below(levels - 1) if levels else worker.run("room", None)

    assert from_below(0) == from_below(300)


# --- failures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("plain", ("JobFailed", "ValueError: it is no number")),
        ("empty", ("JobFailed", "ValueError")),
        ("without words", ("JobFailed", "OddError")),
        ("surrogate", ("JobFailed", "ValueError: \ud800 \n\0")),
        ("exit", ("JobFailed", "SystemExit: no more")),
        ("exit code", ("JobFailed", "SystemExit: 0")),
        ("interrupt", ("JobFailed", "KeyboardInterrupt")),
        ("base", ("JobFailed", "Wicked: from below")),
        ("costly", ("TooCostly", "it has more than 9 notes")),
    ],
)
def test_an_exception_of_a_job_is_told(shared: Worker, name: str, told: tuple[str, str]) -> None:
    assert said(shared, "fail", name) == told


def test_a_failure_has_its_kind_and_its_message_apart(shared: Worker) -> None:
    with pytest.raises(JobFailed) as raised:
        shared.run("fail", "plain")

    assert (raised.value.kind, raised.value.message) == ("ValueError", "it is no number")


def test_what_is_no_json_data_is_told(shared: Worker) -> None:
    assert said(shared, "set") == ("JobFailed", "TypeError: Object of type set is not JSON serializable")


@pytest.mark.parametrize(
    ("job", "value", "how"),
    [("quit", 0, "exit code 0"), ("quit", 3, "exit code 3"), ("crash", "segfault", "signal 11"), ("crash", "abort", "signal 6")],
)
def test_a_child_that_breaks_off_is_told(worker: Worker, job: str, value: Any, how: str) -> None:
    told = said(worker, job, value)

    assert (told, worker.run("identity", "next")) == (("JobFailed", f"the converter broke off ({how})"), "next")


def test_a_child_that_somebody_has_waited_for_is_told(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(pid: int, options: int) -> None:
        os.waitpid(pid, options)
        raise ChildProcessError

    pid = worker.run("pid", None)
    with monkeypatch.context() as patch:
        patch.setattr(os, "wait4", gone)
        told = said(worker, "quit", 3)

    assert (told, worker.run("pid", None) != pid) == (("JobFailed", "the converter broke off"), True)


def test_a_child_that_is_killed_between_two_jobs_is_made_anew(worker: Worker) -> None:
    pid = worker.run("pid", None)
    os.kill(pid, signal.SIGKILL)
    ends(pid)

    assert (worker.run("identity", "x" * 1_000_000) == "x" * 1_000_000, worker.run("pid", None) != pid) == (True, True)


def test_a_child_in_which_a_job_failed_is_not_used_again(worker: Worker) -> None:
    counts = [worker.run("hoard", 0), worker.run("hoard", 0)]
    said(worker, "fail", "plain")

    assert [*counts, worker.run("hoard", 0)] == [1, 2, 1]


# --- nothing is left behind -------------------------------------------------------------------------


def test_fifty_restarts_leave_no_descriptor_and_no_process(worker: Worker) -> None:
    worker.run("identity", None)
    before, pids = descriptors(), []
    for number in range(50):
        pids.append(worker.run("pid", None))
        said(worker, "quit", 1) if number % 2 else worker.close()
    worker.run("identity", None)

    assert (descriptors() - before, len(set(pids)), [pid for pid in pids if Path(f"/proc/{pid}").exists()]) == (0, 50, [])


def test_a_child_that_was_stopped_is_waited_for(hasty: Worker) -> None:
    pid = hasty.run("pid", None)
    said(hasty, "loop")

    assert not Path(f"/proc/{pid}").exists()


def test_what_a_job_started_ends_with_its_child(worker: Worker) -> None:
    started = worker.run("start", None)
    worker.close()

    assert ends(started)


def test_a_worker_that_nothing_refers_to_has_no_child() -> None:
    pid = Worker(JOBS, seconds=LONG, megabytes=100).run("pid", None)

    assert not Path(f"/proc/{pid}").exists()


def test_a_closed_worker_can_be_closed_again_and_used_again(worker: Worker) -> None:
    worker.run("identity", 1)
    worker.close()
    worker.close()

    assert worker.run("identity", 2) == 2


def test_an_interrupt_stops_the_child_and_goes_on(worker: Worker) -> None:
    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    pid, before = worker.run("pid", None), descriptors()
    handler = signal.signal(signal.SIGALRM, interrupt)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            worker.run("loop", None)
    finally:
        signal.signal(signal.SIGALRM, handler)

    assert (Path(f"/proc/{pid}").exists(), before - descriptors(), worker.run("identity", "next")) == (False, 2, "next")


def test_a_child_that_cannot_be_made_leaves_no_descriptor(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    before = descriptors()
    with monkeypatch.context() as patch, pytest.raises(BlockingIOError):
        patch.setattr(os, "fork", refuse)
        worker.run("identity", None)

    assert (descriptors() - before, worker.run("identity", "next")) == (0, "next")


def test_a_child_ends_with_a_parent_that_is_killed() -> None:
    body = (
        f"def job(_):\n    os.write(2, f'{{os.getpid()}}\\n'.encode())\n    re.match(*{CATASTROPHE!r})\n"
        "Worker({'job': job}, seconds=600, megabytes=100).run('job', None)"
    )
    with program(body, stderr=subprocess.PIPE) as parent:
        assert parent.stderr
        child = int(parent.stderr.readline())
        lived = is_alive(child)
        parent.kill()
        gone = ends(child)

    assert (lived, gone) == (True, True)


def test_a_child_ends_with_a_parent_that_ends() -> None:
    body = "worker = Worker({'pid': lambda _: os.getpid()}, seconds=600, megabytes=100)\nprint(worker.run('pid', None))"
    with program(body, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as parent:
        out, err = parent.communicate()

    assert (ends(int(out)), err) == (True, "")


# --- what a job says, and hears ---------------------------------------------------------------------


@pytest.mark.parametrize("job", ["print", "write"])
def test_what_a_job_prints_goes_to_standard_error(worker: Worker, capfd: pytest.CaptureFixture[str], job: str) -> None:
    worker.run(job, "printed")

    assert tuple(capfd.readouterr()) == ("", "printed")


def test_a_job_has_nothing_to_read() -> None:
    body = (
        "print(Worker({'read': lambda _: os.read(0, 9).decode()}, seconds=60, megabytes=100).run('read', None), sys.stdin.read(), sep='|')"
    )
    with program(body, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as done:
        out = done.communicate("typed")[0]

    assert out == "|typed\n"


def test_what_was_printed_before_is_not_printed_twice_and_warnings_are_not_lost() -> None:
    body = (
        "warnings.showwarning = lambda message, *_: print(message, file=sys.stderr)\n"
        "sys.stderr = open(2, 'w', closefd=False)\n"
        "sys.stderr.write('once ')\n"
        "Worker({'warn': warnings.warn}, seconds=60, megabytes=100).run('warn', 'warned')\n"
        "sys.stderr.flush()"
    )
    with program(body, stderr=subprocess.PIPE) as done:
        err = done.communicate()[1]

    assert err == "once warned\n"


def test_closed_streams_are_no_pipes_of_ours() -> None:
    body = (
        "jobs = {'say': lambda _: [os.write(1, b'loud'), os.write(2, b'loud')]}\n"
        "os._exit(7 if Worker(jobs, seconds=5, megabytes=100).run('say', None) == [4, 4] else 1)"
    )
    with program(body, shell='"$0" "$@" <&- >&- 2>&-') as done:
        code = done.wait()

    assert code == 7


@pytest.mark.parametrize("end", ["", "plain", "costly"])
def test_what_a_job_logs_is_logged_here(worker: Worker, caplog: pytest.LogCaptureFixture, end: str) -> None:
    if end:
        said(worker, "log", end)
    else:
        worker.run("log", end)

    assert caplog.record_tuples == [
        ("some.plugin", logging.WARNING, "100 % of it"),
        ("some.plugin", logging.ERROR, "%d"),
        ("root", logging.ERROR, "mistaken (OSError: no such key)"),
    ]


def test_what_was_logged_is_logged_once(worker: Worker, caplog: pytest.LogCaptureFixture) -> None:
    worker.run("log", "")
    caplog.clear()
    worker.run("identity", None)

    assert caplog.record_tuples == []


def test_a_child_ends_by_signals_as_programs_do_but_the_parent_decides_about_interrupts(worker: Worker) -> None:
    handler = signal.signal(signal.SIGTERM, lambda *_: None)
    try:
        told = [worker.run("signal", signal.SIGINT), said(worker, "signal", signal.SIGTERM)]
    finally:
        signal.signal(signal.SIGTERM, handler)

    assert told == [None, ("JobFailed", "the converter broke off (signal 15)")]


def test_a_crash_leaves_no_image_of_its_memory(worker: Worker) -> None:
    assert worker.run("core", None) == [0, 0]


def test_threads_beside_the_worker_make_no_warning(worker: Worker) -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        answer = worker.run("identity", "x")
    finally:
        done.set()
        thread.join()

    assert answer == "x"


# --- where there is no fork -------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Worker:
    monkeypatch.setattr(one_worker, "FORKS", False)
    return Worker(JOBS, seconds=LONG, megabytes=100)


def test_without_fork_a_job_is_done_here_and_its_answer_has_the_same_form(here: Worker) -> None:
    assert (here.run("pid", None), here.run("identity", ("a", {1: "b"}))) == (os.getpid(), ["a", {"1": "b"}])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("plain", ("JobFailed", "ValueError: it is no number")),
        ("exit", ("JobFailed", "SystemExit: no more")),
        ("costly", ("TooCostly", "it has more than 9 notes")),
        ("recursion", ("TooCostly", "it is nested too deeply")),
        ("memory", ("TooCostly", "it needs more memory than there is")),
    ],
)
def test_without_fork_failures_are_told_too(here: Worker, name: str, told: tuple[str, str]) -> None:
    assert said(here, "fail", name) == told


def test_without_fork_an_interrupt_is_one(here: Worker) -> None:
    with pytest.raises(KeyboardInterrupt):
        here.run("fail", "interrupt")


# --- what runs in this process ----------------------------------------------------------------------


def test_a_regular_expression_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(TooCostly, match=r"^it took longer than 0\.2 seconds$"), limited(0.2):
        re.match(*CATASTROPHE)


def test_a_limit_that_is_not_reached_leaves_nothing() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with limited(LONG):
        within = signal.getitimer(signal.ITIMER_REAL)[0]

    assert (within > 0, signal.getitimer(signal.ITIMER_REAL), signal.getsignal(signal.SIGALRM)) == (True, (0, 0), before)


def test_a_limit_stops_a_worker_too(worker: Worker) -> None:
    pid = worker.run("pid", None)
    with pytest.raises(TooCostly, match=r"^it took longer than 0\.2 seconds$"), limited(0.2):
        worker.run("loop", None)

    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize("inner", [0.1, LONG])
def test_an_outer_timer_stays(inner: float) -> None:
    handler = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        signal.setitimer(signal.ITIMER_REAL, LONG / 2, 7)
        try:
            with limited(inner):
                while inner < 1:
                    pass
        except TooCostly:
            pass
        left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
        name = getattr(signal.getsignal(signal.SIGALRM), "__name__", "")
    finally:
        signal.signal(signal.SIGALRM, handler)

    assert (0 < left <= LONG / 2, interval, name) == (True, 7, "<lambda>")


@pytest.mark.parametrize(("outer", "inner", "told"), [(0.1, LONG, "0.1"), (LONG, 0.1, "0.1")])
def test_the_limit_that_ends_sooner_counts(outer: float, inner: float, told: str) -> None:
    with pytest.raises(TooCostly, match=f"^it took longer than {re.escape(told)} seconds$"), limited(outer), limited(inner):
        while True:
            pass


def test_a_limit_whose_exception_is_swallowed_comes_again() -> None:
    swallowed = []
    with pytest.raises(TooCostly), limited(0.1):
        try:
            re.match(*CATASTROPHE)
        except Exception as error:
            swallowed.append(str(error))
        re.match(*CATASTROPHE)

    assert swallowed == ["it took longer than 0.1 seconds"]


def test_out_of_the_main_thread_there_is_no_limit() -> None:
    found = []

    def work() -> None:
        with limited(0.1):
            found.append(signal.getitimer(signal.ITIMER_REAL))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()

    assert found == [(0, 0)]


# --- a crew ------------------------------------------------------------------------------------------


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(JOBS, number=3, seconds=LONG, megabytes=100)
    yield made
    made.close()


@given(values=st.lists(json_data, max_size=12))
def test_a_crew_answers_in_the_order_of_the_values(shared_crew: Crew, values: list[Any]) -> None:
    assert [outcome.said for outcome in shared_crew.outcomes("identity", values)] == values


@pytest.fixture(scope="module")
def shared_crew() -> Iterator[Crew]:
    made = Crew(JOBS, number=3, seconds=LONG, megabytes=1024)
    yield made
    made.close()


def test_later_values_are_done_while_one_takes_long(crew: Crew) -> None:
    taken: list[float] = []

    def values() -> Iterator[float]:
        for seconds in (0.5, *[0.0] * 9):
            taken.append(seconds)
            yield seconds

    outcomes = crew.outcomes("sleep", values())
    next(outcomes)

    assert len(taken) == 10


def test_no_more_is_done_ahead_than_is_held(crew: Crew) -> None:
    taken = []
    outcomes = crew.outcomes("sleep", (taken.append(n) or (2 if n == 0 else 0) for n in range(10_000)))
    next(outcomes)

    assert len(taken) <= 50


def test_workers_are_made_as_there_is_work(crew: Crew) -> None:
    counts = []
    for values in ([0], [0] * 100):
        pids = {outcome.said for outcome in crew.outcomes("pid", values)}
        counts.append((len(pids) <= len(values), os.getpid() in pids, sum(worker._ready is not None for worker in crew._workers)))

    assert counts == [(True, False, 1), (True, False, 3)]


def test_what_fails_in_a_crew_is_its_own_outcome(crew: Crew) -> None:
    made = list(crew.outcomes("fail", ["plain", "costly", "recursion", nest(100_000), "exit"]))

    assert [outcome.kind for outcome in made] == ["failed", "costly", "costly", "costly", "failed"]


def test_a_job_that_breaks_off_is_tried_once_more_in_a_new_child(crew: Crew) -> None:
    assert list(crew.outcomes("hoard", [90] * 6)) == [Outcome("done", 1)] * 6


def test_what_takes_too_long_in_a_crew_holds_up_nobody() -> None:
    hasty = Crew(JOBS, number=2, seconds=1, megabytes=100)
    made = [outcome.kind for outcome in hasty.outcomes("sleep", [0, LONG, 0, 0, LONG, 0])]
    hasty.close()

    assert made == ["done", "costly", "done", "done", "costly", "done"]


def test_meanwhile_something_else_is_done(crew: Crew) -> None:
    steps = iter(range(5))
    list(crew.outcomes("sleep", [0.1, 0.1], meanwhile=steps))

    assert list(steps) == []


def test_whoever_has_had_enough_leaves_no_child_at_work(crew: Crew) -> None:
    outcomes = crew.outcomes("sleep", [0, LONG, LONG])
    next(outcomes)
    outcomes.close()

    assert [outcome.said for outcome in crew.outcomes("identity", [1, 2, 3])] == [1, 2, 3]


def test_an_error_in_what_is_done_meanwhile_stops_the_children(crew: Crew) -> None:
    with pytest.raises(ZeroDivisionError):
        list(crew.outcomes("sleep", [LONG, LONG], meanwhile=(1 // 0 for _ in range(1))))

    assert [worker.request for worker in crew._workers] == [None, None, None]


def test_a_crew_logs_in_the_order_of_the_values(crew: Crew, caplog: pytest.LogCaptureFixture) -> None:
    def job(name: str) -> str:
        logging.getLogger(name).warning("said")
        return name

    made = crew.map(job, ["a", "b", "c", "d"])

    assert (made, [name for name, _, _ in caplog.record_tuples]) == (["a", "b", "c", "d"], ["a", "b", "c", "d"])


@pytest.mark.parametrize("number", [1, 2])
def test_a_function_is_mapped_and_what_it_raises_stands_in_its_place(number: int) -> None:
    offset = 10
    made = Crew({}, number=number, seconds=LONG, megabytes=100).map(lambda value: offset // value, [1, 0, 5])

    assert (made[0], repr(made[1]), made[2]) == (10, "JobFailed('ZeroDivisionError', 'integer division or modulo by zero')", 2)


def test_one_value_is_mapped_here_and_several_are_not(crew: Crew) -> None:
    here, there = crew.map(lambda _: os.getpid(), [1]), crew.map(lambda _: os.getpid(), [1, 2])

    assert (here, os.getpid() in there, crew.map(str, [])) == ([os.getpid()], False, [])


def test_mapping_leaves_no_child(crew: Crew) -> None:
    pids = crew.map(lambda _: os.getpid(), [1, 2, 3])

    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


def test_without_fork_a_crew_works_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_worker, "FORKS", False)
    crew = Crew(JOBS, number=3, seconds=LONG, megabytes=100)
    said = [outcome.said for outcome in crew.outcomes("pid", [1, 2])]

    assert (crew.number, said, crew.map(lambda value: value + 1, [1, 2])) == (1, [os.getpid()] * 2, [2, 3])


def test_without_fork_what_a_job_logs_is_told_with_its_outcome(here: Worker, caplog: pytest.LogCaptureFixture) -> None:
    outcome = here.outcome("log", "")

    assert (len(outcome.logged), caplog.record_tuples) == (3, [])


def test_there_is_at_least_one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    known = cores()
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)

    assert (known >= 1, cores()) == (True, 1)


# --- new processes, where there is no fork ---------------------------------------------------------


def made_by(folder: str) -> dict[str, Callable[[Any], Any]]:
    """The jobs, in another Python."""
    if folder == "fails":
        raise ImportError
    return JOBS


@pytest.fixture
def spawning(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Crew]]:
    monkeypatch.setattr(one_worker, "FORKS", False)
    monkeypatch.syspath_prepend(str(Path(__file__).parent))
    crews = []

    def make(argument: str = "", *, seconds: float = LONG) -> Crew:
        described = (Path(__file__).stem, "made_by", argument)
        crews.append(Crew(JOBS, number=2, seconds=seconds, megabytes=1024, elsewhere=lambda: described))
        return crews[-1]

    yield make
    for crew in crews:
        crew.close()


def test_new_processes_answer_in_the_order_of_the_values(spawning: Callable[..., Crew]) -> None:
    crew, values = spawning(), ["\ud800", None, {"a": [1]}, "x" * 1_000_000, *range(20)]
    said = [outcome.said for outcome in crew.outcomes("identity", values, meanwhile=range(3))]
    pids = {outcome.said for outcome in crew.outcomes("pid", range(9))}

    assert (said, crew.number, os.getpid() in pids, len(pids) <= 2) == (values, 2, False, True)


def test_new_processes_have_the_same_failures_and_limits(spawning: Callable[..., Crew]) -> None:
    crew = spawning(seconds=1.5)
    told = [outcome.kind for outcome in crew.outcomes("fail", ["plain", "costly", "recursion", nest(100_000)])]
    costly = [outcome.kind for outcome in crew.outcomes("sleep", [0, LONG, 0])]
    logged = [len(outcome.logged) for outcome in crew.outcomes("log", ["", "plain"])]

    assert (told, costly, logged) == (["failed", "costly", "costly", "costly"], ["done", "costly", "done"], [3, 3])


def test_what_a_new_process_prints_is_no_answer(spawning: Callable[..., Crew], capfd: pytest.CaptureFixture[str]) -> None:
    said = [outcome.said for outcome in spawning().outcomes("write", ["printed"])]

    assert (said, capfd.readouterr()) == ([7], ("", "printed"))


def test_what_breaks_a_new_process_off_is_done_here(spawning: Callable[..., Crew], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(JOBS, "quit", lambda _: "here")

    assert [outcome.said for outcome in spawning().outcomes("quit", [3, 3])] == ["here", "here"]


def test_where_new_processes_cannot_begin_all_is_done_here(spawning: Callable[..., Crew], capfd: pytest.CaptureFixture[str]) -> None:
    crew = spawning("fails")
    said = [outcome.said for outcome in crew.outcomes("pid", range(3))]
    capfd.readouterr()

    assert (said, crew.number) == ([os.getpid()] * 3, 1)


def test_new_processes_end_with_the_crew(spawning: Callable[..., Crew]) -> None:
    crew, before = spawning(), descriptors()
    pids = {outcome.said for outcome in crew.outcomes("pid", range(4))}
    crew.rest()

    assert ([pid for pid in pids if is_alive(pid)], descriptors() - before) == ([], 0)


def test_a_new_process_ends_with_its_parent() -> None:
    body = (
        "from press.workers.spawned import Spawned\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        f"crew = Spawned(({Path(__file__).stem!r}, 'made_by', ''), number=1, seconds=60, megabytes=1024)\n"
        "print(next(crew.outcomes('pid', [1, 2])).said)\nsys.stdout.flush()\nos._exit(0)"
    )
    with program(body, stdout=subprocess.PIPE) as parent:
        out = parent.communicate()[0]

    assert ends(int(out))


# --- what a job does beside --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("do", "found"),
    [
        (lambda folder: (folder / "a").read_text(encoding="utf-8"), "open {0}/a"),
        (lambda folder: (folder / "none").exists() or open(folder / "none"), "open {0}/none"),  # noqa: PTH123, SIM115
        (lambda folder: (folder / "b").write_text("", encoding="utf-8"), "open {0}/b"),
        (lambda folder: os.close(os.open(bytes(folder / "a"), os.O_RDONLY)), "open {0}/a"),
        (lambda folder: os.listdir(folder), "os.listdir {0}"),  # noqa: PTH208
        (lambda folder: list(folder.iterdir()), "os.listdir {0}"),
        (lambda folder: (folder / "a").unlink(), "os.remove {0}/a"),
        (lambda _: os.system("true"), "os.system true"),
        (lambda _: re.sub("a", "b", "a"), ""),
        (lambda _: import_anew(), ""),
    ],
)
def test_what_a_job_does_beside_is_noted(tmp_path: Path, do: Callable[[Path], Any], found: str) -> None:
    (tmp_path / "a").write_text("", encoding="utf-8")
    with noted() as effects, contextlib.suppress(OSError):
        do(tmp_path)

    assert effects[:1] == [found.format(tmp_path)] * bool(found)


def import_anew() -> None:
    """Import a module of the standard library as if nothing had imported it."""
    sys.modules.pop("colorsys", None)
    importlib.import_module("colorsys")


def test_nothing_is_noted_outside(tmp_path: Path) -> None:
    with noted() as effects:
        pass
    (tmp_path / "a").write_text("", encoding="utf-8")

    assert effects == []


def test_what_is_noted_within_is_not_noted_without(tmp_path: Path) -> None:
    with noted() as outer:
        with noted() as inner:
            (tmp_path / "a").write_text("", encoding="utf-8")
        os.listdir(tmp_path)  # noqa: PTH208

    assert (inner, outer) == ([f"open {tmp_path / 'a'}"], [f"os.listdir {tmp_path}"])
