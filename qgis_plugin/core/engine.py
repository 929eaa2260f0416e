"""The engine, as the rest of the plugin sees it.

    engine.ask(routes.models())            -> Call; starts the engine first where it does not run
    engine.answer(routes.models())         -> the answer, for threads that may wait (Processing); raises ProblemError
    engine.prepare()                       -> before `answer` in a thread that the GUI thread may be waiting for
    engine.state, engine.problem           -> what the dock shows
    engine.stateChanged                    -> something of it has changed; look again
    engine.crashed                         -> with a Problem: it ended unexpectedly and is being started again

The dock: when `state` is MISSING or OUTDATED show the set-up page; when STARTING, an indeterminate bar; when FAILED,
`problem` and a button that calls `engine.restart()`. STOPPED is quite normal: the first question starts it.

Nothing here waits, except `answer` and `endpoint`.
"""

from __future__ import annotations

import enum
import functools
import os
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any, Callable, Optional, TypeVar

from qgis.PyQt.QtCore import QObject, QThread, QTimer, pyqtSignal

from . import blocking, installation, problems, routes
from .background import run
from .client import Call, Client
from .endpoint import Endpoint
from .engine_call import EngineCall
from .environment import Network, child_environment
from .installation import SERVICE, Installation
from .places import Places
from .protocol import API_VERSION, Problem, ProblemError
from .routes import Request
from .supervisor import Launch, Supervisor

__all__ = ["Engine", "EngineState"]

T = TypeVar("T")

HEALTH_INTERVAL_MS = 15_000
GUI_PATIENCE_S = 20.0
"""How long a thread waits until the GUI thread has read how the internet is reached; a password may be asked for."""
MISSED_CHECKS = 3
"""So many health checks without an answer, and the engine is started anew."""
RESTARTS = 3
RESTART_WINDOW_S = 300.0
"""More crashes than this in so long a time are no accident: it stays down and says why."""


class EngineState(enum.Enum):
    MISSING = "missing"
    """Not set up."""
    OUTDATED = "outdated"
    """Set up for an earlier version of the plugin."""
    STOPPED = "stopped"
    """Set up, not running: it starts with the first question."""
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    """It did not start, or crashed again and again; `engine.problem` says why."""


