"""The tables of a catalog, as SQL. SQLite keeps the comments: `.schema` of any catalog shows them.

What stands first is version 1, and stays so once released: what later versions add stands below it, and `migrations`
says how one becomes the next. `docs/catalog.md`
explains the same tables to readers of the file; how GeoPackage itself is laid out stands in `geopackage`.
"""

from __future__ import annotations

__all__ = [
    "ATTRIBUTES",
    "FEATURES",
    "TABLES",
    "TRIGGERS",
    "VERSION_2_ATTRIBUTES",
    "VERSION_2_TABLES",
    "VERSION_2_TRIGGERS",
    "VERSION_3_ATTRIBUTES",
    "VERSION_3_TABLES",
    "VERSION_4_ATTRIBUTES",
    "VERSION_4_TABLES",
    "VERSION_5_ATTRIBUTES",
    "VERSION_5_COLUMNS",
    "VERSION_5_FEATURES",
    "VERSION_5_MOVES",
    "VERSION_5_REPLACED_TRIGGERS",
    "VERSION_5_TABLES",
    "VERSION_5_TRIGGERS",
]

FEATURES = {
    "rasters": "One row for each georeferenced file, with its footprint",
    "tiles": "One row for each tile, with its footprint, its state and the best one-sentence description",
}
"""Feature layers (geometry column `geom`, MULTIPOLYGON, EPSG:4326) and what GIS programs say about them."""

ATTRIBUTES = {
    "authors": "Who writes descriptions: captioner, model and prompt version",
    "captions": "Which author has described which tile, or why it could not",
    "descriptions": "The texts of a tile: kind, author and text",
    "texts": "Every different text once",
    "embedders": "What turned texts into vectors",
    "vectors": "Texts as unit vectors, little-endian float16",
    "measurements": "Numbers measured from the bands of a tile",
    "runs": "When and how the catalog was written",
    "failures": "What went wrong in which run",
}
"""Tables without geometry that GIS programs may list."""

META = """
CREATE TABLE tilescribe_meta (
    key TEXT NOT NULL PRIMARY KEY,  -- schema_version, created_by, created, uuid or generation
    value TEXT NOT NULL             -- generation rises whenever something that a cache may hold is changed or deleted
)"""

RASTERS = """
CREATE TABLE rasters (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    geom MULTIPOLYGON NOT NULL,      -- footprint, EPSG:4326, split at the antimeridian
    path TEXT NOT NULL UNIQUE,       -- what GDAL opens: absolute, or /vsi...
    name TEXT NOT NULL,              -- file name
    fingerprint TEXT NOT NULL,       -- digest of size and sampled content: survives a move, not an edit
    size_bytes INTEGER NOT NULL,     -- of the file when it was last looked at
    mtime_ns INTEGER NOT NULL,       -- its modification time, nanoseconds since 1970
    overrides TEXT NOT NULL,         -- what the user forced: profile|time
    plan TEXT NOT NULL,              -- levels and overlap the tiles were planned with
    state TEXT NOT NULL CHECK (state IN ('present', 'missing', 'failed')),  -- where the file stands
    reason TEXT NOT NULL,            -- why it failed, else empty
    driver TEXT NOT NULL,            -- GDAL's short name of the format
    width INTEGER NOT NULL,          -- pixels
    height INTEGER NOT NULL,         -- pixels
    dtype TEXT NOT NULL,             -- numpy name of the stored type
    bands TEXT NOT NULL,             -- JSON: [{"index", "role", "scale", "offset"}], in file order, alpha left out
    nodata TEXT,                     -- the nodata value as text, for it may be nan
    palette BOOLEAN NOT NULL,        -- the single band indexes a colour table
    profile TEXT NOT NULL,           -- sensor profile that gave the bands their roles
    profile_source TEXT NOT NULL,    -- why this profile: user, tags, descriptions, file name, band count
    quantity TEXT NOT NULL,          -- what scaled values mean: reflectance, brightness, backscatter, other
    sensor TEXT,                     -- NULL where unknown
    acquired DATETIME,               -- UTC; NULL where unknown
    acquired_source TEXT NOT NULL,   -- user, tags, file name, or empty
    crs TEXT NOT NULL,               -- EPSG:n, else WKT2
    georeferencing TEXT NOT NULL,    -- geotransform, gcps or rpcs
    transform TEXT,                  -- JSON: affine [a, b, c, d, e, f]; NULL for gcps and rpcs
    gsd_x_m DOUBLE NOT NULL,         -- metres on the ground of one pixel step along a row, at the centre
    gsd_y_m DOUBLE NOT NULL,         -- the same along a column
    has_overviews BOOLEAN NOT NULL,  -- coarse levels are read from them
    notices TEXT NOT NULL,           -- JSON: what the user should know, one sentence each
    levels_m TEXT NOT NULL,          -- JSON: sides of its tiles in metres, ascending
    updated DATETIME NOT NULL        -- UTC
)"""

