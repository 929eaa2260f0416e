"""Jobs: start, look, follow, stop, go on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Header, Query, Response
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from tilescribe.service.http.parameters import JobId
from tilescribe.service.http.replies import problems, reference
from tilescribe.service.schemas.jobs import Job, JobEvent, JobEvents, JobRequest, Jobs, JobState

if TYPE_CHECKING:
    from tilescribe.service.engine import Engine

__all__ = ["routes"]

_LOOK_EVERY_S = 0.1
"""Followers look for news so often: cheap, where waking them from other threads would be a web of callbacks."""
_SIGN_OF_LIFE_S = 10.0
"""Between two comments on a silent stream, by which both ends notice that the other is gone."""


def routes(engine: Engine) -> APIRouter:
    router = APIRouter(tags=["jobs"])

    @router.post("/jobs", status_code=202, responses=problems(404, 507))
    def start_job(request: JobRequest, response: Response) -> Job:
        """Start `index`, `compare`, `deepen`, `reembed`, `verify`, `export` or `download`."""
        job = engine.jobs.start(request)
        response.headers["Location"] = f"/v1/jobs/{job.id}"
        return job

    @router.get("/jobs", responses=problems(507))
    def list_jobs(
        catalog: Annotated[str | None, Query(max_length=64)] = None,
        state: Annotated[JobState | None, Query()] = None,
    ) -> Jobs:
        """All, the latest first, those of earlier starts too."""
        return Jobs(jobs=engine.jobs.jobs(catalog=catalog, state=state))

    @router.get("/jobs/{job_id}", responses=problems(404, 507))
    def get_job(job_id: JobId) -> Job:
        """State, progress, result or problem."""
        return engine.jobs.get(job_id)

    @router.get("/jobs/{job_id}/events", responses=problems(404, 507))
    async def job_events(
        job_id: JobId,
        after: Annotated[int, Query(ge=0, le=2**53)] = 0,
        wait_s: Annotated[float, Query(ge=0, le=25, description="Wait so long for news.")] = 0,
    ) -> JobEvents:
        """What happened since event `after`."""
        deadline = time.monotonic() + wait_s
        while True:
            found = await run_in_threadpool(engine.jobs.events, job_id, after=after)
            if found.events or found.finished or engine.stopping or time.monotonic() >= deadline:
                return found
            await asyncio.sleep(_LOOK_EVERY_S)

    @router.get(
        "/jobs/{job_id}/stream",
        response_class=StreamingResponse,
        responses={
            200: {
                "description": "`id`, `event` and `data` (a JobEvent) of each; ends with the job.",
                "content": {"text/event-stream": {"schema": {"type": "string"}, "itemSchema": reference(JobEvent)}},
            },
            **problems(404, 507),
        },
    )
    async def job_stream(job_id: JobId, last_event_id: Annotated[int, Header(ge=0, le=2**53)] = 0) -> StreamingResponse:
        """What happens, as server-sent events, from `Last-Event-ID` on."""
        await run_in_threadpool(engine.jobs.get, job_id)
        return StreamingResponse(
            _stream(engine, job_id, last_event_id),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    @router.post("/jobs/{job_id}/cancel", status_code=202, responses=problems(404, 409, 507))
    def cancel_job(job_id: JobId) -> Job:
        """Stop after the batch in flight; what is done is kept."""
        return engine.jobs.cancel(job_id)

    @router.post("/jobs/{job_id}/continue", status_code=202, responses=problems(404, 409, 507))
    def continue_job(job_id: JobId, response: Response) -> Job:
        """Go on where it stopped, as a new job."""
        job = engine.jobs.continue_(job_id)
        response.headers["Location"] = f"/v1/jobs/{job.id}"
        return job

    @router.delete("/jobs/{job_id}", status_code=204, responses=problems(404, 409, 507))
    def forget_job(job_id: JobId) -> None:
        """Drop a job that has ended from the list."""
        engine.jobs.forget(job_id)

    return router


async def _stream(engine: Engine, job_id: str, after: int) -> AsyncIterator[str]:
    yield ": tilescribe\n\n"
    told = time.monotonic()
    while not engine.stopping:
        found = await run_in_threadpool(engine.jobs.events, job_id, after=after)
        for event in found.events:
            yield f"id: {event.id}\nevent: {event.type}\ndata: {event.model_dump_json()}\n\n"
        after = found.next
        if found.finished:
            return
        now = time.monotonic()
        if found.events:
            told = now
        elif now - told > _SIGN_OF_LIFE_S:
            told = now
            yield ": still there\n\n"
        await asyncio.sleep(_LOOK_EVERY_S)
