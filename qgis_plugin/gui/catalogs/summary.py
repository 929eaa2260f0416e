"""What a catalog holds, in a few lines."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy

from ...core.amounts import bytes_text, count_text, period_text
from ...core.protocol import CatalogDetails

__all__ = ["CatalogSummary"]


class CatalogSummary(QLabel):
    """Wraps; can be selected and copied."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeSummary")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    def show_catalog(self, details: Optional[CatalogDetails], *, busy: bool = False) -> None:
        """`busy`: something is being added to it."""
        if busy and details is not None and not details.tiles.done:
            lines = [self.tr("You can search as soon as the first tiles are described.")]
        else:
            lines = self._lines(details) if details is not None else [self._first_words()]
        self.setText("\n".join(line for line in lines if line))

    def _first_words(self) -> str:
        return self.tr(
            "A catalog keeps the descriptions of your imagery. Add imagery below to make one, or open one above."
        )

    def _lines(self, details: CatalogDetails) -> list[str]:
        tiles, rasters = details.tiles, details.rasters
        if not tiles.total and not rasters.present:
            return [self.tr("This catalog is empty. Add imagery below.")]
        first = self.tr("{done} tiles of {rasters} rasters can be searched").format(
            done=count_text(tiles.done), rasters=count_text(rasters.present + rasters.missing)
        )
        left = self._left(details)
        about = (period_text(details.acquired), bytes_text(details.size_bytes))
        return [first, left, " · ".join(part for part in about if part)]

    def _left(self, details: CatalogDetails) -> str:
        tiles = details.tiles
        parts = []
        if tiles.pending:
            parts.append(self.tr("{count} waiting").format(count=count_text(tiles.pending)))
        if tiles.failed:
            parts.append(self.tr("{count} failed").format(count=count_text(tiles.failed)))
        if tiles.blank:
            parts.append(self.tr("{count} blank").format(count=count_text(tiles.blank)))
        return ", ".join(parts)
