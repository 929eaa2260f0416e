"""Settles what will be installed, and from where PyTorch comes: its own server first, then the package index."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

from ..words import tr
from .events import Event, LogLine
from .machine import Machine
from .resolution import Resolution, parse
from .torch_builds import DOWNLOAD, ON_DISK, PYTORCH_HOST, TorchBuild, backends
from .uv import Source, StepFailedError, Uv
from .uv_errors import CERTIFICATE, PROXY, Explained, explain, failed_host, index_name, is_unreachable

__all__ = ["Settled", "download_summary", "resolve"]

BRIEFLY = {"UV_HTTP_RETRIES": "1", "UV_HTTP_CONNECT_TIMEOUT": "10"}
"""For a server that something else stands in for."""


@dataclass(frozen=True)
class Settled:
    """What will be installed, and how."""

    resolution: Resolution
    arguments: tuple[str, ...]
    """For `uv pip install`."""
    announcement: str
    """What will be downloaded, before it is."""


def resolve(
    uv: Uv, source: Source, *, python: str, requirements: Path, build: TorchBuild, card: bool, machine: Machine
) -> Generator[Event, None, Settled]:
    """Raises StepFailedError: with what is missing, and from where."""
    lock = requirements.with_name("pylock.toml")
    wanted = ("",) if source.folder is not None else backends(build, card=card, system=machine.system)
    refusal = ""
    for place, backend in enumerate(wanted):
        if backend and refusal.startswith("cannot be reached"):
            continue
        # An older one would be taken for wishes.
        lock.unlink(missing_ok=True)
        torch = ["--torch-backend", backend] if backend else []
        arguments = [*source.arguments, *torch, "--requirements", str(requirements)]
        command = ["pip", "compile", "--quiet", "--python", python, "--format", "pylock.toml", "-o", str(lock)]
        last = place == len(wanted) - 1
        done = yield from uv.run(
            *command, *source.arguments, *torch, str(requirements), variables={} if last else BRIEFLY
        )
        if done.ok:
            resolution = parse(lock.read_text(encoding="utf-8"))
            said = _announcement(resolution, source, build=build, refusal="" if backend else refusal)
            return Settled(resolution, tuple(arguments), said)
        if last or (is_unreachable(done.lines) and failed_host(done.lines) != PYTORCH_HOST):
            raise StepFailedError(_explain(done.lines, source, refusal))
        refusal = _refusal(done.lines)
        yield LogLine(f"PyTorch's own server, {PYTORCH_HOST}, {refusal}.")
    raise AssertionError("the last one returns or raises")


def download_summary(
    *, build: Optional[TorchBuild], folder: Optional[Path], index: str, card: bool, system: str
) -> str:
    """What a set-up would download, in a sentence, for those who have not begun it yet. `card`: of NVIDIA's."""
    if folder is not None:
        return tr("Nothing is downloaded: everything comes from {folder}.").format(folder=folder)
    chosen = build or (TorchBuild.GPU if card else TorchBuild.CPU)
    gpu, cpu = tr("PyTorch with CUDA for NVIDIA cards"), tr("PyTorch for the processor")
    said = tr(
        "Needed once: about {download} to download, {disk} on disk ({kind}, the engine and what it needs)."
    ).format(download=DOWNLOAD[chosen.value], disk=ON_DISK[chosen.value], kind=gpu if chosen is TorchBuild.GPU else cpu)
    if card and build is None:
        said = f"{tr('This computer has an NVIDIA card.')} {said}"
    if system == "linux" and chosen is TorchBuild.CPU:
        index = index_name(index) or "pypi.org"
        doubt = tr("Up to {download} from {index} where {host} cannot be reached.")
        said = f"{said} {doubt.format(host=PYTORCH_HOST, download=DOWNLOAD['gpu'], index=index)}"
    return said


def _announcement(resolution: Resolution, source: Source, *, build: TorchBuild, refusal: str) -> str:
    if source.folder is not None:
        return f"The engine is being set up from {source.folder}; nothing is downloaded."
    amount = resolution.amount[0].upper() + resolution.amount[1:]
    told = f"{amount}: {resolution.content}."
    if not refusal:
        return told
    where = index_name(source.index)
    told = f"PyTorch's own server, {PYTORCH_HOST}, {refusal}: PyTorch comes from {where} instead. {told}"
    if resolution.build is TorchBuild.GPU and build is TorchBuild.CPU:
        return f"{told} That is the build with CUDA, which is larger and not needed here."
    if resolution.build is TorchBuild.CPU and build is TorchBuild.GPU:
        return f"{told} It does not use the card."
    return told


def _refusal(lines: list[str]) -> str:
    """Why PyTorch's server gave nothing, as the end of a sentence."""
    text = "\n".join(lines)
    if not is_unreachable(lines):
        return "refused the request (403)" if "403 Forbidden" in text else "has no build that fits"
    if re.search(PROXY, text):
        return "cannot be reached (the proxy refused the connection)"
    if re.search(CERTIFICATE, text):
        return "cannot be reached (its certificate is not trusted)"
    return "cannot be reached"


def _explain(lines: list[str], source: Source, refusal: str) -> Explained:
    explained = explain(lines, index=source.index, folder=source.folder)
    if not refusal:
        return explained
    return replace(explained, sentence=f"{explained.sentence} PyTorch's own server, {PYTORCH_HOST}, {refusal}.")
