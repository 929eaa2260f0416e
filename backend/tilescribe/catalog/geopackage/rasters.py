"""Rasters: rows from and to dataclasses. Each function runs inside the caller's transaction."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.geopackage import encoding, places, raster_tiles, schema_5, text_store
from tilescribe.catalog.geopackage.locations import Locations
from tilescribe.catalog.geopackage.times import NOW, from_sql, to_sql
from tilescribe.catalog.types import StoredRaster
from tilescribe.domain.bands import Band, Quantity, Role
from tilescribe.domain.names import base_name
from tilescribe.domain.overrides import split_overrides, with_time
from tilescribe.domain.raster import FileSignature, Georeferencing, Raster, RasterState
from tilescribe.domain.tile import TileState
from tilescribe.errors import CatalogError

if TYPE_CHECKING:
    import sqlite3

    from tilescribe.domain.tile import Tile

__all__ = ["list_rasters", "load", "move", "put", "relocate", "remove", "set_state", "touch"]

_OPENED = (
    "driver",
    "width",
    "height",
    "dtype",
    "bands",
    "nodata",
    "palette",
    "profile",
    "profile_source",
    "quantity",
    "sensor",
    "acquired",
    "acquired_end",
    "acquired_source",
    "crs",
    "georeferencing",
    "transform",
    "gsd_x_m",
    "gsd_y_m",
    "has_overviews",
    "notices",
    "sources",
)
"""Columns that only restate the `Raster`, in the order of `_opened_values`."""

_WRITTEN = (
    "geom",
    "path",
    "relative_path",
    "name",
    "fingerprint",
    "size_bytes",
    "mtime_ns",
    "signature",
    "overrides",
    "plan",
    "state",
    "reason",
)
"""The other columns that `put` writes, besides levels_m and updated."""


def list_rasters(db: sqlite3.Connection) -> list[StoredRaster]:
    """All rasters in order of path."""
    tiles: dict[int, dict[TileState, int]] = defaultdict(dict)
    for raster_id, state, count in db.execute("SELECT raster_id, state, count(*) FROM tiles GROUP BY raster_id, state"):
        tiles[raster_id][TileState(state)] = count
    locations = Locations.of(db)
    rows = db.execute(
        "SELECT id, path, relative_path, fingerprint, size_bytes, mtime_ns, signature, overrides, plan, state, reason, "
        "profile, profile_source, sensor, acquired, acquired_end, crs, gsd_x_m, gsd_y_m, width, height, bands, "
        "levels_m, label, acquired_source FROM rasters ORDER BY path"
    )
    return [
        StoredRaster(
            id=raster_id,
            path=locations.find(path, relative).path,
            fingerprint=fingerprint,
            stamp=FileSignature(size_bytes=size_bytes, mtime_ns=mtime_ns, signature=signature),
            overrides=overrides,
            plan=plan,
            state=RasterState(state),
            reason=reason,
            profile=profile,
            profile_source=profile_source,
            sensor=sensor,
            acquired=from_sql(acquired),
            acquired_end=from_sql(acquired_end),
            crs=crs,
            gsd_m=(gsd_x_m * gsd_y_m) ** 0.5,
            width=width,
            height=height,
            roles=tuple(band["role"] for band in json.loads(bands)),
            levels_m=tuple(json.loads(levels_m)),
            tiles=tiles[raster_id],
            label=label,
            acquired_source=acquired_source,
        )
        for (
            raster_id, path, relative, fingerprint, size_bytes, mtime_ns, signature, overrides, plan, state, reason,
            profile, profile_source, sensor, acquired, acquired_end, crs, gsd_x_m, gsd_y_m, width, height, bands,
            levels_m, label, acquired_source,
        ) in rows
    ]  # fmt: skip


def load(db: sqlite3.Connection, raster_id: int) -> Raster:
    """The raster as it was opened at planning.

    Raises:
        CatalogError: there is no such raster.
    """
    columns = ("path", "relative_path", "fingerprint", "geom", "label", *_OPENED)
    row = db.execute(f"SELECT {', '.join(columns)} FROM rasters WHERE id = ?", (raster_id,)).fetchone()
    if row is None:
        raise CatalogError(f"The catalog has no raster {raster_id}", remedy="See which there are: tilescribe info")
    values = dict(zip(columns, row, strict=True))
    transform = json.loads(values["transform"]) if values["transform"] else None
    return Raster(
        path=Locations.of(db).find(values["path"], values["relative_path"]).path,
        fingerprint=values["fingerprint"],
        driver=values["driver"],
        width=values["width"],
        height=values["height"],
        dtype=values["dtype"],
        bands=tuple(
            Band(index=band["index"], role=Role(band["role"]), scale=band["scale"], offset=band["offset"])
            for band in json.loads(values["bands"])
        ),
        nodata=_nodata(values["nodata"], bands=len(json.loads(values["bands"]))),
        palette=bool(values["palette"]),
        profile=values["profile"],
        profile_source=values["profile_source"],
        quantity=Quantity(values["quantity"]),
        crs=values["crs"],
        georeferencing=Georeferencing(values["georeferencing"]),
        transform=None if transform is None else tuple(transform),
        gsd_x_m=values["gsd_x_m"],
        gsd_y_m=values["gsd_y_m"],
        footprint=encoding.decode_geometries([values["geom"]])[0],
        acquired=from_sql(values["acquired"]),
        acquired_end=from_sql(values["acquired_end"]),
        acquired_source=values["acquired_source"],
        sensor=values["sensor"],
        has_overviews=bool(values["has_overviews"]),
        notices=tuple(json.loads(values["notices"])),
        sources=tuple(json.loads(values["sources"])),
        label=values["label"],
    )


def load_scene(db: sqlite3.Connection, raster_id: int) -> str | None:
    """What was computed once of the raster as a whole; None where it is to be computed."""
    row = db.execute("SELECT scene FROM rasters WHERE id = ?", (raster_id,)).fetchone()
    return row[0] if row else None


def put_scene(db: sqlite3.Connection, raster_id: int, scene: str) -> None:
    """Keep it."""
    db.execute("UPDATE rasters SET scene = ? WHERE id = ?", (scene, raster_id))


def put(
    db: sqlite3.Connection,
    raster: Raster,
    *,
    stamp: FileSignature,
    overrides: str,
    plan: str,
    tiles: Sequence[Tile],
    reread: bool = False,
    keep_date: bool = False,
) -> int:
    """Add a raster with its tiles, or replace the row of the same path; see `Catalog.put_raster`."""
    known = db.execute(
        "SELECT id, fingerprint, bands, quantity, nodata, label FROM rasters WHERE path = ?", (raster.path,)
    ).fetchone()
    if known is not None and keep_date:
        raster, overrides = _with_known_date(db, known[0], raster, overrides)
    columns = (*_WRITTEN, *_OPENED, "levels_m", "label")
    values = (
        encoding.encode_geometries([raster.footprint])[0],
        raster.path,
        Locations.of(db).relative(raster.path),
        base_name(raster.path),
        raster.fingerprint,
        stamp.size_bytes,
        stamp.mtime_ns,
        stamp.signature,
        overrides,
        plan,
        RasterState.PRESENT,
        "",
        *_opened_values(raster),
        json.dumps(sorted({tile.level_m for tile in tiles})),
        # No file has one: what a person gave it stays.
        raster.label or (known[5] if known else ""),
    )
    if known is None:
        marks = ", ".join("?" * len(columns))
        cursor = db.execute(f"INSERT INTO rasters ({', '.join(columns)}, updated) VALUES ({marks}, {NOW})", values)
        raster_id = cursor.lastrowid
        assert raster_id is not None
    else:
        raster_id = known[0]
        settings = ", ".join(f"{column} = ?" for column in columns)
        db.execute(f"UPDATE rasters SET {settings}, updated = {NOW} WHERE id = ?", (*values, raster_id))
        # As text, for a NaN equals nothing.
        nodata = repr(_nodata(known[4], bands=len(raster.bands)))
        now = (raster.fingerprint, _bands_json(raster), raster.quantity, repr(raster.nodata))
        if reread or (*known[1:4], nodata) != now:
            db.execute("UPDATE rasters SET scene = NULL WHERE id = ?", (raster_id,))
            raster_tiles.outdate(db, raster_id)
    raster_tiles.replace(db, raster_id, raster, tiles)
    encoding.grow_extent(db, "rasters", raster.footprint.bounds)
    return raster_id


def _with_known_date(db: sqlite3.Connection, raster_id: int, raster: Raster, overrides: str) -> tuple[Raster, str]:
    """The raster and its overrides with the date of its row, where a person has given it another one, or taken it
    back, since the run looked at the row."""
    row = db.execute(
        "SELECT overrides, acquired, acquired_end, acquired_source FROM rasters WHERE id = ?", (raster_id,)
    ).fetchone()
    (_, now, _), (_, planned, _) = split_overrides(row[0]), split_overrides(overrides)
    if now == planned:
        return raster, overrides
    dated = replace(raster, acquired=from_sql(row[1]), acquired_end=from_sql(row[2]), acquired_source=row[3])
    return dated, with_time(overrides, now)


def move(db: sqlite3.Connection, raster_id: int, *, path: str, stamp: FileSignature) -> None:
    """The same content lies under another path now."""
    name, relative = base_name(path), Locations.of(db).relative(path)
    db.execute(
        "UPDATE rasters SET path = ?, relative_path = ?, name = ?, size_bytes = ?, mtime_ns = ?, signature = ?, "
        f"state = 'present', reason = '', updated = {NOW} WHERE id = ?",
        (path, relative, name, stamp.size_bytes, stamp.mtime_ns, stamp.signature, raster_id),
    )
    db.execute("UPDATE tiles SET raster = ? WHERE raster_id = ? AND raster <> ?", (name, raster_id, name))
    for table in schema_5.FEATURES:
        db.execute(f"UPDATE {table} SET path = ? WHERE raster_id = ?", (path, raster_id))


def relocate(db: sqlite3.Connection) -> list[tuple[str, str]]:
    """Write down where the rasters are now, seen from the catalog; (previous, new) path of those that have moved."""
    locations, moved = Locations.of(db), []
    for raster_id, path, relative in db.execute("SELECT id, path, relative_path FROM rasters ORDER BY path").fetchall():
        found = locations.find(path, relative)
        now = locations.relative(found.path)
        if not found.available or (path, relative) == (found.path, now):
            continue
        # OR IGNORE: another row may have that path, from a time when paths were absolute only.
        cursor = db.execute(
            f"UPDATE OR IGNORE rasters SET path = ?, relative_path = ?, updated = {NOW} WHERE id = ?",
            (found.path, now, raster_id),
        )
        if cursor.rowcount and found.path != path:
            moved.append((path, found.path))
    return moved


def touch(db: sqlite3.Connection, raster_id: int, *, stamp: FileSignature, has_overviews: bool | None = None) -> None:
    """The file's time changed and its content did not; `has_overviews` where it was looked at."""
    db.execute(
        "UPDATE rasters SET size_bytes = ?, mtime_ns = ?, signature = ?, "
        f"has_overviews = ifnull(?, has_overviews), updated = {NOW} WHERE id = ?",
        (stamp.size_bytes, stamp.mtime_ns, stamp.signature, has_overviews, raster_id),
    )


