"""The choice of rasters to search: a box that opens a tree of folders with a line to search in."""

from __future__ import annotations

from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
)

from ...core.files import file_name
from ...core.formatting import format_count
from ...core.raster_globs import MAX_GLOBS, globs_for, living, matching
from ...core.raster_names import NamedRasters, folder_of
from .raster_tree import NAME, RasterTreeModel

__all__ = ["RasterChooser"]

EXPANDED = 200
"""Rasters up to which folders are unfolded."""
MEASURED_ROWS = 50
"""Rows by which columns get their width."""
WIDTH_CHARACTERS, LINES = 56, 16
"""Size of the list that opens."""


class RasterChooser(QComboBox):
    """Which rasters are searched, kept as the globs that are sent. Nothing chosen means all."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeRasters")
        self.tree_model = RasterTreeModel(self)
        self._globs: tuple[str, ...] = ()
        self.popup = _RasterPopup(self.tree_model, self)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.addItem("")
        self.tree_model.checks_changed.connect(self._on_checked)
        self._show_choice()

    def globs(self) -> tuple[str, ...]:
        """What stands for the choice, for `SearchFilters.rasters`."""
        return self._globs

    def set_globs(self, globs) -> None:
        """Choose what these stand for; also before the rasters are known."""
        before, self._globs = self._globs, tuple(globs)
        self.tree_model.set_checked(matching(self.tree_model.paths, self._globs))
        self._show_choice()
        if before != self._globs:
            self.changed.emit()

    @property
    def problem(self) -> str:
        """Why the choice cannot be asked for; empty where it can."""
        if len(self._globs) <= MAX_GLOBS:
            return ""
        return self.tr(
            "{count} single rasters are chosen, and {most} can be. Choose whole folders, a label or dates instead."
        ).format(count=format_count(len(self._globs)), most=format_count(MAX_GLOBS))

    def offer(self, named: NamedRasters) -> None:
        """Which rasters there are. What is chosen stays, as far as it is still there."""
        self.tree_model.show_rasters(named)
        self.set_globs(living(self.tree_model.paths, self._globs))

    @property
    def text(self) -> str:
        """The choice in words; empty where nothing is chosen."""
        if not self._globs:
            return ""
        chosen, paths = self.tree_model.checked, self.tree_model.paths
        if not chosen:
            return ", ".join(file_name(glob) for glob in self._globs)
        folders = {folder_of(paths[place]) for place in chosen}
        if len(chosen) == 1:
            return file_name(paths[next(iter(chosen))])
        counted = self.tr("%Ln rasters", None, len(chosen))
        if len(folders) == 1:
            return f"{self.tree_model.folder_name(next(iter(folders)))} ({counted})"
        return counted

    def showPopup(self):
        self.popup.show_below(self)

    def wheelEvent(self, event):
        event.ignore()

    def resizeEvent(self, event):
        super().resizeEvent(event)
        self._show_choice()

    def _on_checked(self) -> None:
        before, self._globs = self._globs, globs_for(self.tree_model.paths, self.tree_model.checked)
        self._show_choice()
        if before != self._globs:
            self.changed.emit()

    def _show_choice(self) -> None:
        text = self.text or self.tr("all")
        room = max(40, self.width() - 2 * self.fontMetrics().height())
        self.setItemText(0, self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, room))
        self.setToolTip(text)
        self.popup.show_count()


class _RasterPopup(QFrame):
    """A line to search in, the tree, and how many are chosen."""

    def __init__(self, model: RasterTreeModel, parent):
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("TilescribeRasterPopup")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model = model
        self.edit = QLineEdit(self)
        self.edit.setClearButtonEnabled(True)
        self.edit.setPlaceholderText(self.tr("Name, folder, date or label"))
        self.tree = QTreeView(self)
        self.tree.setModel(model)
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setAlternatingRowColors(True)
        self.tree.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setResizeContentsPrecision(MEASURED_ROWS)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        self.count = QLabel(self)
        self.check = QPushButton(self.tr("Choose these"), self)
        self.check.setToolTip(self.tr("Choose all that are listed"))
        self.clear = QPushButton(self.tr("All rasters"), self)
        self.clear.setToolTip(self.tr("Choose none: all rasters are searched"))
        row = QHBoxLayout()
        row.addWidget(self.count, 1)
        row.addWidget(self.check)
        row.addWidget(self.clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.edit)
        layout.addWidget(self.tree)
        layout.addLayout(row)
        self.edit.textChanged.connect(self._search)
        self.check.clicked.connect(lambda: model.check_shown(True))
        self.clear.clicked.connect(self._clear)

    def show_below(self, widget) -> None:
        metrics = self.fontMetrics()
        self.resize(
            max(widget.width(), WIDTH_CHARACTERS * metrics.averageCharWidth()), (LINES + 4) * metrics.lineSpacing()
        )
        corner = widget.mapToGlobal(QPoint(0, widget.height()))
        screen = QApplication.screenAt(corner) or QApplication.primaryScreen()
        space = screen.availableGeometry()
        top = corner.y()
        if top + self.height() > space.bottom():
            top = max(space.top(), widget.mapToGlobal(QPoint(0, 0)).y() - self.height())
        self.move(max(space.left(), min(corner.x(), space.right() - self.width())), top)
        self.edit.clear()
        self._unfold()
        self.show_count()
        self.show()
        self.edit.setFocus()

    def show_count(self) -> None:
        chosen, whole = len(self._model.checked), len(self._model.paths)
        self.count.setText(
            self.tr("{chosen} of {count} chosen").format(chosen=format_count(chosen), count=format_count(whole))
        )
        self.clear.setEnabled(chosen > 0)

    def _search(self, text: str) -> None:
        self._model.set_text(text)
        self._unfold()
        self.check.setEnabled(bool(self._model.shown_rasters))

    def _unfold(self) -> None:
        if len(self._model.shown_rasters) <= EXPANDED:
            self.tree.expandAll()

    def _clear(self) -> None:
        self._model.set_checked(())
        self._model.checks_changed.emit()
