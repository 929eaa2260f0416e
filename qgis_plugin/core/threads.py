"""Functions in threads: with their result as a signal, or with a wait that can be cancelled."""

from __future__ import annotations

import threading
from typing import Any, Callable, Generic, Optional, TypeVar

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QObject, QRunnable, QThreadPool, pyqtSignal

__all__ = ["CancelledError", "Future", "run_cancellable", "run_in_own_thread", "run_in_thread", "wait_for_all"]

_pending: set[Future] = set()
"""Keeps every Future until its result has arrived: a QObject must not be deleted while another thread emits from it."""

T = TypeVar("T")
POLL_INTERVAL_S = 0.1


class Future(QObject):
    """The result of a function in a thread, emitted as `done(result)` or `failed(exception)` where it was made."""

    done = pyqtSignal(object)
    failed = pyqtSignal(object)
    _ended = pyqtSignal(bool, object)

    def __init__(self) -> None:
        super().__init__()
        self._ended.connect(self._emit_outcome)

    def _emit_outcome(self, succeeded: bool, value: object) -> None:
        _pending.discard(self)
        (self.done if succeeded else self.failed).emit(value)


class _Runnable(QRunnable):
    """The function in the thread pool."""

    def __init__(self, function: Callable[[], Any], future: Future) -> None:
        super().__init__()
        self._function = function
        self._future = future

    def run(self) -> None:
        try:
            self._future._ended.emit(True, self._function())
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, whatever it is
            self._future._ended.emit(False, error)


def run_in_thread(function: Callable[[], Any]) -> Future:
    """`function()` in a thread. Connect to the returned Future at once; it needs no other reference."""
    future = Future()
    _pending.add(future)
    QThreadPool.globalInstance().start(_Runnable(function, future))
    return future


def run_in_own_thread(function: Callable[[], Any]) -> Future:
    """As `run_in_thread`, for what takes long: a thread of the pool would be missing where maps are drawn."""
    future = Future()
    _pending.add(future)
    threading.Thread(target=_Runnable(function, future).run, name="tilescribe-long", daemon=True).start()
    return future


def wait_for_all(timeout_ms: int) -> bool:
    """For unloading: True when no thread of the pool is at work any more."""
    return bool(QThreadPool.globalInstance().waitForDone(timeout_ms))


class CancelledError(Exception):
    """The user cancelled while the engine was at work."""


def run_cancellable(work: Callable[[], T], feedback: QgsFeedback) -> T:
    """`work()`, looking at the cancel button meanwhile. What was given up ends by itself, in a thread of its own.

    Raises CancelledError, and what `work` raises.
    """
    worker = Worker(work)
    worker.start()
    while not worker.ended.wait(POLL_INTERVAL_S):
        if feedback.isCanceled():
            raise CancelledError
    return worker.result()


class Worker(threading.Thread, Generic[T]):
    """A thread that runs one function and keeps its result."""

    def __init__(self, work: Callable[[], T]) -> None:
        super().__init__(name="tilescribe-worker", daemon=True)
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

    def result(self) -> T:
        if self._error is not None:
            raise self._error
        return self._value  # type: ignore[return-value]
