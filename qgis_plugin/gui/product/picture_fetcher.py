"""Pictures of places, both dates, from the engine into a folder."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from pathlib import Path

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QImage

from ...core import routes
from ...core.files import file_name
from ...core.product.places import EarlierDate, Pictures

__all__ = ["PictureFetcher"]

AT_ONCE = 4
PAIR = "pair"
"""Stands for the question whether the engine has compared the tile with an earlier date."""


class PictureFetcher(QObject):
    """Fetches what each of some `ProductPlace`s needs; a picture that cannot be had is left out."""

    progressed = pyqtSignal(int, int)
    """Pictures that are settled, and all."""
    finished = pyqtSignal()
    """Once; never from within `start`."""

    def __init__(self, engine, places, folder: Path, *, size_px: int, parent=None):
        super().__init__(parent)
        self._engine = engine
        self._folder = folder
        self._size_px = size_px
        self._places = {place.number: place for place in places}
        self._left = deque(job for place in places for job in _jobs(place, size_px))
        self._all = len(self._left)
        self._calls = set()
        self._files = {}

    def start(self) -> None:
        """Ask for the first ones."""
        if self._left:
            self._fetch_next()
        else:
            self.finished.emit()

    def stop(self) -> None:
        """Let go of what is in flight; `finished` does not come."""
        self._left.clear()
        while self._calls:
            self._calls.pop().cancel()

    def places(self) -> tuple:
        """The places, with the earlier date where the engine knew of one."""
        return tuple(self._places.values())

    def pictures(self) -> dict:
        """`Pictures` by the number of the place."""
        numbers = {number for number, _ in self._files}
        return {
            number: Pictures(self._files.get((number, "now")), self._files.get((number, "earlier")))
            for number in numbers
        }

    def _fetch_next(self) -> None:
        while self._left and len(self._calls) < AT_ONCE:
            self._fetch(*self._left.popleft())
        if not self._calls:
            self.finished.emit()

    def _fetch(self, place, which: str, route) -> None:
        call = self._engine.send_to_catalog(place.catalog_path, route)
        self._calls.add(call)
        if which == PAIR:
            call.done.connect(lambda pair: self._on_pair(call, place, pair))
            call.failed.connect(lambda _problem: self._on_pair(call, place, None))
            return
        call.done.connect(lambda jpeg: self._on_picture(call, place.number, which, jpeg))
        call.failed.connect(lambda _problem: self._on_picture(call, place.number, which, b""))

    def _on_pair(self, call, place, pair) -> None:
        """Now it is known which pictures there are; without a pair, that of the tile alone."""
        self._calls.discard(call)
        known = replace(place, may_have_earlier=False)
        if pair is not None and pair.before_paths:
            known = replace(known, earlier=_earlier(pair), change=place.change or pair.change)
        self._places[place.number] = known
        jobs = _jobs(known, self._size_px)
        self._all += len(jobs) - 1
        self._left.extendleft(reversed(jobs))
        self._fetch_next()

    def _on_picture(self, call, number: int, which: str, jpeg: bytes) -> None:
        self._calls.discard(call)
        file = self._folder / f"{number}-{which}.jpg"
        if jpeg and not QImage.fromData(jpeg).isNull():
            try:
                file.write_bytes(jpeg)
                self._files[(number, which)] = file
            except OSError:
                # The product is written without it, and says on the page that there is none.
                self._files.pop((number, which), None)
        self.progressed.emit(self._all - len(self._left) - len(self._calls), self._all)
        self._fetch_next()


def _jobs(place, size_px: int) -> list:
    """(place, now, earlier or PAIR, route)"""
    if place.tile_id is None or not place.catalog_id:
        return []
    catalog, tile, earlier = place.catalog_id, place.tile_id, place.earlier
    if place.may_have_earlier and earlier is None:
        return [(place, PAIR, routes.pair(catalog, tile))]
    if earlier is not None and earlier.compared:
        sides = {"earlier": "before", "now": "after"}
        return [
            (place, which, routes.pair_picture(catalog, tile, side, size_px=size_px)) for which, side in sides.items()
        ]
    jobs = [(place, "now", routes.thumbnail(catalog, tile, size_px=size_px))]
    if earlier is not None:
        jobs.append((place, "earlier", routes.thumbnail(catalog, earlier.tile_id, size_px=size_px)))
    return jobs


def _earlier(pair) -> EarlierDate:
    """Of `PairDetails`."""
    return EarlierDate(
        tile_id=pair.tile_id,
        compared=True,
        acquired=pair.before_acquired,
        acquired_end=pair.before_acquired_end,
        label=str(getattr(pair, "before_label", "") or ""),
        raster=", ".join(file_name(path) for path in pair.before_paths),
        summary=pair.before_summary,
    )
