"""Results to files: GeoPackage, any other format, a report."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog

from ...core import settings
from ...core.results import CONFIRMED
from ..layers.export import Exporter, file_filter
from ..layers.report import ReportWriter

__all__ = ["ResultsOutput"]


class ResultsOutput(QObject):
    """Asks for a path, writes in the background, and emits the outcome."""

    succeeded = pyqtSignal(str)
    """The path of a file that was written."""
    failed = pyqtSignal(str)
    """Why not, in a sentence."""

    def __init__(self, map_sync, thumbnails, parent):
        super().__init__(parent)
        self._map_sync = map_sync
        self._thumbnails = thumbnails
        self._window = parent
        self._report_layer = None
        self._exporter = Exporter(self)
        self._report = ReportWriter(self)
        self._report.written.connect(self._on_report_written)
        self._report.failed.connect(self._on_report_failed)

    def save(self) -> None:
        """Have the result layer in a GeoPackage from now on."""
        self._ask_path(self.tr("Save the results"), "GeoPackage (*.gpkg)", ".gpkg", self.save_to)

    def export(self) -> None:
        """Write a copy in any format that QGIS can write."""
        self._ask_path(self.tr("Export the results"), file_filter(), ".csv", self.export_to)

    def report(self) -> None:
        """Write a PDF with a page for each confirmed result."""
        if self._map_sync.current is None or not self._map_sync.current.results.hits_with_verdict(CONFIRMED):
            self.failed.emit(self.tr("No result is confirmed yet. Confirm some with C, and try again."))
            return
        self._ask_path(self.tr("Write a report of the confirmed results"), "PDF (*.pdf)", ".pdf", self.report_to)

    def save_to(self, path: str) -> None:
        """Write the results as they are now, and have the layer in that file; a later question gets another layer."""
        layer = self._map_sync.current
        if layer is None:
            return
        if layer.layer.isEditable():
            self.failed.emit(self._being_edited())
            return
        before = layer.results
        export = self._exporter.write(layer, path)
        export.written.connect(lambda written: self._move(layer, written, before))
        export.failed.connect(self.failed)

    def export_to(self, path: str) -> None:
        """Write a copy of the results as they are now."""
        if self._map_sync.current is not None:
            export = self._exporter.write(self._map_sync.current, path)
            export.written.connect(lambda written: self.succeeded.emit(written.path))
            export.failed.connect(self.failed)

    def report_to(self, path: str) -> None:
        """Write a report of what is confirmed now; one at a time."""
        layer = self._map_sync.current
        if layer is None:
            return
        if self._report_layer is not None:
            self.failed.emit(self.tr("Another report is being written. Wait until it is there, and try again."))
            return
        self._report_layer = layer
        layer.hold()
        layer.removed.connect(self._on_layer_removed)
        layer.when_filled(lambda: self._fetch_pictures(layer, path))

    def close_down(self) -> None:
        """Leave off what is being written; no part of it is left behind."""
        self._exporter.close_down()
        self._report.cancel()
        self._end_report()

    def _move(self, layer, written, before) -> None:
        """The file is there: the layer lives in it from now on, where there still is one."""
        if layer.alive and layer.layer.isEditable():
            self.failed.emit(self._being_edited())
        elif layer.alive:
            try:
                style_saved = layer.move_to(written.path, table=written.table, before=before)
            except ValueError:
                self.failed.emit(self.tr("{path} was written but cannot be read.").format(path=written.path))
                return
            self._map_sync.layer_changed.emit()
            if not style_saved:
                self.failed.emit(self.tr("The results were saved, but {path} took no style.").format(path=written.path))
        self.succeeded.emit(written.path)

    def _being_edited(self) -> str:
        return self.tr("The layer is being edited. Save or discard your edits, then save the results.")

    def _fetch_pictures(self, layer, path: str) -> None:
        """Those that never came into view were not fetched yet."""
        results = layer.results
        tiles = [hit.tile_id for hit in results.hits_with_verdict(CONFIRMED)]
        self._thumbnails.fetch_all(results, tiles, lambda: self._write_report(layer, path))

    def _write_report(self, layer, path: str) -> None:
        if layer is self._report_layer and layer.alive:
            self._report.write(layer.layer, path, title=layer.results.question)

    def _on_layer_removed(self) -> None:
        """The layer was removed from the project, which may be another one's that was written before."""
        if self._report_layer is not None and not self._report_layer.alive:
            self._report.cancel()
            self._on_report_failed(self.tr("The layer was removed before its report was written."))

    def _on_report_written(self, path: str) -> None:
        self._end_report()
        self.succeeded.emit(path)

    def _on_report_failed(self, reason: str) -> None:
        self._end_report()
        self.failed.emit(reason)

    def _end_report(self) -> None:
        layer, self._report_layer = self._report_layer, None
        if layer is not None:
            layer.release_hold()

    def _ask_path(self, title: str, filters: str, suffix: str, then) -> None:
        """A file dialog that holds nothing up."""
        dialog = QFileDialog(self._window, title, str(QgsSettings().value(settings.OUTPUT_FOLDER, "") or ""), filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        # A GeoPackage gets one more layer; nothing in it is overwritten, so there is nothing to ask.
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite, suffix == ".gpkg")
        dialog.setDefaultSuffix(suffix.lstrip("."))
        # The ending follows the format that is chosen.
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix_of(chosen) or suffix.lstrip(".")))
        dialog.fileSelected.connect(lambda path: self._use_path(path, then))
        dialog.open()

    def _use_path(self, path: str, then) -> None:
        QgsSettings().setValue(settings.OUTPUT_FOLDER, str(Path(path).parent))
        then(path)


def _suffix_of(chosen: str) -> str:
    """`csv` of `Comma Separated Value [CSV] (*.csv *.CSV)`."""
    _, _, endings = chosen.rpartition("(")
    return endings.rstrip(")").split(" ")[0].lstrip("*.")
