"""Back and forward through the questions of this session, with their filters and answers."""

from __future__ import annotations

from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAction, QToolButton

from ...core.question_history import QuestionHistory
from ..icons import icon

__all__ = ["QuestionNavigation"]


class QuestionNavigation(QObject):
    """Two buttons, and the keys Alt+Left and Alt+Right within a page."""

    requested = pyqtSignal(object)
    """The `Results` to show; without hits where there were none, or too many to keep."""

    def __init__(self, page):
        super().__init__(page)
        self._history = QuestionHistory()
        self._back = self._action(page, "back", "Alt+Left", lambda: self._go(self._history.back()))
        self._forward = self._action(page, "forward", "Alt+Right", lambda: self._go(self._history.forward()))
        self.back, self.forward = self._button(page, self._back), self._button(page, self._forward)
        self._refresh()

    def visit(self, results) -> None:
        """These are shown now."""
        self._history.visit(results)
        self._refresh()

    def update(self, results) -> None:
        """The hits that are shown have other marks."""
        self._history.replace(results)

    def _go(self, results) -> None:
        self._refresh()
        if results is not None:
            self.requested.emit(results)

    def _refresh(self) -> None:
        self._tell(self._back, self._history.earlier, self.tr("Back to “{question}” (Alt+Left)"), self.tr("Back"))
        later = self.tr("Forward to “{question}” (Alt+Right)")
        self._tell(self._forward, self._history.later, later, self.tr("Forward"))

    def _tell(self, action: QAction, results, text: str, plain: str) -> None:
        action.setEnabled(results is not None)
        question = "" if results is None else results.question or self.tr("similar tiles")
        action.setToolTip(plain if results is None else text.format(question=question))
        action.setText(plain)

    @staticmethod
    def _action(page, drawing: str, key: str, go) -> QAction:
        action = QAction(icon(drawing), "", page)
        action.setObjectName(f"TilescribeQuestion-{drawing}")
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda _checked=False: go())
        page.addAction(action)
        return action

    @staticmethod
    def _button(page, action: QAction) -> QToolButton:
        button = QToolButton(page)
        button.setAutoRaise(True)
        button.setDefaultAction(action)
        button.setObjectName(action.objectName())
        return button
