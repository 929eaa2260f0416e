"""The rasters of a catalog as a table with date and label, sorted and narrowed."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QAbstractTableModel, QModelIndex, Qt
from qgis.PyQt.QtGui import QFont

from ...core.formatting import format_count
from ...core.raster_names import NamedRaster, NamedRasters

__all__ = ["DATE", "FOLDER", "RasterTableModel"]

FOLDER, NAME, DATE, SOURCE, LABEL, TILES = range(6)


class RasterTableModel(QAbstractTableModel):
    """One row for each raster that passes the text and the choice of undated ones; those without a date come first."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._rasters: tuple[NamedRaster, ...] = ()
        self._short: dict[str, str] = {}
        self._shown: list[NamedRaster] = []
        self._text = ""
        self._only_undated = False
        self._order = (DATE, False)

    @property
    def rasters(self) -> tuple[NamedRaster, ...]:
        """All of them."""
        return self._rasters

    @property
    def shown(self) -> list[NamedRaster]:
        """In the order of the rows."""
        return list(self._shown)

    def show_rasters(self, named: NamedRasters) -> None:
        self._rasters = named.rasters
        self._short = dict(named.folders)
        self._refresh()

    def narrow(self, text: str, *, only_undated: bool) -> None:
        """Leave those only that have every word of the text in path, date or label, and no date where that is asked."""
        self._text, self._only_undated = text.casefold(), only_undated
        self._refresh()

    def rows_of(self, raster_ids) -> list[int]:
        """Of these rasters, as far as they are shown."""
        wanted = set(raster_ids)
        return [row for row, raster in enumerate(self._shown) if raster.raster_id in wanted]

    # The model's interface

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 - as Qt has it
        return 0 if parent.isValid() else 6

    def headerData(self, section, orientation, role=Qt.ItemDataRole.DisplayRole):
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Folder"),
            self.tr("Raster"),
            self.tr("Date"),
            self.tr("Date from"),
            self.tr("Label"),
            self.tr("Tiles"),
        )[section]

    def data(self, index, role=Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        raster, column = self._shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text_of(raster, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return raster.path if not raster.reason else f"{raster.path}\n{raster.reason}"
        if role == Qt.ItemDataRole.FontRole and column == DATE and not raster.date:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.TextAlignmentRole and column == TILES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def sort(self, column, order=Qt.SortOrder.AscendingOrder):
        self._order = (column, order == Qt.SortOrder.DescendingOrder)
        self._refresh()

    def _text_of(self, raster: NamedRaster, column: int) -> str:
        if column == DATE:
            return raster.date or self.tr("no date")
        if column == SOURCE:
            return self._source(raster.date_source)
        if column == TILES:
            return format_count(raster.tiles)
        return (self._short.get(raster.folder, raster.folder), raster.name, "", "", raster.label)[column]

    def _source(self, source: str) -> str:
        texts = {"user": self.tr("you"), "tags": self.tr("tags"), "file name": self.tr("file name")}
        return texts.get(source, source)

    def _refresh(self) -> None:
        words = self._text.split()
        passing = [
            raster
            for raster in self._rasters
            if not (self._only_undated and raster.date) and all(word in raster.searched for word in words)
        ]
        column, descending = self._order
        if column == TILES:
            passing.sort(key=lambda raster: raster.tiles, reverse=descending)
        else:
            passing.sort(key=lambda raster: self._key(raster, column), reverse=descending)
        self.beginResetModel()
        self._shown = passing
        self.endResetModel()

    def _key(self, raster: NamedRaster, column: int) -> tuple[str, str, str]:
        """An empty text comes first: of dates, those that want one."""
        value = raster.date if column == DATE else self._text_of(raster, column).casefold()
        return value, raster.folder.casefold(), raster.name.casefold()
