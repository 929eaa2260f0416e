"""Attributes of layers of footprints, as the memory provider of QGIS declares them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Optional

from qgis.core import QgsFields, QgsVectorLayer
from qgis.PyQt.QtCore import QDateTime, Qt

__all__ = ["TEXT", "FieldTypes", "date_time", "footprint_layer_uri", "qgs_fields"]

TEXT = "string(0)"
"""A text of any length. `string` alone has 255 characters for the memory provider, which adds no feature with more."""

FieldTypes = Sequence[tuple[str, str]]
"""(name, type as the memory provider names it)"""


def footprint_layer_uri(fields: FieldTypes) -> str:
    """The source of an empty layer of polygons in WGS 84, for the provider `memory`."""
    return "MultiPolygon?crs=EPSG:4326&" + "&".join(f"field={name}:{kind}" for name, kind in fields)


def qgs_fields(fields: FieldTypes) -> QgsFields:
    """Made by the memory provider, because QGIS 3 and 4 name types differently."""
    return QgsVectorLayer(footprint_layer_uri(fields), "", "memory").fields()


def date_time(text: Optional[str]) -> Optional[QDateTime]:
    """An ISO 8601 moment as an attribute of the type `datetime`."""
    return QDateTime.fromString(text, Qt.DateFormat.ISODateWithMs) if text else None
