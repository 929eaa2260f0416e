"""How a hit looks in the results list."""

from __future__ import annotations

from qgis.PyQt.QtGui import QPainter
from qgis.PyQt.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ...core.results import REJECTED, verdict_of
from ..colours import score_colour
from .results_metrics import RowMetrics
from .results_model import HIT_ROLE
from .results_paint import Brush

__all__ = ["ResultsDelegate"]

REJECTED_OPACITY = 0.45


class ResultsDelegate(QStyledItemDelegate):
    """Paints a thumbnail with its rank, the matching sentence with the matched words marked, score, date and raster."""

    def __init__(self, thumbnails, parent=None):
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option, index):
        return RowMetrics.of(option.fontMetrics).size

    def paint(self, painter, option, index):
        option = QStyleOptionViewItem(option)
        self.initStyleOption(option, index)
        option.text = ""
        painter.save()
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        hit = index.data(HIT_ROLE)
        if verdict_of(hit) == REJECTED:
            painter.setOpacity(REJECTED_OPACITY)
        colour = score_colour(hit.score, index.model().results.score_span)
        picture = self._thumbnails.pixmap(hit.tile_id)
        Brush(painter, option, colour).hit(hit, picture, missing=self._thumbnails.missing(hit.tile_id))
        painter.restore()
