"""The help page, at the section that is asked for; a file of the plugin, so that it is there without a network."""

from __future__ import annotations

from qgis.PyQt.QtCore import QCoreApplication, QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QToolButton, QWidget

from ..core.places import resource
from .icons import icon

__all__ = ["help_button", "help_url"]


def help_url(section: str) -> QUrl:
    """`section` is the anchor of a heading of docs/qgis.md: `catalogs`, `searching`, …"""
    url = QUrl.fromLocalFile(str(resource("help/qgis.html")))
    url.setFragment(section)
    return url


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
