"""What has to be known of a whole scene before its tiles can be looked at: the stretch and the untagged collar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.domain.bands import Quantity
from tilescribe.domain.raster import Stretch
from tilescribe.raster.gdal import dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster

__all__ = ["Collar", "Scene", "scan_scene"]

_SAMPLE_PX = 1024
"""Side of the decimated picture the statistics are taken from: a million values fix a percentile to 0.02 %."""
_SMALL_PX = 4096 * 4096
"""Rasters up to this many pixels are read whole, decimated, when they have no overviews: seconds at most."""
_PATCHES = 8
"""Without overviews, patches along each axis stand for a large raster: 8 x 8 x 256 x 256 px are 4 million values."""
_PATCH_PX = 256
_LOW, _HIGH = 2.0, 98.0
"""Percentiles of the stretch, the cumulative cut that GIS programs default to."""
_COLLAR_RUN_PX = 64
"""Outermost pixels in a row that must carry the collar's value in all bands; fewer are dark or bright picture."""
_LOSSY = {"JPEG", "YCBCR JPEG", "WEBP", "JPEG2000"}
_LOSSY_TOLERANCE = 8
"""Grey values by which lossy compression stains a black collar, seen on JPEG quality 75."""


@dataclass(frozen=True, slots=True)
class Collar:
    """Untagged fill around a picture (the black wedge of a warped scene): all bands near one value."""

    value: float
    tolerance: float


@dataclass(frozen=True, slots=True)
class Scene:
    stretch: Stretch
    collar: Collar | None
    """None where nodata, alpha or a mask say what is valid, or where the borders carry picture."""


def scan_scene(raster: Raster) -> Scene:
    """Stretch (2nd to 98th percentile of valid pixels by band) and collar of a raster, from a sample of it.

    Overviews are used where there are some; a large raster without them is sampled in 64 patches. Memory does not
    depend on the raster's size.

    Raises:
        RasterReadError: not even a part of the sample can be read.
    """
    from rasterio.errors import RasterioError

    with dataset(raster) as source:
        collar = _find_collar(raster, source)
        samples, problem = [], None
        for out_shape, window in _sample_windows(raster, source):
            try:
                data = read_bands(raster, source, window=window, out_shape=out_shape)
                valid = valid_mask(raster, source, data, window=window, collar=collar)
            except RasterioError as error:  # one corrupt block costs its patch only; its tiles will say so
                problem = error
                continue
            samples.append(data[:, valid])
        if not samples and problem is not None:
            raise problem
    values = np.concatenate(samples, axis=1)
    pairs = [_percentiles(band) for band in values]
    return Scene(Stretch(tuple(low for low, _ in pairs), tuple(high for _, high in pairs)), collar)


def read_bands(raster: Raster, source: Any, *, window: Any, out_shape: tuple[int, int] | None) -> NDArray[Any]:
    """(bands, height, width) of the picture bands in the stored type; a palette becomes red, green, blue.

    Decimation averages, but for a palette, whose numbers are names.
    """
    from rasterio.enums import Resampling

    indexes = [1] if raster.palette else [band.index for band in raster.bands]
    data: NDArray[Any]
    if out_shape is None:
        data = source.read(indexes, window=window)
    else:
        resampling = Resampling.nearest if raster.palette else Resampling.average
        data = source.read(indexes, window=window, out_shape=(len(indexes), *out_shape), resampling=resampling)
    return _expand_palette(source, data) if raster.palette else data


def valid_mask(
    raster: Raster, source: Any, data: NDArray[Any], *, window: Any, collar: Collar | None
) -> NDArray[np.bool_]:
    """(height, width), True where there is picture: by nodata, alpha, mask band, NaN and collar.

    A pixel is valid when any band has data there, as `rasterio.DatasetReader.dataset_mask` has it.
    """
    shape = data.shape[1:]
    if _mask_is_stored(source):
        valid: NDArray[np.bool_] = source.dataset_mask(window=window, out_shape=shape) != 0
    elif raster.nodata is not None and not np.isnan(raster.nodata) and not raster.palette:
        valid = (data != data.dtype.type(raster.nodata)).any(axis=0)
    elif raster.nodata is not None:
        valid = source.dataset_mask(window=window, out_shape=shape) != 0
    else:
        valid = np.ones(shape, dtype=bool)
    if data.dtype.kind == "f":
        valid &= np.isfinite(data).any(axis=0)
    if collar is not None:
        valid &= ~_collar_mask(data, collar)
    return valid


_LEAST_COLLAR_PX = 64
"""Smaller patches of the collar's value are dark or bright pixels of the picture."""


