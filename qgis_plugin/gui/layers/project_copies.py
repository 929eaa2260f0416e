"""Copies of our layers in memory, for the project file: any QGIS shows them, also without this plugin."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from qgis.core import QgsApplication, QgsProject, QgsVectorFileWriter, QgsVectorFileWriterTask, QgsVectorLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QFileInfo, QObject, QTimer

__all__ = ["ProjectCopies", "back_to_memory", "is_copy"]

TABLE = "results"
COPY = "tilescribe/copy"
"""Custom property of a layer whose features, when the project is saved, are written into a file of the project."""
SETTLE_MS = 1500
"""Of quiet before a copy is written: people judge tile after tile."""


def is_copy(layer: QgsVectorLayer) -> bool:
    """Whether a layer of a project that was opened shows the copy, and no longer the layer in memory."""
    return bool(layer.customProperty(COPY)) and layer.providerType() != "memory"


def back_to_memory(layer: QgsVectorLayer, uri: str) -> None:
    """Have a layer in memory again, empty, with the fields of `uri`; its copy leaves the project's files."""
    path = layer.source().split("|")[0]
    layer.setDataSource(uri, layer.name(), "memory")
    QgsProject.instance().removeAttachedFile(path)


class ProjectCopies(QObject):
    """Keeps a GeoPackage of each layer among the project's own files, and has the project refer to that.

    The layer itself stays in memory, where it is quick to fill and to change. Copies are written in a task, a while
    after the last change; what is not written yet when the project is saved is written then.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self._copies = {}
        """Layer id to `_Copy`."""
        self._folder = TemporaryDirectory(prefix="tilescribe-", ignore_cleanup_errors=True)
        self._closed = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._write_changed)
        project = QgsProject.instance()
        project.writeProject.connect(self._complete)
        project.writeMapLayer.connect(self._refer_to_copy)
        project.cleared.connect(self._forget_all)
        project.layerWillBeRemoved[str].connect(self._forget)

    def keep(self, layer: QgsVectorLayer) -> None:
        """Keep a copy of a layer from now on, unless it lies in a file of its own; call `changed` after changes."""
        if layer.providerType() != "memory" or layer.id() in self._copies:
            return
        layer.setCustomProperty(COPY, "yes")
        self._copies[layer.id()] = _Copy(layer, Path(self._folder.name))
        self._settle.start()

    def changed(self, layer: QgsVectorLayer) -> None:
        """Features of a layer have changed; of one that is not kept nothing happens."""
        copy = self._copies.get(layer.id())
        if copy is not None:
            copy.current = False
            self._settle.start()

    def forget(self, layer: QgsVectorLayer) -> None:
        """The layer has a file of its own now."""
        layer.removeCustomProperty(COPY)
        self._forget(layer.id())

    def close_down(self) -> None:
        """Let go of the project; what is being written is finished. Twice does nothing more."""
        if self._closed:
            return
        self._closed = True
        self._settle.stop()
        project = QgsProject.instance()
        project.writeProject.disconnect(self._complete)
        project.writeMapLayer.disconnect(self._refer_to_copy)
        project.cleared.disconnect(self._forget_all)
        project.layerWillBeRemoved[str].disconnect(self._forget)
        self._forget_all()
        self._folder.cleanup()

    def _in_memory(self):
        return [copy for copy in self._copies.values() if copy.in_memory]

    def _write_changed(self) -> None:
        for copy in self._in_memory():
            if not copy.current:
                copy.write()

    def _complete(self, *_args) -> None:
        """The project is about to be saved."""
        self._settle.stop()
        for copy in self._in_memory():
            copy.complete()

    def _refer_to_copy(self, layer, element, document) -> None:
        """In the project file the layer is that of the copy."""
        copy = self._copies.get(layer.id())
        if copy is None or not copy.in_memory or not copy.current or not copy.path:
            return
        reference = QgsProject.instance().pathResolver().writePath(copy.path)
        for name, text in (("datasource", f"{reference}|layername={TABLE}"), ("provider", "ogr")):
            node = element.firstChildElement(name)
            while node.hasChildNodes():
                node.removeChild(node.firstChild())
            node.appendChild(document.createTextNode(text))

    def _forget(self, layer_id: str) -> None:
        copy = self._copies.pop(layer_id, None)
        if copy is not None:
            copy.discard()

    def _forget_all(self) -> None:
        """The project was closed, with its files."""
        for copy in self._copies.values():
            copy.finish()
        self._copies.clear()


class _Copy:
    """The copy of one layer: a draft in a temporary folder, and the file of the project once that is saved."""

    def __init__(self, layer: QgsVectorLayer, folder: Path):
        self._layer = layer
        self._draft = folder / f"{uuid4().hex}.gpkg"
        self._task = None
        self.path = ""
        self.current = False
        """Whether the draft holds what the layer does, or is about to."""

    @property
    def in_memory(self) -> bool:
        return not sip.isdeleted(self._layer) and self._layer.providerType() == "memory"

    def write(self) -> None:
        """Begin to write the draft, in a task, unless one is at work."""
        if self._task is not None:
            return
        self.current = True  # of what the layer holds at this moment
        task = QgsVectorFileWriterTask(self._layer, str(self._draft), self._options())
        task.setDescription(QgsApplication.translate("ProjectCopies", "Keep results with the project"))
        task.taskCompleted.connect(self._on_ended)
        task.taskTerminated.connect(self._on_failed)
        self._task = task
        QgsApplication.taskManager().addTask(task)

    def complete(self) -> None:
        """Have a file of the project hold what the layer does, however long that takes."""
        self.finish()
        if not self.current:
            context = QgsProject.instance().transformContext()
            draft = str(self._draft)
            status = QgsVectorFileWriter.writeAsVectorFormatV3(self._layer, draft, context, self._options())[0]
            self.current = status == QgsVectorFileWriter.WriterError.NoError
        if self.current:
            if not self.path or not QFileInfo.exists(self.path):
                self.path = QgsProject.instance().createAttachedFile("tilescribe.gpkg")
            shutil.copyfile(self._draft, self.path)

    def finish(self) -> None:
        """Wait for what is being written."""
        if self._task is not None:
            self._task.waitForFinished()
            self._task = None

    def discard(self) -> None:
        """The layer was removed: its file leaves the project."""
        self.finish()
        self._draft.unlink(missing_ok=True)
        if self.path:
            QgsProject.instance().removeAttachedFile(self.path)

    def _options(self) -> QgsVectorFileWriter.SaveVectorOptions:
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = TABLE
        return options

    def _on_ended(self) -> None:
        self._task = None

    def _on_failed(self) -> None:
        """Tried again when the project is saved."""
        self._task, self.current = None, False
