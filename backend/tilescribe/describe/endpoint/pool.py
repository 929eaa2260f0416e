"""Many requests to few servers: each has its number in flight, and one that fails is left out for a while.

A server that cannot be reached, is busy or too slow gets nothing until a time that doubles with each further failure
(1 s, 2 s, … 60 s, or what it asks for); then one request tries it again, and only when that succeeds the others follow.
Meanwhile the others do its work. When none has answered for `patience_s`, the run ends; what was described is kept.
"""

from __future__ import annotations

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_none, wait_random_exponential

from tilescribe.describe.endpoint.http import BadResponse, EndpointError, Rejected, Transient, Unavailable
from tilescribe.errors import CaptionerFailedError

if TYPE_CHECKING:
    from tilescribe.describe.endpoint.http import Endpoint

__all__ = ["FIRST_PAUSE_S", "EndpointPool"]

T = TypeVar("T")

_log = logging.getLogger(__name__)

ATTEMPTS = 3
"""At a request that servers answer with faults. That they are unreachable or busy does not count."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 60.0
FIRST_PATIENCE_S = 20.0
"""For a server that has never answered: most likely it was not started, or the address is wrong."""
FAILURES_BEFORE_WARNING = 3
"""So many failures of an endpoint in a row are worth a line in the log: it works less than it was meant to."""
MOST_BAD_RESPONSES = 30
"""So many bad responses without a good one are no accident: ten requests with three attempts each."""


@dataclass(slots=True)
class _Member:
    """An endpoint and how it is doing."""

    endpoint: Endpoint
    in_flight: int = 0
    failures: int = 0
    """In a row. While there are any, one request at a time tries it."""
    not_before: float = 0.0
    failed_at: float = float("-inf")
    closed: Unavailable | None = None
    """Why it is of no use."""


@dataclass(slots=True)
class EndpointPool:
    """Shares requests among endpoints. Safe to use from any thread."""

    endpoints: Sequence[Endpoint]
    in_flight: int
    """Requests at the same time, for each endpoint."""
    patience_s: float
    """How long no endpoint may answer, once one has answered."""
    pause_s: float = FIRST_PAUSE_S
    """The first pause of an endpoint that failed."""
    _members: list[_Member] = field(init=False)
    _change: threading.Condition = field(default_factory=threading.Condition)
    _answered: float = field(init=False)
    """When an endpoint last answered, or the pool began to wait for one."""
    _reached: bool = False
    """Whether any endpoint has ever answered."""
    _bad_responses: int = 0
    """Bad responses since the last good one."""
    _workers: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._members = [_Member(endpoint) for endpoint in self.endpoints]
        self._answered = time.monotonic()
        self._workers = ThreadPoolExecutor(
            self.in_flight * len(self.endpoints), thread_name_prefix="tilescribe-request"
        )

    def close(self) -> None:
        """Ends when the requests in flight do."""
        self._workers.shutdown(cancel_futures=True)
        for endpoint in self.endpoints:
            endpoint.close()

    def map(self, jobs: Sequence[Callable[[Endpoint], T]]) -> list[T | Exception]:
        """Do each job with an endpoint; the result, or what went wrong with this one, in order.

        Calls from several threads share the workers, first come, first served.

        Raises:
            CaptionerFailedError: no endpoint is of use any more.
        """
        with self._change:
            if not any(member.in_flight for member in self._members):
                self._answered = time.monotonic()  # after a rest, patience begins anew
        futures = [self._workers.submit(self._do, job) for job in jobs]
        try:
            return [future.result() for future in futures]
        except BaseException:
            for future in futures:
                future.cancel()
            raise

    # --- one request --------------------------------------------------------------------------------------------------

    def _do(self, job: Callable[[Endpoint], T]) -> T | Exception:
        attempts = Retrying(
            retry=retry_if_exception_type(BadResponse),
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=self.pause_s, max=LONGEST_PAUSE_S),
            reraise=True,
        )
        try:
            result: T = attempts(self._until_answered, job)
        except (BadResponse, Rejected) as error:
            return error
        return result

    def _until_answered(self, job: Callable[[Endpoint], T]) -> T:
        """Ask endpoint after endpoint until one answers, be it with a fault. `_lease` waits, and ends the waiting."""
        asking = Retrying(retry=retry_if_exception_type((Transient, Unavailable)), wait=wait_none(), reraise=True)
        result: T = asking(self._once, job)
        return result

    def _once(self, job: Callable[[Endpoint], T]) -> T:
        with self._lease() as member:
            begun = time.monotonic()
            try:
                result = job(member.endpoint)
            except EndpointError as error:
                self._note_failure(member, error, begun=begun)
                raise
            self._note_answer(member)
            return result

    @contextmanager
    def _lease(self) -> Iterator[_Member]:
        with self._change:
            while (member := self._free()) is None:
                self._change.wait(self._seconds_to_wait())
            member.in_flight += 1
        try:
            yield member
        finally:
            with self._change:
                member.in_flight -= 1
                self._change.notify_all()

    def _free(self) -> _Member | None:
        """The endpoint with the most room that may be asked now; None when all must be waited for."""
        open_ = [member for member in self._members if not member.closed]
        if not open_:
            reason = next(member.closed for member in reversed(self._members) if member.closed)
            raise CaptionerFailedError(
                str(reason).rstrip("."), remedy=f"{reason.remedy}; what was described is kept"
            ) from reason
        now = time.monotonic()
        ready = [
            member
            for member in open_
            if member.not_before <= now and member.in_flight < (1 if member.failures else self.in_flight)
        ]
        return min(ready, key=lambda member: (member.failures, member.in_flight), default=None)

    def _seconds_to_wait(self) -> float | None:
        """Until an endpoint may be tried again; None where only a request in flight can make room.

        Raises:
            CaptionerFailedError: none has answered for too long.
        """
        now = time.monotonic()
        open_ = [member for member in self._members if not member.closed]
        resting = [member for member in open_ if member.not_before > now]
        patience_s = self.patience_s if self._reached else min(FIRST_PATIENCE_S, self.patience_s)
        if len(resting) == len(open_) and now - self._answered > patience_s:
            raise CaptionerFailedError(
                f"No answer for {now - self._answered:.0f} s from {', '.join(str(m.endpoint.address) for m in open_)}",
                remedy="Start the server, or wait until it is less busy, and run the same command again: it goes on",
            )
        return min((member.not_before - now for member in resting), default=None)

    # --- how endpoints are doing --------------------------------------------------------------------------------------

    def _note_answer(self, member: _Member) -> None:
        with self._change:
            if member.failures >= FAILURES_BEFORE_WARNING:
                _log.warning("%s answers again", member.endpoint.address)
            member.failures = 0
            self._bad_responses = 0
            self._reached = True
            self._answered = time.monotonic()

    def _note_failure(self, member: _Member, error: EndpointError, *, begun: float) -> None:
        with self._change:
            if isinstance(error, Unavailable):
                if not member.closed:
                    _log.warning("%s; it is not asked again", error)
                member.closed = error
            elif isinstance(error, Transient):
                self._reached = self._reached or error.answered
                self._back_off(member, error, begun=begun, wait_s=error.wait_s)
            elif isinstance(error, Rejected):
                member.failures = 0
                self._answered = time.monotonic()
            elif isinstance(error, BadResponse):
                self._reached = True
                self._bad_responses += 1
                if error.timed_out:
                    self._back_off(member, error, begun=begun, wait_s=None)
        if self._bad_responses >= MOST_BAD_RESPONSES:
            raise CaptionerFailedError(
                f"{self._bad_responses} faulty answers and no sound one; the last: {str(error).rstrip('.')}",
                remedy="See what the server's log says, and run the same command again: it goes on",
            ) from error

    def _back_off(self, member: _Member, error: EndpointError, *, begun: float, wait_s: float | None) -> None:
        # Requests that were in flight together fail together: that is one failure.
        if begun >= member.failed_at:
            member.failures += 1
            member.failed_at = time.monotonic()
            if member.failures == FAILURES_BEFORE_WARNING:
                _log.warning("%s; it is left out and tried again from time to time", error)
        pause = min(LONGEST_PAUSE_S, self.pause_s * 2.0 ** (member.failures - 1)) * random.uniform(0.75, 1.25)  # noqa: S311
        member.not_before = max(member.not_before, time.monotonic() + (pause if wait_s is None else wait_s))
