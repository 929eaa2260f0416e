"""Old catalogs open for ever, and a migration that fails changes nothing."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import FACTS, describe, put, sql

from tilescribe.catalog import open_catalog
from tilescribe.catalog.geopackage import encoding, migrations
from tilescribe.domain.description import Measurements
from tilescribe.domain.pair import ChangeMeasures, PairAlignment
from tilescribe.errors import CatalogReadOnlyError, NewerCatalogError

GOLDEN = sorted(Path(__file__).with_name("golden").glob("version_*.sql"))


def load(golden: Path, path: Path) -> Path:
    """A catalog as that version left it."""
    with closing(sqlite3.connect(path)) as db:
        encoding.register_functions(db)
        db.executescript(golden.read_text(encoding="utf-8"))
    return path


def test_a_catalog_of_changes_opens_with_its_pairs(path: Path) -> None:
    load(GOLDEN[6], path)
    with open_catalog(path) as catalog:
        (pair,) = catalog.pairs([1, 2])
        assert (pair.plan.source_id, pair.plan.before_paths, pair.plan.before_tiles) == (
            11,
            ("/imagery/before.tif",),
            ((7, 0.75),),
        )
        assert pair.plan.before is not None
        assert pair.plan.before.date == "2023-05-01"
        assert pair.alignment == PairAlignment(1.5, -0.5, 0.875, 1.0, 2.0, 0.0, 6.5)
        assert pair.measures == ChangeMeasures(0.9, 0.4, 0.05, water_gained=0.3, water_lost=0.0)


def layout(path: Path) -> dict[str, object]:
    """Tables with columns, and names of indexes and triggers: what a migrated and a new catalog must share."""
    names = sql(path, "SELECT type, name, tbl_name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    columns = {
        name: sorted(row[1:] for row in sql(path, f"PRAGMA table_info({name})"))
        for kind, name, _ in names
        if kind == "table"
    }
    return {"names": sorted(names), "columns": columns}


def test_there_is_a_golden_catalog_of_every_version() -> None:
    assert [golden.stem for golden in GOLDEN] == [f"version_{n}" for n in range(1, migrations.SCHEMA_VERSION + 1)]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_a_catalog_of_an_earlier_version_opens_with_all_it_knew(golden: Path, path: Path) -> None:
    load(golden, path)
    with open_catalog(path) as catalog:
        assert catalog.verify() == []
        (stored,) = catalog.rasters()
        assert {state.value: count for state, count in stored.tiles.items()} == {"done": 1, "blank": 1, "failed": 1}
        assert catalog.load_raster(stored.id).path == "/imagery/a.tif"
        said = catalog.known_captions(["hash 1"], [FACTS])["hash 1"][FACTS]
        assert [one.text for one in said.descriptions] == ["A lake.", "Water covers 70 % of the tile."]
        assert said.measurements == Measurements(water=0.7, colours="blue")
    assert sql(path, "SELECT value FROM tilescribe_meta WHERE key = 'schema_version'") == [
        (str(migrations.SCHEMA_VERSION),)
    ]


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_a_migrated_catalog_is_laid_out_like_a_new_one(golden: Path, path: Path) -> None:
    load(golden, path)
    new = path.with_name("new.gpkg")
    for file in (path, new):
        open_catalog(file, mode="a").close()
    assert layout(path) == layout(new)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_a_migrated_catalog_can_be_written(golden: Path, path: Path) -> None:
    load(golden, path)
    with open_catalog(path, mode="w") as catalog:
        put(catalog, count=4, fingerprint="edited")
        describe(catalog, range(1, 5))
        assert catalog.pending([FACTS]) == {}
        assert catalog.verify() == []


def add_column(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE runs ADD COLUMN machine TEXT")


def break_halfway(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE runs ADD COLUMN half TEXT")
    raise RuntimeError("broken migration")


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def pretend(*added: migrations.Migration) -> None:
        monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, *added))
        monkeypatch.setattr(migrations, "SCHEMA_VERSION", len(migrations.MIGRATIONS))

    return pretend


@pytest.mark.parametrize("mode", ["r", "w", "a"])
def test_opening_brings_an_older_catalog_up_to_date(path: Path, next_version: Callable[..., None], mode: str) -> None:
    open_catalog(path, mode="a").close()
    next_version(add_column)
    with open_catalog(path, mode=mode) as catalog:  # type: ignore[arg-type]
        assert catalog.runs(limit=1) == []
    assert "machine" in [name for _, name, *_ in sql(path, "PRAGMA table_info(runs)")]
    open_catalog(path, mode=mode).close()  # type: ignore[arg-type]


def test_a_migration_that_fails_leaves_the_version_before_it(path: Path, next_version: Callable[..., None]) -> None:
    open_catalog(path, mode="a").close()
    before = migrations.SCHEMA_VERSION
    next_version(add_column, break_halfway)
    with pytest.raises(RuntimeError, match="broken migration"):
        open_catalog(path, mode="w")
    assert sql(path, "SELECT value FROM tilescribe_meta WHERE key = 'schema_version'") == [(str(before + 1),)]
    columns = [name for _, name, *_ in sql(path, "PRAGMA table_info(runs)")]
    assert "machine" in columns
    assert "half" not in columns


def test_a_newer_catalog_is_refused_with_both_versions(path: Path, next_version: Callable[..., None]) -> None:
    open_catalog(path, mode="a").close()
    known = migrations.SCHEMA_VERSION
    sql(path, "UPDATE tilescribe_meta SET value = ? WHERE key = 'schema_version'", str(known + 6))
    before = path.read_bytes()
    for mode in ("r", "w", "a"):
        with pytest.raises(NewerCatalogError, match=rf"version {known + 6}.*up to {known}.*Upgrade"):
            open_catalog(path, mode=mode)  # type: ignore[arg-type]
    assert path.read_bytes() == before


def test_vector_spaces_of_before_version_6_become_rows(path: Path) -> None:
    """One was an embedder's, the other was only named by a visual vector."""
    load(GOLDEN[4], path)
    ((seen,),) = sql(path, "SELECT vector FROM visuals")
    generation = "SELECT value FROM tilescribe_meta WHERE key = 'generation'"
    before = sql(path, generation)
    with open_catalog(path, mode="w") as catalog:
        mini, other = sorted(catalog.spaces(), key=lambda space: space.id)
        assert (mini.id, mini.dim, mini.encoder, mini.has_texts, mini.visual_models) == ("f1", 8, "mini", True, ())
        assert (other.id, other.dim, other.encoder, other.has_texts) == ("space", 4, "", False)
        assert other.visual_models == ("facts",)
        assert [one.name for one in catalog.embedders()] == ["mini"]
        assert catalog.visual_vector(1, space="space").astype("<f2").tobytes() == seen
        assert catalog.text_vectors(["A lake."], space="f1").keys() == {"A lake."}
        assert sql(path, generation) != before, "no cache of an earlier version is believed"
    assert sql(path, "SELECT count(*) FROM gpkg_contents WHERE table_name IN ('spaces', 'embedders')") == [(1,)]
    sql(path, "DELETE FROM spaces WHERE fingerprint = 'space'")
    assert sql(path, "SELECT count(*) FROM visuals") == [(0,)], "what belongs to a space goes with it"


