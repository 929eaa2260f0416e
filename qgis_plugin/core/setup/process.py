"""A program that is run line by line, and ended with all that it has started when the user cancels."""

from __future__ import annotations

import contextlib
import os
import queue
import signal
import subprocess  # nosec B404 # uv and Python are programs of their own
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

__all__ = ["Command"]

POLL_INTERVAL_S = 0.1
"""How often it is asked whether it should go on."""


@dataclass
class Command:
    """`for line in command.lines(cancelled)`, then `command.status`: 0 when all went well, None when cancelled."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
    """To run in."""
    status: Optional[int] = field(default=None, init=False)

    def lines(self, cancelled: Callable[[], bool]) -> Iterator[str]:
        """Standard output and error together. Raises OSError when it cannot be started."""
        process = _start_process(self)
        lines: queue.Queue[Optional[str]] = queue.Queue()
        reader = threading.Thread(target=_read_lines, args=(process, lines), name="tilescribe-setup", daemon=True)
        reader.start()
        try:
            while not cancelled():
                try:
                    line = lines.get(timeout=POLL_INTERVAL_S)
                except queue.Empty:
                    continue
                if line is None:
                    self.status = process.wait()
                    return
                yield line
        finally:
            if process.poll() is None:
                _kill_tree(process)
            process.wait()
            reader.join()


def _start_process(command: Command) -> subprocess.Popen[str]:
    return subprocess.Popen(  # nosec B603 # a fixed command, no shell
        list(command.arguments),
        env=dict(command.environment),
        cwd=str(command.folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        # A group of its own, so that cancelling ends what uv has started, too.
        start_new_session=sys.platform != "win32",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _read_lines(process: subprocess.Popen[str], lines: queue.Queue[Optional[str]]) -> None:
    if process.stdout is not None:
        with process.stdout as output:
            for line in output:
                lines.put(line.rstrip())
    lines.put(None)


def _kill_tree(process: subprocess.Popen[str]) -> None:
    if sys.platform == "win32":
        tool = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")  # noqa: PTH118
        subprocess.run([tool, "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)  # nosec B603
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
