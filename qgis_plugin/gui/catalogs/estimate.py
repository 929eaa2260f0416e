"""The estimate of what indexing would take."""

from __future__ import annotations

from typing import Optional

from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, pyqtSignal

from ...core import routes
from ...core.client import Call
from ...core.formatting import format_bytes, format_count, format_duration, format_levels
from ...core.protocol import Estimate, EstimateRequest, Problem

__all__ = ["Estimator", "enough_space", "estimate_text"]

PAUSE_MS = 400
"""Asked when the user has stopped changing things."""
SPARE_BYTES = 200_000_000
"""What should be left on the disk."""


class Estimator(QObject):
    """Asks for the estimate of the latest request only."""

    estimated = pyqtSignal(object)
    """Estimate"""
    failed = pyqtSignal(object)
    """Problem"""

    def __init__(self, engine, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._request: Optional[EstimateRequest] = None
        self._call: Optional[Call] = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._ask)

    def request(self, request: EstimateRequest) -> None:
        """Ask soon; what was asked before is let go of."""
        self.cancel()
        self._request = request
        self._timer.start()

    def cancel(self) -> None:
        self._timer.stop()
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _ask(self) -> None:
        assert self._request is not None  # nosec B101
        self._call = self._engine.send(routes.estimate(self._request))
        self._call.done.connect(self._on_estimate)
        self._call.failed.connect(self._on_failed)

    def _on_estimate(self, estimate: Estimate) -> None:
        self._call = None
        self.estimated.emit(estimate)

    def _on_failed(self, problem: Problem) -> None:
        self._call = None
        self.failed.emit(problem)


def estimate_text(estimate: Estimate) -> str:
    """One or two lines."""
    if not estimate.rasters:
        return _tr("No raster here can be indexed.")
    if not estimate.pending:
        return QCoreApplication.translate("Estimate", "All %Ln tiles are described already.", None, estimate.tiles)
    work = _tr("{tiles} tiles ({sizes}) of {rasters} rasters: {time}, {size} on disk.").format(
        tiles=format_count(estimate.pending),
        sizes=format_levels(estimate.levels_m),
        rasters=format_count(estimate.rasters),
        time=format_duration(estimate.seconds),
        size=format_bytes(estimate.size_bytes),
    )
    if not estimate.complete:
        work = _tr("At least {work}").format(work=work)
    if not enough_space(estimate):
        full = _tr("Only {free} are free: make space first, or keep the catalog on another disk.")
        return f"{work} {full.format(free=format_bytes(estimate.free_bytes or 0))}"
    return (
        work if estimate.measured else f"{work} {_tr('The time is a guess; this computer has not been measured yet.')}"
    )


def enough_space(estimate: Estimate) -> bool:
    return estimate.free_bytes is None or estimate.size_bytes + SPARE_BYTES < estimate.free_bytes


def _tr(text: str) -> str:
    return QCoreApplication.translate("Estimate", text)
