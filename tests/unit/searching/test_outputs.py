"""Whatever is written, nothing that was there is lost without consent, and no catalog and no input ever."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas
import pyogrio
import pytest
import shapely
from tests.unit.searching.test_formats import ANSWER, EMPTY

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.files import is_catalog
from tilescribe.errors import OutputError
from tilescribe.searching import Output, outputs, write_answer

KINDS = {"geojson": "hits.geojson", "csv": "hits.csv", "gpkg": "hits.gpkg", "geoparquet": "hits.parquet"}


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    path = tmp_path / "area.gpkg"
    open_catalog(path, mode="a").close()
    return path


@pytest.fixture
def roads(tmp_path: Path) -> Path:
    """Somebody's GeoPackage with a layer, a style, and a table that is no layer."""
    path = tmp_path / "roads.gpkg"
    lines = [shapely.LineString([(0, 0), (number, 1)]) for number in range(1, 8)]
    geopandas.GeoDataFrame({"name": list("abcdefg")}, geometry=lines, crs=25832).to_file(path, layer="roads")
    with closing(sqlite3.connect(path)) as db:
        db.executescript("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine');")
    return path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def layers(path: Path) -> dict[str, int]:
    return {name: pyogrio.read_info(path, layer=name)["features"] for name in pyogrio.list_layers(path)[:, 0]}


def untouched(path: Path, before: bytes) -> bool:
    return path.read_bytes() == before


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_catalog_is_never_overwritten(catalog: Path, kind: str, overwrite: bool) -> None:
    before = catalog.read_bytes()
    link = catalog.with_name("link.gpkg")
    link.symlink_to(catalog)
    copy = catalog.with_name("a.geojson")
    copy.write_bytes(before)
    for path in (catalog, link, copy, catalog.parent / "." / "area.gpkg"):
        with pytest.raises(OutputError, match="is a catalog"):
            write_answer(ANSWER, Output(path, overwrite=overwrite), kind=kind)
    assert untouched(catalog, before)
    assert link.is_symlink()


@pytest.mark.parametrize("name", ["area.gpkg-wal", "area.gpkg.lock", "area.gpkg.cache/stamp.json"])
def test_nor_is_what_belongs_to_it(catalog: Path, name: str) -> None:
    part = catalog.parent / name
    part.parent.mkdir(exist_ok=True)
    part.write_text("precious", encoding="utf-8")
    with pytest.raises(OutputError, match="part of one"):
        write_answer(ANSWER, Output(part, overwrite=True), kind="geojson")
    # SQLite itself takes away a log that is none when the catalog is looked into; nobody writes another into its place.
    if part.exists() or not name.endswith("-wal"):
        assert part.read_text(encoding="utf-8") == "precious"


@pytest.mark.parametrize("name", ["area.gpkg-wal", "area.gpkg-shm", "area.gpkg.lock", "area.gpkg.cache/hits.csv"])
def test_nor_is_a_name_taken_that_belongs_to_it_and_is_free_at_the_moment(catalog: Path, name: str) -> None:
    part = catalog.parent / name
    part.parent.mkdir(exist_ok=True)
    part.unlink(missing_ok=True)
    with pytest.raises(OutputError, match="part of one"):
        write_answer(ANSWER, Output(part), kind="csv")
    assert not part.exists()


