"""Who may open a catalog, how, and what is said to who may not."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import describe, put, sql

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage.lock import WriterLock
from tilescribe.errors import (
    CatalogDamagedError,
    CatalogError,
    CatalogFullError,
    CatalogLockedError,
    CatalogNotFoundError,
    InvalidOptionError,
    NotACatalogError,
    TilescribeError,
)

MODES = ("r", "w", "a")


# --- the writer lock --------------------------------------------------------------------------------------------------


@pytest.fixture
def other_writer(path: Path) -> Iterator[subprocess.Popen[str]]:
    open_catalog(path, mode="a").close()
    script = (
        "import sys\nfrom tilescribe.catalog import open_catalog\n"
        "catalog = open_catalog(sys.argv[1], mode='w')\nprint('open', flush=True)\nsys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    child.stdout.readline()
    yield child
    child.kill()
    child.communicate()


def test_a_second_writer_is_refused_and_told_who_the_first_is(path: Path, other_writer: subprocess.Popen[str]) -> None:
    for mode in ("w", "a"):
        with pytest.raises(CatalogLockedError, match=rf"process {other_writer.pid} on .*searching is possible"):
            open_catalog(path, mode=mode)  # type: ignore[arg-type]


def test_readers_never_ask_for_the_lock(path: Path, other_writer: subprocess.Popen[str]) -> None:
    assert other_writer.poll() is None
    with open_catalog(path) as catalog:
        assert catalog.rasters() == []


def test_a_killed_writer_leaves_no_lock_behind(path: Path, other_writer: subprocess.Popen[str]) -> None:
    other_writer.kill()
    other_writer.wait()
    with open_catalog(path, mode="w") as catalog:
        assert put(catalog)


def test_one_process_cannot_write_twice_either(path: Path) -> None:
    with open_catalog(path, mode="a"), pytest.raises(CatalogLockedError, match=str(os.getpid())):
        open_catalog(path, mode="w")
    open_catalog(path, mode="w").close()


def test_a_holder_that_is_unknown_is_no_obstacle(path: Path) -> None:
    lock = WriterLock(str(path))
    path.with_name("area.gpkg.writer").write_text("half a")
    with pytest.raises(CatalogLockedError, match="process unknown"):
        WriterLock(str(path))
    lock.release()
    lock.release()
    WriterLock(str(path)).release()


def test_another_program_in_the_midst_of_writing_is_named_as_such(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tilescribe.catalog.geopackage.connections.BUSY_TIMEOUT_S", 0.05)
    with open_catalog(path, mode="a") as catalog, closing(sqlite3.connect(path, isolation_level=None)) as gis:
        gis.execute("BEGIN IMMEDIATE")
        with pytest.raises(CatalogLockedError, match="Another program"):
            put(catalog)
        gis.execute("ROLLBACK")
        assert put(catalog)


# --- what is not a catalog --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_file_that_is_not_there_is_named_with_how_to_make_it(path: Path, mode: str) -> None:
    with pytest.raises(CatalogNotFoundError, match=r"area\.gpkg.*tilescribe index"):
        open_catalog(path, mode=mode)  # type: ignore[arg-type]
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("mode", MODES)
def test_a_folder_is_not_a_catalog(tmp_path: Path, mode: str) -> None:
    folder = tmp_path / "folder.gpkg"
    folder.mkdir()
    with pytest.raises(NotACatalogError, match="is not a file"):
        open_catalog(folder, mode=mode)  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"", b"II*\0 a TIFF", b"SQLite format 4\0"])
@pytest.mark.parametrize("mode", MODES)
def test_other_files_are_refused_and_left_as_they_were(path: Path, mode: str, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotACatalogError, match="not an SQLite database"):
        open_catalog(path, mode=mode)  # type: ignore[arg-type]
    assert path.read_bytes() == content


@pytest.mark.parametrize("mode", MODES)
def test_other_databases_are_refused_and_left_as_they_were(path: Path, mode: str) -> None:
    sql(path, "CREATE TABLE cats (name)")
    before = path.read_bytes()
    with pytest.raises(NotACatalogError, match="not a GeoPackage"):
        open_catalog(path, mode=mode)  # type: ignore[arg-type]
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", MODES)
def test_other_geopackages_are_refused_and_left_as_they_were(path: Path, mode: str) -> None:
    import geopandas
    import shapely

    geopandas.GeoDataFrame({"a": [1]}, geometry=[shapely.Point(1, 2)], crs=4326).to_file(path, layer="tiles")
    before = path.read_bytes()
    with pytest.raises(NotACatalogError, match="has not made"):
        open_catalog(path, mode=mode)  # type: ignore[arg-type]
    assert path.read_bytes() == before


@pytest.mark.parametrize("mode", MODES)
def test_a_truncated_catalog_is_damaged(path: Path, mode: str) -> None:
    with open_catalog(path, mode="a") as catalog:
        put(catalog, count=100)
    os.truncate(path, 8192)
    with pytest.raises(CatalogDamagedError, match=r"is damaged.*backup"):
        open_catalog(path, mode=mode)  # type: ignore[arg-type]


def test_a_mode_that_does_not_exist_is_named(path: Path) -> None:
    with pytest.raises(InvalidOptionError, match="'x'"):
        open_catalog(path, mode="x")  # type: ignore[arg-type]


# --- making one -------------------------------------------------------------------------------------------------------


def test_a_new_catalog_ends_in_gpkg(tmp_path: Path) -> None:
    with pytest.raises(InvalidOptionError, match=r"photo\.tif\.gpkg"):
        open_catalog(tmp_path / "photo.tif", mode="a")
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_new_catalog_must_exist(tmp_path: Path) -> None:
    with pytest.raises(CatalogNotFoundError, match="nowhere"):
        open_catalog(tmp_path / "nowhere" / "area.gpkg", mode="a")


def test_making_a_catalog_that_exists_opens_it(path: Path) -> None:
    with open_catalog(path, mode="a") as catalog:
        put(catalog)
    with open_catalog(path, mode="a") as catalog:
        assert len(catalog.rasters()) == 1


def test_a_creation_that_fails_leaves_no_catalog(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def on_a_full_disk(db: sqlite3.Connection, **_: object) -> None:
        db.execute("PRAGMA max_page_count = 1")
        db.execute("CREATE TABLE a (b)")
        db.execute("CREATE TABLE c (d)")

    with monkeypatch.context() as patch:
        patch.setattr("tilescribe.catalog.geopackage.migrations.migrate", on_a_full_disk)
        with pytest.raises(CatalogFullError, match="full"):
            open_catalog(path, mode="a")
    assert [file.name for file in path.parent.iterdir()] == ["area.gpkg.lock"]
    open_catalog(path, mode="a").close()


def test_what_a_deleted_catalog_left_behind_does_not_reach_the_new_one(path: Path) -> None:
    with open_catalog(path, mode="a") as old, open_catalog(path) as reader:
        put(old)
        reader.rasters()
        log = path.with_name("area.gpkg-wal").read_bytes()
    path.unlink()
    path.with_name("area.gpkg-wal").write_bytes(log)
    path.with_name("area.gpkg.new").write_bytes(b"half a draft")
    path.with_name("area.gpkg.new-journal").write_bytes(log)
    with open_catalog(path, mode="a") as catalog:
        assert catalog.rasters() == []
        assert catalog.verify() == []


def test_a_catalog_reached_by_a_link_has_the_same_lock(path: Path) -> None:
    open_catalog(path, mode="a").close()
    link = path.with_name("link.gpkg")
    link.symlink_to(path)
    with open_catalog(path, mode="w"), pytest.raises(CatalogLockedError):
        open_catalog(link, mode="w")


def test_names_with_signs_of_a_url_are_plain_names(tmp_path: Path) -> None:
    path = tmp_path / "100% of #3? äö.gpkg"
    with open_catalog(path, mode="a") as catalog:
        put(catalog)
    assert path.exists()


def test_the_working_directory_may_change(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    with open_catalog(path.name, mode="a") as catalog:
        monkeypatch.chdir("/")
        assert put(catalog)
        assert catalog.rasters()


# --- what may not be written ------------------------------------------------------------------------------------------


def as_nobody(script: str, *arguments: object) -> str:
    """Run Python as a user who owns nothing, for the superuser may write everywhere. Imports come before that."""
    prelude = (
        "import os, sys, filelock, numpy, shapely, tilescribe.catalog.geopackage.catalog\n"
        "from tilescribe.catalog import open_catalog\n"
        "from tilescribe.errors import TilescribeError\n"
        "if os.getuid() == 0:\n    os.setgid(65534)\n    os.setuid(65534)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", prelude + script, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


LIST = """
try:
    with open_catalog(sys.argv[1], mode=sys.argv[2]) as catalog:
        print(catalog.rasters()[0].tiles, catalog.verify())
