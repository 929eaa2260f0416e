"""The input line of the question."""

from __future__ import annotations

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtCore import QEvent, QStringListModel, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QCompleter, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ...core.protocol import MAX_QUESTION_CHARACTERS
from ...core.settings import questions, remember_question
from ..icons import icon

__all__ = ["SearchLine"]


class SearchLine(QWidget):
    """An input line with a history, and a button that searches, or stops the search.

    Where dates have been compared a check box asks what has changed.
    """

    asked = pyqtSignal(str)
    stopped = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.edit = QgsFilterLineEdit(self)
        self.edit.setObjectName("TilescribeQuestion")
        self.edit.setShowSearchIcon(True)
        self.edit.setMaxLength(MAX_QUESTION_CHARACTERS)
        self.set_catalog_name("")
        self.edit.setToolTip(
            self.tr("Describe in plain words what can be seen. The arrow down shows earlier questions.")
        )
        self.edit.returnPressed.connect(self._ask)
        self.button = QToolButton(self)
        self.button.setObjectName("TilescribeAsk")
        self.button.clicked.connect(self._press)
        self._history = QStringListModel(questions(), self)
        self.edit.setCompleter(self._completer())
        self.edit.installEventFilter(self)
        self._changed = QCheckBox(self.tr("What has changed"), self)
        self._changed.setObjectName("TilescribeChanged")
        self._changed.setToolTip(
            self.tr("Asks what is different from the date before. Without a question, shows what has changed most.")
        )
        self._changed.hide()
        line = QHBoxLayout()
        line.addWidget(self.edit, 1)
        line.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self._changed)
        self.set_busy(False)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """The question as typed, without spaces around it."""
        return self.edit.text().strip()

    @property
    def changed(self) -> bool:
        """Whether the question is about what has changed."""
        return self._changed.isChecked()

    def set_changed(self, changed: bool) -> None:
        """Where that can be asked."""
        self._changed.setChecked(changed and not self._changed.isHidden())

    def offer_changes(self, offered: bool) -> None:
        """Whether there are dates that have been compared."""
        self._changed.setVisible(offered)
        if not offered:
            self._changed.setChecked(False)

    def set_text(self, text: str) -> None:
        self.edit.setText(text)

    def set_catalog_name(self, catalog: str) -> None:
        """Say which catalog is searched, by its name; none yet where that is empty."""
        named = self.tr("What are you looking for in {catalog}?").format(catalog=catalog)
        self.edit.setPlaceholderText(named if catalog else self.tr("What are you looking for?"))

    def set_busy(self, busy: bool) -> None:
        """Whether a question is being answered."""
        self._busy = busy
        self.button.setIcon(icon("cancel" if busy else "search"))
        self.button.setToolTip(self.tr("Stop") if busy else self.tr("Search"))

    def eventFilter(self, watched, event):
        if watched is self.edit and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._show_history()
            return True
        return super().eventFilter(watched, event)

    def _completer(self) -> QCompleter:
        completer = QCompleter(self._history, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        return completer

    def _show_history(self) -> None:
        completer = self.edit.completer()
        completer.setCompletionPrefix(self.edit.text())
        if not completer.completionCount():
            completer.setCompletionPrefix("")
        completer.complete()

    def _press(self) -> None:
        if self._busy:
            self.stopped.emit()
        else:
            self._ask()

    def _ask(self) -> None:
        if self.text:
            remember_question(self.text)
            self._history.setStringList(questions())
            self.asked.emit(self.text)
        elif self.changed:
            self.asked.emit("")
        else:
            self.edit.setFocus()
