"""Earlier rasters on the grid of a later raster's tiles: same rows, same columns, whatever they are stored in.

The source's own window is read by `WindowReader`, with its mask, its collar and its stripes, and then resampled in
memory. A `WarpedVRT` would know neither collar nor stripes nor the nodata values that a user gave, would treat the
bands of a VRT with missing sources as empty, and would have its own idea of RPCs; this way what is invalid in a search
is invalid in a comparison, and both see the same numbers. The window is read once, and resampled twice: for finding the
shift, and with the shift taken out, so that no pixel is interpolated from interpolated ones.

What is finer than the later raster is averaged over its pixels while it is read, from overviews where there are some;
everything else is interpolated by cubic convolution.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Self

import numpy as np

from tilescribe.domain.tile import Window
from tilescribe.raster.arrays import WindowReader
from tilescribe.raster.gdal import cannot_be_read, gdal_environment, opened_as_stated
from tilescribe.raster.local_ground import locate_cached
from tilescribe.raster.patches import Patch, reading_shape, window_of
from tilescribe.raster.pixel_mapping import PixelMapping, PixelPiece, RasterPlaces
from tilescribe.raster.scene import Scene, may_have_fill
from tilescribe.raster.stripes import find_stripes

if TYPE_CHECKING:
    from types import TracebackType

    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels
    from tilescribe.domain.raster import Raster, Stretch
    from tilescribe.raster.pixel_mapping import PixelMapping
    from tilescribe.raster.rasterio_types import Dataset, StoredArray

__all__ = ["EarlierPixels", "EarlierReader"]

_OPEN = 8
"""Rasters of a mosaic that are kept open."""
_BEYOND = 0.25
"""Share of the tile's side that is read around it, so that a shift as large leaves no gap."""
_LEAST_BEYOND_PX = 8


class EarlierReader:
    """Reads earlier rasters on the grid of the tiles of one later raster. Not for several threads at once; `close` it.

    Handles stay open between tiles, up to eight. Scenes are asked for when a raster is first read.

    Args:
        earlier: Rasters of one earlier date, one or those of a mosaic, each with its scene (`scene_of`, `scan_scene`)
            or with what finds it.
    """

    def __init__(self, earlier: Sequence[tuple[Raster, Scene | Callable[[], Scene]]]) -> None:
        self.rasters = tuple(raster for raster, _ in earlier)
        self._sources = [_Source(raster, scene) for raster, scene in earlier]
        self._open: OrderedDict[int, WindowReader] = OrderedDict()
        self._handles: dict[int, Dataset] = {}

    def read(self, tile: TilePixels) -> EarlierPixels | None:
        """What the earlier rasters show of a tile of the later one and around it; None where they show nothing.

        Args:
            tile: Of the later raster, as `read_tiles` gives it.

        Raises:
            RasterReadError: A raster cannot be opened, or its pixels there cannot be read.
            NotGeoreferencedError: One of the rasters has no place on Earth (any more).
        """
        later = locate_cached(tile.raster)
        height, width = tile.valid.shape
        window = tile.tile.window
        scale = window.width / width, window.height / height
        beyond = _beyond(tile)
        patches = []
        for number, source in enumerate(self._sources):
            mapping = source.places.mapping(
                later,
                (window.col - beyond * scale[0], window.row - beyond * scale[1]),
                scale,
                (height + 2 * beyond, width + 2 * beyond),
            )
            place = None if mapping is None else window_of(mapping, source.raster)
            if mapping is not None and place is not None:
                patches.append(self._patch(number, place, mapping))
        found = EarlierPixels.joined(tile, [patch for patch in patches if patch is not None], beyond)
        return None if found is None or not found.covered.any() else found

    def close(self) -> None:
        """Close all handles. It can be used again afterwards."""
        while self._open:
            self._close_oldest()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        self.close()

    def _patch(self, number: int, place: Window, mapping: PixelMapping) -> Patch | None:
        source = self._sources[number]
        shape = reading_shape(place, mapping)
        with gdal_environment(), _read_errors(source.raster):
            reader = self._reader(number)
            data = reader.read(place, out_shape=shape)
            valid = reader.valid(data, place, collar=source.scene.collar)
            gaps = find_stripes(data, valid) if may_have_fill(source.raster, reader) else None
        if gaps is not None:
            valid = ~gaps if valid is None else valid & ~gaps
        if valid is not None and not valid.any():
            return None
        return Patch(source.raster, source.scene.stretch, place, data, valid, mapping)

    def _reader(self, number: int) -> WindowReader:
        if number in self._open:
            self._open.move_to_end(number)
            return self._open[number]
        while len(self._open) >= _OPEN:
            self._close_oldest()
        raster = self._sources[number].raster
        with ExitStack() as on_error:
            handle = on_error.enter_context(opened_as_stated(raster))
            self._open[number] = WindowReader(raster, handle)
            self._handles[number] = handle
            on_error.pop_all()
        return self._open[number]

    def _close_oldest(self) -> None:
        number, reader = self._open.popitem(last=False)
        reader.close()
        self._handles.pop(number).close()


