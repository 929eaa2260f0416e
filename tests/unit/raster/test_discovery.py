"""Finding rasters under whatever the user names."""

from __future__ import annotations

import os
import re
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas
import pytest
import rasterio
import shapely
from pyproj import CRS
from tests.e2e.runs import run

from tilescribe.domain.events import Notice
from tilescribe.errors import NoRastersFoundError, RasterNotFoundError, RasterPermissionError, RasterReadError
from tilescribe.raster import find_rasters, open_raster
from tilescribe.raster.gdal import gdal_environment
from tilescribe.testing.rasters import make_pixels, make_raster


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as folders are: rasters among sidecars, notes, photographs and hidden files."""
    home = tmp_path / "tifs"
    for name in (
        "b.tif",
        "a.TIF",
        "deep/er/c.vrt",
        "deep/d.jp2",
        "deep/map.png",
        "deep/map.pgw",
        "deep/photo.jpg",
        "a.TIF.ovr",
        "a.TIF.aux.xml",
        "a.TIF.msk",
        "b.tfw",
        "b.prj",
        "notes.txt",
        ".hidden.tif",
        "._b.tif",
        ".trash/x.tif",
        "area.gpkg",
    ):
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"x")
    return home


def names(paths: tuple[str, ...], home: Path) -> list[str]:
    return [str(Path(path).relative_to(home)) for path in paths]


def test_a_folder_gives_its_rasters_and_nothing_else(folder: Path) -> None:
    found = find_rasters([str(folder)])
    assert names(found.rasters, folder) == ["a.TIF", "b.tif", "deep/d.jp2", "deep/map.png", "deep/er/c.vrt"]
    assert found.problems == ()


def test_paths_are_absolute_and_come_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "deep")
    found = find_rasters(["../b.tif", str(folder), "./../deep/../b.tif", "d.jp2"])
    assert found.rasters[0] == str(folder / "b.tif")
    assert len(found.rasters) == len(set(found.rasters)) == 5


def test_a_named_file_is_returned_whatever_it_is_called(folder: Path) -> None:
    assert find_rasters([str(folder / "notes.txt")]).rasters == (str(folder / "notes.txt"),)
    assert find_rasters([str(folder / ".hidden.tif")]).rasters == (str(folder / ".hidden.tif"),)


def test_what_a_shell_expands_is_rid_of_sidecars(folder: Path) -> None:
    expanded = [str(path) for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    assert names(find_rasters(expanded).rasters[:2], folder) == ["a.TIF", "area.gpkg"]
    assert not any(path.endswith((".ovr", ".xml", ".msk", ".tfw", ".prj")) for path in find_rasters(expanded).rasters)


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.tif", ["b.tif"]),
        ("**/*.jp2", ["deep/d.jp2"]),
        ("**/*.vrt", ["deep/er/c.vrt"]),
        ("*", ["a.TIF", "b.tif", "deep/d.jp2", "deep/map.png", "deep/er/c.vrt"]),
        ("**", ["a.TIF", "b.tif", "deep/d.jp2", "deep/er/c.vrt", "deep/map.png"]),
        ("[ab].*", ["a.TIF", "b.tif"]),
        ("*.txt", ["notes.txt"]),
    ],
)
def test_globs(folder: Path, pattern: str, expected: list[str]) -> None:
    assert names(find_rasters([str(folder / pattern)]).rasters, folder) == expected


def test_a_file_whose_name_looks_like_a_glob_is_that_file(tmp_path: Path) -> None:
    path = tmp_path / "scene[1].tif"
    path.write_bytes(b"x")
    assert find_rasters([str(path)]).rasters == (str(path),)


def test_the_tilde_is_the_home_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert find_rasters(["~/deep"]).rasters[0] == str(folder / "deep/d.jp2")


def test_links_are_followed_and_loops_survived(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "linked.tif").write_bytes(b"x")
    (folder / "deep" / "link").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(folder)
    found = names(find_rasters([str(folder)]).rasters, folder)
    assert found.count("deep/link/linked.tif") == 1
    assert len(found) == 6


def test_a_raster_in_a_zip_is_found_and_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tif = make_raster(tmp_path / "a.tif")
    archive = tmp_path / "two.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.write(tif, "deep/a.tif")
        opened.write(tif, "b.tif")
        opened.write(tif, "__MACOSX/._b.tif")
        opened.writestr("readme.txt", "x")
    inside = f"/vsizip/{archive}"
    assert find_rasters([str(archive)]).rasters == (f"{inside}/b.tif", f"{inside}/deep/a.tif")
    assert find_rasters([f"{inside}/deep"]).rasters == (f"{inside}/deep/a.tif",)
    assert find_rasters([f"{inside}/b.tif"]).rasters == (f"{inside}/b.tif",)
    assert open_raster(f"{inside}/deep/a.tif").footprint.equals(open_raster(tif).footprint)
    monkeypatch.chdir(tmp_path)
    assert find_rasters(["/vsizip/two.zip/deep/a.tif"]).rasters == (f"{inside}/deep/a.tif",)


def test_a_raster_in_a_tar_is_found_and_opens(tmp_path: Path) -> None:
    tif = make_raster(tmp_path / "a.tif")
    with tarfile.open(tmp_path / "one.tar", "w") as opened:
        opened.add(tif, "a.tif")
    (path,) = find_rasters([str(tmp_path / "one.tar")]).rasters
    assert path == f"/vsitar/{tmp_path / 'one.tar'}/a.tif"
    assert open_raster(path).width == 160


def pack(archive: Path, *files: Path, below: str = "") -> Path:
    """An archive of files, in the folder `below` of it; its kind is that of its name."""
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive, "w") as opened:
            for file in files:
                opened.write(file, below + file.name)
    else:
        with tarfile.open(archive, "w:gz" if archive.name.endswith("gz") else "w") as tar:
            for file in files:
                tar.add(file, below + file.name)
    return archive


@pytest.mark.parametrize("name", ["one.zip", "one.tar", "one.tgz", "one.tar.gz"])
def test_an_archive_of_one_file_holds_that_file(tmp_path: Path, name: str) -> None:
    tif = Path(make_raster(tmp_path / "a.tif"))
    (path,) = find_rasters([str(pack(tmp_path / name, tif))]).rasters
    assert path.endswith(f"/{name}/a.tif")
    assert open_raster(path).footprint.equals(open_raster(str(tif)).footprint)


@pytest.mark.parametrize("name", ["placed.zip", "placed.tar", "placed.tar.gz"])
@pytest.mark.parametrize("below", ["", "deep/er/"])
def test_a_world_file_and_a_projection_place_a_raster_in_an_archive_as_beside_a_file(
    tmp_path: Path, name: str, below: str
) -> None:
    tif = tmp_path / "plain.tif"
    with (
        gdal_environment(),
        rasterio.open(tif, "w", driver="GTiff", width=60, height=40, count=1, dtype="uint8") as sink,
    ):
        sink.write(make_pixels(width=60, height=40, count=1, dtype="uint8"))
    tif.with_suffix(".tfw").write_text("10\n0\n0\n-10\n500005\n5299995\n")
    tif.with_suffix(".prj").write_text(CRS.from_epsg(32633).to_wkt("WKT1_ESRI"))
    unpacked = open_raster(str(tif))
    files = [tif.with_suffix(suffix) for suffix in (".tif", ".tfw", ".prj")]
    (path,) = find_rasters([str(pack(tmp_path / name, *files, below=below))]).rasters
    packed = open_raster(path)
    assert packed.crs == unpacked.crs == "EPSG:32633"
    assert packed.transform == unpacked.transform == (10, 0, 500_000, 0, -10, 5_300_000)


def test_a_folder_gives_what_its_archives_hold_and_names_the_broken_ones(tmp_path: Path) -> None:
    tif = Path(make_raster(tmp_path / "a.tif"))
    folder = tmp_path / "delivery"
    (folder / "deep").mkdir(parents=True)
    pack(folder / "one.zip", tif)
    pack(folder / "deep" / "two.tar", tif, Path(make_raster(tmp_path / "b.tif", seed=1)))
    (folder / "broken.zip").write_bytes(b"no archive")
    with zipfile.ZipFile(folder / "documents.zip", "w") as opened:
        opened.writestr("readme.txt", "no raster")
    for named in (str(folder), str(folder / "**" / "*")):
        found = find_rasters([named])
        assert sorted(path.rsplit("/", 2)[-2:] for path in found.rasters) == [
            ["one.zip", "a.tif"],
            ["two.tar", "a.tif"],
            ["two.tar", "b.tif"],
        ]
        assert [problem.what.rsplit("/", 1)[-1] for problem in found.problems] == [
            "broken.zip cannot be listed as an archive"
        ]


def test_addresses_and_parts_of_containers_are_left_to_gdal(tmp_path: Path) -> None:
    part = f"netcdf:{make_raster(tmp_path / 'a.nc', kind='container')}:Band1"
    assert find_rasters(["https://example.org/a.tif", "/vsicurl/https://example.org/b.tif", part]).rasters == (
        "/vsicurl/https://example.org/a.tif",
        "/vsicurl/https://example.org/b.tif",
        part,
    )


@pytest.mark.parametrize("path", ["gone.tif", "gone/folder", "gone/*.tif", "nul\0.tif", "/vsizip/gone.zip"])
def test_a_path_that_leads_nowhere_is_named(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(RasterNotFoundError, match=r"gone|nul"):
        find_rasters([path])


def test_one_bad_path_among_good_ones_is_a_problem_and_not_an_end(folder: Path) -> None:
    found = find_rasters(["gone.tif", str(folder / "b.tif"), "/vsizip//gone.zip"])
    assert found.rasters == (str(folder / "b.tif"),)
    assert [type(problem) for problem in found.problems] == [RasterNotFoundError, RasterNotFoundError]
    assert "gone.tif" in found.problems[0].what


def test_a_folder_without_rasters_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(NoRastersFoundError, match=str(tmp_path)):
        find_rasters([str(tmp_path)])
    with pytest.raises(NoRastersFoundError):
        find_rasters([])


def test_a_broken_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no archive")
    with pytest.raises(RasterReadError, match=r"a\.zip cannot be listed"):
        find_rasters([str(tmp_path / "a.zip")])


@pytest.fixture
def unprivileged() -> Iterator[Path]:
    """A folder for a user whom permissions bind: root, as whom containers run tests, may read everything."""
    with tempfile.TemporaryDirectory() as place:
        home = Path(place)
        home.chmod(0o755)
        (home / "open").mkdir()
        (home / "open" / "a.tif").write_bytes(b"x")
        (home / "shut").mkdir()
        (home / "shut" / "b.tif").write_bytes(b"x")
        (home / "shut").chmod(0)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)
        try:
            yield home
        finally:
            if root:
                os.seteuid(0)
            (home / "shut").chmod(0o755)


def test_a_folder_that_may_not_be_listed_is_not_passed_over_in_silence(unprivileged: Path) -> None:
    found = find_rasters([str(unprivileged)])
    assert found.rasters == (str(unprivileged / "open" / "a.tif"),)
    assert isinstance(found.problems[0], RasterPermissionError)
    assert "shut" in found.problems[0].what
    for path in ("shut", "shut/b.tif"):
        with pytest.raises(RasterPermissionError, match="shut"):
            find_rasters([str(unprivileged / path)])


def test_a_name_that_is_not_utf8_is_a_problem_of_that_file_alone(tmp_path: Path) -> None:
    good = Path(make_raster(tmp_path / "good.tif"))
    bad = os.path.join(os.fsencode(tmp_path), b"bad\xff.tif")  # noqa: PTH118 - bytes
    try:
        os.link(good, bad)
    except OSError:
        return  # this file system takes no such names, so none can be met on it
    found = find_rasters([str(tmp_path)])
    assert found.rasters == (str(good),)
    assert "bad\\xff.tif is not UTF-8" in str(found.problems[0])


def test_a_part_of_a_container_is_kept_by_the_absolute_path_of_the_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scenes").mkdir()
    (tmp_path / "scenes" / "a.gpkg").touch()
    monkeypatch.chdir(tmp_path)
    names = ["GPKG:scenes/a.gpkg:t1", 'NETCDF:"scenes/a.gpkg":red', "GPKG:elsewhere.gpkg:t1"]
    assert find_rasters(names).rasters == (
        f"GPKG:{tmp_path}/scenes/a.gpkg:t1",
        f'NETCDF:"{tmp_path}/scenes/a.gpkg":red',
        "GPKG:elsewhere.gpkg:t1",
    )


def test_an_archive_in_an_archive_is_told_and_not_opened(tmp_path: Path) -> None:
    make_raster(tmp_path / "a.tif")
    for name, members in (("inner.zip", ["a.tif"]), ("outer.zip", ["a.tif", "inner.zip"]), ("only.zip", ["inner.zip"])):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            for member in members:
                archive.write(tmp_path / member, member)
    outer, message = f"/vsizip/{tmp_path}/outer.zip", r"Archives inside it are not opened \(1, such as inner.zip\)"
    found = find_rasters([outer])
    assert found.rasters == (f"{outer}/a.tif",)
    ((path, said),) = found.notices
    assert path == outer
    assert re.match(message, said)
    with pytest.raises(NoRastersFoundError, match=message):
        find_rasters([str(tmp_path / "only.zip")])
    happened = run([tmp_path / "outer.zip"], tmp_path / "area.gpkg")
    assert (outer, said) in [(event.path, event.message) for event in happened if isinstance(event, Notice)]


@pytest.mark.parametrize("tables", [1, 2])
def test_a_geopackage_of_tiles_counts_in_a_folder_and_others_do_not(tmp_path: Path, tables: int) -> None:
    pixels = make_pixels(width=64, height=48, count=3, dtype="uint8", seed=1)
    place = {"crs": "EPSG:32633", "transform": rasterio.Affine(10, 0, 5e5, 0, -10, 53e5)}
    shape = {"driver": "GPKG", "width": 64, "height": 48, "count": 3, "dtype": "uint8", **place}
    path, folder = tmp_path / "in" / "ortho.gpkg", tmp_path / "in"
    folder.mkdir()
    with gdal_environment():
        for number in range(tables):
            more = {"APPEND_SUBDATASET": "YES"} if number else {}
            with rasterio.open(path, "w", RASTER_TABLE=f"t{number}", **more, **shape) as sink:
                sink.write(pixels)
    geopandas.GeoDataFrame(geometry=[shapely.Point(0, 0)], crs=4326).to_file(folder / "roads.gpkg")
    (folder / "empty.gpkg").touch()
    expected = [str(path)] if tables == 1 else [f"GPKG:{path}:t{number}" for number in range(tables)]
    for named in (folder, folder / "*"):
        assert list(find_rasters([str(named)]).rasters) == expected
    assert sorted(file.name for file in folder.iterdir()) == ["empty.gpkg", "ortho.gpkg", "roads.gpkg"]
    assert {open_raster(one).width for one in expected} == {64}
