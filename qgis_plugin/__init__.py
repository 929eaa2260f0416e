"""Tilescribe for QGIS: ask your imagery a question in plain words."""

from __future__ import annotations

__all__ = ["classFactory"]


def classFactory(iface):
    """QGIS calls this at every start, so nothing heavy is imported."""
    from .plugin import TilescribePlugin

    return TilescribePlugin(iface)
