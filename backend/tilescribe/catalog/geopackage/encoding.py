"""What makes an SQLite file a GeoPackage: its own tables, its geometry blobs, its spatial index.

After OGC 12-128r18, GeoPackage Encoding Standard 1.3.1, <https://www.geopackage.org/spec131/>. Version 1.3 and not 1.4
is written on purpose: GDAL before 3.7 warns of 1.4, and nothing of 1.4 is needed here.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlite3

    import numpy as np
    from numpy.typing import NDArray
    from shapely import MultiPolygon

    from tilescribe.domain.raster import Bounds

__all__ = [
    "APPLICATION_ID",
    "CORE_TABLES",
    "NOWHERE",
    "SRS_ID",
    "USER_VERSION",
    "decode_geometries",
    "encode_geometries",
    "envelope",
    "envelopes",
    "feature_layer",
    "grow_extent",
    "refresh_extent",
    "register_attributes",
    "register_functions",
    "rtree_rebuild",
    "rtree_triggers",
    "touch_contents",
]

APPLICATION_ID = int.from_bytes(b"GPKG", "big")
"""`PRAGMA application_id` of every GeoPackage since 1.2 (requirement 2)."""
USER_VERSION = 10300
"""`PRAGMA user_version` of GeoPackage 1.3: major * 10000 + minor * 100 + patch."""
SRS_ID = 4326
"""EPSG:4326; a GeoPackage stores it as longitude, latitude (clause 2.1.3.1.1, after the WKB axis order)."""

_WGS84_WKT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)

CORE_TABLES = (
    # Annex C.1
    """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
)""",
    # The three rows of requirement 11.
    f"""
INSERT INTO gpkg_spatial_ref_sys VALUES
    ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
    ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
    ('WGS 84 geodetic', {SRS_ID}, 'EPSG', 4326, '{_WGS84_WKT}', 'longitude and latitude in degrees on WGS 84')""",
    # Annex C.2
    """
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
)""",
    # Annex C.4
    """
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
)""",
    # Annex C.8
    """
CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
)""",
)
"""The tables that every GeoPackage has, and `gpkg_extensions` for the spatial index."""


def feature_layer(table: str, description: str) -> tuple[str, ...]:
    """SQL that registers `table` (key `id`, MULTIPOLYGON column `geom`) as a feature layer with a spatial index."""
    return (
        f"""
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)
VALUES ('{table}', 'features', '{table}', '{description}', {SRS_ID})""",
        f"INSERT INTO gpkg_geometry_columns VALUES ('{table}', 'geom', 'MULTIPOLYGON', {SRS_ID}, 0, 0)",
        f"""
INSERT INTO gpkg_extensions VALUES
    ('{table}', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec131/#extension_rtree', 'write-only')""",
        f"CREATE VIRTUAL TABLE rtree_{table}_geom USING rtree (id, minx, maxx, miny, maxy)",
        *rtree_triggers(table),
    )


def register_attributes(table: str, description: str) -> str:
    """SQL that registers `table` as one without geometry."""
    return (
        f"INSERT INTO gpkg_contents (table_name, data_type, identifier, description) "
        f"VALUES ('{table}', 'attributes', '{table}', '{description}')"
    )


def rtree_triggers(table: str) -> tuple[str, ...]:
    """The six triggers of annex F.3 with their prescribed names."""
    index = f"rtree_{table}_geom"
    new_box = "ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom)"
    drawn, void = "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))", "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
    add = f"INSERT OR REPLACE INTO {index} VALUES (NEW.id, {new_box});"
    drop = f"DELETE FROM {index} WHERE id = OLD.id;"
    actions = {
        "insert": (f"AFTER INSERT ON {table} WHEN {drawn}", add),
        "update1": (f"AFTER UPDATE OF geom ON {table} WHEN OLD.id = NEW.id AND {drawn}", add),
        "update2": (f"AFTER UPDATE OF geom ON {table} WHEN OLD.id = NEW.id AND {void}", drop),
        "update3": (f"AFTER UPDATE ON {table} WHEN OLD.id != NEW.id AND {drawn}", f"{drop} {add}"),
        "update4": (
            f"AFTER UPDATE ON {table} WHEN OLD.id != NEW.id AND {void}",
            f"DELETE FROM {index} WHERE id IN (OLD.id, NEW.id);",
        ),
        "delete": (f"AFTER DELETE ON {table} WHEN OLD.geom NOT NULL", drop),
    }
    return tuple(f"CREATE TRIGGER {index}_{name} {when} BEGIN {action} END" for name, (when, action) in actions.items())


def rtree_rebuild(table: str) -> tuple[str, ...]:
    """SQL that fills the spatial index of `table` anew."""
    return (
        f"DELETE FROM rtree_{table}_geom",
        f"""
INSERT INTO rtree_{table}_geom
SELECT id, ST_MinX(geom), ST_MaxX(geom), ST_MinY(geom), ST_MaxY(geom) FROM {table} WHERE NOT ST_IsEmpty(geom)""",
    )


# --- extents ----------------------------------------------------------------------------------------------------------


def grow_extent(db: sqlite3.Connection, table: str, bounds: Bounds) -> None:
    """Make the recorded extent of a layer hold `bounds` as well; NaN bounds (of nothing) change nothing."""
    if any(math.isnan(value) for value in bounds):
        return
    west, south, east, north = bounds
    db.execute(
        "UPDATE gpkg_contents SET min_x = min(ifnull(min_x, :w), :w), min_y = min(ifnull(min_y, :s), :s), "
        "max_x = max(ifnull(max_x, :e), :e), max_y = max(ifnull(max_y, :n), :n) WHERE table_name = :table",
        {"w": west, "s": south, "e": east, "n": north, "table": table},
    )
    touch_contents(db, table)


