"""What version 7 of the schema adds: tiles that are compared with an earlier date."""

from __future__ import annotations

__all__ = ["ATTRIBUTES", "TABLES", "TRIGGERS"]

ATTRIBUTES = {
    "pairs": "With which earlier date a tile is compared, and how the two came to lie on each other",
    "changes": "Numbers measured of the difference of two dates of a tile",
}

PAIRS = """
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
)"""

CHANGES = """
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
)"""

TABLES = (PAIRS, CHANGES, "CREATE INDEX changes_magnitude ON changes (magnitude)")

TRIGGERS = (
    # As ON DELETE says, for programs too that leave `foreign_keys` off.
    """
CREATE TRIGGER pairs_delete_cascade AFTER DELETE ON tiles BEGIN
    DELETE FROM pairs WHERE tile_id = OLD.id;
    DELETE FROM changes WHERE tile_id = OLD.id;
END""",
)
