"""A filler of layers that adds many features without blocking the window."""

from __future__ import annotations

from itertools import islice

from qgis.PyQt.QtCore import QElapsedTimer, QObject, QTimer, pyqtSignal

from .result_fields import feature_of

__all__ = ["LayerFiller"]

CHUNK = 100
SLICE_MS = 20
"""The window stays free for the other half of the 50 ms that it may be held."""


class LayerFiller(QObject):
    """Fills one layer with hits in slices, each in its own turn of the event loop."""

    added = pyqtSignal(dict)
    """{tile number: feature id} of one slice"""
    filled = pyqtSignal()

    def __init__(self, parent=None):
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._add_slice)
        self._provider = None
        self._hits = iter(())

    def fill(self, provider, hits) -> None:
        """Replace what the provider holds by the hits."""
        self.stop()
        provider.truncate()
        self._provider = provider
        self._hits = iter(hits)
        self._timer.start()
        if len(hits) <= CHUNK:
            # So few are there at once; of many, not even the first slice fits into the turn that shows the list.
            self._add_slice()

    def stop(self) -> None:
        """Leave the layer as it is."""
        self._timer.stop()
        self._provider = None

    def finish(self) -> None:
        """Add what is left now, however long that takes."""
        while self.busy:
            self._add_slice()

    @property
    def busy(self) -> bool:
        return self._timer.isActive()

    def _add_slice(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        while clock.elapsed() < SLICE_MS:
            hits = list(islice(self._hits, CHUNK))
            if not hits:
                self.stop()
                self.filled.emit()
                return
            _, features = self._provider.addFeatures([feature_of(hit) for hit in hits])
            self.added.emit({hit.tile_id: feature.id() for hit, feature in zip(hits, features)})
