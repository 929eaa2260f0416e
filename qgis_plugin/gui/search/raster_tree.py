"""The rasters of a catalog as a tree of folders with check boxes, narrowed by what is typed."""

from __future__ import annotations

from qgis.PyQt.QtCore import QAbstractItemModel, QModelIndex, Qt, pyqtSignal

from ...core.raster_names import NamedRaster, NamedRasters

__all__ = ["RasterTreeModel"]

NAME, DATE, LABEL = range(3)
NO_FOLDER = 0
"""Internal id of rows that are folders; those of rasters have the row of their folder plus one."""


class RasterTreeModel(QAbstractItemModel):
    """Folders with their rasters; checking a folder checks what is shown of it."""

    checks_changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._rows: list[NamedRaster] = []
        self._short: dict[str, str] = {}
        self._checked: set[int] = set()
        self._shown: list[tuple[str, list[int]]] = []
        self._text = ""

    @property
    def paths(self) -> list[str]:
        return [row.path for row in self._rows]

    @property
    def checked(self) -> set[int]:
        """Positions in `paths`."""
        return set(self._checked)

    @property
    def shown_rasters(self) -> list[int]:
        """Positions in `paths` of what the text leaves."""
        return [place for _, places in self._shown for place in places]

    def show_rasters(self, named: NamedRasters) -> None:
        """None of them is checked."""
        self.beginResetModel()
        self._rows = list(named.rasters)
        self._short = dict(named.folders)
        self._checked = set()
        self._shown = self._passing()
        self.endResetModel()

    def set_checked(self, checked) -> None:
        """Check these positions and no others. Tells nobody."""
        self._checked = set(checked)
        self._redraw()

    def check_shown(self, checked: bool) -> None:
        """Check what the text leaves, or uncheck it."""
        self._set(self.shown_rasters, checked)

    def set_text(self, text: str) -> None:
        """Leave those only that have every word of it in name, folder, date or label."""
        self.beginResetModel()
        self._text = text.casefold()
        self._shown = self._passing()
        self.endResetModel()

    def folder_name(self, folder: str) -> str:
        """The folder without what all have in common."""
        return self._short.get(folder, folder)

    # The model's interface

    def rowCount(self, parent=QModelIndex()):  # noqa: B008 - as Qt has it
        if not parent.isValid():
            return len(self._shown)
        if parent.internalId() == NO_FOLDER and parent.column() == 0:
            return len(self._shown[parent.row()][1])
        return 0

    def columnCount(self, parent=QModelIndex()):  # noqa: B008 - as Qt has it
        return 3

    def index(self, row, column, parent=QModelIndex()):  # noqa: B008 - as Qt has it
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else NO_FOLDER)

    def parent(self, index):
        if not index.isValid() or index.internalId() == NO_FOLDER:
            return QModelIndex()
        return self.createIndex(int(index.internalId()) - 1, 0, NO_FOLDER)

    def flags(self, index):
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.NoItemFlags
        usual = flag.ItemIsEnabled | flag.ItemIsSelectable
        return usual | flag.ItemIsUserCheckable if index.column() == NAME else usual

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        if index.internalId() == NO_FOLDER:
            return self._folder_data(index.row(), index.column(), role)
        place = self._place(index)
        row = self._rows[place]
        if role == Qt.ItemDataRole.DisplayRole:
            # Spaces keep the columns apart; the tree has no padding of its own.
            return (row.name, f"  {row.date}  ", row.label)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.path
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == NAME:
            return _state(place in self._checked)
        return None

    def setData(self, index, value, role=Qt.ItemDataRole.EditRole):
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if index.internalId() == NO_FOLDER:
            places = self._shown[index.row()][1]
            self._set(places, not all(place in self._checked for place in places))
        else:
            place = self._place(index)
            self._set([place], place not in self._checked)
        return True

    def _folder_data(self, row: int, column: int, role):
        folder, places = self._shown[row]
        if column != NAME:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.folder_name(folder) or self.tr("Without a folder")
        if role == Qt.ItemDataRole.ToolTipRole:
            return folder
        if role == Qt.ItemDataRole.CheckStateRole:
            count = sum(place in self._checked for place in places)
            if 0 < count < len(places):
                return Qt.CheckState.PartiallyChecked
            return _state(count > 0)
        return None

    def _place(self, index) -> int:
        return self._shown[int(index.internalId()) - 1][1][index.row()]

    def _set(self, places, checked: bool) -> None:
        before = set(self._checked)
        if checked:
            self._checked.update(places)
        else:
            self._checked.difference_update(places)
        if before != self._checked:
            self._redraw()
            self.checks_changed.emit()

    def _redraw(self) -> None:
        for row, (_, places) in enumerate(self._shown):
            folder = self.index(row, 0)
            self.dataChanged.emit(folder, folder)
            if places:
                self.dataChanged.emit(self.index(0, 0, folder), self.index(len(places) - 1, 0, folder))

    def _passing(self) -> list[tuple[str, list[int]]]:
        words = self._text.split()
        folders: dict[str, list[int]] = {}
        for place, row in enumerate(self._rows):
            if all(word in row.searched for word in words):
                folders.setdefault(row.folder, []).append(place)
        return list(folders.items())


def _state(checked: bool):
    return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
