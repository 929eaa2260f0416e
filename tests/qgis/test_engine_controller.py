"""The engine as a child: started on first use, watched, restarted, stopped. The child is the stub as a process."""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis_plugin.core import installation, routes
from qgis_plugin.core.engine import EngineController, EngineState
from qgis_plugin.core.environment import NetworkSettings
from qgis_plugin.core.installation import INTERPRETER, MANAGED, SERVICE, Installation
from qgis_plugin.core.paths import PluginPaths
from qgis_plugin.core.protocol import Hits, ProblemError, SearchRequest
from qgis_plugin.core.supervisor import LaunchOptions
from qgis_plugin.core.threads import run_cancellable
from tests.qgis.stub_service import CATALOG_ID, StubService

from qgis.core import QgsFeedback

ROOT = Path(__file__).resolve().parents[2]
QUESTION = routes.search(CATALOG_ID, SearchRequest(question="water"))


class StubEngine(EngineController):
    """Starts `tests.qgis.stub_service` in the place of `tilescribe serve`."""

    arguments: tuple[str, ...] = ()

    def _launch_options(self, chosen: Installation, network: NetworkSettings) -> LaunchOptions:
        real = super()._launch_options(chosen, network)
        command = [sys.executable, "-m", "tests.qgis.stub_service", *self.arguments]
        return LaunchOptions(
            command=command, environment={**real.environment, "PYTHONPATH": str(ROOT)}, folder=real.folder
        )


@pytest.fixture
def child(qgis_app: Any, paths: PluginPaths) -> Iterator[StubEngine]:
    made = StubEngine(paths)
    made.use(Installation(kind=INTERPRETER, python=sys.executable))
    yield made
    made.stop(wait=True)
    made.deleteLater()


def _gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def _up(engine: EngineController, qtbot: Any) -> int:
    engine.start()
    qtbot.waitUntil(lambda: engine.state is EngineState.READY, timeout=20_000)
    assert engine.supervisor is not None
    assert engine.supervisor.pid is not None
    return engine.supervisor.pid


def test_it_starts_with_the_first_question_and_not_before(child: StubEngine, answer_to: Any) -> None:
    assert child.state is EngineState.STOPPED
    assert child.supervisor is None
    assert isinstance(answer_to(child.send(QUESTION), timeout_ms=20_000), Hits)
    assert child.state is EngineState.READY


def test_starting_does_not_hold_the_window(child: StubEngine, qtbot: Any, no_stall: Any) -> None:
    with no_stall.watching():
        _up(child, qtbot)


def test_questions_asked_while_it_starts_are_all_answered(child: StubEngine, qtbot: Any) -> None:
    answers: list[object] = []
    for _ in range(3):
        child.send(QUESTION).done.connect(answers.append)
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=20_000)


def test_killed_in_mid_search_it_is_restarted_and_asked_again(child: StubEngine, qtbot: Any, answer_to: Any) -> None:
    pid = _up(child, qtbot)
    crashes: list[Any] = []
    child.crashed.connect(crashes.append)
    call = child.send(QUESTION)
    os.kill(pid, signal.SIGKILL)
    assert isinstance(answer_to(call, timeout_ms=20_000), Hits)
    qtbot.waitUntil(lambda: bool(crashes))
    assert child.supervisor is not None
    assert child.supervisor.pid != pid
    assert crashes[0].code == "engine-ended"
    assert "signal 9" in crashes[0].detail
    assert "The stub answers." in crashes[0].detail


def test_what_ends_again_and_again_is_not_started_for_ever(child: StubEngine, qtbot: Any) -> None:
    for _ in range(4):
        os.kill(_up(child, qtbot), signal.SIGKILL)
        qtbot.waitUntil(lambda: child.state is not EngineState.READY)
        if child.state is EngineState.FAILED:
            break
        qtbot.waitUntil(lambda: child.state is EngineState.READY, timeout=20_000)
    assert child.state is EngineState.FAILED
    assert child.problem is not None
    assert child.problem.code == "engine-kept-ending"
    child.restart()
    qtbot.waitUntil(lambda: child.state is EngineState.READY, timeout=20_000)


def test_an_engine_that_ends_at_start_fails_with_its_last_words(child: StubEngine, answer_to: Any) -> None:
    child.arguments = ("--die-at-start", "No space left on device")
    problem = answer_to(child.send(QUESTION), timeout_ms=20_000)
    assert problem.code == "not-started"
    assert "No space left on device" in problem.detail
    assert child.state is EngineState.FAILED
    assert child.problem == problem


