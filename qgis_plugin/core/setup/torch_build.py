"""Which build of PyTorch: for the processor, or for an NVIDIA card.

PyPI's own builds: Linux with CUDA (2.5 GB), Windows for the processor, macOS with Metal. The others come from PyTorch's
index.
"""

from __future__ import annotations

import enum
import os
import shutil
import subprocess  # nosec B404 # nvidia-smi is asked
import sys
from typing import Optional

from ..environment import child_environment

__all__ = ["TorchBuild", "has_nvidia_card", "index_url", "needed_bytes"]

PYTORCH = "https://download.pytorch.org/whl"
CUDA = "cu126"
"""The oldest CUDA that current PyTorch builds exist for: it runs on most drivers."""
GIB = 2**30
NEEDED_BYTES = {"cpu": 4 * GIB, "gpu": 11 * GIB}
"""For the processor measured: 2.1 GB when finished and 0.55 GB of downloads, which pip keeps, with some air. For a card
reckoned from the sizes of NVIDIA's wheels: 7 and 3.5 GB."""


class TorchBuild(enum.Enum):
    CPU = "cpu"
    GPU = "gpu"


def index_url(build: TorchBuild, *, platform: str = sys.platform) -> str:
    """Where that build is; empty for PyPI."""
    if platform == "darwin":
        return ""
    if build is TorchBuild.CPU:
        return f"{PYTORCH}/cpu" if platform != "win32" else ""
    return f"{PYTORCH}/{CUDA}" if platform == "win32" else ""


def needed_bytes(build: TorchBuild) -> int:
    return NEEDED_BYTES[build.value]


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
