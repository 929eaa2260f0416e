"""Jobs in order: which may begin, which waits, and what is known of them after a restart."""

from __future__ import annotations

import json
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from tilescribe.errors import (
    JobDiedError,
    JobStateError,
    OutputError,
    TooBusyError,
    UnknownCatalogError,
    UnknownJobError,
)
from tilescribe.service.engine import Engine
from tilescribe.service.jobs import manager
from tilescribe.service.jobs.process import WorkerProcess
from tilescribe.service.loaders import Loaders
from tilescribe.service.problems import problem_of
from tilescribe.service.schemas.catalogs import OpenCatalog
from tilescribe.service.schemas.jobs import Job, JobRequest

SLEEPER = (sys.executable, "-c", "import sys; sys.stdin.read()")
"""Works until its input ends, and says nothing: what a worker that was killed leaves behind."""


def request(catalog: str | None, **more: object) -> JobRequest:
    order = {"kind": "index", "catalog": catalog, **more} if catalog else {"kind": "download", "model": "m", **more}
    return TypeAdapter(JobRequest).validate_python(order)  # type: ignore[no-any-return]


def opened(engine: Engine, path: Path) -> str:
    return engine.open_catalog(OpenCatalog(path=str(path), create=True))[0].id


@pytest.fixture
def busy(tmp_path: Path, loaders: Loaders) -> Engine:
    return Engine(tmp_path / "state", loaders=loaders, worker=SLEEPER)


def test_two_catalogs_are_written_side_by_side_and_one_is_not(busy: Engine, tmp_path: Path) -> None:
    one, other = opened(busy, tmp_path / "a.gpkg"), opened(busy, tmp_path / "b.gpkg")
    for catalog in (one, one, other, other):
        busy.jobs.start(request(catalog))
    states = [job.state for job in busy.jobs.jobs()]
    assert states == ["waiting", "running", "waiting", "running"]
    assert (busy.jobs.counts().running, busy.jobs.counts().waiting) == (2, 2)
    assert busy.jobs.writing_to(one) == busy.jobs.jobs(catalog=one)[-1].id
    busy.close()


def test_dates_are_compared_while_the_catalog_is_filled_but_once_at_a_time(busy: Engine, tmp_path: Path) -> None:
    catalog = opened(busy, tmp_path / "a.gpkg")
    for kind in ("compare", "compare", "index"):
        busy.jobs.start(request(catalog, kind=kind))
    indexing, waiting, comparing = busy.jobs.jobs()
    assert [job.state for job in (indexing, waiting, comparing)] == ["running", "waiting", "running"]
    assert (busy.jobs.writing_to(catalog), busy.jobs.comparing(catalog)) == (indexing.id, comparing.id)
    assert busy.catalog(catalog).comparing == comparing.id
    busy.close()


def test_the_end_of_the_service_interrupts_what_runs_and_what_waits(
    busy: Engine, tmp_path: Path, loaders: Loaders
) -> None:
    catalog = opened(busy, tmp_path / "a.gpkg")
    jobs = [busy.jobs.start(request(catalog)).id for _ in range(3)]
    busy.jobs.cancel(jobs[0])
    busy.close(timeout_s=0)
    again = Engine(tmp_path / "state", loaders=loaders, worker=SLEEPER)
    assert [again.jobs.get(job).state for job in jobs] == ["cancelled", "interrupted", "interrupted"]
    assert again.jobs.events(jobs[0], after=0).finished
    again.close()


def test_a_service_that_died_left_its_jobs_interrupted(busy: Engine, tmp_path: Path, loaders: Loaders) -> None:
    job = busy.jobs.start(request(opened(busy, tmp_path / "a.gpkg"))).id
    other = Engine(tmp_path / "state", loaders=loaders, worker=SLEEPER)
    assert other.jobs.get(job).state == "running"
    other.close()
    busy._state._alive.release()  # what the system does when a process dies
    third = Engine(tmp_path / "state", loaders=loaders, worker=SLEEPER)
    assert third.jobs.get(job).state == "interrupted"
    assert third.jobs.get(job).can_continue
    third.close()
    busy.close(timeout_s=0)


def test_only_so_many_may_wait(busy: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manager, "MAX_WAITING", 2)
    catalog = opened(busy, tmp_path / "a.gpkg")
    for _ in range(3):
        busy.jobs.start(request(catalog))
    with pytest.raises(TooBusyError, match="2 jobs"):
        busy.jobs.start(request(catalog))
    busy.close(timeout_s=0)


def test_jobs_and_catalogs_that_are_not_there_are_said_so(engine: Engine) -> None:
    for attempt in (engine.jobs.get, engine.jobs.cancel, engine.jobs.continue_, engine.jobs.forget):
        with pytest.raises(UnknownJobError, match="none"):
            attempt("none")
    with pytest.raises(UnknownJobError):
        engine.jobs.events("none", after=0)
    with pytest.raises(UnknownCatalogError):
        engine.jobs.start(request("none"))


def test_what_has_ended_cannot_be_cancelled_and_what_has_not_cannot_be_continued(busy: Engine, tmp_path: Path) -> None:
    job = busy.jobs.start(request(opened(busy, tmp_path / "a.gpkg"))).id
    for attempt in (busy.jobs.continue_, busy.jobs.forget):
        with pytest.raises(JobStateError, match=job):
            attempt(job)
    busy.jobs.cancel(job)
    with pytest.raises(JobStateError, match="cancelling"):
        busy.jobs.continue_(job)
    busy.close(timeout_s=0)


