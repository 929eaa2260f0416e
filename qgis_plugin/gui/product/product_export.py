"""One product on its way to a file: pictures, then maps, then the writing, none of it on the GUI thread."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Optional

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core.files import StagedFile
from ...core.product.html_page import write_html
from ...core.product.kmz import write_kmz
from ...core.product.pdf_report import OVERVIEW_RATIO, map_ratio, write_pdf
from ...core.product.places import Pictures, Product
from ...core.product.vector_files import GEOPACKAGE
from ...core.threads import CancelledError, run_in_own_thread, run_in_thread
from ..layers.export import refusal
from ..layers.geopackage import drop_table
from .formats import HTML, KMZ, MAP_BOOK, PDF, VECTOR
from .map_renderer import MapRenderer
from .map_requests import overview_request, place_request
from .picture_fetcher import PictureFetcher
from .product_layers import write_coverage, write_layers

__all__ = ["ProductExport", "ProductFile", "ProductJob"]

MAP_DPI = 170.0
"""Of the maps in the PDF: ten pages with two pictures each stay under 5 MB."""
PAGE_MM, HALF_PAGE_MM = 178.0, 86.5
"""How wide they are on the page."""
HTML_MAP_PX = 1400
SHARES = {"pictures": (0.0, 0.35), "maps": (0.35, 0.8), "writing": (0.8, 1.0)}
"""Of the whole, as a progress bar tells it."""
END_S = 2.0
"""How long what was cancelled may take to end."""


@dataclass(frozen=True)
class ProductJob:
    """What is to be written: `places()` is called in a thread."""

    format: object
    """`ProductFormat`"""
    path: str
    places: object
    """A function without arguments that gives the `ProductPlace`s."""
    product: Product
    """All the rest of it."""
    open_after: bool = False


@dataclass(frozen=True)
class ProductFile:
    """A product that was written."""

    job: ProductJob
    product: Product
    layers: tuple = ()
    """(kind of geometry, name of the layer) in a vector file."""


class ProductExport(QObject):
    """Has the methods and signals of a `LayerExport`. Ends in `written`, `failed` or silence, by `cancel`."""

    written = pyqtSignal(object)
    """`ProductFile`"""
    failed = pyqtSignal(str)
    finished = pyqtSignal()
    progressed = pyqtSignal(float)
    """0 to 1."""

    def __init__(self, job: ProductJob, engine, canvas, parent=None):
        super().__init__(parent)
        self._job, self._engine, self._canvas = job, engine, canvas
        self._product = job.product
        self._pictures, self._maps = {}, {}
        self._fetcher: Optional[PictureFetcher] = None
        self._renderer: Optional[MapRenderer] = None
        self._folder: Optional[Path] = None
        self._ended = False
        self._at_rest = threading.Event()
        self._at_rest.set()
        self._feedback = QgsFeedback()
        self._feedback.progressChanged.connect(lambda percent: self._tell("writing", percent, 100.0))

    @property
    def job(self) -> ProductJob:
        return self._job

    def start(self) -> None:
        """Begin with the places."""
        reason = self._refusal()
        if reason:
            self._fail(reason)
            return
        future = run_in_thread(self._job.places)
        future.done.connect(self._on_places)
        future.failed.connect(self._on_error)

    def stop(self) -> None:
        """Leave off, and let the next one begin; nobody is told. What is half written is removed."""
        if not self._ended:
            self._end()
            self.finished.emit()

    def cancel(self) -> None:
        """Leave off for good: waits until nothing is written any more."""
        self._end()
        self._at_rest.wait(END_S)

    # Step by step

    def _refusal(self) -> str:
        kind, driver = self._job.format.kind, self._job.format.driver
        if kind in (VECTOR, MAP_BOOK):
            return refusal(self._job.path, driver)
        return ""

    def _on_places(self, places) -> None:
        if self._ended:
            return
        if not places:
            self._fail(self.tr("There is no place to write. Confirm some with C, or choose everything that is shown."))
            return
        self._product = replace(self._product, places=tuple(places))
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="tilescribe-product-"))
        except OSError as error:
            self._on_error(error)
            return
        if not self._job.format.picture_px:
            self._write()
            return
        self._fetcher = PictureFetcher(
            self._engine, places, self._folder, size_px=self._job.format.picture_px, parent=self
        )
        self._fetcher.progressed.connect(lambda done, of: self._tell("pictures", done, of))
        self._fetcher.finished.connect(self._draw_maps)
        self._fetcher.start()

    def _draw_maps(self) -> None:
        self._pictures = self._fetcher.pictures()
        self._product = replace(self._product, places=self._fetcher.places())
        requests = self._map_requests()
        if not requests:
            self._write()
            return
        self._renderer = MapRenderer(self._canvas, self._folder, self)
        self._renderer.progressed.connect(lambda done, of: self._tell("maps", done, of))
        self._renderer.finished.connect(self._on_maps)
        self._renderer.start(requests)

    def _map_requests(self):
        """One by one as they are drawn, for many places have many maps; None where there are to be none."""
        product = self._product
        if self._job.format.kind == HTML:
            return [lambda: overview_request(product, ratio=1.0, width_px=HTML_MAP_PX, dpi=192.0)]
        if self._job.format.kind != PDF:
            return []
        width_px = round(PAGE_MM / 25.4 * MAP_DPI)
        requests = [lambda: overview_request(product, ratio=OVERVIEW_RATIO, width_px=width_px, dpi=MAP_DPI)]
        return requests + [lambda place=place: self._place_request(place) for place in product.places]

    def _place_request(self, place):
        ratio = map_ratio(place, self._pictures.get(place.number, Pictures()))
        width_mm = HALF_PAGE_MM if ratio == 1.0 else PAGE_MM
        return place_request(self._product, place, ratio=ratio, width_px=round(width_mm / 25.4 * MAP_DPI), dpi=MAP_DPI)

    def _on_maps(self) -> None:
        self._maps = self._renderer.pictures()
        self._write()

    def _write(self) -> None:
        self._at_rest.clear()
        future = run_in_own_thread(self._write_file)
        future.done.connect(self._on_written)
        future.failed.connect(self._on_error)

    def _write_file(self):
        """In a thread. Returns the layers of a vector file; leaves nothing where it does not come to its end."""
        try:
            if self._job.format.driver == GEOPACKAGE and Path(self._job.path).exists():
                return self._add_to_geopackage()
            staged = StagedFile(self._job.path)
            try:
                layers = self._write_to(staged.staged, [], adds=False)
                if self._feedback.isCanceled():
                    raise CancelledError
                staged.commit()
            finally:
                staged.discard()
            return layers
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._at_rest.set()

    def _add_to_geopackage(self):
        """Beside the layers that are in the file."""
        tables: list = []
        try:
            return self._write_to(self._job.path, tables, adds=True)
        except BaseException:
            for table in tables:
                # One that was not begun is not there.
                with contextlib.suppress(OSError):
                    drop_table(self._job.path, table)
            raise

    def _write_to(self, target: str, tables: list, *, adds: bool):
        kind, product, feedback = self._job.format.kind, self._product, self._feedback
        given = {"pictures": self._pictures, "feedback": feedback}
        if kind == PDF:
            write_pdf(product, target, overview=self._maps.get(0), maps=self._maps, **given)
        elif kind == HTML:
            write_html(product, target, overview=self._maps.get(0), **given)
        elif kind == KMZ:
            write_kmz(product, target, **given)
        elif kind == MAP_BOOK:
            return write_coverage(product, target, tables, adds=adds, **given)
        else:
            return write_layers(product, target, tables, driver=self._job.format.driver, adds=adds, feedback=feedback)
        return ()

    # How it ends

    def _on_written(self, layers) -> None:
        if self._ended:
            return
        self._end()
        self.written.emit(ProductFile(self._job, self._product, tuple(layers)))
        self.finished.emit()

    def _on_error(self, error) -> None:
        if self._ended or isinstance(error, CancelledError):
            return
        if not isinstance(error, (OSError, ValueError)):
            raise error
        self._fail(self.tr("The file could not be written. {reason}").format(reason=error).strip())

    def _fail(self, reason: str) -> None:
        self._end()
        self.failed.emit(reason)
        self.finished.emit()

    def _end(self) -> None:
        self._ended = True
        self._feedback.cancel()
        for part in (self._fetcher, self._renderer):
            if part is not None:
                part.stop()
        folder = self._folder
        if folder is not None and self._at_rest.is_set():
            run_in_thread(lambda: shutil.rmtree(folder, ignore_errors=True))

    def _tell(self, stage: str, done: float, of: float) -> None:
        begin, end = SHARES[stage]
        if not self._ended and of:
            self.progressed.emit(begin + (end - begin) * done / of)
