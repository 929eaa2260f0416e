"""Zip and tar archives: their listing, and small files in them that GDAL does not read by itself."""

from __future__ import annotations

import tarfile
import zipfile
from pathlib import Path, PurePosixPath

from tilescribe.errors import RasterNotFoundError, RasterPermissionError, RasterReadError
from tilescribe.raster.paths import archive_of, refuse_special_file

__all__ = ["LONGEST_TAR_NAME", "archive_prefix", "is_long_in_tar", "list_archive", "read_from_archive"]

LONGEST_TAR_NAME = 100
"""Characters of a name that GDAL reads in the tar archives that most programs write (POSIX.1-2001, pax)."""
_PREFIXES = {".zip": "/vsizip/", ".kmz": "/vsizip/", ".tar": "/vsitar/", ".tgz": "/vsitar/", ".tar.gz": "/vsitar/"}


def archive_prefix(path: str) -> str | None:
    """The prefix with which GDAL opens an archive, such as `/vsizip/`; None for any other file."""
    return next((prefix for suffix, prefix in _PREFIXES.items() if path.lower().endswith(suffix)), None)


def list_archive(path: str) -> list[str]:
    """All files under an archive, or a folder in one, as GDAL paths.

    Raises:
        RasterNotFoundError, RasterPermissionError: The archive is not there, or may not be read.
        RasterReadError: It cannot be listed.
    """
    import pyogrio
    from pyogrio.errors import DataSourceError

    archive = archive_of(path)
    if archive and not archive[0].startswith("/vsi"):
        _check_readable(archive[0])
    try:
        names = [str(name) for name in pyogrio.vsi_listtree(path) if not str(name).endswith("/")]
    except (DataSourceError, OSError) as error:
        # GDAL takes the name of an archive of one file for that file, which is no folder.
        names = _members(path)
        if not names:
            raise RasterReadError(
                f"{path} cannot be listed as an archive", remedy="Check that the archive is complete, and unpack it"
            ) from error
    if any(is_long_in_tar(name) for name in names):
        # Cut off there; whoever opens the files by their full names will tell.
        return _members(path) or names
    return names


def is_long_in_tar(path: str) -> bool:
    """Whether GDAL cuts, or has cut, the name off that a file has in a tar archive."""
    archive = archive_of(path)
    # `tar c .` puts ./ before it.
    return archive is not None and path.startswith("/vsitar/") and len(archive[1]) >= LONGEST_TAR_NAME - len("./")


def read_from_archive(path: str) -> bytes | None:
    """The content of a small file in a local zip or tar archive; None where there is none, or it cannot be read."""
    archive = archive_of(path)
    if archive is None or archive[0].startswith("/vsi") or not archive[1]:
        return None
    try:
        if zipfile.is_zipfile(archive[0]):
            with zipfile.ZipFile(archive[0]) as opened:
                return opened.read(archive[1])
        with tarfile.open(archive[0]) as tar:
            # Also as `./name`, which is how `tar c .` writes it.
            for name in (archive[1], f"./{archive[1]}"):
                if name in tar.getnames() and (file := tar.extractfile(name)):
                    return file.read()
    except (KeyError, OSError, tarfile.TarError, zipfile.BadZipFile, RuntimeError):  # the last: encrypted
        return None
    return None


def _members(path: str) -> list[str]:
    """The files under a local archive, or a folder in one, as GDAL paths, without asking GDAL."""
    found = archive_of(path)
    if found is None:
        return []
    archive, below = found
    try:
        if zipfile.is_zipfile(archive):
            with zipfile.ZipFile(archive) as opened:
                names = [entry.filename for entry in opened.infolist() if not entry.is_dir()]
        else:
            with tarfile.open(archive) as tar:
                names = [member.name for member in tar.getmembers() if member.isfile()]
    except (OSError, tarfile.TarError, zipfile.BadZipFile):
        return []
    clean = [str(PurePosixPath(name)) for name in names]
    inside = [name for name in clean if not below or name.startswith(below.rstrip("/") + "/")]
    return [f"{path[: path.index(archive)]}{archive}/{name}" for name in inside]


def _check_readable(path: str) -> None:
    refuse_special_file(path)
    try:
        with Path(path).open("rb"):
            pass
    except PermissionError as error:
        raise RasterPermissionError(
            f"{path} may not be read", remedy="Ask for permission to read it, or leave it out"
        ) from error
    except OSError as error:
        raise RasterNotFoundError(f"{path} does not exist", remedy="Check the spelling of the path") from error
