"""Signs on a picture: what I think of the tile, what others think, and that there is a note."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QPainter, QPen

from ...core.results import CONFIRMED, REJECTED, my_mark, note_of, other_marks
from ...core.settings import grades
from ..colours import verdict_colour

__all__ = ["paint_badges", "paint_verdict"]

PAPER, PAPER_EDGE = "#fff6d6", "#7a6a2e"
"""A note, on any picture."""
HALO = QColor(0, 0, 0, 130)

_CHECK = (((0.27, 0.53), (0.44, 0.7), (0.74, 0.34)),)
_CROSS = (((0.32, 0.32), (0.68, 0.68)), ((0.68, 0.32), (0.32, 0.68)))
"""Strokes in a unit square."""


def paint_badges(painter: QPainter, picture, hit, *, line: int, mirrored: bool = False) -> None:
    """Paint the signs of a hit into the corners of its picture (a rectangle).

    My judgement is a disc at the lower right, those of others are smaller discs with a hole beside it, and a note is
    a sheet at the lower left; `mirrored`: the other way round. `line`: the height of a line of text.
    """
    if not hit.marks:
        return
    mine, others = my_mark(hit), other_marks(hit)
    side, small = line * 1.1, line * 0.88
    bottom, along = picture.bottom(), _Along(picture, mirrored)
    if mine is not None and mine.verdict:
        disc = QRectF(along.take(side), bottom - side, side, side)
        paint_verdict(painter, disc, mine.verdict, number=_number(mine.grade))
    for verdict in dict.fromkeys(mark.verdict for mark in others if mark.verdict):
        paint_verdict(painter, QRectF(along.take(small), bottom - small, small, small), verdict, hollow=True)
    if note_of(hit) or any(mark.note for mark in others):
        left = _Along(picture, not mirrored).take(side)
        _note(painter, QRectF(left, bottom - side, side, side))


class _Along:
    """Places side by side, from the right edge of a picture leftwards; `mirrored` from the left edge."""

    def __init__(self, picture, mirrored: bool):
        self._mirrored = mirrored
        self._at = float(picture.left() if mirrored else picture.right())

    def take(self, width: float) -> float:
        """The left edge of the next place of that width."""
        left = self._at if self._mirrored else self._at - width
        self._at = left + width * 1.15 if self._mirrored else left - width * 0.15
        return left


def paint_verdict(painter: QPainter, disc: QRectF, verdict: str, *, number: int = 0, hollow: bool = False) -> None:
    """A disc in the colour of a verdict with its sign, or with the `number` of a grade; `hollow` is of others."""
    side, colour = disc.width(), verdict_colour(verdict)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if hollow:
        rim = side * 0.14
        painter.setPen(QPen(colour, rim))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(disc.adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(disc)
    ink = colour if hollow else QColor("white")
    if number or verdict not in (CONFIRMED, REJECTED):
        _letter(painter, disc, str(number) if number else "?", ink)
    else:
        width = side * 0.13
        painter.setPen(QPen(ink, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for stroke in _CHECK if verdict == CONFIRMED else _CROSS:
            points = [QPointF(disc.left() + x * side, disc.top() + y * side) for x, y in stroke]
            for first, second in zip(points, points[1:]):
                painter.drawLine(first, second)
    painter.restore()


def _letter(painter: QPainter, disc: QRectF, text: str, ink: QColor) -> None:
    font = QFont(painter.font())
    font.setBold(True)
    font.setPixelSize(max(6, round(disc.height() * 0.72)))
    painter.setFont(font)
    painter.setPen(ink)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)


def _note(painter: QPainter, place: QRectF) -> None:
    """A sheet with two lines."""
    side = place.width()
    sheet = place.adjusted(side * 0.1, side * 0.1, -side * 0.1, -side * 0.1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(PAPER_EDGE), max(1.0, side * 0.08)))
    painter.setBrush(QColor(PAPER))
    painter.drawRoundedRect(sheet, side * 0.1, side * 0.1)
    for height, length in ((0.35, 0.6), (0.62, 0.4)):
        start = QPointF(sheet.left() + sheet.width() * 0.2, sheet.top() + sheet.height() * height)
        painter.drawLine(start, QPointF(start.x() + sheet.width() * length, start.y()))
    painter.restore()


def _number(grade: str) -> int:
    """The key of a grade; 0 where it is none of the mission's (any more)."""
    known = grades() if grade else ()
    return known.index(grade) + 1 if grade in known else 0