TILES = """
CREATE TABLE tiles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    geom MULTIPOLYGON NOT NULL,      -- footprint, EPSG:4326, split at the antimeridian
    raster_id INTEGER NOT NULL REFERENCES rasters (id) ON DELETE CASCADE,  -- the raster it is a window of
    raster TEXT NOT NULL,            -- its file name, for people
    level_m DOUBLE NOT NULL,         -- side on the ground in metres
    row INTEGER NOT NULL,            -- first pixel row in the raster
    col INTEGER NOT NULL,            -- first pixel column
    height INTEGER NOT NULL,         -- pixels
    width INTEGER NOT NULL,          -- pixels
    state TEXT NOT NULL CHECK (state IN ('pending', 'done', 'blank', 'failed')),  -- only done tiles answer questions
    reason TEXT NOT NULL,            -- why it is blank or failed, else empty
    summary TEXT NOT NULL,           -- the best author's one-sentence description
    acquired DATETIME,               -- the raster's time, UTC; NULL where unknown
    content_hash TEXT,               -- digest of the pixels as they were last read
    valid_share DOUBLE,              -- share of pixels that carry a picture, 0 to 1
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (raster_id, level_m, row, col, height, width)
)"""

AUTHORS = """
CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    captioner TEXT NOT NULL,         -- as the user types it
    model TEXT NOT NULL,             -- which weights or algorithm
    prompt_version TEXT NOT NULL,    -- which wording
    UNIQUE (captioner, model, prompt_version)
)"""

CAPTIONS = """
CREATE TABLE captions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile described
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    state TEXT NOT NULL CHECK (state IN ('done', 'failed', 'stale')),  -- stale: the raster has changed since
    reason TEXT NOT NULL,            -- why it failed, else empty
    content_hash TEXT,               -- digest of the pixels that were described
    descriptions INTEGER NOT NULL,   -- how many rows of descriptions belong to it
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id, author_id)
)"""

TEXTS = """
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    text TEXT NOT NULL UNIQUE        -- as written
)"""

DESCRIPTIONS = """
CREATE TABLE descriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile described
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    kind TEXT NOT NULL,              -- summary, features, detail, facts or change
    variant INTEGER NOT NULL,        -- numbers several texts of one kind
    text_id INTEGER NOT NULL REFERENCES texts (id)  -- what is said
)"""

EMBEDDERS = """
CREATE TABLE embedders (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    name TEXT NOT NULL,              -- as the user types it
    fingerprint TEXT NOT NULL UNIQUE,  -- of weights and document prompt: vectors of one fingerprint may be compared
    dim INTEGER NOT NULL,            -- length of its vectors
    used DATETIME NOT NULL           -- when it last wrote, UTC
)"""

VECTORS = """
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    embedder_id INTEGER NOT NULL REFERENCES embedders (id) ON DELETE CASCADE,  -- by which embedder
    text_id INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,  -- of which text
    vector BLOB NOT NULL,            -- dim little-endian float16, L2-normalised
    UNIQUE (embedder_id, text_id)
)"""

