"""The geometry of a row of the results list."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import QRect, QSize

__all__ = ["LINES", "LINES_BESIDE_TWO", "LINES_OF_STACKED", "RowMetrics"]

LINES = 6
"""Lines of text in a row: three or more of the sentence, score and date, one or two of the file."""
LINES_BESIDE_TWO = 7
"""Beside two pictures, where the text is narrower, and the other date has a line of its own."""
LINES_OF_STACKED = 8
"""Where two pictures lie under each other, and the other date has a line or two of its own."""
SIDE_LINES = 4
"""Height of two pictures beside each other, in lines: higher, they would take the width from the text."""
NARROW_LINES = 18
"""A list that is narrower, in heights of a line, has no room for two pictures and the text beside each other."""


@dataclass(frozen=True)
class RowMetrics:
    """Where things lie in a row, in pixels. All rows of a list are equally high."""

    line: int
    """Height of a line of text."""
    two_dates: bool = False
    """The list has hits with two pictures."""
    stacked: bool = False
    """The two lie under each other, and not beside each other."""

    @classmethod
    def from_font(cls, font_metrics, *, two_dates: bool = False, list_px: int = 0) -> RowMetrics:
        """`list_px` is the width of the list; 0 where it is wide enough."""
        line = font_metrics.height()
        return cls(line, two_dates, two_dates and 0 < list_px < NARROW_LINES * line)

    @property
    def gap(self) -> int:
        return max(4, round(self.line * 0.45))

    @property
    def lines(self) -> int:
        """How many lines of text fit into a row."""
        if self.stacked:
            return LINES_OF_STACKED
        return LINES_BESIDE_TWO if self.two_dates else LINES

    @property
    def content_height(self) -> int:
        return self.lines * self.line + self.gap // 2

    @property
    def thumbnail_side(self) -> int:
        if self.stacked:
            return (self.content_height - self.gap // 2) // 2
        return SIDE_LINES * self.line if self.two_dates else self.content_height

    @property
    def size(self) -> QSize:
        # The list stretches rows to its own width, and never scrolls sideways.
        return QSize(self.thumbnail_side + 2 * self.gap, self.content_height + 2 * self.gap)

    def thumbnail(self, row: QRect) -> QRect:
        """The picture of the hit."""
        side = self.thumbnail_side
        return QRect(row.left() + self.gap, self._top(row), side, side)

    def second_thumbnail(self, row: QRect) -> QRect:
        """The picture of another date, beside or under that of the hit."""
        place = self.thumbnail(row)
        if self.stacked:
            place.moveBottom(self._top(row) + self.content_height - 1)
        else:
            place.moveLeft(place.right() + 1 + self.gap // 2)
        return place

    def text(self, row: QRect) -> QRect:
        """Beside the pictures."""
        last = self.second_thumbnail(row) if self.two_dates else self.thumbnail(row)
        left = last.right() + 1 + self.gap + self.gap // 2
        return QRect(left, self._top(row), max(0, row.right() - self.gap - left), self.content_height)

    def sentence(self, row: QRect, *, lines: int) -> QRect:
        """The first lines of the text."""
        text = self.text(row)
        return QRect(text.left(), text.top(), text.width(), lines * self.line)

    def line_from_below(self, row: QRect, number: int) -> QRect:
        """One line of the text; 0 is the last."""
        text = self.text(row)
        return QRect(text.left(), text.bottom() + 1 - (number + 1) * self.line, text.width(), self.line)

    def _top(self, row: QRect) -> int:
        return row.top() + (row.height() - self.content_height) // 2
