"""The view of the mission list: pointer and keyboard."""

from __future__ import annotations

from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QAbstractItemView, QTreeView

from .mission_delegate import MissionDelegate
from .mission_model import MissionModel

__all__ = ["MissionView"]

SETTLE_MS = 60
"""What rushes by while scrolling needs no pictures."""


class MissionView(QTreeView):
    """A list of entries. It emits what the user does, and does nothing about it; `JudgeKeys` watches it for the keys
    that judge."""

    hovered = pyqtSignal(object)
    """The entry under the pointer, or None."""
    chosen = pyqtSignal(object)
    """An entry was clicked, or reached with the arrow keys."""
    activated_entry = pyqtSignal(object)
    """An entry was double-clicked, or Enter was pressed on it."""
    draw_requested = pyqtSignal()
    """D: a polygon on what is selected."""
    removal_requested = pyqtSignal()
    """Delete: take back what I think of what is selected."""
    search_requested = pyqtSignal()
    """Ctrl+F"""
    selected = pyqtSignal()
    in_view = pyqtSignal(list)
    """The entries whose rows can be seen now."""

    def __init__(self, pictures, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeMissionList")
        self.setAccessibleName(self.tr("Mission list"))
        self._model = MissionModel(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._emit_in_view)
        self.setModel(self._model)
        self.setItemDelegate(MissionDelegate(pictures, self))
        # A tree of equal rows knows the place of each at once; a list of 50,000 would have to be laid out first.
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.entered.connect(lambda index: self.hovered.emit(self._model.entry(index)))
        self.viewportEntered.connect(lambda: self.hovered.emit(None))
        self.clicked.connect(lambda index: self.chosen.emit(self._model.entry(index)))
        self.doubleClicked.connect(lambda index: self.activated_entry.emit(self._model.entry(index)))
        self.selectionModel().selectionChanged.connect(lambda *_: self.selected.emit())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        pictures.arrived.connect(self.viewport().update)

    @property
    def listing(self):
        """What is shown."""
        return self._model.listing

    def show_listing(self, listing) -> None:
        """Show another listing; what is selected, current and at the top stays where it is listed still."""
        selected = [entry.key for entry in self.selected_entries(current=False)]
        current = self._model.entry(self.currentIndex())
        row, offset = self.currentIndex().row(), self.verticalScrollBar().value()
        top = self._model.entry(self.indexAt(QPoint(1, 1)))
        shift = self.visualRect(self.indexAt(QPoint(1, 1))).top() if top is not None else 0
        if self._model.show(listing):
            self._restore(selected, current, row)
            self._restore_top(top, shift, offset)
        self._settle.start()

    def selected_entries(self, *, current: bool = True) -> list:
        """The entries that are selected, from top to bottom; the `current` one where none is."""
        rows = self._selected_rows()
        if not rows and current and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        entries = self.listing.entries
        return [entries[row] for row in rows if row < len(entries)]

    def select_keys(self, keys) -> None:
        """Select the rows of these entries, and no others, and bring the first into view."""
        wanted = sorted(index.row() for index in map(self._model.index_of, keys) if index.isValid())
        if wanted == self._selected_rows():
            return
        self._select_rows(wanted)
        if wanted:
            first = self._model.index(wanted[0])
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first, QAbstractItemView.ScrollHint.EnsureVisible)

    def entries_in_view(self) -> list:
        """The entries whose rows can be seen, from top to bottom."""
        first = self.indexAt(QPoint(1, 1))
        if not first.isValid():
            return []
        last = self.indexAt(QPoint(1, self.viewport().height() - 2))
        end = last.row() if last.isValid() else self._model.rowCount() - 1
        return list(self.listing.entries[first.row() : end + 1])

    def keyPressEvent(self, event):
        key = event.key()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and key == Qt.Key.Key_D:
            self.draw_requested.emit()
        elif plain and key == Qt.Key.Key_Delete:
            self.removal_requested.emit()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._with_current(self.activated_entry)
        elif event.modifiers() == Qt.KeyboardModifier.ControlModifier and key == Qt.Key.Key_F:
            self.search_requested.emit()
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self._with_current(self.chosen)

    def keyboardSearch(self, search):
        """Letters are keys here: they do not jump to rows that begin with them."""

    def leaveEvent(self, event):
        super().leaveEvent(event)
        self.hovered.emit(None)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._settle.start()

    def showEvent(self, event):
        super().showEvent(event)
        self._settle.start()

    def _restore(self, selected, current, row: int) -> None:
        rows = sorted(index.row() for index in map(self._model.index_of, selected) if index.isValid())
        if rows:
            self._select_rows(rows)
        count = self._model.rowCount()
        index = self._model.index_of(current.key) if current is not None else self._model.index(0)
        if not index.isValid() and count:
            # What was current is gone: its neighbour, so that the next key goes on from there.
            index = self._model.index(min(max(row, 0), count - 1))
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def _restore_top(self, top, shift: int, offset: int) -> None:
        # At the very top new rows are wanted in sight; further down what is looked at stays where it is.
        index = self._model.index_of(top.key) if top is not None and offset else None
        if index is not None and index.isValid():
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - shift)
        else:
            self.verticalScrollBar().setValue(min(offset, self.verticalScrollBar().maximum()))

    def _selected_rows(self) -> list:
        spans = self.selectionModel().selection()
        return sorted(row for span in spans for row in range(span.top(), span.bottom() + 1))

    def _select_rows(self, rows) -> None:
        """One range for each run of neighbours: 50,000 ranges would take seconds."""
        selection, start = QItemSelection(), 0
        for place in range(1, len(rows) + 1):
            if place == len(rows) or rows[place] != rows[place - 1] + 1:
                selection.select(self._model.index(rows[start]), self._model.index(rows[place - 1]))
                start = place
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _with_current(self, signal) -> None:
        entry = self._model.entry(self.currentIndex())
        if entry is not None:
            signal.emit(entry)

    def _emit_in_view(self) -> None:
        if self.isVisible():
            self.in_view.emit(self.entries_in_view())
