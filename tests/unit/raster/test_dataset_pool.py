"""A source that was missing once is read again when it is back, in the same process."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from rasterio.errors import RasterioIOError
from tests.mosaics import WIDTH, side_by_side, vrt

from tilescribe.domain.tile import Window
from tilescribe.errors import RasterReadError
from tilescribe.raster import open_raster
from tilescribe.raster.arrays import WindowReader
from tilescribe.raster.gdal import dataset
from tilescribe.raster.sampling import sample_pixels

AGAIN = 40
"""Handles that are opened one beside the other: one of them lies where the one that failed lay."""


@pytest.fixture(autouse=True)
def pool(tmp_path: Path) -> Iterator[None]:
    """GDAL drops its pool with the last VRT that is open; a notebook, or a service, holds one."""
    (tmp_path / "held").mkdir()
    with dataset(vrt(tmp_path / "held" / "held.vrt", side_by_side(tmp_path / "held"))) as opened:
        opened.read()
        yield


@pytest.fixture
def mosaic(tmp_path: Path) -> str:
    return vrt(tmp_path / "all.vrt", side_by_side(tmp_path, 3))


def hide(tmp_path: Path) -> None:
    shutil.move(tmp_path / "part1.tif", tmp_path / "away.tif")


def show_again(tmp_path: Path) -> None:
    shutil.move(tmp_path / "away.tif", tmp_path / "part1.tif")


def seen(mosaic: str) -> list[float]:
    """The share of the middle part that has a value, as each of many handles sees it."""
    from contextlib import ExitStack

    with ExitStack() as handles:
        opened = [handles.enter_context(dataset(mosaic)) for _ in range(AGAIN)]
        return [float(np.mean(one.read(1)[:, WIDTH : 2 * WIDTH] > 0)) for one in opened]


def test_after_a_failed_read_of_a_window(tmp_path: Path, mosaic: str) -> None:
    raster, before = open_raster(mosaic), seen(mosaic)
    with dataset(raster) as opened:
        reader = WindowReader(raster, opened)
        hide(tmp_path)
        # The second asks a handle of its own, which is closed in turn.
        for row in (0, 8):
            with pytest.raises(RasterioIOError, match=r"part1\.tif"):
                reader.read(Window(col=WIDTH, row=row, width=WIDTH, height=8))
        reader.close()
    show_again(tmp_path)
    assert seen(mosaic) == before


def test_after_a_source_that_goes_while_it_is_read(
    tmp_path: Path, mosaic: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The check before the read still finds it: it is GDAL that fails."""
    raster, before = open_raster(mosaic), seen(mosaic)
    with dataset(raster) as opened:
        reader = WindowReader(raster, opened)
        hide(tmp_path)
        monkeypatch.setattr(reader._watch, "check", lambda window: None)
        with pytest.raises(RasterioIOError):
            reader.read(Window(col=WIDTH, row=0, width=WIDTH, height=8))
    show_again(tmp_path)
    assert seen(mosaic) == before


def test_after_a_failed_read_by_anyone(tmp_path: Path, mosaic: str) -> None:
    before = seen(mosaic)
    hide(tmp_path)
    with pytest.raises(RasterReadError, match=r"part1\.tif"), dataset(mosaic) as opened:
        opened.read()
    show_again(tmp_path)
    assert seen(mosaic) == before


def test_after_a_failed_read_that_nobody_minded(tmp_path: Path, mosaic: str) -> None:
    before = seen(mosaic)
    hide(tmp_path)
    with dataset(mosaic) as opened:
        sample_pixels(opened, [1, 2, 3])
    show_again(tmp_path)
    assert seen(mosaic) == before
