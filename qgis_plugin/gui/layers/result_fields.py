"""The attributes of the result layer."""

from __future__ import annotations

from qgis.core import QgsFeature
from qgis.PyQt.QtCore import QCoreApplication

from ...core.geometry import geojson_to_geometry
from ...core.judging_text import others_text
from ...core.layer_fields import TEXT, date_time, footprint_layer_uri
from ...core.places import date_text, other_date_text
from ...core.results import my_mark

__all__ = ["FIELDS", "SCORE_TEXT", "aliases", "attributes_of", "feature_of", "mark_attributes_of", "memory_uri"]

FIELDS = (
    ("rank", "integer"),
    ("score", "double"),
    ("closer", "double"),
    ("tile_id", "integer"),
    ("verdict", TEXT),
    ("grade", TEXT),
    ("note", TEXT),
    ("author", TEXT),
    ("judged_by", TEXT),
    ("matched", TEXT),
    ("matched_by", TEXT),
    ("summary", TEXT),
    ("words", TEXT),
    ("against", TEXT),
    ("acquired", "datetime"),
    ("acquired_end", "datetime"),
    ("level_m", "double"),
    ("valid_share", "double"),
    ("raster", TEXT),
    ("path", TEXT),
    ("available", "boolean"),
    ("dated", TEXT),
    ("other_date", TEXT),
)
"""(name, type as the memory provider names it), in the order of the attribute table."""
SCORE_TEXT = """if("score" < 0.01, '<1 %', if("score" > 0.99, '>99 %', format_number(100 * "score", 0) || ' %'))"""
"""QGIS expression for the score of a feature as `format_score` writes it."""


def memory_uri() -> str:
    """The source of an empty result layer in memory."""
    return footprint_layer_uri(FIELDS)


def aliases() -> dict[str, str]:
    """What the attributes are called in tables and forms."""
    return {
        "rank": _tr("Rank"),
        "score": _tr("Score"),
        "closer": _tr("Rank value of the closer look"),
        "tile_id": _tr("Tile"),
        "verdict": _tr("Verdict"),
        "grade": _tr("Grade"),
        "note": _tr("Note"),
        "author": _tr("Judged by"),
        "judged_by": _tr("Judged by others"),
        "matched": _tr("Matching description"),
        "matched_by": _tr("Found by words or picture"),
        "summary": _tr("Summary"),
        "words": _tr("Matched words"),
        "against": _tr("What speaks against it"),
        "acquired": _tr("Acquired"),
        "acquired_end": _tr("Acquired until"),
        "level_m": _tr("Tile size (m)"),
        "valid_share": _tr("Valid share"),
        "raster": _tr("Raster"),
        "path": _tr("File"),
        "available": _tr("File is there"),
        "dated": _tr("Date and label"),
        "other_date": _tr("Other date of the place"),
    }


def attributes_of(hit) -> list:
    """The values of a hit, in the order of `FIELDS`."""
    return [
        hit.rank,
        hit.score,
        hit.closer,
        hit.tile_id,
        *mark_attributes_of(hit).values(),
        hit.matched,
        hit.matched_by,
        hit.summary,
        ", ".join(hit.words),
        " ".join(hit.against),
        date_time(hit.acquired),
        date_time(hit.acquired_end or hit.acquired),
        hit.level_m,
        hit.valid_share,
        hit.raster,
        hit.path,
        hit.available,
        date_text(hit),
        other_date_text(hit),
    ]


def mark_attributes_of(hit) -> dict:
    """The values of what is thought of a hit, by name, in the order of `FIELDS`."""
    mine = my_mark(hit)
    return {
        "verdict": None if mine is None else mine.verdict,
        "grade": (mine and mine.grade) or None,
        "note": (mine and mine.note) or None,
        "author": None if mine is None else mine.author,
        "judged_by": others_text(hit) or None,
    }


def feature_of(hit) -> QgsFeature:
    """A hit as a feature of the result layer."""
    feature = QgsFeature()
    feature.setAttributes(attributes_of(hit))
    feature.setGeometry(geojson_to_geometry(hit.geometry))
    return feature


def _tr(text: str) -> str:
    return QCoreApplication.translate("ResultLayer", text)
