"""The earlier date of a hit about changes: its picture from the engine, and what is said of both dates."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal
from qgis.PyQt.QtGui import QImage

from ...core import routes
from ...core.formatting import format_acquisition_period, format_score

__all__ = ["EarlierPictureFinder", "change_texts"]

SIZE_PX = 1024
"""The most that the engine draws: it is looked at closely."""


class EarlierPictureFinder(QObject):
    """Fetches the picture of one tile at a time; a later one replaces it."""

    found = pyqtSignal(int, object)
    """Tile, and a `QImage` that lies on its thumbnail pixel by pixel, with the same stretch."""
    failed = pyqtSignal(int, object)
    """Tile, and a `Problem`."""

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._call = None

    def find(self, catalog, tile_id: int) -> None:
        """Ask for a tile; `catalog` is (id, path)."""
        self.stop()
        catalog_id, path = catalog
        route = routes.pair_picture(catalog_id, tile_id, "before", size_px=SIZE_PX)
        self._call = call = self._engine.send_to_catalog(path, route)
        call.done.connect(lambda jpeg: self._finish(call, self.found, tile_id, QImage.fromData(jpeg)))
        call.failed.connect(lambda problem: self._finish(call, self.failed, tile_id, problem))

    def stop(self) -> None:
        """Let go of what is in flight."""
        call, self._call = self._call, None
        if call is not None:
            call.cancel()

    def _finish(self, call, signal, tile_id: int, value) -> None:
        if call is self._call:
            self._call = None
            signal.emit(tile_id, value)


def change_texts(pair) -> list:
    """(heading, sentences) of the change and of the earlier date."""
    measured = ""
    if pair.magnitude is not None:
        measured = _tr("Magnitude {magnitude}, give or take {error}.").format(
            magnitude=format_score(pair.magnitude), error=format_score(pair.magnitude_error or 0.0)
        )
    earlier = format_acquisition_period(pair.before_acquired, pair.before_acquired_end)
    before = _tr("Before ({date})").format(date=earlier) if earlier else _tr("Before")
    told = [(_tr("What has changed"), (pair.change, measured)), (before, (pair.before_summary,))]
    return [(heading, texts) for heading, texts in told if any(texts)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("EarlierPicture", text)
