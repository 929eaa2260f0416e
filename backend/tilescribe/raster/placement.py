"""Which kind of georeferencing of a file counts, and in which CRS."""

from __future__ import annotations

import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.raster import Georeferencing
from tilescribe.errors import NotGeoreferencedError
from tilescribe.raster.archives import read_from_archive
from tilescribe.raster.rasterio_types import crs_from_wkt

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import CoordinateReferenceSystem, Dataset, GroundControlPoint

__all__ = ["Placement", "placement_of"]

_LARGEST_DEGREE_PIXEL = 0.25
"""Degrees. Coarser grids without a CRS are more likely pixels or metres that happen to be small numbers."""


@dataclass(frozen=True, slots=True)
class Placement:
    """The georeferencing of a raster as it was decided."""

    georeferencing: Georeferencing
    crs: str
    """`EPSG:n` where it has a code, else WKT2; horizontal."""
    transform: tuple[float, float, float, float, float, float] | None
    """Affine (a, b, c, d, e, f) as rasterio orders it; None for GCPs and RPCs."""
    notices: tuple[str, ...] = ()


def placement_of(path: str, source: Dataset) -> Placement:
    """Decide how an open dataset is placed: a transform first, then GCPs, then RPCs.

    Raises:
        NotGeoreferencedError: There is none of them, or no CRS, or one that is not of the Earth's surface.
    """
    affine = source.transform
    transform = (affine.a, affine.b, affine.c, affine.d, affine.e, affine.f)
    if not affine.is_identity:
        crs, notices = _crs_of_transform(path, source, transform)
        return Placement(Georeferencing.GEOTRANSFORM, crs, _usable(path, transform), notices)
    gcps, gcp_crs = _gcps(path, source)
    if gcps:
        if gcp_crs is None:
            raise _without_crs(path, "ground control points")
        return Placement(Georeferencing.GCPS, _named(path, gcp_crs), None)
    if _has_rpcs(path, source):
        return Placement(Georeferencing.RPCS, "EPSG:4326", None)
    raise NotGeoreferencedError(
        f"{path} says nowhere on Earth it lies: it has no transform, ground control points or RPCs",
        remedy="Put a world file and a .prj beside it, or use gdal_edit.py -a_srs EPSG:n -a_ullr W N E S",
    )


def _gcps(path: str, source: Dataset) -> tuple[list[GroundControlPoint], CoordinateReferenceSystem | None]:
    try:
        points, crs = source.gcps
    except UnicodeDecodeError as error:
        raise NotGeoreferencedError(
            f"The ground control points of {path} have names that are not UTF-8",
            remedy="Rename them, for example with gdal_translate -of VRT and an editor",
        ) from error
    return points, crs


def _has_rpcs(path: str, source: Dataset) -> bool:
    try:
        return source.rpcs is not None
    except (ValueError, KeyError, IndexError) as error:  # rasterio takes the numbers on trust
        raise NotGeoreferencedError(
            f"The RPCs of {path} cannot be understood: {error}",
            remedy="Correct them in its _RPC.TXT or .RPB file, or orthorectify it from the original",
        ) from error


def _crs_of_transform(path: str, source: Dataset, transform: tuple[float, ...]) -> tuple[str, tuple[str, ...]]:
    if source.crs:
        return _named(path, source.crs), ()
    sidecar, text = _projection_file(path)
    if text is not None:
        from rasterio.errors import CRSError

        try:
            crs = crs_from_wkt(text, morph_from_esri_dialect=True)
        except CRSError as error:
            raise NotGeoreferencedError(
                f"{sidecar} holds no coordinate reference system that PROJ understands: {error}",
                remedy="Replace it by a WKT file for the raster's CRS",
            ) from error
        return _named(path, crs), (f"CRS taken from {sidecar.rsplit('/', 1)[-1]}",)
    if _looks_like_degrees(transform, source.width, source.height):
        return "EPSG:4326", ("No CRS stated; taken as EPSG:4326, since the coordinates look like degrees",)
    raise _without_crs(path, "a transform")


def _without_crs(path: str, stated: str) -> NotGeoreferencedError:
    return NotGeoreferencedError(
        f"{path} has {stated} and no coordinate reference system",
        remedy="Assign it, for example with gdal_edit.py -a_srs EPSG:n, or put a .prj beside a world file",
    )


def _projection_file(path: str) -> tuple[str, str | None]:
    """Name and text of the `.prj` beside a file: GDAL reads it for some formats only, and not for pictures."""
    stem = os.path.splitext(path)[0]  # noqa: PTH122
    for name in (f"{stem}.prj", f"{stem}.PRJ"):
        if path.startswith("/vsi"):
            content = read_from_archive(name)
        else:
            content = Path(name).read_bytes() if Path(name).is_file() else None
        if content is not None:
            return name, content.decode("utf-8", errors="replace")
    return "", None


def _looks_like_degrees(transform: tuple[float, ...], width: int, height: int) -> bool:
    a, b, c, d, e, f = transform
    if (c, f) == (0.0, 0.0) or max(abs(a), abs(b), abs(d), abs(e)) > _LARGEST_DEGREE_PIXEL:
        return False
    corners = [(a * col + b * row + c, d * col + e * row + f) for col in (0, width) for row in (0, height)]
    return all(-181 <= lon <= 361 and abs(lat) <= 90.5 for lon, lat in corners)


def _usable(path: str, transform: tuple[float, ...]) -> tuple[float, float, float, float, float, float]:
    a, b, c, d, e, f = transform
    if not all(math.isfinite(number) for number in transform):
        raise NotGeoreferencedError(
            f"The transform of {path} holds what is no number: {transform}",
            remedy="Write the right one, for example with gdal_edit.py -a_ullr W N E S",
        )
    if a * e == b * d:
        raise NotGeoreferencedError(
            f"The transform of {path} gives its pixels no area: {transform}",
            remedy="Write the right one, for example with gdal_edit.py -a_ullr W N E S",
        )
    return a, b, c, d, e, f


def _named(path: str, crs: CoordinateReferenceSystem) -> str:
    """`EPSG:n` or WKT2 of the horizontal part of a rasterio CRS."""
    from pyproj import CRS

    known = CRS.from_wkt(crs.to_wkt(version="WKT2_2019"))
    if known.is_compound:
        known = known.sub_crs_list[0]
    if not (known.is_geographic or known.is_projected):
        raise NotGeoreferencedError(
            f"The CRS {known.name!r} of {path} ({known.type_name}) is not of the Earth's surface",
            remedy="Assign a geographic or projected one, for example with gdal_edit.py -a_srs EPSG:n",
        )
    code = known.to_epsg(min_confidence=100)
    return f"EPSG:{code}" if code else str(known.to_wkt())
