"""A supervisor of the engine as a child process. No Qt; safe to use from any thread.

The child's standard input stays open as long as QGIS lives; when QGIS ends, however it ends, the system closes it and
the engine ends itself. The token is made up for each start and travels in the child's environment.
"""

from __future__ import annotations

import collections
import contextlib
import json
import os
import secrets
import subprocess  # nosec B404 # the engine is a program of its own
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Callable, Optional, TextIO

from . import problems, routes, transport
from .files import write_atomically
from .protocol import API_VERSION, Problem, ProblemError, ProtocolError, Ready, decode
from .transport import Endpoint

__all__ = ["LaunchOptions", "Supervisor"]

START_TIMEOUT_S = 60.0
"""A first start on a slow disk with a virus scanner at work takes up to half a minute."""
STOP_TIMEOUT_S = 4.0
"""The engine promises two seconds after its standard input has closed."""
LOG_LINES = 400


@dataclass(frozen=True)
class LaunchOptions:
    """How the child process is started."""

    command: Sequence[str]
    environment: Mapping[str, str]
    """Without the token, which is added for each start."""
    folder: Path
    """Working folder and place of the state file; made when it is not there."""
    log: Optional[Path] = None


class Supervisor:
    """One child at most. `on_exit(problem)` is called from a thread when it ends without having been told to."""

    def __init__(
        self,
        launch_options: LaunchOptions,
        *,
        on_exit: Callable[[Problem], None] = lambda problem: None,
        on_line: Callable[[str], None] = lambda line: None,
        start_timeout_s: float = START_TIMEOUT_S,
    ) -> None:
        self.launch_options = launch_options
        """How the next child is started; the one that runs stays as it is."""
        self._on_exit = on_exit
        self._on_line = on_line
        self._start_timeout_s = start_timeout_s
        self._lock = threading.RLock()
        self._child: Optional[_Child] = None

    def ensure_running(self) -> Endpoint:
        """The endpoint of the running engine, starting it where none runs. Waits. Raises ProblemError."""
        with self._lock:
            if self._child is None or not self._child.usable:
                self._child = _Child(self.launch_options, on_exit=self._on_child_exit, on_line=self._on_line)
                try:
                    self._child.wait_until_ready(self._start_timeout_s)
                except ProblemError:
                    self._child.stop()
                    self._child = None
                    raise
            return self._child.endpoint

    @property
    def running(self) -> bool:
        child = self._child
        return child is not None and child.usable

    @property
    def pid(self) -> Optional[int]:
        child = self._child
        return child.pid if child is not None and child.usable else None

    @property
    def version(self) -> str:
        child = self._child
        return child.ready.version if child is not None and child.ready is not None else ""

    def last_lines(self, count: int = 20) -> list[str]:
        """What the engine said last, oldest first."""
        child = self._child
        return [] if child is None else list(child.lines)[-count:]

    def stop(self, *, wait: bool = True) -> None:
        """End the child: ask by closing its standard input, then insist. Without `wait`, insist in a thread.

        Takes no lock: a thread may hold it that waits for the child to start, and is told so by its end.
        """
        child = self._child
        if child is None:
            return
        child.request_exit()
        if wait:
            child.stop()
        else:
            threading.Thread(target=child.stop, name="tilescribe-stop", daemon=True).start()

    def _on_child_exit(self, child: _Child, status: int) -> None:
        if child is self._child and child.ready is not None:
            last = child.last_line()
            self._on_exit(problems.engine_ended(_exit_text(status), log=last, restarting=True))


