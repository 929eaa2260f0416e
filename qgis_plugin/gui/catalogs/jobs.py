"""Jobs on catalogs: started, followed, cancelled and continued, also as tasks of QGIS's task manager."""

from __future__ import annotations

import threading
from typing import Optional

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...core import routes
from ...core.job_follower import JobFollower
from ...core.protocol import CatalogDetails, Job, JobEvent, JobProgress, JobRequest, Problem
from ..tasks import task_flags
from .job_texts import title_of

__all__ = ["FollowedJob", "JobManager"]

REFRESH_MS = 5000
"""How often the counts of a catalog are read anew while a job fills it and somebody looks."""
MOST_FAILURES = 1000

LOOK_INTERVAL_S = 0.2


class FollowedJob(QObject):
    """One job from its start, or from when it was found, to its end."""

    changed = pyqtSignal()
    ended = pyqtSignal(object)
    """The Job as it ended."""
    lost = pyqtSignal(object)
    """A Problem: it cannot be followed any more; it may go on."""

    def __init__(self, engine, job: Job, *, title: str, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.job = job
        self.progress: JobProgress = job.progress
        self.failures: list[JobEvent] = []
        self.cancelling = job.state == "cancelling"
        self._engine = engine
        self._task = _JobTask(title)
        self._task.cancel_requested.connect(self.cancel)
        QgsApplication.taskManager().addTask(self._task)
        self._follower = JobFollower(engine, job.id, parent=self)
        self._follower.progressed.connect(self._on_progress)
        self._follower.event_received.connect(self._on_event)
        self._follower.ended.connect(self._on_ended)
        self._follower.failed.connect(self._on_lost)

    def cancel(self) -> None:
        """Stop after the batch in flight; what is done is kept."""
        if not self.cancelling and not self.job.ended:
            self.cancelling = True
            call = self._engine.send(routes.cancel_job(self.job.id))
            call.failed.connect(self._not_cancelled)
            self.changed.emit()

    def stop_following(self) -> None:
        """Stop following; the job goes on."""
        self._follower.stop()
        self._end_task(succeeded=False)

    def _not_cancelled(self, problem: Problem) -> None:
        # It ended in the meantime, which the follower will tell.
        if problem.code != "job-state":
            self.cancelling = False
            self.changed.emit()

    def _on_progress(self, progress: JobProgress) -> None:
        self.progress = progress
        if progress.share is not None and self._task_alive():
            self._task.set_share(progress.share)
        self.changed.emit()

    def _on_event(self, event: JobEvent) -> None:
        if event.type == "failure" and len(self.failures) < MOST_FAILURES:
            self.failures.append(event)
            self.changed.emit()

    def _on_ended(self, job: Job) -> None:
        self.job = job
        self.progress = job.progress
        self._end_task(succeeded=job.state in ("done", "partial"))
        self.ended.emit(job)

    def _on_lost(self, problem: Problem) -> None:
        self._end_task(succeeded=False)
        self.lost.emit(problem)

    def _end_task(self, *, succeeded: bool) -> None:
        if self._task_alive():
            self._task.end(succeeded)

    def _task_alive(self) -> bool:
        """The task manager deletes tasks that have ended."""
        return not sip.isdeleted(self._task)


class JobManager(QObject):
    """The jobs of this QGIS, at most one that runs for each catalog."""

    changed = pyqtSignal()
    """Something of `running_job(…)` has changed."""
    concluded = pyqtSignal(object)
    """A Job that has ended."""
    failed = pyqtSignal(object)
    """A Problem: it could not be started, or not be followed to its end."""

    def __init__(self, session, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._session = session
        self._running: dict[str, FollowedJob] = {}
        self._last_ended: dict[str, Job] = {}
        self._asked: set[str] = set()
        self.is_watched = lambda: True
        """Whether somebody looks at the counts, or at the coverage on the map."""
        self._counts_call = None
        self._refresh = QTimer(self)
        self._refresh.setInterval(REFRESH_MS)
        self._refresh.timeout.connect(self.refresh)
        session.catalog_changed.connect(self._on_catalog_changed)

    def running_job(self, catalog_id: str) -> Optional[FollowedJob]:
        """What is at work on a catalog."""
        return self._running.get(catalog_id)

    def unfinished_job(self, catalog_id: str) -> Optional[Job]:
        """The last job of a catalog, where it ended early and can be taken up again."""
        job = self._last_ended.get(catalog_id)
        if job is None or not job.can_continue or catalog_id in self._running:
            return None
        # Stopped in the last batch: there is nothing left to do.
        progress = job.progress
        return None if job.state == "cancelled" and progress.counts_tiles and progress.share == 1.0 else job

    def start(self, request: JobRequest) -> None:
        call = self._session.engine.send(routes.start_job(request))
        call.done.connect(self._follow)
        call.failed.connect(self.failed)

    def refresh(self) -> None:
        """Read the counts again while a job is at work, unless nobody looks, or they are being read already."""
        if self._running and self._counts_call is None and self.is_watched():
            self._counts_call = self._session.refresh_catalog()
            if self._counts_call is not None:
                self._counts_call.finished.connect(self._on_counted)

    def _on_counted(self) -> None:
        self._counts_call = None

    def resume(self, job: Job) -> None:
        """Continue a job that ended early."""
        call = self._session.engine.send(routes.continue_job(job.id))
        call.done.connect(self._follow)
        call.failed.connect(self.failed)

    def stop_following(self) -> None:
        """Stop following everything; the jobs go on as long as the engine does."""
        self._refresh.stop()
        for followed in self._running.values():
            followed.stop_following()
        self._running.clear()

    def _on_catalog_changed(self, details: Optional[CatalogDetails]) -> None:
        """A catalog came into use: is somebody at work on it, or was, and did not finish?"""
        if details is None:
            return
        if details.job and details.id not in self._running:
            self._session.engine.send(routes.job(details.job)).done.connect(self._follow)
        elif details.id not in self._asked:
            self._asked.add(details.id)
            call = self._session.engine.send(routes.jobs(catalog_id=details.id))
            call.done.connect(lambda jobs: self._remember(details.id, jobs))
            call.failed.connect(lambda problem: self._asked.discard(details.id))

    def _remember(self, catalog_id: str, jobs: tuple[Job, ...]) -> None:
        ended = [job for job in jobs if job.kind == "index" and job.ended]
        if ended and catalog_id not in self._last_ended:
            self._last_ended[catalog_id] = ended[0]
            self.changed.emit()

    def _follow(self, job: Job) -> None:
        if _key(job) in self._running:
            return
        if job.ended:
            self._on_ended(job)
            return
        followed = FollowedJob(self._session.engine, job, title=self._title(job), parent=self)
        followed.changed.connect(self.changed)
        followed.ended.connect(self._on_ended)
        followed.lost.connect(lambda problem: self._on_lost(job, problem))
        self._running[_key(job)] = followed
        self._refresh.start()
        self.changed.emit()

    def _title(self, job: Job) -> str:
        catalog = self._session.catalog
        name = catalog.name if catalog is not None and catalog.id == job.catalog else ""
        return title_of(job, name)

    def _on_ended(self, job: Job) -> None:
        self._remove(job)
        self._last_ended[_key(job)] = job
        self.concluded.emit(job)
        self.changed.emit()
        self._session.refresh_catalog()

    def _on_lost(self, job: Job, problem: Problem) -> None:
        self._remove(job)
        # Whether it can be taken up again is asked when the engine answers again.
        self._asked.discard(str(job.catalog))
        self.failed.emit(problem)
        self.changed.emit()

    def _remove(self, job: Job) -> None:
        followed = self._running.pop(_key(job), None)
        if followed is not None:
            followed.deleteLater()
        if not self._running:
            self._refresh.stop()


def _key(job: Job) -> str:
    """The catalog it works on; one that works on none stands for itself."""
    return job.catalog or job.id


class _JobTask(QgsTask):
    """A job as a QgsTask: the engine does the work, this only waits for its end in a thread of QGIS's.

    Cancelled in the task manager it emits `cancel_requested`, and whoever follows the job cancels it; the task itself
    ends at once, so that QGIS can close.
    """

    cancel_requested = pyqtSignal()

    def __init__(self, title: str) -> None:
        super().__init__(title, task_flags())
        self._ended = threading.Event()
        self._succeeded = False

    def set_share(self, share: float) -> None:
        """How much is done, 0 to 1. From the GUI thread."""
        self.setProgress(100.0 * share)

    def end(self, succeeded: bool) -> None:
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
            self.cancel_requested.emit()