MEASUREMENTS = """
CREATE TABLE measurements (
    tile_id INTEGER PRIMARY KEY NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile measured
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    water DOUBLE,                    -- share of valid pixels, 0 to 1; NULL where the bands cannot tell
    vegetation DOUBLE,               -- share
    bare DOUBLE,                     -- share
    burnt DOUBLE,                    -- share
    snow DOUBLE,                     -- share
    cloud DOUBLE,                    -- share
    built_up DOUBLE,                 -- share
    brightness DOUBLE,               -- mean luminance of the stretched picture, 0 to 1
    texture DOUBLE,                  -- local contrast, 0 smooth to 1 busy
    lines DOUBLE,                    -- share of edge strength on straight structures, 0 to 1
    ndvi DOUBLE,                     -- mean normalised difference vegetation index
    ndwi DOUBLE,                     -- mean normalised difference water index (green, nir)
    nbr DOUBLE,                      -- mean normalised burn ratio (nir, swir2)
    colours TEXT                     -- dominant colours, commonest first, comma separated
)"""

RUNS = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    started DATETIME NOT NULL,       -- UTC
    ended DATETIME,                  -- UTC; NULL while running and when interrupted
    status TEXT NOT NULL,            -- running, done, partial, cancelled, failed or interrupted
    settings TEXT NOT NULL,          -- JSON
    counts TEXT NOT NULL             -- JSON: done, blank, failed, ...
)"""

FAILURES = """
CREATE TABLE failures (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  -- in which run
    path TEXT NOT NULL,              -- of the raster
    tile_id INTEGER REFERENCES tiles (id) ON DELETE SET NULL,  -- NULL when the raster as a whole failed
    stage TEXT NOT NULL,             -- where: open, read, describe, ...
    reason TEXT NOT NULL,            -- why
    at DATETIME NOT NULL             -- UTC
)"""

INDEXES = (
    # What moves keeps its fingerprint.
    "CREATE INDEX rasters_fingerprint ON rasters (fingerprint)",
    # Counts by state and the pending work of a raster, answered from the index alone.
    "CREATE INDEX tiles_by_state ON tiles (raster_id, state)",
    # The same pixels are never described twice.
    "CREATE INDEX captions_content ON captions (content_hash, author_id)",
    "CREATE INDEX captions_author ON captions (author_id)",
    "CREATE INDEX descriptions_tile ON descriptions (tile_id, author_id)",
    "CREATE INDEX descriptions_text ON descriptions (text_id)",
    # ON DELETE CASCADE from texts looks vectors up by text.
    "CREATE INDEX vectors_text ON vectors (text_id)",
    "CREATE INDEX failures_run ON failures (run_id)",
    "CREATE INDEX failures_tile ON failures (tile_id)",
)

FULL_TEXT = """
CREATE VIRTUAL TABLE texts_fts USING fts5 (
    text, content = 'texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
)"""

TABLES = (
    META,
    RASTERS,
    TILES,
    AUTHORS,
    CAPTIONS,
    TEXTS,
    DESCRIPTIONS,
    EMBEDDERS,
    VECTORS,
    MEASUREMENTS,
    RUNS,
    FAILURES,
    *INDEXES,
    FULL_TEXT,
)
"""In the order in which they refer to each other."""


def _generation_trigger(name: str, event: str) -> str:
    """A trigger, so that an edit made in a GIS program counts as well."""
    return f"""
CREATE TRIGGER generation_{name} {event} BEGIN
    UPDATE tilescribe_meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation';
END"""


TRIGGERS = (
    # External-content FTS5 is told what was indexed before, since it can no longer look it up.
    """
CREATE TRIGGER texts_fts_insert AFTER INSERT ON texts BEGIN
    INSERT INTO texts_fts (rowid, text) VALUES (NEW.id, NEW.text);
END""",
    """
CREATE TRIGGER texts_fts_delete AFTER DELETE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END""",
    """
CREATE TRIGGER texts_fts_update AFTER UPDATE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
    INSERT INTO texts_fts (rowid, text) VALUES (NEW.id, NEW.text);
