"""Asking: one round of questions, in which every address comes to its answer, wherever it leads."""

from __future__ import annotations

import contextlib
import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import datetime
from typing import Final
from urllib.parse import urljoin

from press.external.answers import LATER, LOOK, Answer, by_way_of, malformed
from press.external.connections import Connections
from press.external.deadlines import Deadline
from press.external.hosts import Host
from press.external.judging import judged
from press.external.manners import Manners
from press.external.normal_form import as_asked, host_name, shown
from press.external.questions import said
from press.external.replies import GarbledError, Reply, UnansweredError
from press.external.stopping import Stop, StoppedError

_REDIRECTS: Final = 10
_WATCH: Final = 0.05  # seconds between two looks at what takes too long


def ask(
    asked: Iterable[str], answers: MutableMapping[str, Answer], *, manners: Manners, now: datetime, told: Callable[[], None] = lambda: None
) -> None:
    """Ask for each address, and put its answer into ``answers`` as it comes; ``told`` is called every now and then.

    Interrupted (KeyboardInterrupt), what goes on is broken off at once and ``answers`` holds what is known so far. ``now`` is
    what a date in ``Retry-After`` is compared with where the server does not say its own.
    """
    by_host = defaultdict(list)
    for address in asked:
        try:
            by_host[host_name(as_asked(address))].append(address)
        except ValueError as error:
            answers[address] = malformed(error)
    asker = _Asker(manners, now, answers)
    # Who has most is begun first, so that nobody is left waiting for one host at the end.
    lots = sorted(by_host.values(), key=lambda lot: (-len(lot), lot))
    with ThreadPoolExecutor(manners.at_once) as pool:
        try:
            going = {pool.submit(asker.ask_all, sorted(lot)) for lot in lots}
            while going:
                done, going = wait(going, timeout=_WATCH, return_when=FIRST_COMPLETED)
                for future in done:
                    future.result()
                asker.watch()
                told()
        except BaseException:
            asker.stop()
            raise


class _Asker:
    """One round of questions, asked by several threads at once; each takes the addresses of one host after the other."""

    def __init__(self, manners: Manners, now: datetime, answers: MutableMapping[str, Answer]) -> None:
        self._manners = manners
        self._now = now
        self._answers = answers
        self._hosts: dict[str, Host] = {}
        self._stop = Stop()
        self._connections = Connections(self._stop, allow_private=manners.allow_private)

    def ask_all(self, asked: Iterable[str]) -> None:
        """Ask for one address after the other."""
        with contextlib.suppress(StoppedError):
            for address in asked:
                self._answers[address] = self._answer(address)

    def watch(self) -> None:
        """Break off what takes too long."""
        self._connections.watch()

    def stop(self) -> None:
        """Break off everything."""
        self._stop.give()
        self._connections.hang_up()

    def _answer(self, address: str) -> Answer:
        address = at = moved = as_asked(address)
        for_good, seen = True, {address}
        while True:
            try:
                reply = self._reply(at)
                if not reply.leads_on:
                    return judged(reply, at, address=address, moved=moved)
                at = as_asked(urljoin(at, reply.location))
            except UnansweredError as error:
                return by_way_of(error.answer, at, address)
            except ValueError as error:
                return by_way_of(malformed(error), shown(reply.location), address)
            for_good = for_good and reply.status in (301, 308)
            moved = at if for_good else moved
            if at in seen:
                return Answer("doubtful", "leads in a circle", LOOK)
            if len(seen) > _REDIRECTS:
                return Answer("doubtful", f"leads on more than {_REDIRECTS} times", LOOK)
            seen.add(at)

    def _reply(self, address: str) -> Reply:
        try:
            reply = self._patient("HEAD", address)
        except GarbledError:
            return self._patient("GET", address)
        return self._patient("GET", address) if reply.proves_nothing else reply

    def _patient(self, method: str, address: str) -> Reply:
        """The reply; where the server wants a pause that is not too long, the one after it. Source: RFC 9110 §10.2.3."""
        reply = self._request(method, address)
        if reply.pause is not None and reply.pause <= self._manners.patience:
            reply = self._request(method, address)  # whose turn comes after the pause
            if reply.pause is not None:
                self._hosts[host_name(address)].free = math.inf
        return reply

    def _request(self, method: str, address: str) -> Reply:
        with self._turn(host_name(address)) as host:
            self._connections.check(address)
            try:
                deadline = Deadline.after(self._manners.timeout, self._stop)
                with self._connections.connected(address, deadline) as line:
                    reply = said(line, method, address, deadline=deadline, now=self._now)
            finally:
                host.free = max(host.free, time.monotonic() + self._manners.pause)
            if reply.pause is not None:
                host.free = max(host.free, time.monotonic() + reply.pause)
            return reply

    @contextlib.contextmanager
    def _turn(self, name: str) -> Iterator[Host]:
        host = self._hosts.setdefault(name, Host())
        with host.turn():
            pause = host.free - time.monotonic()
            if pause > max(self._manners.patience, self._manners.pause):
                raise UnansweredError(Answer("doubtful", "was not asked, because its host wants to be left alone", LATER))
            self._stop.wait(seconds=pause)
            yield host
