"""Small pictures of the other date of places, fetched when their rows come into view."""

from __future__ import annotations

from pathlib import Path

from ...core import routes
from ...core.places import OTHER_DATE_PREFIX, has_other_date, other_date
from .thumbnails import SIZE_PX, ThumbnailCache

__all__ = ["OtherDatePictures"]


class OtherDatePictures(ThumbnailCache):
    """By the tile of the hit: the earlier picture of a pair on that tile's own pixels, else the other date's tile."""

    def __init__(self, engine, thumbnails: ThumbnailCache, parent=None):
        super().__init__(engine, parent)
        self._thumbnails = thumbnails
        self._others = {}

    def folder(self, catalog_id: str) -> Path:
        return self._thumbnails.folder(catalog_id)

    def file(self, tile_id: int) -> Path:
        return self.folder(self._catalog_id) / f"{OTHER_DATE_PREFIX}{tile_id}.jpg"

    def show_results(self, results) -> None:
        """Of which hits pictures are asked for from now on."""
        self.set_catalog(results.catalog_id, results.catalog_path)
        others = ((hit.tile_id, other_date(hit)) for hit in results.hits if has_other_date(hit))
        known, self._others = self._others, {tile: other for tile, other in others if other is not None}
        # The same tile may have been compared with another date.
        for tile in [tile for tile in self._pixmaps if known.get(tile) != self._others.get(tile)]:
            del self._pixmaps[tile]

    def fetch_visible(self, tile_ids) -> None:
        super().fetch_visible([tile for tile in tile_ids if tile in self._others])

    def _route(self, catalog_id: str, tile: int):
        other = self._others[tile]
        if other.tile_id is None:
            return routes.pair_picture(catalog_id, tile, "before", size_px=SIZE_PX)
        return routes.thumbnail(catalog_id, other.tile_id, size_px=SIZE_PX)
