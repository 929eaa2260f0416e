"""What tells that a file is the one known: cheaply (stamp), and after a move (fingerprint)."""

from __future__ import annotations

import hashlib
import os
import re
import zipfile
from pathlib import Path
from typing import Any

from tilescribe.domain.raster import FileStamp
from tilescribe.errors import RasterNotFoundError, RasterPermissionError, RasterReadError
from tilescribe.raster.gdal import dataset, fails_alone
from tilescribe.raster.paths import archive_of, is_remote, placing_sidecars, suffix_of

__all__ = ["fingerprint", "stamp"]

_BLOCK_BYTES = 65_536
_BLOCKS = 64
"""64 x 64 KiB: files up to 4 MiB are read whole, and a few milliseconds are enough for any other on a local disk."""


@fails_alone
def stamp(path: str) -> FileStamp:
    """Size and time of last change, without reading the file: summed and latest over the files it consists of.

    A file in an archive has the archive's. A file behind a network address has zeros: nothing cheap is known, and
    imagery that is published under an address is not changed in place.

    Raises:
        RasterNotFoundError, RasterPermissionError: The file or its archive is not there, or may not be looked at.
        RasterReadError: A VRT does not open, so that nobody knows what it consists of.
    """
    if is_remote(path) or path.startswith("/vsimem/"):
        return FileStamp(size_bytes=0, mtime_ns=0)
    main = _stat(_container(path))
    stats = [main, *(_stat(part) for part in _parts(path))]
    return FileStamp(size_bytes=sum(s.st_size for s in stats), mtime_ns=max(s.st_mtime_ns for s in stats))


@fails_alone
def fingerprint(path: str) -> str:
    """Hex digest of a file's size and sampled content: the same after a move or a copy, another after an edit.

    An edit that keeps the size and falls between the samples of a large file escapes it; its stamp still differs.

    Raises:
        RasterNotFoundError, RasterPermissionError, RasterReadError: The file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    if is_remote(path) or path.startswith("/vsimem/"):
        _add_as_gdal_reads(digest, path)
        return digest.hexdigest()
    archived = archive_of(path)
    if archived and path.startswith("/vsizip/"):
        _add_zipped(digest, *archived)
        return digest.hexdigest()
    _add_file(digest, _container(path))
    for part in _parts(path):
        _add_file(digest, part)
    digest.update(_selector(path).encode())
    return digest.hexdigest()


def _container(path: str) -> str:
    """The file on disk: the archive, or the file that holds the subdataset."""
    archived = archive_of(path)
    if archived:
        return archived[0]
    if not os.path.exists(path):  # noqa: PTH110 - a GDAL name is no clean path
        # NETCDF:"scene.nc":red, GTIFF_DIR:2:scene.tif
        for piece in re.split(r'["]|:(?!//)', path):
            if piece and os.path.isfile(piece):  # noqa: PTH113
                return piece
    return path


def _selector(path: str) -> str:
    """What chooses a raster within its container."""
    archived = archive_of(path)
    if archived:
        return archived[1]
    container = _container(path)
    return "" if container == path else path.replace(container, "")


def _parts(path: str) -> list[str]:
    """Other files that the raster consists of: sources of a VRT, world files, projections."""
    if path.startswith("/vsi"):
        return []
    if suffix_of(path) == ".vrt":
        with dataset(path) as opened:
            files = [str(file) for file in opened.files]
        return sorted(file for file in files if file != path and Path(file).is_file())
    # Not .aux.xml: viewers write statistics there.
    return [name for name in placing_sidecars(path) if os.path.isfile(name)]  # noqa: PTH113 - asked of thousands


def _stat(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116
    except PermissionError as error:
        raise RasterPermissionError(
            f"{path} may not be read", remedy="Ask for permission to read it, or leave it out"
        ) from error
    except (OSError, ValueError) as error:
        raise RasterNotFoundError(f"{path} does not exist", remedy="Check the spelling of the path") from error


def _add_file(digest: Any, path: str) -> None:
    size = _stat(path).st_size
    if Path(path).is_dir():
        # Some formats are folders; their entries' sizes stand for them.
        entries = sorted((entry.name, entry.stat().st_size) for entry in Path(path).iterdir())
        digest.update(repr(entries).encode())
        return
    digest.update(f"{size};".encode())
    last = max(0, size - _BLOCK_BYTES)
    starts = sorted({last * number // (_BLOCKS - 1) for number in range(_BLOCKS)})
    try:
        with Path(path).open("rb") as file:
            for start in starts:
                file.seek(start)
                digest.update(file.read(_BLOCK_BYTES))
    except PermissionError as error:
        raise RasterPermissionError(
            f"{path} may not be read", remedy="Ask for permission to read it, or leave it out"
        ) from error
    except OSError as error:
        raise RasterReadError(
            f"{path} cannot be read: {error.strerror}", remedy="Check the disk, and copy the file again"
        ) from error


def _add_zipped(digest: Any, archive: str, inner: str) -> None:
    """The zip's own checksum of the file: no byte of it need be read."""
    _stat(archive)
    try:
        with zipfile.ZipFile(archive) as opened:
            entry = opened.getinfo(inner.strip("/")) if inner else opened.infolist()[0]
    except KeyError as error:
        raise RasterNotFoundError(
            f"{archive} holds no {inner}", remedy="List the archive with unzip -l, and check the spelling"
        ) from error
    except (zipfile.BadZipFile, OSError, IndexError) as error:
        raise RasterReadError(
            f"{archive} cannot be read as a zip archive: {error}", remedy="Check that it is complete, and copy it again"
        ) from error
    digest.update(f"{entry.file_size};{entry.CRC:08x}".encode())


def _add_as_gdal_reads(digest: Any, path: str) -> None:
    """Behind a network address: shape, place, tags and the first block's pixels."""
    with dataset(path) as opened:
        digest.update(repr((opened.profile, opened.tags())).encode())
        window = next(iter(opened.block_windows(1)))[1]
        digest.update(opened.read(1, window=window).tobytes())
