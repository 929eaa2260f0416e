"""The attributes of places in files."""

from __future__ import annotations

from typing import Any, Optional

from qgis.core import QgsFeature, QgsFields
from qgis.PyQt.QtCore import QByteArray, QCoreApplication

from ..layer_fields import TEXT, date_time, qgs_fields
from .places import Pictures, ProductPlace

__all__ = ["COLUMNS", "PICTURE_COLUMNS", "aliases", "feature_of", "fields", "values_of"]

DEGREES = "double(0,0)"
"""As exact as they are; `double` alone has five decimals, a metre, in text files."""
COLUMNS = (
    ("number", "integer"),
    ("lon", DEGREES),
    ("lat", DEGREES),
    ("mgrs", TEXT),
    ("verdict", TEXT),
    ("grade", TEXT),
    ("count", "integer"),
    ("note", TEXT),
    ("others", TEXT),
    ("sentence", TEXT),
    ("change", TEXT),
    ("summary", TEXT),
    ("question", TEXT),
    ("rank", "integer"),
    ("score", "double"),
    ("author", TEXT),
    ("updated", "datetime"),
    ("acquired", "datetime"),
    ("acq_end", "datetime"),
    ("label", TEXT),
    ("raster", TEXT),
    ("path", TEXT),
    ("earlier", "datetime"),
    ("earl_end", "datetime"),
    ("earl_rast", TEXT),
    ("level_m", "double"),
    ("tile_id", "integer"),
    ("catalog", TEXT),
)
"""(name, type as the memory provider names it). Names of at most ten characters, which a shapefile keeps."""
PICTURE_COLUMNS = (("picture", "binary"), ("earl_pict", "binary"))
"""JPEG, for print layouts."""


def fields(*, pictures: bool) -> QgsFields:
    """The attributes; with those for pictures, or without."""
    return qgs_fields(COLUMNS + PICTURE_COLUMNS if pictures else COLUMNS)


def aliases() -> dict[str, str]:
    """What the attributes are called in tables and forms."""
    return {
        "number": _tr("Number"),
        "lon": _tr("Longitude"),
        "lat": _tr("Latitude"),
        "mgrs": _tr("MGRS"),
        "verdict": _tr("Verdict"),
        "grade": _tr("Grade"),
        "count": _tr("Count"),
        "note": _tr("Note"),
        "others": _tr("What others think of it"),
        "sentence": _tr("Description"),
        "change": _tr("What has changed"),
        "summary": _tr("All that is said of it"),
        "question": _tr("Question"),
        "rank": _tr("Rank"),
        "score": _tr("Score"),
        "author": _tr("Judged by"),
        "updated": _tr("Judged"),
        "acquired": _tr("Acquired"),
        "acq_end": _tr("Acquired until"),
        "label": _tr("Label"),
        "raster": _tr("Raster"),
        "path": _tr("File"),
        "earlier": _tr("Earlier date"),
        "earl_end": _tr("Earlier date until"),
        "earl_rast": _tr("Raster of the earlier date"),
        "level_m": _tr("Tile size (m)"),
        "tile_id": _tr("Tile"),
        "catalog": _tr("Catalog"),
        "picture": _tr("Picture"),
        "earl_pict": _tr("Picture of the earlier date"),
    }


def feature_of(place: ProductPlace, columns: QgsFields, pictures: Optional[Pictures] = None) -> QgsFeature:
    """A place without its geometry, with as many attributes as `columns` has."""
    feature = QgsFeature(columns)
    values = values_of(place)
    if columns.count() > len(values):
        given = pictures or Pictures()
        values += [QByteArray(file.read_bytes()) if file else None for file in (given.now, given.earlier)]
    feature.setAttributes(values)
    return feature


def values_of(place: ProductPlace) -> list[Any]:
    """The values of a place, in the order of `COLUMNS`."""
    lon, lat = place.position
    earlier = place.earlier
    return [
        place.number,
        round(lon, 7),
        round(lat, 7),
        place.mgrs,
        place.verdict,
        place.grade or None,
        place.count,
        place.note or None,
        "\n".join(place.others) or None,
        place.sentence,
        place.change or None,
        place.summary,
        place.question,
        place.rank,
        place.score,
        place.author or None,
        date_time(place.updated),
        date_time(place.acquired),
        date_time(place.acquired_end or place.acquired),
        place.label or None,
        place.raster,
        place.path,
        date_time(earlier.acquired) if earlier else None,
        date_time(earlier.acquired_end or earlier.acquired) if earlier else None,
        (earlier.raster or None) if earlier else None,
        place.level_m,
        place.tile_id,
        place.catalog_path,
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProductColumns", text)
