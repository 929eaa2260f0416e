"""The export of result layers to files, as background tasks."""

from __future__ import annotations

import contextlib
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication, QgsVectorFileWriter, QgsVectorFileWriterTask
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...core.files import StagedFile, file_name
from .geopackage import drop_table, free_table_name, is_catalog

__all__ = ["TABLE", "Exporter", "LayerExport", "WrittenFile", "refusal"]

TABLE = "results"
"""Name of the layer in the file; with a number where the file has such a layer already."""
GEOPACKAGE, SQLITE = "GPKG", "SQLite"
CSV = "CSV"
END_MS = 2000
"""How long a task that was cancelled may take to end."""


@dataclass(frozen=True)
class WrittenFile:
    """A file that was written."""

    path: str
    table: str
    """Name of the layer in it."""


class LayerExport(QObject):
    """The export of one layer. Ends in `written` or `failed`, never from within `Exporter.write`."""

    written = pyqtSignal(object)
    """`WrittenFile`"""
    failed = pyqtSignal(str)
    """Why not, in a sentence; what was in the place before is still there."""
    finished = pyqtSignal()
    """After written or failed."""

    def __init__(self, layer, path: str, parent=None):
        super().__init__(parent)
        self._layer, self._path = layer, path
        self._driver = QgsVectorFileWriter.driverForExtension(Path(path).suffix.lstrip("."))
        self._table = TABLE
        self._staged: Optional[StagedFile] = None
        self._adds_layer = self._started = self._ended = False
        self._task: Optional[QgsVectorFileWriterTask] = None
        # From now on: a question that is asked while it waits gets a layer of its own.
        layer.hold()
        layer.removed.connect(self._on_layer_removed)

    def start(self) -> None:
        """Write, as soon as the layer has all of its features."""
        self._started = True
        refusal = self._refusal()
        if refusal:
            self._fail(refusal)
        else:
            self._layer.when_filled(self._write)

    def cancel(self) -> None:
        """Leave nothing of what is not whole; nobody is told."""
        task, self._task = self._task, None
        if task is not None:
            task.writeComplete.disconnect(self._on_written)
            task.errorOccurred.disconnect(self._on_error)
            task.cancel()
            task.waitForFinished(END_MS)
        self._clean_up()
        self._end()

    def _refusal(self) -> str:
        """Why it cannot be written there; empty where it can."""
        if not self._layer.alive:
            return self.tr("The layer was removed before {name} was written.").format(name=file_name(self._path))
        return refusal(self._path, self._driver)

    def _write(self) -> None:
        try:
            target, action = self._target()
        except OSError as error:
            self._on_error(None, str(error))
            return
        layer = self._layer.layer
        # Takes a copy of the features at once: what happens to the layer from now on does not reach the file.
        self._task = QgsVectorFileWriterTask(layer, target, _options(layer, self._driver, self._table, action))
        self._task.writeComplete.connect(self._on_written)
        self._task.errorOccurred.connect(self._on_error)
        QgsApplication.taskManager().addTask(self._task)

    def _target(self) -> tuple:
        """(path, action). Into a GeoPackage that exists beside its layers; any other file is replaced as a whole."""
        actions = QgsVectorFileWriter.ActionOnExistingFile
        if self._driver == GEOPACKAGE and Path(self._path).exists():
            self._table = free_table_name(self._path, TABLE)
            self._adds_layer = True
            return self._path, actions.CreateOrOverwriteLayer
        self._staged = StagedFile(self._path)
        return self._staged.staged, actions.CreateOrOverwriteFile

    def _on_written(self, _path: str) -> None:
        self._task = None
        try:
            if self._staged is not None:
                self._staged.commit()
        except OSError as error:
            self._on_error(None, str(error))
            return
        self._end()
        self.written.emit(WrittenFile(self._path, self._table))
        self.finished.emit()

    def _on_error(self, _code, message: str = "") -> None:
        self._task = None
        self._clean_up()
        self._fail(self.tr("The file could not be written. {reason}").format(reason=message).strip())

    def _on_layer_removed(self) -> None:
        """The layer is removed from the project; what is being written is a copy of it, which is finished."""
        if self._started and self._task is None and not self._ended:
            self._fail(self._refusal())

    def _fail(self, reason: str) -> None:
        self._end()
        self.failed.emit(reason)
        self.finished.emit()

    def _end(self) -> None:
        self._ended = True
        self._layer.release_hold()

    def _clean_up(self) -> None:
        if self._staged is not None:
            self._staged.discard()
        if self._adds_layer:
            # Where it cannot be opened, nothing was written into it.
            with contextlib.suppress(OSError):
                drop_table(self._path, self._table)


class Exporter(QObject):
    """Writes one file after the other, in the order in which they were asked for."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._waiting: deque = deque()
        self._current: Optional[LayerExport] = None

    def write(self, layer, path: str) -> LayerExport:
        """Write all features of a `ResultLayer`; the format follows from the end of the path.

        An existing GeoPackage gets one more layer, any other file is replaced once the new one is whole.
        """
        return self.add(LayerExport(layer, path, self))

    def add(self, export):
        """Write what has the methods and signals of a `LayerExport` when its turn comes; returns it."""
        export.finished.connect(self._on_export_finished)
        self._waiting.append(export)
        QTimer.singleShot(0, self._start_next)
        return export

    def close_down(self) -> None:
        """Leave off what is not written yet."""
        exports = [self._current, *self._waiting]
        self._current = None
        self._waiting.clear()
        for export in exports:
            if export is not None:
                export.cancel()

    def _start_next(self) -> None:
        if self._current is None and self._waiting:
            self._current = self._waiting.popleft()
            self._current.start()

    def _on_export_finished(self) -> None:
        done, self._current = self._current, None
        if done is not None:
            done.deleteLater()
        QTimer.singleShot(0, self._start_next)


def refusal(path: str, driver: str) -> str:
    """Why nothing can be written there in the format of `driver`, in a sentence; empty where it can."""
    name = file_name(path)
    if not driver:
        return _tr(
            "{name} does not say in which format to write. Give it an ending such as .gpkg, .csv or .geojson."
        ).format(name=name)
    exists = Path(path).exists()
    if exists and driver == GEOPACKAGE and is_catalog(path):
        return _tr("{name} is a catalog of Tilescribe. Choose another file for the results.").format(name=name)
    if exists and driver == SQLITE:
        return _tr("{name} is a database that exists already. Choose another name.").format(name=name)
    return ""


def _options(layer, driver: str, table: str, action):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    options.layerName = table
    options.actionOnExistingFile = action
    options.fileEncoding = "UTF-8"
    if driver == GEOPACKAGE:
        # Not by `saveMetadata`: with its tables in the file, GDAL 3.10 complains of a "database file" that it cannot
        # open whenever a layer that was read is written, or its project is closed.
        options.layerOptions = [f"DESCRIPTION={_provenance(layer.metadata())}"]
    if driver == CSV:
        options.layerOptions = ["GEOMETRY=AS_WKT"]
    return options


def _provenance(metadata) -> str:
    """What was asked of what, and how it was answered; QGIS shows it as the layer's abstract."""
    return "\n".join([metadata.abstract(), *metadata.history()])


def _tr(text: str) -> str:
    return QCoreApplication.translate("LayerExport", text)
