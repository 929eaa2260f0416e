"""Maps of one date, rendered beside the canvas and never in its thread."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.core import QgsMapRendererParallelJob, QgsMapSettings
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QImage

from .side import Side, layers_of_map

__all__ = ["MapRenderer", "RenderedMap"]

_jobs: set = set()
"""Keeps every job until it has ended: none may be deleted while its threads are at work."""
SETTLE_MS = 60
"""While the canvas is zoomed step by step, maps between need not be begun."""


@dataclass(frozen=True)
class RenderedMap:
    """A picture of a map, and where it lies."""

    image: QImage
    settings: QgsMapSettings


class MapRenderer(QObject):
    """Renders what a canvas shows, with the rasters of one date on top, as often as the canvas is drawn anew."""

    rendered = pyqtSignal(object)
    """A `RenderedMap`."""

    def __init__(self, canvas, parent=None):
        super().__init__(parent)
        self._canvas = canvas
        self._side = None
        self._job = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._begin)
        canvas.renderStarting.connect(self._request)

    @property
    def side(self):
        """The date that is rendered; None where none is wanted."""
        return self._side

    def show(self, side) -> None:
        """Render another date from now on; None for none."""
        self._side = side
        self._cancel()
        if side is None:
            self._timer.stop()
        else:
            self._begin()

    def close_down(self, *, wait: bool) -> None:
        """Let go of everything. A job that was cancelled ends by itself, which is waited for where QGIS may end."""
        self.show(None)
        self._canvas.renderStarting.disconnect(self._request)
        for job in list(_jobs) if wait else ():
            job.waitForFinished()

    def _request(self) -> None:
        if self._side is not None:
            self._timer.start()

    def _begin(self) -> None:
        self._cancel()
        settings = self._settings(self._side)
        if settings is None:
            return
        self._job = job = QgsMapRendererParallelJob(settings)
        _jobs.add(job)
        job.finished.connect(lambda: self._on_finished(job, settings))
        job.start()

    def _settings(self, side: Side):
        settings = QgsMapSettings(self._canvas.mapSettings())
        if side is None or settings.outputSize().isEmpty() or settings.extent().isEmpty():
            return None
        settings.setLayers(layers_of_map(self._canvas, side))
        return settings

    def _cancel(self) -> None:
        job, self._job = self._job, None
        if job is not None and job.isActive():
            job.cancelWithoutBlocking()

    def _on_finished(self, job, settings) -> None:
        if job is self._job:
            self._job = None
            self.rendered.emit(RenderedMap(job.renderedImage(), settings))
        _jobs.discard(job)
