"""Files that hold several rasters: netCDF and HDF containers, GeoPackages of tiles, and TIFFs of several pages."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from tilescribe.domain.names import container_of
from tilescribe.errors import RasterError
from tilescribe.raster.gdal import dataset
from tilescribe.raster.paths import is_remote, refuse_special_file, suffix_of

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import Dataset

__all__ = ["holds_tiles", "is_missing_subdataset", "page_notices", "subdatasets_of"]

_CONTAINERS = frozenset({".nc", ".nc4", ".hdf", ".h4", ".hdf4", ".h5", ".hdf5", ".he5", ".gpkg"})
_TIFFS = frozenset({".tif", ".tiff", ".gtif", ".gtiff", ".btf"})
_NEW_SUBFILE_TYPE = 254
_REDUCED_OR_MASK = 0b101
"""Bits of NewSubfileType (TIFF 6.0, page 36): an overview of another picture, or its mask."""
_MOST_PAGES = 10_000


def subdatasets_of(path: str) -> tuple[str, ...]:
    """The georeferenced rasters in a file by their GDAL names; the path itself for a file of one raster.

    A container none of whose parts has a place stays one, so that opening it tells which parts there are. The first
    page of a TIFF is the file itself.
    """
    if is_remote(path):
        return (path,)
    container = suffix_of(path) in _CONTAINERS
    if not container and not (suffix_of(path) in _TIFFS and _has_pages(path)):
        return (path,)
    try:
        with dataset(path) as source:
            names = list(source.subdatasets)
            alone = not names or (container and source.count > 0 and _has_place(source))
    except RasterError:
        return (path,)
    if alone:
        return (path,)
    if container:
        return tuple(_placed(names)) or (path,)
    return (path, *_placed(names[1:]))


def holds_tiles(path: str) -> bool:
    """Whether a file on disk is a GeoPackage of pictures or grids, perhaps with vector layers, by what it lists."""
    if suffix_of(path) != ".gpkg":
        return False
    try:
        refuse_special_file(path)
        # Without files of locks and logs beside it, which other ways of opening would leave there.
        with closing(sqlite3.connect(f"{Path(path).absolute().as_uri()}?immutable=1", uri=True)) as db:
            query = "SELECT 1 FROM gpkg_contents WHERE data_type IN ('tiles', '2d-gridded-coverage')"
            return db.execute(query).fetchone() is not None
    except (sqlite3.Error, ValueError, RasterError):
        return False


def is_missing_subdataset(path: str) -> bool:
    """Whether a part of a container is no longer in it: GDAL opens the container, and not the part."""
    container = container_of(path)
    return container is not None and _opens(container) and not _opens(path)


def page_notices(path: str, source: Dataset) -> tuple[str, ...]:
    """What the user should know of the other pages of an open TIFF: which of them are no rasters of their own."""
    names = list(source.subdatasets)
    if source.driver != "GTiff" or len(names) < 2 or path in names:
        return ()
    left_out = len(names) - len(subdatasets_of(path))
    return (f"Pages without a place on Earth are left out: {left_out} of {len(names)}",) if left_out else ()


def _opens(path: str) -> bool:
    try:
        with dataset(path):
            return True
    except RasterError:
        return False


def _placed(names: list[str]) -> Iterator[str]:
    for name in names:
        try:
            with dataset(name) as source:
                placed = _has_place(source)
        except RasterError:
            continue  # a table, a time series of one point, a part that is damaged
        if placed:
            yield name


def _has_place(source: Dataset) -> bool:
    placed = not source.transform.is_identity or bool(source.gcps[0]) or source.rpcs is not None
    return bool(source.count and source.width > 1 and source.height > 1 and placed)


def _has_pages(path: str) -> bool:
    """Whether a TIFF has a second picture that is no overview and no mask. Opening would take milliseconds."""
    if path.startswith("/vsi"):
        return False
    try:
        refuse_special_file(path)
        with Path(path).open("rb") as file:
            pictures = (kind for kind in _subfile_types(file) if not kind & _REDUCED_OR_MASK)
            return len(list(islice(pictures, 2))) == 2
    except (OSError, ValueError, struct.error, RasterError):
        return False  # whoever opens it will tell what is wrong with it


def _subfile_types(file: BinaryIO) -> Iterator[int]:
    """NewSubfileType of each directory of a classic TIFF or BigTIFF, in file order; 0 where it is not stated."""
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}[head[:2]] if head[:2] in (b"II", b"MM") else ""
    version = struct.unpack_from(f"{order}H", head, 2)[0] if order else 0
    if version not in (42, 43):
        return
    count_of, offset_of, entry_bytes = ("H", "I", 12) if version == 42 else ("Q", "Q", 20)
    (offset,) = struct.unpack_from(f"{order}{offset_of}", head, 4 if version == 42 else 8)
    seen: set[int] = set()
    while offset and offset not in seen and len(seen) < _MOST_PAGES:
        seen.add(offset)
        file.seek(offset)
        (count,) = struct.unpack(f"{order}{count_of}", file.read(struct.calcsize(f"{order}{count_of}")))
        entries = file.read(entry_bytes * min(count, 65_535))
        kind = 0
        for start in range(0, len(entries) - entry_bytes + 1, entry_bytes):
            if struct.unpack_from(f"{order}H", entries, start)[0] == _NEW_SUBFILE_TYPE:
                (kind,) = struct.unpack_from(f"{order}I", entries, start + (8 if version == 42 else 12))
        yield kind
        (offset,) = struct.unpack(f"{order}{offset_of}", file.read(struct.calcsize(f"{order}{offset_of}")))
