"""Which large pictures belong to a hit."""

from __future__ import annotations

from ...core.places import dated, other_date
from .large_pictures import BEFORE, TILE, PictureKey

__all__ = ["other_picture", "picture_key"]


def picture_key(results, hit) -> PictureKey:
    """The large picture of a hit, or of details."""
    return PictureKey(results.catalog_id, results.catalog_path, hit.tile_id)


def other_picture(results, hit):
    """(`PictureKey`, caption, whether it is earlier) of the other date of a hit; None where there is none."""
    other = other_date(hit)
    if other is None:
        return None
    kind = BEFORE if other.tile_id is None else TILE
    tile = hit.tile_id if other.tile_id is None else other.tile_id
    key = PictureKey(results.catalog_id, results.catalog_path, tile, kind)
    return key, dated(other.date, other.label), other.earlier
