"""Pairs of pixels for the pipeline: the later date is read as it was indexed, the earlier one on its grid."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.comparing.alignment import MOST_SAMPLED, expected_shift
from tilescribe.comparing.common import pair_of
from tilescribe.comparing.comparability import NotComparable, Obstacle
from tilescribe.domain.events import Event, RasterFailed, RasterStarted
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import RasterError
from tilescribe.indexing.sources import Outcome, Source, Started
from tilescribe.raster import BlankTile, UnreadableTile, read_tiles, scene_of
from tilescribe.raster.common_grid import EarlierReader

if TYPE_CHECKING:
    from collections.abc import Hashable

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import PlannedPair, StoredRaster
    from tilescribe.comparing.alignment import ExpectedShift
    from tilescribe.domain.description import Author
    from tilescribe.domain.raster import Raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.raster import Scene

__all__ = ["NOT_COMPARABLE", "PendingPairs"]

NOT_COMPARABLE = "not comparable: "
"""How the reason of a tile begins that is blank in a catalog of changes."""


@dataclass(frozen=True, slots=True)
class PendingPairs:
    """Every pair of some rasters that lacks a caption of any of `authors`, raster by raster in block order."""

    catalog: Catalog
    """What is compared."""
    changes: Catalog
    later: Mapping[int, StoredRaster]
    """Id of a raster in `changes` to that of `catalog`."""
    authors: Sequence[Author]
    side_px: int
    """Longest side of the arrays that are wanted."""
    record_failure: Callable[[str, str], None]
    """Called with path and reason of a raster that cannot be read."""

    def of(self, raster_ids: Sequence[int]) -> Source:
        """Pairs of these rasters of `changes`; what cannot be compared is blank, with the reason."""
        for raster_id in raster_ids:
            yield from self._of_raster(raster_id)

    def _of_raster(self, raster_id: int) -> Source:
        tiles = self.changes.pending_tiles(raster_id, self.authors)
        if not tiles:
            return
        stored = self.later[raster_id]
        raster = self.catalog.load_raster(stored.id)
        yield RasterStarted(raster.path, len(tiles))
        yield Started(raster, tiles)
        plans = {pair.plan.tile_id: pair.plan for pair in self.changes.pairs([tile.id for tile in tiles])}
        earlier = {one.path: one for one in self.catalog.rasters()}
        try:
            scene = scene_of(raster, kept=self.catalog.load_scene(stored.id))
            for same_date in self._by_date(tiles, plans, earlier):
                paths = sorted({path for tile in same_date for path in plans[tile.id].before_paths})
                yield from self._of_date(raster, scene, same_date, [earlier[path] for path in paths if path in earlier])
        except RasterError as error:
            yield self._failed(raster.path, str(error))

    def _by_date(
        self, tiles: Sequence[TileRef], plans: Mapping[int, PlannedPair], earlier: Mapping[str, StoredRaster]
    ) -> list[list[TileRef]]:
        """Tiles that are compared with one date, together: their earlier rasters are a mosaic."""
        found: dict[Hashable, list[TileRef]] = defaultdict(list)
        for tile in tiles:
            plan = plans[tile.id]
            first = plan.before_paths[0]
            gsd = round(math.log2(earlier[first].gsd_m)) if first in earlier else 0
            found[(plan.before, gsd) if plan.before else first].append(tile)
        return list(found.values())

    def _of_date(
        self, raster: Raster, scene: Scene, tiles: Sequence[TileRef], earlier: Sequence[StoredRaster]
    ) -> Iterator[Outcome | Event]:
        try:
            with EarlierReader([self._loaded(one) for one in earlier]) as reader:
                expected = expected_shift(self._sample(raster, scene, tiles), reader)
                threads = config.reader_threads()
                read = read_tiles(raster, tiles, scene=scene, side_px=self.side_px, threads=threads)
                with closing(read):
                    for outcome in read:
                        yield _compared(outcome, reader, expected)
        except RasterError as error:
            # The later raster's own failure, or that of an earlier one before any tile was read.
            yield self._failed(raster.path, str(error))

    def _loaded(self, stored: StoredRaster) -> tuple[Raster, Scene]:
        raster = self.catalog.load_raster(stored.id)
        return raster, scene_of(raster, kept=self.catalog.load_scene(stored.id))

    def _sample(self, raster: Raster, scene: Scene, tiles: Sequence[TileRef]) -> Iterator[TilePixels]:
        """Tiles from all over a raster, of the finest level that there are enough of."""
        levels: dict[float, list[TileRef]] = defaultdict(list)
        for tile in tiles:
            levels[tile.level_m].append(tile)
        chosen = max(levels.values(), key=lambda of_level: (min(len(of_level), MOST_SAMPLED), -of_level[0].level_m))
        some = chosen[:: max(1, math.ceil(len(chosen) / MOST_SAMPLED))]
        with closing(read_tiles(raster, some, scene=scene, side_px=self.side_px)) as read:
            yield from (outcome for outcome in read if isinstance(outcome, TilePixels))

    def _failed(self, path: str, reason: str) -> RasterFailed:
        self.record_failure(path, reason)
        return RasterFailed(path, reason)


def _compared(
    read: TilePixels | BlankTile | UnreadableTile, earlier: EarlierReader, expected: ExpectedShift | None
) -> Outcome:
    if not isinstance(read, TilePixels):
        return read
    pair = pair_of(read, earlier, expected=expected)
    if not isinstance(pair, NotComparable):
        return pair
    if pair.obstacle is Obstacle.UNREADABLE:
        return UnreadableTile(read.tile, pair.reason)  # the next run tries again
    return BlankTile(read.tile, NOT_COMPARABLE + pair.reason, float(read.valid.mean()))
