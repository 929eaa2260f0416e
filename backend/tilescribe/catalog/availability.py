"""Whether the files of rasters are there, as far as a look at the disk and into local archives tells."""

from __future__ import annotations

import os
import tarfile
import zipfile
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from tilescribe.domain.names import band_files, gdal_name, member_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["is_in_archive", "is_there"]

_ARCHIVES_KEPT = 16
"""Tables of contents in memory: hits come from few archives at a time, and 100,000 names take some 20 MB."""


def is_there(path: str) -> bool:
    """Whether the raster's file is there: in its archive, too, and of a part of a container the container.

    What only a network could tell counts as there.
    """
    return all(_is_one_there(name) for name in band_files(path) or (path,))


def _is_one_there(path: str) -> bool:
    file = gdal_name(path).file
    return not file or (os.path.exists(file) and is_in_archive(path))  # noqa: PTH110 - asked of thousands


def is_in_archive(path: str) -> bool:
    """Whether the file or folder that a GDAL name chooses in a local zip or tar archive is there.

    True of what is in no archive, and where a look would not tell: compressed tar archives, which would have to be
    unpacked, damaged ones, other kinds, names that are not ASCII (archives do not say how they are written).
    """
    found = member_of(path)
    if found is None:
        return True
    archive, member = found
    if archive.startswith("/vsi"):
        return is_in_archive(archive)
    if not member or not member.isascii():
        return True
    try:
        info = os.stat(archive)  # noqa: PTH116 - asked of thousands
        names = _names(archive, info.st_mtime_ns, info.st_size)
    except (OSError, tarfile.TarError, zipfile.BadZipFile, NotImplementedError):
        return True  # opening it tells what is wrong
    return names is None or str(PurePosixPath(member.replace("\\", "/"))) in names


@lru_cache(maxsize=_ARCHIVES_KEPT)
def _names(archive: str, mtime_ns: int, size: int) -> frozenset[str] | None:
    """Files and folders of an archive as it was at that time; None where only unpacking would tell."""
    if archive.lower().endswith(".tar"):  # first: one that ends in a zip file looks like a zip file
        with tarfile.open(archive, "r:") as tar:
            return _with_folders(tar.getnames())
    if not zipfile.is_zipfile(archive):
        return None
    with zipfile.ZipFile(archive) as opened:
        return _with_folders(opened.namelist())


def _with_folders(names: Iterable[str]) -> frozenset[str]:
    # `tar c .` writes `./a.tif`.
    members = [PurePosixPath(name.replace("\\", "/")) for name in names]
    return frozenset(str(part) for member in members for part in (member, *member.parents))
