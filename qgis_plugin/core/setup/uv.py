"""uv as the set-up runs it: its environment, its command lines, and what it says while it works."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable, Optional

from .events import Event, LogLine, ProgressChanged, Waiting
from .failures import Explained
from .process import Command
from .resolution import format_bytes

__all__ = [
    "Done",
    "Source",
    "StepCancelledError",
    "StepFailedError",
    "Uv",
    "download_events",
    "silent",
    "uv_environment",
]

KEPT_LINES = 200
NOTHING: Mapping[str, str] = {}
UNITS = {"B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


class StepFailedError(RuntimeError):
    """A step cannot be done; `explained` says why."""

    def __init__(self, explained: Explained) -> None:
        super().__init__(explained.sentence)
        self.explained = explained


class StepCancelledError(RuntimeError):
    """The user cancelled."""


@dataclass(frozen=True)
class Source:
    """Where packages come from."""

    index: str
    """The URL of a package index, with a login where it needs one."""
    folder: Optional[Path] = None
    """A folder of wheels, for machines without a network: nothing else is asked then."""
    constraints: Optional[Path] = None
    """Versions that were tested together."""

    @property
    def arguments(self) -> list[str]:
        """No constraints for a folder: what lies in it was chosen by whoever filled it."""
        if self.folder is not None:
            return ["--no-index", "--find-links", str(self.folder)]
        return ["--constraints", str(self.constraints)] if self.constraints else []

    @property
    def variables(self) -> dict[str, str]:
        """Where a login may be in it: other users of the machine see arguments."""
        return {} if self.folder is not None else {"UV_DEFAULT_INDEX": self.index}


@dataclass(frozen=True)
class Done:
    """A command that has ended."""

    status: int
    lines: list[str]
    """The last ones, of standard output and error together."""

    @property
    def ok(self) -> bool:
        return self.status == 0


def uv_environment(base: Mapping[str, str], *, pythons: Path, cache: Path, mirror: str = "") -> dict[str, str]:
    """`base` is that of a child: proxy and certificates are in it. The system's own authorities count as well."""
    variables = {
        "UV_NO_CONFIG": "1",
        "UV_NO_WRAP": "1",
        "NO_COLOR": "1",
        "UV_CACHE_DIR": str(cache),
        "UV_PYTHON_INSTALL_DIR": str(pythons),
        "UV_PYTHON_INSTALL_BIN": "0",
        "UV_PYTHON_INSTALL_REGISTRY": "0",
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_SYSTEM_CERTS": "1",
    }
    return {**base, **variables, **({"UV_PYTHON_INSTALL_MIRROR": mirror} if mirror else {})}


@dataclass
class Uv:
    """Runs uv, and any other program of the set-up, with events of what it says."""

    program: Path
    environment: Mapping[str, str]
    folder: Path
    """To run in."""
    cancelled: Callable[[], bool]
    variables: dict[str, str] = field(default_factory=dict)
    """Of the source of packages."""

    def run(
        self, *arguments: str, watch: Optional[Watch] = None, variables: Mapping[str, str] = NOTHING
    ) -> Generator[Event, None, Done]:
        """Raises StepCancelledError, OSError."""
        return self.run_program(str(self.program), *arguments, watch=watch, variables=variables)

    def run_program(
        self, *arguments: str, watch: Optional[Watch] = None, variables: Mapping[str, str] = NOTHING
    ) -> Generator[Event, None, Done]:
        """`variables` are added to the environment; `watch` makes events of a line. Raises as `run` does."""
        command = Command(arguments, {**self.environment, **self.variables, **variables}, self.folder)
        kept: list[str] = []
        for line in command.lines(self.cancelled):
            kept = [*kept[-KEPT_LINES:], line]
            yield from (watch or log_line)(line)
        if command.status is None:
            raise StepCancelledError
        return Done(command.status, kept)


Watch = Callable[[str], "list[Event]"]
"""Events for a line of output."""


def log_line(line: str) -> list[Event]:
    """What is made of one where nothing more is asked for."""
    return [LogLine(line)]


def silent(line: str) -> list[Event]:
    """For answers to the set-up itself."""
    return []


def download_events(sizes: Mapping[str, int], *, start: float, weight: float) -> Watch:
    """Follows `uv pip install`: the share that has arrived by bytes, and what is on its way.

    uv names packages above a megabyte: "Downloading torch (184.2MiB)", later " Downloaded torch".
    """
    waiting: dict[str, int] = {}
    known = dict(sizes)
    arrived = 0

    def watch(line: str) -> list[Event]:
        nonlocal arrived
        begun = re.match(r"\s*Downloading (\S+) \(([\d.]+)([KMG]?i?B)\)", line)
        ended = re.match(r"\s*Downloaded (\S+)", line)
        if begun:
            waiting[begun.group(1)] = known[begun.group(1)] = int(float(begun.group(2)) * UNITS.get(begun.group(3), 1))
        elif ended:
            arrived += waiting.pop(ended.group(1), 0)
        elif line.startswith("Prepared "):
            return [LogLine(line), Waiting(""), ProgressChanged(start + weight * 0.9)]
        elif line.startswith("Installed "):
            return [LogLine(line), ProgressChanged(start + weight)]
        else:
            return [LogLine(line)]
        share = 0.9 * arrived / max(1, sum(known.values()))
        return [LogLine(line), Waiting(_names(waiting)), *([ProgressChanged(start + weight * share)] if ended else [])]

    return watch


def _names(waiting: Mapping[str, int]) -> str:
    """The largest first: these are what is waited for."""
    largest = sorted(waiting.items(), key=lambda item: -item[1])
    named = ", ".join(f"{name} ({format_bytes(size)})" for name, size in largest[:2])
    return f"{named} …" if len(largest) > 2 else named
