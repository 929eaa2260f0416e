"""Has the catalog all that its schema made: tables, indexes, triggers, and the rows that make it a GeoPackage?

What it should hold is not written down twice: an empty catalog is made in memory, and compared.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from tilescribe.catalog.geopackage import encoding, migrations
from tilescribe.errors import CatalogDamagedError

__all__ = ["find", "repair"]

_REGISTERED = {
    "gpkg_spatial_ref_sys": "srs_id",
    "gpkg_contents": "table_name",
    "gpkg_geometry_columns": "table_name",
    "gpkg_extensions": "table_name, column_name, extension_name",
}
"""Tables of the GeoPackage standard and their keys, parents first; without their rows others see no layers."""


@dataclass(frozen=True, slots=True)
class _Part:
    kind: str
    name: str
    statement: str

    @property
    def virtual(self) -> bool:
        return self.statement.upper().startswith("CREATE VIRTUAL TABLE")


def find(db: sqlite3.Connection) -> list[str]:
    """What is missing, one sentence each. Reads only.

    Raises:
        CatalogDamagedError: a table that nothing else can replace is gone.
    """
    with _model() as model:
        return [
            *(f"The {part.kind} {part.name} is missing" for part in _missing_parts(db, model)),
            *(f"Rows of {table} that are missing: {len(rows)}" for table, rows in _missing_rows(db, model)),
        ]


def repair(db: sqlite3.Connection) -> list[str]:
    """Make what `find` finds, inside the caller's transaction. Indexes are left empty where only a rebuild fills them.

    Raises:
        CatalogDamagedError: a table that nothing else can replace is gone.
    """
    findings = find(db)
    with _model() as model:
        for part in _missing_parts(db, model):
            db.execute(part.statement)
        for table, rows in list(_missing_rows(db, model)):
            marks = ", ".join("?" * len(rows[0]))
            db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
    return [f"{finding}; made anew" for finding in findings]


@contextmanager
def _model() -> Iterator[sqlite3.Connection]:
    """An empty catalog in memory."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        encoding.register_functions(db)
        migrations.migrate(db, start=0, migrations=migrations.MIGRATIONS)
        yield db


def _parts(db: sqlite3.Connection) -> list[_Part]:
    """Tables first, as they were made. Tables that a virtual table keeps for itself come and go with it."""
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite~_%' ESCAPE '~' "
        "ORDER BY type <> 'table', rowid"
    )
    parts = [_Part(*row) for row in rows]
    owners = tuple(f"{part.name}_" for part in parts if part.virtual)
    return [part for part in parts if part.kind != "table" or not part.name.startswith(owners)]


def _missing_parts(db: sqlite3.Connection, model: sqlite3.Connection) -> list[_Part]:
    there = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
    missing = [part for part in _parts(model) if part.name not in there]
    lost = [part.name for part in missing if part.kind == "table" and not part.virtual]
    if lost:
        raise CatalogDamagedError(
            f"The catalog has lost its table {', '.join(lost)}",
            remedy="Restore it from a backup, or index anew into another file",
        )
    return missing


def _missing_rows(db: sqlite3.Connection, model: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[object, ...]]]]:
    """Rows of the standard's tables that are not there, by table."""
    for table, key in _REGISTERED.items():
        there = set(db.execute(f"SELECT {key} FROM {table}").fetchall())
        absent = [row for row in model.execute(f"SELECT {key}, * FROM {table}") if row[: _width(key)] not in there]
        if absent:
            yield table, [row[_width(key) :] for row in absent]


def _width(key: str) -> int:
    return key.count(",") + 1
