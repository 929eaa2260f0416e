"""What version 6 of the schema changes: vector spaces are rows, and a tile may have a visual vector in each of them."""

from __future__ import annotations

from tilescribe.catalog.geopackage.schema_5 import FOREIGN, token_trigger

__all__ = ["COLUMNS", "DESCRIPTIONS", "MOVES", "RENAMES", "REPLACED_TRIGGERS", "TABLES", "TRIGGERS"]

DESCRIPTIONS = {
    "spaces": "Vector spaces: whose vectors may be compared, and which text encoder speaks them",
    "visuals": "What tiles show as unit vectors, little-endian float16",
}
"""What GIS programs say about tables that were renamed or laid out anew."""

REPLACED_TRIGGERS = (
    "embedders_delete_cascade",
    "tiles_delete_cascade",
    "generation_visuals_delete",
    "generation_visuals_update",
    "generation_visuals_insert",
)
"""Triggers of earlier versions that name a table that is renamed or laid out anew."""

RENAMES = (
    "ALTER TABLE embedders RENAME TO spaces",
    "ALTER TABLE spaces RENAME COLUMN name TO encoder",
    "UPDATE gpkg_contents SET table_name = 'spaces', identifier = 'spaces' WHERE table_name = 'embedders'",
    "ALTER TABLE vectors RENAME COLUMN embedder_id TO space_id",
    "ALTER TABLE visuals RENAME TO visuals_of_embedders",
)

COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "spaces": (
        (
            "metric TEXT NOT NULL DEFAULT 'cosine' CHECK (metric IN ('cosine'))",
            "how vectors are compared: cosine, the inner product of unit vectors",
        ),
    ),
}
"""Columns added to earlier tables, by table, each with its meaning."""

VISUALS = """
CREATE TABLE visuals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile seen
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    space_id INTEGER NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,  -- in which space
    vector BLOB NOT NULL,            -- dim little-endian float16, L2-normalised
    UNIQUE (tile_id, author_id, space_id)
)"""

TABLES = (VISUALS,)

MOVES = (
    # Spaces in which only a visual model has written so far: no text encoder has given its name yet. The dimension is
    # that of most vectors, for a few may be damaged; of the columns beside `max` SQLite takes those of the same row.
    """
INSERT INTO spaces (encoder, fingerprint, dim, used)
SELECT '', space, dim, strftime('%Y-%m-%dT%H:%M:%fZ', 'now') FROM (
    SELECT space, dim, max(vectors) FROM (
        SELECT space, length(vector) / 2 AS dim, count(*) AS vectors FROM visuals_of_embedders GROUP BY space, dim
    ) WHERE space NOT IN (SELECT fingerprint FROM spaces) GROUP BY space
)""",
    (
        "INSERT INTO sqlite_sequence (name, seq) "
        "SELECT 'visuals', seq FROM sqlite_sequence WHERE name = 'visuals_of_embedders'"
    ),
    # Those that have lost their tile or author, in a program that minds no foreign keys, show nothing any more.
    """
INSERT INTO visuals (id, tile_id, author_id, space_id, vector)
SELECT v.id, v.tile_id, v.author_id, s.id, v.vector FROM visuals_of_embedders AS v
JOIN spaces AS s ON s.fingerprint = v.space
WHERE EXISTS (SELECT 1 FROM tiles WHERE id = v.tile_id) AND EXISTS (SELECT 1 FROM authors WHERE id = v.author_id)
ORDER BY v.id""",
    "DROP TABLE visuals_of_embedders",
)

TRIGGERS = (
    token_trigger("visuals_delete", "AFTER DELETE ON visuals"),
    token_trigger("visuals_update", "AFTER UPDATE ON visuals"),
    token_trigger("visuals_insert", f"AFTER INSERT ON visuals WHEN {FOREIGN}"),
    """
CREATE TRIGGER spaces_delete_cascade AFTER DELETE ON spaces BEGIN
    DELETE FROM vectors WHERE space_id = OLD.id;
    DELETE FROM visuals WHERE space_id = OLD.id;
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
)
