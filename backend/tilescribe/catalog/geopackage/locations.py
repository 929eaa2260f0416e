"""Where rasters are, seen from where the catalog is: both may have been copied or mounted elsewhere together.

A raster is kept by two paths: the absolute one under which it was last seen, and the way to it from the catalog's
folder. The second is followed where it leads to a file, so that a catalog that went along with its imagery finds it.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.catalog.availability import is_there
from tilescribe.domain.names import gdal_name

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Location", "Locations", "path_from_catalog"]


def path_from_catalog(path: str, folder: str) -> str | None:
    """The name with its file as seen from `folder` (absolute), with forward slashes; None where there is no such way.

    There is none to another drive, to an address, or to what is named relative to a working folder.
    """
    name = gdal_name(path)
    if not name.file or not os.path.isabs(name.file):  # noqa: PTH117
        return None
    try:
        relative = os.path.relpath(name.file, folder)
    except ValueError:  # another drive
        return None
    seen = str(name.with_file(relative.replace(os.sep, "/")))
    # A folder called `scene:2` must not be taken for the name of a driver.
    return f"./{seen}" if not name.prefix and gdal_name(seen).prefix else seen


@dataclass(frozen=True, slots=True)
class Location:
    path: str
    """What GDAL opens."""
    available: bool
    """Its file is there; true of what only a network could tell."""


@dataclass(slots=True)
class Locations:
    """Resolves the paths of one catalog; each is looked for once in the life of this object, which is to be short."""

    folder: str
    """Of the catalog; empty where it lies in memory."""
    _known: dict[tuple[str, str | None], Location] = field(default_factory=dict)

    @classmethod
    def of(cls, db: sqlite3.Connection) -> Locations:
        (_, _, file) = db.execute("PRAGMA database_list").fetchone()
        return cls(os.path.dirname(_plain(file)) if file else "")  # noqa: PTH120

    def find(self, path: str, relative: str | None) -> Location:
        """The relative path where it leads to a file, else the absolute one."""
        key = path, relative
        if key not in self._known:
            self._known[key] = self._find(path, relative)
        return self._known[key]

    def relative(self, path: str) -> str | None:
        """As `path_from_catalog`, from this catalog's folder."""
        return path_from_catalog(path, self.folder) if self.folder else None

    def _find(self, path: str, relative: str | None) -> Location:
        if relative is not None and self.folder:
            name = gdal_name(relative)
            # Not resolved: `link/../a.tif` is another file than `a.tif` only where the catalog's own folder is a link.
            near = str(name.with_file(os.path.normpath(os.path.join(self.folder, *name.file.split("/")))))  # noqa: PTH118
            if near != path and is_there(near):
                return Location(near, available=True)
        return Location(path, available=bool(path) and is_there(path))


def _plain(file: str) -> str:
    r"""Without the `\\?\` that SQLite may put before long paths of Windows."""
    return str(Path(re.sub(r"^\\\\\?\\", "", file)))
