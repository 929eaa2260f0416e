"""The Python that the engine runs on: one that is there already, or one that uv brings.

`sys.executable` is no help: on Windows and macOS it is QGIS itself, and starting it opens another QGIS. uv looks where
each system keeps its Pythons; it is never given a program that is not named as one.
"""

from __future__ import annotations

import json
import ntpath
import os
import re
import shutil
import sys
from collections.abc import Generator, Sequence
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

from ..files import file_name
from ..words import tr
from . import failures
from .events import Event, LogLine
from .failures import Explained
from .machine import Machine
from .uv import StepFailedError, Uv, silent
from .uv_errors import explain

__all__ = ["find_or_fetch", "is_qgis", "unfit_version"]

OLDEST, NEWEST = (3, 11), (3, 14)
"""What the engine and the packages it needs run on."""
PREFERRED = ("3.12", "3.13", "3.11", "3.14")
"""In the order in which binary wheels of every part are most certain to exist; the first is what uv brings."""
HOSTS = "releases.astral.sh and github.com"
"""Where uv looks for Pythons, unless a mirror is named."""
ARCHIVE = r"cpython-(3\.\d+\.\d+)\+(\d{8})-.*\.tar\.(?:gz|zst)"


NOTHING_THERE = ["the folder holds none"]


def is_qgis(executable: str) -> bool:
    """True for QGIS itself (qgis-bin.exe, QGIS.app/…/QGIS) and all that is not named as a Python is: never started."""
    name = file_name(executable).lower()
    return name.startswith("qgis") or not name.startswith(("python", "pypy", "py"))


def find_or_fetch(
    uv: Uv, machine: Machine, *, chosen: str, folder: Optional[Path], mirror: str, scratch: Path
) -> Generator[Event, None, str]:
    """Its path. One that is there counts first; QGIS's own is the last resort.

    `folder` is that of wheels, where there is no network: it may hold a Python, too. Raises StepFailedError.
    """
    if chosen:
        return _chosen(chosen)
    found = yield from _installed(uv, machine, _preferred(folder))
    if found:
        return found
    lines = yield from _fetch(uv, machine, folder=folder, scratch=scratch)
    if not lines:
        found = yield from _installed(uv, machine, _preferred(folder))
        if found:
            return found
        lines = ["the Python that was brought does not start"]
    own = _own_python()
    if own:
        yield LogLine(f"No other Python is there: that of QGIS is used, {own}.")
        return own
    raise StepFailedError(_none(lines, folder=folder, mirror=mirror))


def unfit_version(environment: Path) -> str:
    """The version of the Python of an environment that uv has made, where the engine does not run on it; else empty."""
    text = (environment / "pyvenv.cfg").read_text(encoding="utf-8")
    found = re.search(r"^version(?:_info)? = ((\d+)\.(\d+)(?:\.\d+)?)", text, re.MULTILINE)
    if found is None:
        return "?"
    return "" if OLDEST <= (int(found.group(2)), int(found.group(3))) <= NEWEST else found.group(1)


def _chosen(path: str) -> str:
    if not is_qgis(path) and os.access(path, os.X_OK):
        return path
    reason = tr("it is no Python") if is_qgis(path) else tr("it does not start")
    raise StepFailedError(failures.unfit_python(path, reason))


def _preferred(folder: Optional[Path]) -> list[str]:
    """Versions in the order in which they are wished: those that most wheels of a folder are made for."""
    names = [wheel.name for wheel in folder.glob("*.whl")] if folder is not None else []
    made_for = {version: sum(f"-cp{version.replace('.', '')}-cp" in name for name in names) for version in PREFERRED}
    return sorted(PREFERRED, key=lambda version: -made_for[version])


def _installed(uv: Uv, machine: Machine, versions: Sequence[str]) -> Generator[Event, None, str]:
    """The path of the one that fits best, of all that uv finds; empty for none."""
    done = yield from uv.run("python", "list", "--only-installed", "--output-format", "json", watch=silent)
    listed: list[dict[str, Any]] = next(
        (json.loads(line) for line in done.lines if done.ok and line.startswith("[")), []
    )
    for version in versions:
        for python in listed:
            key = f"{python['implementation']}-{version}-{python['os']}-{python['arch']}-{python['libc']}"
            fits = python["version"].startswith(f"{version}.") and key == machine.python_key(version)
            if fits and python["variant"] == "default" and python["path"] and not is_qgis(python["path"]):
                return str(python["path"])
    return ""


def _fetch(uv: Uv, machine: Machine, *, folder: Optional[Path], scratch: Path) -> Generator[Event, None, list[str]]:
    """What uv said when it failed; nothing when there is a Python now."""
    request, mirror = machine.python_key(PREFERRED[0]), {}
    if folder is not None:
        archive = _archive_in(folder)
        if archive is None:
            return NOTHING_THERE
        version, release = re.fullmatch(ARCHIVE, archive.name).groups()  # type: ignore[union-attr] # it was found by it
        request = machine.python_key(version)
        mirror = {"UV_PYTHON_INSTALL_MIRROR": _as_mirror(archive, release, scratch)}
    done = yield from uv.run("python", "install", request, variables={"UV_PYTHON_DOWNLOADS": "manual", **mirror})
    return [] if done.ok else done.lines or [f"uv ended with {done.status}"]


def _archive_in(folder: Path) -> Optional[Path]:
    """A Python of python-build-standalone that somebody has put beside the wheels."""
    return next((file for file in sorted(folder.rglob("cpython-*")) if re.fullmatch(ARCHIVE, file.name)), None)


def _as_mirror(archive: Path, release: str, scratch: Path) -> str:
    """The URL of a folder that is laid out as uv expects one."""
    place = scratch / "python-mirror" / release
    place.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(archive, place / archive.name)
    return place.parent.as_uri()


def _own_python() -> str:
    """That of QGIS, where it is a program of its own and new enough."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        return ""
    windows = sys.platform == "win32"
    path = ntpath.join(sys.base_prefix, "python.exe") if windows else f"{sys.base_prefix}/bin/python3"
    return path if os.access(path, os.X_OK) else ""


def _none(lines: list[str], *, folder: Optional[Path], mirror: str) -> Explained:
    if folder is not None:
        reason = "" if lines == NOTHING_THERE else explain(lines, index="", folder=folder).sentence
        return failures.no_python_in_folder(folder, reason)
    hosts = urlsplit(mirror).hostname or mirror if mirror else HOSTS
    return failures.no_python_downloaded(hosts, explain(lines, index=mirror).sentence)
