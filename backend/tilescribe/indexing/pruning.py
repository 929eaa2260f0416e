"""Which rasters of a catalog are gone, and which of them may be removed: what is away may come back."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.catalog.locations import is_there
from tilescribe.domain.names import gdal_name

if TYPE_CHECKING:
    from tilescribe.catalog.base import StoredRaster

__all__ = ["GoneRaster", "gone_rasters"]


@dataclass(frozen=True, slots=True)
class GoneRaster:
    """A raster whose file, or the archive or container that holds it, is not there."""

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
    return [
        GoneRaster(raster, _why_kept(raster.path, named))
        for raster in rasters
        if raster.path not in found and not is_there(raster.path)
    ]


def _why_kept(path: str, named: Sequence[str]) -> str:
    if not any(_lies_under(path, one) for one in named):
        return "it lies outside the paths of this run"
    folder = os.path.dirname(gdal_name(path).file)  # noqa: PTH120
    if not _holds_anything(folder):
        return f"its folder {folder} is away or empty, as that of a disk which is not mounted"
    return ""


def _lies_under(path: str, named: str) -> bool:
    file, root = gdal_name(path).file, gdal_name(named).file
    if path == named or not file or not root:
        return path == named
    root = os.path.abspath(os.path.expanduser(root))  # noqa: PTH100, PTH111 - as paths are found, links not followed
    if file == root or file.startswith(root.rstrip(os.sep) + os.sep):
        return True
    return glob.has_magic(root) and (fnmatch(file, root) or fnmatch(file, root.replace("[", "[[]")))


def _holds_anything(folder: str) -> bool:
    try:
        return next(Path(folder).iterdir(), None) is not None
    except OSError:
        return False