def test_a_space_takes_the_dimension_of_most_of_its_visual_vectors(path: Path) -> None:
    load(GOLDEN[4], path)
    authors = "INSERT INTO authors (id, captioner, model, prompt_version) VALUES (7, 'x', '1', '1'), (8, 'y', '1', '1')"
    sql(path, authors)
    sql(path, "UPDATE visuals SET id = 9")
    for visual_id, author_id, vector in ((1, 7, b"\0\0"), (2, 8, b"\0\0\0\x3c" * 2)):
        added = "INSERT INTO visuals (id, tile_id, author_id, space, vector) VALUES (?, 1, ?, 'space', ?)"
        sql(path, added, visual_id, author_id, vector)
    with open_catalog(path) as catalog:
        assert {space.id: space.dim for space in catalog.spaces()} == {"f1": 8, "space": 4}


@pytest.mark.parametrize("lost", ["authors WHERE id = (SELECT author_id FROM visuals)", "tiles WHERE id = 1"])
def test_rows_that_refer_to_missing_ones_do_not_keep_a_catalog_from_being_migrated(path: Path, lost: str) -> None:
    load(GOLDEN[4], path)
    sql(path, "DROP TRIGGER tiles_delete_cascade")
    sql(path, f"DELETE FROM {lost}")
    with open_catalog(path, mode="w") as catalog:
        catalog.verify(repair=True)
        assert catalog.verify() == []
    assert sql(path, "SELECT count(*) FROM visuals") == [(0,)]


def test_a_view_of_a_layer_that_is_gone_does_not_keep_a_catalog_from_being_migrated(path: Path) -> None:
    load(GOLDEN[0], path)
    sql(path, "CREATE VIEW \"my view\" AS SELECT * FROM 'a deleted layer'")
    sql(path, "CREATE VIEW names AS SELECT name FROM embedders")
    with open_catalog(path) as catalog:
        assert catalog.verify() == []
    views = sql(path, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")
    assert views == [("my view",), ("names",)]
    assert sql(path, "SELECT * FROM names") == [("mini",)]


def test_who_may_only_read_an_older_catalog_is_told_what_is_to_be_done(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load(GOLDEN[4], path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda place, mode: mode != os.W_OK)
    with pytest.raises(CatalogReadOnlyError, match=rf"version 5 .* to version {migrations.SCHEMA_VERSION} first"):
        open_catalog(path)
    assert path.read_bytes() == before
