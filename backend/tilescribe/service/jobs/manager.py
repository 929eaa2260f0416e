"""All jobs: what waits, what runs, what has ended, and in which order."""

from __future__ import annotations

import logging
import sys
import threading
import time
import uuid
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tilescribe.domain.throttle import Throttle
from tilescribe.errors import JobDiedError, JobStateError, OutputError, TooBusyError, UnknownJobError, explain
from tilescribe.service.estimating import MEASURED_FROM
from tilescribe.service.jobs.messages import Ended, Message
from tilescribe.service.jobs.process import WorkerProcess
from tilescribe.service.jobs.record import JobRecord
from tilescribe.service.problems import problem_of
from tilescribe.service.schemas.health import JobCounts
from tilescribe.service.schemas.jobs import Job, JobEvent, JobEvents
from tilescribe.service.schemas.problems import Problem
from tilescribe.service.times import now

if TYPE_CHECKING:
    from tilescribe.service.catalog_registry import CatalogRegistry
    from tilescribe.service.schemas.jobs import JobRequest
    from tilescribe.service.state import StateFile

__all__ = ["MAX_RUNNING", "MAX_WAITING", "WORKER", "JobManager"]

WORKER = (sys.executable, "-m", "tilescribe.service.jobs.worker")
MAX_RUNNING = 2
"""Jobs at once, on catalogs of their own: each holds its models in memory."""
MAX_WAITING = 100
_WRITERS = frozenset({"index", "deepen", "reembed", "verify"})
"""Kinds that write to their catalog; `compare` only reads it, and writes beside it."""
_COMPARE = "compare"
_DESCRIBERS = frozenset({"index", "compare", "deepen"})
_SAVE_EVERY_S = 2.0
_REMEDY = "Close some programs, and continue it"
_LOG = logging.getLogger(__name__)


