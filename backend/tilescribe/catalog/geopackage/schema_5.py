"""What version 5 of the schema adds: periods, moved imagery, products of several files, places, revisions by which a
cache is told from another catalog's."""

from __future__ import annotations

__all__ = [
    "COLUMNS",
    "FEATURES",
    "FOREIGN",
    "MOVES",
    "PLACE",
    "REPLACED_TRIGGERS",
    "TABLES",
    "TRIGGERS",
    "release_trigger",
    "token_trigger",
]

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "rasters": (
        ("relative_path TEXT", "from the catalog's folder, with forward slashes; NULL where there is no such way"),
        ("sources TEXT NOT NULL DEFAULT '[]'", "JSON: files of a product in band order, from the folder of path"),
        ("signature TEXT NOT NULL DEFAULT ''", "digest of names, sizes and times of all files that make it up"),
        ("acquired_end DATETIME", "last moment of the period that begins with acquired, UTC"),
        ("scene TEXT", "JSON: stretch and collar, computed once; NULL where they are to be computed"),
    ),
    "tiles": (("acquired_end DATETIME", "the raster's"),),
}
"""Columns added to earlier tables, by table, each with its meaning: SQLite keeps no comments of added columns."""

REVISIONS = """
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    token TEXT NOT NULL              -- 32 random hex digits; empty while the transaction that adds the row is underway
)"""

FEATURES = {
    "marks": "What people think of places as answers to questions",
    "corrections": "What people say that places show",
}
"""Feature layers, as `FEATURES`: what people said belongs to a place, whichever tile stands for it at the moment."""

PLACE = """
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    geom MULTIPOLYGON NOT NULL,      -- the place: footprint of the tile seen, EPSG:4326
    tile_id INTEGER REFERENCES tiles (id) ON DELETE SET NULL,  -- the tile that shows it; NULL where none does
    raster_id INTEGER REFERENCES rasters (id) ON DELETE SET NULL,  -- the raster seen; NULL where it is gone
    path TEXT NOT NULL,              -- of the raster seen
    acquired DATETIME,               -- of the raster seen, UTC; NULL where unknown
    level_m DOUBLE NOT NULL,         -- side on the ground in metres of the tile seen"""
"""First columns of what people said: the place, and what stands for it."""

PLACED_MARKS = f"""
CREATE TABLE marks ({PLACE}
    question TEXT NOT NULL COLLATE NOCASE,  -- of which it was a hit; empty for the place as such
    verdict TEXT CHECK (verdict IN ('confirmed', 'rejected')),  -- NULL where there is only a note
    note TEXT NOT NULL,              -- may be empty
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id, question)
)"""

CORRECTIONS = f"""
CREATE TABLE corrections ({PLACE}
    text TEXT NOT NULL,              -- in the person's words
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id)
)"""

TABLES: tuple[str, ...] = (
    REVISIONS,
    "ALTER TABLE marks RENAME TO marks_of_tiles",
    "DROP INDEX marks_question",
    "DELETE FROM gpkg_contents WHERE table_name = 'marks'",
    PLACED_MARKS,
    CORRECTIONS,
    "CREATE INDEX marks_question ON marks (question)",
    "CREATE INDEX marks_raster ON marks (raster_id)",
    "CREATE INDEX corrections_raster ON corrections (raster_id)",
    # A text that a person typed is kept, with its vectors, while no tile shows it.
    "CREATE INDEX corrections_text ON corrections (text)",
)

MOVES: tuple[str, ...] = (
    """
INSERT INTO marks (id, geom, tile_id, raster_id, path, acquired, level_m, question, verdict, note, updated)
SELECT m.id, t.geom, t.id, r.id, r.path, r.acquired, t.level_m, m.question, m.verdict, m.note, m.updated
FROM marks_of_tiles AS m JOIN tiles AS t ON t.id = m.tile_id JOIN rasters AS r ON r.id = t.raster_id""",
    # The newest comes first and is kept.
    """
INSERT OR IGNORE INTO corrections (geom, tile_id, raster_id, path, acquired, level_m, text, updated)
SELECT t.geom, t.id, r.id, r.path, r.acquired, t.level_m, texts.text, c.updated
FROM captions AS c JOIN authors AS a ON a.id = c.author_id AND a.captioner = 'user'
JOIN descriptions AS d ON (d.tile_id, d.author_id) = (c.tile_id, c.author_id) JOIN texts ON texts.id = d.text_id
JOIN tiles AS t ON t.id = c.tile_id JOIN rasters AS r ON r.id = t.raster_id ORDER BY c.updated DESC, d.id""",
    "DROP TABLE marks_of_tiles",
    # A midnight to the millisecond is a date, of which nobody knew the hour.
    *(
        f"""
UPDATE {table} SET acquired_end = CASE WHEN acquired LIKE '____-__-__T00:00:00.000Z'
THEN substr(acquired, 1, 10) || 'T23:59:59.999Z' ELSE acquired END WHERE acquired IS NOT NULL"""
        for table in ("rasters", "tiles")
    ),
)
"""What people said before version 5, to its tables: each to the place of its tile."""