END""",
    # Additions need no new generation: ids only grow, and whoever caches a prefix of them reads the rest live.
    _generation_trigger("descriptions_delete", "AFTER DELETE ON descriptions"),
    _generation_trigger("descriptions_update", "AFTER UPDATE ON descriptions"),
    _generation_trigger("vectors_delete", "AFTER DELETE ON vectors"),
    _generation_trigger("vectors_update", "AFTER UPDATE ON vectors"),
    _generation_trigger("texts_update", "AFTER UPDATE ON texts"),
    _generation_trigger(
        "tiles_undone", "AFTER UPDATE OF state ON tiles WHEN OLD.state = 'done' AND NEW.state <> 'done'"
    ),
    # A stale caption found true again brings old description ids back.
    _generation_trigger(
        "captions_revived", "AFTER UPDATE OF state ON captions WHEN OLD.state = 'stale' AND NEW.state = 'done'"
    ),
)

# --- version 2: captioners that see without words --------------------------------------------------------------------

VERSION_2_ATTRIBUTES = {
    "visuals": "What tiles show as vectors in the space of a text embedder",
    "tags": "Names from the vocabulary of a captioner, with their probability",
}

VISUALS = """
CREATE TABLE visuals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile seen
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    space TEXT NOT NULL,             -- fingerprint of the embedder whose vectors it may be compared with
    vector BLOB NOT NULL,            -- little-endian float16, L2-normalised
    UNIQUE (tile_id, author_id)
)"""

TAGS = """
CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile tagged
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    tag TEXT NOT NULL,               -- from the captioner's vocabulary
    probability DOUBLE NOT NULL,     -- 0 to 1, calibrated
    UNIQUE (tile_id, author_id, tag)
)"""

VERSION_2_TABLES = (VISUALS, TAGS, "CREATE INDEX tags_tag ON tags (tag, probability)")

VERSION_2_TRIGGERS = (
    _generation_trigger("visuals_delete", "AFTER DELETE ON visuals"),
    _generation_trigger("visuals_update", "AFTER UPDATE ON visuals"),
)

# --- version 3: near-identical tiles share a description --------------------------------------------------------------

VERSION_3_ATTRIBUTES = {"inheritances": "Captions taken over from a near-identical tile"}

INHERITANCES = """
CREATE TABLE inheritances (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile that was not described itself
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- whose caption it took over
    source_id INTEGER NOT NULL,      -- id of the near-identical tile that was described; it may be gone since
    UNIQUE (tile_id, author_id)
)"""

VERSION_3_TABLES = (INHERITANCES, "CREATE INDEX inheritances_author ON inheritances (author_id)")

# --- version 4: what people think of hits -----------------------------------------------------------------------------

VERSION_4_ATTRIBUTES = {"marks": "What people think of tiles as answers to questions"}

MARKS = """
CREATE TABLE marks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile marked
    question TEXT NOT NULL COLLATE NOCASE,  -- of which it was a hit; empty for the tile as such
    verdict TEXT CHECK (verdict IN ('confirmed', 'rejected')),  -- NULL where there is only a note
    note TEXT NOT NULL,              -- may be empty
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id, question)
)"""

VERSION_4_TABLES = (MARKS, "CREATE INDEX marks_question ON marks (question)")

# --- version 5: periods, moved imagery, products of several files, and caches that cannot be mistaken -----------------

VERSION_5_ATTRIBUTES: dict[str, str] = {}

VERSION_5_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
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

VERSION_5_FEATURES = {
    "marks": "What people think of places as answers to questions",
    "corrections": "What people say that places show",
}
"""Feature layers, as `FEATURES`: what people said belongs to a place, whichever tile stands for it at the moment."""

_PLACE = """
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    geom MULTIPOLYGON NOT NULL,      -- the place: footprint of the tile seen, EPSG:4326
    tile_id INTEGER REFERENCES tiles (id) ON DELETE SET NULL,  -- the tile that shows it; NULL where none does
    raster_id INTEGER REFERENCES rasters (id) ON DELETE SET NULL,  -- the raster seen; NULL where it is gone
    path TEXT NOT NULL,              -- of the raster seen
    acquired DATETIME,               -- of the raster seen, UTC; NULL where unknown
    level_m DOUBLE NOT NULL,         -- side on the ground in metres of the tile seen"""

PLACED_MARKS = f"""
CREATE TABLE marks ({_PLACE}
    question TEXT NOT NULL COLLATE NOCASE,  -- of which it was a hit; empty for the place as such
    verdict TEXT CHECK (verdict IN ('confirmed', 'rejected')),  -- NULL where there is only a note
    note TEXT NOT NULL,              -- may be empty
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id, question)
)"""

CORRECTIONS = f"""
CREATE TABLE corrections ({_PLACE}
    text TEXT NOT NULL,              -- in the person's words
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id)
)"""

VERSION_5_TABLES: tuple[str, ...] = (
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

VERSION_5_MOVES: tuple[str, ...] = (
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


def _release_trigger(table: str, parent: str, column: str) -> str:
    """ON DELETE SET NULL as a trigger as well, since a GIS program deletes with foreign keys off."""
    return f"""
