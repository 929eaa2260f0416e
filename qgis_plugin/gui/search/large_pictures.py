"""Large pictures of tiles: fetched in the order in which they will be looked at, and decoded in threads."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QImage

from ...core import routes
from ...core.threads import run_in_thread

__all__ = ["BEFORE", "TILE", "LargePictures", "PictureKey"]

SIZE_PX = 1024
"""The most that the engine draws."""
MAX_PICTURES = 24
"""1024 px x 1024 px x 4 bytes x 24 = 101 MB at most."""
AT_ONCE = 2
"""Requests in flight: the next picture first, before those after it."""

TILE, BEFORE = "tile", "before"


@dataclass(frozen=True)
class PictureKey:
    """Which picture: of a tile, or of the earlier date of its pair."""

    catalog_id: str
    catalog_path: str
    tile_id: int
    kind: str = TILE


class LargePictures(QObject):
    """A cache of pictures; `arrived` tells when one is there."""

    arrived = pyqtSignal(object)
    """The `PictureKey` of a picture that is there, or is known to be missing."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._pictures = OrderedDict()
        self._problems = {}
        self._wanted = []
        self._calls = {}
        self._closed = False

    def picture(self, key: PictureKey):
        """A `QImage`; None while there is none."""
        if key in self._pictures:
            self._pictures.move_to_end(key)
        return self._pictures.get(key)

    def problem(self, key: PictureKey) -> str:
        """Why there is no picture; empty where that is not known to be so."""
        return self._problems.get(key, "")

    def fetch(self, keys) -> None:
        """Fetch these in this order, where they are not there yet, and nothing else."""
        self._wanted = [key for key in keys if key not in self._pictures and key not in self._problems]
        for key in [key for key in self._calls if key not in self._wanted]:
            self._calls.pop(key).cancel()
        self._fetch_next()

    def stop(self) -> None:
        """Let go of all that is in flight. What could not be shown is tried again the next time."""
        self._wanted = []
        self._problems.clear()
        while self._calls:
            self._calls.popitem()[1].cancel()

    def close_down(self) -> None:
        """Tell nobody any more."""
        self._closed = True
        self.stop()

    def _fetch_next(self) -> None:
        for key in self._wanted:
            if len(self._calls) >= AT_ONCE:
                return
            if key not in self._calls:
                self._send(key)

    def _send(self, key: PictureKey) -> None:
        if key.kind == BEFORE:
            route = routes.pair_picture(key.catalog_id, key.tile_id, "before", size_px=SIZE_PX)
        else:
            route = routes.thumbnail(key.catalog_id, key.tile_id, size_px=SIZE_PX)
        call = self._engine.send_to_catalog(key.catalog_path, route)
        self._calls[key] = call
        call.done.connect(lambda jpeg: self._decode(key, jpeg))
        call.failed.connect(lambda problem: self._end(key, None, problem.detail))

    def _decode(self, key: PictureKey, jpeg: bytes) -> None:
        future = run_in_thread(lambda: QImage.fromData(jpeg))
        future.done.connect(lambda picture: self._end(key, picture))
        future.failed.connect(lambda error: self._end(key, None, str(error)))

    def _end(self, key: PictureKey, picture, reason: str = "") -> None:
        if self._closed:
            return
        self._calls.pop(key, None)
        self._wanted = [other for other in self._wanted if other != key]
        if picture is None or picture.isNull():
            self._problems[key] = reason or self.tr("The picture cannot be read.")
        else:
            self._pictures[key] = picture
            while len(self._pictures) > MAX_PICTURES:
                self._pictures.popitem(last=False)
        self.arrived.emit(key)
        self._fetch_next()
