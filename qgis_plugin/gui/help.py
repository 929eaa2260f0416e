"""The address of the help page; a file of the plugin, so that it is there without a network."""

from __future__ import annotations

from qgis.PyQt.QtCore import QUrl

from ..core.paths import resource

__all__ = ["help_url"]


def help_url(section: str) -> QUrl:
    """`section` is the anchor of a heading of docs/qgis.md: `catalogs`, `searching`, …"""
    url = QUrl.fromLocalFile(str(resource("help/qgis.html")))
    url.setFragment(section)
    return url