class Engine(QObject):
    """One for each QGIS; lives on the GUI thread. Starts nothing until it is asked for something."""

    stateChanged = pyqtSignal(object)
    crashed = pyqtSignal(object)
    logged = pyqtSignal(str)
    """A line that the engine wrote to standard error."""
    _network_wanted = pyqtSignal(object)

    def __init__(
        self,
        places: Places,
        *,
        needed_version: str = "",
        network: Callable[[], Network] = Network,
        parent: Optional[QObject] = None,
    ) -> None:
        """`needed_version`: of the engine that came with the plugin; empty where none did."""
        super().__init__(parent)
        self.places = places
        self.needed_version = needed_version
        self.problem: Optional[Problem] = None
        self.network = network
        """How the internet is reached, read anew for each start; on the GUI thread only, for QGIS's authentication
        manager belongs to it."""
        self._known_network: Optional[Network] = None
        self._network_wanted.connect(self._read_network)
        self._installation = installation.load(places.record)
        self._token: Optional[str] = None
        self._supervisor: Optional[Supervisor] = None
        self._making = threading.Lock()
        self._remote: Optional[Endpoint] = None
        self._client: Optional[Client] = None
        self._state = self._resting_state()
        self._waiting: list[Callable[[Optional[Problem]], None]] = []
        self._crashes: list[float] = []
        self._missed = 0
        self._attempt = 0
        """Of starting it: what earlier ones came to does not count any more."""
        self._pulse = QTimer(self)
        self._pulse.setInterval(HEALTH_INTERVAL_MS)
        self._pulse.timeout.connect(self._check_health)

    # What is

    @property
    def state(self) -> EngineState:
        return self._state

    @property
    def installation(self) -> Optional[Installation]:
        return self._installation

    @property
    def client(self) -> Optional[Client]:
        """None unless READY."""
        return self._client

    @property
    def supervisor(self) -> Optional[Supervisor]:
        return self._supervisor

    # What can be done

    def use(self, chosen: Optional[Installation], *, token: str = "", remember: bool = True) -> None:
        """Switch to another engine; the running one is stopped. `token` stays in memory. Raises OSError."""
        self.stop()
        if remember:
            if chosen is None:
                installation.forget(self.places.record)
            else:
                installation.save(self.places.record, chosen)
        self._installation, self._token = chosen, token or None
        self._supervisor = self._remote = None
        self._crashes.clear()
        self._become(self._resting_state())

    def reload(self) -> None:
        """Look again which engine is set up: another QGIS may have changed it."""
        self.use(installation.load(self.places.record), remember=False)

    def ensure(self) -> None:
        """Start it where it does not run. Returns at once; `stateChanged` tells."""
        if self._state in (EngineState.STOPPED, EngineState.FAILED):
            self._become(EngineState.STARTING)
            self._attempt += 1
            try:
                self.prepare()
            except OSError as error:
                # In a later turn, like any other outcome.
                QTimer.singleShot(0, functools.partial(self._on_failed_start, self._attempt, error))
                return
            work = run(self.endpoint)
            work.done.connect(functools.partial(self._on_up, self._attempt))
            work.failed.connect(functools.partial(self._on_failed_start, self._attempt))

    def ask(self, request: Request[Any]) -> Call:
        """Put a question, once the engine is ready; at once, without waiting."""
        return EngineCall(self, request)

    def restart(self) -> None:
        """As the user wishes, whatever happened before."""
        self._crashes.clear()
        self.stop()
        self.ensure()

    def stop(self, *, wait: bool = False) -> None:
        """End the child. What is in flight fails. With `wait`, until the process is gone: only when QGIS ends."""
        self._drop_client(problems.stopped())
        if self._supervisor is not None:
            self._supervisor.stop(wait=wait)
        self._remote = None
        if self._state in (EngineState.READY, EngineState.STARTING, EngineState.FAILED):
            self._become(self._resting_state())

    def when_ready(self, then: Callable[[Optional[Problem]], None]) -> None:
        """Call `then(None)` once it is ready, or `then(problem)` when it cannot be. Never from within this call."""
        if self._state in (EngineState.READY, EngineState.MISSING, EngineState.OUTDATED):
            problem = None if self._state is EngineState.READY else self._why_not()
            QTimer.singleShot(0, lambda: then(problem))
        else:
            self._waiting.append(then)
            self.ensure()

    # For threads that may wait

    def prepare(self) -> None:
        """Have read what only the GUI thread may ask QGIS for. From any thread; from others it waits for that one.

        Raises OSError, and ProblemError where the GUI thread does not answer.
        """
        chosen, supervisor = self._installation, self._supervisor
        if chosen is None or chosen.kind == SERVICE or (supervisor is not None and supervisor.running):
            return
        if QThread.currentThread() == self.thread():
            self._known_network = self.network()
        elif self._known_network is None:
            reading = _Reading()
            self._network_wanted.emit(reading)
            self._known_network = reading.outcome(GUI_PATIENCE_S)

    def endpoint(self) -> Endpoint:
        """Where it answers, starting it where it does not run. Waits; never on the GUI thread. Raises ProblemError."""
        chosen = self._installation
        problem = self._why_not()
        if chosen is None or problem is not None:
            raise ProblemError(problem or problems.no_engine())
        return self._remote_endpoint(chosen) if chosen.kind == SERVICE else self._child(chosen).ensure()

    def answer(self, request: Request[T]) -> T:
        """Put a question and wait for the answer. Raises ProblemError."""
        return blocking.send(self.endpoint(), request)

    # Starting

    def _child(self, chosen: Installation) -> Supervisor:
        try:
            self.prepare()
        except OSError as error:
            raise ProblemError(problems.not_started(str(error))) from error
        launch = self._launch(chosen, self._known_network or Network())
        with self._making:
            if self._supervisor is None:
                voice = _Voice()
                voice.exited.connect(self._on_exit)
                voice.logged.connect(self.logged)
                self._supervisor = Supervisor(launch, on_exit=voice.tell_exit, on_line=voice.tell_line)
            else:
                # The next start is made as QGIS's options say by then.
                self._supervisor.launch = launch
            return self._supervisor

    def _launch(self, chosen: Installation, network: Network) -> Launch:
        state = self.places.state
        command = [chosen.python, "-I", "-m", "tilescribe", "serve", "--state", str(state)]
        environment = child_environment(os.environ, network=network)
        return Launch(command=command, environment=environment, folder=state, log=self.places.log)

    def _remote_endpoint(self, chosen: Installation) -> Endpoint:
        if self._remote is None:
            endpoint = Endpoint(url=chosen.url.rstrip("/"), token=self._token or _token_from(chosen.token_file))
            health = blocking.send(endpoint, routes.health())
            if health.api_version != API_VERSION:
                raise ProblemError(problems.other_version(health.api_version, API_VERSION, version=health.version))
            self._remote = replace(endpoint, answer_timeout_s=health.answer_timeout_s)
        return self._remote

    def _read_network(self, reading: _Reading) -> None:
        """Asked for by another thread; this is the GUI thread."""
        reading.read(self.network)

    # What happened

    def _on_up(self, attempt: int, endpoint: Endpoint) -> None:
        if self._state is not EngineState.STARTING or attempt != self._attempt:
            return
        self._client = Client(endpoint, self)
        self._missed = 0
        self._pulse.start()
        self._become(EngineState.READY)

    def _on_failed_start(self, attempt: int, error: Exception) -> None:
        if not isinstance(error, ProblemError):
            error = ProblemError(problems.not_started(f"{type(error).__name__}: {error}"))
        if self._state is EngineState.STARTING and attempt == self._attempt:
            self._fail(error.problem)

    def _on_exit(self, problem: Problem) -> None:
        """The child ended without having been told to."""
        if self._state is not EngineState.READY:
            return
        self._become(EngineState.STOPPED)
        self._drop_client(problem)
        now = time.monotonic()
        self._crashes = [moment for moment in self._crashes if now - moment < RESTART_WINDOW_S] + [now]
        if len(self._crashes) > RESTARTS:
            self._fail(problems.engine_kept_ending(len(self._crashes), problem))
            return
        self.crashed.emit(problem)
        self.ensure()

    def _check_health(self) -> None:
        if self._client is not None:
            call = self._client.send(routes.health())
            call.done.connect(self._on_healthy)
            call.failed.connect(self._on_missed_check)

    def _on_healthy(self, health: object) -> None:
        self._missed = 0

    def _on_missed_check(self, problem: Problem) -> None:
        self._missed += 1
        if self._missed < MISSED_CHECKS or self._state is not EngineState.READY:
            return
        if self._supervisor is not None:
            self.crashed.emit(problem)
            self.stop()
            self.ensure()
        else:
            self._remote = None
            self._fail(problem)
            self._drop_client(problem)

    def _drop_client(self, problem: Problem) -> None:
        self._pulse.stop()
        client, self._client = self._client, None
        if client is not None:
            client.close(problem)
            client.deleteLater()

    def _fail(self, problem: Problem) -> None:
        self._become(EngineState.FAILED, problem)

    def _become(self, state: EngineState, problem: Optional[Problem] = None) -> None:
        self.problem = problem or self._why_not(state)
        changed, self._state = state is not self._state, state
        if changed or problem is not None:
            self.stateChanged.emit(state)
        if state is not EngineState.STARTING:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(None if state is EngineState.READY else self.problem or problems.stopped())

    def _resting_state(self) -> EngineState:
        chosen = self._installation
        if chosen is None or not chosen.usable:
            return EngineState.MISSING
        if chosen.kind == installation.MANAGED and installation.is_older(chosen.version, self.needed_version):
            return EngineState.OUTDATED
        return EngineState.STOPPED

    def _why_not(self, state: Optional[EngineState] = None) -> Optional[Problem]:
        resting = state or self._resting_state()
        if resting is EngineState.MISSING:
            return problems.no_engine()
        if resting is EngineState.OUTDATED and self._installation is not None:
            return problems.engine_outdated(self._installation.version, self.needed_version)
        return None


class _Reading:
    """What a thread wants the GUI thread to read, and what came of it."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._network: Optional[Network] = None
        self._error: Optional[Exception] = None

    def read(self, network: Callable[[], Network]) -> None:
        try:
            self._network = network()
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error
        self._ended.set()

    def outcome(self, timeout_s: float) -> Network:
        """Raises ProblemError, and what reading raised."""
        if not self._ended.wait(timeout_s):
            raise ProblemError(problems.not_started(f"QGIS's window did not answer for {timeout_s:.0f} seconds"))
        if self._error is not None:
            raise self._error
        return self._network or Network()


class _Voice(QObject):
    """What the child's threads say. Kept by them, so that it outlives the engine: a QObject must not be deleted while
    another thread emits from it."""

    exited = pyqtSignal(object)
    logged = pyqtSignal(str)

    def tell_exit(self, problem: Problem) -> None:
        self.exited.emit(problem)

    def tell_line(self, line: str) -> None:
        self.logged.emit(line)


def _token_from(file: str) -> str:
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ProblemError(problems.unreachable(f"its token cannot be read: {error}")) from error
