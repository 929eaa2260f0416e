"""Places of a product from the hits of a question."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Optional

from ..files import file_name
from ..places import other_date
from ..protocol import Hit, Mark
from ..results import Results, heading, my_mark
from .judgements import told_by_others
from .places import EarlierDate, ProductPlace

__all__ = ["places_of"]


def places_of(results: Results, hits: Iterable[Hit]) -> tuple[ProductPlace, ...]:
    """The hits, numbered in their order, as this user judged them, or else as another did."""
    return tuple(_place(results, hit, number) for number, hit in enumerate(hits, 1))


def _place(results: Results, hit: Hit, number: int) -> ProductPlace:
    mark = my_mark(hit) or next(iter(hit.marks), None) or Mark()
    return ProductPlace(
        number=number,
        footprint=hit.tile_footprint or hit.geometry,
        shape=mark.shape,
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
        label=hit.label,
        raster=hit.raster,
        path=hit.path,
        verdict=mark.verdict,
        grade=mark.grade,
        count=mark.count,
        note=mark.note,
        author=mark.author,
        updated=mark.updated,
        others=told_by_others(other for other in hit.marks if other is not mark),
        earlier=_earlier(hit),
    )


def _earlier(hit: Hit) -> Optional[EarlierDate]:
    """The date that is shown beside that of the hit."""
    other = other_date(hit)
    if other is None:
        return None
    if hit.pair is not None:
        return EarlierDate(
            tile_id=hit.tile_id,
            compared=True,
            acquired=hit.pair.before_acquired,
            acquired_end=hit.pair.before_acquired_end,
            label=other.label,
            raster=", ".join(file_name(path) for path in hit.pair.before_paths),
            summary=hit.pair.before_summary,
        )
    same = next(one for one in hit.dates if one.tile_id == other.tile_id)
    return EarlierDate(
        tile_id=same.tile_id,
        compared=False,
        acquired=same.acquired,
        acquired_end=same.acquired_end,
        label=other.label,
        raster=same.raster,
    )
