"""The results list: a view with pointer and keyboard."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QPainter, QPalette, QPen
from qgis.PyQt.QtWidgets import QAbstractItemView, QListView

from ...core.judging import Judgement, is_unseen
from .judge_keys import FULL_SCREEN, NOTE, REDO, UNDO, command_of
from .results_delegate import ResultsDelegate
from .results_model import ResultsModel

__all__ = ["ResultsView"]

SETTLE_MS = 60
"""What rushes by while scrolling needs no thumbnails."""

BATCH = 1000
"""Rows laid out in one turn of the event loop, 2 ms; all of 50,000 at once would hold the window for 90 ms."""

OUTLINE_PX = 2
"""Around the row whose tile the pointer is on, on the map."""


class ResultsView(QListView):
    """A list view of hits. It emits what the user does, and does nothing about it."""

    hovered = pyqtSignal(object)
    """The hit under the pointer, or None."""
    chosen = pyqtSignal(object)
    """A hit was clicked, or reached with the arrow keys."""
    activated_hit = pyqtSignal(object)
    """A hit was double-clicked, or Enter was pressed on it."""
    judgement_requested = pyqtSignal(object)
    """C, R, U, or the number of a grade: a `Judgement` of what is selected."""
    note_requested = pyqtSignal()
    full_screen_requested = pyqtSignal()
    selected = pyqtSignal(list)
    """The numbers of the tiles that are selected."""
    in_view = pyqtSignal(list)
    """The numbers of the tiles whose rows can be seen now."""

    def __init__(self, thumbnails, parent=None, *, other_dates=None):
        """`other_dates`: pictures of other dates by the tiles of the hits (`OtherDatePictures`), if any."""
        super().__init__(parent)
        self.setObjectName("TilescribeResults")
        self._model = ResultsModel(self)
        self._pointed_tile = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._emit_in_view)
        self.setModel(self._model)
        self.setItemDelegate(ResultsDelegate(thumbnails, other_dates or thumbnails, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.setMouseTracking(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.entered.connect(lambda index: self.hovered.emit(self._model.hit(index)))
        self.viewportEntered.connect(lambda: self.hovered.emit(None))
        self.clicked.connect(lambda index: self.chosen.emit(self._model.hit(index)))
        self.doubleClicked.connect(lambda index: self.activated_hit.emit(self._model.hit(index)))
        self.selectionModel().selectionChanged.connect(self._emit_selection)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self._model.modelReset.connect(self._settle.start)
        thumbnails.arrived.connect(self._model.refresh)
        if other_dates is not None:
            other_dates.arrived.connect(self._model.refresh)

    @property
    def results(self):
        return self._model.results

    def show_results(self, results) -> None:
        """Show other results, from the top, the best one current."""
        self._model.show(results)
        self.scrollToTop()
        if self._model.shown:
            self.selectionModel().setCurrentIndex(self._model.index(0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def update_results(self, results, tile_ids) -> None:
        """Take over what changed of the same hits."""
        self._model.update_results(results, tile_ids)

    def selected_hits(self) -> list:
        """The hits that are selected, the best first; the current one where none is."""
        current = self.currentIndex()
        rows = self._selected_rows() or ([current.row()] if current.isValid() else [])
        return [self._model.shown[row] for row in rows]

    @property
    def unseen_only(self) -> bool:
        """Whether rows are left out that somebody has judged."""
        return self._model.unseen_only

    def set_unseen_only(self, unseen_only: bool) -> None:
        """Leave out what is judged, or show all hits; the current one stays where it is not left out."""
        current = self._model.hit(self.currentIndex())
        self._model.set_unseen_only(unseen_only)
        if current is not None and not self.go_to(current.tile_id):
            following = self.next_unseen(current.tile_id)
            self.go_to(following.tile_id if following is not None else -1)

    def hit_of(self, tile_id: int):
        """The hit of a tile, shown or left out; None where it is none."""
        return next((hit for hit in self.results.hits if hit.tile_id == tile_id), None)

    def next_unseen(self, tile_id: int):
        """The next hit after a tile that nobody has judged, from the top again after the last; None where all are."""
        hits = self.results.hits
        place = next((at for at, hit in enumerate(hits) if hit.tile_id == tile_id), -1)
        ahead = (hits[at] for span in (range(place + 1, len(hits)), range(place)) for at in span)
        return next((hit for hit in ahead if is_unseen(hit)), None)

    def neighbour(self, tile_id: int, step: int):
        """The hit `step` rows below (above where negative) that of a tile; None beyond the ends."""
        index = self._model.index_of(tile_id)
        row = index.row() + step if index.isValid() else 0
        return self._model.shown[row] if 0 <= row < len(self._model.shown) else None

    def go_to(self, tile_id: int) -> bool:
        """Make a tile current and select it alone; False where it has no row."""
        index = self._model.index_of(tile_id)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)
        return index.isValid()

    def select_tiles(self, tile_ids) -> None:
        """Select the rows of these tiles, and no others, and bring the first into view."""
        wanted = sorted(index.row() for index in map(self._model.index_of, tile_ids) if index.isValid())
        if wanted == self._selected_rows():
            return
        selection = _selection_of(self._model, wanted)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if wanted:
            first = self._model.index(wanted[0])
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first, QAbstractItemView.ScrollHint.EnsureVisible)

    def set_ramp(self, ramp: int) -> None:
        """Paint scores in the colours of the layer, one of `SCORE_RAMPS`."""
        self._model.set_ramp(ramp)

    def outline_tile(self, tile_id) -> None:
        """Outline the row of a tile, for the pointer is on it on the map; None: no row."""
        self._pointed_tile = tile_id
        self.viewport().update()

    def tiles_in_view(self) -> list:
        """The numbers of the tiles whose rows can be seen, from top to bottom."""
        first = self.indexAt(QPoint(1, 1))
        if not first.isValid():
            return []
        last = self.indexAt(QPoint(1, self.viewport().height() - 2))
        end = last.row() if last.isValid() else self._model.rowCount() - 1
        return [hit.tile_id for hit in self._model.shown[first.row() : end + 1]]

    def keyPressEvent(self, event):
        key, plain = (
            event.key(),
            event.modifiers()
            in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            ),
        )
        command = command_of(event)
        if isinstance(command, Judgement):
            self.judgement_requested.emit(command)
        elif command == NOTE:
            self.note_requested.emit()
        elif command == FULL_SCREEN:
            self.full_screen_requested.emit()
        elif command is not None:
            # Undo and redo are for the whole dock.
            event.ignore()
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._with_current(self.activated_hit)
        else:
            before = self.currentIndex()
            super().keyPressEvent(event)
            if self.currentIndex() != before:
                self._with_current(self.chosen)

    def paintEvent(self, event):
        super().paintEvent(event)
        index = self._model.index_of(self._pointed_tile)
        if index.isValid():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), OUTLINE_PX))
            painter.drawRect(self.visualRect(index).adjusted(1, 1, -OUTLINE_PX, -OUTLINE_PX))
            painter.end()

    def event(self, event):
        # A shortcut of QGIS's window, such as F11, must not take a key away that is used here.
        if event.type() == QEvent.Type.ShortcutOverride and command_of(event) not in (None, UNDO, REDO):
            event.accept()
            return True
        return super().event(event)

    def leaveEvent(self, event):
        super().leaveEvent(event)
        self.hovered.emit(None)

    def resizeEvent(self, event):
        super().resizeEvent(event)
        if self._model.two_dates and event.size().width() != event.oldSize().width():
            # Two pictures may lie beside or under each other now, which changes the height of rows.
            self.scheduleDelayedItemsLayout()
        self._settle.start()

    def _selected_rows(self) -> list:
        ranges = self.selectionModel().selection()
        return sorted(row for span in ranges for row in range(span.top(), span.bottom() + 1))

    def showEvent(self, event):
        super().showEvent(event)
        self._settle.start()

    def _with_current(self, signal) -> None:
        hit = self._model.hit(self.currentIndex())
        if hit is not None:
            signal.emit(hit)

    def _emit_selection(self, *_args) -> None:
        hits = self._model.shown
        self.selected.emit([hits[row].tile_id for row in self._selected_rows()])

    def _emit_in_view(self) -> None:
        if self.isVisible():
            self.in_view.emit(self.tiles_in_view())


def _selection_of(model, rows):
    """Rows (ascending) as a selection with one range for each run of neighbours: 50,000 ranges would take seconds."""
    selection = QItemSelection()
    start = 0
    for place in range(1, len(rows) + 1):
        if place == len(rows) or rows[place] != rows[place - 1] + 1:
            selection.select(model.index(rows[start]), model.index(rows[place - 1]))
            start = place
    return selection
