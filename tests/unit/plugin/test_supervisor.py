"""The engine as a child process, without Qt. The child is the stub service as a program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import routes, transport
from qgis_plugin.core.environment import child_environment
from qgis_plugin.core.protocol import Problem, ProblemError
from qgis_plugin.core.supervisor import LaunchOptions, Supervisor
from qgis_plugin.core.transport import Endpoint
from tests.qgis.stub_service import StubService

ROOT = Path(__file__).resolve().parents[3]

HOST = """
import sys, time
from tests.unit.plugin.test_supervisor import launch_options
from qgis_plugin.core.supervisor import Supervisor
supervisor = Supervisor(launch_options(sys.argv[1]))
supervisor.ensure_running()
print(supervisor.pid, flush=True)
time.sleep(60)
"""
"""Stands in for QGIS."""


def launch_options(folder: str | Path, *arguments: str) -> LaunchOptions:
    environment = {**child_environment(os.environ), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.qgis.stub_service", *arguments]
    return LaunchOptions(command=command, environment=environment, folder=Path(folder), log=Path(folder) / "engine.log")


@pytest.fixture
def exits() -> list[Problem]:
    return []


@pytest.fixture
def supervisor(tmp_path: Path, exits: list[Problem]) -> Iterator[Supervisor]:
    made = Supervisor(launch_options(tmp_path), on_exit=exits.append)
    yield made
    made.stop()


def _wait_for(condition: Any, timeout_s: float = 300.0) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        time.sleep(0.02)


def gone(pid: int) -> bool:
    """Also when nobody has taken note of its end yet."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def test_it_answers_and_is_the_same_the_second_time(supervisor: Supervisor) -> None:
    first = supervisor.ensure_running()
    assert transport.send(first, routes.health()).status == "ok"
    assert supervisor.ensure_running() == first


def test_the_engine_says_how_long_an_answer_may_take_and_is_waited_for_longer(supervisor: Supervisor) -> None:
    endpoint = supervisor.ensure_running()
    told = transport.send(endpoint, routes.health()).answer_timeout_s
    assert endpoint.answer_timeout_s == told
    assert endpoint.client_timeout_s(routes.models().timeout_s) > told
    assert endpoint.client_timeout_s(routes.health().timeout_s) == routes.health().timeout_s
    assert Endpoint("http://127.0.0.1:1", "", answer_timeout_s=3600.0).client_timeout_s(None) > 3600.0


def test_many_threads_get_one_child(supervisor: Supervisor) -> None:
    found: list[Endpoint] = []
    threads = [threading.Thread(target=lambda: found.append(supervisor.ensure_running())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({endpoint.url for endpoint in found}) == 1


def test_when_qgis_is_killed_the_engine_ends_too(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOST, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as host:
        assert host.stdout is not None
        pid = int(host.stdout.readline())
        assert not gone(pid)
        host.kill()
        _wait_for(lambda: gone(pid))


def test_a_crash_is_told_with_the_last_words(supervisor: Supervisor, exits: list[Problem]) -> None:
    supervisor.ensure_running()
    _wait_for(lambda: supervisor.last_lines() == ["The stub answers."])
    os.kill(supervisor.pid or 0, signal.SIGKILL)
    _wait_for(lambda: bool(exits))
    assert "signal 9" in exits[0].detail
    assert "The stub answers." in exits[0].detail
    assert not supervisor.running


def test_after_a_crash_it_starts_anew_with_another_token(supervisor: Supervisor) -> None:
    first = supervisor.ensure_running()
    os.kill(supervisor.pid or 0, signal.SIGKILL)
    _wait_for(lambda: not supervisor.running)
    assert supervisor.ensure_running().token != first.token


def test_an_end_that_was_wanted_is_no_crash(supervisor: Supervisor, exits: list[Problem]) -> None:
    supervisor.ensure_running()
    supervisor.stop()
    assert exits == []
    assert not supervisor.running
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("tilescribe")] == []


def test_what_does_not_listen_to_its_closed_input_is_ended_all_the_same(tmp_path: Path) -> None:
    code = (
        "import json, os, time; from tests.qgis.stub_service import StubService\n"
        "with StubService(token=os.environ['TILESCRIBE_TOKEN']) as stub:\n"
        "    print(json.dumps({'url': stub.url, 'pid': os.getpid(), 'api_version': 1, 'version': '0'}), flush=True)\n"
        "    time.sleep(60)"
    )
    stubborn = launch_options(tmp_path)
    supervisor = Supervisor(LaunchOptions([sys.executable, "-c", code], stubborn.environment, tmp_path))
    supervisor.ensure_running()
    pid = supervisor.pid or 0
    supervisor.stop()
    assert gone(pid)


def test_silence_at_the_start_is_given_up(tmp_path: Path) -> None:
    supervisor = Supervisor(launch_options(tmp_path, "--mute"), start_timeout_s=0.5)
    with pytest.raises(ProblemError, match="said nothing"):
        supervisor.ensure_running()
    assert not supervisor.running


def test_a_program_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(ProblemError, match="did not start") as caught:
        Supervisor(LaunchOptions(["/gone/python"], {}, tmp_path)).ensure_running()
    assert caught.value.problem.code == "not-started"


def test_the_log_is_kept_for_the_report(supervisor: Supervisor, tmp_path: Path) -> None:
    supervisor.ensure_running()
    _wait_for(lambda: (tmp_path / "engine.log").read_text() == "The stub answers.\n")


def test_waiting_threads_get_problems_too() -> None:
    with StubService() as stub:
        endpoint = Endpoint(stub.url, stub.token)
        assert transport.send(endpoint, routes.thumbnail("a", 1))[:2] == b"\xff\xd8"
        stub.misbehave("GET /health", delay_s=30)
        with pytest.raises(ProblemError) as caught:
            transport.send(endpoint, routes.health(), timeout_s=0.1)
        assert caught.value.problem.code == "silent"
        stub.behave()
        stub.misbehave("GET /health", drop=True)
        with pytest.raises(ProblemError) as caught:
            transport.send(endpoint, routes.health())
        assert caught.value.problem.code == "unreachable"
        with pytest.raises(ProblemError) as caught:
            transport.send(Endpoint(stub.url, "wrong"), routes.health())
        assert caught.value.problem.code == "wrong-token"
