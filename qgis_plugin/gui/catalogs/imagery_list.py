"""The list of rasters and folders to be added to a catalog."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import QgsMapLayer, QgsMimeDataUtils, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QCoreApplication, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QPainter, QPalette
from qgis.PyQt.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from ...core.files import file_name
from ...core.imagery import SUFFIXES, RasterSource, layer_source, looks_like_imagery, uri_source
from ..icons import icon

__all__ = ["ImageryList"]

SOURCE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LINES = 6
"""Height of the list in lines of text: enough for the hint and for a few names; it scrolls beyond."""


@dataclass(frozen=True)
class _Entry:
    """A row of the list."""

    source: RasterSource
    icon: str


class ImageryList(QListWidget):
    """A list to drop files, folders and layers on. Delete takes the selected ones out again."""

    changed = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self.setObjectName("TilescribeImageryList")
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setWordWrap(True)
        self.setAlternatingRowColors(True)
        side = self.fontMetrics().height()
        self.setIconSize(QSize(side, side))
        self.setAccessibleName(self.tr("Imagery to add"))

    @property
    def paths(self) -> list[str]:
        """What can be used, in the order in which it was added."""
        return [source.path for source in self._sources() if source.usable]

    @property
    def refused(self) -> list[RasterSource]:
        return [source for source in self._sources() if not source.usable]

    def add_paths(self, paths: Iterable[str]) -> None:
        """Files and folders."""
        self._add(_entry_of_path(path) for path in paths)

    def add_layers(self, layers: Iterable[QgsMapLayer]) -> None:
        """Layers of the project; those that have no file are shown with the reason."""
        self._add(_Entry(layer_source(layer), "add-layers") for layer in layers)

    def remove_all(self) -> None:
        self.clear()
        self.changed.emit()

    def sizeHint(self):
        return QSize(super().sizeHint().width(), LINES * self.fontMetrics().lineSpacing() + 2 * self.frameWidth())

    def minimumSizeHint(self):
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event):
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_selected()
        else:
            super().keyPressEvent(event)

    def remove_selected(self) -> None:
        for item in self.selectedItems():
            self.takeItem(self.row(item))
        self.changed.emit()

    def dragEnterEvent(self, event):
        self._accept_drag(event)

    def dragMoveEvent(self, event):
        self._accept_drag(event)

    def dropEvent(self, event):
        entries = _entries_of(event.mimeData())
        if entries:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._add(entries)

    def paintEvent(self, event):
        super().paintEvent(event)
        if self.count():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        margin = self.fontMetrics().height()
        area = self.viewport().rect().adjusted(margin, margin // 2, -margin, -margin // 2)
        painter.drawText(
            area,
            int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap),
            self.tr("Drop rasters, folders or layers here"),
        )
        painter.end()

    def _accept_drag(self, event) -> None:
        """Whether it may be dropped is told by its kind only: looking at files would hold the pointer."""
        mime = event.mimeData()
        if mime.hasUrls() or QgsMimeDataUtils.isUriList(mime):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()

    def _sources(self) -> list[RasterSource]:
        return [self.item(row).data(SOURCE_ROLE) for row in range(self.count())]

    def _add(self, entries: Iterable[_Entry]) -> None:
        known = {(source.path, source.reason) for source in self._sources()}
        for entry in entries:
            key = (entry.source.path, entry.source.reason)
            if key not in known:
                known.add(key)
                self.addItem(_item(entry))
        self.changed.emit()


def _item(entry: _Entry) -> QListWidgetItem:
    source = entry.source
    if source.usable:
        item = QListWidgetItem(icon(entry.icon), source.name)
        item.setToolTip(source.path)
    else:
        item = QListWidgetItem(icon("failed"), source.reason)
        item.setToolTip(source.reason)
    item.setData(SOURCE_ROLE, source)
    return item


def _entry_of_path(path: str) -> _Entry:
    # Told by the name: asking the disk for each would hold the window on slow drives.
    is_file = Path(path).suffix.lower() in SUFFIXES
    return _Entry(RasterSource(file_name(path), path), "add-rasters" if is_file else "catalog-open")


def _entries_of(mime) -> list[_Entry]:
    if QgsMimeDataUtils.isUriList(mime):
        return [entry for uri in QgsMimeDataUtils.decodeUriList(mime) if (entry := _entry_of_uri(uri)) is not None]
    return [_dropped(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]


def _dropped(path: str) -> _Entry:
    if looks_like_imagery(Path(path)):
        return _entry_of_path(path)
    reason = QCoreApplication.translate(
        "ImageryList", "“{name}” does not look like a raster. If it is one, add it with the button Files."
    ).format(name=file_name(path))
    return _Entry(RasterSource(file_name(path), reason=reason), "failed")


def _entry_of_uri(uri) -> Optional[_Entry]:
    layer = QgsProject.instance().mapLayer(uri.layerId) if getattr(uri, "layerId", "") else None
    if isinstance(layer, QgsRasterLayer):
        return _Entry(layer_source(layer), "add-layers")
    if uri.layerType == "raster":
        return _Entry(uri_source(uri.name, provider=uri.providerKey, source=uri.uri), "add-rasters")
    if uri.layerType in ("directory", "collection"):
        return _entry_of_path(uri.uri)
    return None
