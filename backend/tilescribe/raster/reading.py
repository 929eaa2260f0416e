"""Read the pixels of tiles, block by block, with several threads and little memory."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tilescribe.domain.pixels import TilePixels
from tilescribe.raster.arrays import WindowReader
from tilescribe.raster.gdal import dataset, gdal_reason, wrapping_unexpected_errors
from tilescribe.raster.local_ground import local_grounds, locate_cached
from tilescribe.raster.scene import Scene, may_have_fill
from tilescribe.raster.stripes import find_stripes
from tilescribe.raster.watching import SourceWatch

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.ground import LocalGround
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.raster.rasterio_types import StoredArray

__all__ = ["BlankTile", "UnreadableTile", "read_tiles"]

_LOG = logging.getLogger(__name__)

LEAST_VALID = 0.05
"""Share of valid pixels below which a tile is blank: a sliver of picture describes nothing."""
_PATCH_BYTES = 48 * 2**20
"""Stored bytes of the patch of tiles that one thread reads. Blocks on the edge of a patch are decoded by two threads,
so a patch must be large against a block: with 4 bands of uint16 it is 2,500 pixels wide, 5 blocks of 512."""
_TOGETHER = 8
"""Tiles that a thread hands over at once: each hand-over wakes another thread, a third of the work of a small tile."""
_TOGETHER_S = 0.02
"""What took longer is handed over with what is there: slow tiles come one by one, as soon as they are read."""
_TILES_AHEAD = 64
"""Tiles that wait for the caller: 64 of 224 x 224 x 4 x 2 bytes are 26 MB."""
_POLL_S = 0.1


@dataclass(frozen=True, slots=True)
class BlankTile:
    """A tile without a picture to describe."""

    tile: TileRef
    reason: str
    valid_share: float | None
    """None where no pixel was read."""


@dataclass(frozen=True, slots=True)
class UnreadableTile:
    """A tile whose pixels cannot be read."""

    tile: TileRef
    reason: str


_Outcome: TypeAlias = TilePixels | BlankTile | UnreadableTile


def read_tiles(
    raster: Raster, tiles: Sequence[TileRef], *, scene: Scene, side_px: int, threads: int = 1
) -> Generator[TilePixels | BlankTile | UnreadableTile]:
    """One outcome for each tile, patch by patch so that each block is decoded about once.

    Windows longer than `side_px` are read decimated, averaged, from overviews where there are some; others as they
    are. Each thread has its own handle, since GDAL's are not thread-safe. The order of outcomes is not fixed.
    Closing the generator stops the threads.

    Args:
        raster: The raster that all tiles belong to.
        tiles: Any of its tiles.
        scene: `scan_scene(raster)`.
        side_px: Longest side of the arrays that are wanted.
        threads: Readers side by side.

    Raises:
        RasterReadError: the file cannot be opened (any more).
        NotGeoreferencedError: its control points determine no place (any more).
    """
    patches = _patches(raster, tiles, threads=threads)
    threads = max(1, min(threads, len(patches)))
    reader = _Reader(raster, scene, side_px, _Schedule(patches, threads=threads))
    workers = [
        threading.Thread(target=reader.work, args=(number,), name=f"tilescribe-read-{number}", daemon=True)
        for number in range(threads)
    ]
    for worker in workers:
        worker.start()
    try:
        yield from reader.outcomes(len(workers))
    finally:
        reader.stop.set()
        for worker in workers:
            worker.join()


class _Schedule:
    """Which thread reads which patch next: neighbours one after the other, as long as there are some.

    The blocks along the edge between two patches are decoded once where one handle reads both: in JPEG, whose blocks
    are small and quick, twice as many edges cost a fifth of the throughput.
    """

    def __init__(self, patches: Sequence[list[TileRef]], *, threads: int) -> None:
        self._lock = threading.Lock()
        ends = [len(patches) * number // threads for number in range(threads + 1)]
        self._runs = [deque(patches[start:end]) for start, end in pairwise(ends)]

    def next_for(self, thread: int) -> list[TileRef] | None:
        """The next patch of the thread's own run, else the last of the longest; None when all are taken."""
        with self._lock:
            if self._runs[thread]:
                return self._runs[thread].popleft()
            longest = max(self._runs, key=len)
            return longest.pop() if longest else None


