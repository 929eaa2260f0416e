"""What version 8 of the schema adds: one mark for each place and author, over all questions; labels of rasters."""

from __future__ import annotations

from tilescribe.catalog.geopackage.schema_5 import PLACE, release_trigger

__all__ = [
    "ADOPT",
    "COLUMNS",
    "DESCRIPTIONS",
    "DISMISS",
    "LATEST_QUESTIONS",
    "MARKS_GENERATION",
    "REPLACED_TRIGGERS",
    "TABLES",
    "TRIGGERS",
]

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "rasters": (("label TEXT NOT NULL DEFAULT ''", "before, after, or any word by which a person calls it"),),
}
"""As `schema_5.COLUMNS`."""

DESCRIPTIONS = {"marks": "What people think of places"}
"""What GIS programs say of layers from now on."""

MARKS = f"""
CREATE TABLE marks ({PLACE}
    question TEXT NOT NULL,          -- the words under which it was judged, for information; may be empty
    verdict TEXT CHECK (verdict IN ('confirmed', 'rejected', 'unsure')),  -- NULL where there is none
    grade TEXT NOT NULL DEFAULT '',  -- of a scale that the people agreed on: none, minor, major; may be empty
    note TEXT NOT NULL,              -- may be empty
    author TEXT NOT NULL DEFAULT '',  -- who says so; empty where nobody said who
    shape TEXT,                      -- what the person drew there: GeoJSON geometry, EPSG:4326
    count INTEGER CHECK (count >= 0),  -- how many the person counted there
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id, author)
)"""

_LAYER_TRIGGERS = ("insert", "update1", "update2", "update3", "update4", "delete")

REPLACED_TRIGGERS = (
    *(f"rtree_marks_geom_{name}" for name in _LAYER_TRIGGERS),
    "marks_tile_id_release",
    "marks_raster_id_release",
)
"""Those of the earlier table; of the new one there are others of the same names."""

TABLES: tuple[str, ...] = (
    "ALTER TABLE marks RENAME TO marks_of_questions",
    "DROP INDEX marks_question",
    "DROP INDEX marks_raster",
    MARKS,
    "CREATE INDEX marks_raster ON marks (raster_id)",
    "CREATE INDEX marks_updated ON marks (updated)",
)

LATEST_QUESTIONS = """
SELECT id, tile_id, geom, path, level_m, question, verdict, note, updated FROM marks_of_questions
ORDER BY updated DESC, id DESC"""
"""Marks of before, the latest first."""

ADOPT = """
INSERT INTO marks (id, geom, tile_id, raster_id, path, acquired, level_m, question, verdict, note, updated)
SELECT id, geom, (SELECT t.id FROM tiles AS t WHERE t.id = m.tile_id),
(SELECT r.id FROM rasters AS r WHERE r.id = m.raster_id), path, acquired, level_m, question, verdict, ?, ?
FROM marks_of_questions AS m WHERE id = ?"""
"""(note, updated, id) of the mark that stands for all of its place."""

DISMISS: tuple[str, ...] = (
    # So that ids are never used twice.
    """
UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'marks_of_questions')
WHERE name = 'marks'""",
    "DROP TABLE marks_of_questions",
)
"""What is left to do with the earlier table."""

MARKS_GENERATION = "marks_generation"
"""Key in `tilescribe_meta`: another value whenever a mark, or what is shown of its raster, is another one, whoever
wrote it."""


_OF_MARK = (
    *("geom", "tile_id", "raster_id", "path", "acquired", "level_m", "question", "verdict", "grade", "note", "author"),
    *("shape", "count", "updated"),
)
_SHOWN_OF_RASTER = ("path", "relative_path", "acquired", "acquired_end", "label")
_SHOWN_OF_TILE = ("geom", "state", "reason", "summary", "acquired", "acquired_end")


def _differ(columns: tuple[str, ...]) -> str:
    """SQL condition in a trigger: one of the columns is another than before."""
    return " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)


def _token_trigger(name: str, event: str) -> str:
    return f"""
CREATE TRIGGER {MARKS_GENERATION}_{name} {event} BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = '{MARKS_GENERATION}';
END"""


TRIGGERS: tuple[str, ...] = (
    release_trigger("marks", "tiles", "tile_id"),
    release_trigger("marks", "rasters", "raster_id"),
    _token_trigger("insert", "AFTER INSERT ON marks"),
    _token_trigger("update", f"AFTER UPDATE ON marks WHEN {_differ(_OF_MARK)}"),
    _token_trigger("delete", "AFTER DELETE ON marks"),
    # What is told of a marked place beside the mark itself.
    _token_trigger(
        "rasters", f"AFTER UPDATE OF {', '.join(_SHOWN_OF_RASTER)} ON rasters WHEN {_differ(_SHOWN_OF_RASTER)}"
    ),
    _token_trigger(
        "tiles",
        f"AFTER UPDATE OF {', '.join(_SHOWN_OF_TILE)} ON tiles "
        f"WHEN EXISTS (SELECT 1 FROM marks WHERE tile_id = NEW.id) AND ({_differ(_SHOWN_OF_TILE)})",
    ),
)
