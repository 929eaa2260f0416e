"""What the map tools share: Escape gives up, and the tool that was there before comes back."""

from __future__ import annotations

from qgis.gui import QgsMapTool
from qgis.PyQt import sip
from qgis.PyQt.QtCore import Qt, pyqtSignal

__all__ = ["VisitingTool"]


class VisitingTool(QgsMapTool):
    """A map tool that is on the canvas for a while and hands it back to the tool that was there before."""

    left = pyqtSignal()
    """The tool is no longer on the canvas: it has done its work, was given up, or another tool was chosen."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._before = None

    def start(self) -> None:
        """Take the canvas."""
        before = self.canvas().mapTool()
        if before is not self:
            self._before = before
        self.canvas().setMapTool(self)

    def leave(self) -> None:
        """Give the canvas back, unless another tool has it already."""
        if self.canvas().mapTool() is not self:
            return
        before, self._before = self._before, None
        if before is None or sip.isdeleted(before):
            self.canvas().unsetMapTool(self)
        else:
            self.canvas().setMapTool(before)

    def keyPressEvent(self, event):
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            # QGIS does nothing further with a key that a tool has ignored; it is we who have used it.
            event.ignore()

    def deactivate(self):
        super().deactivate()
        self.left.emit()