def release_trigger(table: str, parent: str, column: str) -> str:
    """ON DELETE SET NULL as a trigger as well, since a GIS program deletes with foreign keys off."""
    return f"""
CREATE TRIGGER {table}_{column}_release AFTER DELETE ON {parent} BEGIN
    UPDATE {table} SET {column} = NULL WHERE {column} = OLD.id;
END"""


FOREIGN = "ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> ''"
"""Condition in a trigger: another program writes, for every transaction of ours adds its revision first."""


def token_trigger(name: str, event: str) -> str:
    """As `_generation_trigger`; the random part keeps apart what is done to two copies of one catalog."""
    return f"""
CREATE TRIGGER generation_{name} {event} BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END"""


_CACHED = ("descriptions", "vectors", "visuals")

REPLACED_TRIGGERS = (
    "generation_descriptions_delete",
    "generation_descriptions_update",
    "generation_vectors_delete",
    "generation_vectors_update",
    "generation_texts_update",
    "generation_tiles_undone",
    "generation_captions_revived",
    "generation_visuals_delete",
    "generation_visuals_update",
)
"""Triggers of earlier versions in whose place `TRIGGERS` has others of the same names."""

TRIGGERS: tuple[str, ...] = (
    *(token_trigger(f"{table}_delete", f"AFTER DELETE ON {table}") for table in ("descriptions", "vectors", "visuals")),
    *(
        token_trigger(f"{table}_update", f"AFTER UPDATE ON {table}")
        for table in ("descriptions", "vectors", "visuals", "texts")
    ),
    token_trigger("tiles_undone", "AFTER UPDATE OF state ON tiles WHEN OLD.state = 'done' AND NEW.state <> 'done'"),
    token_trigger(
        "captions_revived", "AFTER UPDATE OF state ON captions WHEN OLD.state = 'stale' AND NEW.state = 'done'"
    ),
    # What we add ourselves is told by its revision. Of what other programs add there is none.
    *(token_trigger(f"{table}_insert", f"AFTER INSERT ON {table} WHEN {FOREIGN}") for table in _CACHED),
    # We never call a tile done without adding descriptions, unless its captions are revived.
    token_trigger(
        "tiles_done",
        f"AFTER UPDATE OF state ON tiles WHEN OLD.state <> 'done' AND NEW.state = 'done' AND {FOREIGN}",
    ),
    # Where a description's author or a tile's raster is gone, neither can be shown.
    token_trigger("authors_delete", "AFTER DELETE ON authors"),
    token_trigger("tiles_raster", "AFTER UPDATE OF raster_id ON tiles WHEN OLD.raster_id IS NOT NEW.raster_id"),
    # Where a tile lies and at which level stands in caches of its descriptions.
    token_trigger("tiles_geom", "AFTER UPDATE OF geom ON tiles WHEN OLD.geom IS NOT NEW.geom"),
    token_trigger("tiles_level_m", "AFTER UPDATE OF level_m ON tiles WHEN OLD.level_m IS NOT NEW.level_m"),
    token_trigger("tiles_id", "AFTER UPDATE OF id ON tiles WHEN OLD.id IS NOT NEW.id"),
    token_trigger(
        "tiles_valid_share",
        f"AFTER UPDATE OF valid_share ON tiles WHEN OLD.valid_share IS NOT NEW.valid_share AND {FOREIGN}",
    ),
    # What ON DELETE says, done for programs too that leave `foreign_keys` off, as SQLite does by default.
    """
CREATE TRIGGER rasters_delete_cascade AFTER DELETE ON rasters BEGIN
    DELETE FROM tiles WHERE raster_id = OLD.id;
END""",
    """
CREATE TRIGGER tiles_delete_cascade AFTER DELETE ON tiles BEGIN
    DELETE FROM captions WHERE tile_id = OLD.id;
    DELETE FROM descriptions WHERE tile_id = OLD.id;
    DELETE FROM measurements WHERE tile_id = OLD.id;
    DELETE FROM visuals WHERE tile_id = OLD.id;
    DELETE FROM tags WHERE tile_id = OLD.id;
    DELETE FROM inheritances WHERE tile_id = OLD.id;
    UPDATE failures SET tile_id = NULL WHERE tile_id = OLD.id;
END""",
    """
CREATE TRIGGER texts_delete_cascade AFTER DELETE ON texts BEGIN
    DELETE FROM vectors WHERE text_id = OLD.id;
END""",
    """
CREATE TRIGGER embedders_delete_cascade AFTER DELETE ON embedders BEGIN
    DELETE FROM vectors WHERE embedder_id = OLD.id;
END""",
    """
CREATE TRIGGER runs_delete_cascade AFTER DELETE ON runs BEGIN
    DELETE FROM failures WHERE run_id = OLD.id;
END""",
    *(
        release_trigger(table, parent, column)
        for table in FEATURES
        for parent, column in (("tiles", "tile_id"), ("rasters", "raster_id"))
    ),
)
