"""The part of context menus that draws and counts on tiles."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication

from ...core.results import REJECTED
from ...core.shapes import LINE, POINT, POLYGON
from ..icons import icon
from .shape_drawer import can_change

__all__ = ["add_drawing"]


def add_drawing(menu, targets, drawer) -> None:
    """Add what can be drawn and counted on tiles, and taken back, to a menu."""
    drawn = [one for one in targets if one.mark is not None and one.mark.shape is not None]
    one = targets[0] if len(targets) == 1 else None
    if one is not None:
        rejected = one.mark is not None and one.mark.verdict == REJECTED
        draw = menu.addMenu(icon("draw-polygon"), _tr("Draw it"))
        for kind, text in (
            (POLYGON, _tr("Polygon")),
            (LINE, _tr("Line")),
            (POINT, _tr("Point")),
        ):
            draw.addAction(text).triggered.connect(lambda _checked=False, kind=kind: drawer.draw(one, kind))
        draw.setEnabled(not rejected)
        if drawn:
            draw.addSeparator()
            change = draw.addAction(_tr("Change the corners"))
            change.setEnabled(can_change(one.mark.shape))
            change.triggered.connect(lambda _checked=False: drawer.change(one))
        count = menu.addAction(_tr("Count…"))
        count.setEnabled(not rejected)
        count.triggered.connect(lambda _checked=False: drawer.ask_count(one, menu.parentWidget()))
        if one.mark is not None and one.mark.count is not None:
            menu.addAction(_tr("Remove the count")).triggered.connect(lambda _checked=False: drawer.count(one, None))
    if drawn:
        menu.addAction(icon("remove"), _tr("Remove the drawing")).triggered.connect(
            lambda _checked=False: drawer.remove(drawn)
        )


def _tr(text: str) -> str:
    return QCoreApplication.translate("DrawingMenu", text)
