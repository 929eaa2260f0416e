"""Asks which places are to be written and how, writes them, and opens what was written.

Whoever has a list of places offers it as `PlaceChoice`s:

    writer.ask([PlaceChoice("confirmed", self.tr("Confirmed only"), 14, get_places, "destroyed houses")], key="pdf")
"""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProject, QgsSettings
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QDate, QObject, Qt, QTimer, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices

from ...core import settings
from ...core.product.places import Product
from ..layers.layer_group import add_to_group
from .formats import MAP_BOOK, VECTOR
from .map_book import add_map_book
from .product_dialog import PlaceChoice, ProductDialog
from .product_export import ProductExport, ProductJob
from .written_layers import layers_of

__all__ = ["PlaceChoice", "ProductWriter"]

PRODUCT = "tilescribe/product"
"""Custom property of layers that were added from a product."""


class ProductWriter(QObject):
    """One for each window with places; writes by an `Exporter`, one file after the other."""

    succeeded = pyqtSignal(str)
    """The path of a file that was written."""
    failed = pyqtSignal(str)
    progressed = pyqtSignal(str, float)
    """The path of what is being written, and how much is done, 0 to 1."""
    ended = pyqtSignal()
    """Nothing is being written for the moment."""

    def __init__(self, iface, engine, exporter, window):
        super().__init__(window)
        self._iface, self._engine = iface, engine
        self._exporter = exporter
        self._window = window
        self._exports = []

    def ask(self, choices, *, key: str = "") -> None:
        """Open a dialog over `PlaceChoice`s, with a format by its key; it holds nothing up."""
        dialog = ProductDialog(choices, key=key, parent=self._window)
        dialog.chosen.connect(lambda choice, form: self.write(self.job(choice, form)))
        dialog.open()

    def job(self, choice: PlaceChoice, form) -> ProductJob:
        """What is to be written, of a choice and what the dialog was told."""
        project = QgsProject.instance()
        product = Product(
            places=(),
            title=form.title or choice.title,
            author=form.author,
            written=QDate.currentDate().toString(Qt.DateFormat.ISODate),
            crs=project.crs(),
            context=project.transformContext(),
        )
        return ProductJob(form.format, form.path, choice.places, product, form.open_after)

    def write(self, job: ProductJob) -> ProductExport:
        """Write in the background."""
        QgsSettings().setValue(settings.OUTPUT_FOLDER, str(Path(job.path).parent))
        export = ProductExport(job, self._engine, self._iface.mapCanvas(), self)
        self._exports.append(export)
        export.progressed.connect(lambda share: self.progressed.emit(job.path, share))
        export.written.connect(self._on_written)
        export.failed.connect(self.failed)
        export.finished.connect(lambda: self._on_finished(export))
        self._exporter.add(export)
        return export

    def cancel(self) -> None:
        """Leave off what is being written; no part of it is left behind."""
        if self._exports:
            self._exports[0].stop()

    def _on_finished(self, export) -> None:
        self._exports.remove(export)
        if not self._exports:
            self.ended.emit()

    def _on_written(self, file) -> None:
        job = file.job
        if job.format.kind == MAP_BOOK:
            self._add(file, then=lambda layers: self._open_map_book(file, layers))
        elif job.open_after and job.format.kind == VECTOR:
            self._add(file, then=lambda _layers: None)
        elif job.open_after:
            QDesktopServices.openUrl(QUrl.fromLocalFile(job.path))
        self.succeeded.emit(job.path)

    def _add(self, file, *, then) -> None:
        """Add the layers of a file to our group of the project, the first of them on top, one in each turn of the event
        loop; `then` gets them."""
        left, made = list(reversed(layers_of(file))), []

        def add_next():
            if left:
                layer = left.pop(0)
                layer.setCustomProperty(PRODUCT, 1)
                add_to_group(layer, QgsProject.instance())
                made.insert(0, layer)
                QTimer.singleShot(0, add_next)
            elif made:
                then(made)
            else:
                self.failed.emit(self.tr("{path} was written but cannot be read.").format(path=file.job.path))

        QTimer.singleShot(0, add_next)

    def _open_map_book(self, file, layers) -> None:
        project = QgsProject.instance()
        coverage = layers[0]
        if sip.isdeleted(coverage):
            return
        layout = add_map_book(
            project, coverage, title=file.product.title, crs=project.crs(), author=file.product.author
        )
        if file.job.open_after:
            designer = self._iface.openLayoutDesigner(layout)
            # With the first place in it, not with expressions in brackets.
            designer.setAtlasPreviewEnabled(True)
