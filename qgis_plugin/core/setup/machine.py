"""The machine as the set-up needs it: which build of uv runs on it, and which Pythons the engine can use there."""

from __future__ import annotations

import platform
import re
import subprocess  # nosec B404 # macOS is asked for its processor
import sys
from dataclasses import dataclass
from typing import Optional

from . import failures
from .failures import Explained

__all__ = ["Machine", "this_machine", "this_system"]

PROCESSORS = {"amd64": "x86_64", "x64": "x86_64", "arm64": "aarch64"}
SYSCTL = "/usr/sbin/sysctl"


@dataclass(frozen=True)
class Machine:
    """System, processor and C library."""

    system: str
    """`linux`, `macos` or `windows`."""
    processor: str
    """`x86_64`, `aarch64`, or what the system calls another one."""
    libc: str = "none"
    """`gnu` or `musl` on Linux."""

    @property
    def unsuitable(self) -> Optional[Explained]:
        """Why no engine can be set up here; None where it can."""
        if self.system == "macos" and self.processor == "x86_64":
            return failures.intel_mac()
        return None if self.processor in ("x86_64", "aarch64") else failures.unknown_processor(self.processor)

    def runs_wheel(self, file_name: str) -> bool:
        """Whether a wheel of uv, which holds a program, runs here: by the platform tags of its name."""
        tags = file_name.rpartition(".whl")[0].rpartition("-")[2].split(".")
        return any(re.fullmatch(self._tag_pattern, tag) for tag in tags)

    def python_key(self, version: str) -> str:
        """As uv names a Python. On Windows always that for x86_64: parts of the engine exist for no other one."""
        processor = "x86_64" if self.system == "windows" else self.processor
        return f"cpython-{version}-{self.system}-{processor}-{self.libc}"

    @property
    def _tag_pattern(self) -> str:
        if self.system == "windows":
            return "win_amd64" if self.processor == "x86_64" else "win_arm64"
        if self.system == "macos":
            return rf"macosx_\d+_\d+_({'x86_64' if self.processor == 'x86_64' else 'arm64'}|universal2)"
        family = "musllinux" if self.libc == "musl" else "manylinux"
        return rf"{family}_\d+_\d+_{self.processor}"


def this_system() -> str:
    """`linux`, `macos` or `windows`, at once."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def this_machine() -> Machine:
    """A QGIS for Intel on a newer Mac counts as what the Mac is, for which uv and PyTorch are made.

    Windows may take a second to say what its processor is; not for the GUI thread.
    """
    name, system = platform.machine().lower(), this_system()
    processor = PROCESSORS.get(name, name)
    if system == "macos" and processor == "x86_64" and _is_translated():
        processor = "aarch64"
    if system != "linux":
        return Machine(system, processor)
    return Machine(system, processor, "gnu" if platform.libc_ver()[0] == "glibc" else "musl")


def _is_translated() -> bool:
    """Whether this process runs under Rosetta."""
    try:
        done = subprocess.run(  # nosec B603 # a fixed command, no shell
            [SYSCTL, "-n", "sysctl.proc_translated"], capture_output=True, timeout=10, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    return done.stdout.strip() == b"1"
