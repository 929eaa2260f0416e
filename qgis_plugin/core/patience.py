"""Waiting for the engine in a thread of QGIS's, without becoming deaf for its cancel button."""

from __future__ import annotations

import threading
from typing import Callable, Generic, Optional, TypeVar

from qgis.core import QgsFeedback

__all__ = ["CancelledError", "patiently"]

T = TypeVar("T")

LOOK_INTERVAL_S = 0.1


class CancelledError(Exception):
    """The user gave up while the engine was at work."""


def patiently(work: Callable[[], T], feedback: QgsFeedback) -> T:
    """`work()`, looking at the cancel button meanwhile. What was given up ends by itself, in a thread of its own.

    Raises CancelledError, and what `work` raises.
    """
    errand = _Errand(work)
    errand.start()
    while not errand.ended.wait(LOOK_INTERVAL_S):
        if feedback.isCanceled():
            raise CancelledError
    return errand.outcome()


class _Errand(threading.Thread, Generic[T]):
    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(name="tilescribe-errand", daemon=True)
        self.ended = threading.Event()
        self._work = work
        self._value: Optional[T] = None
        self._error: Optional[BaseException] = None

    def run(self) -> None:
        try:
            self._value = self._work()
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error
        self.ended.set()

    def outcome(self) -> T:
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]
