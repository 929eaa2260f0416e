"""The item model of the results list."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, Qt

from ...core.formatting import format_score
from ...core.judging import is_unseen
from ...core.judging_text import marks_of
from ...core.places import file_text, has_other_date
from ...core.results import Results, dates_text, fine_print, heading

__all__ = ["HIT_ROLE", "ResultsModel"]

MOST_ROWS = 50
"""That are painted anew one by one."""
MOST_MOVES = 100_000
"""Rows times rows that come or go: beyond, about 20 ms, all rows are laid out anew."""
HIT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `Hit` itself."""


class ResultsModel(QAbstractListModel):
    """One row for each hit, the best first; with `unseen_only` for each that nobody has judged."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._results = Results.empty()
        self._ramp = 0
        self._shown = ()
        self._rows = {}
        self._unseen_only = False
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
        """What is shown, and what is left out of it."""
        return self._results

    @property
    def shown(self) -> tuple:
        """The hits that have a row, from top to bottom."""
        return self._shown

    @property
    def unseen_only(self) -> bool:
        """Whether hits are left out that somebody has judged."""
        return self._unseen_only

    def set_unseen_only(self, unseen_only: bool) -> None:
        """Leave out what is judged, or show all hits."""
        if unseen_only != self._unseen_only:
            self._unseen_only = unseen_only
            self.show(self._results)

    def show(self, results: Results) -> None:
        """Show other results; selections of the old ones are gone."""
        self.beginResetModel()
        self._results = results
        self._shown = self._wanted()
        self._rows = {hit.tile_id: row for row, hit in enumerate(self._shown)}
        self._two_dates = any(has_other_date(hit) for hit in results.hits)
        self.endResetModel()

    def update_results(self, results: Results, tile_ids) -> None:
        """Take over what changed of the same hits in the same order, such as marks: selection and place stay."""
        self._results = results
        before, after = self._shown, self._wanted()
        if len(before) == len(after) and not (self._unseen_only and any(map(_other_tile, before, after))):
            self._shown = after
            self._tell_of(tile_ids)
        elif abs(len(before) - len(after)) * len(before) > MOST_MOVES:
            self.show(results)
        else:
            self._move_rows(before, after)
            self._tell_of(tile_ids)

    def _wanted(self) -> tuple:
        if not self._unseen_only:
            return self._results.hits
        return tuple(hit for hit in self._results.hits if is_unseen(hit))

    def _move_rows(self, before: tuple, after: tuple) -> None:
        """Take away rows and bring others, one by one; the hits keep their order."""
        left = {hit.tile_id for hit in after}
        rows = list(before)
        for row in [row for row, hit in enumerate(before) if hit.tile_id not in left][::-1]:
            self.beginRemoveRows(QModelIndex(), row, row)
            del rows[row]
            self._set_shown(rows)
            self.endRemoveRows()
        for row, hit in enumerate(after):
            if row >= len(rows) or rows[row].tile_id != hit.tile_id:
                self.beginInsertRows(QModelIndex(), row, row)
                rows.insert(row, hit)
                self._set_shown(rows)
                self.endInsertRows()
        self._shown = after

    def _set_shown(self, hits) -> None:
        self._shown = tuple(hits)
        self._rows = {hit.tile_id: row for row, hit in enumerate(self._shown)}

    def _tell_of(self, tile_ids) -> None:
        rows = sorted(row for row in map(self._rows.get, tile_ids) if row is not None)
        if len(rows) > MOST_ROWS:
            # What is not in view is not painted, but each row of its own would be looked at.
            self.dataChanged.emit(self.index(rows[0]), self.index(rows[-1]))
            return
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    def index_of(self, tile_id: int) -> QModelIndex:
        """The place of a tile; an invalid index where it is none of the hits."""
        row = self._rows.get(tile_id)
        return QModelIndex() if row is None else self.index(row)

    def hit(self, index: QModelIndex):
        """The hit at an index, None at one that is invalid, or whose row is gone."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def refresh(self, tile_id: int) -> None:
        """Have a row painted anew, for its thumbnail has come."""
        index = self.index_of(tile_id)
        if index.isValid():
            self.dataChanged.emit(index, index, [int(Qt.ItemDataRole.DecorationRole)])

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._shown)

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
            lines = (hit.matched or hit.summary, fine_print(hit), file_text(hit), dates_text(hit), *_said_of(hit))
            return "".join(f"<p>{escape(line)}</p>" for line in lines if line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.tr("Rank {rank}, score {score}: {heading}").format(
                rank=hit.rank, score=format_score(hit.score), heading=heading(hit)
            )
        return None


def _said_of(hit) -> list:
    """What is thought of a hit, and noted, a line each."""
    return [": ".join(part for part in said if part) for said in marks_of(hit)]


def _other_tile(one, other) -> bool:
    return one.tile_id != other.tile_id
