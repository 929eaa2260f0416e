"""Files of several rasters: every one that has a place is found, and nothing of the others is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
import rasterio
from rasterio.shutil import copy
from tests.e2e.runs import last, run

from tilescribe import open_catalog
from tilescribe.domain.events import RasterMissing
from tilescribe.errors import NotARasterError
from tilescribe.raster import find_rasters, open_raster
from tilescribe.raster.gdal import gdal_environment
from tilescribe.testing.rasters import make_pixels, make_raster


def write_pages(path: Path, *placed: bool, **options: object) -> Path:
    """A TIFF of one page for each argument, 40, 41, … pixels wide, 1 km apart where they are placed."""
    with gdal_environment():
        for number, has_place in enumerate(placed):
            place = {"crs": "EPSG:32633", "transform": rasterio.Affine(10, 0, 5e5 + 1000 * number, 0, -10, 53e5)}
            shape = {"width": 40 + number, "height": 30, "count": 3, "dtype": "uint8"}
            more = {"APPEND_SUBDATASET": True} if number else {}
            written = {"driver": "GTiff", **shape, **(place if has_place else {}), **more, **options}
            with rasterio.open(path, "w", **written) as sink:
                sink.write(make_pixels(width=40 + number, height=30, count=3, dtype="uint8", seed=number))
    return path


def test_every_band_of_a_container_that_has_a_place_is_a_raster(tmp_path: Path) -> None:
    make_raster(tmp_path / "c.nc", kind="container")
    (tmp_path / "c.tif").unlink()
    parts = tuple(f"netcdf:{tmp_path}/c.nc:Band{number}" for number in (1, 2, 3))
    assert find_rasters([str(tmp_path)]).rasters == parts
    assert find_rasters([str(tmp_path / "c.nc")]).rasters == parts
    assert open_raster(parts[1]).footprint.equals(open_raster(parts[0]).footprint)
    happened = run([tmp_path / "c.nc"], tmp_path / "area.gpkg")
    assert last(happened).done == 3
    assert last(run([tmp_path / "c.nc"], tmp_path / "area.gpkg")).done == 0
    with open_catalog(tmp_path / "area.gpkg") as store:
        assert [raster.path for raster in store.rasters()] == list(parts)


@pytest.mark.parametrize("options", [{}, {"BIGTIFF": "YES"}, {"ENDIANNESS": "BIG"}])
def test_every_page_that_has_a_place_is_a_raster_and_the_others_are_told(
    tmp_path: Path, options: dict[str, object]
) -> None:
    path = write_pages(tmp_path / "pages.tif", True, True, False, True, **options)
    found = find_rasters([str(tmp_path)]).rasters
    assert found == (str(path), f"GTIFF_DIR:2:{path}", f"GTIFF_DIR:4:{path}")
    rasters = [open_raster(name) for name in found]
    assert [(raster.width, raster.transform[2]) for raster in rasters if raster.transform] == [
        (40, 500_000),
        (41, 501_000),
        (43, 503_000),
    ]
    assert rasters[0].notices == ("Pages without a place on Earth are left out: 1 of 4",)
    assert rasters[1].notices == ()


def test_overviews_and_masks_are_no_pages(tmp_path: Path) -> None:
    names = ("overviews", "mask", "projected")
    for kind in names:
        make_raster(tmp_path / f"{kind}.tif", kind=kind, width=600, height=500)
    assert find_rasters([str(tmp_path)]).rasters == tuple(str(tmp_path / f"{kind}.tif") for kind in sorted(names))


def test_a_directory_that_leads_back_to_itself_is_read_once(tmp_path: Path) -> None:
    path = write_pages(tmp_path / "loop.tif", True)
    content = bytearray(path.read_bytes())
    start = int.from_bytes(content[4:8], "little")
    end = start + 2 + 12 * int.from_bytes(content[start : start + 2], "little")
    content[end : end + 4] = content[4:8]
    path.write_bytes(content)
    assert find_rasters([str(path)]).rasters == (str(path),)


def test_a_container_without_a_place_stays_one_so_that_opening_it_tells_why(tmp_path: Path) -> None:
    plain, path, broken = tmp_path / "plain.tif", tmp_path / "c.nc", tmp_path / "broken.h5"
    with gdal_environment():
        with rasterio.open(plain, "w", driver="GTiff", width=40, height=30, count=2, dtype="uint8") as sink:
            sink.write(make_pixels(width=40, height=30, count=2, dtype="uint8"))
        copy(plain, path, driver="netCDF")
    broken.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    assert find_rasters([str(path), str(broken)]).rasters == (str(path), str(broken))
    with pytest.raises(NotARasterError, match="container of 2 rasters"):
        open_raster(str(path))


def test_a_page_that_its_file_lost_is_gone(tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    pages = write_pages(tmp_path / "pages.tif", True, True, True)
    run([pages], catalog)
    pages.unlink()
    write_pages(pages, True, True)
    happened = run([pages], catalog, prune=True)
    gone = [(event.path, event.pruned) for event in happened if isinstance(event, RasterMissing)]
    assert gone == [(f"GTIFF_DIR:3:{pages}", True)]
    with open_catalog(catalog) as store:
        assert [raster.path for raster in store.rasters()] == [str(pages), f"GTIFF_DIR:2:{pages}"]
