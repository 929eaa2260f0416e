"""A combo box of the catalogs that were used, with buttons to create or open one."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from ...core import routes
from ...core.files import CATALOG_SUFFIX, with_catalog_suffix
from ...core.protocol import Catalog, CatalogDetails, Problem
from ..icons import icon
from ..widgets import tool_button

__all__ = ["CatalogChooser"]


class CatalogChooser(QWidget):
    """Opens catalogs by itself and sets them in the session."""

    failed = pyqtSignal(object)
    """A Problem: the chosen catalog could not be opened or made."""

    def __init__(self, session, parent=None):
        super().__init__(parent)
        self._session = session
        self._combo = QComboBox(self)
        self._combo.setObjectName("TilescribeCatalog")
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(10)
        self._combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._combo.setAccessibleName(self.tr("Catalog"))
        self._combo.activated.connect(self._choose)
        self._new = self._button("catalog-new", self.tr("New catalog…"), "TilescribeNewCatalog")
        self._new.clicked.connect(lambda: self.create())
        self._open = self._button("catalog-open", self.tr("Open a catalog…"), "TilescribeOpenCatalog")
        self._open.clicked.connect(lambda: self.open())
        self.coverage = self._button("coverage", self.tr("Show what is indexed on the map"), "TilescribeCoverage")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self._combo, self._new, self._open, self.coverage):
            layout.addWidget(widget)
        session.catalog_changed.connect(self._show)
        self._show(session.catalog)

    def refresh(self) -> None:
        """Read again which catalogs there are."""
        self._session.engine.send(routes.catalogs()).done.connect(self._offer)

    def create(self) -> bool:
        """Ask where a new catalog should lie, and make it; False where the user thought better of it."""
        path, _ = QFileDialog.getSaveFileName(
            self.window(),
            self.tr("New catalog"),
            str(Path(_home_folder()) / f"{self.tr('imagery')}{CATALOG_SUFFIX}"),
            self.tr("Catalogs (*.gpkg)"),
        )
        if path:
            self._open_catalog(with_catalog_suffix(path), create=True)
        return bool(path)

    def open(self) -> None:
        """Ask which catalog to open."""
        path, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Open a catalog"), _home_folder(), self.tr("Catalogs (*.gpkg)")
        )
        if path:
            self._open_catalog(path)

    def _open_catalog(self, path: str, *, create: bool = False) -> None:
        self.setEnabled(False)
        call = self._session.open_catalog(path, create=create)
        call.failed.connect(self._show_problem)
        call.finished.connect(lambda: self.setEnabled(True))

    def _choose(self, row: int) -> None:
        path = self._combo.itemData(row)
        if path and (self._session.catalog is None or self._session.catalog.path != path):
            self._open_catalog(str(path))

    def _show_problem(self, problem: Problem) -> None:
        self._show(self._session.catalog)
        self.failed.emit(problem)

    def _offer(self, catalogs: tuple[Catalog, ...]) -> None:
        self._combo.clear()
        for catalog in catalogs:
            if catalog.exists:
                self._add(catalog.name, catalog.path)
        self._show(self._session.catalog)

    def _show(self, details: Optional[CatalogDetails]) -> None:
        self.coverage.setEnabled(details is not None and details.tiles.total > 0)
        if details is None:
            self._combo.setCurrentIndex(-1)
            return
        if self._combo.findData(details.path) < 0:
            self._add(details.name, details.path)
        self._combo.setCurrentIndex(self._combo.findData(details.path))
        self._combo.setToolTip(details.path)

    def _add(self, name: str, path: str) -> None:
        self._combo.addItem(icon("catalog"), name, path)
        self._combo.setItemData(self._combo.count() - 1, path, int(Qt.ItemDataRole.ToolTipRole))

    def _button(self, drawing: str, tip: str, name: str) -> QToolButton:
        button = tool_button(drawing, "", tip, self)
        button.setObjectName(name)
        return button


def _home_folder() -> str:
    """Beside the project where it is saved, else the user's folder."""
    return QgsProject.instance().homePath() or str(Path.home())
