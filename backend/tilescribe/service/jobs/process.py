"""The service's end of a worker: start it, hear it out, ask it to stop, and tell how it died."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO, Any

from tilescribe.errors import JobDiedError
from tilescribe.passwords import without_passwords
from tilescribe.service.jobs.messages import Ended, Message, from_dict
from tilescribe.service.problems import problem_of

__all__ = ["WorkerProcess"]

_LOG = logging.getLogger(__name__)
_LOG_LINES = 30
_SECRETS = ("TILESCRIBE_TOKEN",)
_KEPT_GOING = "What was described before is kept; continue the job"


class WorkerProcess:
    """One worker. `on_message` is called in a thread of its own, and last of all with an `Ended`, come what may.

    Args:
        command: Starts a worker (`tilescribe.service.jobs.worker`).
        order: Its first line of input.
        on_message: Must be quick; what it raises is logged.
        what: For messages: "index job".
    """

    def __init__(
        self, command: Sequence[str], order: dict[str, Any], *, on_message: Callable[[Message], None], what: str
    ) -> None:
        self._on_message = on_message
        self._what = what
        self._log: deque[str] = deque(maxlen=_LOG_LINES)
        self._process = subprocess.Popen(  # noqa: S603 - our own program; no shell, and nothing of a request in argv
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
            env={name: value for name, value in os.environ.items() if name not in _SECRETS},
            # Ctrl-C at the terminal of the service must not reach it, or the batch in flight were lost.
            start_new_session=True,
        )
        self._say(json.dumps(order))
        self._errors = threading.Thread(target=self._keep_log, name="tilescribe-job-log", daemon=True)
        self._errors.start()
        self._reader = threading.Thread(target=self._listen, name="tilescribe-job", daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    def cancel(self) -> None:
        """Ask it to stop after the batch in flight."""
        self._say("cancel")

    def let_go(self) -> None:
        """Close its input: it stops after the batch in flight, and within 20 seconds whatever happens."""
        with suppress(OSError):
            _pipe(self._process.stdin).close()

    def wait(self, timeout_s: float) -> bool:
        """Whether its last message has come in time."""
        self._reader.join(timeout_s)
        return not self._reader.is_alive()

    def _say(self, line: str) -> None:
        # A worker that has died already is told of by `_listen`.
        with suppress(OSError, ValueError):
            stdin = _pipe(self._process.stdin)
            stdin.write(line + "\n")
            stdin.flush()

    def _keep_log(self) -> None:
        with _pipe(self._process.stderr) as lines:
            for line in lines:
                said = without_passwords(line.rstrip())  # a library may name the server that it has lost
                self._log.append(said)
                _LOG.debug("%s %d: %s", self._what, self.pid, said)

    def _listen(self) -> None:
        ended: Ended | None = None
        with _pipe(self._process.stdout) as lines:
            for line in lines:
                message = self._understood(line)
                if isinstance(message, Ended):
                    ended = message
                elif message is not None:
                    self._tell(message)
        status = self._process.wait()
        self._errors.join(1)
        self.let_go()
        self._tell(ended or Ended("failed", problem=problem_of(self._death(status)).model_dump()))

    def _tell(self, message: Message) -> None:
        """Whatever one message leads to, the next is read: the last of all must come through."""
        try:
            self._on_message(message)
        except Exception:  # noqa: BLE001 - this thread must live on
            _LOG.exception("%s %d said something that could not be taken", self._what, self.pid)

    def _understood(self, line: str) -> Message | None:
        try:
            return from_dict(json.loads(line))
        except ValueError:
            _LOG.warning("%s %d said something that is no message", self._what, self.pid)
            return None

    def _death(self, status: int) -> JobDiedError:
        last = next((line for line in reversed(self._log) if line.strip()), "")
        if last:
            _LOG.warning("%s %d, last lines: %s", self._what, self.pid, " | ".join(self._log))
        if status >= 0:
            said = "" if not last else f", saying {last[:200]!r}"
            return JobDiedError(f"The {self._what} ended with status {status}{said}", remedy=_KEPT_GOING)
        name = _signal_name(-status)
        if name == "SIGKILL":
            return JobDiedError(
                f"The {self._what} was killed (SIGKILL), most likely because memory ran out",
                remedy=f"{_KEPT_GOING}, with fewer programs open or a smaller captioner",
            )
        return JobDiedError(
            f"The {self._what} crashed ({name}), most likely in a driver that reads the raster in work",
            remedy=f"{_KEPT_GOING}; if it crashes again, leave that raster out and report it",
        )


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _pipe(stream: IO[str] | None) -> IO[str]:
    assert stream is not None, "all three are pipes"
    return stream
