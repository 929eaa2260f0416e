"""What stands below the results about the rasters on the map: which one is seen, and two dates to compare."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ..icons import icon
from .overlay import AFTER, BEFORE

__all__ = ["AUTOMATIC", "TwoDatesBar"]

AUTOMATIC = ""
"""Data of the entry of a list that goes by the result."""


class TwoDatesBar(QWidget):
    """Emits what is wanted. It lies below the list, so that nothing moves under the pointer when it grows."""

    show_requested = pyqtSignal()
    """Bring the raster of the result to the top."""
    add_requested = pyqtSignal()
    """Add the raster of the result to the project."""
    restore_requested = pyqtSignal()
    side_chosen = pyqtSignal(int, str)
    """BEFORE or AFTER, and the data of what was chosen."""
    lists_requested = pyqtSignal()
    """A list is about to be opened."""
    swipe_toggled = pyqtSignal(bool)
    side_by_side_toggled = pyqtSignal(bool)
    flip_requested = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeTwoDates")
        self.notice = QLabel(self)
        self.notice.setObjectName("TilescribeRasterNotice")
        self.notice.setWordWrap(True)
        self.show_it = self._text_button(self.tr("Show it"), self.show_requested)
        self.add_it = self._text_button(self.tr("Add it"), self.add_requested)
        self.before, self.after = self._list(BEFORE), self._list(AFTER)
        self.swipe = self._button(
            "swipe", self.tr("Swipe between the two dates: drag the divider on the map, double-click turns it")
        )
        self.swipe.setCheckable(True)
        self.swipe.toggled.connect(self.swipe_toggled)
        self.side_by_side = self._button(
            "side-by-side", self.tr("Show the other date in a second map, linked to the first")
        )
        self.side_by_side.setCheckable(True)
        self.side_by_side.toggled.connect(self.side_by_side_toggled)
        self.flip = self._button("flip", self.tr("Flip the dates (Space); Escape ends it"))
        self.flip.clicked.connect(lambda _checked=False: self.flip_requested.emit())
        self.restore = self._button("put-back", self.tr("Put the layers back as they were before results were clicked"))
        self.restore.clicked.connect(lambda _checked=False: self.restore_requested.emit())
        self._lay_out()
        self.tell("")
        self.show_restore(False)

    def tell(self, text: str, *, can_show: bool = False, can_add: bool = False) -> None:
        """Say which raster is seen; nothing where it is the right one."""
        self.notice.setText(text)
        self._notice_line.setVisible(bool(text))
        self.show_it.setVisible(can_show)
        self.add_it.setVisible(can_add)

    def show_restore(self, can_restore: bool) -> None:
        self.restore.setVisible(can_restore)

    def offer(self, which: int, entries, *, chosen: str, tip: str = "") -> None:
        """Fill a list with (title, data); `tip` says in full what the first entry is, the one of the result."""
        box = self.before if which == BEFORE else self.after
        box.blockSignals(True)
        box.clear()
        for title, data in entries:
            box.addItem(title, data)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        said = self.tr("The earlier date to compare") if which == BEFORE else self.tr("The later date to compare")
        shown = tip if chosen == AUTOMATIC and tip else box.currentText()
        box.setToolTip(f"{said}: {shown}")
        box.blockSignals(False)

    def show_comparable(self, comparable: bool) -> None:
        """Whether there are two dates to compare."""
        for button in (self.swipe, self.side_by_side, self.flip):
            button.setEnabled(comparable)

    def show_modes(self, *, swipe: bool, side_by_side: bool) -> None:
        """What is at work on the map."""
        for button, checked in ((self.swipe, swipe), (self.side_by_side, side_by_side)):
            button.blockSignals(True)
            button.setChecked(checked)
            button.blockSignals(False)

    def _lay_out(self) -> None:
        self._notice_line = QWidget(self)
        line = QHBoxLayout(self._notice_line)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.notice, 1)
        line.addWidget(self.show_it)
        line.addWidget(self.add_it)
        dates = QHBoxLayout()
        dates.setSpacing(2)
        dates.addWidget(self.before, 1)
        dates.addWidget(self.after, 1)
        for button in (self.swipe, self.side_by_side, self.flip, self.restore):
            dates.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._notice_line)
        column.addLayout(dates)

    def _list(self, which: int) -> QComboBox:
        box = _List(self)
        box.setObjectName("TilescribeBefore" if which == BEFORE else "TilescribeAfter")
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        box.setMinimumWidth(self.fontMetrics().horizontalAdvance("2026-09-14") + 2 * self.fontMetrics().height())
        box.opening.connect(self.lists_requested)
        box.activated.connect(lambda _index: self.side_chosen.emit(which, str(box.currentData() or "")))
        return box

    def _text_button(self, text: str, signal) -> QPushButton:
        button = QPushButton(text, self)
        button.clicked.connect(lambda _checked=False: signal.emit())
        return button

    def _button(self, name: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setIcon(icon(name))
        button.setToolTip(tip)
        button.setText(tip)
        return button


class _List(QComboBox):
    """Tells before it is opened, so that it can be filled with what there is now."""

    opening = pyqtSignal()

    def showPopup(self):
        self.opening.emit()
        super().showPopup()

    def wheelEvent(self, event):
        # The wheel over the dock scrolls, and chooses no dates.
        event.ignore()
