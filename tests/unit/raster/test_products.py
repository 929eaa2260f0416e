"""Scenes of one file a band: what belongs together is one raster, and what does not stays by itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.errors import RasterioError
from tests.products import HLS, LANDSAT, write_hls, write_landsat, write_safe

from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.names import band_files, base_name, gdal_name
from tilescribe.domain.tile import TileRef, Window
from tilescribe.errors import RasterNotFoundError, RasterReadError
from tilescribe.raster import (
    build_overviews,
    dataset,
    find_rasters,
    fingerprint,
    open_raster,
    read_tiles,
    scan_scene,
    stamp,
)
from tilescribe.raster.arrays import WindowReader
from tilescribe.raster.products import gather_products, sources_of

MSI = (Role.BLUE, Role.GREEN, Role.RED, *[Role.RED_EDGE] * 3, Role.NIR, Role.NIR_NARROW, Role.SWIR1, Role.SWIR2)
OLI = (Role.COASTAL, Role.BLUE, Role.GREEN, Role.RED, Role.NIR, Role.SWIR1, Role.SWIR2)


def test_a_landsat_scene_is_one_raster_with_its_roles_and_scaling(tmp_path: Path) -> None:
    write_landsat(tmp_path)
    (path,) = find_rasters([str(tmp_path)]).rasters
    bands = [f"SR_B{number}" for number in range(1, 8)]
    assert path == f"{tmp_path}/{LANDSAT}_{{{','.join(bands)}}}.TIF"
    raster = open_raster(path)
    assert raster.roles == OLI
    assert (raster.profile, raster.quantity, raster.sensor) == ("landsat-c2-l2", Quantity.REFLECTANCE, "Landsat 8/9")
    assert {(band.scale, band.offset) for band in raster.bands} == {(2.75e-05, -0.2)}
    assert raster.acquired is not None
    assert raster.acquired.isoformat() == "2020-08-31T00:00:00+00:00"
    assert raster.sources == tuple(f"{LANDSAT}_{band}.TIF" for band in bands)
    assert "Put together from 7 files of one band each; quality, class and other bands are left out" in raster.notices
    with dataset(raster) as source:
        for number, band in enumerate(bands, start=1):
            with rasterio.open(tmp_path / f"{LANDSAT}_{band}.TIF") as single:
                assert (source.read(number) == single.read(1)).all()


def test_an_hls_granule_is_one_raster_that_keeps_its_nodata(tmp_path: Path) -> None:
    write_hls(tmp_path)
    (path,) = find_rasters([str(tmp_path)]).rasters
    raster = open_raster(path)
    assert raster.roles == MSI
    assert (raster.profile, raster.bands[0].scale, raster.bands[0].offset) == ("hls-s30", 1e-4, 0.0)
    assert raster.nodata == (-9999.0,) * 10
    assert base_name(path) == HLS


def test_hls_of_landsat_has_the_bands_of_landsat_and_the_scaling_of_hls(tmp_path: Path) -> None:
    write_hls(tmp_path, scene=HLS.replace("S30", "L30"))
    (path,) = find_rasters([str(tmp_path)]).rasters
    raster = open_raster(path)
    assert raster.roles == OLI
    assert (raster.profile, raster.bands[0].scale, raster.sensor) == ("hls-l30", 1e-4, "Landsat 8/9")


def test_a_safe_folder_is_one_raster_of_the_finest_grid(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    assert find_rasters([str(tmp_path)]).rasters == (str(safe),)
    assert find_rasters([str(safe)]).rasters == (str(safe),)
    raster = open_raster(str(safe))
    assert raster.roles == MSI
    assert (raster.width, raster.height, raster.transform) == (240, 240, (10, 0, 500_000, 0, -10, 5_300_000))
    assert (raster.profile, raster.bands[0].scale) == ("sentinel-2-10", 1e-4)
    assert raster.bands[0].offset == pytest.approx(-0.1)  # baseline 04.00
    with dataset(raster) as source:
        blue, swir = source.read(1), source.read(9)
    assert blue.min() == 2200
    assert swir.min() == 3100
    # 20 m pixels stand for four of 10 m.
    assert (swir[::2, ::2] == swir[1::2, 1::2]).all()
    single = next(path for path in safe.rglob("*_B11_20m.jp2"))
    with rasterio.open(single) as coarse:
        assert (coarse.read(1) == swir[::2, ::2]).all()


def test_two_granules_of_one_safe_folder_are_two_rasters(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    first = next((safe / "GRANULE").iterdir())
    second = shutil.copytree(first, first.with_name(first.name.replace("T31UFU", "T31UFV")))
    assert find_rasters([str(tmp_path)]).rasters == (str(first), str(second))
    assert open_raster(str(second)).roles == MSI


def test_scenes_in_archives_are_put_together_too(tmp_path: Path) -> None:
    write_landsat(tmp_path / "landsat")
    safe = write_safe(tmp_path / "sentinel")
    tar = shutil.make_archive(str(tmp_path / "landsat"), "tar", tmp_path / "landsat")
    packed = shutil.make_archive(str(tmp_path / "sentinel"), "zip", tmp_path / "sentinel")
    inside = find_rasters([tar, packed]).rasters
    assert inside[0].startswith(f"/vsitar/{tar}/{LANDSAT}_{{SR_B1,")
    assert inside[1] == f"/vsizip/{packed}/{safe.name}"
    for path, unpacked in zip(inside, find_rasters([str(tmp_path / "landsat"), str(safe)]).rasters, strict=True):
        within, plain = open_raster(path), open_raster(unpacked)
        assert within.roles == plain.roles
        with dataset(within) as one, dataset(plain) as other:
            assert (one.read() == other.read()).all()
        assert stamp(path).size_bytes > 0


def test_names_that_gdal_cuts_off_in_a_tar_are_told(tmp_path: Path) -> None:
    write_safe(tmp_path / "sentinel")
    tar = shutil.make_archive(str(tmp_path / "sentinel"), "tar", tmp_path / "sentinel")
    (path,) = find_rasters([tar]).rasters
    with pytest.raises(RasterReadError, match="100 characters or more, which GDAL cuts off"):
        open_raster(path)


def test_a_band_that_is_named_alone_stays_alone(tmp_path: Path) -> None:
    write_landsat(tmp_path)
    near_infrared = str(tmp_path / f"{LANDSAT}_SR_B5.TIF")
    assert find_rasters([near_infrared]).rasters == (near_infrared,)
    assert open_raster(near_infrared).roles == (Role.NIR,)
    assert find_rasters([str(tmp_path / "*_SR_B5.TIF")]).rasters == (near_infrared,)
    assert open_raster(near_infrared).sources == ()


def test_bands_of_different_scenes_folders_and_makers_are_not_mixed() -> None:
    other = LANDSAT.replace("20200831_2", "20200916_2")
    paths = [
        f"/a/{LANDSAT}_SR_B4.TIF",
        f"/a/{other}_SR_B4.TIF",
        f"/b/{LANDSAT}_SR_B5.TIF",
        f"/a/{HLS}.B04.tif",
        "/a/T31UFU_20200831T105031_B04_10m.jp2",
        "/a/B04.tif",
        "/a/B05.tif",
        "/a/notes_B4.tif",
        "/a/notes_B5.tif",
    ]
    assert gather_products(paths) == paths
    assert gather_products([*paths, f"/a/{LANDSAT}_SR_B5.TIF", f"/a/{LANDSAT}_QA_PIXEL.TIF"])[0] == (
        f"/a/{LANDSAT}_{{SR_B4,SR_B5}}.TIF"
    )


def test_files_called_by_their_band_alone_are_a_scene_in_the_folder_of_one() -> None:
    folder = "/s2/S2A_31UFU_20200831_0_L2A"
    found = gather_products([f"{folder}/{name}.tif" for name in ("B01", "B02", "B03", "B04", "B08", "SCL", "TCI")])
    assert found[0] == f"{folder}/B01.tif" or found[0] == f"{folder}/{{B02,B03,B04,B08}}.tif"
    assert f"{folder}/{{B02,B03,B04,B08}}.tif" in found
    assert base_name(f"{folder}/{{B02,B03}}.tif") == "S2A_31UFU_20200831_0_L2A"


def test_the_finest_file_of_a_band_counts_whatever_the_order() -> None:
    stem = "/a/T31UFU_20200831T105031_"
    names = ["B03_20m", "B03_10m", "B03_60m", "B8A_60m", "B8A_20m", "B02_10m", "B01_60m"]
    for order in (names, names[::-1]):
        (product,) = gather_products([f"{stem}{name}.jp2" for name in order])
        assert product == f"{stem}{{B02_10m,B03_10m,B8A_20m}}.jp2"


def test_a_name_in_braces_stands_for_its_files_on_any_platform() -> None:
    assert band_files("/a/x_{B02,B8A}.tif") == ("/a/x_B02.tif", "/a/x_B8A.tif")
    assert band_files("C:\\a\\x_{B02,B8A}.tif") == ("C:\\a\\x_B02.tif", "C:\\a\\x_B8A.tif")
    for path in ("/a/x_{B02}.tif", "/a/{old,new}/x.tif", "/a/x_{a,b}.tif", "/vsizip/{/a/b.zip}/x_B02.tif"):
        assert band_files(path) == ()
    name = gdal_name("/a/b/x_{B02,B8A}.tif")
    assert (name.file, str(name)) == ("/a/b", "/a/b/x_{B02,B8A}.tif")
    assert str(name.with_file("/c")) == "/c/x_{B02,B8A}.tif"


def test_bands_that_lie_in_different_places_are_refused(tmp_path: Path) -> None:
    write_landsat(tmp_path)
    with rasterio.open(tmp_path / f"{LANDSAT}_SR_B3.TIF", "r+") as sink:
        sink.transform = rasterio.Affine(30, 0, 700_000, 0, -30, 5_300_000)
    (path,) = find_rasters([str(tmp_path)]).rasters
    with pytest.raises(RasterReadError, match=r"SR_B3\.TIF .* lie in different places"):
        open_raster(path)


def test_a_band_that_is_gone_is_named(tmp_path: Path) -> None:
    write_landsat(tmp_path)
    (path,) = find_rasters([str(tmp_path)]).rasters
    (tmp_path / f"{LANDSAT}_SR_B3.TIF").unlink()
    with pytest.raises(RasterNotFoundError, match=r"SR_B3\.TIF does not exist"):
        open_raster(path)


def test_a_change_of_any_band_changes_stamp_and_fingerprint(tmp_path: Path) -> None:
    safe = write_safe(tmp_path)
    before = stamp(str(safe)), fingerprint(str(safe))
    last = sources_of(str(safe))[-1]
    Path(last).write_bytes(Path(last).read_bytes() + b"x")
    after = stamp(str(safe)), fingerprint(str(safe))
    assert before[0] != after[0]
    assert before[1] != after[1]


def test_the_files_own_overviews_serve(tmp_path: Path) -> None:
    write_landsat(tmp_path, side_px=512)
    (path,) = find_rasters([str(tmp_path)]).rasters
    assert not open_raster(path).has_overviews
    with pytest.raises(RasterReadError, match="put together from single files"):
        build_overviews(path)
    for source in sources_of(path):
        with rasterio.open(source, "r+") as sink:
            sink.build_overviews([2, 4], rasterio.enums.Resampling.average)
    raster = open_raster(path)
    assert raster.has_overviews
    with dataset(raster) as opened, rasterio.open(sources_of(path)[3]) as single:
        shape = (128, 128)
        assert np.array_equal(opened.read(4, out_shape=shape), single.read(1, out_shape=shape))


def test_a_band_that_vanishes_while_the_scene_is_read_fails_tiles_and_blanks_none(tmp_path: Path) -> None:
    write_landsat(tmp_path, side_px=448)
    (path,) = find_rasters([str(tmp_path)]).rasters
    raster = open_raster(path)
    scene = scan_scene(raster)
    with dataset(raster) as source:
        reader = WindowReader(raster, source)
        reader.read(Window(0, 0, 224, 224))
        (tmp_path / f"{LANDSAT}_SR_B4.TIF").unlink()
        with pytest.raises(RasterioError, match=r"SR_B4\.TIF cannot be read"):
            reader.read(Window(224, 0, 224, 224))
    tiles = [TileRef(1, 1, 6720.0, Window(0, 0, 224, 224))]
    with pytest.raises(RasterReadError, match=r"SR_B4\.TIF"):
        list(read_tiles(raster, tiles, scene=scene, side_px=224))
