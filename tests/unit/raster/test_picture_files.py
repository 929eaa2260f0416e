"""A picture file becomes (height, width, 3) uint8 by what it holds, or says why not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tilescribe.errors import InvalidPictureError
from tilescribe.raster import pictures
from tilescribe.raster.pictures import read_picture
from tilescribe.testing.rasters import make_raster

RNG = np.random.default_rng(3)
PIXELS = RNG.integers(0, 256, (12, 20, 3), dtype=np.uint8)


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_the_pixels_are_kept_whatever_the_file_is_called(tmp_path: Path, kind: str) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "picture.dat", kind)
    np.testing.assert_array_equal(read_picture(tmp_path / "picture.dat"), PIXELS)


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_photographs_are_read(tmp_path: Path, kind: str) -> None:
    Image.new("L", (20, 12), 200).save(tmp_path / "a", kind)
    read = read_picture(str(tmp_path / "a"))
    assert (read.shape, read.dtype) == ((12, 20, 3), np.uint8)
    assert 190 < read.mean() < 210


def test_a_geotiff_of_many_bits_is_stretched(tmp_path: Path) -> None:
    bands = RNG.integers(1_000, 2_000, (4, 40, 40)).astype(np.uint16)
    path = make_raster(tmp_path / "a.tif", width=40, height=40, count=4, dtype="uint16", pixels=bands)
    read = read_picture(path)
    assert read.shape == (40, 40, 3)
    assert (read.min(), read.max()) == (0, 255)


def test_a_large_tiff_is_averaged_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MAX_SIDE_PX", 10)
    checks = np.indices((12, 20)).sum(axis=0) % 2 * np.uint8(200)
    Image.fromarray(np.repeat(checks[..., None], 3, axis=2).astype(np.uint8)).save(tmp_path / "a.tif")
    read = read_picture(tmp_path / "a.tif")
    assert read.shape == (6, 10, 3)
    np.testing.assert_array_equal(read, 100)


@pytest.mark.parametrize("content", [b"", b"no picture", b"II*\0 cut short", b"\xff\xd8\xff\xe0 cut short", b"GIF89a"])
def test_what_is_no_picture_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(content)
    with pytest.raises(InvalidPictureError, match=r"a\.jpg"):
        read_picture(tmp_path / "a.jpg")


@pytest.mark.parametrize("kind", ["GIF", "PDF", "BMP"])
def test_other_kinds_are_refused(tmp_path: Path, kind: str) -> None:
    Image.fromarray(PIXELS).save(tmp_path / "a.png", kind)
    with pytest.raises(InvalidPictureError, match="none of the kinds"):
        read_picture(tmp_path / "a.png")


@pytest.mark.parametrize("name", ["gone.png", ".", "nul\0.png", "~nobody-of-that-name/a.png"])
def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, name: str) -> None:
    path = name if name.startswith("~") else str(tmp_path / name)
    with pytest.raises(InvalidPictureError, match="cannot be opened"):
        read_picture(path)


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    Image.new("L", (8_000, 7_000)).save(tmp_path / "a.png")
    with pytest.raises(InvalidPictureError, match="50 million"):
        read_picture(tmp_path / "a.png")
