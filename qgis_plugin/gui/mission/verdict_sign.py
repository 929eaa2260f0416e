"""The sign of a mark in the mission list: as in the results list, and one for marks without a verdict."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QPainter, QPen

from ...core.mission import NOTED
from ...core.settings import grades
from ..colours import VERDICT_COLOURS
from ..search.badges import paint_verdict

__all__ = ["DISPUTED_COLOUR", "paint_sign", "sign_colour"]

NOTED_COLOUR = "#4a78b8"
DISPUTED_COLOUR = "#d0342c"
"""For what people judge differently: it wants to be looked at."""
_LINES = ((0.3, 0.7, 0.36), (0.3, 0.7, 0.5), (0.3, 0.55, 0.64))
"""(left, right, height) in a unit square."""


def sign_colour(verdict: str) -> QColor:
    """The colour of a verdict, or of NOTED."""
    return QColor(VERDICT_COLOURS.get(verdict, NOTED_COLOUR))


def paint_sign(painter: QPainter, place: QRectF, entry, *, disputed: bool) -> None:
    """Paint the sign of an entry into a square, with a red ring where others judge the place differently."""
    if entry.verdict == NOTED:
        _paint_noted(painter, place)
    else:
        known = grades() if entry.mark.grade else ()
        number = known.index(entry.mark.grade) + 1 if entry.mark.grade in known else 0
        paint_verdict(painter, place, entry.verdict, number=number)
    if disputed:
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(DISPUTED_COLOUR), max(1.5, place.width() * 0.12)))
        painter.drawEllipse(place.adjusted(-1.5, -1.5, 1.5, 1.5))
        painter.restore()


def _paint_noted(painter: QPainter, place: QRectF) -> None:
    side = place.width()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(sign_colour(NOTED))
    painter.drawEllipse(place)
    style, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor("white"), side * 0.1, style, cap, join))
    for left, right, height in _LINES:
        y = place.top() + height * side
        painter.drawLine(QPointF(place.left() + left * side, y), QPointF(place.left() + right * side, y))
    painter.restore()
