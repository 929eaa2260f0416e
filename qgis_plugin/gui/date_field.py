"""A line for a date: a year, a month, a day or, where wanted, a range; with a calendar of the catalog's dates."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QToolButton, QWidget

from ..core.dates import DatedDays, parse_days
from .date_popup import DatePopup
from .icons import icon

__all__ = ["DateField"]

WIDEST = "2026-09-28"
"""What is always shown whole."""


class DateField(QWidget):
    """Empty means that nothing is set. What is typed is read as it is typed, and told when it is no date."""

    changed = pyqtSignal()
    """Another date is set, or what was one is none any more."""

    def __init__(self, unset: str, parent=None, *, ranges: bool = False, latest: bool = False):
        """`unset`: what an empty line says. `ranges`: two dates with a slash between are taken, too.

        `latest`: the calendar opens at the last date of the catalog, not at the first.
        """
        super().__init__(parent)
        self._ranges = ranges
        self._latest = latest
        self._offered: tuple[DatedDays, ...] = ()
        self._shown: tuple[Optional[str], str] = (None, "")
        self._told = False
        self.edit = QLineEdit(self)
        self.edit.setPlaceholderText(unset)
        self.edit.setMinimumWidth(self._least_width())
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.setToolTip(self._hint())
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._read)
        self.edit.editingFinished.connect(self._finish)
        self.button = QToolButton(self)
        self.button.setIcon(icon("dates"))
        self.button.setAutoRaise(True)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.setToolTip(self.tr("Choose from the calendar"))
        self.button.setAccessibleName(self.button.toolTip())
        self.button.clicked.connect(self.open_calendar)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.edit, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.edit)

    def value(self) -> Optional[str]:
        """As the engine takes it, such as `2011-05`; None where the line is empty, or holds no date."""
        return self._shown[0]

    @property
    def problem(self) -> str:
        """Why what was typed is no date, in a sentence; empty where it is one."""
        return self._shown[1]

    @property
    def shown_problem(self) -> str:
        """The same, once its user has left the line, or was told: nobody wants to hear of it at the first digit."""
        return self._shown[1] if self._told else ""

    def set_value(self, value: Optional[str]) -> None:
        """Show a date, or none."""
        self.edit.setText(value or "")
        self._finish()

    def clear(self) -> None:
        self.set_value(None)

    def tell_problem(self) -> None:
        """Show what is wrong, and put the cursor there."""
        self._finish()
        self.edit.setFocus()
        self.edit.selectAll()

    def offer(self, days: tuple[DatedDays, ...]) -> None:
        """The dates that rasters of the catalog have: listed and marked in the calendar, which opens there."""
        self._offered = days

    def open_calendar(self) -> None:
        """Show the calendar below the line."""
        popup = DatePopup(self._offered, self.value(), latest=self._latest, parent=self)
        popup.chosen.connect(self._choose)
        popup.show_below(self)

    def eventFilter(self, watched, event):
        if watched is self.edit and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
                self.open_calendar()
                return True
            self._told = False
        return super().eventFilter(watched, event)

    def _choose(self, text: str) -> None:
        first, _, last = text.partition("/")
        self.set_value(text if self._ranges else (last or first) if self._latest else first)
        self.edit.setFocus()

    def _read(self, text: str) -> None:
        value, problem = None, ""
        if text.strip():
            try:
                value = parse_days(text, ranges=self._ranges).text
            except ValueError as error:
                problem = str(error)
        before, self._shown = self._shown, (value, problem)
        self._colour()
        if before != self._shown:
            self.changed.emit()

    def _finish(self) -> None:
        """What was typed, in its plain form; or what is wrong with it."""
        if self._shown[0] and self.edit.text() != self._shown[0]:
            self.edit.setText(self._shown[0])
        if not self._told:
            self._told = True
            self._colour()
            if self._shown[1]:
                self.changed.emit()

    def _colour(self) -> None:
        wrong = self.shown_problem
        palette = QPalette()
        if wrong:
            palette.setColor(QPalette.ColorRole.Text, _warning(self.palette()))
        self.edit.setPalette(palette)
        self.edit.setToolTip(wrong or self._hint())

    def _hint(self) -> str:
        if self._ranges:
            return self.tr("A year as 2011, a month as 2011-05, a day as 2011-05-22, or a range as 2011-05/2011-07")
        return self.tr("A year as 2011, a month as 2011-05 or a day as 2011-05-22; empty for any")

    def _least_width(self) -> int:
        margins = self.edit.textMargins()
        frame = self.edit.sizeHint().width() - self.edit.fontMetrics().horizontalAdvance("x") * 17
        return self.edit.fontMetrics().horizontalAdvance(WIDEST) + max(12, frame) + margins.left() + margins.right()


def _warning(palette: QPalette) -> QColor:
    """A red that can be read on the line's ground, light or dark."""
    dark = palette.color(QPalette.ColorRole.Base).lightness() < 128
    return QColor("#ff8a80" if dark else "#b3261e")
