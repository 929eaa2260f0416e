"""Helpers for widgets: buttons, the help button, muted labels."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, Qt
from qgis.PyQt.QtGui import QDesktopServices, QPalette
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QStackedWidget, QToolButton, QWidget

from .help import help_url
from .icons import icon

__all__ = ["CurrentPageStack", "help_button", "muted", "push_button", "tool_button"]

SHARE = 0.65
"""Of the ink; on light and dark windows alike over 4.5 : 1."""


class CurrentPageStack(QStackedWidget):
    """Needs as much room as the page that is shown: a QStackedWidget needs that of the largest one, on small screens
    more than there is."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.currentChanged.connect(lambda _page: self.updateGeometry())

    def minimumSizeHint(self):
        page = self.currentWidget()
        return super().minimumSizeHint() if page is None else page.minimumSizeHint()


def muted(label: QLabel) -> QLabel:
    """Less ink, for what is said beside the point. PlaceholderText would not do: not every style draws it in labels."""
    palette = label.palette()
    ink = palette.color(QPalette.ColorRole.WindowText)
    ink.setAlphaF(SHARE)
    palette.setColor(QPalette.ColorRole.WindowText, ink)
    label.setPalette(palette)
    return label


def help_button(section: str, parent: QWidget) -> QToolButton:
    """A small button that opens the help there."""
    button = QToolButton(parent)
    button.setObjectName(f"TilescribeHelp-{section}")
    button.setIcon(icon("help"))
    button.setAutoRaise(True)
    button.setToolTip(QCoreApplication.translate("Help", "Help"))
    button.setAccessibleName(button.toolTip())
    button.clicked.connect(lambda: QDesktopServices.openUrl(help_url(section)))
    return button


def push_button(text: str, name: str, clicked: object, parent: QWidget) -> QPushButton:
    """A button by the object name `name` that emits the signal, or calls the slot, `clicked`."""
    button = QPushButton(text, parent)
    button.setObjectName(name)
    button.clicked.connect(clicked)
    return button


def tool_button(drawing: str, text: str, tip: str, parent: QWidget) -> QToolButton:
    """A flat button with an icon of ours, and a text where there is one."""
    button = QToolButton(parent)
    button.setObjectName(f"Tilescribe-{drawing}")
    button.setIcon(icon(drawing))
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoRaise(True)
    style = Qt.ToolButtonStyle
    button.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
    return button
