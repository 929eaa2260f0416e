"""Execution of a plan: a generator of events that ends in exactly one outcome.

for event in run_plan(plan, environment=…, cancelled=task.isCanceled):
    Announced | StepStarted | LogLine | ProgressChanged | Succeeded | Failed | Cancelled
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import signal
import subprocess  # nosec B404 # pip and venv are programs of their own
import sys
import threading
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional, Union

from ..installation import MANAGED, Installation
from .lock import SetupLockedError, setup_lock
from .pip_errors import explain
from .plan import MARKER, Plan, Step

__all__ = [
    "Announced",
    "Cancelled",
    "Event",
    "Failed",
    "LogLine",
    "ProgressChanged",
    "StepStarted",
    "Succeeded",
    "free_bytes",
    "run_plan",
]

KEPT_LINES = 200

POLL_INTERVAL_S = 0.1
"""How often it is asked whether it should go on."""


@dataclass(frozen=True)
class Announced:
    """What will be downloaded, before it is."""

    text: str


@dataclass(frozen=True)
class StepStarted:
    """A step of the plan has started."""

    name: str
    number: int
    """From 0."""


@dataclass(frozen=True)
class LogLine:
    """A line of the log."""

    text: str


@dataclass(frozen=True)
class ProgressChanged:
    """The share of the whole that is done, 0 to 1; never falls."""

    share: float


@dataclass(frozen=True)
class Succeeded:
    """The engine is set up."""

    installation: Installation


@dataclass(frozen=True)
class Failed:
    """A step failed."""

    step: str
    sentence: str
    """What went wrong."""
    remedy: str


@dataclass(frozen=True)
class Cancelled:
    """The user cancelled the set-up."""

    step: str


Event = Union[Announced, StepStarted, LogLine, ProgressChanged, Succeeded, Failed, Cancelled]


def run_plan(
    plan: Plan,
    *,
    environment: Mapping[str, str],
    cancelled: Callable[[], bool],
    free: Callable[[Path], int] | None = None,
) -> Iterator[Event]:
    """Do it. What was begun and not finished is removed again, whatever the reason, but for what was downloaded."""
    available = (free or free_bytes)(plan.folder)
    if available < plan.needed_bytes:
        yield _disk_full(plan, available)
        return
    try:
        with setup_lock(plan.folder.parent.parent):
            yield from _run_locked(plan, environment, cancelled)
    except SetupLockedError:
        yield Failed("environment", "Another QGIS is setting the engine up.", "Wait until it has finished.")
    except OSError as error:
        sentence, remedy = explain([str(error)])
        yield Failed("environment", sentence, remedy)


def free_bytes(folder: Path) -> int:
    """On the disk where `folder` is, or will be."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(there).free


def _run_locked(plan: Plan, environment: Mapping[str, str], cancelled: Callable[[], bool]) -> Iterator[Event]:
    finished = False
    try:
        for folder in (plan.folder, plan.downloads):
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=folder is plan.downloads)
                (folder / MARKER).touch()
        finished = yield from _run_steps(plan, environment, cancelled)
    finally:
        if not finished:
            shutil.rmtree(plan.folder, ignore_errors=True)


def _run_steps(
    plan: Plan, environment: Mapping[str, str], cancelled: Callable[[], bool]
) -> Generator[Event, None, bool]:
    """Returns whether all went well."""
    before = 0.0
    for number, step in enumerate(plan.steps):
        yield StepStarted(step.name, number)
        command = _Command(step.arguments, environment, plan.folder)
        said = yield from _run_step(command, step, before, cancelled)
        if command.status is None:
            yield Cancelled(step.name)
            return False
        if command.status != 0:
            sentence, remedy = explain(said)
            yield Failed(step.name, sentence, remedy)
            return False
        before += step.weight
        yield ProgressChanged(min(before, 1.0))
    if plan.downloads is not None:
        shutil.rmtree(plan.downloads, ignore_errors=True)
    yield Succeeded(Installation(MANAGED, python=str(plan.python), version=plan.version, folder=str(plan.folder)))
    return True


def _run_step(
    command: _Command, step: Step, before: float, cancelled: Callable[[], bool]
) -> Generator[Event, None, list[str]]:
    """Returns the last lines, for `explain`."""
    kept: list[str] = []
    packages = 0
    for line in command.lines(cancelled):
        kept = [*kept[-KEPT_LINES:], line]
        yield LogLine(line)
        if line.lstrip().startswith(("Collecting ", "Installing collected")):
            packages += 1
            yield ProgressChanged(before + step.weight * min(packages / (step.expected_packages + 1), 0.95))
    return kept


def _disk_full(plan: Plan, available: int) -> Failed:
    need, have = plan.needed_bytes / 2**30, available / 2**30
    return Failed(
        "environment",
        f"The disk of {plan.folder.parent} has {have:.1f} GB free; setting up takes {need:.0f} GB.",
        "Free some space and try again.",
    )


@dataclass
class _Command:
    """`for line in command.lines(cancelled)`, then `command.status`: 0 when all went well, None when cancelled."""

    arguments: Sequence[str]
    environment: Mapping[str, str]
    folder: Path
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


def _start_process(command: _Command) -> subprocess.Popen[str]:
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
        # A group of its own, so that cancelling ends what pip has started, too.
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
