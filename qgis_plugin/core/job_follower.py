"""A follower of one job until it ends, through lost connections and restarts of the engine.

follower = JobFollower(engine, job.id, parent=self)
follower.progressed.connect(self._show_progress)    # JobProgress
follower.event_received.connect(self._on_event)     # JobEvent of type raster, notice or failure
follower.ended.connect(self._on_ended)              # Job, in one of protocol.ENDED
follower.failed.connect(self._on_lost)              # Problem: it cannot be followed any more; the job may go on
follower.stop()                                     # stop following; the job goes on
"""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from . import routes
from .client import Call
from .engine import EngineController
from .protocol import JobEvents, Problem

__all__ = ["JobFollower"]

MAX_LOST = 5
"""Lost connections in a row after which following ends."""
PAUSE_MS = 1000
LOST = frozenset({"unreachable", "silent", "stopped", "too-busy", "stopping"})


class JobFollower(QObject):
    """Asks for the events of a job, again and again, until it has ended."""

    progressed = pyqtSignal(object)
    event_received = pyqtSignal(object)
    ended = pyqtSignal(object)
    failed = pyqtSignal(object)

    def __init__(self, engine: EngineController, job_id: str, *, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.job_id = job_id
        self._engine = engine
        self._after = 0
        self._lost = 0
        self._stopped = False
        self._call: Optional[Call] = None
        self._ask()

    def stop(self) -> None:
        self._stopped = True
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _ask(self) -> None:
        if self._stopped:
            return
        self._call = self._engine.send(routes.job_events(self.job_id, after=self._after))
        self._call.done.connect(self._on_events)
        self._call.failed.connect(self._on_failed)

    def _on_events(self, page: JobEvents) -> None:
        self._lost = 0
        # A restarted engine counts from 1 again and has forgotten the events of before.
        self._after = page.next
        if page.events:
            self.progressed.emit(page.events[-1].progress)
        for event in page.events:
            if event.type not in ("progress", "state"):
                self.event_received.emit(event)
        if self._stopped:
            return
        if page.finished:
            self._call = self._engine.send(routes.job(self.job_id))
            self._call.done.connect(self._on_ended)
            self._call.failed.connect(self._on_failed)
        else:
            self._ask()

    def _on_ended(self, job: object) -> None:
        self._stopped = True
        self.ended.emit(job)

    def _on_failed(self, problem: Problem) -> None:
        self._lost += 1
        if problem.code in LOST and self._lost < MAX_LOST:
            QTimer.singleShot(PAUSE_MS, self._ask)
        else:
            self._stopped = True
            self.failed.emit(problem)
