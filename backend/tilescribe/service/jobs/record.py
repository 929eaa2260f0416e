"""A job as the service keeps it."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tilescribe.service.jobs.messages import FINISHED, Happened, JobProgress
from tilescribe.service.schemas.jobs import EventType, Job, JobEvent, JobKind, JobState
from tilescribe.service.schemas.problems import Problem
from tilescribe.service.times import now

if TYPE_CHECKING:
    from tilescribe.service.jobs.process import WorkerProcess

__all__ = ["EVENTS_KEPT", "JobRecord"]

EVENTS_KEPT = 1000
_CONTINUABLE = frozenset({"partial", "failed", "cancelled", "interrupted"})


@dataclass(slots=True)
class JobRecord:
    """One job. Whoever changes it holds the manager's lock."""

    id: str
    kind: JobKind
    catalog: str | None
    request: Mapping[str, Any]
    created: str
    path: str | None = None
    """Of the catalog, as it was when the job was taken on: it may be closed before the job begins."""
    continues: str | None = None
    state: JobState = "waiting"
    started: str | None = None
    finished: str | None = None
    progress: JobProgress = field(default_factory=JobProgress)
    result: dict[str, Any] | None = None
    problem: Problem | None = None
    worker: WorkerProcess | None = None
    events: deque[JobEvent] = field(default_factory=lambda: deque(maxlen=EVENTS_KEPT))
    last_event: int = 0
    began_s: float = 0.0
    """When its process was started, as `time.monotonic` has it."""
    planning_s: float | None = None
    """When it first looked at a raster, likewise."""
    describing_s: float | None = None
    """When it began to describe, likewise."""

    @property
    def ended(self) -> bool:
        return self.state in FINISHED

    def reply(self) -> Job:
        return Job(
            id=self.id,
            kind=self.kind,
            catalog=self.catalog,
            state=self.state,
            request=dict(self.request),
            created=self.created,
            started=self.started,
            finished=self.finished,
            progress=self.progress.reply(),
            result=self.result,
            problem=self.problem,
            can_continue=self.state in _CONTINUABLE,
            continues=self.continues,
        )

    @classmethod
    def restored(cls, body: Mapping[str, Any]) -> JobRecord:
        """From `reply().model_dump()`, without its events."""
        job = Job.model_validate(body)
        return cls(
            id=job.id,
            kind=job.kind,
            catalog=job.catalog,
            request=job.request,
            created=job.created,
            continues=job.continues,
            state=job.state,
            started=job.started,
            finished=job.finished,
            progress=JobProgress(**job.progress.model_dump()),
            result=job.result,
            problem=job.problem,
        )

    def happened(self, what: Happened) -> None:
        """Append an event. Progress that nobody needs any more, since newer progress is here, makes way."""
        self.progress = what.progress
        if what.progress.stage in ("planning", "describing") and self.planning_s is None:
            self.planning_s = time.monotonic()
        if what.progress.stage == "describing" and self.describing_s is None:
            self.describing_s = time.monotonic()
        if what.type == "progress" and self.events and self.events[-1].type == "progress":
            self.events.pop()
        self.add_event(what.type, message=what.message, path=what.path, tile_id=what.tile_id)

    def change(self, state: JobState, message: str = "") -> None:
        """Enter a state, with an event that says so."""
        self.state = state
        if state == "running":
            self.started, self.began_s = now(), time.monotonic()
        if self.ended:
            self.finished = now()
            self.progress = self.progress.at_rest(stage="finished" if state in ("done", "partial") else None)
            self.worker = None
        self.add_event("state", message=message)

    def add_event(
        self, kind: EventType, *, message: str = "", path: str | None = None, tile_id: int | None = None
    ) -> None:
        self.last_event += 1
        self.events.append(
            JobEvent(
                id=self.last_event,
                at=now(),
                type=kind,
                state=self.state,
                progress=self.progress.reply(),
                path=path,
                tile_id=tile_id,
                message=message,
            )
        )
