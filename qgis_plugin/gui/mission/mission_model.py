"""The item model of the mission list."""

from __future__ import annotations

from html import escape

from qgis.PyQt.QtCore import QAbstractListModel, QModelIndex, Qt

from ...core import settings
from ...core.mission import MissionListing
from ...core.mission_text import date_of, extras_text, file_of, judgement_text, signature_text

__all__ = ["ENTRY_ROLE", "MissionModel"]

ENTRY_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `MissionEntry` itself."""


class MissionModel(QAbstractListModel):
    """One row for each mark of each author."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._listing = MissionListing()

    @property
    def listing(self) -> MissionListing:
        """What is shown."""
        return self._listing

    def show(self, listing: MissionListing) -> bool:
        """Show another listing; True where rows are others than before, so that selection and place are gone."""
        before, after = self._listing.entries, listing.entries
        if len(before) == len(after) and all(one is two or one.key == two.key for one, two in zip(before, after)):
            changed = [row for row, (one, two) in enumerate(zip(before, after)) if one is not two]
            disputes = self._listing.disputed != listing.disputed
            self._listing = listing
            if disputes and after:
                self.dataChanged.emit(self.index(0), self.index(len(after) - 1))
            else:
                for row in changed:
                    self.dataChanged.emit(self.index(row), self.index(row))
            return False
        self.beginResetModel()
        self._listing = listing
        self.endResetModel()
        return True

    def entry(self, index: QModelIndex):
        """The entry at an index, None at an invalid one."""
        return self._listing.entries[index.row()] if index.isValid() else None

    def index_of(self, key) -> QModelIndex:
        """The place of an entry; an invalid index where it is not listed."""
        row = self._listing.rows.get(key)
        return QModelIndex() if row is None else self.index(row)

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._listing.entries)

    def data(self, index: QModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)):
        entry = self.entry(index)
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.DisplayRole:
            return file_of(entry)
        if role == Qt.ItemDataRole.ToolTipRole:
            # Qt would take a note with a tag in it for rich text.
            return "".join(f"<p>{escape(line)}</p>" for line in self._tip(entry) if line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = (judgement_text(entry), file_of(entry), entry.mark.note, signature_text(entry, settings.author()))
            return ", ".join(part for part in parts if part)
        return None

    def _tip(self, entry) -> tuple:
        mark, me = entry.mark, settings.author()
        question = self.tr("Asked: {question}").format(question=mark.question) if mark.question else ""
        placed = "" if mark.placed else self.tr("The catalog has no tile of this place now; the mark is kept.")
        disputed = self.tr("Others judge this place differently.") if entry.place in self._listing.disputed else ""
        return (
            " · ".join(part for part in (judgement_text(entry), extras_text(entry)) if part),
            disputed,
            mark.note,
            mark.summary,
            " · ".join(part for part in (file_of(entry), date_of(entry), f"{mark.level_m:g} m") if part),
            question,
            " · ".join((signature_text(entry, me), entry.catalog.name)),
            placed,
        )
