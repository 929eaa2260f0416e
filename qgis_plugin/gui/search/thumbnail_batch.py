"""Pictures of given tiles, all of them: for a report, whatever comes into view or is asked meanwhile."""

from __future__ import annotations

import contextlib
from collections import deque
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QImage

from ...core import routes
from ...core.reopening import ask_in

__all__ = ["AT_ONCE", "SIZE_PX", "ThumbnailBatch"]

SIZE_PX = 256
AT_ONCE = 4
"""Requests in flight; the engine reads pictures from disk, and more would only queue there."""


class ThumbnailBatch(QObject):
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
        self._calls[tile] = call = ask_in(self._engine, self._catalog_path, route)
        call.done.connect(lambda jpeg: self._take(tile, jpeg))
        call.failed.connect(lambda _problem: self._take(tile, b""))

    def _take(self, tile: int, jpeg: bytes) -> None:
        del self._calls[tile]
        if not QImage.fromData(jpeg).isNull():
            # A picture that cannot be kept is one that cannot be had: the report is written without it.
            with contextlib.suppress(OSError):
                self._file(tile).write_bytes(jpeg)
        self.start()

    def _file(self, tile: int) -> Path:
        return self._folder / f"{tile}.jpg"
