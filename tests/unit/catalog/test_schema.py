"""The file is laid out as its documentation says, and its queries use its indexes."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from tests.unit.catalog.made_up import FACTS, MODEL, describe, put, sql

from tilescribe.catalog.geopackage import migrations, pending, schema, schema_5, schema_6, schema_7, schema_8
from tilescribe.catalog.geopackage.catalog import GeoPackageCatalog
from tilescribe.domain.description import Measurements
from tilescribe.domain.pair import ChangeMeasures, PairAlignment
from tilescribe.domain.raster import RasterState
from tilescribe.domain.tile import TileState

ADDED = {
    table: (*schema_5.COLUMNS.get(table, ()), *schema_6.COLUMNS.get(table, ()), *schema_8.COLUMNS.get(table, ()))
    for table in {**schema_5.COLUMNS, **schema_6.COLUMNS, **schema_8.COLUMNS}
}
DOCS = Path(__file__).parents[3] / "docs" / "catalog.md"
OWN = [
    *schema.FEATURES,
    *(table for table in schema.ATTRIBUTES if table != "embedders"),
    *schema.VERSION_2_ATTRIBUTES,
    *schema.VERSION_3_ATTRIBUTES,
    *schema_5.FEATURES,
    *schema_7.ATTRIBUTES,
    "spaces",
    "tilescribe_meta",
    "revisions",
]


def documented() -> dict[str, list[tuple[str, str, str]]]:
    """Table to (column, type, meaning), from the Markdown tables."""
    sections = re.findall(r"^### (\w+)\n(.*?)(?=^##)", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    row = re.compile(r"^\| `(\w+)` \| (\w+) \| (.*) \|$", re.MULTILINE)
    return {table: row.findall(body) for table, body in sections}


def test_the_documentation_names_every_table_and_column_as_it_is(catalog: GeoPackageCatalog) -> None:
    real = {
        table: [(name, kind) for _, name, kind, *_ in sql(catalog.path, f"PRAGMA table_info({table})")] for table in OWN
    }
    assert {table: [row[:2] for row in rows] for table, rows in documented().items()} == real


def test_the_documentation_says_what_the_file_says_of_itself(catalog: GeoPackageCatalog) -> None:
    comment = re.compile(r"^    (\w+) [A-Z]+.*?-- (.*)$", re.MULTILINE)
    for table, rows in documented().items():
        ((statement,),) = sql(catalog.path, "SELECT sql FROM sqlite_master WHERE name = ?", table)
        # SQLite keeps no comments of columns that were added later.
        added = [(column.split()[0], meaning) for column, meaning in ADDED.get(table, ())]
        assert [(name, meaning) for name, _, meaning in rows] == comment.findall(statement) + added


def test_the_documentation_is_of_this_version() -> None:
    assert f"describes version {migrations.SCHEMA_VERSION}." in DOCS.read_text(encoding="utf-8")


def test_no_table_exists_that_the_documentation_does_not_account_for(catalog: GeoPackageCatalog) -> None:
    accounted = re.compile(r"gpkg_|rtree_(rasters|tiles|marks|corrections)_geom|texts_fts|layer_styles$|sqlite_")
    tables = {name for (name,) in sql(catalog.path, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {table for table in tables if not accounted.match(table)} == set(OWN)


def test_the_examples_in_the_documentation_run(catalog: GeoPackageCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    put(catalog)
    describe(catalog, [1, 2, 3])
    text = DOCS.read_text(encoding="utf-8")
    ((query,), (script,)) = (re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL) for language in ("sql", "python"))
    assert len(sql(catalog.path, query)) == 6
    monkeypatch.chdir(Path(catalog.path).parent)
    names: dict[str, object] = {}
    exec(script, names)
    assert names["matrix"].shape == (4, 8)  # type: ignore[attr-defined]


def test_measurements_have_a_column_for_each_field(catalog: GeoPackageCatalog) -> None:
    columns = [name for _, name, *_ in sql(catalog.path, "PRAGMA table_info(measurements)")]
    assert columns == ["tile_id", "author_id", *(field.name for field in fields(Measurements))]
    assert list(pending.MEASURES) == columns[2:]


def test_pairs_and_changes_have_a_column_for_each_field(catalog: GeoPackageCatalog) -> None:
    columns = [name for _, name, *_ in sql(catalog.path, "PRAGMA table_info(changes)")]
    assert columns == ["tile_id", "author_id", *(field.name for field in fields(ChangeMeasures))]
    columns = [name for _, name, *_ in sql(catalog.path, "PRAGMA table_info(pairs)")]
    assert columns[6:] == [field.name for field in fields(PairAlignment)]


@pytest.mark.parametrize(("table", "states"), [("tiles", TileState), ("rasters", RasterState)])
def test_the_schema_knows_the_states_of_the_domain(
    catalog: GeoPackageCatalog, table: str, states: type[TileState] | type[RasterState]
) -> None:
    ((statement,),) = sql(catalog.path, "SELECT sql FROM sqlite_master WHERE name = ?", table)
    allowed = re.search(r"state IN \((.*?)\)", statement)
    assert allowed is not None
    assert re.findall(r"'(\w+)'", allowed[1]) == [state.value for state in states]


def plan(catalog: GeoPackageCatalog, query: str) -> str:
    return "\n".join(row[3] for row in sql(catalog.path, f"EXPLAIN QUERY PLAN {query}"))


def test_counting_and_finding_work_reads_indexes_only(catalog: GeoPackageCatalog) -> None:
    put(catalog)
    describe(catalog, [1], author=FACTS)
    describe(catalog, [1], author=MODEL)
    lacking = pending.lacking(catalog._connections.read(), [FACTS, MODEL])
    counting = plan(catalog, f"SELECT raster_id, count(*) FROM tiles WHERE {lacking} GROUP BY raster_id")
    assert "SCAN tiles USING COVERING INDEX tiles_by_state" in counting
    assert counting.count("SEARCH captions USING INDEX sqlite_autoindex_captions_1") == 2
    assert "TEMP B-TREE" not in counting
    by_state = plan(catalog, "SELECT raster_id, state, count(*) FROM tiles GROUP BY raster_id, state")
    assert by_state == "SCAN tiles USING COVERING INDEX tiles_by_state"


def test_what_no_longer_exists_is_found_without_scanning(catalog: GeoPackageCatalog) -> None:
    unused = plan(
        catalog,
        "DELETE FROM texts WHERE id = 1 AND NOT EXISTS (SELECT 1 FROM descriptions WHERE text_id = texts.id)",
    )
    assert "SCAN" not in unused
    known = plan(catalog, "SELECT tile_id FROM captions WHERE content_hash = 'h' AND author_id = 1")
    assert "captions_content" in known
