"""Hits as other programs read them: GeoJSON features, and rows of a table. The names of columns are a promise."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tilescribe.domain.hit import Hit

if TYPE_CHECKING:
    from datetime import datetime

    import geopandas
    from shapely import Geometry, MultiPolygon

    from tilescribe.domain.hit import Answer

__all__ = ["COLUMNS", "collection_head", "feature", "flat_row", "frame", "geometry_of"]

_COORDINATE_DIGITS = 7
"""1e-7 degrees are 1 cm; RFC 7946 section 11.2 asks for no more than is needed."""


def feature(hit: Hit) -> dict[str, Any]:
    """One hit as a GeoJSON feature."""
    return {"type": "Feature", "id": hit.tile_id, "geometry": geometry_of(hit.footprint), "properties": _row(hit)}


def geometry_of(footprint: MultiPolygon) -> dict[str, Any]:
    """A GeoJSON geometry: a Polygon unless the footprint is split, counter-clockwise, with 7 decimals."""
    from shapely.geometry import mapping

    shape: dict[str, Any] = mapping(_rounded(footprint))
    return shape


def collection_head(answer: Answer) -> dict[str, Any]:
    """What a GeoJSON FeatureCollection of the answer says of the whole; its `features` are to be added."""
    return {"type": "FeatureCollection", "question": answer.question, "embedder": answer.embedder}


def flat_row(hit: Hit) -> dict[str, Any]:
    """One hit for tables: one plain value a column, without the geometry."""
    row = _row(hit)
    channels = row.pop("channels")
    numbers = {"dense": channels.get("dense"), "lexical": channels.get("lexical"), "verified": hit.verified}
    return row | {"words": " ".join(hit.words), **numbers}


def frame(answer: Answer) -> geopandas.GeoDataFrame:
    """All hits as a table, `footprint` as its geometry in EPSG:4326; columns as in GeoPackage and GeoParquet."""
    import geopandas
    import pandas

    table = pandas.DataFrame([flat_row(hit) for hit in answer.hits], columns=COLUMNS)
    for column in ("acquired", "acquired_end"):
        table[column] = pandas.to_datetime(table[column], utc=True, format="ISO8601")
    table["verified"] = table["verified"].astype("float64")  # also where no hit has one
    return geopandas.GeoDataFrame(table, geometry=[hit.footprint for hit in answer.hits], crs="EPSG:4326")


def _row(hit: Hit) -> dict[str, Any]:
    verified = {} if hit.verified is None else {"verified": hit.verified}
    return {
        "rank": hit.rank,
        "score": hit.score,
        "tile_id": hit.tile_id,
        "raster": hit.raster,
        "path": hit.path,
        "acquired": _time(hit.acquired),
        "acquired_end": _time(hit.acquired_end),
        "level_m": hit.level_m,
        "valid_share": hit.valid_share,
        "summary": hit.summary,
        "matched": hit.matched,
        "matched_kind": hit.matched_kind,
        "words": list(hit.words),
        "merged": hit.merged,
        "available": hit.available,
        "channels": dict(hit.channels),
        **verified,
    }


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat().replace("+00:00", "Z") if moment else None


def _rounded(footprint: MultiPolygon) -> Geometry:
    """With 7 decimals, counter-clockwise, and a plain Polygon unless it is split at the antimeridian."""
    import shapely

    rounded = shapely.transform(footprint, lambda xy: xy.round(_COORDINATE_DIGITS))
    oriented = shapely.orient_polygons(rounded)
    return oriented.geoms[0] if len(oriented.geoms) == 1 else oriented


COLUMNS = tuple(flat_row(Hit(0, 0.0, 0, "", "", None, 0.0, "", "", "", (), {}, None)))
"""Of a table, also of one without rows."""
