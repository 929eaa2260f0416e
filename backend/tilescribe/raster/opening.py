"""Open a path as a `Raster`, or raise an error that tells why it is none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.period import Period
from tilescribe.domain.plurals import plural
from tilescribe.domain.raster import Raster
from tilescribe.domain.tile import Window
from tilescribe.errors import (
    NotARasterError,
    NotGeoreferencedError,
    RasterError,
    RasterNotFoundError,
    RasterPermissionError,
    RasterReadError,
)
from tilescribe.raster.archives import LONGEST_TAR_NAME, is_long_in_tar
from tilescribe.raster.band_metadata import read_band_metadata
from tilescribe.raster.completeness import refuse_truncated
from tilescribe.raster.containers import page_notices
from tilescribe.raster.detection import detect_profile
from tilescribe.raster.footprints import footprint
from tilescribe.raster.gdal import dataset, dataset_name, gdal_environment, gdal_reason, unexpected_errors_wrapped
from tilescribe.raster.georeference import PixelToGround, ground_of_dataset, ground_of_transform
from tilescribe.raster.paths import refuse_special_file, suffix_of
from tilescribe.raster.placement import Placement, placement_of
from tilescribe.raster.products import sources_of
from tilescribe.raster.rasterio_types import environment, open_dataset
from tilescribe.raster.stamps import fingerprint
from tilescribe.raster.times import Acquisition, acquisition_of

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import Dataset

__all__ = ["dataset", "open_raster", "read_acquisition"]

_TIFF_STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MANY = 6
"""Parts of a container that an error names; more would hide the message."""
_FORMATS: tuple[tuple[tuple[str, ...], bytes, frozenset[str]], ...] = (
    (("HDF4",), b"\x0e\x03\x13\x01", frozenset({".h4", ".hdf4"})),
    (("HDF5", "netCDF"), b"\x89HDF\r\n\x1a\n", frozenset({".h5", ".hdf5", ".he5"})),
    (("MrSID",), b"msid", frozenset({".sid"})),
    (("JP2OpenJPEG", "JP2KAK", "JP2ECW", "JP2MrSID"), b"\0\0\0\x0cjP  ", frozenset({".jp2", ".j2k", ".jpx", ".jpf"})),
    (("ECW",), b"e\x02", frozenset({".ecw"})),
    (("KEA",), b"", frozenset({".kea"})),
    (("netCDF", "GMT"), b"CDF", frozenset({".nc"})),
    (("JPEGXL",), b"\0\0\0\x0cJXL ", frozenset({".jxl"})),
    (("WEBP",), b"", frozenset({".webp"})),
)
"""Drivers that builds of GDAL lack: any one of them, the first bytes of their files, and suffixes."""


@unexpected_errors_wrapped
def open_raster(
    path: str,
    *,
    profile: str | None = None,
    acquired: Period | datetime | None = None,
    nodata: str | None = None,
) -> Raster:
    """Open a raster and settle all there is to know before its tiles are planned; no handle stays open.

    Args:
        path: What GDAL opens: a file, a `/vsi…` path, or the name of a subdataset; or a product of one file a band.
        profile: Name of the sensor profile to use instead of the detected one.
        acquired: When it was acquired, instead of what is detected; a moment without a zone is UTC.
        nodata: What to take as nodata instead of what the file declares: a number, `nan`, one for each picture band
            separated by commas, or `none`.

    Raises:
        RasterNotFoundError: Nothing is there.
        RasterPermissionError: It may not be read.
        NotARasterError: GDAL finds no raster in it, or none that shows a picture (complex numbers).
        NotGeoreferencedError: Nothing says where on Earth it lies.
        RasterReadError: It is a raster, and damaged.
        UnexpectedRasterError: A library fails on it in a way that nobody foresaw.
        UnknownProfileError, InvalidOptionError: `profile` does not exist, or it or `nodata` does not fit the bands.
    """
    sources = sources_of(path)
    for file in sources or (path,):
        _check_readable(file)
    with _opened(path) as source:
        _check_picture(path, source)
        refuse_truncated(path, source)
        placement = placement_of(path, source)
        ground = _ground(path, source, placement)
        metadata = read_band_metadata(path, source, nodata=nodata)
        detected = detect_profile(metadata, override=profile)
        acquisition = _acquisition(path, metadata.tags, acquired)
        period = acquisition.period
        gsd_x_m, gsd_y_m = _gsd(path, ground)
        return Raster(
            path=path,
            fingerprint=fingerprint(path),
            driver=source.driver,
            width=source.width,
            height=source.height,
            dtype=metadata.dtype,
            bands=detected.bands,
            nodata=metadata.nodata,
            palette=metadata.palette,
            profile=detected.profile.name,
            profile_source=detected.source,
            quantity=detected.quantity,
            crs=placement.crs,
            georeferencing=placement.georeferencing,
            transform=placement.transform,
            gsd_x_m=gsd_x_m,
            gsd_y_m=gsd_y_m,
            footprint=footprint(Window(0, 0, source.height, source.width), ground),
            acquired=period.start if period else None,
            acquired_end=period.end if period else None,
            acquired_source=acquisition.source,
            sensor=detected.sensor,
            has_overviews=bool(source.overviews(metadata.indexes[0])),
            notices=(
                *placement.notices,
                *detected.notices,
                *acquisition.notices,
                *page_notices(path, source),
                *_of_product(sources),
            ),
            sources=tuple(os.path.relpath(file, os.path.dirname(path)) for file in sources),  # noqa: PTH120
        )


@unexpected_errors_wrapped
def read_acquisition(path: str) -> Acquisition:
    """When a raster was acquired by its tags and its name, as `open_raster` settles it where nobody says otherwise.

    Raises:
        RasterError: it cannot be opened; as `open_raster`.
    """
    for file in sources_of(path) or (path,):
        _check_readable(file)
    with _opened(path) as source:
        _check_picture(path, source)
        return acquisition_of(path, read_band_metadata(path, source, nodata=None).tags)


def _check_readable(path: str) -> None:
    """Tell what the operating system knows better than GDAL; virtual paths and subdatasets are left to GDAL."""
    if path.startswith("/vsi") or (":" in path and not Path(path).exists()):
        return
    refuse_special_file(path)
    try:
        if Path(path).is_dir():
            return
        with Path(path).open("rb") as file:
            empty = not file.read(1)
    except PermissionError as error:
        raise RasterPermissionError(
            f"{path} may not be read", remedy="Ask for permission to read it, or leave it out"
        ) from error
    except FileNotFoundError as error:
        raise RasterNotFoundError(f"{path} does not exist", remedy="Check the spelling of the path") from error
    except (OSError, ValueError) as error:
        raise RasterReadError(f"{path} cannot be read: {error}", remedy="Check the path and the disk") from error
    if empty:
        raise NotARasterError(f"{path} is empty", remedy="Copy or download it again")


@contextmanager
def _opened(path: str) -> Iterator[Dataset]:
    """The dataset, with an error that tells a missing file, a damaged one and one that is no raster apart."""
    from rasterio.errors import RasterioError

    with gdal_environment():
        try:
            source = open_dataset(dataset_name(path))
        except RasterioError as error:
            raise _refusal(path, gdal_reason(error)) from error
        with source:
            try:
                yield source
            except RasterioError as error:
                raise RasterReadError(
                    f"{path} cannot be read: {gdal_reason(error)}",
                    remedy="Check that the file is complete, for example with gdalinfo, and copy it again",
                ) from error


def _refusal(path: str, reason: str) -> RasterError:
    if any(is_long_in_tar(file) for file in sources_of(path) or (path,)):
        return RasterReadError(
            f"The names in the tar archive of {path} have {LONGEST_TAR_NAME} characters or more, which GDAL cuts off",
            remedy="Unpack the archive, or pack it as zip",
        )
    if path.startswith("/vsi") and any(word in reason for word in ("does not exist", "No such file", "404")):
        return RasterNotFoundError(f"{path} does not exist", remedy="Check the spelling of the path or address")
    if not path.startswith("/vsi") and Path(path).is_file():
        with Path(path).open("rb") as file:
            start = file.read(512)
        if start.startswith(_TIFF_STARTS):
            return RasterReadError(
                f"{path} is a damaged TIFF: {reason}", remedy="Copy or download it again; it may be cut short"
            )
        if driver := _missing_driver(path, start):
            return NotARasterError(
                f"{path} cannot be opened: this GDAL has no {driver} driver",
                remedy="Convert it to GeoTIFF with a program that reads it, or install a GDAL that has the driver",
            )
        if b"<html" in start.lower() or b"<!doctype" in start.lower():
            return NotARasterError(
                f"{path} is a web page, not a raster",
                remedy="Download it again; the server may have answered with a login or error page",
            )
    return NotARasterError(
        f"GDAL finds no raster in {path}: {reason}", remedy="Check with gdalinfo what it is, or leave it out"
    )


def _of_product(sources: tuple[str, ...]) -> tuple[str, ...]:
    if not sources:
        return ()
    return (f"Put together from {len(sources)} files of one band each; quality, class and other bands are left out",)


def _missing_driver(path: str, start: bytes) -> str | None:
    """The driver that the file's suffix, or its first bytes, ask for, where this GDAL was built without it."""
    asked = [drivers for drivers, _, suffixes in _FORMATS if suffix_of(path) in suffixes]
    asked += [drivers for drivers, first, _ in _FORMATS if first and start.startswith(first)]
    with environment() as env:
        present = env.drivers()
    return next((drivers[0] for drivers in asked if not any(driver in present for driver in drivers)), None)


