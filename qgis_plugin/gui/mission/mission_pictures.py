"""Small pictures of the mission list, of the tiles of several catalogs."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..search.thumbnails import ThumbnailCache

__all__ = ["MissionPictures"]


class MissionPictures(QObject):
    """One `ThumbnailCache` for each catalog, made when the first of its tiles comes into view."""

    arrived = pyqtSignal()
    """A picture is there, or it is known that there is none."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._caches = {}

    def pixmap(self, entry):
        """The picture of an entry; None while there is none."""
        cache = self._caches.get(entry.catalog.id)
        return None if cache is None or entry.mark.tile_id is None else cache.pixmap(entry.mark.tile_id)

    def missing(self, entry) -> bool:
        """Whether there is no picture, because the raster has moved, or no tile stands for the place."""
        if entry.mark.tile_id is None:
            return True
        cache = self._caches.get(entry.catalog.id)
        return cache is not None and cache.missing(entry.mark.tile_id)

    def fetch_visible(self, entries) -> None:
        """These are in view: fetch what is not there yet, and nothing else."""
        wanted = {catalog_id: [] for catalog_id in self._caches}
        for entry in entries:
            if entry.mark.tile_id is not None:
                self._cache(entry.catalog)
                wanted.setdefault(entry.catalog.id, []).append(entry.mark.tile_id)
        for catalog_id, tiles in wanted.items():
            self._caches[catalog_id].fetch_visible(tiles)

    def close_down(self) -> None:
        """Let go of everything that is in flight."""
        for cache in self._caches.values():
            cache.close_down()

    def _cache(self, catalog):
        cache = self._caches.get(catalog.id)
        if cache is None:
            cache = self._caches[catalog.id] = ThumbnailCache(self._engine, self)
            cache.set_catalog(catalog.id, catalog.path)
            cache.arrived.connect(lambda _tile: self.arrived.emit())
        return cache
