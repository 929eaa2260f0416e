-- A catalog of schema version 8 with one raster and three tiles: done, blank and failed. Never changed again.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
BEGIN;
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE tilescribe_meta (
    key TEXT NOT NULL PRIMARY KEY,  -- schema_version, created_by, created, uuid or generation
    value TEXT NOT NULL             -- generation rises whenever something that a cache may hold is changed or deleted
);
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
, relative_path TEXT, sources TEXT NOT NULL DEFAULT '[]', signature TEXT NOT NULL DEFAULT '', acquired_end DATETIME, scene TEXT, label TEXT NOT NULL DEFAULT '');
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
    updated DATETIME NOT NULL, acquired_end DATETIME,       -- UTC
    UNIQUE (raster_id, level_m, row, col, height, width)
);
CREATE TABLE authors (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    captioner TEXT NOT NULL,         -- as the user types it
    model TEXT NOT NULL,             -- which weights or algorithm
    prompt_version TEXT NOT NULL,    -- which wording
    UNIQUE (captioner, model, prompt_version)
);
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
);
CREATE TABLE texts (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    text TEXT NOT NULL UNIQUE        -- as written
);
CREATE TABLE descriptions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile described
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    kind TEXT NOT NULL,              -- summary, features, detail, facts or change
    variant INTEGER NOT NULL,        -- numbers several texts of one kind
    text_id INTEGER NOT NULL REFERENCES texts (id)  -- what is said
);
CREATE TABLE "spaces" (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    encoder TEXT NOT NULL,              -- as the user types it
    fingerprint TEXT NOT NULL UNIQUE,  -- of weights and document prompt: vectors of one fingerprint may be compared
    dim INTEGER NOT NULL,            -- length of its vectors
    used DATETIME NOT NULL           -- when it last wrote, UTC
, metric TEXT NOT NULL DEFAULT 'cosine' CHECK (metric IN ('cosine')));
CREATE TABLE vectors (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    space_id INTEGER NOT NULL REFERENCES "spaces" (id) ON DELETE CASCADE,  -- by which embedder
    text_id INTEGER NOT NULL REFERENCES texts (id) ON DELETE CASCADE,  -- of which text
    vector BLOB NOT NULL,            -- dim little-endian float16, L2-normalised
    UNIQUE (space_id, text_id)
);
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
);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    started DATETIME NOT NULL,       -- UTC
    ended DATETIME,                  -- UTC; NULL while running and when interrupted
    status TEXT NOT NULL,            -- running, done, partial, cancelled, failed or interrupted
    settings TEXT NOT NULL,          -- JSON
    counts TEXT NOT NULL             -- JSON: done, blank, failed, ...
);
CREATE TABLE failures (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,  -- in which run
    path TEXT NOT NULL,              -- of the raster
    tile_id INTEGER REFERENCES tiles (id) ON DELETE SET NULL,  -- NULL when the raster as a whole failed
    stage TEXT NOT NULL,             -- where: open, read, describe, ...
    reason TEXT NOT NULL,            -- why
    at DATETIME NOT NULL             -- UTC
);
CREATE VIRTUAL TABLE texts_fts USING fts5 (
    text, content = 'texts', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE rtree_rasters_geom USING rtree (id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_tiles_geom USING rtree (id, minx, maxx, miny, maxy);
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    f_table_catalog TEXT(256),
    f_table_schema TEXT(256),
    f_table_name TEXT(256),
    f_geometry_column TEXT(256),
    styleName TEXT(30),
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT(30),
    ui TEXT(30),
    update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now'))
);
CREATE TABLE tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile tagged
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    tag TEXT NOT NULL,               -- from the captioner's vocabulary
    probability DOUBLE NOT NULL,     -- 0 to 1, calibrated
    UNIQUE (tile_id, author_id, tag)
);
CREATE TABLE inheritances (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile that was not described itself
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- whose caption it took over
    source_id INTEGER NOT NULL,      -- id of the near-identical tile that was described; it may be gone since
    UNIQUE (tile_id, author_id)
);
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    token TEXT NOT NULL              -- 32 random hex digits; empty while the transaction that adds the row is underway
);
CREATE TABLE marks (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    geom MULTIPOLYGON NOT NULL,      -- the place: footprint of the tile seen, EPSG:4326
    tile_id INTEGER REFERENCES tiles (id) ON DELETE SET NULL,  -- the tile that shows it; NULL where none does
    raster_id INTEGER REFERENCES rasters (id) ON DELETE SET NULL,  -- the raster seen; NULL where it is gone
    path TEXT NOT NULL,              -- of the raster seen
    acquired DATETIME,               -- of the raster seen, UTC; NULL where unknown
    level_m DOUBLE NOT NULL,         -- side on the ground in metres of the tile seen
    question TEXT NOT NULL,          -- the words under which it was judged, for information; may be empty
    verdict TEXT CHECK (verdict IN ('confirmed', 'rejected', 'unsure')),  -- NULL where there is none
    grade TEXT NOT NULL DEFAULT '',  -- of a scale that the people agreed on: none, minor, major; may be empty
    note TEXT NOT NULL,              -- may be empty
    author TEXT NOT NULL DEFAULT '',  -- who says so; empty where nobody said who
    shape TEXT,                      -- what the person drew there: GeoJSON geometry, EPSG:4326
    count INTEGER CHECK (count >= 0),  -- how many the person counted there
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id, author)
);
CREATE TABLE corrections (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    geom MULTIPOLYGON NOT NULL,      -- the place: footprint of the tile seen, EPSG:4326
    tile_id INTEGER REFERENCES tiles (id) ON DELETE SET NULL,  -- the tile that shows it; NULL where none does
    raster_id INTEGER REFERENCES rasters (id) ON DELETE SET NULL,  -- the raster seen; NULL where it is gone
    path TEXT NOT NULL,              -- of the raster seen
    acquired DATETIME,               -- of the raster seen, UTC; NULL where unknown
    level_m DOUBLE NOT NULL,         -- side on the ground in metres of the tile seen
    text TEXT NOT NULL,              -- in the person's words
    updated DATETIME NOT NULL,       -- UTC
    UNIQUE (tile_id)
);
CREATE VIRTUAL TABLE rtree_marks_geom USING rtree (id, minx, maxx, miny, maxy);
CREATE VIRTUAL TABLE rtree_corrections_geom USING rtree (id, minx, maxx, miny, maxy);
CREATE TABLE visuals (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  -- never used twice
    tile_id INTEGER NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the tile seen
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    space_id INTEGER NOT NULL REFERENCES spaces (id) ON DELETE CASCADE,  -- in which space
    vector BLOB NOT NULL,            -- dim little-endian float16, L2-normalised
    UNIQUE (tile_id, author_id, space_id)
);
CREATE INDEX rasters_fingerprint ON rasters (fingerprint);
CREATE INDEX tiles_by_state ON tiles (raster_id, state);
CREATE INDEX captions_content ON captions (content_hash, author_id);
CREATE INDEX captions_author ON captions (author_id);
CREATE INDEX descriptions_tile ON descriptions (tile_id, author_id);
CREATE INDEX descriptions_text ON descriptions (text_id);
CREATE INDEX vectors_text ON vectors (text_id);
CREATE INDEX failures_run ON failures (run_id);
CREATE INDEX failures_tile ON failures (tile_id);
CREATE INDEX tags_tag ON tags (tag, probability);
CREATE INDEX inheritances_author ON inheritances (author_id);
CREATE INDEX marks_raster ON marks (raster_id);
CREATE INDEX marks_updated ON marks (updated);
CREATE INDEX corrections_raster ON corrections (raster_id);
CREATE INDEX corrections_text ON corrections (text);
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude and latitude in degrees on WGS 84');
INSERT INTO gpkg_contents VALUES ('rasters', 'features', 'rasters', 'One row for each georeferenced file, with its footprint', '2026-11-30T08:28:27.664Z', 9.0, 49.0, 9.1, 49.1, 4326);
INSERT INTO gpkg_contents VALUES ('tiles', 'features', 'tiles', 'One row for each tile, with its footprint, its state and the best one-sentence description', '2026-11-30T08:28:27.664Z', 9.0, 49.09, 9.03, 49.1, 4326);
INSERT INTO gpkg_contents VALUES ('authors', 'attributes', 'authors', 'Who writes descriptions: captioner, model and prompt version', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('captions', 'attributes', 'captions', 'Which author has described which tile, or why it could not', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('descriptions', 'attributes', 'descriptions', 'The texts of a tile: kind, author and text', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('texts', 'attributes', 'texts', 'Every different text once', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('spaces', 'attributes', 'spaces', 'Vector spaces: whose vectors may be compared, and which text encoder speaks them', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('vectors', 'attributes', 'vectors', 'Texts as unit vectors, little-endian float16', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('measurements', 'attributes', 'measurements', 'Numbers measured from the bands of a tile', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('runs', 'attributes', 'runs', 'When and how the catalog was written', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('failures', 'attributes', 'failures', 'What went wrong in which run', '2026-11-30T08:28:27.664Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('layer_styles', 'attributes', 'layer_styles', 'QGIS styles of the layers', '2026-11-30T08:28:27.497Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('visuals', 'attributes', 'visuals', 'What tiles show as unit vectors, little-endian float16', '2026-11-30T08:28:27.504Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('tags', 'attributes', 'tags', 'Names from the vocabulary of a captioner, with their probability', '2026-11-30T08:28:27.504Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('inheritances', 'attributes', 'inheritances', 'Captions taken over from a near-identical tile', '2026-11-30T08:28:27.520Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('pairs', 'attributes', 'pairs', 'With which earlier date a tile is compared, and how the two came to lie on each other', '2026-11-30T08:28:27.520Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('changes', 'attributes', 'changes', 'Numbers measured of the difference of two dates of a tile', '2026-11-30T08:28:27.520Z', NULL, NULL, NULL, NULL, NULL);
INSERT INTO gpkg_contents VALUES ('marks', 'features', 'marks', 'What people think of places', '2026-11-30T08:28:27.690Z', 9.0, 4.90899925231933593767e+01, 9.0100002288818359375e+00, 4.91000061035156250017e+01, 4326);
INSERT INTO gpkg_contents VALUES ('corrections', 'features', 'corrections', 'What people say that places show', '2026-11-30T08:28:27.708Z', 9.0, 4.90899925231933593767e+01, 9.0100002288818359375e+00, 4.91000061035156250017e+01, 4326);
INSERT INTO gpkg_geometry_columns VALUES ('rasters', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('tiles', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('marks', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
INSERT INTO gpkg_geometry_columns VALUES ('corrections', 'geom', 'MULTIPOLYGON', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('rasters', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec131/#extension_rtree', 'write-only');
INSERT INTO gpkg_extensions VALUES ('tiles', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec131/#extension_rtree', 'write-only');
INSERT INTO gpkg_extensions VALUES ('marks', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec131/#extension_rtree', 'write-only');
INSERT INTO gpkg_extensions VALUES ('corrections', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec131/#extension_rtree', 'write-only');
INSERT INTO tilescribe_meta VALUES ('schema_version', '8');
INSERT INTO tilescribe_meta VALUES ('created_by', 'tilescribe 0.1.0');
INSERT INTO tilescribe_meta VALUES ('uuid', 'cd1bf6f1-3cc4-4555-9b2f-47510cb12096');
INSERT INTO tilescribe_meta VALUES ('generation', '2-fdd6178a9e5f3f2a895a522428944948');
INSERT INTO tilescribe_meta VALUES ('marks_generation', '2-6f0c9a4d3c0f4b6f8f3d1c2b7a5e9d10');
INSERT INTO tilescribe_meta VALUES ('created', '2026-11-30T08:28:27.498Z');
INSERT INTO rasters VALUES (1, X'47500003E6100000000000000000224033333333333322400000000000804840CDCCCCCCCC8C484001060000000100000001030000000100000005000000333333333333224000000000008048403333333333332240CDCCCCCCCC8C48400000000000002240CDCCCCCCCC8C48400000000000002240000000000080484033333333333322400000000000804840', '/imagery/a.tif', 'a.tif', 'print of /imagery/a.tif', 100, 1, '', 'p', 'present', '', 'GTiff', 1000, 800, 'uint16', '[{"index": 1, "role": "red", "scale": 0.0001, "offset": -0.1}, {"index": 2, "role": "nir", "scale": 1.0, "offset": 0.0}]', NULL, 0, 'planet-4', 'tags', 'reflectance', 'PSB.SD', '2024-06-01T10:20:30.000Z', 'file name', 'EPSG:32632', 'geotransform', '[3.0, 0.0, 500000.0, 0.0, -3.0, 5500000.0]', 3.0, 3.5, 1, '["The nodata value is assumed."]', '[128.0]', '2026-11-30T08:28:27.607Z', '../../imagery/a.tif', '[]', '', NULL, NULL, 'after');
INSERT INTO tiles VALUES (1, X'47500003E6100000000000000000224085EB51B81E052240EC51B81E858B4840CDCCCCCCCC8C48400106000000010000000103000000010000000500000085EB51B81E052240EC51B81E858B484085EB51B81E052240CDCCCCCCCC8C48400000000000002240CDCCCCCCCC8C48400000000000002240EC51B81E858B484085EB51B81E052240EC51B81E858B4840', 1, 'a.tif', 128.0, 0, 0, 80, 100, 'done', '', 'A reservoir behind a dam.', '2024-06-01T10:20:30.000Z', 'hash 1', 1.0, '2026-11-30T08:28:27.707Z', NULL);
INSERT INTO tiles VALUES (2, X'47500003E610000085EB51B81E0522400AD7A3703D0A2240EC51B81E858B4840CDCCCCCCCC8C4840010600000001000000010300000001000000050000000AD7A3703D0A2240EC51B81E858B48400AD7A3703D0A2240CDCCCCCCCC8C484085EB51B81E052240CDCCCCCCCC8C484085EB51B81E052240EC51B81E858B48400AD7A3703D0A2240EC51B81E858B4840', 1, 'a.tif', 128.0, 0, 100, 80, 100, 'blank', 'no valid pixels', '', '2024-06-01T10:20:30.000Z', NULL, 0.0, '2026-11-30T08:28:27.659Z', NULL);
INSERT INTO tiles VALUES (3, X'47500003E61000000AD7A3703D0A22408FC2F5285C0F2240EC51B81E858B4840CDCCCCCCCC8C4840010600000001000000010300000001000000050000008FC2F5285C0F2240EC51B81E858B48408FC2F5285C0F2240CDCCCCCCCC8C48400AD7A3703D0A2240CDCCCCCCCC8C48400AD7A3703D0A2240EC51B81E858B48408FC2F5285C0F2240EC51B81E858B4840', 1, 'a.tif', 128.0, 0, 200, 80, 100, 'failed', 'block 7 is corrupt', '', '2024-06-01T10:20:30.000Z', NULL, NULL, '2026-11-30T08:28:27.659Z', NULL);
INSERT INTO authors VALUES (1, 'facts', '1', '1');
INSERT INTO authors VALUES (2, 'model', 'weights-1', '1');
INSERT INTO authors VALUES (3, 'user', '', '1');
INSERT INTO captions VALUES (1, 1, 1, 'done', '', 'hash 1', 2, '2026-11-30T08:28:27.657Z');
INSERT INTO captions VALUES (2, 1, 2, 'done', '', 'hash 1', 1, '2026-11-30T08:28:27.657Z');
INSERT INTO captions VALUES (3, 1, 3, 'done', '', NULL, 1, '2026-11-30T08:28:27.707Z');
INSERT INTO texts VALUES (1, 'A lake.');
INSERT INTO texts VALUES (2, 'Water covers 70 % of the tile.');
INSERT INTO texts VALUES (3, 'A reservoir behind a dam.');
INSERT INTO descriptions VALUES (1, 1, 1, 'summary', 0, 1);
INSERT INTO descriptions VALUES (2, 1, 1, 'facts', 0, 2);
INSERT INTO descriptions VALUES (3, 1, 2, 'summary', 0, 1);
INSERT INTO descriptions VALUES (4, 1, 3, 'summary', 0, 3);
INSERT INTO spaces VALUES (1, 'mini', 'f1', 8, '2026-11-30T08:28:27.707Z', 'cosine');
INSERT INTO spaces VALUES (2, '', 'space', 4, '2026-11-30T18:11:45.530Z', 'cosine');
INSERT INTO vectors VALUES (1, 1, 1, X'37B14E30EA3A8E9F2FB1BFAF742B7BB6');
INSERT INTO vectors VALUES (2, 1, 2, X'572DE1380DAFE638EFB4E9342D2FBC31');
INSERT INTO vectors VALUES (3, 1, 3, X'F63468B0F52CDF342131CC38C4352A38');
INSERT INTO measurements VALUES (1, 1, 0.7, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'blue');
INSERT INTO runs VALUES (1, '2026-11-30T08:28:27.599Z', '2026-11-30T08:28:27.664Z', 'partial', '{"captioner": "facts"}', '{"done": 1, "blank": 1, "failed": 1}');
INSERT INTO failures VALUES (1, 1, '/imagery/a.tif', 3, 'read', 'block 7 is corrupt', '2026-11-30T08:28:27.660Z');
INSERT INTO rtree_rasters_geom VALUES (1, 9.0, 9.1000003814697265625e+00, 49.0, 4.91000061035156250017e+01);
INSERT INTO rtree_tiles_geom VALUES (1, 9.0, 9.0100002288818359375e+00, 4.90899925231933593767e+01, 4.91000061035156250017e+01);
INSERT INTO rtree_tiles_geom VALUES (2, 9.00999927520752, 9.020000457763671875e+00, 4.90899925231933593767e+01, 4.91000061035156250017e+01);
INSERT INTO rtree_tiles_geom VALUES (3, 9.0199985504150390625e+00, 9.0300006866455078125e+00, 4.90899925231933593767e+01, 4.91000061035156250017e+01);
INSERT INTO layer_styles VALUES (1, '', '', 'tiles', 'geom', 'Tiles by state', '<!DOCTYPE qgis PUBLIC ''http://mrcc.com/qgis.dtd'' ''SYSTEM''><qgis version="3.22.0" styleCategories="Symbology|MapTips"><renderer-v2 type="categorizedSymbol" attr="state" symbollevels="0" enableorderby="0" forceraster="0"><categories><category symbol="0" value="done" label="described" render="true"/><category symbol="1" value="pending" label="not described yet" render="true"/><category symbol="2" value="failed" label="failed" render="true"/><category symbol="3" value="blank" label="blank" render="false"/></categories><symbols><symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="31,120,180,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol><symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="130,130,130,255"/><Option type="QString" name="outline_style" value="dot"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol><symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="215,25,28,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol><symbol type="fill" name="3" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="190,190,190,255"/><Option type="QString" name="outline_style" value="dot"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol></symbols></renderer-v2><previewExpression>&quot;summary&quot;</previewExpression><mapTip>&lt;b&gt;[% if(&quot;summary&quot; &lt;&gt; &#x27;&#x27;, &quot;summary&quot;, &quot;state&quot;) %]&lt;/b&gt;&lt;br&gt;[% &quot;reason&quot; %]
&lt;br&gt;[% &quot;raster&quot; %], [% round(&quot;level_m&quot;) %] m[% coalesce(&#x27;, &#x27; || format_date(&quot;acquired&quot;, &#x27;yyyy-MM-dd&#x27;), &#x27;&#x27;) %]</mapTip></qgis>', '', 1, 'Outlines by state', '', NULL, '2026-11-30T08:28:27.498Z');
INSERT INTO layer_styles VALUES (2, '', '', 'rasters', 'geom', 'Rasters by state', '<!DOCTYPE qgis PUBLIC ''http://mrcc.com/qgis.dtd'' ''SYSTEM''><qgis version="3.22.0" styleCategories="Symbology|MapTips"><renderer-v2 type="categorizedSymbol" attr="state" symbollevels="0" enableorderby="0" forceraster="0"><categories><category symbol="0" value="present" label="file is there" render="true"/><category symbol="1" value="missing" label="file is gone" render="true"/><category symbol="2" value="failed" label="file cannot be used" render="true"/></categories><symbols><symbol type="fill" name="0" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="51,102,51,255"/><Option type="QString" name="outline_style" value="solid"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol><symbol type="fill" name="1" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="130,130,130,255"/><Option type="QString" name="outline_style" value="dash"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol><symbol type="fill" name="2" alpha="1" clip_to_extent="1" force_rhr="0"><layer class="SimpleFill" enabled="1" locked="0" pass="0"><Option type="Map"><Option type="QString" name="style" value="no"/><Option type="QString" name="outline_color" value="215,25,28,255"/><Option type="QString" name="outline_style" value="dash"/><Option type="QString" name="outline_width" value="0.3"/><Option type="QString" name="outline_width_unit" value="MM"/><Option type="QString" name="joinstyle" value="miter"/></Option></layer></symbol></symbols></renderer-v2><previewExpression>&quot;name&quot;</previewExpression><mapTip>&lt;b&gt;[% &quot;name&quot; %]&lt;/b&gt;&lt;br&gt;[% &quot;profile&quot; %][% coalesce(&#x27;, &#x27; || format_date(&quot;acquired&quot;, &#x27;yyyy-MM-dd&#x27;), &#x27;&#x27;) %]
&lt;br&gt;[% &quot;reason&quot; %]</mapTip></qgis>', '', 1, 'Outlines by state', '', NULL, '2026-11-30T08:28:27.498Z');
INSERT INTO tags VALUES (1, 1, 1, 'lake', 0.9);
INSERT INTO inheritances VALUES (1, 1, 2, 7);
INSERT INTO revisions VALUES (1, '7d0794940bf47e7d8296a2e069a82606');
INSERT INTO revisions VALUES (2, '63fa4e4378e642ac718a6a76d8e95859');
INSERT INTO revisions VALUES (3, 'f083564c4d20b3f7f8b3969402be7596');
INSERT INTO revisions VALUES (4, 'a3c751c791a0dc6aaa49c551e9d4f299');
INSERT INTO revisions VALUES (5, '623821867fd6e642ac88f973d903f1ae');
INSERT INTO revisions VALUES (6, 'fed48917b7b135be74c17c8c747d2ca8');
INSERT INTO revisions VALUES (7, '5de889ef678703e2f12e02eb22ea56a7');
INSERT INTO revisions VALUES (8, '873682f4d133176186ea6de782f02601');
INSERT INTO marks VALUES (1, X'47500003E6100000000000000000224085EB51B81E052240EC51B81E858B4840CDCCCCCCCC8C48400106000000010000000103000000010000000500000085EB51B81E052240EC51B81E858B484085EB51B81E052240CDCCCCCCCC8C48400000000000002240CDCCCCCCCC8C48400000000000002240EC51B81E858B484085EB51B81E052240EC51B81E858B4840', 1, 1, '/imagery/a.tif', '2024-06-01T10:20:30.000Z', 128.0, 'a lake', 'confirmed', '', 'seen on site', '', NULL, NULL, '2026-11-30T08:28:27.690Z');
INSERT INTO marks VALUES (2, X'47500003E6100000000000000000224085EB51B81E052240EC51B81E858B4840CDCCCCCCCC8C48400106000000010000000103000000010000000500000085EB51B81E052240EC51B81E858B484085EB51B81E052240CDCCCCCCCC8C48400000000000002240CDCCCCCCCC8C48400000000000002240EC51B81E858B484085EB51B81E052240EC51B81E858B4840', 1, 1, '/imagery/a.tif', '2024-06-01T10:20:30.000Z', 128.0, 'flooded houses', 'unsure', 'minor', '', 'maria', '{"type": "Point", "coordinates": [9.005, 49.095]}', 3, '2026-12-01T08:28:27.690Z');
INSERT INTO corrections VALUES (1, X'47500003E6100000000000000000224085EB51B81E052240EC51B81E858B4840CDCCCCCCCC8C48400106000000010000000103000000010000000500000085EB51B81E052240EC51B81E858B484085EB51B81E052240CDCCCCCCCC8C48400000000000002240CDCCCCCCCC8C48400000000000002240EC51B81E858B484085EB51B81E052240EC51B81E858B4840', 1, 1, '/imagery/a.tif', '2024-06-01T10:20:30.000Z', 128.0, 'A reservoir behind a dam.', '2026-11-30T08:28:27.705Z');
INSERT INTO rtree_marks_geom VALUES (1, 9.0, 9.0100002288818359375e+00, 4.90899925231933593767e+01, 4.91000061035156250017e+01);
INSERT INTO rtree_marks_geom VALUES (2, 9.0, 9.0100002288818359375e+00, 4.90899925231933593767e+01, 4.91000061035156250017e+01);
INSERT INTO rtree_corrections_geom VALUES (1, 9.0, 9.0100002288818359375e+00, 4.90899925231933593767e+01, 4.91000061035156250017e+01);
INSERT INTO visuals VALUES (1, 1, 1, 2, X'003C000000000000');
INSERT INTO texts_fts (texts_fts) VALUES ('rebuild');
CREATE TRIGGER rtree_rasters_geom_insert AFTER INSERT ON rasters WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_rasters_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_rasters_geom_update1 AFTER UPDATE OF geom ON rasters WHEN OLD.id = NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_rasters_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_rasters_geom_update2 AFTER UPDATE OF geom ON rasters WHEN OLD.id = NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_rasters_geom WHERE id = OLD.id; END;
CREATE TRIGGER rtree_rasters_geom_update3 AFTER UPDATE ON rasters WHEN OLD.id != NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_rasters_geom WHERE id = OLD.id; INSERT OR REPLACE INTO rtree_rasters_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_rasters_geom_update4 AFTER UPDATE ON rasters WHEN OLD.id != NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_rasters_geom WHERE id IN (OLD.id, NEW.id); END;
CREATE TRIGGER rtree_rasters_geom_delete AFTER DELETE ON rasters WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_rasters_geom WHERE id = OLD.id; END;
CREATE TRIGGER rtree_tiles_geom_insert AFTER INSERT ON tiles WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_tiles_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_tiles_geom_update1 AFTER UPDATE OF geom ON tiles WHEN OLD.id = NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_tiles_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_tiles_geom_update2 AFTER UPDATE OF geom ON tiles WHEN OLD.id = NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_tiles_geom WHERE id = OLD.id; END;
CREATE TRIGGER rtree_tiles_geom_update3 AFTER UPDATE ON tiles WHEN OLD.id != NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_tiles_geom WHERE id = OLD.id; INSERT OR REPLACE INTO rtree_tiles_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_tiles_geom_update4 AFTER UPDATE ON tiles WHEN OLD.id != NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_tiles_geom WHERE id IN (OLD.id, NEW.id); END;
CREATE TRIGGER rtree_tiles_geom_delete AFTER DELETE ON tiles WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_tiles_geom WHERE id = OLD.id; END;
CREATE TRIGGER texts_fts_insert AFTER INSERT ON texts BEGIN
    INSERT INTO texts_fts (rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER texts_fts_delete AFTER DELETE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
END;
CREATE TRIGGER texts_fts_update AFTER UPDATE ON texts BEGIN
    INSERT INTO texts_fts (texts_fts, rowid, text) VALUES ('delete', OLD.id, OLD.text);
    INSERT INTO texts_fts (rowid, text) VALUES (NEW.id, NEW.text);
END;
CREATE TRIGGER rtree_marks_geom_insert AFTER INSERT ON marks WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_marks_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_marks_geom_update1 AFTER UPDATE OF geom ON marks WHEN OLD.id = NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_marks_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_marks_geom_update2 AFTER UPDATE OF geom ON marks WHEN OLD.id = NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_marks_geom WHERE id = OLD.id; END;
CREATE TRIGGER rtree_marks_geom_update3 AFTER UPDATE ON marks WHEN OLD.id != NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_marks_geom WHERE id = OLD.id; INSERT OR REPLACE INTO rtree_marks_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_marks_geom_update4 AFTER UPDATE ON marks WHEN OLD.id != NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_marks_geom WHERE id IN (OLD.id, NEW.id); END;
CREATE TRIGGER rtree_marks_geom_delete AFTER DELETE ON marks WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_marks_geom WHERE id = OLD.id; END;
CREATE TRIGGER rtree_corrections_geom_insert AFTER INSERT ON corrections WHEN (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_corrections_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_corrections_geom_update1 AFTER UPDATE OF geom ON corrections WHEN OLD.id = NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN INSERT OR REPLACE INTO rtree_corrections_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_corrections_geom_update2 AFTER UPDATE OF geom ON corrections WHEN OLD.id = NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_corrections_geom WHERE id = OLD.id; END;
CREATE TRIGGER rtree_corrections_geom_update3 AFTER UPDATE ON corrections WHEN OLD.id != NEW.id AND (NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_corrections_geom WHERE id = OLD.id; INSERT OR REPLACE INTO rtree_corrections_geom VALUES (NEW.id, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)); END;
CREATE TRIGGER rtree_corrections_geom_update4 AFTER UPDATE ON corrections WHEN OLD.id != NEW.id AND (NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)) BEGIN DELETE FROM rtree_corrections_geom WHERE id IN (OLD.id, NEW.id); END;
CREATE TRIGGER rtree_corrections_geom_delete AFTER DELETE ON corrections WHEN OLD.geom NOT NULL BEGIN DELETE FROM rtree_corrections_geom WHERE id = OLD.id; END;
CREATE TRIGGER generation_descriptions_delete AFTER DELETE ON descriptions BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_vectors_delete AFTER DELETE ON vectors BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_descriptions_update AFTER UPDATE ON descriptions BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_vectors_update AFTER UPDATE ON vectors BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_texts_update AFTER UPDATE ON texts BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_undone AFTER UPDATE OF state ON tiles WHEN OLD.state = 'done' AND NEW.state <> 'done' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_captions_revived AFTER UPDATE OF state ON captions WHEN OLD.state = 'stale' AND NEW.state = 'done' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_descriptions_insert AFTER INSERT ON descriptions WHEN ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> '' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_vectors_insert AFTER INSERT ON vectors WHEN ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> '' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_done AFTER UPDATE OF state ON tiles WHEN OLD.state <> 'done' AND NEW.state = 'done' AND ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> '' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_authors_delete AFTER DELETE ON authors BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_raster AFTER UPDATE OF raster_id ON tiles WHEN OLD.raster_id IS NOT NEW.raster_id BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_geom AFTER UPDATE OF geom ON tiles WHEN OLD.geom IS NOT NEW.geom BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_level_m AFTER UPDATE OF level_m ON tiles WHEN OLD.level_m IS NOT NEW.level_m BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_id AFTER UPDATE OF id ON tiles WHEN OLD.id IS NOT NEW.id BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_tiles_valid_share AFTER UPDATE OF valid_share ON tiles WHEN OLD.valid_share IS NOT NEW.valid_share AND ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> '' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER rasters_delete_cascade AFTER DELETE ON rasters BEGIN
    DELETE FROM tiles WHERE raster_id = OLD.id;
END;
CREATE TRIGGER texts_delete_cascade AFTER DELETE ON texts BEGIN
    DELETE FROM vectors WHERE text_id = OLD.id;
END;
CREATE TRIGGER runs_delete_cascade AFTER DELETE ON runs BEGIN
    DELETE FROM failures WHERE run_id = OLD.id;
END;
CREATE TRIGGER marks_tile_id_release AFTER DELETE ON tiles BEGIN
    UPDATE marks SET tile_id = NULL WHERE tile_id = OLD.id;
END;
CREATE TRIGGER marks_raster_id_release AFTER DELETE ON rasters BEGIN
    UPDATE marks SET raster_id = NULL WHERE raster_id = OLD.id;
END;
CREATE TRIGGER corrections_tile_id_release AFTER DELETE ON tiles BEGIN
    UPDATE corrections SET tile_id = NULL WHERE tile_id = OLD.id;
END;
CREATE TRIGGER corrections_raster_id_release AFTER DELETE ON rasters BEGIN
    UPDATE corrections SET raster_id = NULL WHERE raster_id = OLD.id;
END;
CREATE TRIGGER generation_visuals_delete AFTER DELETE ON visuals BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_visuals_update AFTER UPDATE ON visuals BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER generation_visuals_insert AFTER INSERT ON visuals WHEN ifnull((SELECT token FROM revisions ORDER BY id DESC LIMIT 1), 'none') <> '' BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'generation';
END;
CREATE TRIGGER spaces_delete_cascade AFTER DELETE ON spaces BEGIN
    DELETE FROM vectors WHERE space_id = OLD.id;
    DELETE FROM visuals WHERE space_id = OLD.id;
END;
CREATE TRIGGER tiles_delete_cascade AFTER DELETE ON tiles BEGIN
    DELETE FROM captions WHERE tile_id = OLD.id;
    DELETE FROM descriptions WHERE tile_id = OLD.id;
    DELETE FROM measurements WHERE tile_id = OLD.id;
    DELETE FROM visuals WHERE tile_id = OLD.id;
    DELETE FROM tags WHERE tile_id = OLD.id;
    DELETE FROM inheritances WHERE tile_id = OLD.id;
    UPDATE failures SET tile_id = NULL WHERE tile_id = OLD.id;
END;
CREATE TABLE pairs (
    tile_id INTEGER PRIMARY KEY NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the later date
    source_id INTEGER NOT NULL,      -- the tile of the compared catalog that shows the same window
    before_acquired DATETIME,        -- the earlier date, UTC; NULL where unknown
    before_acquired_end DATETIME,    -- last moment of the period that begins with it
    before_paths TEXT NOT NULL,      -- JSON: rasters of the earlier date that touch the tile
    before_tiles TEXT NOT NULL,      -- JSON: [[id in the compared catalog, share of the later tile's ground], ...]
    shift_x_m DOUBLE,                -- by how much the earlier picture was moved along the rows; NULL: not compared
    shift_y_m DOUBLE,                -- the same along the columns, downwards
    shift_confidence DOUBLE,         -- 0 to 1
    coverage DOUBLE,                 -- share of the later tile that the earlier date covers
    gsd_ratio DOUBLE,                -- pixel size before through pixel size after
    angle_deg DOUBLE,                -- by how much the rows of one are turned against those of the other
    detail_m DOUBLE                  -- ground size of the smallest detail that both show
);
CREATE TABLE changes (
    tile_id INTEGER PRIMARY KEY NOT NULL REFERENCES tiles (id) ON DELETE CASCADE,  -- the later date
    author_id INTEGER NOT NULL REFERENCES authors (id),  -- by whom
    comparable DOUBLE NOT NULL,      -- share of the tile's pixels that can be compared; other shares are of these
    magnitude DOUBLE NOT NULL,       -- how much has changed in all, 0 to 1
    magnitude_error DOUBLE NOT NULL,  -- one standard deviation of it
    water_gained DOUBLE,             -- share; NULL where the bands cannot tell
    water_lost DOUBLE,               -- share
    vegetation_gained DOUBLE,        -- share
    vegetation_lost DOUBLE,          -- share
    burnt DOUBLE,                    -- share, newly burnt
    bare_gained DOUBLE,              -- share, bare ground that was covered before
    structure_gained DOUBLE,         -- share, edges and texture as of built-up ground where there were none
    structure_lost DOUBLE,           -- share
    brightness DOUBLE,               -- mean difference of what was brought to one light, -1 to 1
    dnbr DOUBLE                      -- mean normalised burn ratio before less after
);
CREATE INDEX changes_magnitude ON changes (magnitude);
INSERT INTO pairs VALUES (1, 11, '2023-05-01T00:00:00.000Z', '2023-05-01T23:59:59.999Z', '["/imagery/before.tif"]', '[[7, 0.75]]', 1.5, -0.5, 0.875, 1.0, 2.0, 0.0, 6.5);
INSERT INTO changes VALUES (1, 1, 0.9, 0.4, 0.05, 0.3, 0.0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TRIGGER pairs_delete_cascade AFTER DELETE ON tiles BEGIN
    DELETE FROM pairs WHERE tile_id = OLD.id;
    DELETE FROM changes WHERE tile_id = OLD.id;
END;
CREATE TRIGGER marks_generation_insert AFTER INSERT ON marks BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'marks_generation';
END;
CREATE TRIGGER marks_generation_update AFTER UPDATE ON marks WHEN OLD.geom IS NOT NEW.geom OR OLD.tile_id IS NOT NEW.tile_id OR OLD.raster_id IS NOT NEW.raster_id OR OLD.path IS NOT NEW.path OR OLD.acquired IS NOT NEW.acquired OR OLD.level_m IS NOT NEW.level_m OR OLD.question IS NOT NEW.question OR OLD.verdict IS NOT NEW.verdict OR OLD.grade IS NOT NEW.grade OR OLD.note IS NOT NEW.note OR OLD.author IS NOT NEW.author OR OLD.shape IS NOT NEW.shape OR OLD.count IS NOT NEW.count OR OLD.updated IS NOT NEW.updated BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'marks_generation';
END;
CREATE TRIGGER marks_generation_delete AFTER DELETE ON marks BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'marks_generation';
END;
CREATE TRIGGER marks_generation_rasters AFTER UPDATE OF path, relative_path, acquired, acquired_end, label ON rasters WHEN OLD.path IS NOT NEW.path OR OLD.relative_path IS NOT NEW.relative_path OR OLD.acquired IS NOT NEW.acquired OR OLD.acquired_end IS NOT NEW.acquired_end OR OLD.label IS NOT NEW.label BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'marks_generation';
END;
CREATE TRIGGER marks_generation_tiles AFTER UPDATE OF geom, state, reason, summary, acquired, acquired_end ON tiles WHEN EXISTS (SELECT 1 FROM marks WHERE tile_id = NEW.id) AND (OLD.geom IS NOT NEW.geom OR OLD.state IS NOT NEW.state OR OLD.reason IS NOT NEW.reason OR OLD.summary IS NOT NEW.summary OR OLD.acquired IS NOT NEW.acquired OR OLD.acquired_end IS NOT NEW.acquired_end) BEGIN
    UPDATE tilescribe_meta SET value = (CAST(value AS INTEGER) + 1) || '-' || lower(hex(randomblob(16)))
    WHERE key = 'marks_generation';
END;
COMMIT;