def _check_picture(path: str, source: Dataset) -> None:
    if source.count == 0:
        parts = source.subdatasets
        if not parts:
            raise NotARasterError(f"{path} holds no band", remedy="Check with gdalinfo what it is, or leave it out")
        named = ", ".join(parts[:_MANY]) + (f" and {len(parts) - _MANY} more" if len(parts) > _MANY else "")
        raise NotARasterError(
            f"{path} is a container of {plural(len(parts), 'raster')}", remedy=f"Name the one you mean: {named}"
        )
    complex_types = sorted({dtype for dtype in source.dtypes if dtype.startswith("complex")})
    if complex_types:
        raise NotARasterError(
            f"{path} stores complex numbers ({', '.join(complex_types)}), which are no picture",
            remedy="Convert it to intensity, for example with gdal_calc.py",
        )


def _ground(path: str, source: Dataset, placement: Placement) -> PixelToGround:
    if placement.transform is not None:
        return ground_of_transform(placement.transform, crs=placement.crs, width=source.width, height=source.height)
    return ground_of_dataset(path, source, georeferencing=placement.georeferencing, crs=placement.crs)


def _gsd(path: str, ground: PixelToGround) -> tuple[float, float]:
    """At the centre. A centre without ground, as in some views of the whole Earth, leaves no size to speak of."""
    gsd_x_m, gsd_y_m = ground.gsd(ground.width / 2, ground.height / 2)
    if not (gsd_x_m > 0 and gsd_y_m > 0):  # not a number is no size either
        raise NotGeoreferencedError(
            f"The pixels of {path} have no size on the ground ({gsd_x_m:g} x {gsd_y_m:g} m)",
            remedy="Check the transform with gdalinfo, and assign the right one with gdal_edit.py",
        )
    return gsd_x_m, gsd_y_m


def _acquisition(path: str, tags: Mapping[str, str], acquired: Period | datetime | None) -> Acquisition:
    """What the user says, else what the file does."""
    if acquired is None:
        return acquisition_of(path, tags)
    return Acquisition(acquired if isinstance(acquired, Period) else Period.of_moment(acquired), "user")