def set_state(db: sqlite3.Connection, raster_id: int, state: RasterState, *, reason: str) -> None:
    """Record where the raster's file stands."""
    db.execute(f"UPDATE rasters SET state = ?, reason = ?, updated = {NOW} WHERE id = ?", (state, reason, raster_id))


def remove(db: sqlite3.Connection, raster_ids: Iterable[int]) -> None:
    """Delete rasters with all that hangs on them, except what people said: that waits for a tile of its place."""
    keys = [(raster_id,) for raster_id in raster_ids]
    of_raster = "SELECT DISTINCT text_id FROM tiles JOIN descriptions ON tile_id = tiles.id WHERE raster_id = ?"
    used = {text_id for key in keys for (text_id,) in db.execute(of_raster, key)}
    # Tiles, captions, descriptions and measurements follow by ON DELETE CASCADE.
    db.executemany("DELETE FROM rasters WHERE id = ?", keys)
    text_store.delete_unused(db, used)
    encoding.refresh_extent(db, "rasters")
    encoding.refresh_extent(db, "tiles")
    places.assign(db)


def _opened_values(raster: Raster) -> tuple[Any, ...]:
    return (
        raster.driver,
        raster.width,
        raster.height,
        raster.dtype,
        _bands_json(raster),
        _nodata_json(raster),
        raster.palette,
        raster.profile,
        raster.profile_source,
        raster.quantity,
        raster.sensor,
        to_sql(raster.acquired),
        to_sql(raster.acquired_end),
        raster.acquired_source,
        raster.crs,
        raster.georeferencing,
        None if raster.transform is None else json.dumps(raster.transform),
        raster.gsd_x_m,
        raster.gsd_y_m,
        raster.has_overviews,
        json.dumps(raster.notices, ensure_ascii=False),
        json.dumps(raster.sources, ensure_ascii=False),
    )


def _nodata(stored: str | None, *, bands: int) -> tuple[float | None, ...]:
    """What `_nodata_json` wrote, or, in catalogs of earlier versions, one number for all bands."""
    if stored is None:
        return ()
    if not stored.startswith("["):
        return (float(stored),) * bands
    return tuple(None if value is None else float(value) for value in json.loads(stored))


def _nodata_json(raster: Raster) -> str | None:
    """Numbers as text, for JSON knows no NaN and no infinity."""
    values = [None if value is None else repr(float(value)) for value in raster.nodata]
    return json.dumps(values) if values else None


def _bands_json(raster: Raster) -> str:
    bands = [
        {"index": band.index, "role": band.role, "scale": band.scale, "offset": band.offset} for band in raster.bands
    ]
    return json.dumps(bands)