def test_an_engine_of_another_version_is_not_used(child: StubEngine, answer_to: Any) -> None:
    child.arguments = ("--api-version", "99")
    problem = answer_to(child.send(QUESTION), timeout_ms=20_000)
    assert problem.code == "other-version"
    assert problem.remedy == "Update the plugin."


def test_an_interpreter_that_is_gone_means_no_engine(qgis_app: Any, paths: PluginPaths, answer_to: Any) -> None:
    engine = EngineController(paths)
    engine.use(Installation(kind=INTERPRETER, python=str(paths.data / "gone")))
    assert engine.state is EngineState.MISSING
    assert answer_to(engine.send(QUESTION)).code == "no-engine"


def test_stopping_ends_the_process(child: StubEngine, qtbot: Any) -> None:
    pid = _up(child, qtbot)
    child.stop()
    assert child.state is EngineState.STOPPED
    qtbot.waitUntil(lambda: _gone(pid))


def test_stopped_while_it_starts_it_holds_nothing_up(child: StubEngine, qtbot: Any, no_stall: Any) -> None:
    child.arguments = ("--mute",)
    child.start()
    qtbot.waitUntil(lambda: child.supervisor is not None and child.supervisor.pid is not None)
    pid = child.supervisor.pid
    with no_stall.watching():
        child.stop()
        assert child.state is EngineState.STOPPED
        qtbot.waitUntil(lambda: _gone(pid))


def test_restarted_while_it_starts_only_the_last_start_counts(child: StubEngine, qtbot: Any) -> None:
    child.arguments = ("--mute",)
    child.start()
    qtbot.waitUntil(lambda: child.supervisor is not None and child.supervisor.pid is not None)
    child.use(child.installation)
    child.arguments = ()
    states: list[EngineState] = []
    child.state_changed.connect(states.append)
    child.start()
    qtbot.waitUntil(lambda: child.state is EngineState.READY, timeout=20_000)
    qtbot.wait(300)
    assert states == [EngineState.STARTING, EngineState.READY]


def test_stopping_fails_what_is_in_flight(
    ready: EngineController, stub: StubService, answer_to: Any, qtbot: Any
) -> None:
    stub.misbehave("POST /search", delay_s=30)
    call = ready.send(QUESTION)
    came: list[Any] = []
    call.failed.connect(came.append)
    qtbot.waitUntil(lambda: bool(stub.asked("POST /search")))
    ready.stop()
    stub.behave()
    assert [problem.code for problem in came] == ["stopped"]


def test_the_state_file_is_private_and_holds_no_token(child: StubEngine, qtbot: Any, paths: PluginPaths) -> None:
    pid = _up(child, qtbot)
    file = paths.state / f"process-{pid}.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert f'"pid": {pid}' in file.read_text()
    assert child.client is not None
    token = child.client.endpoint.token
    written = [path.read_text(errors="replace") for path in paths.profile.rglob("*") if path.is_file()]
    assert not any(token in text for text in written)
    assert token not in repr(child.client.endpoint)
    child.stop(wait=True)
    assert not file.exists()


def test_the_token_stands_in_no_argument(child: StubEngine, qtbot: Any) -> None:
    pid = _up(child, qtbot)
    assert child.client is not None
    assert child.client.endpoint.token not in Path(f"/proc/{pid}/cmdline").read_text()


def test_a_thread_that_may_wait_uses_the_same_engine(child: StubEngine, qtbot: Any) -> None:
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(child.send_blocking(QUESTION)))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    thread.join()
    pid = child.supervisor.pid if child.supervisor else None
    assert _up(child, qtbot) == pid


@pytest.fixture
def readings(child: StubEngine) -> list[bool]:
    """For each time that QGIS's options were read: was it on the GUI thread, where the authentication manager lives?"""
    came: list[bool] = []

    def read() -> NetworkSettings:
        came.append(threading.current_thread() is threading.main_thread())
        return NetworkSettings(proxy=f"http://proxy.example:{8000 + len(came)}")

    child.read_network = read
    return came


def test_what_qgis_is_asked_for_it_is_asked_on_its_own_thread(
    child: StubEngine, readings: list[bool], qtbot: Any
) -> None:
    _up(child, qtbot)
    assert readings == [True]


