"""The small print of a row: which lines it takes, so that dates are whole and the sentence keeps what is left."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QTextLayout, QTextOption

from ...core.places import date_text, file_text, other_date_alone, other_date_text

__all__ = ["LEAST_SENTENCE_LINES", "SmallPrint", "wrapped"]

LEAST_SENTENCE_LINES = 3
MOST_FILE_LINES = 2


@dataclass(frozen=True)
class SmallPrint:
    """The lines below the sentence of a row, from top to bottom."""

    beside_score: str
    """The date, where it fits beside the score."""
    lines: tuple[str, ...]
    """Of the date where it does not, of the file, and of the other date."""

    @classmethod
    def of(cls, hit, font, font_metrics, *, width: int, width_beside_score: int, lines: int) -> SmallPrint:
        """Lay out what is said of a hit, below its sentence, in a row that has `lines` lines in all.

        Dates are never cut as long as a word of them fits into the width. The file has one line, or two where the
        sentence can do without the second.
        """
        date, other = date_text(hit), other_date_text(hit)
        beside = font_metrics.horizontalAdvance(date) <= width_beside_score
        dates = [] if beside else wrapped(date, font, width)
        others = wrapped(other, font, width) if other else []
        if len(others) > 1:
            # The tip has the score and how many there are; here the date shall be whole, and the sentence be seen.
            others = wrapped(other_date_alone(hit), font, width)
        left = lines - LEAST_SENTENCE_LINES - 1 - len(dates) - len(others)
        file = _file_lines(file_text(hit), font, font_metrics, width=width, most=max(1, min(MOST_FILE_LINES, left)))
        return cls(date if beside else "", (*dates, *file, *others))


def wrapped(text: str, font, width: int) -> list[str]:
    """The text in lines that fit; words are broken only where one alone is wider."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(1, width))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
        line = layout.createLine()
    layout.endLayout()
    return lines


def _file_lines(text: str, font, font_metrics, *, width: int, most: int) -> list[str]:
    """A path in up to `most` lines, cut in its middle where they do not hold it: names differ at their ends."""
    lines = wrapped(text, font, width)
    if len(lines) <= most:
        return lines
    # A line that is broken leaves room for a letter or two.
    room = most * width - (most - 1) * font_metrics.averageCharWidth() * 2
    while room > 0:
        lines = wrapped(font_metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, room), font, width)
        if len(lines) <= most:
            break
        room -= font_metrics.averageCharWidth()
    return lines[:most]
