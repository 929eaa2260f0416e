"""The controller of the engine: its state, and requests to it.

    engine.send(routes.models())           -> Call; starts the engine first where it does not run
    engine.send_to_catalog(path, request)  -> Call; opens the catalog first where the engine has closed it
    engine.send_blocking(routes.models())  -> the response, for threads that may wait (Processing); raises ProblemError
    engine.prepare()                       -> before `send_blocking` in a thread that the GUI thread may be waiting for
    engine.state, engine.problem           -> what the dock shows
    engine.state_changed                   -> something of it has changed; look again
    engine.crashed                         -> with a Problem: it ended unexpectedly and is being started again

The dock: when `state` is MISSING or OUTDATED show the set-up page; when STARTING, an indeterminate bar; when FAILED,
`problem` and a button that calls `engine.restart()`. STOPPED is quite normal: the first request starts it.

Nothing here waits, except `send_blocking` and `endpoint`.
"""

from __future__ import annotations

import enum
import functools
import os
import time
from typing import Any, Callable, Optional, TypeVar

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from . import installation, problems, routes, transport
from .calls import CatalogCall, EngineCall
from .client import Call, Client
from .connection import EngineConnection
from .environment import NetworkSettings, child_environment
from .installation import Installation
from .paths import PluginPaths
from .protocol import Problem, ProblemError
from .routes import Request
from .supervisor import LaunchOptions, Supervisor
from .threads import run_in_thread
from .transport import Endpoint

__all__ = ["EngineController", "EngineState"]

T = TypeVar("T")
WhenReady = Callable[[Optional[Problem], Optional[Client]], None]

HEALTH_INTERVAL_MS = 15_000
MISSED_CHECKS = 3
"""So many health checks without an answer, and the engine is started anew."""
RESTARTS = 3
RESTART_WINDOW_S = 300.0
"""More crashes than this in so long a time are no accident: it stays down and says why."""


class EngineState(enum.Enum):
    """Whether the engine is set up, and runs."""

    MISSING = "missing"
    """Not set up."""
    OUTDATED = "outdated"
    """Set up for an earlier version of the plugin."""
    STOPPED = "stopped"
    """Set up, not running: it starts with the first request."""
    STARTING = "starting"
    READY = "ready"
    FAILED = "failed"
    """It did not start, or crashed again and again; `engine.problem` says why."""


