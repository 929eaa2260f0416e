"""The builds of PyTorch, for the processor or an NVIDIA card, and the servers that have them.

PyPI's own builds: Linux with CUDA (2.5 GB), Windows for the processor, macOS with Metal. The others come from PyTorch's
server, which not every network reaches: uv is told which one to ask for (`--torch-backend`), and what comes next.
"""

from __future__ import annotations

import enum
import os
import shutil
import subprocess  # nosec B404 # nvidia-smi is asked
from typing import Optional

from ..environment import child_environment

__all__ = ["DOWNLOAD", "NEEDED_BYTES", "ON_DISK", "PYTORCH_HOST", "TorchBuild", "backends", "has_nvidia_card"]

PYTORCH_HOST = "download.pytorch.org"
CUDA = "cu126"
"""The oldest CUDA that current PyTorch builds exist for: it runs on most drivers."""
INDEX = ""
"""No backend: what the package index has."""
GIB = 2**30
DOWNLOAD = {"cpu": "650 MB", "gpu": "3.5 GB"}
ON_DISK = {"cpu": "2 GB", "gpu": "7 GB"}
NEEDED_BYTES = {"cpu": 3 * GIB, "gpu": 9 * GIB}
"""For the processor measured: 1.9 GB when finished, with a Python of its own, and no second copy on the way, since uv
links files from its cache. For a card reckoned from the sizes of NVIDIA's wheels. Both with some air."""


class TorchBuild(enum.Enum):
    """What PyTorch computes on."""

    CPU = "cpu"
    GPU = "gpu"


def backends(build: TorchBuild, *, card: bool, system: str) -> tuple[str, ...]:
    """What uv is asked for, in order, until one can be had; the last is always what the package index has.

    `auto` goes by the version of NVIDIA's driver. Without a card it is never asked: uv would take a build for graphics
    of Intel's, which the engine makes no use of.
    """
    if system == "macos" or (system == "windows" and build is TorchBuild.CPU):
        return (INDEX,)
    if build is TorchBuild.CPU:
        return ("cpu", INDEX)
    return ("auto", CUDA, INDEX) if card else (CUDA, INDEX)


def has_nvidia_card(program: Optional[str] = None) -> bool:
    """What nvidia-smi says, which comes with every driver. Takes up to some seconds; not for the GUI thread."""
    tool = program or shutil.which("nvidia-smi")
    if not tool:
        return False
    try:
        done = subprocess.run(  # nosec B603 # the driver's own tool, no shell
            [tool, "--list-gpus"],
            env=child_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0 and b"GPU" in done.stdout