class _Reader:
    """What the reading threads share: the patches that are left, the tiles that wait, the first error."""

    def __init__(self, raster: Raster, scene: Scene, side_px: int, schedule: _Schedule) -> None:
        self.stop = threading.Event()
        self._raster = raster
        self._watch = SourceWatch(raster.path)
        self._scene = scene
        self._side_px = side_px
        self._schedule = schedule
        self._ready: queue.Queue[list[_Outcome] | None] = queue.Queue(_TILES_AHEAD // _TOGETHER)
        """None for each worker that ends."""
        self._error: BaseException | None = None

    def outcomes(self, workers: int) -> Iterator[TilePixels | BlankTile | UnreadableTile]:
        while workers:
            outcomes = self._ready.get()
            if outcomes is None:
                workers -= 1
            else:
                yield from outcomes
        if self._error is not None:
            raise self._error

    def work(self, thread: int) -> None:
        read: list[_Outcome] = []
        handed_over = time.monotonic()
        try:
            with (
                wrapping_unexpected_errors(self._raster),
                dataset(self._raster) as source,
                closing(WindowReader(self._raster, source, watch=self._watch)) as reader,
            ):
                while self._error is None and not self.stop.is_set():
                    patch = self._schedule.next_for(thread)
                    if patch is None:
                        return
                    ground = locate_cached(self._raster)
                    grounds = local_grounds(self._raster, [tile.window for tile in patch], ground)
                    for tile, under in zip(patch, grounds, strict=True):
                        read.append(self._read(reader, tile, under))
                        if len(read) >= _TOGETHER or time.monotonic() - handed_over >= _TOGETHER_S:
                            if not self._hand_over(read):
                                return
                            read, handed_over = [], time.monotonic()
        except BaseException as error:  # noqa: BLE001 - raised again by `outcomes` in the caller's thread
            self._error = self._error or error
        finally:
            self._hand_over(read)
            self._hand_over(None)

    def _hand_over(self, outcomes: list[_Outcome] | None) -> bool:
        """False when nobody waits any more."""
        while not self.stop.is_set():
            try:
                self._ready.put(outcomes, timeout=_POLL_S)
            except queue.Full:
                continue
            return True
        return False

    def _read(
        self, reader: WindowReader, tile: TileRef, ground: LocalGround
    ) -> TilePixels | BlankTile | UnreadableTile:
        from rasterio.errors import RasterioError

        window = tile.window
        try:
            data = reader.read(window, out_shape=_out_shape(tile, self._side_px))
            valid = reader.valid(data, window, collar=self._scene.collar)
            gaps = find_stripes(data, valid) if may_have_fill(self._raster, reader) else None
            if gaps is not None:
                valid = ~gaps if valid is None else valid & ~gaps
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a library raises costs this tile only
            place = f"columns {window.col} to {window.col + window.width - 1}, "
            place += f"rows {window.row} to {window.row + window.height - 1}"
            expected = isinstance(error, RasterioError)
            if not expected:
                _LOG.info("%s, %s fails in an unexpected way", self._raster.path, place, exc_info=True)
            kind = "" if expected else f"{type(error).__name__}: "
            return UnreadableTile(tile, f"{self._raster.path}, {place}: {kind}{gdal_reason(error)}")
        share = 1.0 if valid is None else float(valid.mean())
        if share < LEAST_VALID:
            return BlankTile(tile, "no valid pixels" if share == 0 else f"{share:.1%} valid pixels", share)
        if _is_flat(data, valid):
            return BlankTile(tile, "one flat value", share)
        whole = np.ones(data.shape[1:], dtype=bool) if valid is None else valid
        return TilePixels(tile, self._raster, self._scene.stretch, data, whole, ground)


def _is_flat(data: StoredArray, valid: NDArray[np.bool_] | None) -> bool:
    """Whether every band has one value only. A thin sample of the tile tells nearly always, and quickly."""
    for step in (16, 1):
        sample = data[:, ::step, ::step]
        values = sample.reshape(len(data), -1) if valid is None else sample[:, valid[::step, ::step]]
        if not _one_value(values):
            return False
    return True


def _one_value(values: StoredArray) -> bool:
    """(bands, n), n may be 0; NaN in one band beside data in another counts as no value."""
    if values.dtype.kind == "f":
        values = np.where(np.isfinite(values), values, np.nan_to_num(values[:, :1]))
    return values.shape[1] == 0 or bool((values == values[:, :1]).all())


def _out_shape(tile: TileRef, side_px: int) -> tuple[int, int] | None:
    """None reads as stored; else the shape whose longest side is `side_px`."""
    longest = max(tile.window.width, tile.window.height)
    if longest <= side_px:
        return None
    scale = side_px / longest
    return max(1, round(tile.window.height * scale)), max(1, round(tile.window.width * scale))


def _patches(raster: Raster, tiles: Sequence[TileRef], *, threads: int) -> list[list[TileRef]]:
    """Tiles that share blocks, together: by level, then by squares of about `_PATCH_BYTES`, rows first within."""
    pixel_bytes = np.dtype(raster.dtype).itemsize * len(raster.bands)
    # At least two patches for each thread, or one of them would be left to read the last alone.
    pixels = min(_PATCH_BYTES / pixel_bytes, raster.width * raster.height / (2 * threads))
    square = max(1, int(pixels**0.5))

    def patch_of(tile: TileRef) -> tuple[float, int, int]:
        side = max(square, 2 * max(tile.window.width, tile.window.height))
        return tile.level_m, tile.window.row // side, tile.window.col // side

    ordered = sorted(tiles, key=lambda tile: (patch_of(tile), tile.window))
    return [list(patch) for _, patch in groupby(ordered, key=patch_of)]
