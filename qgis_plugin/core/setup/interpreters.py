"""A search for a Python interpreter that the engine can be set up with.

`sys.executable` is no help: on Windows and macOS it is QGIS itself, and starting it opens another QGIS. Candidates are
looked for where each system keeps them, then asked what they are; nothing is assumed of what has not answered.
"""

from __future__ import annotations

import contextlib
import json
import ntpath
import os
import posixpath
import subprocess  # nosec B404 # interpreters are asked what they are
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from ..environment import child_environment
from ..files import file_name

__all__ = ["Host", "Interpreter", "candidates", "choose", "is_qgis", "probe"]

OLDEST, NEWEST = (3, 11), (3, 14)
"""What the engine and the wheels it needs run on."""
PREFERRED = ("3.12", "3.13", "3.11", "3.14")
"""In the order in which binary wheels of every part are most certain to exist."""
PROBE_TIMEOUT_S = 20.0

PROBE_SCRIPT = """
import json, platform, struct, sys
def has(name):
    try:
        __import__(name)
    except Exception:
        return False
    return True
print(json.dumps({
    "version": list(sys.version_info[:3]), "bits": struct.calcsize("P") * 8, "machine": platform.machine(),
    "venv": has("venv"), "ensurepip": has("ensurepip"), "executable": sys.executable,
}))
"""


@dataclass(frozen=True)
class Host:
    """The machine as far as the search needs it; tests put another in its place."""

    platform: str = sys.platform
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    executable: str = sys.executable
    prefix: str = sys.base_prefix
    home: str = field(default_factory=lambda: str(Path.home()))
    is_file: Callable[[str], bool] = field(default=lambda path: Path(path).is_file())
    registered: Callable[[], Iterable[str]] = field(default=lambda: registered_pythons())
    """Windows: interpreters that have entered themselves into the registry (PEP 514)."""

    def join(self, *parts: str) -> str:
        return (ntpath if self.platform == "win32" else posixpath).join(*parts)


@dataclass(frozen=True)
class Interpreter:
    """A Python, as it describes itself."""

    path: str
    version: tuple[int, ...]
    bits: int = 64
    machine: str = ""
    venv: bool = True
    ensurepip: bool = True

    def unsuitable_reason(self, *, platform: str = sys.platform) -> str:
        """Why the engine cannot be set up with it; empty when it can."""
        shown = ".".join(map(str, self.version))
        if self.version[:2] < OLDEST:
            return f"it is Python {shown}; the engine needs {_dotted(OLDEST)} or newer"
        if self.version[:2] > NEWEST:
            return f"it is Python {shown}; parts of the engine exist up to {_dotted(NEWEST)} only"
        if self.bits != 64:
            return "it is a 32-bit Python; the engine needs 64 bits"
        if platform == "darwin" and self.machine == "x86_64":
            return "it runs on an Intel processor, for which PyTorch is no longer made on macOS"
        if not (self.venv and self.ensurepip):
            return "it cannot make environments (on Debian and Ubuntu: apt install python3-venv)"
        return ""


Probe = Callable[[str], Optional[Interpreter]]


def is_qgis(executable: str) -> bool:
    """True for QGIS itself (qgis-bin.exe, QGIS.app/…/QGIS) and all that is not named as a Python is: never started."""
    name = file_name(executable).lower()
    return name.startswith("qgis") or not name.startswith(("python", "pypy", "py"))


def candidates(host: Optional[Host] = None) -> list[str]:
    """Paths of what may be a Python, the most promising first; each exists, none is QGIS."""
    machine = host or Host()
    places = _windows(machine) if machine.platform == "win32" else _unix(machine)
    found: dict[str, None] = {}
    for path in places:
        if not _is_alias(path) and not is_qgis(path) and machine.is_file(path):
            found.setdefault(path)
    return list(found)


def choose(paths: Sequence[str], *, ask: Optional[Probe] = None) -> tuple[Optional[Interpreter], dict[str, str]]:
    """The first that will do, and why the ones before it will not."""
    refused: dict[str, str] = {}
    for path in paths:
        found = (ask or probe)(path)
        reason = "it does not start" if found is None else found.unsuitable_reason()
        if found is not None and not reason:
            return found, refused
        refused[path] = reason
    return None, refused


def probe(path: str) -> Optional[Interpreter]:
    """What `path` says of itself; None when it does not start or is QGIS."""
    if is_qgis(path):
        return None
    try:
        done = subprocess.run(  # nosec B603 # a Python that was found or chosen, no shell
            [path, "-I", "-c", PROBE_SCRIPT],
            env=child_environment(os.environ),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PROBE_TIMEOUT_S,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            check=False,
        )
        told = json.loads(done.stdout)
        return Interpreter(
            path=path,
            version=tuple(int(part) for part in told["version"]),
            bits=int(told["bits"]),
            machine=str(told["machine"]),
            venv=bool(told["venv"]),
            ensurepip=bool(told["ensurepip"]),
        )
    except (OSError, ValueError, KeyError, TypeError, subprocess.SubprocessError):
        return None


def registered_pythons() -> list[str]:
    """From the registry, as PEP 514 has it. Empty on other systems."""
    if sys.platform != "win32":
        return []
    import winreg

    found: list[str] = []
    for hive in (winreg.HKEY_CURRENT_USER, winreg.HKEY_LOCAL_MACHINE):
        for version in PREFERRED:
            key = rf"Software\Python\PythonCore\{version}\InstallPath"
            with contextlib.suppress(OSError), winreg.OpenKey(hive, key) as place:
                found.append(ntpath.join(str(winreg.QueryValue(place, None)), "python.exe"))
    return found


def _windows(host: Host) -> list[str]:
    local = host.environment.get("LOCALAPPDATA", host.join(host.home, "AppData", "Local"))
    folders = [host.join(local, "Programs", "Python")]
    folders += [host.environment[name] for name in ("ProgramFiles", "ProgramW6432") if name in host.environment]
    names = [f"Python{version.replace('.', '')}" for version in PREFERRED]
    installed = [host.join(folder, name, "python.exe") for name in names for folder in folders]
    on_path = [host.join(folder, "python.exe") for folder in host.environment.get("PATH", "").split(";") if folder]
    own = [host.join(host.prefix, "python.exe"), host.executable]
    return [*host.registered(), *installed, *on_path, *own]


def _unix(host: Host) -> list[str]:
    folders = [folder for folder in host.environment.get("PATH", "").split(":") if folder.startswith("/")]
    folders += ["/usr/local/bin", "/usr/bin", "/opt/homebrew/bin", host.join(host.home, ".local", "bin")]
    if host.platform == "darwin":
        frameworks = "/Library/Frameworks/Python.framework/Versions"
        folders += [f"{frameworks}/{version}/bin" for version in PREFERRED]
    names = [*(f"python{version}" for version in PREFERRED), "python3"]
    found = [host.join(folder, name) for name in names for folder in folders]
    return [*found, host.join(host.prefix, "bin", "python3"), host.executable]


def _is_alias(path: str) -> bool:
    """Windows puts a python.exe there that opens the Store."""
    return "\\windowsapps\\" in path.lower()


def _dotted(version: tuple[int, int]) -> str:
    return ".".join(map(str, version))
