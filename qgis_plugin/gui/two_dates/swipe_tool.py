"""The map tool that drags the divider between two dates; beside the divider it moves the map."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal

from ..map_tools import TemporaryMapTool

__all__ = ["SwipeTool"]


class SwipeTool(TemporaryMapTool):
    """On the canvas until Escape or another tool."""

    ended = pyqtSignal()
    """It has left the canvas."""
    turned = pyqtSignal()
    """The divider was double-clicked."""
    moved = pyqtSignal(float)
    """Where the divider is now, as a share of the canvas."""

    def __init__(self, canvas):
        super().__init__(canvas)
        self.overlay = None
        """The `DateOverlay` whose divider is dragged."""
        self._dragging = self._panning = False
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def deactivate(self):
        self._dragging = self._panning = False
        super().deactivate()
        self.ended.emit()

    def canvasPressEvent(self, event):
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._dragging = self._at_divider(event)
        if not self._dragging:
            self.canvas().setCursor(Qt.CursorShape.ClosedHandCursor)

    def canvasMoveEvent(self, event):
        if self._dragging:
            self._move(event)
        elif event.buttons() & Qt.MouseButton.LeftButton:
            self._panning = True
            self.canvas().panAction(event)
        else:
            self.canvas().setCursor(self._cursor_at(event))

    def canvasReleaseEvent(self, event):
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._panning:
            self.canvas().panActionEnd(event.pos())
        elif not self._dragging:
            # A click brings the divider to where one looks.
            self._move(event)
        self._dragging = self._panning = False
        self.canvas().setCursor(self._cursor_at(event))

    def canvasDoubleClickEvent(self, event):
        if self._at_divider(event):
            self.turned.emit()

    def _move(self, event) -> None:
        if self.overlay is not None:
            self.overlay.move_divider(event.pos().x(), event.pos().y())
            self.moved.emit(self.overlay.position)

    def _at_divider(self, event) -> bool:
        return self.overlay is not None and self.overlay.near_divider(event.pos().x(), event.pos().y())

    def _cursor_at(self, event):
        if not self._at_divider(event):
            return Qt.CursorShape.OpenHandCursor
        return Qt.CursorShape.SplitHCursor if self.overlay.vertical else Qt.CursorShape.SplitVCursor