@contextmanager
def _read_errors(raster: Raster) -> Iterator[None]:
    from rasterio.errors import RasterioError

    try:
        yield
    except RasterioError as error:
        raise cannot_be_read(raster.path, error) from error


class _Source:
    """One earlier raster, and what is found out about it when it is needed."""

    def __init__(self, raster: Raster, scene: Scene | Callable[[], Scene]) -> None:
        self.raster = raster
        self._scene = scene

    @cached_property
    def scene(self) -> Scene:
        return self._scene if isinstance(self._scene, Scene) else self._scene()

    @cached_property
    def places(self) -> RasterPlaces:
        return RasterPlaces(locate_cached(self.raster))


class EarlierPixels:
    """What earlier rasters show of one tile of a later one, and around it: pixels that can still be moved."""

    def __init__(self, tile: TilePixels, patches: Sequence[Patch], beyond: int) -> None:
        self._tile = tile
        self._patches = patches
        self.beyond_px = beyond
        """What is read around the tile on each side, in pixels of the tile's array."""

    @classmethod
    def joined(cls, tile: TilePixels, patches: Sequence[Patch], beyond: int) -> Self | None:
        """Of what several rasters show: the one that covers most, and those of the same kind, which fill its gaps."""
        if not patches:
            return None
        shape = tile.valid.shape
        ordered = list(patches)
        if len(patches) > 1:
            covered = [
                np.count_nonzero(patch.shown(origin=(beyond, beyond), shape=shape) & tile.valid) for patch in patches
            ]
            order = sorted(range(len(patches)), key=lambda number: -covered[number])
            ordered = [patches[number] for number in order if covered[number] or number == order[0]]
        return cls(tile, [patch for patch in ordered if _alike(patch.raster, ordered[0].raster)], beyond)

    @classmethod
    def of_picture(cls, tile: TilePixels, before: TilePixels) -> Self:
        """Of a picture that lies on the tile's grid already, with as many rows and columns; around it is nothing."""
        height, width = tile.valid.shape
        beyond = _beyond(tile)
        piece = PixelPiece(
            0, 0, height + 2 * beyond, width + 2 * beyond, (1.0, 0.0, -float(beyond), 0.0, 1.0, -float(beyond))
        )
        mapping = PixelMapping((piece,), (-beyond, -beyond, width + beyond, height + beyond))
        valid = None if before.valid.all() else before.valid
        whole = Window(0, 0, height, width)
        return cls(tile, [Patch(before.raster, before.stretch, whole, before.data, valid, mapping)], beyond)

    @property
    def raster(self) -> Raster:
        """The one that covers most; bands, scaling and stretch are its."""
        return self._patches[0].raster

    @property
    def stretch(self) -> Stretch:
        return self._patches[0].stretch

    @cached_property
    def covered(self) -> NDArray[np.bool_]:
        """(height, width) of the tile, where any of them has a valid pixel, before any shift."""
        shape = self._tile.valid.shape
        shown = np.zeros(shape, dtype=bool)
        for patch in self._patches:
            shown |= patch.shown(origin=(self.beyond_px, self.beyond_px), shape=shape)
            if shown.all():
                break
        return shown

    @property
    def gsd_m(self) -> float:
        """Ground size of a pixel of `raster` as stored, at the tile."""
        a, b, d, e = self._patches[0].mapping.middle
        return self._tile.gsd_m / math.sqrt(abs(a * e - b * d))

    @property
    def angle_deg(self) -> float:
        """By how much the rows of `raster` are turned against those of the tile, clockwise, -180 to 180."""
        a, b, d, e = self._patches[0].mapping.middle
        # The inverse maps a step along a row of the earlier raster, (1, 0), to (e, -d) / (a e - b d).
        turned = math.copysign(1.0, a * e - b * d)
        return math.degrees(math.atan2(-d * turned, e * turned))

    def picture(
        self, positions: Sequence[int], *, beyond: int, step: int = 1
    ) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
        """The mean of some bands as stored, and where it is valid, unmoved: (height, width) each.

        Args:
            positions: Of bands in `Raster.bands`.
            beyond: Pixels around the tile on each side, at most `beyond_px`, a multiple of `step`.
            step: Pixels of the tile's array to a pixel of the picture, which is averaged over them: 1 or 2.
        """
        height, width = self._tile.valid.shape
        start = float(self.beyond_px - beyond)
        shape = height // step + 2 * beyond // step, width // step + 2 * beyond // step
        picture = np.zeros(shape, dtype=np.float32)
        valid = np.zeros(shape, dtype=bool)
        for patch in self._patches:
            shown = patch.shown(origin=(start, start), shape=shape, step=step) & ~valid
            if not shown.any():
                continue
            mean, coarser = patch.mean(positions, coarser=step)
            found = patch.resampled(mean, origin=(start, start), shape=shape, step=step, coarser=coarser)[0]
            picture = np.where(shown, found, picture).astype(np.float32, copy=False)
            valid |= shown
        return picture, valid

    def moved(self, x_px: float, y_px: float) -> tuple[StoredArray, NDArray[np.bool_], tuple[str, ...]]:
        """(data, valid, paths) on the tile's grid, moved to the right and down.

        `data` is (bands, height, width) in the stored type, `valid` (height, width), and `paths` are those of the
        rasters that any pixel comes from, the one with the most first.
        """
        shape = self._tile.valid.shape
        origin = self.beyond_px - x_px, self.beyond_px - y_px
        data: StoredArray = np.zeros((len(self.raster.bands), *shape), dtype=self._patches[0].data.dtype)
        valid = np.zeros(shape, dtype=bool)
        counts: list[tuple[int, str]] = []
        for patch in self._patches:
            shown = patch.shown(origin=origin, shape=shape) & ~valid
            if not shown.any():
                continue
            found = patch.resampled(patch.filled(), origin=origin, shape=shape)
            data = found if shown.all() else np.where(shown, found, data)
            valid |= shown
            counts.append((-int(np.count_nonzero(shown)), patch.raster.path))
            if valid.all():
                break
        return data, valid, tuple(path for _, path in sorted(counts))


def _beyond(tile: TilePixels) -> int:
    return max(_LEAST_BEYOND_PX, math.ceil(_BEYOND * float(max(tile.valid.shape))))


def _alike(one: Raster, other: Raster) -> bool:
    """Whether stored numbers mean the same in both, so that one can fill the other's gaps."""

    def meaning(raster: Raster) -> tuple[object, ...]:
        bands = [(band.role, band.scale, band.offset) for band in raster.bands]
        return bands, raster.dtype, raster.quantity

    return meaning(one) == meaning(other)
