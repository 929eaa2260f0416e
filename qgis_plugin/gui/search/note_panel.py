"""The editor of notes and corrections, beneath the results: Ctrl+Enter saves, Esc leaves, nothing typed is lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Callable

from qgis.PyQt.QtCore import QEvent, Qt, pyqtSignal
from qgis.PyQt.QtGui import QTextCursor
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QToolButton, QVBoxLayout, QWidget

from ...core.drafts import draft, forget_draft, keep_draft
from ..widgets import muted, push_button

__all__ = ["NotePanel", "NoteTask"]

LINES = 4


@dataclass(frozen=True)
class NoteTask:
    """A text to be written."""

    key: str
    """Under which a draft is kept."""
    title: str
    saved: str
    """The text as it is now."""
    then: Callable[[str], None]
    """Called with the text once it is saved."""


class NotePanel(QWidget):
    """Writes one text at a time; hidden while there is none."""

    closed = pyqtSignal()
    """It was saved or left: the keys are for what they were for before."""
    opened = pyqtSignal()
    """A text is going to be written."""
    draft_kept = pyqtSignal(str)
    """The title of a text that was left as a draft."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeNote")
        self._task = None
        self._title = QLabel(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self.text = QPlainTextEdit(self)
        self.text.setObjectName("TilescribeNoteText")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.fontMetrics().lineSpacing() * LINES + 12)
        self.text.installEventFilter(self)
        self.text.textChanged.connect(self._on_changed)
        self._state = muted(QLabel(self))
        self._discard = QToolButton(self)
        self._discard.setAutoRaise(True)
        self._discard.setText(self.tr("Discard"))
        self._discard.setToolTip(self.tr("Go back to the text that is saved"))
        self._discard.clicked.connect(lambda _checked=False: self._discard_draft())
        self.save_button = push_button(self.tr("Save (Ctrl+Enter)"), "TilescribeSaveNote", lambda: self.save(), self)
        self.leave_button = push_button(self.tr("Leave (Esc)"), "TilescribeLeaveNote", lambda: self.leave(), self)
        self.leave_button.setToolTip(self.tr("What was changed is kept as a draft"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._state, 1)
        for button in (self._discard, self.leave_button, self.save_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self.text)
        column.addLayout(buttons)
        self.hide()

    @property
    def editing(self) -> bool:
        """Whether a text is being written."""
        return self._task is not None

    def edit(self, task: NoteTask) -> None:
        """Write a text; what was being written is kept as a draft. A draft of before is gone on with."""
        self.keep()
        kept = draft(task.key)
        self._task = task
        self._title.setText(task.title)
        self.text.setPlainText(kept or task.saved)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        self._on_changed()
        self.show()
        self.opened.emit()
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def save(self) -> None:
        """Save the text and close."""
        if self._task is None:
            return
        task, text = self._task, self.text.toPlainText().strip()
        self._close()
        forget_draft(task.key)
        task.then(text)
        self.closed.emit()

    def leave(self) -> None:
        """Close; what was changed stays as a draft."""
        if self._task is None:
            return
        title, kept = self._task.title, self.keep()
        self._close()
        self.closed.emit()
        if kept:
            self.draft_kept.emit(title)

    def keep(self) -> bool:
        """Keep what was changed as a draft, without closing; whether there is one."""
        if self._task is None:
            return False
        if self._changed:
            keep_draft(self._task.key, self.text.toPlainText())
            return True
        forget_draft(self._task.key)
        return False

    def eventFilter(self, watched, event):
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            action = None
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
                action = self.save
            elif event.key() == Qt.Key.Key_Escape:
                action = self.leave
            if action is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    action()
                return True
        return super().eventFilter(watched, event)

    @property
    def _changed(self) -> bool:
        return self._task is not None and self.text.toPlainText().strip() != self._task.saved.strip()

    def _on_changed(self) -> None:
        changed = self._changed
        self._discard.setVisible(changed)
        self._state.setText(self.tr("Draft") if changed else "")

    def _discard_draft(self) -> None:
        if self._task is not None:
            self.text.setPlainText(self._task.saved)
            self.text.setFocus()

    def _close(self) -> None:
        self._task = None
        self.hide()