def _collar_mask(data: NDArray[Any], collar: Collar) -> NDArray[np.bool_]:
    from scipy import ndimage

    filled = _all_near(data, collar)
    if not filled.any() or filled.all():
        return filled
    labels, _ = ndimage.label(filled)
    large = np.bincount(labels.ravel()) >= _LEAST_COLLAR_PX
    large[0] = False
    mask: NDArray[np.bool_] = large[labels]
    return mask


def _all_near(data: NDArray[Any], collar: Collar) -> NDArray[np.bool_]:
    if collar.tolerance == 0:
        near: NDArray[np.bool_] = (data == data.dtype.type(collar.value)).all(axis=0)
    elif collar.value == 0:
        near = (data <= collar.tolerance).all(axis=0)
    else:
        near = (data >= collar.value - collar.tolerance).all(axis=0)
    return near


def _mask_is_stored(source: Any) -> bool:
    """Whether an alpha or a mask band says what is valid; nodata is quicker to compare by hand."""
    from rasterio.enums import MaskFlags

    return any(MaskFlags.alpha in flags or MaskFlags.per_dataset in flags for flags in source.mask_flag_enums)


def _find_collar(raster: Raster, source: Any) -> Collar | None:
    if raster.nodata is not None or raster.palette or raster.quantity is Quantity.OTHER or _mask_is_stored(source):
        return None
    lossy = source.dtypes[0] == "uint8" and str(source.compression or "").upper().rsplit(".")[-1] in _LOSSY
    tolerance = _LOSSY_TOLERANCE if lossy else 0
    strips = _outermost(raster, source)
    values = (0.0, 255.0) if raster.dtype == "uint8" else (0.0,)
    for value in values:
        collar = Collar(value, tolerance)
        if any(_has_run(_all_near(strip, collar)) for strip in strips):
            return collar
    return None


def _has_run(filled: NDArray[np.bool_]) -> bool:
    """Whether `_COLLAR_RUN_PX` neighbours, or all of a shorter strip, are True."""
    length = min(_COLLAR_RUN_PX, len(filled))
    return bool((np.convolve(filled, np.ones(length, dtype=int), mode="valid") == length).any())


def _outermost(raster: Raster, source: Any) -> list[NDArray[Any]]:
    """Strips of (bands, n) outermost pixels; of a large raster, a few along each of its borders."""
    from rasterio.errors import RasterioError
    from rasterio.windows import Window

    width, height = raster.width, raster.height
    across = range(0, width, max(_PATCH_PX, width // _PATCHES))
    down = range(0, height, max(_PATCH_PX, height // _PATCHES))
    wide, tall = min(_PATCH_PX, width), min(_PATCH_PX, height)
    windows = [Window(min(col, width - wide), row, wide, 1) for col in across for row in (0, height - 1)]
    windows += [Window(col, min(row, height - tall), 1, tall) for row in down for col in (0, width - 1)]
    strips = []
    for window in windows:
        try:
            data = read_bands(raster, source, window=window, out_shape=None)
        except RasterioError:
            continue  # the tiles there will be reported as unreadable
        strips.append(data.reshape(len(data), -1))
    return strips


def _sample_windows(raster: Raster, source: Any) -> Iterator[tuple[tuple[int, int] | None, Any]]:
    """(output shape, window) of the reads that stand for the scene."""
    from rasterio.windows import Window

    width, height = raster.width, raster.height
    if source.overviews(1) or width * height <= _SMALL_PX:
        scale = max(1.0, max(width, height) / _SAMPLE_PX)
        yield (max(1, round(height / scale)), max(1, round(width / scale))), Window(0, 0, width, height)
        return
    cols = np.linspace(0, max(0, width - _PATCH_PX), _PATCHES).astype(int)
    rows = np.linspace(0, max(0, height - _PATCH_PX), _PATCHES).astype(int)
    for row in rows.tolist():
        for col in cols.tolist():
            yield None, Window(col, row, min(_PATCH_PX, width), min(_PATCH_PX, height))


def _percentiles(values: NDArray[Any]) -> tuple[float, float]:
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    low, high = (float(value) for value in np.percentile(values, (_LOW, _HIGH)))
    return (low, high) if high > low else (low, low + 1.0)


def _expand_palette(source: Any, data: NDArray[Any]) -> NDArray[np.uint8]:
    table = np.zeros((256 if data.dtype == np.uint8 else 65536, 3), dtype=np.uint8)
    for number, colour in source.colormap(1).items():
        table[number] = colour[:3]
    rgb: NDArray[np.uint8] = np.moveaxis(table[data[0]], -1, 0)
    return np.ascontiguousarray(rgb)
