"""What a set-up tells while it runs: any number of events, then exactly one outcome."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

from ..installation import Installation

__all__ = [
    "Announced",
    "Cancelled",
    "Event",
    "Failed",
    "LogLine",
    "ProgressChanged",
    "StepStarted",
    "Succeeded",
    "Waiting",
]


@dataclass(frozen=True)
class Announced:
    """What will be downloaded, before it is."""

    text: str


@dataclass(frozen=True)
class StepStarted:
    """A step of the set-up has started."""

    name: str
    number: int
    """From 0."""


@dataclass(frozen=True)
class LogLine:
    """A line of the log."""

    text: str


@dataclass(frozen=True)
class Waiting:
    """What is being waited for: packages on their way; empty when there are none."""

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


Event = Union[Announced, StepStarted, LogLine, Waiting, ProgressChanged, Succeeded, Failed, Cancelled]
