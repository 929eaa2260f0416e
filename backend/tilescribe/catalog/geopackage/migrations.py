"""How one version of the schema becomes the next: numbered functions, one transaction each."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from tilescribe import __version__
from tilescribe.catalog.geopackage import (
    encoding,
    marks_of_questions,
    revisions,
    schema,
    schema_5,
    schema_6,
    schema_7,
    schema_8,
    style,
)
from tilescribe.catalog.geopackage.locations import Locations

__all__ = ["MIGRATIONS", "SCHEMA_VERSION", "Migration", "migrate", "read_version"]

Migration: TypeAlias = Callable[[sqlite3.Connection], None]
"""Brings a catalog from one version to the next with plain `execute` calls; it neither commits nor rolls back."""


def to_version_1(db: sqlite3.Connection) -> None:
    """From an empty file to the first catalog."""
    for statement in (*encoding.CORE_TABLES, *schema.TABLES):
        db.execute(statement)
    for table, description in schema.FEATURES.items():
        for statement in encoding.feature_layer(table, description):
            db.execute(statement)
    for table, description in schema.ATTRIBUTES.items():
        db.execute(encoding.register_attributes(table, description))
    for statement in (*schema.TRIGGERS, *style.TABLE):
        db.execute(statement)
    db.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner) VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '')",
        style.rows(),
    )
    db.executemany(
        "INSERT INTO tilescribe_meta VALUES (?, ?)",
        [
            ("schema_version", "0"),
            ("created_by", f"tilescribe {__version__}"),
            ("uuid", str(uuid.uuid4())),
            ("generation", "0"),
        ],
    )
    db.execute("INSERT INTO tilescribe_meta VALUES ('created', strftime('%Y-%m-%dT%H:%M:%fZ','now'))")


def to_version_2(db: sqlite3.Connection) -> None:
    """Visual vectors and tags."""
    for statement in schema.VERSION_2_TABLES:
        db.execute(statement)
    for table, description in schema.VERSION_2_ATTRIBUTES.items():
        db.execute(encoding.register_attributes(table, description))
    for statement in schema.VERSION_2_TRIGGERS:
        db.execute(statement)


def to_version_3(db: sqlite3.Connection) -> None:
    """Captions that near-identical tiles inherit."""
    for statement in schema.VERSION_3_TABLES:
        db.execute(statement)
    for table, description in schema.VERSION_3_ATTRIBUTES.items():
        db.execute(encoding.register_attributes(table, description))


def to_version_4(db: sqlite3.Connection) -> None:
    """Marks."""
    for statement in schema.VERSION_4_TABLES:
        db.execute(statement)
    for table, description in schema.VERSION_4_ATTRIBUTES.items():
        db.execute(encoding.register_attributes(table, description))


def to_version_5(db: sqlite3.Connection) -> None:
    """Periods, moved imagery, products of several files, what is computed once a raster, places, revisions."""
    for table, columns in schema_5.COLUMNS.items():
        for column, _ in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    locations = Locations.of(db)
    for raster_id, path in db.execute("SELECT id, path FROM rasters").fetchall():
        db.execute("UPDATE rasters SET relative_path = ? WHERE id = ?", (locations.relative(path), raster_id))
    for statement in schema_5.TABLES:
        db.execute(statement)
    for table, description in schema_5.FEATURES.items():
        for statement in encoding.feature_layer(table, description):
            db.execute(statement)
    for statement in schema_5.MOVES:
        db.execute(statement)
    for table in schema_5.FEATURES:
        encoding.refresh_extent(db, table)
    for trigger in schema_5.REPLACED_TRIGGERS:
        db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for statement in schema_5.TRIGGERS:
        db.execute(statement)
    # The same catalog may be migrated in two places: from here on they are told apart.
    revisions.renew_generation(db)
    revisions.end(db, revisions.begin(db))


def to_version_6(db: sqlite3.Connection) -> None:
    """Vector spaces as rows, and a visual vector of a tile in each of several spaces."""
    for trigger in schema_6.REPLACED_TRIGGERS:
        db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for statement in (*schema_6.RENAMES, *schema_6.TABLES):
        db.execute(statement)
    for table, columns in schema_6.COLUMNS.items():
        for column, _ in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for statement in (*schema_6.MOVES, *schema_6.TRIGGERS):
        db.execute(statement)
    for table, description in schema_6.DESCRIPTIONS.items():
        db.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = ?", (description, table))
    revisions.renew_generation(db)


def to_version_7(db: sqlite3.Connection) -> None:
    """Tiles that are compared with an earlier date."""
    for statement in schema_7.TABLES:
        db.execute(statement)
    for table, description in schema_7.ATTRIBUTES.items():
        db.execute(encoding.register_attributes(table, description))
    for statement in schema_7.TRIGGERS:
        db.execute(statement)


def to_version_8(db: sqlite3.Connection) -> None:
    """One mark for each place and author, and labels of rasters."""
    for table, columns in schema_8.COLUMNS.items():
        for column, _ in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for trigger in schema_8.REPLACED_TRIGGERS:
        db.execute(f"DROP TRIGGER IF EXISTS {trigger}")
    for statement in schema_8.TABLES:
        db.execute(statement)
    for statement in encoding.rtree_triggers("marks"):
        db.execute(statement)
    db.execute("DELETE FROM rtree_marks_geom")
    marks_of_questions.collapse(db)
    for statement in schema_8.DISMISS:
        db.execute(statement)
    encoding.refresh_extent(db, "marks")
    for table, description in schema_8.DESCRIPTIONS.items():
        db.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = ?", (description, table))
    db.execute(
        "INSERT INTO tilescribe_meta VALUES (?, '0-' || lower(hex(randomblob(16))))", (schema_8.MARKS_GENERATION,)
    )
    for statement in schema_8.TRIGGERS:
        db.execute(statement)


MIGRATIONS: tuple[Migration, ...] = (
    to_version_1,
    to_version_2,
    to_version_3,
    to_version_4,
    to_version_5,
    to_version_6,
    to_version_7,
    to_version_8,
)
"""`MIGRATIONS[n]` leads from version n to n + 1. Append only: what is released stays as it is."""

SCHEMA_VERSION = len(MIGRATIONS)


def read_version(db: sqlite3.Connection) -> int | None:
    """The schema version of a catalog; None for a database that is not a catalog."""
    known = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'tilescribe_meta'").fetchone()
    if not known:
        return None
    row = db.execute("SELECT value FROM tilescribe_meta WHERE key = 'schema_version'").fetchone()
    return int(row[0]) if row else None


def migrate(db: sqlite3.Connection, *, start: int, migrations: Sequence[Migration]) -> None:
    """Apply the migrations after version `start`. One that fails leaves the catalog at the version before it.

    Args:
        db: A connection in autocommit mode, without an open transaction.
        start: The version that `db` has; 0 for an empty file.
        migrations: All there are, from version 0 on.
    """
    for version, migration in enumerate(migrations[start:], start=start + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            with _broken_views_set_aside(db):
                migration(db)
            db.execute("UPDATE tilescribe_meta SET value = ? WHERE key = 'schema_version'", (str(version),))
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


@contextmanager
def _broken_views_set_aside(db: sqlite3.Connection) -> Iterator[None]:
    """Views of other programs that cannot be read any more, say of a layer that was deleted: SQLite renames no table
    while there are any. They come back as they were."""
    broken = []
    for name, statement in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall():
        quoted = name.replace('"', '""')
        try:
            db.execute(f'SELECT 1 FROM "{quoted}" LIMIT 0')
        except sqlite3.OperationalError:
            broken.append((quoted, statement))
    for quoted, _ in broken:
        db.execute(f'DROP VIEW "{quoted}"')
    yield
    for _, statement in broken:
        db.execute(statement)
