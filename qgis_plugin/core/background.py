"""A function in a thread of the pool, its result on the thread that asked."""

from __future__ import annotations

from typing import Any, Callable

from qgis.PyQt.QtCore import QObject, QRunnable, QThreadPool, pyqtSignal

__all__ = ["Work", "run", "wait_for_all"]

_in_flight: set[Work] = set()
"""Keeps every Work until its result has arrived: a QObject must not be deleted while another thread emits from it."""


class Work(QObject):
    """Emits `done(result)`, or `failed(exception)`, on the thread it was made in."""

    done = pyqtSignal(object)
    failed = pyqtSignal(object)
    _arrived = pyqtSignal(bool, object)

    def __init__(self) -> None:
        super().__init__()
        self._arrived.connect(self._pass_on)

    def _pass_on(self, succeeded: bool, value: object) -> None:
        _in_flight.discard(self)
        (self.done if succeeded else self.failed).emit(value)


class _Runnable(QRunnable):
    def __init__(self, function: Callable[[], Any], work: Work) -> None:
        super().__init__()
        self._function = function
        self._work = work

    def run(self) -> None:
        try:
            self._work._arrived.emit(True, self._function())
        except Exception as error:  # noqa: BLE001 - handed to whoever asked, whatever it is
            self._work._arrived.emit(False, error)


def run(function: Callable[[], Any]) -> Work:
    """`function()` in a thread. Connect to the returned Work at once; it needs no other reference."""
    work = Work()
    _in_flight.add(work)
    QThreadPool.globalInstance().start(_Runnable(function, work))
    return work


def wait_for_all(timeout_ms: int) -> bool:
    """For unloading: True when no thread of the pool is at work any more."""
    return bool(QThreadPool.globalInstance().waitForDone(timeout_ms))
