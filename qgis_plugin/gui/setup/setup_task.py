"""The set-up as a task of QGIS's task manager."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qgis.core import QgsTask
from qgis.PyQt.QtCore import QCoreApplication, pyqtSignal

from ...core.setup.events import Cancelled, Event, Failed, ProgressChanged, Succeeded
from ..tasks import task_flags

__all__ = ["SetupTask"]

Events = Callable[[Callable[[], bool]], Iterator[Event]]


class SetupTask(QgsTask):
    """Runs the generator in a thread. Keep a Python reference until it has ended."""

    event_received = pyqtSignal(object)
    """Every event, on the GUI thread."""
    ended = pyqtSignal(object)
    """Succeeded, Failed or Cancelled; the last."""

    def __init__(self, events: Events) -> None:
        super().__init__(QCoreApplication.translate("SetupTask", "Set up Tilescribe's engine"), task_flags())
        self._events = events
        self._outcome: Event = Cancelled("")

    def run(self) -> bool:
        for event in self._events(self.isCanceled):
            if isinstance(event, ProgressChanged):
                self.setProgress(event.share * 100)
            if isinstance(event, (Succeeded, Failed, Cancelled)):
                self._outcome = event
            self.event_received.emit(event)
        return isinstance(self._outcome, Succeeded)

    def finished(self, result: bool) -> None:
        self.ended.emit(self._outcome)
