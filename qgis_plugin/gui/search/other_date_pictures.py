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
        self._hits = {}

    def folder(self, catalog_id: str) -> Path:
        return self._thumbnails.folder(catalog_id)

    def file(self, tile_id: int) -> Path:
        return self.folder(self._catalog_id) / f"{OTHER_DATE_PREFIX}{tile_id}.jpg"

    def show_results(self, results) -> None:
        """Of which hits pictures are asked for from now on."""
        self.set_catalog(results.catalog_id, results.catalog_path)
        before, self._hits = self._hits, {hit.tile_id: hit for hit in results.hits if has_other_date(hit)}
        # The same tile may have been compared with another date.
        for tile in [tile for tile in self._pixmaps if _other(before, tile) != _other(self._hits, tile)]:
            del self._pixmaps[tile]

    def fetch_visible(self, tile_ids) -> None:
        super().fetch_visible([tile for tile in tile_ids if tile in self._hits])

    def _route(self, catalog_id: str, tile: int):
        other = _other(self._hits, tile)
        if other.tile_id is None:
            return routes.pair_picture(catalog_id, tile, "before", size_px=SIZE_PX)
        return routes.thumbnail(catalog_id, other.tile_id, size_px=SIZE_PX)


def _other(hits: dict, tile: int):
    """Worked out for what is seen only: of 50,000 hits it would take half a second."""
    return other_date(hits[tile]) if tile in hits else None
