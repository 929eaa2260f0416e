"""Which rasters of a catalog are gone, and which of them may be removed: what is away may come back."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from tilescribe.catalog.availability import is_there
from tilescribe.domain.names import gdal_name
from tilescribe.domain.plurals import plural
from tilescribe.errors import RasterNotFoundError
from tilescribe.raster import is_missing_subdataset

if TYPE_CHECKING:
    from tilescribe.catalog.types import StoredRaster

__all__ = ["GoneRaster", "deleted_paths", "gone_rasters", "refuse_deleted"]

_MOUNT_POINTS_IN = ("/mnt", "/media", "/media/*", "/run/media/*", "/Volumes")
"""Folders whose subfolders vanish with their disks."""


@dataclass(frozen=True, slots=True)
class GoneRaster:
    """A raster that is not there: neither its file nor, where it lay in one, the archive or container still has it."""

    raster: StoredRaster
    kept: str
    """Why `--prune` would leave it in the catalog; empty where it would not."""


def gone_rasters(rasters: Iterable[StoredRaster], *, found: set[str], named: Sequence[str]) -> list[GoneRaster]:
    """The rasters that are gone, in the order given.

    Args:
        rasters: All of the catalog.
        found: Paths of this run's rasters; they need not be looked for.
        named: What the user named: folders, files, globs, GDAL names. Only what lies under them may be removed.
    """
    # Only those that this run has looked into: opening takes time.
    containers = {gdal_name(path).file for path in found}
    return [
        GoneRaster(raster, _why_kept(raster.path, named))
        for raster in rasters
        if raster.path not in found
        and (
            not is_there(raster.path)
            or (gdal_name(raster.path).file in containers and is_missing_subdataset(raster.path))
        )
    ]


def deleted_paths(named: Sequence[str], rasters: Iterable[StoredRaster]) -> list[str]:
    """The named files and folders that were deleted, of which the catalog has rasters.

    The folder that held one is there and holds other things, so that it is not that of a disk which is not mounted.
    """
    deleted = [one for one in named if _is_deleted(one)]
    return [one for one in deleted if any(_lies_under(raster.path, one) for raster in rasters)] if deleted else []


def refuse_deleted(named: Sequence[str], rasters: Iterable[StoredRaster]) -> None:
    """Say of a run without `--prune` what it would have removed.

    Raises:
        RasterNotFoundError: All that is named was deleted.
    """
    rasters = list(rasters)
    deleted = deleted_paths(named, rasters)
    if deleted and len(deleted) == len(named):
        doomed = [raster for raster in rasters if any(_lies_under(raster.path, one) for one in deleted)]
        tiles = sum(sum(raster.tiles.values()) for raster in doomed)
        raise RasterNotFoundError(
            f"{', '.join(deleted)} does not exist; the catalog has "
            f"{plural(len(doomed), 'raster')} with {plural(tiles, 'tile')} of it",
            remedy="Check the spelling of the path, or remove them from the catalog with --prune",
        )


def _why_kept(path: str, named: Sequence[str]) -> str:
    under = [one for one in named if _lies_under(path, one)]
    if not under:
        return "it lies outside the paths of this run"
    if any(_is_deleted(one) for one in under):
        return ""
    folder = os.path.dirname(gdal_name(path).file)  # noqa: PTH120
    if not _holds_anything(folder):
        return f"its folder {folder} is away or empty, as that of a disk which is not mounted"
    return ""


def _lies_under(path: str, named: str) -> bool:
    file, root = gdal_name(path).file, gdal_name(named).file
    if path == named or not file or not root:
        return path == named
    root = _absolute(root)
    if file == root or file.startswith(root.rstrip(os.sep) + os.sep):
        return True
    return glob.has_magic(root) and (fnmatch(file, root) or fnmatch(file, root.replace("[", "[[]")))


def _absolute(file: str) -> str:
    return os.path.abspath(os.path.expanduser(file))  # noqa: PTH100, PTH111 - as paths are found, links not followed


def _is_deleted(named: str) -> bool:
    """Whether what the user named is no longer where it was, and a disk that is away is not why."""
    file = gdal_name(named).file
    if not file or glob.has_magic(file):
        return False
    path = PurePath(_absolute(file))
    mounted = any(path.parent.match(one) for one in _MOUNT_POINTS_IN)
    return not os.path.lexists(path) and not mounted and _holds_anything(str(path.parent))


def _holds_anything(folder: str) -> bool:
    try:
        return next(Path(folder).iterdir(), None) is not None
    except OSError:
        return False
