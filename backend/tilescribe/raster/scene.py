"""Properties of a whole raster that its tiles are read with: the contrast stretch and the untagged collar."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from tilescribe.domain.bands import Quantity
from tilescribe.domain.raster import Stretch
from tilescribe.domain.tile import Window
from tilescribe.raster.arrays import WindowReader
from tilescribe.raster.collar import Collar, candidate_values, find_collar, near
from tilescribe.raster.gdal import dataset, unexpected_errors_wrapped

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.raster import Raster
    from tilescribe.raster.rasterio_types import StoredArray

__all__ = ["Scene", "may_have_fill", "scan_scene", "scene_of"]

_SAMPLE_PX = 1024
"""Side of the decimated picture the statistics are taken from: a million values fix a percentile to 0.02 %."""
_SMALL_PX = 4096 * 4096
"""Rasters up to this many pixels are read whole, decimated, when they have no overviews: seconds at most."""
_PATCHES = 8
"""Without overviews, patches along each axis stand for a large raster: 8 x 8 x 256 x 256 px are 4 million values."""
_PATCH_PX = 256
_GRID = 32
"""Without overviews, single pixels along each axis tell where a large raster is filled: 1,024 blocks to decode."""
_REFINEMENTS = 3
"""Times that the grid is halved along the edges of what may be fill, to 256 cells: the fewest that show its shape."""
_MOST_PICKED = 1024
"""Pixels that one refinement may pick; four straight edges through a grid of 128 cells take about as many."""
_SCENE_VERSION = 1
"""Raised with every change that finds another stretch or collar in the same raster."""
_LOW, _HIGH = 2.0, 98.0
"""Percentiles of the stretch, the cumulative cut that GIS programs default to."""
_LOSSY = {"JPEG", "YCBCR JPEG", "WEBP", "JPEG2000"}


@dataclass(frozen=True, slots=True)
class Scene:
    """Contrast stretch and untagged collar of a whole raster."""

    stretch: Stretch
    collar: Collar | None
    """None where nodata, alpha or a mask say what is valid, or where the borders carry picture."""

    def to_json(self) -> str:
        """In a form that `from_json` reads: the stretch, and the collar with its places packed."""
        collar = self.collar and {
            "value": self.collar.value,
            "tolerance": self.collar.tolerance,
            "raster_shape": self.collar.raster_shape,
            "shape": self.collar.places.shape,
            "places": base64.b64encode(zlib.compress(np.packbits(self.collar.places).tobytes())).decode("ascii"),
        }
        return json.dumps(
            {"version": _SCENE_VERSION, "low": self.stretch.low, "high": self.stretch.high, "collar": collar}
        )

    @classmethod
    def from_json(cls, text: str) -> Self | None:
        """None where another version of Tilescribe, which found scenes in another way, wrote it."""
        found = json.loads(text)
        if found["version"] != _SCENE_VERSION:
            return None
        stretch = Stretch(tuple(found["low"]), tuple(found["high"]))
        if found["collar"] is None:
            return cls(stretch, None)
        height, width = found["collar"]["shape"]
        packed = np.frombuffer(zlib.decompress(base64.b64decode(found["collar"]["places"])), dtype=np.uint8)
        places = np.unpackbits(packed, count=height * width).reshape(height, width).astype(bool)
        shape: tuple[int, int] = tuple(found["collar"]["raster_shape"])
        return cls(stretch, Collar(found["collar"]["value"], found["collar"]["tolerance"], places, shape))


def scene_of(raster: Raster, *, kept: str | None, keep: Callable[[str], None] | None = None) -> Scene:
    """The scene of a raster: as it was kept, else from a scan, which is handed over to be kept.

    Args:
        raster: As indexed.
        kept: `Scene.to_json()` of this very raster; None where there is none.
        keep: Called with what is to be kept after a scan.

    Raises:
        RasterReadError: nothing of the sample can be read.
    """
    scene = Scene.from_json(kept) if kept is not None else None
    if scene is None:
        scene = scan_scene(raster)
        if keep is not None:
            keep(scene.to_json())
    return scene


@unexpected_errors_wrapped
def scan_scene(raster: Raster) -> Scene:
    """Stretch (2nd to 98th percentile of valid pixels by band) and collar of a raster, from a sample of it.

    Overviews are used where there are some; a large raster without them is sampled in 64 patches. Memory does not
    depend on the raster's size. A broken block costs the sample its patch only.

    Raises:
        RasterReadError: nothing of the sample can be read.
    """
    with dataset(raster) as source, closing(WindowReader(raster, source)) as reader:
        lossy = raster.dtype == "uint8" and source.compression is not None and source.compression.value in _LOSSY
        collar = _collar(raster, reader, lossy=lossy)
        values = _sample(raster, reader, collar)
    pairs = [_percentiles(band) for band in values]
    return Scene(Stretch(tuple(low for low, _ in pairs), tuple(high for _, high in pairs)), collar)


def may_have_fill(raster: Raster, reader: WindowReader) -> bool:
    """Whether nothing says what is valid, so that black or white may stand for nothing."""
    told = raster.nodata or raster.palette or reader.mask_is_stored
    return not told and raster.quantity is not Quantity.OTHER


def _sample(raster: Raster, reader: WindowReader, collar: Collar | None) -> StoredArray:
    """(bands, n) valid values from all over the scene."""
    from rasterio.errors import RasterioError

    def read(window: Window, out_shape: tuple[int, int] | None = None) -> StoredArray:
        data = reader.read(window, out_shape=out_shape)
        valid = reader.valid(data, window, collar=collar)
        return data.reshape(len(data), -1) if valid is None else data[:, valid]

    side_px = _PATCH_PX
    if _reads_whole(raster, reader):
        try:
            return read(Window(0, 0, raster.height, raster.width), _shrunk(raster, _SAMPLE_PX))
        except RasterioError:
            side_px = _PATCH_PX // 4  # a broken block somewhere: its tiles will say so, the patches beside it serve
    pieces, problem = [], None
    for window in _patches(raster, side_px):
        try:
            pieces.append(read(window))
        except RasterioError as error:
            problem = error
    if not pieces and problem is not None:
        raise problem
    return np.concatenate(pieces, axis=1)


def _collar(raster: Raster, reader: WindowReader, *, lossy: bool) -> Collar | None:
    if not may_have_fill(raster, reader):
        return None
    overview, known = _overview(raster, reader)
    return find_collar(overview, raster_shape=(raster.height, raster.width), lossy=lossy, known=known)


def _overview(raster: Raster, reader: WindowReader) -> tuple[StoredArray, NDArray[np.bool_]]:
    """((bands, h, w), (h, w) what of it could be read): the whole raster, coarsely, by picking pixels."""
    from rasterio.errors import RasterioError

    if _reads_whole(raster, reader):
        shape = _shrunk(raster, _SAMPLE_PX)
        try:
            whole = Window(0, 0, raster.height, raster.width)
            return reader.read(whole, out_shape=shape, nearest=True), np.ones(shape, dtype=bool)
        except RasterioError:
            pass  # a broken block somewhere: picking single pixels goes around it
    shape = _shrunk(raster, _GRID)
    picked = np.zeros((len(raster.bands), *shape), dtype=raster.dtype)
    known = np.ones(shape, dtype=bool)
    _pick(raster, reader, picked, known, where=np.ones(shape, dtype=bool))
    for _ in range(_REFINEMENTS):
        edges = _edges_of_fill(picked, known)
        if not edges.any():
            break
        if edges.sum() > _MOST_PICKED:
            known[:] = False  # an outline as ragged as that of clouds: on so coarse a grid its shape would not show
            break
        height, width = picked.shape[1:]
        finer = (min(2 * height, raster.height), min(2 * width, raster.width))
        rows, cols = (np.arange(new) * old // new for new, old in zip(finer, (height, width), strict=True))
        cells = np.s_[..., rows[:, None], cols]
        picked, known, edges = picked[cells], known[cells], edges[cells]
        _pick(raster, reader, picked, known, where=edges)
    return picked, known


def _edges_of_fill(picked: StoredArray, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """(h, w), the cells on both sides of the edges of what may be fill."""
    from scipy import ndimage

    edges = np.zeros(known.shape, dtype=bool)
    around = np.ones((3, 3), dtype=bool)
    for value in candidate_values(picked.dtype):
        filled = near(picked, value, 1) & known
        if not filled.all():
            edges |= ndimage.binary_dilation(filled, around) & ndimage.binary_dilation(~filled, around)
    return edges


def _pick(
    raster: Raster, reader: WindowReader, picked: StoredArray, known: NDArray[np.bool_], *, where: NDArray[np.bool_]
) -> None:
    """Read the pixel that stands for each cell of `where` into (bands, h, w) `picked`, and into `known` whether it can.

    The outermost cells look at the outermost pixels, where fill must begin.
    """
    from rasterio.errors import RasterioError

    height, width = known.shape
    for row, col in np.argwhere(where).tolist():
        at = Window(_spread(row, height, raster.height), _spread(col, width, raster.width), 1, 1)
        try:
            picked[:, row, col] = reader.read(at)[:, 0, 0]
        except RasterioError:
            known[row, col] = False
        else:
            known[row, col] = True


def _reads_whole(raster: Raster, reader: WindowReader) -> bool:
    return reader.has_overviews or raster.width * raster.height <= _SMALL_PX


def _shrunk(raster: Raster, side_px: int) -> tuple[int, int]:
    """(height, width) of the raster with its longest side shrunk to `side_px`."""
    scale = max(1.0, max(raster.width, raster.height) / side_px)
    return max(1, round(raster.height / scale)), max(1, round(raster.width / scale))


def _spread(number: int, count: int, length: int) -> int:
    """The `number`th of `count` places from the first to the last of `length` pixels."""
    return round(number * (length - 1) / max(1, count - 1))


def _patches(raster: Raster, side_px: int) -> Iterator[Window]:
    height, width = min(side_px, raster.height), min(side_px, raster.width)
    rows = {_spread(number, _PATCHES, raster.height - height + 1) for number in range(_PATCHES)}
    cols = {_spread(number, _PATCHES, raster.width - width + 1) for number in range(_PATCHES)}
    for row in sorted(rows):
        for col in sorted(cols):
            yield Window(row, col, height, width)


def _percentiles(values: StoredArray) -> tuple[float, float]:
    if values.dtype.kind == "f":
        values = values[np.isfinite(values)]
    if not values.size:
        return 0.0, 1.0
    low, high = (float(value) for value in np.percentile(values, (_LOW, _HIGH)))
    return (low, high) if high > low else (low, low + 1.0)
