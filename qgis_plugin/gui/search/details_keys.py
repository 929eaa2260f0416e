"""The keys of the details page."""

from __future__ import annotations

from qgis.PyQt.QtCore import QEvent, QObject, Qt

from ...core.judging import Judgement
from .judge_keys import FULL_SCREEN, NOTE, command_of

__all__ = ["DetailsKeys"]


class DetailsKeys(QObject):
    """Judging, the next tile and the way back by keys, wherever on the page the keyboard is."""

    def __init__(self, page, *widgets):
        """`page`: the `TileDetailsPage`, whose signals are emitted."""
        super().__init__(page)
        self._page = page
        for widget in (page, *widgets):
            widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() not in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) or self._page.details is None:
            return False
        act = self._action(event)
        if act is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            act()
        return True

    def _action(self, event):
        command, page = command_of(event), self._page
        # Undo and redo are for the whole dock.
        if isinstance(command, Judgement) or command in (NOTE, FULL_SCREEN):
            return lambda: page.commanded.emit(command)
        if event.modifiers() != Qt.KeyboardModifier.NoModifier:
            return None
        return {
            Qt.Key.Key_Right: lambda: page.stepped.emit(1),
            Qt.Key.Key_Left: lambda: page.stepped.emit(-1),
            Qt.Key.Key_Escape: page.closed.emit,
        }.get(event.key())
