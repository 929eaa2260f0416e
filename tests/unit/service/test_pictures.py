"""Pictures come in safely and go out as they should."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.unit.catalog.made_up import sql

from tilescribe.errors import InvalidPictureError, RasterNotFoundError, TooLargeError, UnknownTileError
from tilescribe.service.engine import Engine
from tilescribe.service.pictures import decoded
from tilescribe.service.schemas.catalogs import OpenCatalog
from tilescribe.service.schemas.searching import MAX_PICTURE_BYTES


def encoded(image: Image.Image, kind: str = "PNG", **options: object) -> str:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return base64.b64encode(stream.getvalue()).decode()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_pictures_of_the_usual_kinds_are_read(kind: str, mode: str) -> None:
    pixels = decoded(encoded(Image.new(mode, (7, 5), 200), kind))
    assert (pixels.shape, pixels.dtype) == ((5, 7, 3), np.uint8)
    assert 190 < pixels[..., 0].mean() < 210


@pytest.mark.parametrize("picture", ["", "no base64!", "bm90IGEgcGljdHVyZQ==", "iVBORw0KGgo="])
def test_what_is_no_picture_is_refused(picture: str) -> None:
    with pytest.raises(InvalidPictureError):
        decoded(picture)


def test_kinds_that_are_more_than_a_picture_are_refused() -> None:
    for kind in ("TIFF", "GIF", "PDF"):
        with pytest.raises(InvalidPictureError):
            decoded(encoded(Image.new("RGB", (4, 4)), kind))


def test_a_picture_cut_short_is_refused() -> None:
    whole = base64.b64decode(encoded(Image.effect_noise((64, 64), 90).convert("RGB")))
    with pytest.raises(InvalidPictureError):
        decoded(base64.b64encode(whole[: len(whole) // 2]).decode())


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(TooLargeError, match="50 million"):
        decoded(encoded(Image.new("L", (8_000, 7_000))))
    with pytest.raises(TooLargeError, match="8 MiB"):
        decoded(base64.b64encode(b"\0" * (MAX_PICTURE_BYTES + 1)).decode())


@pytest.fixture
def catalog(engine: Engine, described: Path) -> str:
    return engine.open_catalog(OpenCatalog(path=str(described)))[0].id


@pytest.mark.parametrize("size_px", [16, 100, 1024])
def test_a_thumbnail_is_as_large_as_asked(engine: Engine, catalog: str, size_px: int) -> None:
    with Image.open(io.BytesIO(engine.thumbnail(catalog, 1, size_px=size_px))) as image:
        assert (image.format, max(image.size)) == ("JPEG", size_px)


def test_thumbnails_of_neighbours_share_one_stretch(engine: Engine, catalog: str) -> None:
    """Water lies in the west and forest in the east: stretched each by itself, both would be bright."""
    brightness = []
    for tile_id in (1, 3):
        with Image.open(io.BytesIO(engine.thumbnail(catalog, tile_id, size_px=64))) as image:
            brightness.append(np.asarray(image, dtype=float)[..., 2].mean())
    assert brightness[0] > 2 * brightness[1], "blue water beside dark forest"


def test_an_etag_changes_with_the_picture_only(engine: Engine, catalog: str, raster: Path) -> None:
    first = engine.etag(catalog, 1, size_px=64)
    assert engine.etag(catalog, 1, size_px=64) == first
    assert len({first, engine.etag(catalog, 2, size_px=64), engine.etag(catalog, 1, size_px=65)}) == 3
    import os

    os.utime(raster, (1, 1))
    assert engine.etag(catalog, 1, size_px=64) != first


def test_a_raster_that_is_gone_is_said_to_be_gone(engine: Engine, catalog: str, raster: Path) -> None:
    raster.unlink()
    with pytest.raises(RasterNotFoundError, match="no longer there"):
        engine.etag(catalog, 1, size_px=64)


def test_tiles_without_a_picture_are_refused(engine: Engine, catalog: str, described: Path, raster: Path) -> None:
    import rasterio

    with pytest.raises(UnknownTileError, match="99"):
        engine.thumbnail(catalog, 99, size_px=64)
    with rasterio.open(raster, "r+") as sink:
        sink.write(np.full((4, 672, 672), 5, dtype="uint16"))
    sql(described, "UPDATE tiles SET state = 'blank', reason = 'one flat value' WHERE id = 1")
    with pytest.raises(UnknownTileError, match="flat"):
        engine.thumbnail(catalog, 1, size_px=64)
