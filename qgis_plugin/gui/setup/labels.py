"""Labels of the set-up page."""

from __future__ import annotations

from qgis.PyQt.QtGui import QPalette
from qgis.PyQt.QtWidgets import QLabel

__all__ = ["quieten"]

SHARE = 0.65
"""Of the ink; on light and dark windows alike over 4.5 : 1."""


def quieten(label: QLabel) -> QLabel:
    """Less ink, for what is said beside the point. PlaceholderText would not do: not every style draws it in labels."""
    palette = label.palette()
    ink = palette.color(QPalette.ColorRole.WindowText)
    ink.setAlphaF(SHARE)
    palette.setColor(QPalette.ColorRole.WindowText, ink)
    label.setPalette(palette)
    return label
