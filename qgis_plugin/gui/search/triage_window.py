"""Full-screen triage: one tile after the other, large, with everything that is needed to judge it."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ...core.judging_text import counts_text, grades_text, marks_of
from ..icons import icon
from ..message_overlay import MessageOverlay
from ..widgets import muted, tool_button
from .judge_buttons import JudgeButtons
from .judge_keys import FULL_SCREEN, NOTE, command_of
from .note_panel import NotePanel
from .tile_pictures import TilePictures
from .triage_bar import UndoButton

__all__ = ["TriageWindow"]

PANEL_LETTERS = 46
"""Width of the panel beside the picture, at least."""


class TriageWindow(QWidget):
    """A window of its own. It shows what it is given, and emits what its user wants; Esc leaves."""

    commanded = pyqtSignal(object)
    """A command of `judge_keys`, by key or button."""
    stepped = pyqtSignal(int)
    """1: the next tile, -1: the one before, 2: the next one that nobody has judged."""
    undo_requested = pyqtSignal(int)
    redo_requested = pyqtSignal()
    left = pyqtSignal()

    def __init__(self, stack, parent=None):
        """`stack`: the QUndoStack of the judgements."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("TilescribeTriage")
        self.setWindowTitle(self.tr("Judge tiles"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.pictures = TilePictures(self)
        self.buttons = JudgeButtons(self, keep_focus=True)
        self.notes = NotePanel(self)
        self.notes.closed.connect(self.setFocus)
        self._counts, self._place = QLabel(self), QLabel(self)
        self._counts.setWordWrap(True)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._heading, self._facts, self._marks = QLabel(self), muted(QLabel(self)), QLabel(self)
        for label in (self._heading, self._facts, self._marks):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.undo = UndoButton(stack, self)
        self.redo = tool_button("redo", self.tr("Redo"), self.tr("Redo (Ctrl+Shift+Z)"), self)
        self.previous = tool_button("back", "", self.tr("The tile before (Left)"), self)
        self.next = tool_button("forward", "", self.tr("The next tile (Right)"), self)
        self.next_unseen = tool_button("unseen", self.tr("Next unseen"), self.tr("The next unseen tile (Space)"), self)
        self.leave_button = tool_button("cancel", self.tr("Leave"), self.tr("Back to the list (Esc)"), self)
        self.messages = MessageOverlay(self.pictures)
        self._stack = stack
        self._lay_out()
        self._connect()
        self._on_stack_changed()

    def show_hit(self, hit, *, heading: str, facts: str, place: str) -> None:
        """Say all of a hit but its pictures."""
        self._heading.setText(heading)
        self._facts.setText(facts)
        self._place.setText(place)
        lines = [text if not note else f"{text}\n“{note}”" for text, note in marks_of(hit)]
        self._marks.setText("\n".join(lines))
        self._marks.setVisible(bool(lines))
        self.buttons.show_hit(hit)

    def show_counts(self, counts) -> None:
        """`core.judging.Counts`"""
        self._counts.setText("\n".join(part for part in (counts_text(counts), grades_text(counts)) if part))
        self._progress.setRange(0, max(1, counts.judged + counts.unseen))
        self._progress.setValue(counts.judged)

    def keyPressEvent(self, event):
        command = command_of(event)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Space: 2, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        zooms = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_Escape or command == FULL_SCREEN:
            self.close()
        elif command is not None:
            self.commanded.emit(command)
        elif shifted and event.key() in PANS:
            self.pictures.main.pan(*PANS[event.key()])
        elif event.key() in steps:
            self.stepped.emit(steps[event.key()])
        elif event.key() in zooms:
            self.pictures.zoom(zooms[event.key()])
        else:
            super().keyPressEvent(event)

    def event(self, event):
        # A shortcut of QGIS must not take a key away that judges.
        if event.type() == QEvent.Type.ShortcutOverride and command_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def closeEvent(self, event):
        self.notes.leave()
        super().closeEvent(event)
        self.left.emit()

    def _connect(self) -> None:
        self.buttons.judgement_requested.connect(self.commanded)
        self.buttons.note_requested.connect(lambda: self.commanded.emit(NOTE))
        self.undo.undo_requested.connect(self.undo_requested)
        self.redo.clicked.connect(lambda _checked=False: self.redo_requested.emit())
        self.previous.clicked.connect(lambda _checked=False: self.stepped.emit(-1))
        self.next.clicked.connect(lambda _checked=False: self.stepped.emit(1))
        self.next_unseen.clicked.connect(lambda _checked=False: self.stepped.emit(2))
        self.leave_button.clicked.connect(lambda _checked=False: self.close())
        self._stack.indexChanged.connect(self._on_stack_changed)

    def _on_stack_changed(self, _index: int = 0) -> None:
        self.undo.refresh()
        self.redo.setEnabled(self._stack.canRedo())

    def _lay_out(self) -> None:
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self._heading.setFont(font)
        self.undo.setText(self.tr("Undo"))
        self.undo.setIcon(icon("undo"))
        self.undo.setAutoRaise(True)
        self.undo.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for button in (self.undo, self.redo, self.previous, self.next, self.next_unseen, self.leave_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        said = QWidget(self)
        inside = QVBoxLayout(said)
        inside.setContentsMargins(0, 0, 0, 0)
        for label in (self._heading, self._facts, self._marks):
            inside.addWidget(label)
        inside.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(said)
        # Dark themes give scroll areas a colour of their own, which would stand in the panel as a block.
        said.setObjectName("TilescribeTriageSaid")
        scroll.setObjectName("TilescribeTriageScroll")
        scroll.setStyleSheet("#TilescribeTriageScroll, #TilescribeTriageSaid { background: transparent; }")
        hint = muted(QLabel(self.tr("Wheel, + and − zoom, 0 shows all, Shift and arrows move. Esc leaves."), self))
        hint.setWordWrap(True)
        panel = QWidget(self)
        column = QVBoxLayout(panel)
        column.setSpacing(self.fontMetrics().height() // 2)
        column.addLayout(_row(self._place, None, self.leave_button))
        column.addWidget(self._progress)
        column.addWidget(self._counts)
        column.addWidget(scroll, 1)
        column.addWidget(self.notes)
        column.addWidget(self.buttons)
        steps = _row(self.previous, self.next, self.next_unseen, None, self.undo, self.redo)
        column.addLayout(steps)
        column.addWidget(hint)
        margins = column.contentsMargins()
        # No button is cut, however long its words are in the language of QGIS.
        needed = steps.sizeHint().width() + margins.left() + margins.right()
        panel.setFixedWidth(max(self.fontMetrics().averageCharWidth() * PANEL_LETTERS, needed))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.pictures.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        line.addWidget(self.pictures, 1)
        line.addWidget(panel)


PANS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def _row(*widgets) -> QHBoxLayout:
    """Widgets side by side; None is room between them."""
    row = QHBoxLayout()
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
