"""The connection to the engine: a child process, started when it is needed, or a service that runs already.

Everything but `use` and `stop` may be called from any thread that may wait.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import Callable, Optional

from qgis.PyQt.QtCore import QObject, QThread, pyqtSignal

from . import problems, routes, transport
from .environment import NetworkSettings
from .installation import SERVICE, Installation
from .protocol import API_VERSION, Problem, ProblemError
from .supervisor import LaunchOptions, Supervisor
from .transport import Endpoint

__all__ = ["EngineConnection"]

GUI_TIMEOUT_S = 20.0
"""How long a thread waits until the GUI thread has read how the internet is reached; a password may be asked for."""


class EngineConnection(QObject):
    """The endpoint of the installation in use. Lives on the GUI thread, and emits there."""

    exited = pyqtSignal(object)
    """A Problem: the child ended without having been told to."""
    logged = pyqtSignal(str)
    """A line that the child wrote to standard error."""
    _network_requested = pyqtSignal(object)

    def __init__(
        self,
        launch_options: Callable[[Installation, NetworkSettings], LaunchOptions],
        read_network: Callable[[], NetworkSettings],
        parent: Optional[QObject] = None,
    ) -> None:
        """`read_network` is called on the GUI thread only, for QGIS's authentication manager belongs to it."""
        super().__init__(parent)
        self.installation: Optional[Installation] = None
        self.supervisor: Optional[Supervisor] = None
        self._launch_options = launch_options
        self._read_network = read_network
        self._network: Optional[NetworkSettings] = None
        self._token: Optional[str] = None
        self._service: Optional[Endpoint] = None
        self._lock = threading.Lock()
        self._network_requested.connect(self._on_network_requested)

    def use(self, installation: Optional[Installation], *, token: str = "") -> None:
        """Answer with the endpoint of `installation` from now on; stop the one before first."""
        self.installation, self._token = installation, token or None
        self.supervisor = self._service = None

    def stop(self, *, wait: bool = False) -> None:
        """End the child, where there is one."""
        if self.supervisor is not None:
            self.supervisor.stop(wait=wait)
        self.forget_service()

    def forget_service(self) -> None:
        """Ask a running service for its version again before it is used again."""
        self._service = None

    def prepare(self) -> None:
        """Have read what only the GUI thread may ask QGIS for. From any thread; from others it waits for that one.

        Raises OSError, and ProblemError where the GUI thread does not answer.
        """
        installation, supervisor = self.installation, self.supervisor
        if installation is None or installation.kind == SERVICE or (supervisor is not None and supervisor.running):
            return
        if QThread.currentThread() == self.thread():
            self._network = self._read_network()
        elif self._network is None:
            reading = _NetworkReading()
            self._network_requested.emit(reading)
            self._network = reading.result(GUI_TIMEOUT_S)

    def endpoint(self) -> Endpoint:
        """Where it answers, starting it where it does not run. Waits; never on the GUI thread. Raises ProblemError."""
        installation = self.installation
        if installation is None:
            raise ProblemError(problems.no_engine())
        if installation.kind == SERVICE:
            return self._service_endpoint(installation)
        return self._started_supervisor(installation).ensure_running()

    def _started_supervisor(self, installation: Installation) -> Supervisor:
        try:
            self.prepare()
        except OSError as error:
            raise ProblemError(problems.not_started(str(error))) from error
        options = self._launch_options(installation, self._network or NetworkSettings())
        with self._lock:
            if self.supervisor is None:
                signals = ChildSignals()
                signals.exited.connect(self.exited)
                signals.logged.connect(self.logged)
                self.supervisor = Supervisor(options, on_exit=signals.emit_exited, on_line=signals.emit_logged)
            else:
                # The next start is made as QGIS's options say by then.
                self.supervisor.launch_options = options
            return self.supervisor

    def _service_endpoint(self, installation: Installation) -> Endpoint:
        if self._service is None:
            token = self._token or _token_from(installation.token_file)
            endpoint = Endpoint(url=installation.url.rstrip("/"), token=token)
            health = transport.send(endpoint, routes.health())
            if health.api_version != API_VERSION:
                raise ProblemError(problems.version_mismatch(health.api_version, API_VERSION, version=health.version))
            self._service = replace(endpoint, answer_timeout_s=health.answer_timeout_s)
        return self._service

    def _on_network_requested(self, reading: _NetworkReading) -> None:
        """Asked for by another thread; this is the GUI thread."""
        reading.read(self._read_network)


class _NetworkReading:
    """Network settings that a thread waits for while the GUI thread reads them."""

    def __init__(self) -> None:
        self._ended = threading.Event()
        self._network: Optional[NetworkSettings] = None
        self._error: Optional[Exception] = None

    def read(self, read_network: Callable[[], NetworkSettings]) -> None:
        try:
            self._network = read_network()
        except Exception as error:  # noqa: BLE001 - raised again in the thread that waits
            self._error = error
        self._ended.set()

    def result(self, timeout_s: float) -> NetworkSettings:
        """Raises ProblemError, and what reading raised."""
        if not self._ended.wait(timeout_s):
            raise ProblemError(problems.not_started(f"QGIS's window did not answer for {timeout_s:.0f} seconds"))
        if self._error is not None:
            raise self._error
        return self._network or NetworkSettings()


class ChildSignals(QObject):
    """Signals of the child process, emitted from the threads that watch it.

    Kept by them, so that it outlives the connection: a QObject must not be deleted while another thread emits from it.
    """

    exited = pyqtSignal(object)
    logged = pyqtSignal(str)

    def emit_exited(self, problem: Problem) -> None:
        self.exited.emit(problem)

    def emit_logged(self, line: str) -> None:
        self.logged.emit(line)


def _token_from(file: str) -> str:
    if not file:
        return ""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ProblemError(problems.unreachable(f"its token cannot be read: {error}")) from error
