"""The whole set-up: from fetching uv to an engine that loads, as a generator of events."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional

from ..environment import NetworkSettings, child_environment
from ..installation import MANAGED, Installation
from ..paths import PluginPaths
from . import failures
from .events import Announced, Cancelled, Event, Failed, LogLine, ProgressChanged, StepStarted, Succeeded, Waiting
from .failures import Explained
from .folders import DOWNLOADS, free_bytes, free_name, mark, python_in
from .lock import SetupLockedError, setup_lock
from .machine import Machine, this_machine
from .pythons import find_or_fetch, unfit_version
from .resolving import resolve
from .torch_builds import NEEDED_BYTES, TorchBuild, has_nvidia_card
from .uv import Source, StepCancelledError, StepFailedError, Uv, download_events, uv_environment
from .uv_errors import FetchCancelledError, explain
from .uv_program import PINS, Fetch, UvUnavailableError, obtain

__all__ = ["DEFAULT_INDEX", "STEPS", "InstallOptions", "install"]

STEPS = ("installer", "python", "environment", "resolve", "packages", "check")
"""In order; `StepStarted.name` is one of them."""
DONE = {"installer": 0.04, "python": 0.08, "environment": 0.1, "resolve": 0.15, "packages": 0.95, "check": 1.0}
"""The share of the whole time, about, that has passed when a step is done."""
DEFAULT_INDEX = "https://pypi.org/simple"
CHECK = "import faiss, rasterio, tilescribe, torch; print(tilescribe.__version__, 'PyTorch', torch.__version__)"
"""Loads every part that has a compiled library, so that a missing one shows now."""


@dataclass(frozen=True)
class InstallOptions:
    """What the user has chosen; None or empty leaves the choice to the set-up."""

    wheel: Optional[Path]
    """The engine that came with the plugin; None where it comes from the package index, or the folder of wheels."""
    version: str = ""
    """Of the engine, where no wheel came with the plugin."""
    python: str = ""
    build: Optional[TorchBuild] = None
    wheels: Optional[Path] = None
    index: str = ""
    mirror: str = ""
    """A mirror of python-build-standalone, where a Python has to be fetched."""
    constraints: Optional[Path] = None

    @property
    def engine_version(self) -> str:
        """tilescribe-0.1.0-py3-none-any.whl -> 0.1.0"""
        match = re.match(r"tilescribe-([^-]+)-", self.wheel.name) if self.wheel else None
        return match.group(1) if match else self.version

    @property
    def requirement(self) -> str:
        """The engine, as a line of a requirements file."""
        return f"tilescribe @ {self.wheel.as_uri()}" if self.wheel else f"tilescribe=={self.version}"


def install(
    options: InstallOptions,
    paths: PluginPaths,
    *,
    network: NetworkSettings,
    fetch: Callable[[str, Callable[[], bool]], bytes],
    cancelled: Callable[[], bool],
    base: Mapping[str, str] = os.environ,
    machine: Optional[Machine] = None,
    pins: Path = PINS,
) -> Iterator[Event]:
    """Ends in Succeeded, Failed or Cancelled. Waits: for a thread.

    `fetch(url, cancelled)` gets a file of the package index. `base` is the environment of QGIS; `machine` and `pins`
    are for tests. What was begun and not finished is removed again, whatever the reason, but for what was downloaded.
    """
    paths.data.mkdir(parents=True, exist_ok=True)
    at_work = _Installer(options, paths, lambda url: fetch(url, cancelled), cancelled, machine or this_machine(), pins)
    environment = child_environment(base, network=network)
    with paths.setup_log.open("w", encoding="utf-8") as log:
        for event in at_work.run(environment, network):
            if isinstance(event, (Announced, LogLine, StepStarted, Failed)):
                log.write(f"{event.text if isinstance(event, (Announced, LogLine)) else event}\n")
            yield event


@dataclass
class _Installer:
    options: InstallOptions
    paths: PluginPaths
    fetch: Fetch
    cancelled: Callable[[], bool]
    machine: Machine
    pins: Path
    step: str = STEPS[0]

    def run(self, environment: Mapping[str, str], network: NetworkSettings) -> Iterator[Event]:
        """Every failure of a step becomes a Failed."""
        try:
            with setup_lock(self.paths.data):
                yield from self._run_locked(environment, network)
        except SetupLockedError:
            yield self._failed(failures.other_qgis())
        except (StepFailedError, UvUnavailableError) as error:
            yield self._failed(error.explained)
        except (StepCancelledError, FetchCancelledError):
            yield Cancelled(self.step)
        except OSError as error:
            yield self._failed(self._explain([str(error)]))

    def _run_locked(self, environment: Mapping[str, str], network: NetworkSettings) -> Iterator[Event]:
        yield StepStarted(self.step, 0)
        unsuitable = self.machine.unsuitable
        if unsuitable is not None:
            raise StepFailedError(unsuitable)
        if network.unusable:
            yield LogLine(f"{network.unusable}; it is not used.")
        card = self.options.wheels is None and has_nvidia_card()
        build = self.options.build or (TorchBuild.GPU if card else TorchBuild.CPU)
        self._check_disk(NEEDED_BYTES[build.value])
        downloads = mark(self.paths.data / DOWNLOADS)
        program = obtain(
            self.machine, downloads, fetch=self.fetch, index=self._index, wheels=self.options.wheels, pins=self.pins
        )
        uv = self._uv(program, environment, downloads)
        yield from uv.run("--version")
        folder = free_name(self.paths.environments, self.options.engine_version)
        finished = False
        try:
            yield from self._make_environment(uv, folder, downloads)
            yield from self._install_packages(uv, folder, downloads, build=build, card=card)
            finished = True
        finally:
            if not finished:
                shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(downloads, ignore_errors=True)
        version = self.options.engine_version
        yield Succeeded(Installation(MANAGED, python=str(python_in(folder)), version=version, folder=str(folder)))

    def _uv(self, program: Path, environment: Mapping[str, str], downloads: Path) -> Uv:
        settings = uv_environment(
            environment,
            pythons=mark(self.paths.pythons),
            cache=downloads / "cache",
            mirror=self.options.mirror,
        )
        return Uv(program, settings, downloads, self.cancelled, self._source.variables)

    def _make_environment(self, uv: Uv, folder: Path, downloads: Path) -> Iterator[Event]:
        yield from self._begin("python")
        options = self.options
        python = yield from find_or_fetch(
            uv, self.machine, chosen=options.python, folder=options.wheels, mirror=options.mirror, scratch=downloads
        )
        yield LogLine(f"Python: {python}")
        yield from self._begin("environment")
        mark(folder)
        made = yield from uv.run("venv", "--no-project", "--allow-existing", "--python", python, str(folder))
        if not made.ok:
            raise StepFailedError(self._explain(made.lines))
        unfit = unfit_version(folder)
        if unfit:
            raise StepFailedError(failures.wrong_version(unfit))

    def _install_packages(
        self, uv: Uv, folder: Path, downloads: Path, *, build: TorchBuild, card: bool
    ) -> Iterator[Event]:
        yield from self._begin("resolve")
        requirements = downloads / "engine.in"
        requirements.write_text(f"{self.options.requirement}\n", encoding="utf-8")
        python = str(python_in(folder))
        found = yield from resolve(
            uv, self._source, python=python, requirements=requirements, build=build, card=card, machine=self.machine
        )
        yield Announced(found.announcement)
        if self.options.wheels is None:
            self._check_disk(found.resolution.needed_bytes)
        yield from self._begin("packages")
        watch = download_events(
            found.resolution.sizes, start=DONE["resolve"], weight=DONE["packages"] - DONE["resolve"]
        )
        done = yield from uv.run("pip", "install", "--python", python, *found.arguments, watch=watch)
        if not done.ok:
            raise StepFailedError(self._explain(done.lines))
        yield Waiting("")
        yield from self._begin("check")
        checked = yield from uv.run_program(python, "-I", "-c", CHECK)
        if not checked.ok:
            raise StepFailedError(self._explain(checked.lines))
        yield ProgressChanged(1.0)

    def _begin(self, step: str) -> Generator[Event, None, None]:
        if self.cancelled():
            raise StepCancelledError
        yield ProgressChanged(DONE[self.step])
        self.step = step
        yield StepStarted(step, STEPS.index(step))

    @property
    def _index(self) -> str:
        return self.options.index or DEFAULT_INDEX

    @property
    def _source(self) -> Source:
        return Source(self._index, self.options.wheels, self.options.constraints)

    def _check_disk(self, needed: int) -> None:
        available = free_bytes(self.paths.environments)
        if available < needed:
            raise StepFailedError(failures.too_little_disk(self.paths.environments, free=available, needed=needed))

    def _explain(self, lines: list[str]) -> Explained:
        return explain(lines, index=self._index, folder=self.options.wheels)

    def _failed(self, explained: Explained) -> Failed:
        return Failed(self.step, explained.sentence, explained.remedy)
