"""Thumbnails of tiles, fetched when they come into view."""

from __future__ import annotations

import contextlib
from collections import OrderedDict, deque
from pathlib import Path

from qgis.PyQt.QtCore import QObject, QTemporaryDir, pyqtSignal
from qgis.PyQt.QtGui import QImage, QPixmap

from ...core import routes

__all__ = ["ThumbnailCache"]

MAX_PIXMAPS = 500
"""Kept decoded: 256 px x 256 px x 4 bytes x 500 = 131 MB at most."""

SIZE_PX = 256
AT_ONCE = 4
"""Requests in flight; the engine reads pictures from disk, and more would only queue there."""


class ThumbnailCache(QObject):
    """Pictures by catalog and tile. What has scrolled out of view is no longer asked for."""

    arrived = pyqtSignal(int)
    """The picture of a tile is there, or it is known that there is none."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._folder = QTemporaryDir()
        self._catalog_id = self._catalog_path = ""
        self._pixmaps = OrderedDict()
        self._missing = set()
        self._wanted = []
        self._batches = []
        self._closed = False
        self._calls = {}

    def folder(self, catalog_id: str) -> Path:
        """Where pictures lie as `<tile number>.jpg`, for map tips; gone when QGIS ends."""
        folder = Path(self._folder.path()) / (catalog_id or "none")
        folder.mkdir(exist_ok=True)
        return folder

    def file(self, tile_id: int) -> Path:
        """The picture of a tile of the present catalog; it is there once `arrived` has told of it."""
        return self.folder(self._catalog_id) / f"{tile_id}.jpg"

    def set_catalog(self, catalog_id: str, catalog_path: str) -> None:
        """Of which catalog tiles are meant from now on. What could not be shown is tried again."""
        self.stop()
        self._catalog_path = catalog_path
        self._missing.clear()
        if catalog_id != self._catalog_id:
            self._catalog_id = catalog_id
            self._pixmaps.clear()

    def pixmap(self, tile_id: int):
        """The picture; None while there is none."""
        if tile_id in self._pixmaps:
            self._pixmaps.move_to_end(tile_id)
        return self._pixmaps.get(tile_id)

    def missing(self, tile_id: int) -> bool:
        """Whether the engine has no picture, because the raster has moved, say."""
        return tile_id in self._missing

    def fetch_visible(self, tile_ids) -> None:
        """These are in view: fetch what is not there yet, in this order, and nothing else."""
        self._wanted = [tile for tile in tile_ids if tile not in self._pixmaps and tile not in self._missing]
        for tile in [tile for tile in self._calls if tile not in self._wanted]:
            self._calls.pop(tile).cancel()
        self._fetch_next()

    def fetch_all(self, results, tile_ids, then) -> None:
        """Fetch all of these tiles of `Results`, in view or not, whatever is asked meanwhile.

        `then()` is called once every picture is there, or known to be missing; not when `close_down` comes before.
        """
        folder = self.folder(results.catalog_id)
        batch = _ThumbnailBatch(self._engine, results, tile_ids, folder, self)
        self._batches.append(batch)
        batch.finished.connect(lambda: self._end_batch(batch, then))
        batch.start()

    def stop(self) -> None:
        """Let go of all that is in flight."""
        self._wanted = []
        while self._calls:
            self._calls.popitem()[1].cancel()

    def close_down(self) -> None:
        """Let go of everything; whatever is asked for from now on is not fetched."""
        self._closed = True
        self.stop()
        while self._batches:
            self._batches.pop().stop()

    def _end_batch(self, batch, then) -> None:
        self._batches.remove(batch)
        batch.deleteLater()
        then()

    def _fetch_next(self) -> None:
        if self._closed:
            return
        for tile in self._wanted:
            if len(self._calls) >= AT_ONCE:
                return
            if tile not in self._calls:
                self._fetch(tile)

    def _fetch(self, tile: int) -> None:
        call = self._engine.send_to_catalog(self._catalog_path, self._route(self._catalog_id, tile))
        self._calls[tile] = call
        call.done.connect(lambda jpeg: self._on_thumbnail(tile, jpeg))
        call.failed.connect(lambda _problem: self._on_thumbnail(tile, b""))

    def _route(self, catalog_id: str, tile: int):
        """What is asked of the engine for the picture of a tile."""
        return routes.thumbnail(catalog_id, tile, size_px=SIZE_PX)

    def _on_thumbnail(self, tile: int, jpeg: bytes) -> None:
        self._calls.pop(tile, None)
        self._wanted = [other for other in self._wanted if other != tile]
        pixmap = QPixmap()
        if pixmap.loadFromData(jpeg):
            self._pixmaps[tile] = pixmap
            self.file(tile).write_bytes(jpeg)
            if len(self._pixmaps) > MAX_PIXMAPS:
                self._pixmaps.popitem(last=False)
        else:
            self._missing.add(tile)
        self.arrived.emit(tile)
        self._fetch_next()


class _ThumbnailBatch(QObject):
    """Fetches what is not in the folder yet; a picture that cannot be had is left out."""

    finished = pyqtSignal()
    """Once, when all are there or known to be missing; also from within `start`."""

    def __init__(self, engine, results, tile_ids, folder: Path, parent=None):
        """Tiles of the catalog of `Results`; pictures go to `folder` as `<tile number>.jpg`."""
        super().__init__(parent)
        self._engine = engine
        self._catalog_id, self._catalog_path = results.catalog_id, results.catalog_path
        self._folder = folder
        self._left = deque(tile for tile in tile_ids if not self._file(tile).exists())
        self._calls = {}

    def start(self) -> None:
        """Ask for the first ones."""
        while self._left and len(self._calls) < AT_ONCE:
            self._fetch(self._left.popleft())
        if not self._calls:
            self.finished.emit()

    def stop(self) -> None:
        """Let go of what is in flight; `finished` does not come."""
        self._left.clear()
        while self._calls:
            self._calls.popitem()[1].cancel()

    def _fetch(self, tile: int) -> None:
        route = routes.thumbnail(self._catalog_id, tile, size_px=SIZE_PX)
        self._calls[tile] = call = self._engine.send_to_catalog(self._catalog_path, route)
        call.done.connect(lambda jpeg: self._on_thumbnail(tile, jpeg))
        call.failed.connect(lambda _problem: self._on_thumbnail(tile, b""))

    def _on_thumbnail(self, tile: int, jpeg: bytes) -> None:
        del self._calls[tile]
        if not QImage.fromData(jpeg).isNull():
            # A picture that cannot be kept is one that cannot be had: the report is written without it.
            with contextlib.suppress(OSError):
                self._file(tile).write_bytes(jpeg)
        self.start()

    def _file(self, tile: int) -> Path:
        return self._folder / f"{tile}.jpg"
