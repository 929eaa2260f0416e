"""Removal of the environments that the plugin made, and of nothing else."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from ..installation import Installation, delete
from ..paths import PluginPaths
from .folders import DOWNLOADS, MARKER
from .lock import cleaning_up, setup_lock

__all__ = ["remove_all", "remove_unused_environments", "size_bytes", "unused_environments"]


def unused_environments(paths: PluginPaths, used: Installation | None) -> list[Path]:
    """Environments that the plugin made and no longer uses: of earlier versions, of set-ups that were killed."""
    in_use = Path(used.folder) if used is not None and used.folder else None
    return [folder for folder in _environments(paths) if folder != in_use]


def remove_unused_environments(paths: PluginPaths, used: Installation | None) -> None:
    """And the Pythons that none is made from any more. Raises SetupLockedError while something is set up, OSError."""
    with cleaning_up(paths.data):
        _remove(unused_environments(paths, used))
        for python in _unused_pythons(paths):
            _delete(python)


def remove_all(paths: PluginPaths) -> None:
    """Every environment and Python, what was downloaded, the installation file and the log. Catalogs are the user's.

    Stop the engine first.

    Raises SetupLockedError, OSError.
    """
    with setup_lock(paths.data):
        others = [folder for folder in (paths.data / DOWNLOADS, paths.pythons) if (folder / MARKER).is_file()]
        _remove([*_environments(paths), *others])
        delete(paths.installation_file)
        paths.setup_log.unlink(missing_ok=True)
    shutil.rmtree(paths.state, ignore_errors=True)


def size_bytes(folder: Path) -> int:
    """Of all files below. Takes seconds for an environment; not for the GUI thread."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if not file.is_dir())


def _environments(paths: PluginPaths) -> list[Path]:
    if not paths.environments.is_dir():
        return []
    return sorted(folder for folder in paths.environments.iterdir() if (folder / MARKER).is_file())


def _remove(folders: Iterable[Path]) -> None:
    for folder in folders:
        # The marker goes last: what could not be removed whole is still known as ours.
        for entry in folder.iterdir():
            if entry.name != MARKER:
                _delete(entry)
        shutil.rmtree(folder)


def _unused_pythons(paths: PluginPaths) -> list[Path]:
    """Those that uv has fetched for environments that are gone. Links to them, of which uv makes some, stay."""
    if not (paths.pythons / MARKER).is_file():
        return []
    homes = [home for environment in _environments(paths) if (home := _home(environment)) is not None]
    folders = [one for one in paths.pythons.glob("cpython-*") if one.is_dir() and not _is_link(one)]
    return [folder for folder in folders if not any(folder.resolve() in home.parents for home in homes)]


def _home(environment: Path) -> Path | None:
    """Where the Python lies that an environment was made from."""
    try:
        lines = (environment / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    found = next((line.partition("=")[2].strip() for line in lines if line.startswith("home =")), "")
    return Path(found).resolve() if found else None


def _delete(entry: Path) -> None:
    if _is_link(entry):
        # A junction of Windows is a folder to `rmdir`, and a link to nothing else.
        entry.rmdir() if sys.platform == "win32" and entry.is_dir() and not entry.is_symlink() else entry.unlink()
    elif entry.is_dir():
        shutil.rmtree(entry)
    else:
        entry.unlink()


def _is_link(entry: Path) -> bool:
    """A symbolic link, or a junction of Windows."""
    try:
        os.readlink(entry)  # noqa: PTH115 # `Path.readlink` knows no junctions in Python 3.9
    except OSError:
        return False
    return True
