"""Find the rasters under the paths that a user names."""

from __future__ import annotations

import glob
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tilescribe.domain.names import base_name, gdal_name
from tilescribe.errors import (
    NoRastersFoundError,
    RasterError,
    RasterNotFoundError,
    RasterPermissionError,
    RasterReadError,
)
from tilescribe.raster.archives import archive_prefix, list_archive
from tilescribe.raster.containers import holds_tiles, subdatasets_of
from tilescribe.raster.gdal import wrapping_unexpected_errors
from tilescribe.raster.paths import archive_of, as_unicode, georeferencing_sidecars, suffix_of
from tilescribe.raster.products import gather_products

__all__ = ["Discovery", "find_rasters"]

_RASTERS = frozenset(
    {
        ".tif",
        ".tiff",
        ".gtiff",
        ".gtif",
        ".btf",
        ".vrt",
        ".jp2",
        ".j2k",
        ".jpx",
        ".jpf",
        ".img",
        ".ntf",
        ".nitf",
        ".nsf",
        ".ecw",
        ".sid",
        ".kea",
        ".tpkx",
        ".pix",
        ".dem",
        ".hgt",
        ".asc",
        ".bil",
        ".bip",
        ".bsq",
        ".rst",
        ".grd",
        ".hdf",
        ".h4",
        ".h5",
        ".hdf5",
        ".nc",
    }
)
"""Suffixes that are taken from folders. Others that GDAL opens (.xml, .pdf, .dat) are mostly something else."""
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".jxl"})
"""Taken from folders only beside a world file or the like: all others are photographs, quicklooks and logos."""
_SIDECARS = (
    ".ovr",
    ".msk",
    ".aux.xml",
    ".aux",
    ".prj",
    ".tab",
    ".map",
    ".wld",
    ".hdr",
    ".rrd",
    ".points",
    ".qml",
    ".sld",
)
_GDAL_NAME = re.compile(r"^[A-Z][A-Z0-9_]{2,}:", re.IGNORECASE)
"""What GDAL calls a part of a file, such as `NETCDF:scene.nc:red`."""


@dataclass(frozen=True, slots=True)
class Discovery:
    """The rasters that were found, and the paths that could not be searched."""

    rasters: tuple[str, ...]
    """Absolute, normalised, each once: in the order named, sorted within folders."""
    problems: tuple[RasterError, ...] = ()
    """Named paths that do not exist, folders that may not be listed, archives that cannot be read."""
    notices: tuple[tuple[str, str], ...] = ()
    """(path, what the user should know of it): archives in archives, which are not opened."""


def find_rasters(paths: Sequence[str]) -> Discovery:
    """Find the rasters under files, folders (recursively), globs (`**` too), archives, `/vsi…` paths and URLs.

    A file named as such is always returned, whatever its suffix, so that opening it can tell what is wrong with it.
    In folders, archives and globs without a suffix, files count that have a raster's suffix, GeoPackages of tiles, and
    what lies in archives, but not in archives in them; hidden files and sidecars do not, and pictures (PNG, JPEG, …)
    only beside a world file, `.aux.xml` or `.tab`. Of files that hold several rasters (netCDF, HDF, GeoPackage, TIFF of
    several pages) each one that has a place is returned, and of scenes that are delivered as one file a band (Landsat,
    Sentinel-2, HLS) the scene.

    Raises:
        RasterNotFoundError, RasterPermissionError, RasterReadError: The first problem, when no raster at all was found.
        NoRastersFoundError: The paths exist, and no raster is there.
    """
    search = _Search()
    for path in paths:
        search.add(os.fspath(path))
    search.leave_out_names_not_utf8()
    if not search.found and search.problems:
        raise search.problems[0]
    files = [path for path in search.found if not _accompanies(path, search.found)]
    rasters = tuple(dict.fromkeys(part for path in gather_products(files) for part in search.subdatasets_of(path)))
    if not rasters:
        raise NoRastersFoundError(
            ". ".join(
                [f"No raster found in {', '.join(paths) or 'an empty list of paths'}", *map(": ".join, search.notices)]
            ),
            remedy="Name a GeoTIFF or another georeferenced raster, or a folder that holds some",
        )
    return Discovery(rasters, tuple(search.problems), tuple(search.notices))


