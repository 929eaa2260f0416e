"""The plugin's icons, in the text colour of the theme.

The drawings in `resources/icons` are made of two colours: an ink, which takes the colour of the window's text here, and
accents, which are read well on light and dark alike and stay as they are.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from qgis.PyQt.QtCore import QByteArray, QRectF, Qt
from qgis.PyQt.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap
from qgis.PyQt.QtSvg import QSvgRenderer
from qgis.PyQt.QtWidgets import QToolButton

from ..core.paths import resource

__all__ = ["INK", "icon", "icon_path"]

INK = "#3d4654"
"""The ink as it stands in the files: what shows where a file is used as it is, as the toolbox does."""
FADED = 0.4
"""Opacity of what cannot be pressed."""
SIZES_PX = (16, 20, 24, 32, 40, 48, 64, 96)
"""What menus, buttons and toolbars ask for, at one, one and a half and two pixels a point."""


def icon(name: str) -> QIcon:
    """The icon `name` (`resources/icons/NAME.svg`) for the present theme. Raises FileNotFoundError."""
    return _icon(name, _ink().name())


def icon_path(name: str) -> str:
    """The file, for what takes no QIcon. Raises FileNotFoundError."""
    path = resource(f"icons/{name}.svg")
    if not path.is_file():
        raise FileNotFoundError(f"There is no icon {name!r} at {path}")
    return str(path)


def _ink() -> QColor:
    """The colour in which a button would write. QGIS's dark themes are style sheets, which only a widget knows of."""
    button = QToolButton()
    button.ensurePolished()
    return button.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.ButtonText)


@lru_cache(maxsize=256)
def _icon(name: str, ink: str) -> QIcon:
    drawing = Path(icon_path(name)).read_text(encoding="utf-8").replace(INK, ink)
    result = QIcon()
    for size_px in SIZES_PX:
        result.addPixmap(_drawn(drawing, size_px), QIcon.Mode.Normal)
        result.addPixmap(_drawn(drawing, size_px, opacity=FADED), QIcon.Mode.Disabled)
    return result


def _drawn(drawing: str, size_px: int, *, opacity: float = 1.0) -> QPixmap:
    pixmap = QPixmap(size_px, size_px)
    pixmap.fill(QColor(Qt.GlobalColor.transparent))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setOpacity(opacity)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, size_px, size_px))
    painter.end()
    return pixmap
