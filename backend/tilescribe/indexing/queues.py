"""A bounded queue between two threads that can be cancelled, and the threads that work at it."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

__all__ = ["BoundedQueue", "StageThread"]

T = TypeVar("T")

_POLL_S = 0.1
"""How long a blocked hand-over may overlook that the run was called off."""


class BoundedQueue(Generic[T]):
    """A bounded queue between two threads, with an end. Producers block when it is full, so memory stays bounded."""

    def __init__(self, capacity: int, *, abandoned: threading.Event) -> None:
        self._queue: queue.Queue[T] = queue.Queue(maxsize=capacity)
        self._abandoned = abandoned
        self._ended = threading.Event()

    def put(self, item: T) -> bool:
        """Hand over; False when nobody will ever take it, because the run was abandoned."""
        while not self._abandoned.is_set():
            try:
                self._queue.put(item, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False

    def end(self) -> None:
        """No more items will come."""
        self._ended.set()

    def __iter__(self) -> Iterator[T]:
        """Items until the end, or until the run is abandoned."""
        while not self._abandoned.is_set():
            try:
                yield self._queue.get(timeout=_POLL_S)
            except queue.Empty:
                # `end` comes after the last `put`: empty and ended means drained, looked at in this order.
                if self._ended.is_set() and self._queue.empty():
                    return


class StageThread(threading.Thread):
    """Runs one stage, keeps the exception that ended it, and abandons the run when there was one."""

    def __init__(self, name: str, work: Callable[[], None], *, abandoned: threading.Event) -> None:
        super().__init__(name=f"tilescribe-{name}", daemon=True)
        self._work = work
        self._abandoned = abandoned
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self._work()
        except BaseException as error:  # noqa: BLE001 - carried over to the caller's thread, which raises it
            self.error = error
            self._abandoned.set()
