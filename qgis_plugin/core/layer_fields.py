"""Sources of empty layers in memory, for footprints of tiles and rasters."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["TEXT", "footprint_layer_uri"]

TEXT = "string(0)"
"""A text of any length. `string` alone has 255 characters for the memory provider, which adds no feature with more."""


def footprint_layer_uri(fields: Iterable[tuple[str, str]]) -> str:
    """Of a layer of polygons in WGS 84; `fields`: (name, type as the memory provider names it)."""
    return "MultiPolygon?crs=EPSG:4326&" + "&".join(f"field={name}:{kind}" for name, kind in fields)
