"""Removal of the environments that the plugin made, and of nothing else."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from ..installation import Installation, delete
from ..paths import PluginPaths
from .lock import cleaning_up, setup_lock
from .plan import DOWNLOADS, MARKER

__all__ = ["remove_all", "remove_unused_environments", "size_bytes", "unused_environments"]


def unused_environments(paths: PluginPaths, used: Installation | None) -> list[Path]:
    """Environments that the plugin made and no longer uses: of earlier versions, of set-ups that were killed."""
    in_use = Path(used.folder) if used is not None and used.folder else None
    return [folder for folder in _environments(paths) if folder != in_use]


def remove_unused_environments(paths: PluginPaths, used: Installation | None) -> None:
    """Raises SetupLockedError while something is set up, OSError."""
    with cleaning_up(paths.data):
        _remove(unused_environments(paths, used))


def remove_all(paths: PluginPaths) -> None:
    """Every environment, what was downloaded, the installation file and the log. Catalogs are the user's and stay.

    Stop the engine first.

    Raises SetupLockedError, OSError.
    """
    with setup_lock(paths.data):
        downloads = paths.data / DOWNLOADS
        _remove([*_environments(paths), *([downloads] if (downloads / MARKER).is_file() else [])])
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
                shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
        shutil.rmtree(folder)