def refresh_extent(db: sqlite3.Connection, table: str) -> None:
    """Set the recorded extent of a layer to what its spatial index holds, after rows were deleted."""
    db.execute(
        "UPDATE gpkg_contents SET (min_x, min_y, max_x, max_y) = "
        f"(SELECT min(minx), min(miny), max(maxx), max(maxy) FROM rtree_{table}_geom) WHERE table_name = ?",
        (table,),
    )
    touch_contents(db, table)


def touch_contents(db: sqlite3.Connection, *tables: str) -> None:
    """Record that `tables` have changed just now."""
    db.executemany(
        "UPDATE gpkg_contents SET last_change = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE table_name = ?",
        [(table,) for table in tables],
    )


# --- geometry blobs ---------------------------------------------------------------------------------------------------
# Clause 2.1.3: magic, version, flags, srs_id, envelope, then ISO WKB.

_HEADER = struct.Struct("<2sBBi")
_ENVELOPE = struct.Struct("<4d")
_FLAGS_XY = 0b0000_0011
"""Little endian, envelope [minx, maxx, miny, maxy], not empty."""
_FLAGS_EMPTY = 0b0001_0001
"""Little endian, no envelope, empty."""
NOWHERE = (math.inf, math.inf, -math.inf, -math.inf)
"""(west, south, east, north) of a box that has nothing in common with any other."""
_ENVELOPE_BYTES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Length of the envelope by its code in bits 1 to 3 of the flags."""


def encode_geometries(geometries: Sequence[MultiPolygon]) -> list[bytes]:
    """GeoPackage blobs of WGS84 geometries, each with its envelope."""
    import numpy as np
    import shapely

    shapes = np.empty(len(geometries), dtype=object)
    shapes[:] = geometries
    bodies = shapely.to_wkb(shapes, byte_order=1, flavor="iso", output_dimension=2)
    boxes = shapely.bounds(shapes).tolist()
    empties = shapely.is_empty(shapes).tolist()
    plain = _HEADER.pack(b"GP", 0, _FLAGS_XY, SRS_ID)
    void = _HEADER.pack(b"GP", 0, _FLAGS_EMPTY, SRS_ID)
    return [
        void + body if empty else plain + _ENVELOPE.pack(west, east, south, north) + body
        for body, (west, south, east, north), empty in zip(bodies, boxes, empties, strict=True)
    ]


def decode_geometries(blobs: Sequence[bytes]) -> NDArray[np.object_]:
    """Geometries of GeoPackage blobs, whoever wrote them.

    Raises:
        ValueError: a blob is not a GeoPackage geometry.
    """
    import numpy as np
    import shapely

    bodies = np.empty(len(blobs), dtype=object)
    bodies[:] = [blob[_body_offset(blob) :] for blob in blobs]
    geometries: NDArray[np.object_] = shapely.from_wkb(bodies)
    return geometries


def envelope(blob: bytes | None) -> Bounds | None:
    """(west, south, east, north) of a blob; None for NULL and for what is empty.

    Raises:
        ValueError: the blob is not a GeoPackage geometry.
    """
    if blob is None:
        return None
    body = _body_offset(blob)
    flags = blob[3]
    if flags & 0b0001_0000:
        return None
    if body > _HEADER.size:
        west, east, south, north = struct.unpack_from("<4d" if flags & 1 else ">4d", blob, _HEADER.size)
        return west, south, east, north
    import shapely

    geometry = shapely.from_wkb(blob[body:])
    if geometry.is_empty:
        return None
    bounds: Bounds = geometry.bounds
    return bounds


def envelopes(blobs: Sequence[bytes]) -> NDArray[np.float64]:
    """(n, 4) west, south, east, north of blobs, whoever wrote them; `NOWHERE` for what is empty or no geometry."""
    import numpy as np

    plain, end = _HEADER.pack(b"GP", 0, _FLAGS_XY, SRS_ID), _HEADER.size + _ENVELOPE.size
    sides = [
        blob[_HEADER.size : end] if blob.startswith(plain) and len(blob) > end else _packed_envelope(blob)
        for blob in blobs
    ]
    return np.frombuffer(b"".join(sides), dtype="<f8").reshape(-1, 4)[:, [0, 2, 1, 3]]


def _packed_envelope(blob: bytes) -> bytes:
    try:
        west, south, east, north = envelope(blob) or NOWHERE
    except (ValueError, struct.error):  # cut short
        west, south, east, north = NOWHERE
    return _ENVELOPE.pack(west, east, south, north)


def _body_offset(blob: bytes) -> int:
    code = (blob[3] >> 1) & 0b111 if len(blob) >= _HEADER.size else -1
    if blob[:2] != b"GP" or code not in _ENVELOPE_BYTES:
        raise ValueError("not a GeoPackage geometry")
    return _HEADER.size + _ENVELOPE_BYTES[code]


def register_functions(db: sqlite3.Connection) -> None:
    """Give a connection the five SQL functions that the spatial index triggers call (annex F.3)."""

    def side(position: int) -> Any:
        def read(blob: bytes | None) -> float | None:
            box = envelope(blob)
            return None if box is None else box[position]

        return read

    def is_empty(blob: bytes | None) -> int | None:
        return None if blob is None else int(envelope(blob) is None)

    for position, name in enumerate(("ST_MinX", "ST_MinY", "ST_MaxX", "ST_MaxY")):
        db.create_function(name, 1, side(position), deterministic=True)
    db.create_function("ST_IsEmpty", 1, is_empty, deterministic=True)
