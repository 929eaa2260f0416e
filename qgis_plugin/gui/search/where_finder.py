"""Asks the engine where in a tile the words match, while everything else goes on."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes

__all__ = ["WhereFinder"]


class WhereFinder(QObject):
    """One question at a time; a later one replaces it."""

    found = pyqtSignal(object)
    """A `protocol.HeatMap`"""
    failed = pyqtSignal(object)
    """A `Problem`"""
    busy_changed = pyqtSignal(bool)

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._call = None

    def find(self, catalog, tile_id: int, question: str) -> None:
        """Ask of a tile; `catalog` is (id, path)."""
        self.stop()
        catalog_id, path = catalog
        call = self._engine.send_to_catalog(path, routes.where(catalog_id, tile_id, question))
        self._call = call
        call.done.connect(lambda heat_map: self._finish(call, self.found, heat_map))
        call.failed.connect(lambda problem: self._finish(call, self.failed, problem))
        self.busy_changed.emit(True)

    def stop(self) -> None:
        """Let go of what is in flight."""
        call, self._call = self._call, None
        if call is not None:
            call.cancel()
            self.busy_changed.emit(False)

    def _finish(self, call, signal, value) -> None:
        if call is self._call:
            self._call = None
            self.busy_changed.emit(False)
            signal.emit(value)
