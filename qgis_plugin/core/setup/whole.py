"""The whole set-up, from looking for a Python to an engine that loads: what one click on the page does."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from ..environment import Network, child_environment
from ..places import Places
from .interpreters import Interpreter, candidates, choose
from .plan import Choices, make_plan
from .run import Cancelled, Event, Failed, Line, StepBegun, set_up
from .torch_build import TorchBuild, has_nvidia_card

__all__ = ["STEPS", "Wishes", "install"]

STEPS = ("interpreter", "environment", "torch", "engine", "check")
"""In order; `StepBegun.name` is one of them."""


@dataclass(frozen=True)
class Wishes:
    """What the user left to us is None or empty."""

    wheel: Optional[Path]
    """The engine that came with the plugin; None in a source tree where none was built."""
    python: str = ""
    build: Optional[TorchBuild] = None
    wheels: Optional[Path] = None
    index: str = ""
    constraints: Optional[Path] = None


Find = Callable[[], tuple[Optional[Interpreter], dict[str, str]]]


def install(
    wishes: Wishes,
    places: Places,
    *,
    network: Network,
    cancelled: Callable[[], bool],
    base: Mapping[str, str] = os.environ,
    find: Optional[Find] = None,
) -> Iterator[Event]:
    """Ends in Succeeded, Failed or Cancelled. Waits: for a thread. `base` is the environment of QGIS."""
    places.data.mkdir(parents=True, exist_ok=True)
    with places.setup_log.open("w", encoding="utf-8") as log:
        for event in _install(wishes, places, network, cancelled, base, find or _finder(wishes)):
            if isinstance(event, (Line, StepBegun, Failed)):
                log.write(f"{event.text if isinstance(event, Line) else event}\n")
            yield event


def _install(
    wishes: Wishes,
    places: Places,
    network: Network,
    cancelled: Callable[[], bool],
    base: Mapping[str, str],
    find: Find,
) -> Iterator[Event]:
    yield StepBegun("interpreter", 0)
    if wishes.wheel is None:
        yield Failed(
            "interpreter", "This copy of the plugin comes without the engine.", "Install the plugin from its zip."
        )
        return
    if network.unusable:
        yield Line(f"{network.unusable}; it is not used.")
    found, refused = find()
    for path, reason in refused.items():
        yield Line(f"{path}: {reason}")
    if found is None:
        yield _no_python(wishes, refused)
        return
    if cancelled():
        yield Cancelled("interpreter")
        return
    build = wishes.build or (TorchBuild.GPU if wishes.wheels is None and has_nvidia_card() else TorchBuild.CPU)
    yield Line(f"{found.path} (Python {'.'.join(map(str, found.version))}), PyTorch for the {build.value.upper()}")
    choices = Choices(wishes.wheel, build, wishes.wheels, wishes.index, wishes.constraints)
    plan = make_plan(found.path, places.environments, choices)
    yield from set_up(plan, environment=child_environment(base, network=network), cancelled=cancelled)


def _finder(wishes: Wishes) -> Find:
    return lambda: choose([wishes.python] if wishes.python else candidates())


def _no_python(wishes: Wishes, refused: Mapping[str, str]) -> Failed:
    if wishes.python:
        reason = refused.get(wishes.python, "it does not start")
        return Failed("interpreter", f"{wishes.python} will not do: {reason}.", "Choose another Python.")
    return Failed(
        "interpreter",
        "No Python was found that the engine can be set up with.",
        "Install Python 3.12 (64 bits) from python.org or your system's packages, then try again.",
    )
