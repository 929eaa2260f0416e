"""What failed, and why."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QGuiApplication, QKeySequence
from qgis.PyQt.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout

from ...core.files import file_name
from ...core.protocol import FailureSeen, JobEvent
from ..icons import icon

__all__ = ["FailureList"]

LINES = 6
MOST_SHOWN = 200
"""Beyond, the rest is counted: nobody reads more, and the window stays quick."""


class FailureList(QgsCollapsibleGroupBox):
    """Hidden while nothing failed; Ctrl+C copies the selected reasons."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeFailures")
        self.setSaveCollapsedState(False)
        self._shown: tuple[tuple[str, str], ...] = ()
        self._list = _List(self)
        layout = QVBoxLayout(self)
        layout.addWidget(self._list)
        # Folded up it is as high as the title that it has at that moment.
        self.setTitle(self.tr("What failed"))
        self.setCollapsed(True)
        self.setVisible(False)

    def show_failures(self, kept: Iterable[FailureSeen], running: Iterable[JobEvent] = ()) -> None:
        """Those that the catalog remembers, and those of the job at work."""
        rows = [(failure.path, failure.reason) for failure in kept]
        rows += [(event.path or "", event.message) for event in running]
        unique = tuple(dict.fromkeys(rows))
        if unique == self._shown:
            return
        self._shown = unique
        self.setVisible(bool(unique))
        self.setTitle(self.tr("What failed ({count})").format(count=len(unique)))
        self._list.clear()
        for path, reason in unique[:MOST_SHOWN]:
            item = QListWidgetItem(icon("failed"), reason or file_name(path))
            item.setToolTip(path)
            self._list.addItem(item)
        if len(unique) > MOST_SHOWN:
            self._list.addItem(self.tr("… and {count} more").format(count=len(unique) - MOST_SHOWN))


class _List(QListWidget):
    def __init__(self, parent):
        super().__init__(parent)
        self.setWordWrap(True)
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self):
        return QSize(super().sizeHint().width(), LINES * self.fontMetrics().lineSpacing())

    def keyPressEvent(self, event):
        if event.matches(QKeySequence.StandardKey.Copy):
            text = "\n".join(f"{item.toolTip()}: {item.text()}" for item in self.selectedItems())
            QGuiApplication.clipboard().setText(text)
        else:
            super().keyPressEvent(event)
