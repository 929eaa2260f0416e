"""Pictures of places, both dates, from the engine into a folder."""

from __future__ import annotations

from collections import deque
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QImage

from ...core import routes
from ...core.product.places import Pictures

__all__ = ["PictureFetcher"]

AT_ONCE = 4


class PictureFetcher(QObject):
    """Fetches what each of some `ProductPlace`s needs; a picture that cannot be had is left out."""

    progressed = pyqtSignal(int, int)
    """Pictures that are settled, and all."""
    finished = pyqtSignal()
    """Once; never from within `start`."""

    def __init__(self, engine, places, folder: Path, *, size_px: int, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._folder = folder
        self._left = deque(job for place in places for job in _jobs(place, size_px))
        self._all = len(self._left)
        self._calls = set()
        self._files = {}

    def start(self) -> None:
        """Ask for the first ones."""
        if self._left:
            self._fetch_next()
        else:
            self.finished.emit()

    def stop(self) -> None:
        """Let go of what is in flight; `finished` does not come."""
        self._left.clear()
        while self._calls:
            self._calls.pop().cancel()

    def pictures(self) -> dict:
        """`Pictures` by the number of the place."""
        numbers = {number for number, _ in self._files}
        return {
            number: Pictures(self._files.get((number, "now")), self._files.get((number, "earlier")))
            for number in numbers
        }

    def _fetch_next(self) -> None:
        while self._left and len(self._calls) < AT_ONCE:
            self._fetch(*self._left.popleft())
        if not self._calls:
            self.finished.emit()

    def _fetch(self, place, which: str, route) -> None:
        call = self._engine.send_to_catalog(place.catalog_path, route)
        self._calls.add(call)
        call.done.connect(lambda jpeg: self._on_picture(call, place.number, which, jpeg))
        call.failed.connect(lambda _problem: self._on_picture(call, place.number, which, b""))

    def _on_picture(self, call, number: int, which: str, jpeg: bytes) -> None:
        self._calls.discard(call)
        file = self._folder / f"{number}-{which}.jpg"
        if jpeg and not QImage.fromData(jpeg).isNull():
            try:
                file.write_bytes(jpeg)
                self._files[(number, which)] = file
            except OSError:
                # The product is written without it, and says on the page that there is none.
                self._files.pop((number, which), None)
        self.progressed.emit(self._all - len(self._left) - len(self._calls), self._all)
        self._fetch_next()


def _jobs(place, size_px: int) -> list:
    """(place, now or earlier, route)"""
    if place.tile_id is None or not place.catalog_id:
        return []
    catalog, tile, earlier = place.catalog_id, place.tile_id, place.earlier
    if earlier is not None and earlier.compared:
        sides = {"earlier": "before", "now": "after"}
        return [
            (place, which, routes.pair_picture(catalog, tile, side, size_px=size_px)) for which, side in sides.items()
        ]
    jobs = [(place, "now", routes.thumbnail(catalog, tile, size_px=size_px))]
    if earlier is not None:
        jobs.append((place, "earlier", routes.thumbnail(catalog, earlier.tile_id, size_px=size_px)))
    return jobs
