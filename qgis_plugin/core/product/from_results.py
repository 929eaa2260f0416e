"""Places of a product from the hits of a question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Optional

from ..files import file_name
from ..protocol import Hit
from ..results import Results, heading, note_of, verdict_of
from .places import EarlierDate, ProductPlace

__all__ = ["places_of"]


def places_of(results: Results, hits: Iterable[Hit]) -> tuple[ProductPlace, ...]:
    """The hits, numbered in their order, with the marks that this user gave them."""
    return tuple(_place(results, hit, number) for number, hit in enumerate(hits, 1))


def _place(results: Results, hit: Hit, number: int) -> ProductPlace:
    mark: Any = hit.mark
    return ProductPlace(
        number=number,
        footprint=hit.tile_footprint or hit.geometry,
        shape=getattr(mark, "shape", None),
        catalog_id=results.catalog_id,
        catalog_path=results.catalog_path,
        tile_id=hit.tile_id,
        level_m=hit.level_m,
        question=results.question,
        sentence=heading(hit),
        summary=hit.summary,
        change=hit.pair.change if hit.pair else "",
        rank=hit.rank,
        score=hit.score,
        acquired=hit.acquired,
        acquired_end=hit.acquired_end,
        label=getattr(hit, "label", ""),
        raster=hit.raster,
        path=hit.path,
        verdict=verdict_of(hit),
        grade=getattr(mark, "grade", ""),
        count=getattr(mark, "count", None),
        note=note_of(hit),
        author=getattr(mark, "author", ""),
        updated=mark.updated if mark else "",
        earlier=_earlier(hit),
    )


def _earlier(hit: Hit) -> Optional[EarlierDate]:
    """Of the pair that was asked about; otherwise the latest of the dates before, or any other date."""
    if hit.pair is not None:
        return EarlierDate(
            tile_id=hit.tile_id,
            compared=True,
            acquired=hit.pair.before_acquired,
            acquired_end=hit.pair.before_acquired_end,
            raster=", ".join(file_name(path) for path in hit.pair.before_paths),
            summary=hit.pair.before_summary,
        )
    if not hit.dates:
        return None
    before = [other for other in hit.dates if (other.acquired or "") < (hit.acquired or "")]
    other = (before or list(hit.dates))[0]  # the newest first
    return EarlierDate(
        tile_id=other.tile_id,
        compared=False,
        acquired=other.acquired,
        acquired_end=other.acquired_end,
        label=getattr(other, "label", ""),
        raster=other.raster,
    )