class JobManager:
    """Starts, follows, stops and remembers jobs. Safe from any thread.

    Jobs that a service which is no more left unfinished are `interrupted` from the start.

    Args:
        state: Where jobs are kept.
        registry: The catalogs they are about.
        worker: Command that starts a worker.
        make_room: Called before a job that describes begins: it has models of its own, in a process of its own.
    """

    def __init__(
        self,
        state: StateFile,
        registry: CatalogRegistry,
        *,
        worker: Sequence[str] = WORKER,
        make_room: Callable[[], None] = lambda: None,
    ) -> None:
        self._make_room = make_room
        self._state = state
        self._registry = registry
        self._worker = worker
        self._lock = threading.RLock()
        self._jobs: dict[str, JobRecord] = {}
        """Those of this process, in order of their making."""
        self._saving: dict[str, Throttle[dict[str, Any]]] = {}
        """By job: a state file that other services read need not know each step."""
        self._stopping = False
        for body in state.orphans():
            record = JobRecord.restored(body)
            record.change("interrupted")
            state.save_job(record.id, record.reply().model_dump())

    # --- asked for by clients -----------------------------------------------------------------------------------------

    def start(self, request: JobRequest, *, continues: str | None = None) -> Job:
        """Take a job on; it begins as soon as there is room, and nobody else writes to its catalog.

        Raises:
            UnknownCatalogError: it names a catalog that was never opened.
            TooBusyError: too many wait already.
            OutputError: it cannot be kept.
        """
        catalog = getattr(request, "catalog", None)
        path = None if catalog is None else self._registry.path_of(catalog)
        with self._lock:
            if self._stopping or sum(job.state == "waiting" for job in self._jobs.values()) >= MAX_WAITING:
                raise TooBusyError(f"{MAX_WAITING} jobs are waiting already", remedy="Cancel some, or try again later")
            body: dict[str, Any] = request.model_dump(mode="json")
            record = JobRecord(uuid.uuid4().hex[:12], request.kind, catalog, body, now(), path, continues)
            record.change("waiting")
            self._state.save_job(record.id, record.reply().model_dump())
            self._jobs[record.id] = record
            reply = record.reply()
            self._fill_up()
        return reply

    def get(self, job_id: str) -> Job:
        """Raises UnknownJobError."""
        with self._lock:
            if job_id in self._jobs:
                return self._jobs[job_id].reply()
        return self._elsewhere(job_id)

    def jobs(self, *, catalog: str | None = None, state: str | None = None) -> list[Job]:
        """The latest first, those of earlier and of other services too."""
        stored = self._state.jobs()
        with self._lock:
            jobs = [
                self._jobs[body["id"]].reply() if body["id"] in self._jobs else Job.model_validate(body)
                for _, body in stored
            ]
        return [
            job for job in jobs if (catalog is None or job.catalog == catalog) and (state is None or job.state == state)
        ]

    def events(self, job_id: str, *, after: int) -> JobEvents:
        """What happened since. Jobs of other and earlier services have a state and no events.

        Raises:
            UnknownJobError
        """
        with self._lock:
            record = self._jobs.get(job_id)
            if record is None:
                job = self._elsewhere(job_id)
                return JobEvents(events=[], next=after, state=job.state, finished=job.finished is not None)
            found: list[JobEvent] = [event for event in record.events if event.id > after]
            return JobEvents(
                events=found,
                next=found[-1].id if found else after,
                state=record.state,
                finished=record.ended,
            )

    def cancel(self, job_id: str) -> Job:
        """Stop a job after the batch in flight; one that waits is cancelled at once.

        Raises:
            UnknownJobError
            JobStateError: it has ended, or another service runs it.
        """
        with self._lock:
            record = self._own(job_id, "cancelled")
            if record.ended:
                raise JobStateError(
                    f"The job {job_id} is {record.state} and cannot be cancelled", remedy="Look at its state first"
                )
            if record.worker is None:
                record.change("cancelled")
            elif record.state == "running":
                record.change("cancelling")
                record.worker.cancel()
            self._save(record)
            return record.reply()

    def continue_(self, job_id: str) -> Job:
        """The same again as a new job, which does what is left.

        Raises:
            UnknownJobError, TooBusyError
            JobStateError: it is done, or still at work.
        """
        from pydantic import TypeAdapter

        from tilescribe.service.schemas.jobs import JobRequest

        job = self.get(job_id)
        if not job.can_continue:
            raise JobStateError(
                f"The job {job_id} is {job.state} and cannot be continued",
                remedy="Only what was cancelled, interrupted or failed goes on",
            )
        return self.start(TypeAdapter(JobRequest).validate_python(job.request), continues=job_id)

    def forget(self, job_id: str) -> None:
        """Drop a job that has ended.

        Raises:
            UnknownJobError
            JobStateError: it is still at work.
        """
        with self._lock:
            if not self.get(job_id).finished:
                raise JobStateError(f"The job {job_id} is still at work", remedy="Cancel it first")
            self._jobs.pop(job_id, None)
            self._saving.pop(job_id, None)
            self._state.forget_job(job_id)

    def writing_to(self, catalog: str) -> str | None:
        """The job of this service that writes to a catalog at the moment."""
        with self._lock:
            return next((job.id for job in self._running() if job.catalog == catalog and job.kind in _WRITERS), None)

    def comparing(self, catalog: str) -> str | None:
        """The job of this service that compares the dates of a catalog at the moment."""
        with self._lock:
            return next((job.id for job in self._running() if job.catalog == catalog and job.kind == _COMPARE), None)

    def counts(self) -> JobCounts:
        with self._lock:
            waiting = sum(job.state == "waiting" for job in self._jobs.values())
            return JobCounts(running=len(self._running()), waiting=waiting)

    # --- the end of the service ---------------------------------------------------------------------------------------

    def begin_stop(self) -> None:
        """Take nothing on any more, and let workers finish the batch in flight."""
        with self._lock:
            self._stopping = True
            for record in self._jobs.values():
                if record.state == "waiting":
                    record.change("interrupted")
                    self._save(record)
                elif record.worker is not None:
                    record.worker.let_go()

    def stop(self, timeout_s: float) -> None:
        """Wait for them so long; a job whose worker takes longer is interrupted, and its last batch is kept too."""
        self.begin_stop()
        deadline = time.monotonic() + timeout_s
        with self._lock:
            workers = [record.worker for record in self._jobs.values() if record.worker is not None]
        for worker in workers:
            worker.wait(max(0.0, deadline - time.monotonic()))
        with self._lock:
            for record in self._jobs.values():
                if not record.ended:
                    record.change("cancelled" if record.state == "cancelling" else "interrupted")
                    self._save(record)

    # --- at work ------------------------------------------------------------------------------------------------------

    def _running(self) -> list[JobRecord]:
        return [job for job in self._jobs.values() if job.worker is not None]

    def _fill_up(self) -> None:
        """Start what may start. The caller holds the lock."""
        for record in self._jobs.values():
            if self._stopping or len(self._running()) >= MAX_RUNNING:
                return
            busy = {_written_by(job) for job in self._running()} - {None}
            if record.state == "waiting" and _written_by(record) not in busy:
                self._begin(record)

    def _begin(self, record: JobRecord) -> None:
        """Start its process. A job runs exactly as long as it has one: where none starts, it has failed."""
        try:
            if record.kind in _DESCRIBERS:
                self._make_room()
            record.worker = WorkerProcess(
                self._worker,
                {"request": dict(record.request), "catalog": record.path},
                on_message=lambda message: self._heard(record, message),
                what=f"{record.kind} job",
            )
            record.change("running")  # what the worker says waits for the lock that is held here
        except OSError as error:
            self._fail(record, JobDiedError(f"The {record.kind} job cannot start ({error.strerror})", remedy=_REMEDY))
        except Exception as error:  # noqa: BLE001 - whatever it is, the job does not run, and must not look as if it did
            _LOG.exception("the %s job %s cannot start", record.kind, record.id)
            self._fail(record, error)
        self._save(record)

    def _fail(self, record: JobRecord, error: Exception) -> None:
        record.problem = problem_of(error)
        record.change("failed", record.problem.detail)

    def _heard(self, record: JobRecord, message: Message) -> None:
        with self._lock:
            if record.ended:
                return  # the service has stopped waiting for it
            if isinstance(message, Ended):
                try:
                    self._end(record, message)
                except Exception as error:  # noqa: BLE001 - the job has ended all the same, and those who wait must hear of it
                    _LOG.exception("the end of the %s job %s cannot be told", record.kind, record.id)
                    self._fail(record, error)
                self._save(record)
                self._fill_up()
            else:
                record.happened(message)
                self._saver(record).offer(record.reply().model_dump())

    def _end(self, record: JobRecord, ended: Ended) -> None:
        state, problem = ended.state, ended.problem
        if self._stopping and state in ("failed", "cancelled"):
            # By the end of the service, unless a person wanted it before.
            state, problem = ("cancelled" if record.state == "cancelling" else "interrupted"), None
        record.result = ended.result
        record.problem = Problem.model_validate(problem) if problem else None
        self._remember_pace(record)
        record.change(state, record.problem.detail if record.problem else "")

    def _remember_pace(self, record: JobRecord) -> None:
        """How quick the captioner is here, for estimates."""
        if record.kind != "index" or record.planning_s is None:
            return
        result, tiles_per_s = record.result or {}, None
        described = result.get("done", 0) - result.get("reused", 0) - result.get("inherited", 0)
        if record.describing_s is not None and described >= MEASURED_FROM:
            tiles_per_s = described / (time.monotonic() - record.describing_s)
        try:
            self._state.remember_pace(
                record.request["captioner"], tiles_per_s=tiles_per_s, startup_s=record.planning_s - record.began_s
            )
        except OutputError as error:
            _LOG.warning("%s", explain(error))

    def _save(self, record: JobRecord) -> None:
        """Keep a job as it is. Where that fails the job goes on; only a restart of the service will not know of it."""
        self._saver(record).send(record.reply().model_dump())

    def _saver(self, record: JobRecord) -> Throttle[dict[str, Any]]:
        def save(body: dict[str, Any]) -> None:
            try:
                self._state.save_job(record.id, body)
            except OutputError as error:
                _LOG.warning("%s", explain(error))

        return self._saving.setdefault(record.id, Throttle(save, interval_s=_SAVE_EVERY_S))

    def _own(self, job_id: str, done_to_it: str) -> JobRecord:
        record = self._jobs.get(job_id)
        if record is None:
            job = self._elsewhere(job_id)
            where = "belongs to another service" if not job.finished else f"is {job.state}"
            raise JobStateError(
                f"The job {job_id} {where} and cannot be {done_to_it}", remedy="Look at its state first"
            )
        return record

    def _elsewhere(self, job_id: str) -> Job:
        """A job of an earlier or of another service."""
        for _, body in self._state.jobs():
            if body["id"] == job_id:
                return Job.model_validate(body)
        raise UnknownJobError(f"There is no job {job_id}", remedy="See /v1/jobs for those there are")


def _written_by(record: JobRecord) -> tuple[str, bool] | None:
    """(catalog, whether its changes) that a job writes to, one job at a time."""
    if record.catalog is None or record.kind not in (*_WRITERS, _COMPARE):
        return None
    return record.catalog, record.kind == _COMPARE
