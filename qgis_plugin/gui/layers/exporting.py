"""Writing a result layer to a file, in QGIS's own background task."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsApplication, QgsVectorFileWriter, QgsVectorFileWriterTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

__all__ = ["TABLE", "Exporter", "file_filter"]

TABLE = "results"
"""Name of the layer in the file."""
GEOPACKAGE = ".gpkg"
CSV = ".csv"


class Exporter(QObject):
    """One file at a time."""

    written = pyqtSignal(str)
    """The path of the file."""
    failed = pyqtSignal(str)
    """Why not, in a sentence."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._task = None

    def write(self, layer, path: str) -> None:
        """Write all features; the format follows from the end of the path. An existing file is replaced."""
        suffix = Path(path).suffix.lower()
        driver = QgsVectorFileWriter.driverForExtension(suffix.lstrip("."))
        if not driver:
            self.failed.emit(
                self.tr(
                    "{name} does not say in which format to write. Give it an ending such as .gpkg, .csv or .geojson."
                ).format(name=Path(path).name)
            )
            return
        self._task = QgsVectorFileWriterTask(layer, path, _options(layer, driver, suffix))
        self._task.writeComplete.connect(self._conclude)
        self._task.errorOccurred.connect(self._fail)
        QgsApplication.taskManager().addTask(self._task)

    def _conclude(self, path: str) -> None:
        self._task = None
        self.written.emit(path)

    def _fail(self, _code, message: str = "") -> None:
        self._task = None
        self.failed.emit(self.tr("The file could not be written. {reason}").format(reason=message).strip())


def file_filter() -> str:
    """All formats that QGIS can write, for a file dialog; CSV first."""
    formats = QgsVectorFileWriter.fileFilterString().split(";;")
    return ";;".join(sorted(formats, key=lambda entry: "*.csv" not in entry))


def _options(layer, driver: str, suffix: str):
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = driver
    options.layerName = TABLE
    options.fileEncoding = "UTF-8"
    options.layerMetadata = layer.metadata()
    options.saveMetadata = suffix == GEOPACKAGE
    if suffix == CSV:
        options.layerOptions = ["GEOMETRY=AS_WKT"]
    return options
