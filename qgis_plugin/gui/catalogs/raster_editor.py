"""Gives rasters dates and labels through the engine, and takes the last change back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...core import routes
from ...core.protocol import EditedRasters
from ...core.raster_names import NamedRaster
from ...core.routes import AS_THE_FILE_SAYS

__all__ = ["Edit", "RasterEditor"]


@dataclass(frozen=True)
class Edit:
    """What is said of some rasters; None stays as it is."""

    raster_ids: tuple[int, ...]
    acquired: Optional[str] = None
    label: Optional[str] = None


class RasterEditor(QObject):
    """One change at a time."""

    done = pyqtSignal(int, object)
    """How many rasters differ from before, and notices, a sentence each."""
    failed = pyqtSignal(object)
    """A `Problem`."""
    busy_changed = pyqtSignal(bool)

    def __init__(self, engine, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._catalog = ("", "")
        self._before: tuple[Edit, ...] = ()
        self._waiting: list[Edit] = []
        self._changed = 0
        self._notices: tuple[str, ...] = ()
        self._call = None

    @property
    def busy(self) -> bool:
        return self._call is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._before) and not self.busy

    def set_catalog(self, path: str, catalog_id: str) -> None:
        if (path, catalog_id) != self._catalog:
            self._before = ()
        self._catalog = (path, catalog_id)

    def edit(
        self, rasters: Iterable[NamedRaster], *, acquired: Optional[str] = None, label: Optional[str] = None
    ) -> None:
        """Say it of these rasters."""
        chosen = tuple(rasters)
        self._before = _earlier(chosen, dated=acquired is not None, labelled=label is not None)
        self._start([Edit(tuple(raster.raster_id for raster in chosen), acquired, label)])

    def undo(self) -> None:
        """As it was before the last change."""
        before, self._before = self._before, ()
        self._start(list(before))

    def close_down(self) -> None:
        """What is sent is sent; nobody hears of it any more."""
        if self._call is not None:
            self._call.cancel()
            self._call = None

    def _start(self, edits: list[Edit]) -> None:
        self._waiting, self._changed, self._notices = edits, 0, ()
        self.busy_changed.emit(True)
        self._send()

    def _send(self) -> None:
        edit = self._waiting.pop(0)
        path, catalog_id = self._catalog
        request = routes.edit_rasters(catalog_id, edit.raster_ids, acquired=edit.acquired, label=edit.label)
        self._call = self._engine.send_to_catalog(path, request)
        self._call.done.connect(self._on_done)
        self._call.failed.connect(self._on_failed)

    def _on_done(self, edited: EditedRasters) -> None:
        self._changed += edited.changed
        self._notices = tuple(dict.fromkeys((*self._notices, *edited.notices)))
        if self._waiting:
            self._send()
            return
        self._call = None
        self.busy_changed.emit(False)
        self.done.emit(self._changed, self._notices)

    def _on_failed(self, problem) -> None:
        self._call, self._waiting = None, []
        self.busy_changed.emit(False)
        self.failed.emit(problem)


def _earlier(rasters: tuple[NamedRaster, ...], *, dated: bool, labelled: bool) -> tuple[Edit, ...]:
    """What brings back how these rasters are now."""
    alike: dict[tuple[Optional[str], Optional[str]], list[int]] = defaultdict(list)
    for raster in rasters:
        # What a person said is said again; else the file is asked again.
        acquired = _date_of(raster) if dated else None
        alike[acquired, raster.label if labelled else None].append(raster.raster_id)
    return tuple(Edit(tuple(ids), acquired, label) for (acquired, label), ids in alike.items())


def _date_of(raster: NamedRaster) -> str:
    return raster.date.replace(" – ", "/") if raster.date_source == "user" else AS_THE_FILE_SAYS
