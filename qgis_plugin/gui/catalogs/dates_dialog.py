"""The window of dates and labels: all rasters of the catalog, and a date or a label for those that are selected."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
)

from ...core import routes
from ...core.formatting import format_count
from ...core.protocol import CatalogDetails
from ...core.raster_names import NamedRaster, NamedRasters, name_rasters
from ...core.routes import AS_THE_FILE_SAYS
from ...core.threads import run_in_thread
from ..date_field import DateField
from ..widgets import help_button, muted, push_button
from .raster_editor import RasterEditor
from .raster_table import DATE, RasterTableModel

__all__ = ["DatesDialog"]

WIDTH_CHARACTERS, LINES = 96, 26
MEASURED_ROWS = 50
"""Rows by which columns get their width."""


class DatesDialog(QDialog):
    """Stays open beside QGIS's window; follows the catalog in use."""

    saved = pyqtSignal()
    """Dates or labels were written; the session reads the catalog again, and tells the rest of the dock."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeDates")
        self._session = session
        self._reading = None
        self._naming = None
        self._kept: tuple[int, ...] = ()
        self.editor = RasterEditor(session.engine, self)
        self.model = RasterTableModel(self)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Name, folder, date or label"))
        self.search.setClearButtonEnabled(True)
        self.only_undated = QCheckBox(self.tr("Without a date only"), self)
        self.table = self._table()
        self.count = muted(QLabel(self))
        self.folder = push_button(
            self.tr("Select the whole folder"), "TilescribeSelectFolder", self.select_folder, self
        )
        self.date = DateField(self.tr("2011-05-22"), self, ranges=True, latest=True)
        self.set_date = push_button(self.tr("Set date"), "TilescribeSetDate", self._set_date, self)
        self.from_file = push_button(self.tr("As the file says"), "TilescribeDateOfFile", self._take_back, self)
        self.from_file.setToolTip(self.tr("Take back the date that you gave: tags and file name tell it again"))
        self.label = QComboBox(self)
        self.label.setEditable(True)
        self.label.lineEdit().setPlaceholderText(self.tr("before, after, any word"))
        self.label.lineEdit().setMaxLength(200)
        self.set_label = push_button(self.tr("Set label"), "TilescribeSetLabel", self._set_label, self)
        self.no_label = push_button(self.tr("No label"), "TilescribeNoLabel", lambda: self._label_as(""), self)
        self.outcome = QLabel(self)
        self.outcome.setObjectName("TilescribeDatesOutcome")
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setWordWrap(True)
        self.undo = push_button(self.tr("Undo"), "TilescribeUndoDates", self.editor.undo, self)
        self.undo.setShortcut(QKeySequence(QKeySequence.StandardKey.Undo))
        self.close_button = push_button(self.tr("Close"), "TilescribeCloseDates", self.close, self)
        for button in self.findChildren(QPushButton):
            # Enter in a line sets what is typed there, and presses no other button.
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        self.show_catalog(session.catalog)

    def show_catalog(self, details: Optional[CatalogDetails]) -> None:
        """Read the rasters of this catalog."""
        self._stop_reading()
        named = self.tr("Dates and labels")
        self.setWindowTitle(named if details is None else f"{details.name} – {named}")
        if details is None:
            self._show_rasters(NamedRasters())
            return
        self.editor.set_catalog(details.path, details.id)
        self._reading = self._session.engine.send_to_catalog(details.path, routes.rasters(details.id))
        self._reading.done.connect(self._name)
        self._reading.failed.connect(self._show_problem)

    def show_undated(self) -> None:
        """Leave those only that want a date."""
        self.only_undated.setChecked(True)

    @property
    def selected(self) -> list[NamedRaster]:
        """The rasters that are selected, in order."""
        shown = self.model.shown
        return [shown[row] for row in self._selected_rows()]

    def select_folder(self) -> None:
        """All that is shown of the folders in which something is selected."""
        folders = {raster.folder for raster in self.selected}
        self._select(raster.raster_id for raster in self.model.shown if raster.folder in folders)

    def close_down(self) -> None:
        """Before it is deleted."""
        self._stop_reading()
        self.editor.close_down()
        self._session.catalog_changed.disconnect(self._follow)
        self.close()

    # What happens

    def _name(self, rasters) -> None:
        self._reading = None
        naming = self._naming = run_in_thread(lambda: name_rasters(rasters))
        naming.done.connect(lambda named: self._show_named(naming, named))

    def _show_named(self, naming, named: NamedRasters) -> None:
        """Unless they were asked for again meanwhile."""
        if naming is self._naming:
            self._naming = None
            self._show_rasters(named)

    def _show_rasters(self, named: NamedRasters) -> None:
        kept = [raster.raster_id for raster in self.selected] or self._kept
        self.model.show_rasters(named)
        self.date.offer(named.days)
        typed = self.label.currentText()
        self.label.clear()
        self.label.addItems(list(dict.fromkeys((*named.labels, self.tr("before"), self.tr("after")))))
        self.label.setCurrentText(typed)
        self._select(kept)
        self._kept = ()
        self._update()

    def _follow(self, details: Optional[CatalogDetails]) -> None:
        if self.isVisible() and not self.editor.busy:
            self.show_catalog(details)

    def _set_date(self) -> None:
        if self.date.value() is None:
            self.date.tell_problem()
            self._say(self.date.problem or self.tr("Write a date first: 2011, 2011-05 or 2011-05-22."))
        elif self.selected:
            self.editor.edit(self.selected, acquired=self.date.value())

    def _take_back(self) -> None:
        if self.selected:
            self.editor.edit(self.selected, acquired=AS_THE_FILE_SAYS)

    def _set_label(self) -> None:
        label = self.label.currentText().strip()
        if label:
            self._label_as(label)
        else:
            self._say(self.tr("Write a label first, such as before or after."))

    def _label_as(self, label: str) -> None:
        if self.selected:
            self.editor.edit(self.selected, label=label)

    def _show_done(self, changed: int, notices) -> None:
        self._say("\n".join((self.tr("%Ln rasters changed.", None, changed), *notices)))
        self._kept = tuple(raster.raster_id for raster in self.selected)
        call = self._session.reload_catalog()
        if call is not None:
            call.failed.connect(self._show_problem)
        self.saved.emit()

    def _show_problem(self, problem) -> None:
        self._reading = None
        self._say(problem.detail)
        self._update()

    def _say(self, text: str) -> None:
        self.outcome.setText(text)

    def _stop_reading(self) -> None:
        self._naming = None
        if self._reading is not None:
            self._reading.cancel()
            self._reading = None

    def _selected_rows(self) -> list[int]:
        """Of the ranges: `selectedRows()` asks the model thrice for every row."""
        ranges = self.table.selectionModel().selection()
        return sorted({row for span in ranges for row in range(span.top(), span.bottom() + 1)})

    def _select(self, raster_ids) -> None:
        selection, last = QItemSelection(), self.model.columnCount() - 1
        for first, end in _stretches(self.model.rows_of(raster_ids)):
            selection.select(self.model.index(first, 0), self.model.index(end, last))
        self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _update(self, *_args) -> None:
        selected, busy = len(self._selected_rows()), self.editor.busy
        undated = sum(not raster.date for raster in self.model.rasters)
        self.count.setText(
            self.tr("{selected} of {count} selected, {undated} without a date").format(
                selected=format_count(selected),
                count=format_count(len(self.model.rasters)),
                undated=format_count(undated),
            )
        )
        for button in (self.folder, self.set_date, self.from_file, self.set_label, self.no_label):
            button.setEnabled(selected > 0 and not busy)
        self.undo.setEnabled(self.editor.can_undo)

    # How it is put together

    def _table(self) -> QTableView:
        table = QTableView(self)
        table.setObjectName("TilescribeDatesTable")
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        table.setSortingEnabled(True)
        table.sortByColumn(DATE, Qt.SortOrder.AscendingOrder)
        return table

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addWidget(self.only_undated)
        top.addWidget(help_button("catalogs", self))
        below = QHBoxLayout()
        below.addWidget(self.count, 1)
        below.addWidget(self.folder)
        edits = QGridLayout()
        for row, (name, field, one, other) in enumerate(
            (
                (self.tr("Date"), self.date, self.set_date, self.from_file),
                (self.tr("Label"), self.label, self.set_label, self.no_label),
            )
        ):
            edits.addWidget(QLabel(name, self), row, 0)
            edits.addWidget(field, row, 1)
            edits.addWidget(one, row, 2)
            edits.addWidget(other, row, 3)
        edits.setColumnStretch(1, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.outcome, 1)
        bottom.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignBottom)
        bottom.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        for part in (below, edits, bottom):
            layout.addLayout(part)
        metrics = self.fontMetrics()
        self.resize(WIDTH_CHARACTERS * metrics.averageCharWidth(), LINES * metrics.lineSpacing())

    def _connect(self) -> None:
        self.search.textChanged.connect(self._narrow)
        self.only_undated.toggled.connect(self._narrow)
        self.table.selectionModel().selectionChanged.connect(self._update)
        self.model.modelReset.connect(self._update)
        self.date.edit.returnPressed.connect(self._set_date)
        self.label.lineEdit().returnPressed.connect(self._set_label)
        self.editor.busy_changed.connect(self._update)
        self.editor.done.connect(self._show_done)
        self.editor.failed.connect(self._show_problem)
        self._session.catalog_changed.connect(self._follow)

    def _narrow(self, *_args) -> None:
        kept = [raster.raster_id for raster in self.selected]
        self.model.narrow(self.search.text(), only_undated=self.only_undated.isChecked())
        self._select(kept)


def _stretches(rows: list[int]) -> list[tuple[int, int]]:
    """(first, last) of rows that follow each other: thousands of selected rows are few stretches."""
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and row == found[-1][1] + 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