class EngineController(QObject):
    """Starts, watches, restarts and stops the engine, and sends requests to it.

    One for each QGIS; lives on the GUI thread. Starts nothing until it is asked for something.
    """

    state_changed = pyqtSignal(object)
    crashed = pyqtSignal(object)
    logged = pyqtSignal(str)
    """A line that the engine wrote to standard error."""
    job_ended = pyqtSignal(str)
    """A job that was started elsewhere than in the window has ended; the id of its catalog. From any thread."""

    def __init__(
        self,
        paths: PluginPaths,
        *,
        needed_version: str = "",
        read_network: Callable[[], NetworkSettings] = NetworkSettings,
        parent: Optional[QObject] = None,
    ) -> None:
        """`needed_version`: of the engine that came with the plugin; empty where none did."""
        super().__init__(parent)
        self.paths = paths
        self.needed_version = needed_version
        self.problem: Optional[Problem] = None
        self.read_network = read_network
        """How the internet is reached, read anew for each start; on the GUI thread only, for QGIS's authentication
        manager belongs to it."""
        self._connection = EngineConnection(self._launch_options, lambda: self.read_network(), self)
        self._connection.exited.connect(self._on_exit)
        self._connection.logged.connect(self.logged)
        self._connection.use(installation.load(paths.installation_file))
        self._client: Optional[Client] = None
        self._state = self._resting_state()
        self._waiting: list[WhenReady] = []
        self._crashes: list[float] = []
        self._missed_checks = 0
        self._attempt = 0
        """Of starting it: what earlier ones came to does not count any more."""
        self._health_timer = QTimer(self)
        self._health_timer.setInterval(HEALTH_INTERVAL_MS)
        self._health_timer.timeout.connect(self._check_health)

    @property
    def state(self) -> EngineState:
        return self._state

    @property
    def installation(self) -> Optional[Installation]:
        return self._connection.installation

    @property
    def client(self) -> Optional[Client]:
        """None unless READY."""
        return self._client

    @property
    def supervisor(self) -> Optional[Supervisor]:
        """Of the child process; None before it was started, and for a service that runs elsewhere."""
        return self._connection.supervisor

    # Choosing, starting and stopping

    def use(self, chosen: Optional[Installation], *, token: str = "", remember: bool = True) -> None:
        """Switch to another engine; the running one is stopped. `token` stays in memory. Raises OSError."""
        self.stop()
        if remember:
            if chosen is None:
                installation.delete(self.paths.installation_file)
            else:
                installation.save(self.paths.installation_file, chosen)
        self._connection.use(chosen, token=token)
        self._crashes.clear()
        self._set_state(self._resting_state())

    def reload(self) -> None:
        """Look again which engine is set up: another QGIS may have changed it."""
        self.use(installation.load(self.paths.installation_file), remember=False)

    def start(self) -> None:
        """Start it where it does not run. Returns at once; `state_changed` tells."""
        if self._state in (EngineState.STOPPED, EngineState.FAILED):
            self._set_state(EngineState.STARTING)
            self._attempt += 1
            try:
                self.prepare()
            except OSError as error:
                # In a later turn, like any other outcome.
                QTimer.singleShot(0, functools.partial(self._on_start_failed, self._attempt, error))
                return
            future = run_in_thread(self.endpoint)
            future.done.connect(functools.partial(self._on_started, self._attempt))
            future.failed.connect(functools.partial(self._on_start_failed, self._attempt))

    def restart(self) -> None:
        """As the user wishes, whatever happened before."""
        self._crashes.clear()
        self.stop()
        self.start()

    def stop(self, *, wait: bool = False) -> None:
        """End the child. What is in flight fails. With `wait`, until the process is gone: only when QGIS ends."""
        self._drop_client(problems.engine_stopped())
        self._connection.stop(wait=wait)
        if self._state in (EngineState.READY, EngineState.STARTING, EngineState.FAILED):
            self._set_state(self._resting_state())

    # Requests

    def send(self, request: Request[Any]) -> Call:
        """Send a request once the engine is ready. Returns at once."""
        return EngineCall(request, self._when_ready, self)

    def send_to_catalog(self, path: str, request: Request[Any]) -> Call:
        """Send a request about the catalog at `path`, which is opened first where it is not open any more."""
        return CatalogCall(request, path, self.send, self)

    def send_blocking(self, request: Request[T]) -> T:
        """Send a request and wait for the response; not on the GUI thread. Raises ProblemError."""
        return transport.send(self.endpoint(), request)

    def prepare(self) -> None:
        """Have read what only the GUI thread may ask QGIS for. From any thread; from others it waits for that one.

        Raises OSError, and ProblemError where the GUI thread does not answer.
        """
        self._connection.prepare()

    def endpoint(self) -> Endpoint:
        """Where it answers, starting it where it does not run. Waits; never on the GUI thread. Raises ProblemError."""
        problem = self._unusable_problem()
        if problem is not None:
            raise ProblemError(problem)
        return self._connection.endpoint()

    def _when_ready(self, then: WhenReady) -> None:
        """Call `then(None, client)` once it is ready, or `then(problem, None)`. Never from within this call."""
        if self._state in (EngineState.READY, EngineState.MISSING, EngineState.OUTDATED):
            problem = None if self._state is EngineState.READY else self._unusable_problem()
            QTimer.singleShot(0, lambda: then(problem, self._client))
        else:
            self._waiting.append(then)
            self.start()

    def _launch_options(self, chosen: Installation, network: NetworkSettings) -> LaunchOptions:
        state = self.paths.state
        command = [chosen.python, "-I", "-m", "tilescribe", "serve", "--state", str(state)]
        environment = child_environment(os.environ, network=network)
        return LaunchOptions(command=command, environment=environment, folder=state, log=self.paths.log)

    # What happened

    def _on_started(self, attempt: int, endpoint: Endpoint) -> None:
        if self._state is not EngineState.STARTING or attempt != self._attempt:
            return
        self._client = Client(endpoint, self)
        self._missed_checks = 0
        self._health_timer.start()
        self._set_state(EngineState.READY)

    def _on_start_failed(self, attempt: int, error: Exception) -> None:
        if not isinstance(error, ProblemError):
            error = ProblemError(problems.not_started(f"{type(error).__name__}: {error}"))
        if self._state is EngineState.STARTING and attempt == self._attempt:
            self._fail(error.problem)

    def _on_exit(self, problem: Problem) -> None:
        """The child ended without having been told to."""
        if self._state is not EngineState.READY:
            return
        self._set_state(EngineState.STOPPED)
        self._drop_client(problem)
        now = time.monotonic()
        self._crashes = [moment for moment in self._crashes if now - moment < RESTART_WINDOW_S] + [now]
        if len(self._crashes) > RESTARTS:
            self._fail(problems.engine_kept_ending(len(self._crashes), problem))
            return
        self.crashed.emit(problem)
        self.start()

    def _check_health(self) -> None:
        if self._client is not None:
            call = self._client.send(routes.health())
            call.done.connect(self._on_healthy)
            call.failed.connect(self._on_missed_check)

    def _on_healthy(self, health: object) -> None:
        self._missed_checks = 0

    def _on_missed_check(self, problem: Problem) -> None:
        self._missed_checks += 1
        if self._missed_checks < MISSED_CHECKS or self._state is not EngineState.READY:
            return
        if self.supervisor is not None:
            self.crashed.emit(problem)
            self.stop()
            self.start()
        else:
            self._connection.forget_service()
            self._fail(problem)
            self._drop_client(problem)

    def _drop_client(self, problem: Problem) -> None:
        self._health_timer.stop()
        client, self._client = self._client, None
        if client is not None:
            client.close(problem)
            client.deleteLater()

    def _fail(self, problem: Problem) -> None:
        self._set_state(EngineState.FAILED, problem)

    def _set_state(self, state: EngineState, problem: Optional[Problem] = None) -> None:
        self.problem = problem or self._unusable_problem(state)
        changed, self._state = state is not self._state, state
        if changed or problem is not None:
            self.state_changed.emit(state)
        if state is not EngineState.STARTING:
            waiting, self._waiting = self._waiting, []
            for then in waiting:
                then(None if state is EngineState.READY else self.problem or problems.engine_stopped(), self._client)

    def _resting_state(self) -> EngineState:
        chosen = self.installation
        if chosen is None or not chosen.usable:
            return EngineState.MISSING
        if chosen.kind == installation.MANAGED and installation.is_older(chosen.version, self.needed_version):
            return EngineState.OUTDATED
        return EngineState.STOPPED

    def _unusable_problem(self, state: Optional[EngineState] = None) -> Optional[Problem]:
        """Why an engine in this state, or the one that is set up, cannot be started; None where it can."""
        resting = state or self._resting_state()
        if resting is EngineState.MISSING:
            return problems.no_engine()
        if resting is EngineState.OUTDATED and self.installation is not None:
            return problems.engine_outdated(self.installation.version, self.needed_version)
        return None