def test_a_worker_that_ends_without_a_word_has_died(tmp_path: Path) -> None:
    heard: list[object] = []
    worker = WorkerProcess((sys.executable, "-c", "raise SystemExit(3)"), {}, on_message=heard.append, what="index job")
    assert worker.wait(30), "its last word has come"
    died = JobDiedError(
        "The index job ended with status 3", remedy="What was described before is kept; continue the job"
    )
    assert [message.problem for message in heard] == [problem_of(died).model_dump()]  # type: ignore[attr-defined]
    with pytest.raises(JobDiedError, match="status 3"):
        raise died


def test_the_last_words_of_a_worker_are_kept_without_passwords(
    tmp_path: Path, loaders: Loaders, caplog: pytest.LogCaptureFixture
) -> None:
    last = "import sys; sys.exit('no answer from shelf://me:secret@host')"
    engine = Engine(tmp_path / "state", loaders=loaders, worker=(sys.executable, "-c", last))
    job = engine.jobs.start(request(None))
    for _ in range(200):
        job = engine.jobs.get(job.id)
        if job.finished:
            break
        time.sleep(0.05)
    engine.close()
    assert job.problem is not None
    assert "shelf://me:***@host" in job.problem.detail
    assert "secret" not in caplog.text + job.model_dump_json()


def test_a_state_folder_that_cannot_be_written_is_named(tmp_path: Path, loaders: Loaders) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(OutputError, match="state"):
        Engine(tmp_path / "state", loaders=loaders)


def test_how_quick_a_captioner_is_is_remembered(tmp_path: Path, loaders: Loaders) -> None:
    says = (
        "import json, sys; sys.stdin.readline()\n"
        "for stage in ('loading', 'planning', 'describing'):\n"
        "    said = {'kind': 'Happened', 'type': 'progress', 'progress': {'stage': stage}}\n"
        "    print(json.dumps(said), flush=True)\n"
        "print(json.dumps({'kind': 'Ended', 'state': 'done', 'result': {'done': 60, 'reused': 20}}))"
    )
    engine = Engine(tmp_path / "state", loaders=loaders, worker=(sys.executable, "-c", says))
    catalog = opened(engine, tmp_path / "a.gpkg")
    job = engine.jobs.start(request(catalog, captioner="mine"))
    ended = until_ended(engine, job.id)
    tiles_per_s, startup_s = engine._state.pace("mine")
    assert tiles_per_s is not None
    assert startup_s is not None
    started, finished = (datetime.fromisoformat(moment or "") for moment in (ended.started, ended.finished))
    took = (finished - started).total_seconds() + 0.002  # moments are told in milliseconds
    assert 0 < startup_s < took
    assert tiles_per_s > 40 / took, "only while it described"
    engine.close()


def until_ended(engine: Engine, job: str) -> Job:
    deadline = time.monotonic() + 300
    while not engine.jobs.events(job, after=0).finished:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return engine.jobs.get(job)


def test_a_job_that_waits_is_done_though_its_catalog_was_closed(tmp_path: Path, loaders: Loaders) -> None:
    tells = (
        "import json, sys; order = json.loads(sys.stdin.readline()); sys.stdin.readline(); "
        "print(json.dumps({'kind': 'Ended', 'state': 'done', 'result': {'catalog': order['catalog']}}))"
    )
    engine = Engine(tmp_path / "state", loaders=loaders, worker=(sys.executable, "-c", tells))
    catalog = opened(engine, tmp_path / "a.gpkg")
    first, second, third = (engine.jobs.start(request(catalog)).id for _ in range(3))
    assert engine.jobs.get(second).state == "waiting"
    engine.close_catalog(catalog)
    assert engine.jobs.cancel(third).state == "cancelled"
    engine.jobs.cancel(first)  # which is what its worker waits for
    assert until_ended(engine, first).state == "done"
    assert engine.jobs.get(second).state == "running"
    engine.jobs.cancel(second)
    assert until_ended(engine, second).result == {"catalog": str(tmp_path / "a.gpkg")}
    engine.close()


def test_a_job_whose_process_does_not_start_has_failed_and_the_next_ones_go_on(
    tmp_path: Path, loaders: Loaders, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = Engine(tmp_path / "state", loaders=loaders, worker=("/nowhere/python",))
    catalog = opened(engine, tmp_path / "a.gpkg")
    job = engine.jobs.get(engine.jobs.start(request(catalog)).id)
    assert (job.state, job.problem and job.problem.status) == ("failed", 500)
    with pytest.raises(JobStateError, match="failed"):
        engine.jobs.cancel(job.id)

    def unable(*args: object, **kwargs: object) -> None:
        raise ValueError("embedded null byte")

    monkeypatch.setattr(manager, "WorkerProcess", unable)
    for _ in range(2):
        assert engine.jobs.get(engine.jobs.start(request(catalog)).id).state == "failed"
    assert engine.jobs.counts().running == 0
    engine.close()


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "Ended", "state": "somehow"},
        {"kind": "Ended", "state": "done", "problem": {"type": "none"}},
        {"kind": "Happened", "type": "progress", "progress": {"stage": "somewhere"}},
    ],
)
def test_a_worker_that_talks_nonsense_does_not_leave_its_job_running(
    tmp_path: Path, loaders: Loaders, said: dict[str, object]
) -> None:
    tells = f"import sys; sys.stdin.readline(); print({json.dumps(said)!r})"
    engine = Engine(tmp_path / "state", loaders=loaders, worker=(sys.executable, "-c", tells))
    job = until_ended(engine, engine.jobs.start(request(opened(engine, tmp_path / "a.gpkg"))).id)
    assert job.state == "failed"
    assert job.problem is not None
    engine.close()