class _Child:
    """One child process, and the threads that read its output."""

    def __init__(
        self, launch_options: LaunchOptions, *, on_exit: Callable[[_Child, int], None], on_line: Callable[[str], None]
    ) -> None:
        self.lines: collections.deque[str] = collections.deque(maxlen=LOG_LINES)
        self.ready: Optional[Ready] = None
        self._answer_timeout_s = Endpoint.answer_timeout_s
        self._launch = launch_options
        self._on_exit, self._on_line = on_exit, on_line
        self._token = secrets.token_urlsafe(32)
        self._announced = threading.Event()
        self._exit_requested = False
        self._process = _start_process(launch_options, self._token)
        self._state_file = launch_options.folder / f"process-{self._process.pid}.json"
        self._threads = [
            threading.Thread(target=target, name=f"tilescribe-{name}", daemon=True)
            for name, target in (
                ("answers", self._read_stdout),
                ("log", self._read_stderr),
                ("watch", self._wait_for_exit),
            )
        ]
        for thread in self._threads:
            thread.start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    @property
    def usable(self) -> bool:
        """It runs, and was not told to end."""
        return self.alive and not self._exit_requested

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def endpoint(self) -> Endpoint:
        url = self.ready.url if self.ready else ""
        return Endpoint(url=url, token=self._token, answer_timeout_s=self._answer_timeout_s)

    def wait_until_ready(self, timeout_s: float) -> None:
        """Until it has said where it answers, and answers there. Raises ProblemError."""
        if not self._announced.wait(timeout_s):
            raise ProblemError(
                problems.not_started(f"it said nothing for {timeout_s:.0f} seconds", log=self.last_line())
            )
        if self.ready is None:
            self._threads[1].join(1.0)
            raise ProblemError(problems.not_started(self._exit_reason(), log=self.last_line()))
        if self.ready.api_version != API_VERSION:
            version = self.ready.version
            raise ProblemError(problems.version_mismatch(self.ready.api_version, API_VERSION, version=version))
        self._answer_timeout_s = transport.send(self.endpoint, routes.health()).answer_timeout_s
        self._write_state_file(self.ready)

    def request_exit(self) -> None:
        self._exit_requested = True
        self._close_stdin()

    def stop(self) -> None:
        self.request_exit()
        for signal in (None, self._process.terminate, self._process.kill):
            if signal is not None:
                signal()
            try:
                self._process.wait(STOP_TIMEOUT_S)
                break
            except subprocess.TimeoutExpired:
                continue
        for thread in self._threads:
            if thread is not threading.current_thread():
                thread.join(1.0)
        self._state_file.unlink(missing_ok=True)

    def last_line(self) -> str:
        """The last line that says something: of a traceback, that is its last."""
        return next((line for line in reversed(self.lines) if line.strip()), "")

    def _read_stdout(self) -> None:
        """The first line says where it answers; what follows is read away, so that the pipe never fills."""
        with _pipe(self._process.stdout) as answers:
            for line in answers:
                if self.ready is None:
                    self.ready = _parsed(line)
                    self._announced.set()
        self._announced.set()

    def _read_stderr(self) -> None:
        with _pipe(self._process.stderr) as said, _log_file(self._launch.log) as file:
            for line in said:
                text = line.rstrip().replace(self._token, "***")
                self.lines.append(text)
                file.write(text + "\n")
                file.flush()
                self._on_line(text)

    def _wait_for_exit(self) -> None:
        status = self._process.wait()
        self._threads[1].join(1.0)
        self._close_stdin()
        if not self._exit_requested:
            self._on_exit(self, status)

    def _close_stdin(self) -> None:
        with contextlib.suppress(OSError):  # It is gone already, which is what is wanted.
            _pipe(self._process.stdin).close()

    def _exit_reason(self) -> str:
        status = self._process.poll()
        return "its first line was not understood" if status is None else _exit_text(status)

    def _write_state_file(self, ready: Ready) -> None:
        """Who runs, for the diagnostics and for people who look; without the token."""
        about = {"url": ready.url, "pid": ready.pid, "version": ready.version, "owner": os.getpid()}
        write_atomically(self._state_file, json.dumps({**about, "started": int(time.time())}))


def _start_process(launch_options: LaunchOptions, token: str) -> subprocess.Popen[str]:
    try:
        launch_options.folder.mkdir(parents=True, exist_ok=True)
        return subprocess.Popen(  # nosec B603 # a fixed command, no shell
            list(launch_options.command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=str(launch_options.folder),
            env={**launch_options.environment, "TILESCRIBE_TOKEN": token},
            text=True,
            encoding="utf-8",
            errors="replace",
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0,
        )
    except OSError as error:
        raise ProblemError(problems.not_started(str(error))) from error


def _pipe(stream: Optional[IO[str]]) -> IO[str]:
    """Popen's types leave open whether there is one; with PIPE there is."""
    if stream is None:
        raise ValueError("the process was started without this pipe")
    return stream


def _log_file(path: Optional[Path]) -> TextIO:
    """Of this start only: it begins anew each time. Only its owner reads it."""
    if path is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    return os.fdopen(handle, "w", encoding="utf-8")


def _parsed(line: str) -> Optional[Ready]:
    try:
        return decode(Ready, json.loads(line))
    except (ValueError, ProtocolError):
        return None


def _exit_text(status: int) -> str:
    """An exit status in words: signals have negative numbers, Windows reports crashes as large ones."""
    if status < 0:
        return f"ended by signal {-status}"
    return f"exit status {status if status < 2**31 else hex(status)}"
