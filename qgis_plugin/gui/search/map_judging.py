"""Judging on the map: the keys of the list, while the canvas has the keyboard and a result layer is meant."""

from __future__ import annotations

from qgis.core import QgsRectangle
from qgis.gui import QgsMapTool
from qgis.PyQt.QtCore import QObject

from ..map_tools import PickTileTool
from .judge_keys import FULL_SCREEN, JudgeKeys

__all__ = ["MapJudging"]


class MapJudging(QObject):
    """Listens to the canvas, and has a map tool that picks tiles by a click."""

    def __init__(self, iface, page, triage):
        super().__init__(page)
        self._iface = iface
        self._page = page
        self._triage = triage
        self._canvas = iface.mapCanvas()
        self.tool = PickTileTool(self._canvas)
        self.tool.picked.connect(self._pick)
        self._keys = JudgeKeys(self._act, accepts=self._accepts, parent=self)
        self._canvas.installEventFilter(self._keys)

    def close_down(self) -> None:
        """Leave nothing on the canvas."""
        self._canvas.removeEventFilter(self._keys)
        self.tool.leave()

    def _accepts(self) -> bool:
        """Only where no edit of QGIS could be meant: our layer is the active one, or our tool has the canvas."""
        current = self._page.map_sync.current
        if current is None or not current.alive or current.layer.isEditable():
            return False
        tool = self._canvas.mapTool()
        if tool is self.tool:
            return True
        edits = tool is not None and bool(tool.flags() & QgsMapTool.Flag.EditTool)
        return not edits and self._iface.activeLayer() is current.layer

    def _act(self, command) -> None:
        # F11 over the map is QGIS's own.
        if command != FULL_SCREEN:
            self._triage.command(command)

    def _pick(self, place) -> None:
        """Make the best tile at a point (longitude, latitude) the current one."""
        around = QgsRectangle(place, place).buffered(1e-9)
        hit = next(self._page.hit_index.hits_at(around), None)
        if hit is None:
            self._page.message_emitted.emit(self.tr("None of the results lies here."))
        else:
            self._page.view.go_to(hit.tile_id)
