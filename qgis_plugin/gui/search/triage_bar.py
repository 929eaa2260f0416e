"""The line above the results about judging: how many are judged, undo, unseen only, full screen."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QMenu, QSizePolicy, QToolButton, QWidget

from ...core.judging_text import counts_text, grades_text, short_counts_text
from ..icons import icon
from ..widgets import muted, tool_button

__all__ = ["TriageBar", "UndoButton"]

LISTED = 12
"""Edits in the menu of the undo button."""


class UndoButton(QToolButton):
    """Undoes the last edit; its menu goes back several at once."""

    undo_requested = pyqtSignal(int)
    """How many edits are to be undone."""

    def __init__(self, stack, parent=None):
        """`stack`: the QUndoStack."""
        super().__init__(parent)
        self._stack = stack
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        self.clicked.connect(lambda _checked=False: self.undo_requested.emit(1))
        # A method, which Qt disconnects by itself: the stack outlives the window in full screen.
        stack.indexChanged.connect(self.refresh)

    def refresh(self, _index: int = 0) -> None:
        """Name what would be undone."""
        names = self._names(1)
        self.setEnabled(bool(names))
        text = self.tr("Undo: {edit} (Ctrl+Z)").format(edit=names[0]) if names else self.tr("Nothing to undo")
        self.setToolTip(text)
        self.setAccessibleName(text)

    def _fill(self) -> None:
        self._menu.clear()
        for number, name in enumerate(self._names(LISTED), 1):
            action = self._menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, number=number: self.undo_requested.emit(number))

    def _names(self, most: int) -> list:
        """The edits that would be undone, the last first."""
        edits = (self._stack.command(place) for place in range(self._stack.index() - 1, -1, -1))
        named = (edit.text() for edit in edits if not edit.isObsolete())
        return [name for name, _ in zip(named, range(most))]


class TriageBar(QWidget):
    """Counts, and what can be done about judgements."""

    undo_requested = pyqtSignal(int)
    redo_requested = pyqtSignal()
    unseen_only_toggled = pyqtSignal(bool)
    full_screen_requested = pyqtSignal()

    def __init__(self, stack, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeTriageBar")
        self._stack = stack
        self._texts = "", ""
        self._counts = muted(QLabel(self))
        self._counts.setObjectName("TilescribeTriageCounts")
        self._counts.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.unseen_only = tool_button("unseen", "", self.tr("Show only what nobody has judged yet"), self)
        self.unseen_only.setCheckable(True)
        self.unseen_only.toggled.connect(self.unseen_only_toggled)
        self.undo = UndoButton(stack, self)
        self._dress(self.undo, "undo")
        self.undo.undo_requested.connect(self.undo_requested)
        self.redo = tool_button("redo", "", "", self)
        self.redo.clicked.connect(lambda _checked=False: self.redo_requested.emit())
        self.full_screen = tool_button("full-screen", "", self.tr("Judge in full screen (F11)"), self)
        self.full_screen.clicked.connect(lambda _checked=False: self.full_screen_requested.emit())
        stack.indexChanged.connect(lambda _index: self._refresh())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._counts, 1)
        for button in (self.undo, self.redo, self.unseen_only, self.full_screen):
            line.addWidget(button)
        self._refresh()

    @property
    def text(self) -> str:
        return self._counts.text()

    def show_counts(self, counts) -> None:
        """`core.judging.Counts`"""
        self._texts = counts_text(counts), short_counts_text(counts)
        self._fit()
        self._counts.setToolTip("\n".join(part for part in (counts_text(counts), grades_text(counts)) if part))

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Say it in as many words as there is room for."""
        whole, short = self._texts
        room = self._counts.width()
        self._counts.setText(whole if self._counts.fontMetrics().horizontalAdvance(whole) <= room else short)

    def _refresh(self) -> None:
        self.undo.refresh()
        text = self._stack.redoText()
        self.redo.setEnabled(bool(text))
        tip = self.tr("Redo: {edit} (Ctrl+Shift+Z)").format(edit=text) if text else self.tr("Nothing to redo")
        self.redo.setToolTip(tip)
        self.redo.setAccessibleName(tip)

    @staticmethod
    def _dress(button: QToolButton, drawing: str) -> None:
        button.setObjectName(f"Tilescribe-{drawing}")
        button.setIcon(icon(drawing))
        button.setAutoRaise(True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