@dataclass(slots=True)
class _Search:
    found: dict[str, None] = field(default_factory=dict)
    """A dict as an ordered set."""
    problems: list[RasterError] = field(default_factory=list)
    notices: list[tuple[str, str]] = field(default_factory=list)
    _folders: set[tuple[int, int]] = field(default_factory=set)
    """(device, inode) of the folders seen: links may lead back."""

    def add(self, path: str) -> None:
        try:
            with wrapping_unexpected_errors(as_unicode(path)):
                self._add(path)
        except RasterError as problem:
            self.problems.append(problem)

    def subdatasets_of(self, path: str) -> tuple[str, ...]:
        """See `containers.subdatasets_of`; what fails there is left to opening, which names the file."""
        try:
            with wrapping_unexpected_errors(path):
                return subdatasets_of(path)
        except RasterError:
            return (path,)

    def leave_out_names_not_utf8(self) -> None:
        """Report files whose names are not UTF-8: they cannot be handed to GDAL, nor kept in a catalog."""
        for path in list(self.found):
            shown = as_unicode(path)
            if shown != path:
                del self.found[path]
                self.problems.append(RasterReadError(f"The name of {shown} is not UTF-8", remedy="Rename the file"))

    def _add(self, path: str) -> None:
        if path.startswith(("http://", "https://")):
            path = f"/vsicurl/{path}"
        if path.startswith("/vsi"):
            self._add_virtual(path)
            return
        local = os.path.abspath(os.path.expanduser(path))  # noqa: PTH100, PTH111 - Path.resolve would follow links
        try:
            is_folder = stat.S_ISDIR(Path(local).stat().st_mode)
        except PermissionError as error:
            raise _forbidden(local) from error
        except (OSError, ValueError) as error:
            if _GDAL_NAME.match(path):
                self.found[_with_absolute_container(path)] = None
                return
            if not glob.has_magic(local):
                raise RasterNotFoundError(
                    f"{as_unicode(path)} does not exist", remedy="Check the spelling of the path"
                ) from error
            self._add_glob(local)
            return
        if is_folder:
            self._add_folder(local)
        elif prefix := archive_prefix(local):
            self._add_virtual(prefix + local)
        else:
            self.found[local] = None

    def _add_glob(self, pattern: str) -> None:
        found = set(glob.glob(pattern, recursive=True))  # noqa: PTH207 - the pattern is absolute
        # Brackets may also stand in the names themselves.
        matches = sorted(found.union(glob.glob(pattern.replace("[", "[[]"), recursive=True)))  # noqa: PTH207
        if not matches:
            raise RasterNotFoundError(
                f"Nothing matches {pattern}", remedy="Check the pattern; ** stands for any folders"
            )
        named = bool(re.search(r"\.\w+$", pattern))
        for match in matches:
            if Path(match).is_dir():
                # Under a `**` each folder is matched by itself, too.
                if "**" not in pattern:
                    self._add_folder(match)
            elif prefix := archive_prefix(match):
                self.add(prefix + match)
            elif named or _is_raster(match, _siblings(match)) or holds_tiles(match):
                self.found[match] = None

    def _add_folder(self, folder: str) -> None:
        for place, folders, files in os.walk(folder, onerror=self._report, followlinks=True):
            if self._seen(place):
                folders.clear()
                continue
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            names = {name.lower() for name in files}
            for name in sorted(files):
                if _is_raster(name, names) or (not name.startswith(".") and holds_tiles(str(Path(place, name)))):
                    self.found[str(Path(place, name))] = None
                elif not name.startswith(".") and (prefix := archive_prefix(name)):
                    self.add(prefix + str(Path(place, name)))

    def _seen(self, folder: str) -> bool:
        try:
            info = Path(folder).stat()
        except OSError as error:
            self._report(error)
            return True
        seen = (info.st_dev, info.st_ino) in self._folders
        self._folders.add((info.st_dev, info.st_ino))
        return seen

    def _report(self, error: OSError) -> None:
        folder = str(error.filename)
        if isinstance(error, PermissionError):
            self.problems.append(_forbidden(folder))
        else:
            self.problems.append(
                RasterReadError(f"{folder} cannot be listed: {error.strerror}", remedy="Check the path and the disk")
            )

    def _add_virtual(self, path: str) -> None:
        """A file or folder of one of GDAL's virtual file systems; only archives can be listed."""
        path = _absolute_archive(path.rstrip("/"))
        if not path.startswith(("/vsizip/", "/vsitar/")) or suffix_of(path) in _RASTERS | _PICTURES:
            self.found[path] = None
            return
        listing = list_archive(path)
        names = {name.lower() for name in listing}
        for name in sorted(listing):
            if _is_raster(name, names):
                self.found[name] = None
        nested = sorted(name for name in listing if archive_prefix(name) and "/__MACOSX/" not in name)
        if nested:
            inside = base_name(nested[0])
            self.notices.append(
                (
                    path,
                    f"Archives inside it are not opened ({len(nested):,}, such as {inside}); unpack it to index them",
                )
            )


def _absolute_archive(path: str) -> str:
    """GDAL takes `/vsizip/a.zip` as relative to the working folder; the catalog outlives that."""
    archive = archive_of(path)
    if archive is None or archive[0].startswith("/") or not Path(archive[0]).exists():
        return path
    return path.replace(archive[0], str(Path(archive[0]).absolute()), 1)


def _with_absolute_container(path: str) -> str:
    """`NETCDF:scene.nc:red` with the container's absolute path: the catalog outlives the working folder."""
    name = gdal_name(path)
    if not name.file or Path(name.file).is_absolute() or not Path(name.file).exists():
        return path
    return str(name.with_file(str(Path(name.file).absolute())))


def _is_raster(path: str, siblings: set[str]) -> bool:
    """Whether a file found, not named, counts; `siblings` are the lower-case names or paths around it."""
    if base_name(path).startswith(".") or "/__MACOSX/" in path:
        return False
    if suffix_of(path) in _RASTERS:
        return True
    lower = path.lower()
    placing = {*georeferencing_sidecars(lower), f"{lower}.aux.xml", f"{lower.rsplit('.', 1)[0]}.tab"}
    return suffix_of(path) in _PICTURES and not siblings.isdisjoint(placing)


def _accompanies(path: str, found: dict[str, None]) -> bool:
    """Whether a named file is the sidecar of another named one, as in `folder/*` expanded by a shell."""
    lower = path.lower()
    ending = next((suffix for suffix in _SIDECARS if lower.endswith(suffix)), None)
    if ending is None and (suffix_of(path) in _RASTERS or not re.search(r"\.\w{1,3}w$", lower)):
        return False
    stem = path[: -len(ending)] if ending else path.rsplit(".", 1)[0]
    return any(other != path and other.startswith(stem) and suffix_of(other) in _RASTERS | _PICTURES for other in found)


def _siblings(path: str) -> set[str]:
    """Lower-case paths of all files in the file's folder."""
    return {str(entry).lower() for entry in Path(path).parent.iterdir()}


def _forbidden(path: str) -> RasterPermissionError:
    return RasterPermissionError(f"{path} may not be read", remedy="Ask for permission to read it, or leave it out")
