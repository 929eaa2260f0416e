"""The heat map of a tile on its picture."""

from __future__ import annotations

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QImage, QPainter, qRgba

from ...core.heat import heat_shares
from ..colours import score_colour

__all__ = ["with_heat"]

SIDE = 32
"""Of the map that is drawn and then smoothed to the size of the picture: five windows a side have no more detail."""
MOST_OPACITY = 0.72
"""Where it matches best; the picture shows through everywhere, and is itself where it matches least."""


def with_heat(picture: QImage, heat_map) -> QImage:
    """The picture with the `HeatMap` of its tile over it; the picture itself stays as it is."""
    shown = picture.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    heat = _heat_image(heat_map).scaled(
        shown.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(QRectF(shown.rect()), heat, QRectF(heat.rect()))
    painter.end()
    return shown


def _heat_image(heat_map) -> QImage:
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    # One colour that fades: with the violet of low scores the middle would be the darkest part of the picture.
    colour = score_colour(1.0)
    for y, row in enumerate(heat_shares(heat_map, SIDE)):
        for x, share in enumerate(row):
            opacity = 0 if share is None else round(255 * MOST_OPACITY * min(1.0, max(0.0, share)))
            image.setPixel(x, y, qRgba(colour.red(), colour.green(), colour.blue(), opacity))
    return image
