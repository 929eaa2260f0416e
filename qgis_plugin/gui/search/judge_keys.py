"""The keys by which tiles are judged: the same in the list, in the details, in full screen and on the map."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QKeySequence

from ...core.judging import Judgement, graded
from ...core.results import CONFIRMED, REJECTED, UNSURE
from ...core.settings import grades

__all__ = ["FULL_SCREEN", "NOTE", "REDO", "UNDO", "JudgeKeys", "command_of"]

NOTE, UNDO, REDO, FULL_SCREEN = "note", "undo", "redo", "full screen"

VERDICT_KEYS = {Qt.Key.Key_C: CONFIRMED, Qt.Key.Key_R: REJECTED, Qt.Key.Key_U: UNSURE}


def command_of(event):
    """What a key event asks for: a `Judgement`, NOTE, UNDO, REDO, FULL_SCREEN, or None."""
    if event.matches(QKeySequence.StandardKey.Undo):
        return UNDO
    if event.matches(QKeySequence.StandardKey.Redo) or _is_redo(event):
        return REDO
    # The keys of the number block have a modifier of their own.
    if event.modifiers() not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
        return None
    key = event.key()
    if key in VERDICT_KEYS:
        return Judgement(VERDICT_KEYS[key])
    if key == Qt.Key.Key_N:
        return NOTE
    if key == Qt.Key.Key_F11:
        return FULL_SCREEN
    if Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
        return graded(grades(), key - Qt.Key.Key_1 + 1)
    return None


class JudgeKeys(QObject):
    """Watches widgets for those keys, and calls `act(command)`; other keys go where they went.

    A key that is used here is also kept from shortcuts of the window, such as QGIS's own undo: only while `accepts()`.
    """

    def __init__(self, act, *, accepts=None, only=None, parent=None):
        """`only`: the commands that are meant, such as (UNDO, REDO); None for all. `accepts()`: whether any is."""
        super().__init__(parent)
        self._act = act
        self._accepts = accepts or (lambda: True)
        self._only = only

    def eventFilter(self, watched, event):
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        command = command_of(event)
        if command is None or (self._only is not None and command not in self._only) or not self._accepts():
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            self._act(command)
        return True


def _is_redo(event) -> bool:
    """Ctrl+Shift+Z, also where the platform's own key is Ctrl+Y."""
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.key() == Qt.Key.Key_Z and event.modifiers() == wanted
