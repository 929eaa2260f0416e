"""Overviews are built beside the raster, never in it, and only asked for where they are felt."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import rasterio

from tilescribe.errors import RasterPermissionError, RasterReadError
from tilescribe.raster import build_overviews, lacks_overviews, open_raster
from tilescribe.testing.rasters import make_raster


def test_overviews_stand_beside_the_raster_whose_bytes_stay_the_same(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif", width=1200, height=900, tiled=True, compress="deflate")
    before = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    assert build_overviews(path) == tmp_path / "a.tif.ovr"
    assert hashlib.sha256(Path(path).read_bytes()).hexdigest() == before
    with rasterio.open(path) as source:
        assert source.overviews(1) == [2, 4]
    assert open_raster(path).has_overviews


@pytest.mark.parametrize("existing", [False, True])
def test_a_failed_build_leaves_no_half_file_and_removes_no_earlier_one(tmp_path: Path, existing: bool) -> None:
    path = make_raster(tmp_path / "a.tif", kind="truncated", width=1200, height=900)
    if existing:
        (tmp_path / "a.tif.ovr").write_bytes(b"someone else's")
    with pytest.raises(RasterReadError):
        build_overviews(path)
    assert (tmp_path / "a.tif.ovr").exists() == existing


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RasterPermissionError, match="nowhere"):
        build_overviews(str(tmp_path / "nowhere" / "a.tif"))


@pytest.mark.parametrize(
    ("width", "window_px", "has_overviews", "lacks"),
    [(4097, 896, False, True), (4096, 896, False, False), (4097, 895, False, False), (4097, 896, True, False)],
)
def test_only_a_large_raster_without_overviews_lacks_them(
    tmp_path: Path, width: int, window_px: int, has_overviews: bool, lacks: bool
) -> None:
    raster = open_raster(make_raster(tmp_path / "a.tif"))
    raster = replace(raster, width=width, has_overviews=has_overviews)
    assert lacks_overviews(raster, window_side_px=window_px, side_px=224) is lacks
