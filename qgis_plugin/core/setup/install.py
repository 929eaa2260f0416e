"""The whole set-up, from finding a Python to an engine that loads."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..environment import NetworkSettings, child_environment
from ..paths import PluginPaths
from .interpreters import Interpreter, candidates, choose
from .plan import PlanOptions, make_plan
from .run import Announced, Cancelled, Event, Failed, LogLine, StepStarted, run_plan
from .torch_build import TorchBuild, TorchSource, has_nvidia_card, is_reachable, torch_source

__all__ = ["STEPS", "InstallOptions", "download_summary", "install"]

STEPS = ("interpreter", "environment", "torch", "engine", "check")
"""In order; `StepStarted.name` is one of them."""


@dataclass(frozen=True)
class InstallOptions:
    """What the user has chosen; None or empty leaves the choice to the set-up."""

    wheel: Optional[Path]
    """The engine that came with the plugin; None in a source tree where none was built."""
    python: str = ""
    build: Optional[TorchBuild] = None
    wheels: Optional[Path] = None
    index: str = ""
    constraints: Optional[Path] = None


def download_summary(options: InstallOptions, *, card: bool) -> str:
    """What a set-up would download, in a sentence, for those who have not begun it yet. `card`: of NVIDIA's."""
    if options.wheels is not None:
        return f"Nothing is downloaded: everything comes from {options.wheels}."
    build = options.build or (TorchBuild.GPU if card else TorchBuild.CPU)
    source = torch_source(build, index=options.index)
    found = "This computer has an NVIDIA card. " if card and options.build is None else ""
    return f"{found}Needed once: {source.amount} ({source.content}){_doubt(source, options)}."


Find = Callable[[], tuple[Optional[Interpreter], dict[str, str]]]


def install(
    options: InstallOptions,
    paths: PluginPaths,
    *,
    network: NetworkSettings,
    cancelled: Callable[[], bool],
    base: Mapping[str, str] = os.environ,
    find: Optional[Find] = None,
) -> Iterator[Event]:
    """Ends in Succeeded, Failed or Cancelled. Waits: for a thread. `base` is the environment of QGIS."""
    paths.data.mkdir(parents=True, exist_ok=True)
    with paths.setup_log.open("w", encoding="utf-8") as log:
        for event in _install(options, paths, network, cancelled, base, find or _finder(options)):
            if isinstance(event, (Announced, LogLine, StepStarted, Failed)):
                log.write(f"{event.text if isinstance(event, (Announced, LogLine)) else event}\n")
            yield event


def _install(
    options: InstallOptions,
    paths: PluginPaths,
    network: NetworkSettings,
    cancelled: Callable[[], bool],
    base: Mapping[str, str],
    find: Find,
) -> Iterator[Event]:
    yield StepStarted("interpreter", 0)
    if options.wheel is None:
        yield Failed(
            "interpreter", "This copy of the plugin comes without the engine.", "Install the plugin from its zip."
        )
        return
    if network.unusable:
        yield LogLine(f"{network.unusable}; it is not used.")
    found, refused = find()
    for path, reason in refused.items():
        yield LogLine(f"{path}: {reason}")
    if found is None:
        yield _no_python(options, refused)
        return
    if cancelled():
        yield Cancelled("interpreter")
        return
    build = options.build or (TorchBuild.GPU if options.wheels is None and has_nvidia_card() else TorchBuild.CPU)
    yield LogLine(f"{found.path} (Python {'.'.join(map(str, found.version))}), PyTorch for the {build.value.upper()}")
    environment = child_environment(base, network=network)
    source = torch_source(
        build,
        index=options.index,
        offline=options.wheels is not None,
        reachable=lambda url: is_reachable(url, python=found.path, environment=environment),
    )
    yield Announced(_announcement(source, options))
    plan_options = PlanOptions(options.wheel, source, options.wheels, options.index, options.constraints)
    plan = make_plan(found.path, paths.environments, plan_options)
    yield from run_plan(plan, environment=environment, cancelled=cancelled)


def _announcement(source: TorchSource, options: InstallOptions) -> str:
    if options.wheels is not None:
        return f"The engine is being set up from {options.wheels}; nothing is downloaded."
    amount = source.amount[0].upper() + source.amount[1:]
    return f"{amount}: {source.content}{_doubt(source, options)}."


def _doubt(source: TorchSource, options: InstallOptions) -> str:
    """Plainly, where it may become the larger build without having been wished for."""
    if source.certain or source.build is TorchBuild.GPU:
        return ""
    where = options.index or "your package index"
    reason = "" if options.index else "; PyTorch's own index cannot be reached"
    return f"{reason}, and what {where} has may be the build with CUDA, which is larger and not needed here"


def _finder(options: InstallOptions) -> Find:
    return lambda: choose([options.python] if options.python else candidates())


def _no_python(options: InstallOptions, refused: Mapping[str, str]) -> Failed:
    if options.python:
        reason = refused.get(options.python, "it does not start")
        return Failed("interpreter", f"{options.python} will not do: {reason}.", "Choose another Python.")
    return Failed(
        "interpreter",
        "No Python was found that the engine can be set up with.",
        "Install Python 3.12 (64 bits) from python.org or your system's packages, then try again.",
    )
