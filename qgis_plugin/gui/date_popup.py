"""The calendar below a `DateField`, with the dates of the catalog's rasters listed and marked."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Optional

from qgis.PyQt.QtCore import QDate, QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QFont, QPalette, QTextCharFormat
from qgis.PyQt.QtWidgets import QApplication, QCalendarWidget, QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from ..core.dates import DatedDays, parse_days
from .widgets import muted

__all__ = ["DatePopup"]

MARKED_DAYS = 62
"""Days of one date that are marked: a year would mark every day, which tells nothing."""
LINES = 6
"""Dates listed without scrolling."""


class DatePopup(QFrame):
    """Closes with a choice, with Esc, and with a click elsewhere."""

    chosen = pyqtSignal(str)
    """`2011-05-22`, or another date as the catalog has it, such as `2011`."""

    def __init__(self, days: tuple[DatedDays, ...], value: Optional[str], *, latest: bool = False, parent=None):
        """`value`: the date that is set. `latest`: without one the calendar opens at the last of `days`."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("TilescribeDatePopup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.list = QListWidget(self)
        self.calendar = QCalendarWidget(self)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setGridVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 4, 4, 4)
        if days:
            layout.addWidget(muted(QLabel(self.tr("Dates of the rasters"), self)))
            layout.addWidget(self.list)
            self._fill_list(days, value)
        self.list.setVisible(bool(days))
        layout.addWidget(self.calendar)
        self._open_at(days, value, latest=latest)
        self._mark(days)
        self.list.itemClicked.connect(self._choose_item)
        self.list.itemActivated.connect(self._choose_item)
        self.calendar.clicked.connect(self._choose_day)
        self.calendar.activated.connect(self._choose_day)

    def show_below(self, widget) -> None:
        """Show it at the lower edge of a widget, or above where there is no room below."""
        self.adjustSize()
        below = widget.mapToGlobal(QPoint(0, widget.height()))
        screen = QApplication.screenAt(below) or QApplication.primaryScreen()
        space = screen.availableGeometry()
        left = max(space.left(), min(below.x(), space.right() - self.width()))
        top = below.y()
        if top + self.height() > space.bottom():
            top = max(space.top(), widget.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(left, top)
        self.show()
        (self.list if self.list.count() else self.calendar).setFocus()

    def _fill_list(self, days: tuple[DatedDays, ...], value: Optional[str]) -> None:
        for one in days:
            shown = one.text.replace("/", " – ")
            item = QListWidgetItem(f"{shown}   ({self.tr('%Ln rasters', None, one.count)})")
            item.setData(Qt.ItemDataRole.UserRole, one.text)
            self.list.addItem(item)
            if one.text == value:
                self.list.setCurrentItem(item)
        lines = min(LINES, len(days))
        self.list.setFixedHeight(lines * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth())

    def _open_at(self, days: tuple[DatedDays, ...], value: Optional[str], *, latest: bool) -> None:
        day = None
        if value:
            day = parse_days(value, ranges=True).first
        elif days:
            day = days[-1].last if latest else days[0].first
        if day is not None:
            self.calendar.setSelectedDate(_qdate(day))

    def _mark(self, days: tuple[DatedDays, ...]) -> None:
        marked = QTextCharFormat()
        marked.setFontWeight(QFont.Weight.Bold)
        marked.setFontUnderline(True)
        marked.setForeground(self.palette().color(QPalette.ColorRole.Link))
        for one in days:
            if (one.last - one.first).days < MARKED_DAYS:
                day = one.first
                while day <= one.last:
                    self.calendar.setDateTextFormat(_qdate(day), marked)
                    day += timedelta(days=1)

    def _choose_item(self, item: QListWidgetItem) -> None:
        self._choose(str(item.data(Qt.ItemDataRole.UserRole)))

    def _choose_day(self, day: QDate) -> None:
        self._choose(day.toString(Qt.DateFormat.ISODate))

    def _choose(self, text: str) -> None:
        self.close()
        self.chosen.emit(text)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
