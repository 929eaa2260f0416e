"""Two dates on the map: swiped, flipped, or side by side, until it is ended. Nothing of it is in the project."""

from __future__ import annotations

from time import monotonic

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QCursor
from qgis.PyQt.QtWidgets import QDockWidget

from ...core import settings
from .map_renderer import MapRenderer
from .overlay import AFTER, BEFORE, DateOverlay
from .second_canvas import SecondCanvas
from .side import Side
from .swipe_tool import SwipeTool

__all__ = ["Comparison"]

TAP_MS = 400
"""Space that is held longer, or while the pointer moves, pans the map, as QGIS has it."""
MOVED_PX = 3


class Comparison(QObject):
    """Shows the two dates of `Sides` over the canvas and in a second one."""

    changed = pyqtSignal()
    """Another way of comparing is at work, or none any more."""

    def __init__(self, iface, parent=None):
        super().__init__(parent)
        self._iface = iface
        self._canvas = iface.mapCanvas()
        self._sides = None
        self._overlay = None
        self._renderers = {}
        self._second = None
        self._widths = {}
        self._closing = self._swipe_again = False
        """Swiping goes on where there are two dates again."""
        self._tool = SwipeTool(self._canvas)
        self._tool.ended.connect(self._on_tool_left)
        self._tool.turned.connect(lambda: self.set_vertical(not self.vertical))
        self._pressed = None
        self.vertical = str(QgsSettings().value(settings.SWIPE_DIVIDER, "upright")) != "lying"
        self._canvas.installEventFilter(self)
        QgsProject.instance().layersRemoved.connect(self._on_layers_removed)

    @property
    def swiping(self) -> bool:
        return self._overlay is not None and self._overlay.split

    @property
    def flipping(self) -> bool:
        return self._overlay is not None and not self._overlay.split

    @property
    def side_by_side(self) -> bool:
        return self._second is not None

    @property
    def can_compare(self) -> bool:
        return self._sides is not None and self._sides.comparable

    @property
    def overlay(self):
        """What is drawn over the canvas; None while nothing is."""
        return self._overlay

    @property
    def second(self):
        """The dock with the second canvas; None while there is none."""
        return self._second

    def set_sides(self, sides) -> None:
        """Compare the dates of another place from now on.

        None, or a side without layers: that place has one date. What was at work goes on with the next that has two.
        """
        swiping = self.swiping or self._swipe_again
        self._sides = sides
        if not self.can_compare:
            self._end_overlay()
            self._swipe_again = swiping
        elif self._overlay is not None:
            if self.flipping:
                self._overlay.shown = sides.own
            self._render()
        elif swiping:
            self.swipe(True)
        if self._second is not None:
            self._show_second()
        self.changed.emit()

    def swipe(self, wanted: bool) -> None:
        """Draw the earlier date on one side of a divider and the later one on the other."""
        self._swipe_again = False
        if not wanted:
            self._end_overlay()
        elif self.can_compare:
            self._begin_overlay(split=True)
            self._tool.overlay = self._overlay
            self._tool.start()
            if self._second is not None:
                self._show_second()
        self.changed.emit()

    def set_vertical(self, vertical: bool) -> None:
        """Which way the divider stands; remembered."""
        self.vertical = vertical
        QgsSettings().setValue(settings.SWIPE_DIVIDER, "upright" if vertical else "lying")
        if self._overlay is not None:
            self._overlay.vertical = vertical
            self._overlay.update()
        self.changed.emit()

    def flip(self) -> bool:
        """Show the other date in place of the one that is seen; False where there are not two."""
        if not self.can_compare:
            return False
        if self._overlay is None:
            self._begin_overlay(split=False)
            # What is seen now is the date of the hit.
            self._overlay.shown = _other(self._sides.own)
        elif not self._overlay.split:
            self._overlay.shown = _other(self._overlay.shown)
        else:
            self._overlay.position = 0.0 if self._overlay.position > 0.5 else 1.0
        self._overlay.update()
        if self._second is not None:
            self._show_second()
        self.changed.emit()
        return True

    def show_side_by_side(self, wanted: bool) -> None:
        """Open, or close, a second map with the date that the first does not show."""
        if wanted and self.can_compare and self._second is None:
            self._second = SecondCanvas(self._canvas, self._iface.mainWindow())
            self._second.closed_by_user.connect(lambda: QTimer.singleShot(0, self._end_second))
            self._place(self._second)
            self._show_second()
        elif not wanted:
            self._end_second()
        self.changed.emit()

    def end(self) -> None:
        """Leave the map as it is in the project."""
        self._swipe_again = False
        self._end_overlay()
        self._end_second()
        self.changed.emit()

    def end_overlay(self) -> None:
        """Leave the canvas as it is in the project; a second one stays."""
        self._swipe_again = False
        self._end_overlay()
        self.changed.emit()

    def close_down(self) -> None:
        if not self._closing:
            QgsProject.instance().layersRemoved.disconnect(self._on_layers_removed)
        self._sides, self._closing = None, True
        self._end_overlay()
        self._end_second()
        self._canvas.removeEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress:
            if _is_space(event):
                self._pressed = (_now(), QCursor.pos())
            elif event.key() == Qt.Key.Key_Escape and self._overlay is not None:
                self.end_overlay()
                return True
        elif event.type() == QEvent.Type.KeyRelease and _is_space(event) and self._tapped():
            # The canvas still has to hear of the release: it may have begun to pan.
            QTimer.singleShot(0, self.flip)
        return False

    # How

    def _on_layers_removed(self, *_args) -> None:
        """A picture of a layer that is not there any more is no picture of a date."""
        if self._sides is not None and (self._overlay is not None or self._second is not None):
            self.set_sides(self._sides)

    def _tapped(self) -> bool:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return False
        moved = (QCursor.pos() - pressed[1]).manhattanLength()
        return _now() - pressed[0] <= TAP_MS and moved <= MOVED_PX

    def _begin_overlay(self, *, split: bool) -> None:
        if self._overlay is None:
            self._overlay = DateOverlay(self._canvas)
            for which in (BEFORE, AFTER):
                self._renderers[which] = renderer = MapRenderer(self._canvas, self)
                renderer.rendered.connect(lambda drawn, which=which: self._show_map(which, drawn))
        self._overlay.split = split
        self._overlay.vertical = self.vertical
        self._render()

    def _render(self) -> None:
        self._overlay.set_titles(self._sides.before.title, self._sides.after.title)
        for which, renderer in self._renderers.items():
            self._overlay.set_map(which, None)
            renderer.show(self._sides.side(which))

    def _show_map(self, which: int, drawn) -> None:
        if self._overlay is not None:
            self._overlay.set_map(which, drawn)

    def _end_overlay(self) -> None:
        overlay, self._overlay = self._overlay, None
        if overlay is None:
            return
        if self._second is not None and self.can_compare:
            self._show_second()
        renderers, self._renderers = self._renderers, {}
        for renderer in renderers.values():
            renderer.close_down(wait=self._closing)
            renderer.deleteLater()
        overlay.remove()
        self._tool.overlay = None
        self._tool.leave()

    def _on_tool_left(self) -> None:
        """Escape, or another tool: swiping has ended."""
        if self.swiping:
            self.end_overlay()

    def _show_second(self) -> None:
        """The date that the first map does not show."""
        if not self.can_compare:
            self._second.show_side(Side(self.tr("There is no other date here.")), beside="")
            return
        shown = self._overlay.shown if self.flipping else self._sides.own
        # While two dates, or one, are drawn over the first map, they are named there already.
        beside = "" if self._overlay is not None else self._sides.side(shown).title
        self._second.show_side(self._sides.side(_other(shown)), beside=beside)

    def _place(self, dock) -> None:
        """Between the map and what lies right of it; it takes half of the map, and nothing of other docks."""
        self._widths = self._widths_of_docks()
        half = self._canvas.width() // 2
        self._iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, dock)
        window, ours = self._iface.mainWindow(), self._neighbour()
        if ours is not None and not ours.isFloating():
            window.splitDockWidget(dock, ours, Qt.Orientation.Horizontal)
        dock.show()
        self._resize({**self._widths, dock: half})
        # Only now is it known what other docks could not give away.
        QTimer.singleShot(0, self._halve)

    def _halve(self) -> None:
        """Both maps are equally wide."""
        if self._second is not None and not self._second.isFloating():
            half = (self._canvas.width() + self._second.width()) // 2
            self._resize({**self._widths, self._second: half})

    def _widths_of_docks(self) -> dict:
        window = self._iface.mainWindow()
        docks = [] if window is None else window.findChildren(QDockWidget)
        return {dock: dock.width() for dock in docks if dock.isVisible() and not dock.isFloating()}

    def _resize(self, widths: dict) -> None:
        window = self._iface.mainWindow()
        there = {dock: width for dock, width in widths.items() if not sip.isdeleted(dock)}
        if window is not None and there:
            window.resizeDocks(list(there), list(there.values()), Qt.Orientation.Horizontal)

    def _neighbour(self):
        """The plugin's dock, where it lies in the same area."""
        window = self._iface.mainWindow()
        ours = None if window is None else window.findChild(QObject, "TilescribeDock")
        same = ours is not None and window.dockWidgetArea(ours) == Qt.DockWidgetArea.RightDockWidgetArea
        return ours if same else None

    def _end_second(self) -> None:
        second, self._second = self._second, None
        if second is None:
            return
        second.close_down()
        self._iface.removeDockWidget(second)
        second.deleteLater()
        # What it took from the map goes back to the map.
        self._resize(self._widths)
        self.changed.emit()


def _is_space(event) -> bool:
    return event.key() == Qt.Key.Key_Space and not event.isAutoRepeat()


def _other(which: int) -> int:
    return BEFORE if which == AFTER else AFTER


def _now() -> float:
    """Milliseconds of a clock that is never set."""
    return monotonic() * 1000
