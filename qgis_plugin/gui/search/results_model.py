"""The item model of the results list."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, Qt

from ...core.formatting import format_score
from ...core.places import file_text, has_other_date
from ...core.results import Results, dates_text, fine_print, heading

__all__ = ["HIT_ROLE", "ResultsModel"]

HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Hit` itself."""


class ResultsModel(QAbstractListModel):
    """One row for each hit, the best first."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._results = Results.empty()
        self._ramp = 0
        self._rows = {}
        self._two_dates = False

    @property
    def two_dates(self) -> bool:
        """Some hit has a picture of another date of its place."""
        return self._two_dates

    @property
    def ramp(self) -> int:
        """Which of `SCORE_RAMPS` the scores are painted in: that of the layer."""
        return self._ramp

    def set_ramp(self, ramp: int) -> None:
        if ramp != self._ramp:
            self._ramp = ramp
            if self._results.hits:
                self.dataChanged.emit(self.index(0), self.index(len(self._results.hits) - 1))

    @property
    def results(self) -> Results:
        """What is shown."""
        return self._results

    def show(self, results: Results) -> None:
        """Show other results; selections of the old ones are gone."""
        self.beginResetModel()
        self._results = results
        self._rows = {hit.tile_id: row for row, hit in enumerate(results.hits)}
        self._two_dates = any(has_other_date(hit) for hit in results.hits)
        self.endResetModel()

    def update_results(self, results: Results, tile_ids) -> None:
        """Take over what changed of the same hits in the same order, such as marks: selection and place stay."""
        self._results = results
        for tile_id in tile_ids:
            index = self.index_of(tile_id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def index_of(self, tile_id: int) -> QModelIndex:
        """The place of a tile; an invalid index where it is none of the hits."""
        row = self._rows.get(tile_id)
        return QModelIndex() if row is None else self.index(row)

    def hit(self, index: QModelIndex):
        """The hit at an index, None at an invalid one."""
        return self._results.hits[index.row()] if index.isValid() else None

    def refresh(self, tile_id: int) -> None:
        """Have a row painted anew, for its thumbnail has come."""
        index = self.index_of(tile_id)
        if index.isValid():
            self.dataChanged.emit(index, index, [int(Qt.ItemDataRole.DecorationRole)])

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._results.hits)

    def data(self, index: QModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)):
        hit = self.hit(index)
        if hit is None:
            return None
        if role == HIT_ROLE:
            return hit
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(hit)
        if role == Qt.ItemDataRole.ToolTipRole:
            # Qt would take a description with a tag in it for rich text.
            lines = (hit.matched or hit.summary, fine_print(hit), file_text(hit), dates_text(hit))
            return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Rank {rank}, score {score}: {heading}").format(
                rank=hit.rank, score=format_score(hit.score), heading=heading(hit)
            )
        return None
