"""A job of the engine as QGIS's task manager shows it."""

from __future__ import annotations

import threading

from qgis.core import QgsTask
from qgis.PyQt.QtCore import pyqtSignal

__all__ = ["JobTask"]

LOOK_INTERVAL_S = 0.2


class JobTask(QgsTask):
    """Mirrors a job: the work is done by the engine, this only waits for its end in a thread of QGIS's.

    Cancelled in the task manager it emits `unwanted`, and whoever follows the job cancels it; the task itself ends at
    once, so that QGIS can close.
    """

    unwanted = pyqtSignal()

    def __init__(self, title: str) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._ended = threading.Event()
        self._succeeded = False

    def show_share(self, share: float) -> None:
        """How much is done, 0 to 1. From the GUI thread."""
        self.setProgress(100.0 * share)

    def conclude(self, succeeded: bool) -> None:
        """The job has ended. From the GUI thread."""
        self._succeeded = succeeded
        self._ended.set()

    def run(self):
        while not self._ended.wait(LOOK_INTERVAL_S):
            if self.isCanceled():
                return False
        return self._succeeded

    def cancel(self):
        super().cancel()
        if not self._ended.is_set():
            self.unwanted.emit()
