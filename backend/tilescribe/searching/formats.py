"""Write an answer where other programs read it. Column names are a promise."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from tilescribe.domain.hit import Hit
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.areas import bounds_of

if TYPE_CHECKING:
    from datetime import datetime

    import geopandas
    from shapely import Geometry, MultiPolygon

    from tilescribe.domain.hit import Answer
    from tilescribe.searching.outputs import Output

__all__ = ["FORMATS", "feature", "format_for", "geometry_of", "write_answer", "write_text"]

FORMATS = ("table", "geojson", "csv", "gpkg", "geoparquet")
"""`table` is drawn by the command line; the others are written here."""

_BY_SUFFIX = {
    ".geojson": "geojson",
    ".json": "geojson",
    ".csv": "csv",
    ".gpkg": "gpkg",
    ".parquet": "geoparquet",
    ".geoparquet": "geoparquet",
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet computes instead of showing it."""
_COORDINATE_DIGITS = 7
"""1e-7 degrees are 1 cm; RFC 7946 section 11.2 asks for no more than is needed."""


def format_for(path: Path | None, chosen: str | None) -> str:
    """The format asked for, else the one the file's suffix stands for, else `table` on a screen.

    Raises:
        InvalidOptionError: an unknown format, one that needs a file and has none, or another one than the suffix says.
    """
    known = ", ".join(FORMATS)
    if chosen is not None and chosen not in FORMATS:
        raise InvalidOptionError(f"Unknown format {chosen!r}", remedy=f"Choose one of {known}")
    if chosen is None and path is not None:
        chosen = _BY_SUFFIX.get(path.suffix.lower())
        if chosen is None:
            raise InvalidOptionError(
                f"The suffix of {str(path)!r} stands for no known format", remedy=f"Add --format with one of {known}"
            )
    chosen = chosen or "table"
    ending = path.suffix.lower() if path is not None else ""
    if _BY_SUFFIX.get(ending, chosen) != chosen:
        raise InvalidOptionError(
            f"The format {chosen} does not go with the suffix of {str(path)!r}, which stands for {_BY_SUFFIX[ending]}",
            remedy="Leave --format out, or name a file with another suffix",
        )
    if chosen in ("gpkg", "geoparquet") and path is None:
        raise InvalidOptionError(f"The format {chosen} needs a file", remedy="Add -o FILE")
    if chosen == "gpkg" and path is not None and path.suffix.lower() != ".gpkg":
        raise InvalidOptionError(f"The GeoPackage {str(path)!r} has another suffix", remedy="Name it .gpkg")
    return chosen


def write_answer(answer: Answer, output: Output, *, kind: str) -> None:
    """Write `geojson`, `csv`, `gpkg` or `geoparquet`: whole, or not at all.

    Raises:
        OutputError: the place cannot be written, or what is there must not be replaced.
    """
    with output.writing() as draft:
        if kind == "gpkg":
            # Version 1.3 is what QGIS 3.22 knows; GDAL would write 1.4, which it warns about.
            options = {} if draft.exists() else {"VERSION": "1.3"}
            _frame(answer).to_file(draft, driver="GPKG", layer=output.layer, **options)
        elif kind == "geoparquet":
            _frame(answer).to_parquet(draft, index=False)
        else:
            # Half a character, as file names can hold, becomes the escape by which JSON writes it.
            with draft.open("w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
                write_text(answer, stream, kind=kind)


def write_text(answer: Answer, stream: IO[str], *, kind: str) -> None:
    """Write `geojson` (RFC 7946, one feature a line) or `csv` to an open text stream."""
    if kind == "csv":
        rows = csv.DictWriter(stream, fieldnames=list(_csv_row(_NO_HIT)))
        rows.writeheader()
        rows.writerows(_csv_row(hit) for hit in answer.hits)
        return
    head = {"type": "FeatureCollection", "question": answer.question, "embedder": answer.embedder}
    stream.write(json.dumps(head, ensure_ascii=False)[:-1] + ', "features": [')
    for number, hit in enumerate(answer.hits):
        stream.write(("," if number else "") + "\n" + json.dumps(feature(hit), ensure_ascii=False))
    stream.write("\n]}\n")


def feature(hit: Hit) -> dict[str, Any]:
    """One hit as a GeoJSON feature."""
    return {"type": "Feature", "id": hit.tile_id, "geometry": geometry_of(hit.footprint), "properties": _row(hit)}


def geometry_of(footprint: MultiPolygon) -> dict[str, Any]:
    """A GeoJSON geometry: a Polygon unless the footprint is split, counter-clockwise, with 7 decimals."""
    from shapely.geometry import mapping

    shape: dict[str, Any] = mapping(_rounded(footprint))
    return shape


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


def _flat_row(hit: Hit) -> dict[str, Any]:
    """The same for tables: one plain value a column."""
    row = _row(hit)
    channels = row.pop("channels")
    numbers = {"dense": channels.get("dense"), "lexical": channels.get("lexical"), "verified": hit.verified}
    return row | {"words": " ".join(hit.words), **numbers}


def _csv_row(hit: Hit) -> dict[str, Any]:
    west, south, east, north = bounds_of(hit.footprint) if hit.footprint else (None,) * 4
    row = _flat_row(hit) | {"west": west, "south": south, "east": east, "north": north}
    return {name: _inert(value) if isinstance(value, str) else value for name, value in row.items()}


def _inert(text: str) -> str:
    """Text that a spreadsheet takes for text: an apostrophe before what would begin a formula, as OWASP advises.

    <https://owasp.org/www-community/attacks/CSV_Injection>
    """
    return f"'{text}" if text.startswith(_FORMULA) else text


def _frame(answer: Answer) -> geopandas.GeoDataFrame:
    import geopandas
    import pandas

    columns = list(_flat_row(_NO_HIT))
    frame = pandas.DataFrame([_flat_row(hit) for hit in answer.hits], columns=columns)
    for column in ("acquired", "acquired_end"):
        frame[column] = pandas.to_datetime(frame[column], utc=True, format="ISO8601")
    frame["verified"] = frame["verified"].astype("float64")  # also where no hit has one
    return geopandas.GeoDataFrame(frame, geometry=[hit.footprint for hit in answer.hits], crs="EPSG:4326")


def _rounded(footprint: MultiPolygon) -> Geometry:
    """With 7 decimals, counter-clockwise, and a plain Polygon unless it is split at the antimeridian."""
    import shapely

    rounded = shapely.transform(footprint, lambda xy: xy.round(_COORDINATE_DIGITS))
    oriented = shapely.orient_polygons(rounded)
    return oriented.geoms[0] if len(oriented.geoms) == 1 else oriented


_NO_HIT = Hit(0, 0.0, 0, "", "", None, 0.0, "", "", "", (), {}, None)
"""Names the columns of an answer without hits."""
