"""A catalog that was copied with its imagery finds it beside itself."""

from __future__ import annotations

import ntpath
import shutil
import tarfile
import zipfile
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import describe, put, sql

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import locations
from tilescribe.catalog.geopackage.locations import Locations, is_there, path_from_catalog
from tilescribe.domain.query import Filters


@pytest.mark.parametrize(
    ("path", "relative"),
    [
        ("/project/imagery/a.tif", "imagery/a.tif"),
        ("/project/a.tif", "a.tif"),
        ("/other/a.tif", "../other/a.tif"),
        ("/vsizip//project/x.zip/in/a.tif", "/vsizip/x.zip/in/a.tif"),
        ('NETCDF:"/project/imagery/s.nc":red', 'NETCDF:"imagery/s.nc":red'),
        ("/project/scene:2/a.tif", "./scene:2/a.tif"),
        ("/vsicurl/https://example.org/a.tif", None),
        ("/vsimem/a.tif", None),
        ("netcdf:s.nc:red", None),
    ],
)
def test_the_way_from_the_catalog(path: str, relative: str | None) -> None:
    assert path_from_catalog(path, "/project") == relative


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Paths behave as on Windows."""

    class Windows:
        sep = "\\"
        path = ntpath

    monkeypatch.setattr(locations, "os", Windows)


@pytest.mark.usefixtures("windows")
def test_the_way_is_written_with_forward_slashes_on_windows_too() -> None:
    assert path_from_catalog("C:\\project\\imagery\\a.tif", "C:\\project") == "imagery/a.tif"
    assert path_from_catalog('NETCDF:"C:\\project\\in\\s.nc":red', "C:\\project") == 'NETCDF:"in/s.nc":red'
    assert path_from_catalog("D:\\imagery\\a.tif", "C:\\project") is None


def test_what_lies_beside_the_catalog_goes_before_what_was_seen_last(tmp_path: Path) -> None:
    (tmp_path / "imagery").mkdir()
    (tmp_path / "imagery" / "a.tif").touch()
    old = tmp_path / "old.tif"
    here = Locations(str(tmp_path))
    assert here.find(str(old), "imagery/a.tif").path == str(tmp_path / "imagery" / "a.tif")
    assert not here.find(str(old), "imagery/b.tif").available
    old.touch()
    assert Locations(str(tmp_path)).find(str(old), "imagery/b.tif") == locations.Location(str(old), available=True)


def test_the_container_stands_for_its_parts(tmp_path: Path) -> None:
    container = tmp_path / "x.gpkg"
    names = [f"GPKG:{container}:ortho", f'NETCDF:"{container}":red', f"GTIFF_RAW:{container}", f"/vsizip/{container}"]
    names[-1] = f"/vsizip/{{{container}}}/a.tif"
    assert not any(is_there(name) for name in names)
    container.touch()
    assert all(is_there(name) for name in names)
    assert is_there("/vsicurl/https://example.org/a.tif")


@pytest.mark.parametrize(("kind", "ending"), [("zip", "zip"), ("tar", "tar"), ("gzip", "tgz")])
def test_an_archive_is_asked_for_its_member_where_that_is_cheap(tmp_path: Path, kind: str, ending: str) -> None:
    (tmp_path / "a.tif").touch()
    archive = tmp_path / f"x.{ending}"
    if kind == "zip":
        with zipfile.ZipFile(archive, "w") as opened:
            opened.write(tmp_path / "a.tif", "in/scene.SAFE/a_B1.tif")
    else:
        with tarfile.open(archive, "w" if kind == "tar" else "w:gz") as tar:
            tar.add(tmp_path / "a.tif", "./in/scene.SAFE/a_B1.tif")
    prefix = f"/vsi{'zip' if kind == 'zip' else 'tar'}/{archive}/in"
    assert is_there(f"{prefix}/scene.SAFE/a_B1.tif")
    assert is_there(f"{prefix}/scene.SAFE")
    assert is_there(f'NETCDF:"{prefix}/scene.SAFE/a_B1.tif":red')
    gone = [f"{prefix}/b.tif", f'NETCDF:"{prefix}/b.nc":red', f"{prefix}/scene.SAFE/a_{{B1,B2}}.tif"]
    # A compressed tar archive would have to be unpacked.
    assert [is_there(name) for name in gone] == [kind == "gzip"] * 3


def test_an_archive_that_is_written_anew_is_looked_at_again(tmp_path: Path) -> None:
    archive = tmp_path / "x.zip"
    for name in ("a.tif", "bb.tif"):
        with zipfile.ZipFile(archive, "w") as opened:
            opened.writestr(name, b"")
        assert [is_there(f"/vsizip/{archive}/{one}") for one in ("a.tif", "bb.tif")] == [
            name == "a.tif",
            name != "a.tif",
        ]


def test_a_copied_catalog_leads_to_the_copied_imagery(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for name in ("imagery/a.tif", "x.zip", "s.nc"):
        (old / name).parent.mkdir(parents=True, exist_ok=True)
        (old / name).touch()
    paths = [f"{old}/imagery/a.tif", f"/vsizip/{old}/x.zip/in/b.tif", f'NETCDF:"{old}/s.nc":red']
    with open_catalog(old / "area.gpkg", mode="a") as catalog:
        for path in paths:
            put(catalog, path)
        describe(catalog, [1])
        tile_ids = catalog.candidates(Filters()).tolist()
    shutil.copytree(old, new)
    moved = [path.replace(str(old), str(new)) for path in paths]
    with open_catalog(new / "area.gpkg") as catalog:
        assert sorted(stored.path for stored in catalog.rasters()) == sorted(moved)
        assert catalog.load_raster(1).path == moved[0]
        assert [(tile.path, tile.available) for tile in catalog.tiles(tile_ids)] == [(moved[0], True)]
        assert catalog.candidates(Filters(rasters=(f"{new}/*",))).tolist() == tile_ids
    shutil.rmtree(old)
    (new / "imagery" / "a.tif").unlink()
    with open_catalog(new / "area.gpkg") as catalog:
        (tile,) = catalog.tiles(tile_ids)
        assert (tile.path, tile.available) == (paths[0], False)


def test_where_rasters_are_now_is_written_down(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    old.mkdir()
    (old / "a.tif").touch()
    with open_catalog(old / "area.gpkg", mode="a") as catalog:
        put(catalog, f"{old}/a.tif")
        put(catalog, f"{old}/gone.tif")
        assert catalog.relocate_rasters() == []
    old.rename(new)
    with open_catalog(new / "area.gpkg", mode="w") as catalog:
        assert catalog.relocate_rasters() == [(f"{old}/a.tif", f"{new}/a.tif")]
    # The one that is nowhere keeps what was last known of it.
    assert sql(new / "area.gpkg", "SELECT path, relative_path FROM rasters ORDER BY id") == [
        (f"{new}/a.tif", "a.tif"),
        (f"{old}/gone.tif", "gone.tif"),
    ]


def test_a_catalog_that_moves_alone_still_finds_its_imagery(tmp_path: Path) -> None:
    (tmp_path / "imagery").mkdir()
    (tmp_path / "deep").mkdir()
    image = tmp_path / "imagery" / "a.tif"
    image.touch()
    with open_catalog(tmp_path / "area.gpkg", mode="a") as catalog:
        put(catalog, str(image))
    (tmp_path / "area.gpkg").rename(tmp_path / "deep" / "area.gpkg")
    with open_catalog(tmp_path / "deep" / "area.gpkg", mode="w") as catalog:
        assert catalog.rasters()[0].path == str(image)
        catalog.relocate_rasters()
    assert sql(tmp_path / "deep" / "area.gpkg", "SELECT relative_path FROM rasters") == [("../imagery/a.tif",)]
