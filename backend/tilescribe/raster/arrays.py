"""Windows of an open dataset as arrays: the picture bands, and where they are valid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import Window
    from tilescribe.raster.collar import Collar

__all__ = ["mask_is_stored", "read_bands", "valid_mask"]


def read_bands(
    raster: Raster, source: Any, window: Window, *, out_shape: tuple[int, int] | None, nearest: bool = False
) -> NDArray[Any]:
    """(bands, height, width) of the picture bands in the stored type; a palette becomes red, green, blue.

    Args:
        raster: What `source` is a handle of.
        source: An open `rasterio.DatasetReader`.
        window: Where to read.
        out_shape: (height, width) to decimate to, averaging unless `nearest`; a palette's numbers are names and
            never averaged. None reads the pixels as they are.
        nearest: Decimate by picking pixels.
    """
    from rasterio.enums import Resampling

    indexes = [1] if raster.palette else [band.index for band in raster.bands]
    place = rasterio_window(window)
    data: NDArray[Any]
    if out_shape is None:
        data = source.read(indexes, window=place)
    else:
        resampling = Resampling.nearest if nearest or raster.palette else Resampling.average
        data = source.read(indexes, window=place, out_shape=(len(indexes), *out_shape), resampling=resampling)
    return _expand_palette(source, data) if raster.palette else data


def valid_mask(
    raster: Raster, source: Any, data: NDArray[Any], window: Window, *, collar: Collar | None
) -> NDArray[np.bool_]:
    """(height, width), True where there is picture: by nodata, alpha, mask band, NaN and collar.

    A pixel is valid when any band has data there, as `rasterio.DatasetReader.dataset_mask` has it.
    """
    shape = data.shape[1:]
    valid: NDArray[np.bool_]
    if mask_is_stored(source) or (raster.nodata is not None and raster.palette):
        valid = source.dataset_mask(window=rasterio_window(window), out_shape=shape) != 0
    elif raster.nodata is None or np.isnan(raster.nodata):
        valid = np.ones(shape, dtype=bool)  # NaN is told below, nodata or not
    else:
        valid = (data != _stored(raster.nodata, data.dtype)).any(axis=0)
    if data.dtype.kind == "f":
        valid &= np.isfinite(data).any(axis=0)
    fill = collar.mask(data, window) if collar is not None else None
    return valid if fill is None else valid & ~fill


def mask_is_stored(source: Any) -> bool:
    """Whether an alpha or a mask band says what is valid; a nodata value is quicker to compare by hand."""
    from rasterio.enums import MaskFlags

    return any(MaskFlags.alpha in flags or MaskFlags.per_dataset in flags for flags in source.mask_flag_enums)


def rasterio_window(window: Window) -> Any:
    from rasterio.windows import Window as RasterioWindow

    return RasterioWindow(window.col, window.row, window.width, window.height)


def _stored(nodata: float, dtype: np.dtype[Any]) -> Any:
    """The nodata value in the stored type; one that the type cannot hold equals no pixel."""
    if dtype.kind in "iu" and not (float(nodata).is_integer() and np.iinfo(dtype).min <= nodata <= np.iinfo(dtype).max):
        return np.float64(np.nan)
    return dtype.type(nodata)


def _expand_palette(source: Any, data: NDArray[Any]) -> NDArray[np.uint8]:
    table = np.zeros((256 if data.dtype == np.uint8 else 65536, 3), dtype=np.uint8)
    for number, colour in source.colormap(1).items():
        table[number] = colour[:3]
    rgb: NDArray[np.uint8] = np.moveaxis(table[data[0]], -1, 0)
    return np.ascontiguousarray(rgb)
