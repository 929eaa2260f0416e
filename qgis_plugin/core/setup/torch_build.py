"""The build of PyTorch, for the processor or an NVIDIA card, and the index it comes from.

PyPI's own builds: Linux with CUDA (2.5 GB), Windows for the processor, macOS with Metal. The others come from PyTorch's
index, which not every network reaches.
"""

from __future__ import annotations

import enum
import os
import shutil
import subprocess  # nosec B404 # nvidia-smi is asked
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Optional

from ..environment import child_environment

__all__ = ["TorchBuild", "TorchSource", "has_nvidia_card", "index_url", "is_reachable", "torch_source"]

PYTORCH = "https://download.pytorch.org/whl"
CUDA = "cu126"
"""The oldest CUDA that current PyTorch builds exist for: it runs on most drivers."""
GIB = 2**30
NEEDED_BYTES = {"cpu": 4 * GIB, "gpu": 11 * GIB}
"""For the processor measured: 2.1 GB when finished and 0.55 GB of downloads, which are kept until then, with some air.
For a card reckoned from the sizes of NVIDIA's wheels: 7 and 3.5 GB."""
DOWNLOAD = {"cpu": "600 MB", "gpu": "3.5 GB"}
ON_DISK = {"cpu": "2 GB", "gpu": "7 GB"}
PROBE = "import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=15).close()"
PROBE_TIMEOUT_S = 30.0


class TorchBuild(enum.Enum):
    """What PyTorch computes on."""

    CPU = "cpu"
    GPU = "gpu"


def index_url(build: TorchBuild, *, platform: str = sys.platform) -> str:
    """Where that build is; empty for PyPI."""
    if platform == "darwin":
        return ""
    if build is TorchBuild.CPU:
        return f"{PYTORCH}/cpu" if platform != "win32" else ""
    return f"{PYTORCH}/{CUDA}" if platform == "win32" else ""


@dataclass(frozen=True)
class TorchSource:
    """Where a build of PyTorch comes from."""

    build: TorchBuild
    """As wished."""
    index: str = ""
    """PyTorch's own; empty for the index, or the folder, that all else comes from."""
    certain: bool = True
    """Whether that has the build as wished; else it has what it has, which on Linux is the one with CUDA."""

    @property
    def _size(self) -> str:
        return self.build.value if self.certain else TorchBuild.GPU.value

    @property
    def needed_bytes(self) -> int:
        """Of free disk."""
        return NEEDED_BYTES[self._size]

    @property
    def amount(self) -> str:
        """What will be downloaded, and what there will be, in a sentence."""
        up_to = "about" if self.certain else "up to"
        return f"{up_to} {DOWNLOAD[self._size]} to download, {ON_DISK[self._size]} on disk"

    @property
    def content(self) -> str:
        """What is in it, in words."""
        builds = {TorchBuild.CPU: "PyTorch for the processor", TorchBuild.GPU: "PyTorch with CUDA for NVIDIA cards"}
        return f"{builds[self.build]}, and the engine with some 55 packages"


def torch_source(
    build: TorchBuild,
    *,
    index: str = "",
    offline: bool = False,
    platform: str = sys.platform,
    reachable: Callable[[str], bool] = lambda url: True,
) -> TorchSource:
    """PyTorch's own index where the build is there and it answers. `index`: one of the house; `offline`: a folder."""
    own = index_url(build, platform=platform)
    if offline or not own:
        return TorchSource(build)
    if index or not reachable(own):
        return TorchSource(build, certain=False)
    return TorchSource(build, own)


def is_reachable(url: str, *, python: str, environment: Mapping[str, str]) -> bool:
    """Whether a package index answers, to a child of the set-up. Takes up to half a minute; not for the GUI thread."""
    try:
        done = subprocess.run(  # nosec B603 # a fixed command, no shell
            [python, "-I", "-c", PROBE, f"{url}/torch/"],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PROBE_TIMEOUT_S,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


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