CREATE TRIGGER {table}_{column}_release AFTER DELETE ON {parent} BEGIN
    UPDATE {table} SET {column} = NULL WHERE {column} = OLD.id;
END"""


_FOREIGN = "ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> ''"
"""Condition in a trigger: another program writes, for every transaction of ours adds its revision first."""


def _token_trigger(name: str, event: str) -> str:
    """As `_generation_trigger`; the random part keeps apart what is done to two copies of one catalog."""
    return f"""
CREATE TRIGGER generation_{name} {event} BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END"""


_CACHED = ("descriptions", "vectors", "visuals")

VERSION_5_REPLACED_TRIGGERS = (
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
"""Triggers of earlier versions in whose place `VERSION_5_TRIGGERS` has others of the same names."""

VERSION_5_TRIGGERS: tuple[str, ...] = (
    *(
        _token_trigger(f"{table}_delete", f"AFTER DELETE ON {table}")
        for table in ("descriptions", "vectors", "visuals")
    ),
    *(
        _token_trigger(f"{table}_update", f"AFTER UPDATE ON {table}")
        for table in ("descriptions", "vectors", "visuals", "texts")
    ),
    _token_trigger("tiles_undone", "AFTER UPDATE OF state ON tiles WHEN OLD.state = 'done' AND NEW.state <> 'done'"),
    _token_trigger(
        "captions_revived", "AFTER UPDATE OF state ON captions WHEN OLD.state = 'stale' AND NEW.state = 'done'"
    ),
    # What we add ourselves is told by its revision. Of what other programs add there is none.
    *(_token_trigger(f"{table}_insert", f"AFTER INSERT ON {table} WHEN {_FOREIGN}") for table in _CACHED),
    # We never call a tile done without adding descriptions, unless its captions are revived.
    _token_trigger(
        "tiles_done",
        f"AFTER UPDATE OF state ON tiles WHEN OLD.state <> 'done' AND NEW.state = 'done' AND {_FOREIGN}",
    ),
    # Where a description's author or a tile's raster is gone, neither can be shown.
    _token_trigger("authors_delete", "AFTER DELETE ON authors"),
    _token_trigger("tiles_raster", "AFTER UPDATE OF raster_id ON tiles WHEN OLD.raster_id IS NOT NEW.raster_id"),
    # Where a tile lies and at which level stands in caches of its descriptions.
    _token_trigger("tiles_geom", "AFTER UPDATE OF geom ON tiles WHEN OLD.geom IS NOT NEW.geom"),
    _token_trigger("tiles_level_m", "AFTER UPDATE OF level_m ON tiles WHEN OLD.level_m IS NOT NEW.level_m"),
    _token_trigger("tiles_id", "AFTER UPDATE OF id ON tiles WHEN OLD.id IS NOT NEW.id"),
    _token_trigger(
        "tiles_valid_share",
        f"AFTER UPDATE OF valid_share ON tiles WHEN OLD.valid_share IS NOT NEW.valid_share AND {_FOREIGN}",
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
        _release_trigger(table, parent, column)
        for table in VERSION_5_FEATURES
        for parent, column in (("tiles", "tile_id"), ("rasters", "raster_id"))
    ),
)
