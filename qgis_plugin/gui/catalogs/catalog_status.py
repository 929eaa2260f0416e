"""The status of a catalog: a summary, missing rasters, failures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from qgis.gui import QgsCollapsibleGroupBox
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication, QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core import routes
from ...core.files import file_name
from ...core.formatting import format_acquisition_period, format_bytes, format_count, format_period
from ...core.protocol import CatalogDetails, CatalogFailure, JobEvent
from ..icons import icon

__all__ = ["CatalogSummary", "FailureList", "MissingRastersNotice"]

LINES = 6
MOST_SHOWN = 200
"""Beyond, the rest is counted: nobody reads more, and the window stays quick."""


class CatalogSummary(QLabel):
    """The counts of a catalog in a few lines; can be selected and copied."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeSummary")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_catalog(self, details: Optional[CatalogDetails], *, busy: bool = False) -> None:
        """`busy`: something is being added to it."""
        if busy and details is not None and not details.tiles.done:
            lines = [self.tr("You can search as soon as the first tiles are described.")]
        else:
            lines = self._lines(details) if details is not None else [self._first_words()]
        self.setText("\n".join(line for line in lines if line))

    def _first_words(self) -> str:
        return self.tr(
            "A catalog keeps the descriptions of your imagery. Add imagery below to make one, or open one above."
        )

    def _lines(self, details: CatalogDetails) -> list[str]:
        tiles, rasters = details.tiles, details.rasters
        if not tiles.total and not rasters.present:
            return [self.tr("This catalog is empty. Add imagery below.")]
        first = self.tr("{done} tiles of {rasters} rasters can be searched").format(
            done=format_count(tiles.done), rasters=format_count(rasters.present + rasters.missing)
        )
        left = self._left(details)
        about = (format_period(details.acquired), format_bytes(details.size_bytes))
        return [first, left, " · ".join(part for part in about if part), self._compared(details)]

    def _compared(self, details: CatalogDetails) -> str:
        changes = details.changes
        if changes is None:
            return ""
        if changes.problem:
            return self.tr("Changes cannot be read: {reason}").format(reason=changes.problem)
        said = self.tr("%Ln tiles compared", None, changes.pairs.done)
        if len(changes.dates) != 1:
            return said
        dates = changes.dates[0]
        earlier = format_acquisition_period(dates.before, dates.before_end) or "?"
        return f"{said}: {earlier} → {format_acquisition_period(dates.after, dates.after_end) or '?'}"

    def _left(self, details: CatalogDetails) -> str:
        tiles = details.tiles
        parts = []
        if tiles.pending:
            parts.append(self.tr("{count} waiting").format(count=format_count(tiles.pending)))
        if tiles.failed:
            parts.append(self.tr("{count} failed").format(count=format_count(tiles.failed)))
        if tiles.blank:
            parts.append(self.tr("{count} blank").format(count=format_count(tiles.blank)))
        return ", ".join(parts)


class MissingRastersNotice(QWidget):
    """A notice of rasters whose files are not where they were; hidden while there are none."""

    failed = pyqtSignal(object)
    """A Problem: they could not be taken out."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._text = QLabel(self)
        self._text.setWordWrap(True)
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(icon("remove"), self.tr("Take out…"), self)
        self.button.clicked.connect(self._remove)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.button)

    def show_catalog(self, details: Optional[CatalogDetails], *, busy: bool = False) -> None:
        """`busy`: a job writes to it, so that nothing can be taken out."""
        missing = 0 if details is None else details.rasters.missing
        self.setVisible(missing > 0)
        self.button.setEnabled(not busy)
        self._text.setText(
            self.tr("Rasters that are not where they were: {count}. Add them from their new place.").format(
                count=format_count(missing)
            )
        )

    def _remove(self) -> None:
        details = self._session.catalog
        if details is None or not self._confirmed():
            return
        self.button.setEnabled(False)
        call = self._session.engine.send(routes.remove_rasters(details.id, missing=True))
        call.done.connect(lambda _: self._session.refresh_catalog())
        call.failed.connect(self.failed)
        call.finished.connect(lambda: self.button.setEnabled(True))

    def _confirmed(self) -> bool:
        buttons = QMessageBox.StandardButton
        question = self.tr(
            "Take them out of the catalog, with their descriptions? Marks and corrections are kept; no file is deleted."
        )
        return QMessageBox.question(self, self.tr("Tilescribe"), question, buttons.Yes | buttons.No) == buttons.Yes


class FailureList(QgsCollapsibleGroupBox):
    """Rasters and tiles that failed, with reasons; hidden while there are none. Ctrl+C copies."""

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

    def show_failures(self, kept: Iterable[CatalogFailure], running: Iterable[JobEvent] = ()) -> None:
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
    """A list whose selected rows can be copied."""

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
