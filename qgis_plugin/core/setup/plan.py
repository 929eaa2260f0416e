"""The plan of a set-up: a list of steps, each with its command."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from .torch_build import TorchSource

__all__ = ["DOWNLOADS", "MARKER", "Plan", "PlanOptions", "Step", "make_plan", "python_in"]

MARKER = ".tilescribe-environment"
"""Lies in every environment that the plugin made; nothing without it is ever removed."""
DOWNLOADS = "downloads"
"""Folder beside the environments: what was downloaded, until a set-up has gone well. The next one goes on from it."""
PIP = ("-I", "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--progress-bar", "off")
EXPECTED_PACKAGES = 55
"""The engine and all it needs: what the bar is measured by while pip works."""
CHECK = "import faiss, rasterio, tilescribe, torch; print(tilescribe.__version__, 'PyTorch', torch.__version__)"
"""Loads every part that has a compiled library, so that a missing one shows now."""


@dataclass(frozen=True)
class PlanOptions:
    """The options of a set-up, all settled."""

    wheel: Path
    """The engine that came with the plugin."""
    torch: TorchSource
    """Which build of PyTorch, and where it comes from."""
    wheels: Optional[Path] = None
    """A folder of wheels, for machines without a network: nothing else is asked then."""
    index: str = ""
    """A package index in the place of PyPI and PyTorch's: a mirror of the house."""
    constraints: Optional[Path] = None
    """Versions that were tested together."""


@dataclass(frozen=True)
class Step:
    """One command of a plan."""

    name: str
    """`environment`, `torch`, `engine` or `check`: what the page has a sentence for."""
    arguments: Sequence[str]
    weight: float
    """Its share of the whole time, about."""
    expected_packages: int = 1
    """Lines that tell of a package, for the bar."""


@dataclass(frozen=True)
class Plan:
    """A new environment, and the steps that make it."""

    folder: Path
    """The new environment. It is taken into use only when every step has gone well."""
    python: Path
    """In it."""
    steps: tuple[Step, ...]
    needed_bytes: int
    version: str
    """Of the engine."""
    downloads: Optional[Path] = None
    """What pip has downloaded; removed when every step has gone well."""


def make_plan(base_python: str, environments: Path, options: PlanOptions, *, platform: str = sys.platform) -> Plan:
    """An environment named by version; `-2`, `-3`, … where that is taken, so that a used one is never written to."""
    version = _version_of(options.wheel)
    folder = _free(environments, version)
    python = python_in(folder, platform=platform)
    downloads = environments.parent / DOWNLOADS
    return Plan(
        folder=folder,
        python=python,
        steps=(
            Step("environment", [base_python, "-I", "-m", "venv", str(folder)], weight=0.05),
            Step("torch", [str(python), *_install_torch(options, downloads)], weight=0.5, expected_packages=10),
            Step(
                "engine",
                [str(python), *_install_engine(options, downloads)],
                weight=0.4,
                expected_packages=EXPECTED_PACKAGES,
            ),
            Step("check", [str(python), "-I", "-c", CHECK], weight=0.05),
        ),
        needed_bytes=options.torch.needed_bytes,
        version=version,
        downloads=downloads,
    )


def python_in(folder: Path, *, platform: str = sys.platform) -> Path:
    return folder / "Scripts" / "python.exe" if platform == "win32" else folder / "bin" / "python"


def _install_torch(options: PlanOptions, downloads: Path) -> list[str]:
    """First and alone: PyTorch's index must not be asked for anything else, of which it has other versions."""
    own = options.torch.index
    source = ["--index-url", own, "--no-deps"] if own else _source(options)
    return [*PIP, "--cache-dir", str(downloads), *source, *_constraints(options), "torch>=2.8"]


def _install_engine(options: PlanOptions, downloads: Path) -> list[str]:
    return [*PIP, "--cache-dir", str(downloads), *_source(options), *_constraints(options), str(options.wheel)]


def _source(options: PlanOptions) -> list[str]:
    if options.wheels is not None:
        return ["--no-index", "--find-links", str(options.wheels)]
    return ["--index-url", options.index] if options.index else []


def _constraints(options: PlanOptions) -> list[str]:
    """Not for a folder of wheels: what lies in it was chosen by whoever filled it."""
    return ["--constraint", str(options.constraints)] if options.constraints and options.wheels is None else []


def _version_of(wheel: Path) -> str:
    """tilescribe-0.1.0-py3-none-any.whl -> 0.1.0"""
    match = re.match(r"tilescribe-([^-]+)-", wheel.name)
    return match.group(1) if match else "0"


def _free(environments: Path, version: str) -> Path:
    folder, number = environments / version, 2
    while folder.exists():
        folder, number = environments / f"{version}-{number}", number + 1
    return folder
