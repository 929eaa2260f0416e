"""The attributes of a layer of hits about two dates: those of the result layer, and what is known of the pair."""

from __future__ import annotations

import math

from qgis.core import QgsFeature
from qgis.PyQt.QtCore import QCoreApplication

from ...core.files import file_name
from ...core.layer_fields import TEXT, date_time
from . import result_fields

__all__ = ["FIELDS", "aliases", "feature_of"]

_SHARES = (
    "water_gained",
    "water_lost",
    "vegetation_gained",
    "vegetation_lost",
    "burnt",
    "bare_gained",
    "structure_gained",
    "structure_lost",
)
"""Measured of what can be compared, 0 to 1."""
FIELDS = (
    *result_fields.FIELDS,
    ("change", TEXT),
    ("before_summary", TEXT),
    ("before_acquired", "datetime"),
    ("before_acquired_end", "datetime"),
    ("before_rasters", TEXT),
    ("was", "double"),
    ("magnitude", "double"),
    ("magnitude_error", "double"),
    ("comparable", "double"),
    ("shift_m", "double"),
    *((name, "double") for name in _SHARES),
)
"""(name, type as the memory provider names it), in the order of the attribute table."""


def aliases() -> dict[str, str]:
    """What the attributes are called in tables and forms."""
    return {
        **result_fields.aliases(),
        "summary": _tr("Summary of the later date"),
        "acquired": _tr("Later date"),
        "acquired_end": _tr("Later date until"),
        "change": _tr("What has changed"),
        "before_summary": _tr("Summary of the earlier date"),
        "before_acquired": _tr("Earlier date"),
        "before_acquired_end": _tr("Earlier date until"),
        "before_rasters": _tr("Rasters of the earlier date"),
        "was": _tr("Probability of what there was"),
        "magnitude": _tr("Magnitude of the change"),
        "magnitude_error": _tr("Uncertainty of the magnitude"),
        "comparable": _tr("Share that can be compared"),
        "shift_m": _tr("Shift taken out (m)"),
        "water_gained": _tr("Share of new water"),
        "water_lost": _tr("Share of lost water"),
        "vegetation_gained": _tr("Share of new vegetation"),
        "vegetation_lost": _tr("Share of lost vegetation"),
        "burnt": _tr("Share newly burnt"),
        "bare_gained": _tr("Share of new bare ground"),
        "structure_gained": _tr("Share of new structures"),
        "structure_lost": _tr("Share of lost structures"),
    }


def feature_of(hit) -> QgsFeature:
    """A hit with its pair as a feature; without a pair the attributes of the earlier date are empty."""
    feature = result_fields.feature_of(hit)
    feature.setAttributes([*result_fields.attributes_of(hit), *_of_pair(hit.pair)])
    return feature


def _of_pair(pair) -> list:
    if pair is None:
        return [None] * (len(FIELDS) - len(result_fields.FIELDS))
    moved = None if pair.shift_x_m is None or pair.shift_y_m is None else math.hypot(pair.shift_x_m, pair.shift_y_m)
    return [
        pair.change,
        pair.before_summary,
        date_time(pair.before_acquired),
        date_time(pair.before_acquired_end or pair.before_acquired),
        ", ".join(file_name(path) for path in pair.before_paths),
        pair.was,
        pair.magnitude,
        pair.magnitude_error,
        pair.comparable,
        moved,
        *(getattr(pair, name) for name in _SHARES),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("ChangeLayer", text)
