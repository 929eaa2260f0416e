"""Which rasters of the project, and of the catalog at a place, are of which date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Optional

from qgis.PyQt.QtCore import QObject

from ...core import routes
from ...core.formatting import format_acquisition_period
from ...core.places import dated
from ...core.protocol import Raster
from ...core.threads import run_in_thread

__all__ = ["CatalogDates", "KnownDates", "RasterDate"]


@dataclass(frozen=True)
class RasterDate:
    """A raster of the catalog with its date."""

    path: str
    title: str
    """Date and label; empty where neither is known."""
    label: str
    acquired: Optional[str]
    acquired_end: Optional[str]
    box: tuple
    """(west, south, east, north)"""

    def covers(self, lon: float, lat: float) -> bool:
        west, south, east, north = self.box
        return west <= lon <= east and south <= lat <= north


@dataclass(frozen=True)
class KnownDates:
    """The rasters of a catalog, and the layers of the project that show them."""

    rasters: tuple[RasterDate, ...] = ()
    layers: tuple = ()
    """(layer, RasterDate), the uppermost first."""

    @property
    def sets(self) -> dict[str, list]:
        """{title: layers} of the dates that the project shows, the earliest first."""
        found = {}
        for layer, raster in sorted(self.layers, key=lambda one: one[1].acquired or ""):
            if raster.title:
                found.setdefault(raster.title, []).append(layer)
        return found

    @property
    def labels(self) -> dict[str, list]:
        """{label: layers} of labels that rasters of several dates have, in the order of the layers."""
        found, titles = {}, {}
        for layer, raster in self.layers:
            if raster.label:
                found.setdefault(raster.label, []).append(layer)
                titles.setdefault(raster.label, set()).add(raster.title)
        return {label: layers for label, layers in found.items() if len(titles[label]) > 1}

    def label_of(self, path: str) -> str:
        """Of a raster of the catalog; empty where it has none."""
        return next((one.label for one in self.rasters if one.path == path), "")

    def title_of(self, path: str) -> str:
        """Of a raster of the catalog; empty where it has none."""
        return next((one.title for one in self.rasters if one.path == path), "")

    def of_layer(self, layer) -> str:
        """The title of a layer's raster; empty where the catalog does not have it."""
        return next((raster.title for one, raster in self.layers if one is layer), "")

    def other_at(self, lon: float, lat: float, *, path: str, acquired: Optional[str]) -> Optional[RasterDate]:
        """A raster of another date at a place: the last before, or else the newest."""
        own = self.title_of(path)
        others = [one for one in self.rasters if one.acquired and one.title != own and one.covers(lon, lat)]
        before = [one for one in others if acquired and str(one.acquired) < acquired]
        return max(before or others, key=lambda one: str(one.acquired), default=None)


class CatalogDates(QObject):
    """Asks the engine for the rasters of a catalog, once for each state of it."""

    def __init__(self, session, rasters, parent=None):
        super().__init__(parent)
        self._session = session
        self._rasters = rasters
        self._known = {}
        self._calls = []
        session.catalog_changed.connect(self._forget)

    def ask(self, catalog, then) -> None:
        """Call `then(KnownDates)` for a catalog, (id, path); without rasters where the engine does not answer."""
        known = self._known.get(catalog[0])
        if known is not None:
            self._match(known, then)
            return
        call = self._session.engine.send_to_catalog(catalog[1], routes.rasters(catalog[0]))
        self._calls.append(call)
        call.done.connect(lambda rasters: self._read(catalog[0], rasters, then))
        call.failed.connect(lambda _problem: then(KnownDates()))
        call.finished.connect(lambda: self._calls.remove(call) if call in self._calls else None)

    def close_down(self) -> None:
        self._session.catalog_changed.disconnect(self._forget)
        calls, self._calls = self._calls, []
        for call in calls:
            call.cancel()

    def _forget(self, *_args) -> None:
        """Rasters may have come, or been given dates."""
        self._known.clear()

    def _read(self, catalog_id: str, rasters: tuple[Raster, ...], then) -> None:
        def keep(known) -> None:
            self._known[catalog_id] = known
            self._match(known, then)

        run_in_thread(partial(_dates_of, rasters)).done.connect(keep)

    def _match(self, known: tuple[RasterDate, ...], then) -> None:
        by_path = {one.path: one for one in known}

        def tell(found) -> None:
            seen = {}
            for path, layers in found.items():
                for layer in layers:
                    seen.setdefault(layer.id(), (layer, by_path[path]))
            then(KnownDates(known, tuple(seen.values())))

        self._rasters.find(list(by_path), tell)


def _dates_of(rasters: tuple[Raster, ...]) -> tuple[RasterDate, ...]:
    return tuple(
        RasterDate(
            one.path,
            dated(format_acquisition_period(one.acquired, one.acquired_end), one.label),
            one.label,
            one.acquired,
            one.acquired_end,
            _box(one.geometry),
        )
        for one in rasters
    )


def _box(geometry: dict) -> tuple:
    """Of a GeoJSON Polygon or MultiPolygon; an impossible one of anything else, or nothing."""
    points: list = []
    stack = [geometry.get("coordinates") or []] if geometry else []
    while stack:
        part = stack.pop()
        if part and isinstance(part[0], (int, float)):
            points.append(part)
        else:
            stack.extend(part)
    if not points:
        return (1.0, 1.0, 0.0, 0.0)
    longitudes, latitudes = [one[0] for one in points], [one[1] for one in points]
    return (min(longitudes), min(latitudes), max(longitudes), max(latitudes))
