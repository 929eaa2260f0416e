"""Results to files: the layer itself into a GeoPackage, and places as products of every kind."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsSettings
from qgis.PyQt.QtCore import QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog

from ...core import settings
from ...core.product.from_results import places_of
from ...core.results import CONFIRMED
from ..layers.export import Exporter, refusal
from ..product.formats import PDF, format_of, format_of_path
from ..product.product_dialog import ProductForm
from ..product.product_writer import PlaceChoice, ProductWriter

__all__ = ["CONFIRMED_ONLY", "EVERYTHING", "SELECTED", "ResultsOutput"]

CONFIRMED_ONLY, EVERYTHING, SELECTED = "confirmed", "everything", "selected"
"""Keys of what can be written."""


class ResultsOutput(QObject):
    """Asks for a path, writes in the background, and emits the outcome."""

    succeeded = pyqtSignal(str)
    """The path of a file that was written."""
    failed = pyqtSignal(str)
    """Why not, in a sentence."""

    def __init__(self, iface, engine, map_sync, view, parent):
        super().__init__(parent)
        self._map_sync = map_sync
        self._view = view
        self._window = parent
        self._exporter = Exporter(self)
        self.products = ProductWriter(iface, engine, self._exporter, parent)
        """Writes places of any list, one after the other with the layers that are saved."""
        self.products.succeeded.connect(self.succeeded)
        self.products.failed.connect(self.failed)

    def save(self) -> None:
        """Have the result layer in a GeoPackage from now on."""
        self._ask_path(self.tr("Save the results"), "GeoPackage (*.gpkg)", ".gpkg", self.save_to)

    def export(self, key: str = "") -> None:
        """Ask which results to write, in which format (by the key of a `ProductFormat`), and where."""
        choices = self.choices()
        if choices:
            self.products.ask(choices, key=key)

    def choices(self) -> list:
        """What can be written: what is confirmed, first, then what is selected, then everything."""
        results, selected = self._view.results, tuple(self._view.selected_hits())
        if not results.hits:
            return []
        confirmed = results.hits_with_verdict(CONFIRMED)
        listed = [
            (CONFIRMED_ONLY, self.tr("Confirmed only"), confirmed),
            (EVERYTHING, self.tr("Everything shown"), results.hits),
            (SELECTED, self.tr("Selected"), selected),
        ]
        return [
            PlaceChoice(key, text, len(hits), _places_of(results, hits), results.question or self.tr("Results"))
            for key, text, hits in listed
        ]

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

    def export_to(self, path: str, *, which: str = "") -> None:
        """Write results as they are now, in the format that the ending tells; `which` is the key of a choice."""
        self._write(format_of_path(path), path, which)

    def report_to(self, path: str, *, which: str = "") -> None:
        """Write a PDF of results as they are now."""
        self._write(format_of(PDF), path, which)

    def close_down(self) -> None:
        """Leave off what is being written; no part of it is left behind."""
        self._exporter.close_down()

    def _write(self, form, path: str, which: str) -> None:
        choices = self.choices()
        if not choices:
            return
        if form is None:
            self.failed.emit(refusal(path, ""))
            return
        chosen = [one for one in choices if one.key == which] or [one for one in choices if one.count]
        self.products.write(self.products.job(chosen[0], ProductForm(form, path, author=settings.author())))

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


def _places_of(results, hits):
    """A function that gives their places, for 50,000 of them take a while."""
    return lambda: places_of(results, hits)
