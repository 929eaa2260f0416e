"""Where results go: a GeoPackage, any other format, a report."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog

from ...core.results import CONFIRMED
from ...core.session import SETTINGS
from ..layers.exporting import TABLE, Exporter, file_filter
from ..layers.report import ReportWriter

__all__ = ["Output"]

_FOLDER = f"{SETTINGS}/output_folder"


class Output(QObject):
    """Asks where to, writes in the background, and tells how it went."""

    succeeded = pyqtSignal(str)
    """The path of a file that was written."""
    failed = pyqtSignal(str)
    """Why not, in a sentence."""

    def __init__(self, link, thumbnails, parent):
        super().__init__(parent)
        self._link = link
        self._thumbnails = thumbnails
        self._window = parent
        self._moving = None
        self._exporter = Exporter(self)
        self._exporter.written.connect(self._conclude)
        self._exporter.failed.connect(self.failed)
        self._report = ReportWriter(self)
        self._report.written.connect(self.succeeded)
        self._report.failed.connect(self.failed)

    def save(self) -> None:
        """Have the result layer in a GeoPackage from now on."""
        self._ask_path(self.tr("Save the results"), "GeoPackage (*.gpkg)", ".gpkg", self.save_to)

    def export(self) -> None:
        """Write a copy in any format that QGIS can write."""
        self._ask_path(self.tr("Export the results"), file_filter(), ".csv", self.export_to)

    def report(self) -> None:
        """Write a PDF with a page for each confirmed result."""
        if self._link.current is None or not self._link.current.results.verdicts(CONFIRMED):
            self.failed.emit(self.tr("No result is confirmed yet. Confirm some with C, and try again."))
            return
        self._ask_path(self.tr("Write a report of the confirmed results"), "PDF (*.pdf)", ".pdf", self.report_to)

    def save_to(self, path: str) -> None:
        if self._link.current is not None:
            self._moving = self._link.current
            self._exporter.write(self._moving.layer, path)

    def export_to(self, path: str) -> None:
        if self._link.current is not None:
            self._exporter.write(self._link.current.layer, path)

    def report_to(self, path: str) -> None:
        current = self._link.current
        if current is not None:
            tiles = [hit.tile_id for hit in current.results.verdicts(CONFIRMED)]
            # Pictures first: those that never came into view were not fetched yet.
            self._thumbnails.require(tiles, lambda: self._write_report(current, path))

    def close_down(self) -> None:
        """Leave off a report that is being written."""
        self._report.cancel()

    def _write_report(self, current, path: str) -> None:
        if current.alive:
            self._report.write(current.layer, path, title=current.results.question)

    def _conclude(self, path: str) -> None:
        moving, self._moving = self._moving, None
        if moving is not None and moving.alive:
            moving.move_to(path, layer_name=TABLE)
            self._link.layer_changed.emit()
        self.succeeded.emit(path)

    def _ask_path(self, title: str, filters: str, suffix: str, then) -> None:
        """A file dialog that holds nothing up."""
        dialog = QFileDialog(self._window, title, str(QgsSettings().value(_FOLDER, "") or ""), filters)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setDefaultSuffix(suffix.lstrip("."))
        # The ending follows the format that is chosen.
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(_suffix_of(chosen) or suffix.lstrip(".")))
        dialog.fileSelected.connect(lambda path: self._take_path(path, then))
        dialog.open()

    def _take_path(self, path: str, then) -> None:
        QgsSettings().setValue(_FOLDER, str(Path(path).parent))
        then(path)


def _suffix_of(chosen: str) -> str:
    """`csv` of `Comma Separated Value [CSV] (*.csv *.CSV)`."""
    _, _, endings = chosen.rpartition("(")
    return endings.rstrip(")").split(" ")[0].lstrip("*.")
