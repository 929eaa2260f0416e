"""Pictures of both dates of a tile, and of their difference."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Literal, get_args

from tilescribe.errors import RasterNotFoundError, UnknownTileError
from tilescribe.service.change_requests import pair_of_tile
from tilescribe.service.pictures import JPEG_QUALITY, Thumbnails, changed, encoded, tile_and_raster

if TYPE_CHECKING:
    from tilescribe.catalog.types import StoredPair, StoredRaster
    from tilescribe.comparing.pictures import PairPictures
    from tilescribe.domain.raster import Raster
    from tilescribe.service.catalog_registry import OpenedCatalog

__all__ = ["PairThumbnails", "Side"]

Side = Literal["before", "after", "difference"]
_KEPT = 8
"""Pairs whose three pictures are kept, for whoever asks for one asks for the others: up to 9 MB each, of 1,024 px."""


class PairThumbnails:
    """Draws pairs of dates. Both pictures show the same ground, pixel by pixel, equally bright.

    Args:
        thumbnails: What reads tiles, and knows of whole rasters.
    """

    def __init__(self, thumbnails: Thumbnails) -> None:
        self._thumbnails = thumbnails
        self._drawn: OrderedDict[str, Future[PairPictures]] = OrderedDict()
        self._lock = threading.Lock()

    def etag(self, opened: OpenedCatalog, changes: OpenedCatalog, tile_id: int, side: Side, *, size_px: int) -> str:
        """Changes whenever the picture may; costs no look at a pixel. Errors as `picture`."""
        pair = pair_of_tile(changes.store, tile_id)
        return f"{_digest(opened, pair, tile_id, size_px=size_px)}{get_args(Side).index(side)}"

    def picture(
        self, opened: OpenedCatalog, changes: OpenedCatalog, tile_id: int, side: Side, *, size_px: int
    ) -> bytes:
        """One of the three with its longest side `size_px`: a JPEG of a date, a PNG of the difference.

        Raises:
            UnknownTileError: no such tile, it is compared with nothing, or there is no picture in either date.
            RasterNotFoundError, RasterReadError: a file is gone or broken.
        """
        pair = pair_of_tile(changes.store, tile_id)
        found = self._pictures(opened, pair, tile_id, size_px=size_px)
        return encoded(getattr(found, side), "PNG" if side == "difference" else "JPEG", size_px=size_px)

    def _pictures(self, opened: OpenedCatalog, pair: StoredPair, tile_id: int, *, size_px: int) -> PairPictures:
        """Drawn once for all who ask at a time."""
        key = _digest(opened, pair, tile_id, size_px=size_px)
        with self._lock:
            drawn = self._drawn.get(key)
            if drawn is not None:
                self._drawn.move_to_end(key)
            else:
                coming = self._drawn[key] = Future()
                if len(self._drawn) > _KEPT:
                    self._drawn.popitem(last=False)
        if drawn is not None:
            return drawn.result()
        try:
            coming.set_result(self._draw(opened, pair, tile_id, side_px=size_px))
        except BaseException as error:
            with self._lock:
                self._drawn.pop(key, None)
            coming.set_exception(error)
            raise
        return coming.result()

    def _draw(self, opened: OpenedCatalog, pair: StoredPair, tile_id: int, *, side_px: int) -> PairPictures:
        from tilescribe.comparing.pictures import pair_pictures

        earlier = []
        for stored in _earlier(opened, pair):
            raster = opened.store.load_raster(stored.id)
            earlier.append((raster, self._thumbnails.scene(opened, stored.id, raster)))
        after = self._thumbnails.pixels(opened, tile_id, side_px=side_px)
        found = pair_pictures(after, earlier, alignment=pair.alignment)
        if found is None:
            raise UnknownTileError(
                f"The earlier date shows nothing of tile {tile_id}",
                remedy="Choose a tile that both dates show, or compare again",
            )
        return found


def _earlier(opened: OpenedCatalog, pair: StoredPair) -> Sequence[StoredRaster]:
    """The rasters of the earlier date, in the order of the plan.

    Raises:
        RasterNotFoundError: the catalog has one of them no longer.
    """
    for filling in (True, False):  # what was counted a moment ago will do, where it has them all
        known = {raster.path: raster for raster in opened.statistics.current(filling=filling).rasters}
        missing = [path for path in pair.plan.before_paths if path not in known]
        if not missing:
            return [known[path] for path in pair.plan.before_paths]
    raise RasterNotFoundError(
        f"{missing[0]}, which shows the earlier date, is no longer in the catalog",
        remedy="Index it again, or compare again with what is there",
    )


def _digest(opened: OpenedCatalog, pair: StoredPair, tile_id: int, *, size_px: int) -> str:
    tile, raster = tile_and_raster(opened, tile_id)
    window = (tile.row, tile.col, tile.height, tile.width)
    shown: list[Raster | StoredRaster] = [raster, *_earlier(opened, pair)]
    files = [(one.path, one.fingerprint, changed(one.path)) for one in shown]
    seed = repr((opened.id, files, window, pair.alignment, size_px, JPEG_QUALITY))
    return hashlib.blake2b(seed.encode(), digest_size=8).hexdigest()
