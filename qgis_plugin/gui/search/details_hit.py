"""Tiles that are no hits, as hits: a place that was picked on the map is judged like any other."""

from __future__ import annotations

from ...core.protocol import Hit, TileDetails

__all__ = ["hit_from_details"]


def hit_from_details(details: TileDetails) -> Hit:
    """A tile as a hit without rank and score."""
    return Hit(
        geometry=details.geometry,
        rank=0,
        score=0.0,
        tile_id=details.tile_id,
        raster=details.raster,
        path=details.path,
        acquired=details.acquired,
        acquired_end=details.acquired_end,
        level_m=details.level_m,
        summary=details.summary,
        matched=details.summary,
        marks=details.marks,
    )
