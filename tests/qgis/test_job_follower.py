"""Following a job to its end, whatever happens to the connection."""

from __future__ import annotations

from typing import Any

import pytest
from qgis_plugin.core import job_follower
from qgis_plugin.core.engine import EngineController
from qgis_plugin.core.job_follower import JobFollower
from tests.qgis.stub_service import JOB_ID, Asked, StubService, golden


def _news(asked: Asked) -> dict[str, Any]:
    """Two events first, then the end."""
    body = golden("job-events")["response"]["body"]
    if asked.query["after"] == "0":
        return body
    return {**body, "events": [], "next": body["next"], "state": "done", "finished": True}


@pytest.fixture
def job(stub: StubService) -> dict[str, Any]:
    done = {**golden("job-get")["response"]["body"], "state": "done"}
    stub.answers["GET /events"] = _news
    stub.answers[f"GET /jobs/{JOB_ID}"] = done
    return done


def _ended(follower: JobFollower, qtbot: Any) -> Any:
    with qtbot.waitSignal(follower.ended, timeout=15_000) as waiter:
        pass
    return waiter.args[0]


def test_progress_happenings_and_the_end_are_told(engine: EngineController, job: dict[str, Any], qtbot: Any) -> None:
    follower = JobFollower(engine, JOB_ID)
    progress: list[Any] = []
    happened: list[Any] = []
    follower.progressed.connect(progress.append)
    follower.event_received.connect(happened.append)
    ended = _ended(follower, qtbot)
    assert (ended.id, ended.state, ended.ended) == (JOB_ID, "done", True)
    assert [one.done for one in progress] == [12]
    assert [one.type for one in happened] == ["failure"]


def test_each_event_is_asked_for_once(
    engine: EngineController, job: dict[str, Any], qtbot: Any, stub: StubService
) -> None:
    _ended(JobFollower(engine, JOB_ID), qtbot)
    assert [asked.query["after"] for asked in stub.asked("GET /events")] == ["0", "5"]


def test_a_lost_connection_is_tried_again(
    engine: EngineController, job: dict[str, Any], qtbot: Any, stub: StubService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_follower, "PAUSE_MS", 1)
    stub.misbehave("GET /events", drop=True, times=8)
    assert _ended(JobFollower(engine, JOB_ID), qtbot).state == "done"


def test_a_job_that_is_gone_is_said(engine: EngineController, qtbot: Any, stub: StubService) -> None:
    problem = golden("problem-unknown-job")["response"]
    stub.misbehave("GET /events", status=404, body=problem["body"], times=None)
    follower = JobFollower(engine, JOB_ID)
    with qtbot.waitSignal(follower.failed, timeout=10_000) as waiter:
        pass
    assert waiter.args[0].code == "unknown-job"


def test_a_connection_that_stays_lost_is_given_up(
    engine: EngineController, qtbot: Any, stub: StubService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_follower, "PAUSE_MS", 1)
    stub.misbehave("GET /events", drop=True, times=None)
    follower = JobFollower(engine, JOB_ID)
    with qtbot.waitSignal(follower.failed, timeout=20_000) as waiter:
        pass
    assert waiter.args[0].code == "unreachable"


def test_stopped_it_says_nothing_more(
    engine: EngineController, job: dict[str, Any], qtbot: Any, stub: StubService
) -> None:
    stub.misbehave("GET /events", delay_s=30)
    follower = JobFollower(engine, JOB_ID)
    said: list[Any] = []
    for signal in (follower.ended, follower.failed, follower.progressed):
        signal.connect(said.append)
    qtbot.waitUntil(lambda: bool(stub.asked("GET /events")))
    follower.stop()
    stub.behave()
    qtbot.wait(200)
    assert said == []
