"""What the dock has to say: a panel over its lower edge that moves nothing under the pointer."""

from __future__ import annotations

from qgis.core import Qgis
from qgis.PyQt.QtCore import QEvent, QPoint, Qt, QTimer
from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QPushButton, QSizePolicy, QToolButton

__all__ = ["MessageOverlay"]

SHOWN_MS = 5000
PER_CHARACTER_MS = 60
"""Reading takes about that long."""
OFFER_MS = 20_000
"""How much longer a message with an action stays."""
STRIPES = {
    Qgis.MessageLevel.Info: "#3b82c4",
    Qgis.MessageLevel.Success: "#2f9e5e",
    Qgis.MessageLevel.Warning: "#d98a1f",
    Qgis.MessageLevel.Critical: "#cc3b3b",
}


class MessageOverlay(QFrame):
    """One message at a time, whole, however long; it lies over its parent's lower edge and leaves by itself.

    It stays as long as the pointer is on it. A message with an action stays longer, but not for good: it lies over
    results, and what it offers can be done in another way, too.
    """

    def __init__(self, parent):
        super().__init__(parent)
        self.setObjectName("TilescribeMessages")
        self.setAutoFillBackground(True)
        self._action = None
        self._label = QLabel(self)
        self._label.setObjectName("TilescribeMessage")
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.MinimumExpanding)
        self.button = QPushButton(self)
        self.button.setObjectName("TilescribeMessageAction")
        self.button.clicked.connect(lambda _checked=False: self._act())
        self._close = QToolButton(self)
        self._close.setAutoRaise(True)
        self._close.setText("✕")
        self._close.setToolTip(self.tr("Close"))
        self._close.setAccessibleName(self.tr("Close"))
        self._close.clicked.connect(lambda _checked=False: self.clear())
        grid = QGridLayout(self)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self._close, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.button, 1, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)
        parent.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What is said at the moment; empty where nothing is."""
        return self._label.text() if self.isVisibleTo(self.parentWidget()) else ""

    def show_message(self, text: str, level=Qgis.MessageLevel.Info, *, action: str = "", then=None) -> None:
        """Say something in place of what was said before.

        Args:
            text: Sentences for people, whole.
            level: Of QGIS's message bars.
            action: Label of a button; empty for none.
            then: Called when that button is pressed.
        """
        self._label.setText(text)
        self._action = then
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._colour(level)
        self.show()
        self._place()
        self.raise_()
        self._timer.start(SHOWN_MS + PER_CHARACTER_MS * len(text) + (OFFER_MS if action else 0))

    def clear(self) -> None:
        """Say nothing any more."""
        self._timer.stop()
        self._action = None
        self.hide()

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event):
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event):
        super().leaveEvent(event)
        self._timer.start(SHOWN_MS // 2 if self._action is None else OFFER_MS)

    def _act(self) -> None:
        action = self._action
        self.clear()
        if action is not None:
            action()

    def _colour(self, level) -> None:
        paper = QApplication.palette(self).color(QPalette.ColorRole.Base)
        ink = QApplication.palette(self).color(QPalette.ColorRole.Text)
        stripe = STRIPES.get(level, STRIPES[Qgis.MessageLevel.Info])
        # Only this frame: children keep the style of the application.
        self.setStyleSheet(
            f"#TilescribeMessages {{ background: {paper.name()}; border: 1px solid {stripe}; border-left: 5px solid "
            f"{stripe}; border-radius: 4px; }} #TilescribeMessage {{ color: {ink.name()}; }}"
        )

    def _place(self) -> None:
        """At the lower edge, as high as the text needs; of a text that is longer than the dock, the beginning."""
        parent = self.parentWidget()
        margin = self.fontMetrics().height() // 2
        self.setFixedWidth(max(1, parent.width() - 2 * margin))
        self.setMinimumHeight(0)
        self.layout().activate()
        # The label alone knows how high its text is at this width.
        needed = self._label.heightForWidth(self._label.width())
        needed += self.height() - self.layout().contentsRect().height()
        if self.button.isVisibleTo(self):
            needed += self.button.sizeHint().height() + self.layout().verticalSpacing()
        height = max(1, min(needed, parent.height() - 2 * margin))
        self.setFixedHeight(height)
        self.move(QPoint(margin, parent.height() - margin - height))
