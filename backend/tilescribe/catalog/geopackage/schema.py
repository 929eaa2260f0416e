"""The tables of a catalog, as SQL. SQLite keeps the comments: `.schema` of any catalog shows them.

What stands first is version 1, and stays so once released: what versions 2 to 4 add stands below it, what came later in
`schema_5` to `schema_8`, and `migrations` says how one becomes the next. `docs/catalog.md` explains the same tables to
readers of the file; how GeoPackage itself is laid out stands in `encoding`.
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
