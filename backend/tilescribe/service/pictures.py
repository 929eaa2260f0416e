"""Pictures in and out: what a client uploads, and thumbnails of tiles."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Literal

from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import InvalidPictureError, RasterNotFoundError, RasterReadError, TooLargeError, UnknownTileError
from tilescribe.raster.pictures import MAX_PICTURE_PX, PICTURE_FORMATS, decode_picture, picture_size
from tilescribe.service.schemas.searching import MAX_PICTURE_BYTES

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.types import StoredTile
    from tilescribe.domain.raster import Raster
    from tilescribe.raster import Scene
    from tilescribe.service.catalog_registry import OpenedCatalog

__all__ = ["JPEG_QUALITY", "Thumbnails", "changed", "decoded", "encoded", "tile_and_raster"]

_SENT = "that was sent"
_SCENES_KEPT = 64
JPEG_QUALITY = 85


def decoded(picture: str) -> NDArray[np.uint8]:
    """(height, width, 3) uint8 of a base64 JPEG, PNG or WebP.

    Raises:
        InvalidPictureError: it is none of these, or broken.
        TooLargeError: more than 8 MiB or 50 million pixels.
    """
    try:
        data = base64.b64decode(picture, validate=True)
    except (binascii.Error, ValueError) as error:
        raise InvalidPictureError("The picture is not base64", remedy="Send a JPEG, PNG or WebP as base64") from error
    if len(data) > MAX_PICTURE_BYTES:
        raise TooLargeError("The picture is larger than 8 MiB", remedy="Send a smaller one; 1,000 pixels are plenty")
    width, height = picture_size(data, _SENT, formats=PICTURE_FORMATS)
    if width * height > MAX_PICTURE_PX:
        raise TooLargeError(
            f"The picture has {width:,} by {height:,} pixels, more than 50 million",
            remedy="Send a smaller one; 1,000 pixels on a side are plenty",
        )
    return decode_picture(data, _SENT, formats=PICTURE_FORMATS)


class Thumbnails:
    """Draws tiles as JPEG. Keeps what it takes to know of a whole raster, for tiles are asked for in crowds."""

    def __init__(self) -> None:
        self._scenes: OrderedDict[tuple[str, str], Scene] = OrderedDict()
        self._lock = threading.Lock()

    def etag(self, opened: OpenedCatalog, tile_id: int, *, size_px: int) -> str:
        """Changes whenever the picture may; costs no look at a pixel."""
        tile, raster = tile_and_raster(opened, tile_id)
        window = (tile.row, tile.col, tile.height, tile.width)
        seed = repr((raster.path, raster.fingerprint, changed(raster.path), window, size_px, JPEG_QUALITY))
        return hashlib.blake2b(seed.encode(), digest_size=8).hexdigest()

    def jpeg(self, opened: OpenedCatalog, tile_id: int, *, size_px: int) -> bytes:
        """The tile with its longest side `size_px`, stretched as its whole raster is; north is where it is there.

        Raises:
            UnknownTileError: no such tile, or there is no picture in it.
            RasterNotFoundError, RasterReadError: its file is gone or broken.
        """
        return encoded(self.pixels(opened, tile_id, side_px=size_px).rgb(), "JPEG", size_px=size_px)

    def pixels(self, opened: OpenedCatalog, tile_id: int, *, side_px: int) -> TilePixels:
        """The tile, decimated to `side_px` where it has more; errors as `jpeg`."""
        from tilescribe.raster import BlankTile, read_tiles

        tile, raster = tile_and_raster(opened, tile_id)
        (outcome,) = read_tiles(raster, [tile.ref], scene=self.scene(opened, tile.raster_id, raster), side_px=side_px)
        if isinstance(outcome, BlankTile):
            raise UnknownTileError(
                f"Tile {tile_id} has no picture ({outcome.reason})", remedy="Choose a tile that is not blank"
            )
        if not isinstance(outcome, TilePixels):
            raise RasterReadError(outcome.reason, remedy="Check that the file is complete, and copy it again")
        return outcome

    def scene(self, opened: OpenedCatalog, raster_id: int, raster: Raster) -> Scene:
        """What is to be known of the whole raster, scanned once."""
        from tilescribe.raster import scene_of

        key = (raster.path, raster.fingerprint)
        with self._lock:
            if key in self._scenes:
                self._scenes.move_to_end(key)
                return self._scenes[key]
        scene = scene_of(raster, kept=opened.store.load_scene(raster_id))
        with self._lock:
            self._scenes[key] = scene
            if len(self._scenes) > _SCENES_KEPT:
                self._scenes.popitem(last=False)
        return scene


def encoded(pixels: NDArray[np.uint8], kind: Literal["JPEG", "PNG"], *, size_px: int) -> bytes:
    """(height, width, 3) uint8 as a file, its longest side `size_px`."""
    from PIL import Image

    picture = Image.fromarray(pixels)
    scale = size_px / max(picture.size)
    if scale != 1:
        size = max(1, round(picture.width * scale)), max(1, round(picture.height * scale))
        picture = picture.resize(size, Image.Resampling.BICUBIC)
    drawn = io.BytesIO()
    picture.save(drawn, kind, **({"quality": JPEG_QUALITY} if kind == "JPEG" else {}))
    return drawn.getvalue()


def tile_and_raster(opened: OpenedCatalog, tile_id: int) -> tuple[StoredTile, Raster]:
    """Raises UnknownTileError."""
    tile = opened.store.tiles([tile_id])[0]
    return tile, opened.store.load_raster(tile.raster_id)


def changed(path: str) -> int:
    """The last change of the files it consists of, in nanoseconds; 0 for what only a network could tell.

    Raises:
        RasterNotFoundError: it is gone.
    """
    from tilescribe.raster import no_longer_there, stamp

    try:
        return stamp(path).mtime_ns
    except RasterNotFoundError as error:
        raise no_longer_there(path) from error