def test_a_catalog_is_known_by_its_content_whoever_damaged_or_renamed_it(catalog: Path, roads: Path) -> None:
    assert is_catalog(catalog)
    assert not is_catalog(roads)
    assert not is_catalog(catalog.parent)
    assert not is_catalog(catalog.with_name("absent"))
    broken = catalog.with_name("broken.dat")
    broken.write_bytes(catalog.read_bytes()[: catalog.stat().st_size // 2])
    assert is_catalog(broken)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_exists_is_replaced_with_consent_only(tmp_path: Path, kind: str) -> None:
    path = tmp_path / KINDS[kind]
    path.write_text("mine", encoding="utf-8")
    path.chmod(0o640)
    with pytest.raises(OutputError, match=r"exists already.*--overwrite"):
        write_answer(ANSWER, Output(path), kind=kind)
    assert path.read_text(encoding="utf-8") == "mine"
    write_answer(ANSWER, Output(path, overwrite=True), kind=kind)
    assert path.stat().st_size > 100
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == {path.name}


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    link = tmp_path / "hits.csv"
    link.symlink_to(tmp_path / "far" / "there.csv")
    write_answer(ANSWER, Output(link), kind="csv")
    assert link.is_symlink()
    assert (tmp_path / "far" / "there.csv").read_text(encoding="utf-8").startswith("rank,")


def test_what_a_command_reads_is_never_overwritten(tmp_path: Path) -> None:
    area, folder = tmp_path / "area.geojson", tmp_path / "tifs"
    folder.mkdir()
    for file in (area, folder / "scene.tif"):
        file.write_text("mine", encoding="utf-8")
    for path, inputs in (
        (area, [area]),
        (folder / "scene.tif", [folder]),
        (folder / "scene.tif", [folder / "scene.tif"]),
    ):
        output = Output(path, overwrite=True, inputs=tuple(str(one) for one in inputs))
        with pytest.raises(OutputError, match="this command reads"):
            write_answer(ANSWER, output, kind="geojson")
        assert path.read_text(encoding="utf-8") == "mine"
    write_answer(ANSWER, Output(folder / "hits.geojson", inputs=(str(folder),)), kind="geojson")


def test_a_layer_is_written_beside_the_others(roads: Path) -> None:
    before = geopandas.read_file(roads, layer="roads")
    write_answer(ANSWER, Output(roads), kind="gpkg")
    assert {name: count for name, count in layers(roads).items() if name != "notes"} == {"roads": 7, "hits": 2}
    assert geopandas.read_file(roads, layer="roads").equals(before)
    assert geopandas.read_file(roads, layer="roads").crs.to_epsg() == 25832
    with pytest.raises(OutputError, match=r"has a layer 'hits' already.*--layer.*--overwrite"):
        write_answer(EMPTY, Output(roads), kind="gpkg")
    with pytest.raises(OutputError, match="has a layer 'ROADS' already"):
        write_answer(EMPTY, Output(roads, layer="ROADS"), kind="gpkg")
    write_answer(EMPTY, Output(roads, layer="lakes"), kind="gpkg")
    write_answer(EMPTY, Output(roads, overwrite=True), kind="gpkg")
    assert {name: count for name, count in layers(roads).items() if name != "notes"} == {
        "roads": 7,
        "hits": 0,
        "lakes": 0,
    }
    for name in ("notes", "rtree_roads_geom", "gpkg_contents"):
        with pytest.raises(OutputError, match="--layer"):
            write_answer(EMPTY, Output(roads, layer=name, overwrite=True), kind="gpkg")
    with closing(sqlite3.connect(roads)) as db:
        assert db.execute("SELECT text FROM notes").fetchall() == [("mine",)]
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert names(roads.parent) == {"roads.gpkg"}


def test_a_geopackage_that_a_gis_has_open_shows_the_new_layer_there(roads: Path) -> None:
    with closing(sqlite3.connect(roads, isolation_level=None)) as gis:
        gis.execute("PRAGMA journal_mode = WAL").fetchall()
        gis.execute("INSERT INTO notes VALUES ('not yet in the main file')")
        write_answer(ANSWER, Output(roads), kind="gpkg")
        assert gis.execute("SELECT count(*) FROM hits").fetchall() == [(2,)]
        assert len(gis.execute("SELECT * FROM notes").fetchall()) == 2
        gis.execute("INSERT INTO notes VALUES ('later')")
    with closing(sqlite3.connect(roads)) as db:
        assert len(db.execute("SELECT * FROM notes").fetchall()) == 3
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_geopackage_in_which_a_gis_edits_is_left_alone(roads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "_BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(roads, isolation_level=None)) as gis:
        gis.execute("BEGIN IMMEDIATE")
        gis.execute("INSERT INTO notes VALUES ('half typed')")
        with pytest.raises(OutputError, match=r"[Aa]nother program|locked"):
            write_answer(ANSWER, Output(roads), kind="gpkg")
        gis.execute("COMMIT")
    assert "hits" not in layers(roads)
    assert names(roads.parent) == {"roads.gpkg"}


def test_what_fails_halfway_loses_nothing(roads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_answer(ANSWER, Output(roads), kind="gpkg")
    before = roads.read_bytes()
    whole = geopandas.GeoDataFrame.to_file

    def full_disk(frame: geopandas.GeoDataFrame, path: Path, **options: object) -> None:
        whole(frame.head(1), path, **options)
        raise RuntimeError("disk I/O error")

    monkeypatch.setattr(geopandas.GeoDataFrame, "to_file", full_disk)
    for output in (Output(roads, overwrite=True), Output(roads.with_name("new.gpkg"))):
        with pytest.raises(OutputError, match="disk I/O error"):
            write_answer(ANSWER, output, kind="gpkg")
    assert untouched(roads, before)
    assert names(roads.parent) == {"roads.gpkg"}


def test_what_gdal_says_of_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(frame: geopandas.GeoDataFrame, path: Path, **options: object) -> None:
        values = ", ".join(f"'{number}'" for number in range(2000))
        raise RuntimeError(f"sqlite3_exec(INSERT INTO hits\nVALUES ({values})) on {path} failed: disk is full")

    monkeypatch.setattr(geopandas.GeoDataFrame, "to_file", full_disk)
    with pytest.raises(OutputError) as caught:
        write_answer(ANSWER, Output(tmp_path / "hits.gpkg"), kind="gpkg")
    told = str(caught.value)
    assert len(told) < 400 + len(str(tmp_path))
    assert "on hits.gpkg failed: disk is full" in told
    assert "INSERT" not in told
    assert "\n" not in told


def test_a_place_that_cannot_even_be_tidied_is_an_error_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(path: Path, *_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "unlink", read_only)
    monkeypatch.setattr(Path, "open", read_only)
    with pytest.raises(OutputError, match="Read-only file system"):
        write_answer(ANSWER, Output(tmp_path / "hits.csv"), kind="csv")


def test_a_device_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    null = Path("/dev/null")
    if not null.is_char_device():
        pytest.skip("no such device here")
    write_answer(ANSWER, Output(null), kind="geojson")
    assert null.is_char_device()
