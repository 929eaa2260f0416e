"""Pairs of pixels for the pipeline: the later date is read as it was indexed, the earlier one on its grid."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.comparing.common import NotComparable, PairReader
from tilescribe.domain.events import RasterFailed, RasterStarted
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import RasterError
from tilescribe.indexing.sources import Outcome, Source, Started
from tilescribe.raster import BlankTile, UnreadableTile, read_tiles, scene_of

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import PlannedPair, StoredRaster
    from tilescribe.domain.description import Author
    from tilescribe.domain.raster import Raster
    from tilescribe.raster import Scene

__all__ = ["PendingPairs"]


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
        plans = {pair.plan.tile_id: pair.plan for pair in self.changes.pairs([tile.id for tile in tiles])}
        stored = self.later[raster_id]
        raster = self.catalog.load_raster(stored.id)
        yield RasterStarted(raster.path, len(tiles))
        yield Started(raster, tiles)
        try:
            scene = scene_of(raster, kept=self.catalog.load_scene(stored.id))
            with closing(PairReader(self._earlier(plans), side_px=self.side_px)) as pairs:
                pairs.prepare(raster, tiles, scene)
                reader = read_tiles(raster, tiles, scene=scene, side_px=self.side_px, threads=config.reader_threads())
                with closing(reader):
                    for outcome in reader:
                        yield self._outcome(outcome, pairs, plans)
        except RasterError as error:
            self.record_failure(raster.path, str(error))
            yield RasterFailed(raster.path, str(error))

    def _outcome(
        self,
        read: TilePixels | BlankTile | UnreadableTile,
        pairs: PairReader,
        plans: Mapping[int, PlannedPair],
    ) -> Outcome:
        if not isinstance(read, TilePixels):
            return read
        try:
            pair = pairs.pair_of(read, plans[read.tile.id].before_paths)
        except RasterError as error:
            return UnreadableTile(read.tile, str(error))
        if isinstance(pair, NotComparable):
            return BlankTile(read.tile, f"not comparable: {pair.reason}", float(read.valid.mean()))
        return pair

    def _earlier(self, plans: Mapping[int, PlannedPair]) -> dict[str, tuple[Raster, Callable[[], Scene]]]:
        """Path to the raster and what finds its scene, of all that the pairs are compared with."""
        stored = {one.path: one for one in self.catalog.rasters()}
        paths = sorted({path for plan in plans.values() for path in plan.before_paths})
        return {path: (raster, scene) for path, raster, scene in self._loaded(paths, stored)}

    def _loaded(
        self, paths: Sequence[str], stored: Mapping[str, StoredRaster]
    ) -> Iterator[tuple[str, Raster, Callable[[], Scene]]]:
        for path in paths:
            if path not in stored:
                continue  # removed since planning: `pair_of` says so
            raster = self.catalog.load_raster(stored[path].id)
            kept = self.catalog.load_scene(stored[path].id)
            yield path, raster, _scene_finder(raster, kept)


def _scene_finder(raster: Raster, kept: str | None) -> Callable[[], Scene]:
    found: list[Scene] = []

    def find() -> Scene:
        if not found:
            found.append(scene_of(raster, kept=kept))
        return found[0]

    return find
