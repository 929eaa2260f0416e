"""The pixels of chosen tiles, in the order of their worth, with near-identical ones compared and put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.domain.events import RasterFailed, RasterStarted
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import RasterError
from tilescribe.indexing.near_duplicates import ValueRange
from tilescribe.indexing.sources import NearDuplicate, Outcome, SharedTile, Source, Started
from tilescribe.raster import BlankTile, UnreadableTile, read_tiles, scene_of

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.indexing.choosing import Task
    from tilescribe.raster import Scene

__all__ = ["DeepTiles"]

_TASKS_AT_ONCE = 32
"""Read together and hence handed on in block order: enough that neighbours share blocks, few enough that the best still
come first, and 32 * 448 * 448 px * 3 bytes = 19 MB."""
_MOST_SOURCES = 8
"""Pictures of one group that are held while its other tiles are compared with them."""


@dataclass(slots=True)
class DeepTiles:
    """Reads tasks; `of` is a `Source` for the pipeline."""

    catalog: Catalog
    side_px: int
    """Longest side of the arrays that are wanted."""
    record_failure: Callable[[str, str], None]
    """Called with path and reason of a raster that cannot be read."""
    _scenes: dict[int, tuple[Raster, Scene]] = field(default_factory=dict)
    _failed: set[int] = field(default_factory=set)

    def of(self, tasks: Iterable[Task]) -> Source:
        remaining = iter(tasks)
        while chunk := list(islice(remaining, _TASKS_AT_ONCE)):
            rasters = dict.fromkeys(task.ref.raster_id for task in chunk)
            for raster_id in rasters:
                yield from self._of_raster(raster_id, [task for task in chunk if task.ref.raster_id == raster_id])

    def _of_raster(self, raster_id: int, tasks: Sequence[Task]) -> Source:
        if raster_id in self._failed:
            return
        raster = self.catalog.load_raster(raster_id)
        try:
            if raster_id not in self._scenes:
                yield RasterStarted(raster.path, len(tasks))
                keep = partial(self.catalog.put_scene, raster_id)
                scene = scene_of(raster, kept=self.catalog.load_scene(raster_id), keep=keep)
                self._scenes[raster_id] = raster, scene
            yield Started(raster, [ref for task in tasks for ref in (task.ref, *task.near_duplicates)])
            yield from self._outcomes(raster_id, tasks)
        except RasterError as error:
            self._failed.add(raster_id)
            self.record_failure(raster.path, str(error))
            yield RasterFailed(raster.path, str(error))

    def _outcomes(self, raster_id: int, tasks: Sequence[Task]) -> Iterator[Outcome]:
        leaving = {task.ref.id: task for task in tasks if task.near_duplicates}
        for outcome in self._read(raster_id, [task.ref for task in tasks]):
            task = leaving.get(outcome.tile.id)
            if task is None:
                yield outcome
                continue
            sources = [_Sharing.of(outcome, described=task.described)] if isinstance(outcome, TilePixels) else []
            if not sources and not task.described:
                yield outcome
            yield from _compared(sources, self._read(raster_id, task.near_duplicates))

    def _read(self, raster_id: int, refs: Sequence[TileRef]) -> Iterator[TilePixels | BlankTile | UnreadableTile]:
        raster, scene = self._scenes[raster_id]
        reader = read_tiles(raster, refs, scene=scene, side_px=self.side_px, threads=config.reader_threads())
        with closing(reader):
            yield from reader


@dataclass(slots=True)
class _Sharing:
    pixels: TilePixels
    values: ValueRange
    content: str
    described: bool
    near_duplicates: list[NearDuplicate] = field(default_factory=list)

    @classmethod
    def of(cls, pixels: TilePixels, *, described: bool) -> _Sharing:
        return cls(pixels, ValueRange.of(pixels), pixels.content_hash(), described)


def _compared(sources: list[_Sharing], others: Iterable[TilePixels | BlankTile | UnreadableTile]) -> Iterator[Outcome]:
    """What agrees with a source joins it; what agrees with none becomes another source. Sources come last."""
    for other in others:
        if not isinstance(other, TilePixels):
            yield other
            continue
        candidate = _Sharing.of(other, described=False)
        source = next((one for one in sources if one.values.is_close_to(candidate.values)), None)
        if source is None and len(sources) < _MOST_SOURCES:
            sources.append(candidate)
        elif source is None or source.content == candidate.content:
            yield other  # the same pixels to the last are known again by their digest: nothing is inherited
        else:
            source.near_duplicates.append(NearDuplicate(other.tile.id, candidate.content, float(other.valid.mean())))
    for one in sources:
        if one.near_duplicates:
            yield SharedTile(one.pixels, tuple(one.near_duplicates), one.described)
        elif not one.described:
            yield one.pixels