def test_a_thread_that_starts_the_engine_lets_the_gui_thread_ask_qgis(
    child: StubEngine, readings: list[bool], qtbot: Any
) -> None:
    answers: list[Any] = []
    thread = threading.Thread(target=lambda: answers.append(child.send_blocking(QUESTION)))
    thread.start()
    qtbot.waitUntil(lambda: bool(answers), timeout=20_000)
    thread.join()
    assert isinstance(answers[0], Hits)
    assert readings == [True]


def test_a_gui_thread_that_waits_for_another_has_asked_qgis_before(child: StubEngine, readings: list[bool]) -> None:
    """As `processing.run` and qgis_process do, which run an algorithm on the GUI thread."""
    child.prepare()
    assert isinstance(run_cancellable(lambda: child.send_blocking(QUESTION), QgsFeedback()), Hits)
    assert readings == [True]


def test_each_start_takes_the_options_as_they_are_by_then(child: StubEngine, readings: list[bool], qtbot: Any) -> None:
    for number in (8001, 8002):
        _up(child, qtbot)
        assert child.supervisor is not None
        assert child.supervisor.launch_options.environment["HTTPS_PROXY"] == f"http://proxy.example:{number}"
        child.stop(wait=True)
    assert readings == [True, True]


def test_options_that_cannot_be_read_fail_the_start_with_a_reason(child: StubEngine, answer_to: Any) -> None:
    def read() -> NetworkSettings:
        raise OSError("No space left on device")

    child.read_network = read
    problem = answer_to(child.send(QUESTION))
    assert "No space left on device" in problem.detail
    assert child.state is EngineState.FAILED


def test_waiting_for_no_engine_raises_at_once(qgis_app: Any, paths: PluginPaths) -> None:
    with pytest.raises(ProblemError) as caught:
        EngineController(paths).send_blocking(QUESTION)
    assert caught.value.problem.code == "no-engine"


def test_an_update_of_the_plugin_asks_for_one_of_the_engine(qgis_app: Any, paths: PluginPaths, answer_to: Any) -> None:
    installation.save(paths.installation_file, Installation(kind=MANAGED, python=sys.executable, version="0.1.0"))
    assert EngineController(paths, needed_version="0.1.0").state is EngineState.STOPPED
    engine = EngineController(paths, needed_version="0.2.0")
    assert engine.state is EngineState.OUTDATED
    problem = answer_to(engine.send(QUESTION))
    assert problem.code == "engine-outdated"
    assert "0.1.0" in problem.detail
    assert "0.2.0" in problem.detail


def test_a_running_engine_with_a_token_file_is_used(
    qgis_app: Any, paths: PluginPaths, stub: StubService, tmp_path: Path, answer_to: Any
) -> None:
    (tmp_path / "token").write_text(stub.token + "\n")
    engine = EngineController(paths)
    engine.use(Installation(kind=SERVICE, url=stub.url + "/", token_file=str(tmp_path / "token")))
    assert isinstance(answer_to(engine.send(QUESTION)), Hits)
    engine.stop()


def test_a_wrong_token_is_said(qgis_app: Any, paths: PluginPaths, stub: StubService, answer_to: Any) -> None:
    engine = EngineController(paths)
    engine.use(Installation(kind=SERVICE, url=stub.url), token="wrong")
    assert answer_to(engine.send(QUESTION)).code == "wrong-token"
    assert engine.state is EngineState.FAILED


def test_what_must_not_happen_twice_is_not_asked_again(
    ready: EngineController, stub: StubService, answer_to: Any
) -> None:
    stub.misbehave("POST /continue", drop=True, times=None)
    assert answer_to(ready.send(routes.continue_job("a0a0a0a0a0a0"))).code == "unreachable"


def test_an_engine_that_misses_its_health_checks_is_given_up(
    ready: EngineController, stub: StubService, qtbot: Any
) -> None:
    stub.misbehave("GET /health", status=500, times=None)
    for _ in range(3):
        ready._check_health()
    qtbot.waitUntil(lambda: ready.state is EngineState.FAILED)


def test_another_engine_can_be_chosen_and_forgotten(ready: EngineController, paths: PluginPaths) -> None:
    states: list[EngineState] = []
    ready.state_changed.connect(states.append)
    ready.use(None)
    assert states[-1] is EngineState.MISSING
    assert not paths.installation_file.exists()