except TilescribeError as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def sealed() -> Iterator[Path]:
    """A catalog in a folder that nobody may write, as on a read-only medium."""
    if sys.platform == "win32":
        pytest.skip("folders cannot be sealed with chmod")
    # Not in tmp_path, whose parents are closed to other users.
    folder = Path(tempfile.mkdtemp(prefix="sealed-"))
    path = folder / "area.gpkg"
    with open_catalog(path, mode="a") as catalog:
        put(catalog)
        describe(catalog, [1])
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    shutil.rmtree(folder)


def test_a_catalog_on_a_read_only_medium_can_be_read(sealed: Path) -> None:
    assert "done" in as_nobody(LIST, sealed, "r")


@pytest.mark.parametrize("mode", ["w", "a"])
def test_a_catalog_on_a_read_only_medium_cannot_be_written(sealed: Path, mode: str) -> None:
    assert as_nobody(LIST, sealed, mode).startswith("CatalogReadOnlyError")


def test_a_catalog_cannot_be_made_on_a_read_only_medium(sealed: Path) -> None:
    said = as_nobody(LIST, sealed.with_name("new.gpkg"), "a")
    assert said.startswith("CatalogReadOnlyError")
    assert "may not be written" in said


def test_a_catalog_that_may_not_be_read_says_so(sealed: Path) -> None:
    sealed.chmod(0o000)
    assert as_nobody(LIST, sealed, "r").startswith("CatalogReadOnlyError")


def test_every_refusal_is_a_catalog_or_usage_error_with_a_remedy(path: Path) -> None:
    with pytest.raises(TilescribeError) as caught:
        open_catalog(path)
    assert isinstance(caught.value, CatalogError)
    assert caught.value.remedy
