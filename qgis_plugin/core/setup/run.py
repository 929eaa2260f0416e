"""Carrying out a plan: a generator of events that ends in exactly one outcome.

for event in set_up(plan, environment=…, cancelled=task.isCanceled):
    Announced | StepBegun | Line | Share | Succeeded | Failed | Cancelled
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from ..installation import MANAGED, Installation
from .commands import Command
from .explain import explain
from .lock import SetupLockedError, setup_lock
from .plan import MARKER, Plan, Step

__all__ = [
    "Announced",
    "Cancelled",
    "Event",
    "Failed",
    "Line",
    "Share",
    "StepBegun",
    "Succeeded",
    "free_bytes",
    "set_up",
]

KEPT_LINES = 200


@dataclass(frozen=True)
class Announced:
    """What will be done, said before it is."""

    text: str


@dataclass(frozen=True)
class StepBegun:
    name: str
    number: int
    """From 0."""


@dataclass(frozen=True)
class Line:
    text: str


@dataclass(frozen=True)
class Share:
    """Of the whole, 0 to 1; never falls."""

    share: float


@dataclass(frozen=True)
class Succeeded:
    installation: Installation


@dataclass(frozen=True)
class Failed:
    step: str
    sentence: str
    """What went wrong."""
    remedy: str


@dataclass(frozen=True)
class Cancelled:
    step: str


Event = Union[Announced, StepBegun, Line, Share, Succeeded, Failed, Cancelled]


def set_up(
    plan: Plan,
    *,
    environment: Mapping[str, str],
    cancelled: Callable[[], bool],
    free: Callable[[Path], int] | None = None,
) -> Iterator[Event]:
    """Do it. What was begun and not finished is removed again, whatever the reason, but for what was downloaded."""
    available = (free or free_bytes)(plan.folder)
    if available < plan.needed_bytes:
        yield _too_full(plan, available)
        return
    try:
        with setup_lock(plan.folder.parent.parent):
            yield from _locked(plan, environment, cancelled)
    except SetupLockedError:
        yield Failed("environment", "Another QGIS is setting the engine up.", "Wait until it has finished.")
    except OSError as error:
        sentence, remedy = explain([str(error)])
        yield Failed("environment", sentence, remedy)


def free_bytes(folder: Path) -> int:
    """On the disk where `folder` is, or will be."""
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    return shutil.disk_usage(there).free


def _locked(plan: Plan, environment: Mapping[str, str], cancelled: Callable[[], bool]) -> Iterator[Event]:
    finished = False
    try:
        for folder in (plan.folder, plan.downloads):
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=folder is plan.downloads)
                (folder / MARKER).touch()
        finished = yield from _steps(plan, environment, cancelled)
    finally:
        if not finished:
            shutil.rmtree(plan.folder, ignore_errors=True)


def _steps(plan: Plan, environment: Mapping[str, str], cancelled: Callable[[], bool]) -> Generator[Event, None, bool]:
    """Returns whether all went well."""
    before = 0.0
    for number, step in enumerate(plan.steps):
        yield StepBegun(step.name, number)
        command = Command(step.arguments, environment, plan.folder)
        said = yield from _follow(command, step, before, cancelled)
        if command.status is None:
            yield Cancelled(step.name)
            return False
        if command.status != 0:
            sentence, remedy = explain(said)
            yield Failed(step.name, sentence, remedy)
            return False
        before += step.weight
        yield Share(min(before, 1.0))
    if plan.downloads is not None:
        shutil.rmtree(plan.downloads, ignore_errors=True)
    yield Succeeded(Installation(MANAGED, python=str(plan.python), version=plan.version, folder=str(plan.folder)))
    return True


def _follow(
    command: Command, step: Step, before: float, cancelled: Callable[[], bool]
) -> Generator[Event, None, list[str]]:
    """Returns the last lines, for `explain`."""
    kept: list[str] = []
    packages = 0
    for line in command.lines(cancelled):
        kept = [*kept[-KEPT_LINES:], line]
        yield Line(line)
        if line.lstrip().startswith(("Collecting ", "Installing collected")):
            packages += 1
            yield Share(before + step.weight * min(packages / (step.expected + 1), 0.95))
    return kept


def _too_full(plan: Plan, available: int) -> Failed:
    need, have = plan.needed_bytes / 2**30, available / 2**30
    return Failed(
        "environment",
        f"The disk of {plan.folder.parent} has {have:.1f} GB free; setting up takes {need:.0f} GB.",
        "Free some space and try again.",
    )
