"""Settles what will be installed, and from where PyTorch comes: its own server first, then the package index."""

from __future__ import annotations

import re
from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

from ..words import tr
from .events import Event, LogLine
from .failures import index_name
from .machine import Machine
from .resolution import Resolution, parse
from .torch_builds import DOWNLOAD, ON_DISK, PYTORCH_HOST, TorchBuild, backends
from .uv import Source, StepFailedError, Uv
from .uv_errors import CERTIFICATE, PROXY, explain, failed_host, is_unreachable

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
    refusal = NO_REFUSAL
    for place, backend in enumerate(wanted):
        if backend and refusal.is_final:
            continue
        # An older one would be taken for wishes.
        lock.unlink(missing_ok=True)
        torch = ["--torch-backend", backend] if backend else []
        command = ["pip", "compile", "--quiet", "--python", python, "--format", "pylock.toml", "-o", str(lock)]
        arguments = [*source.arguments, *torch]
        last = place == len(wanted) - 1
        done = yield from uv.run(*command, *arguments, str(requirements), variables={} if last else BRIEFLY)
        if done.ok:
            resolution = parse(lock.read_text(encoding="utf-8"))
            said = _announcement(resolution, source, build=build, refusal=NO_REFUSAL if backend else refusal)
            return Settled(resolution, (*arguments, "--requirements", str(requirements)), said)
        if last or (is_unreachable(done.lines) and failed_host(done.lines) != PYTORCH_HOST):
            explained = explain(done.lines, index=source.index, folder=source.folder)
            raise StepFailedError(replace(explained, sentence=f"{explained.sentence} {refusal.sentence}".strip()))
        refusal = _refusal(done.lines)
        yield LogLine(refusal.sentence)
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


def _announcement(resolution: Resolution, source: Source, *, build: TorchBuild, refusal: _Refusal) -> str:
    if source.folder is not None:
        return tr("The engine is being set up from {folder}; nothing is downloaded.").format(folder=source.folder)
    told = _amount(resolution)
    if not refusal.sentence:
        return told
    instead = tr("PyTorch comes from {index} instead.").format(index=index_name(source.index))
    told = f"{refusal.sentence} {instead} {told}"
    if resolution.build is TorchBuild.GPU and build is TorchBuild.CPU:
        return f"{told} {tr('This build is larger, and not needed here.')}"
    if resolution.build is TorchBuild.CPU and build is TorchBuild.GPU:
        return f"{told} {tr('It does not use the card.')}"
    return told


def _amount(resolution: Resolution) -> str:
    if resolution.build is TorchBuild.GPU:
        sentence = tr(
            "To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} with CUDA "
            "for NVIDIA cards."
        )
    else:
        sentence = tr(
            "To download: {download}; on disk: about {disk}. {count} packages, the largest PyTorch {version} for the "
            "processor."
        )
    download = resolution.download or tr("about {size}").format(size=DOWNLOAD[resolution.build.value])
    return sentence.format(
        download=download,
        disk=ON_DISK[resolution.build.value],
        count=len(resolution.packages),
        version=resolution.torch.version.partition("+")[0],
    )


@dataclass(frozen=True)
class _Refusal:
    """Why PyTorch's server gave nothing."""

    sentence: str = ""
    is_final: bool = False
    """Whether another build need not be asked for."""


NO_REFUSAL = _Refusal()


def _refusal(lines: list[str]) -> _Refusal:
    text = "\n".join(lines)
    final = is_unreachable(lines)
    if final and re.search(PROXY, text):
        sentence = tr("PyTorch's own server, {host}, cannot be reached: the proxy refused the connection.")
    elif final and re.search(CERTIFICATE, text):
        sentence = tr("PyTorch's own server, {host}, cannot be reached: its certificate is not trusted.")
    elif final:
        sentence = tr("PyTorch's own server, {host}, cannot be reached.")
    elif "403 Forbidden" in text:
        sentence = tr("PyTorch's own server, {host}, refused the request (403).")
    else:
        sentence = tr("PyTorch's own server, {host}, has no build that fits.")
    return _Refusal(sentence.format(host=PYTORCH_HOST), final)
