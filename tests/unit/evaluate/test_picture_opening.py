"""Any picture becomes (height, width, 3) uint8, or says why not."""

from __future__ import annotations

import io
import os
import warnings
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import rasterio
from PIL import Image
from rasterio.enums import ColorInterp
from rasterio.errors import NotGeoreferencedWarning

from tilescribe.errors import PictureReadError
from tilescribe.evaluate.datasets import Picture, open_picture

SHAPE = (12, 20)
RNG = np.random.default_rng(7)


def picture(root: Path, member: str) -> Picture:
    return Picture(filename=member, container=str(root), member=member)


@contextmanager
def without_georeference() -> Iterator[None]:
    """Quiet while a test writes; reading is to be quiet of itself."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        yield


def write_tiff(root: Path, bands: np.ndarray, *, colours: tuple[ColorInterp, ...] = (), **profile: Any) -> Picture:
    count, height, width = bands.shape
    shape = {"count": count, "height": height, "width": width, "dtype": bands.dtype.name}
    with without_georeference(), rasterio.open(root / "a.tif", "w", driver="GTiff", **shape, **profile) as opened:
        if colours:
            opened.colorinterp = colours
        opened.write(bands)
    return picture(root, "a.tif")


@pytest.mark.parametrize("name", ["a.png", "a.bmp", "A.PNG"])
def test_pillow_formats_keep_their_pixels(tmp_path: Path, name: str) -> None:
    pixels = RNG.integers(0, 256, (*SHAPE, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(tmp_path / name)
    np.testing.assert_array_equal(open_picture(picture(tmp_path, name)), pixels)


@pytest.mark.parametrize("mode", ["L", "P", "RGBA", "CMYK", "1"])
def test_every_colour_mode_becomes_rgb(tmp_path: Path, mode: str) -> None:
    name = "a.tif" if mode == "CMYK" else "a.png"
    Image.new("RGB", SHAPE[::-1], (255, 255, 255)).convert(mode).save(tmp_path / name)
    opened = open_picture(picture(tmp_path, name))
    assert (opened.shape, opened.dtype) == ((*SHAPE, 3), np.uint8)


def test_a_16_bit_png_is_stretched_and_not_cut_off(tmp_path: Path) -> None:
    pixels = np.linspace(5_000, 6_000, SHAPE[0] * SHAPE[1]).reshape(SHAPE).astype(np.uint16)
    Image.fromarray(pixels).save(tmp_path / "a.png")
    opened = open_picture(picture(tmp_path, "a.png"))
    assert (opened.min(), opened.max()) == (0, 255)
    assert abs(float(opened.mean()) - 127) < 3


def test_a_geotiff_shows_the_bands_that_are_marked_as_colours(tmp_path: Path) -> None:
    bands = RNG.integers(0, 256, (4, *SHAPE), dtype=np.uint8)
    order = (ColorInterp.undefined, ColorInterp.blue, ColorInterp.green, ColorInterp.red)
    opened = open_picture(write_tiff(tmp_path, bands, colours=order, photometric="minisblack"))
    np.testing.assert_array_equal(opened, np.moveaxis(bands[[3, 2, 1]], 0, -1))


@pytest.mark.parametrize("count", [1, 2, 3, 13])
def test_any_number_of_bands_makes_a_picture(tmp_path: Path, count: int) -> None:
    bands = RNG.integers(0, 256, (count, *SHAPE), dtype=np.uint8)
    opened = open_picture(write_tiff(tmp_path, bands))
    shown = bands[:3] if count >= 3 else bands[[0, 0, 0]]
    np.testing.assert_array_equal(opened, np.moveaxis(shown, 0, -1))


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32"])
def test_more_than_8_bits_are_stretched_over_the_valid_pixels(tmp_path: Path, dtype: str) -> None:
    bands = RNG.integers(1_000, 2_000, (3, *SHAPE)).astype(dtype)
    bands[:, :3] = -9999 if dtype != "uint16" else 0
    opened = open_picture(write_tiff(tmp_path, bands, nodata=float(bands[0, 0, 0])))
    assert not opened[:3].any()
    assert 110 < opened[3:].mean() < 145


def test_not_a_number_is_black(tmp_path: Path) -> None:
    bands = RNG.random((3, *SHAPE)).astype(np.float32)
    bands[0, 0, 0] = np.nan
    opened = open_picture(write_tiff(tmp_path, bands))
    assert not opened[0, 0].any()
    assert opened[1:].any()


def test_a_palette_is_expanded(tmp_path: Path) -> None:
    shape = {"count": 1, "width": 2, "height": 1, "dtype": "uint8"}
    with without_georeference(), rasterio.open(tmp_path / "a.tif", "w", driver="GTiff", **shape) as opened:
        opened.write(np.array([[0, 1]], dtype=np.uint8), 1)
        opened.write_colormap(1, {0: (10, 20, 30, 255), 1: (200, 100, 50, 255)})
    np.testing.assert_array_equal(open_picture(picture(tmp_path, "a.tif")), [[[10, 20, 30], [200, 100, 50]]])


def test_a_geotiff_in_a_zip_opens(tmp_path: Path) -> None:
    bands = RNG.integers(0, 256, (3, *SHAPE), dtype=np.uint8)
    write_tiff(tmp_path, bands)
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(tmp_path / "a.tif", "deep/a.tif")
    opened = open_picture(picture(tmp_path / "all.zip", "deep/a.tif"))
    np.testing.assert_array_equal(opened, np.moveaxis(bands, 0, -1))


def test_many_threads_read_one_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for value in range(64):
            content = io.BytesIO()
            Image.new("RGB", (4, 4), (value, 0, 0)).save(content, "PNG")
            archive.writestr(f"{value}.png", content.getvalue())
    wanted = [picture(tmp_path / "all.zip", f"{value}.png") for value in range(64)]
    with ThreadPoolExecutor(8) as pool:
        assert [int(opened[0, 0, 0]) for opened in pool.map(open_picture, wanted)] == list(range(64))


def test_a_zip_written_anew_is_read_anew(tmp_path: Path) -> None:
    for value in (10, 20):
        content = io.BytesIO()
        Image.new("RGB", (4, 4), (value, 0, 0)).save(content, "PNG")
        with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
            archive.writestr("a.png", content.getvalue())
        os.utime(tmp_path / "all.zip", ns=(value, value))
        assert open_picture(picture(tmp_path / "all.zip", "a.png"))[0, 0, 0] == value


def _jpeg() -> bytes:
    content = io.BytesIO()
    Image.fromarray(RNG.integers(0, 256, (64, 64, 3), dtype=np.uint8)).save(content, "JPEG")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("cut.jpg", _jpeg()[:1500]),
        ("text.png", b"no picture at all"),
        ("empty.jpg", b""),
        ("text.tif", b"no picture at all"),
    ],
)
@pytest.mark.parametrize("zipped", [False, True])
def test_a_broken_picture_is_named(tmp_path: Path, name: str, content: bytes, zipped: bool) -> None:
    root = tmp_path / "all.zip" if zipped else tmp_path
    if zipped:
        with zipfile.ZipFile(root, "w") as archive:
            archive.writestr(name, content)
    else:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(PictureReadError, match=name):
        open_picture(picture(root, name))


def test_a_picture_that_is_gone_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.png", b"")
    for root in (tmp_path, tmp_path / "all.zip", tmp_path / "absent.zip"):
        for name in ("gone.png", "gone.tif"):
            with pytest.raises(PictureReadError, match=name):
                open_picture(picture(root, name))


def test_a_damaged_zip_member_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("a.jpg", _jpeg())
    data = bytearray((tmp_path / "all.zip").read_bytes())
    data[500] ^= 0xFF
    (tmp_path / "all.zip").write_bytes(data)
    with pytest.raises(PictureReadError, match="CRC"):
        open_picture(picture(tmp_path / "all.zip", "a.jpg"))
