"""What stands where results would be: a sentence, and what to do."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ..colours import mixed
from ..icons import icon

__all__ = ["EmptyState"]

ICON_LINES = 3


class EmptyState(QWidget):
    """A drawing, a heading, a sentence, and buttons for the next step."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeEmptyState")
        self._picture = QLabel(self)
        self._heading = _label(self)
        font = self._heading.font()
        font.setBold(True)
        self._heading.setFont(font)
        self._text = _label(self)
        self._buttons = QVBoxLayout()
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for widget in (self._picture, self._heading, self._text):
            layout.addWidget(widget)
        layout.addSpacing(self.fontMetrics().height() // 2)
        layout.addLayout(self._buttons)
        layout.addStretch(3)

    @property
    def heading(self) -> str:
        return self._heading.text()

    @property
    def text(self) -> str:
        return self._text.text()

    @property
    def buttons(self) -> list:
        return [self._buttons.itemAt(place).widget() for place in range(self._buttons.count())]

    def show_state(self, name: str, heading: str, text: str, actions=()) -> None:
        """Show icon `name`, two texts and a button for each of `actions`: (label, function to call)."""
        side = ICON_LINES * self.fontMetrics().height()
        self._picture.setPixmap(icon(name).pixmap(side, side))
        self._heading.setText(heading)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        palette = self._text.palette()
        window, ink = QPalette.ColorRole.Window, QPalette.ColorRole.WindowText
        palette.setColor(ink, mixed(self.palette(), window, ink, 0.7))
        self._text.setPalette(palette)
        while self._buttons.count():
            self._buttons.takeAt(0).widget().deleteLater()
        for label, action in actions:
            self._buttons.addWidget(self._button(label, action), 0, Qt.AlignmentFlag.AlignHCenter)

    def _button(self, label: str, action) -> QPushButton:
        button = QPushButton(label, self)
        button.clicked.connect(lambda _checked=False: action())
        return button


def _label(parent) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    # What the engine says is text; a file name with a < in it must not become markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
