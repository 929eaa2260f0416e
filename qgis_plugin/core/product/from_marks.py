"""Places of a product from marks, such as those of the mission list."""

from __future__ import annotations

from collections.abc import Iterable

from ..highlighting import best_sentence
from ..protocol import MarkedTile
from .judgements import told_by_others
from .places import ProductPlace

__all__ = ["places_of_marks"]


def places_of_marks(marks: Iterable[tuple[str, str, MarkedTile]]) -> tuple[ProductPlace, ...]:
    """One place for each tile, in the order in which they come first; of several marks the latest leads.

    `marks`: (id of the catalog, its path, the mark).
    """
    places: dict[tuple, tuple[str, str, list[MarkedTile]]] = {}
    for catalog_id, path, marked in marks:
        # A place that has no tile is known by what it looks like.
        tile = marked.tile_id if marked.tile_id is not None else str(marked.geometry)
        places.setdefault((path, tile), (catalog_id, path, []))[2].append(marked)
    return tuple(_place(number, *one) for number, one in enumerate(places.values(), 1))


def _place(number: int, catalog_id: str, path: str, marks: list[MarkedTile]) -> ProductPlace:
    latest_first = sorted(marks, key=lambda one: one.updated, reverse=True)
    first, others = latest_first[0], latest_first[1:]
    # What was drawn or counted by one holds until another draws or counts.
    shape = next((one.shape for one in latest_first if one.shape is not None), None)
    count = next((one.count for one in latest_first if one.count is not None), None)
    return ProductPlace(
        number=number,
        footprint=first.geometry,
        shape=shape,
        catalog_id=catalog_id,
        catalog_path=path,
        tile_id=first.tile_id,
        level_m=first.level_m,
        question=first.question,
        sentence=best_sentence(first.summary, ()) or first.summary,
        summary=first.summary,
        acquired=first.acquired,
        acquired_end=first.acquired_end,
        label=first.label,
        raster=first.raster,
        path=first.path,
        verdict=first.verdict,
        grade=first.grade,
        count=count,
        note=first.note,
        author=first.author,
        updated=first.updated,
        others=told_by_others(one.mark for one in others),
        may_have_earlier=True,
    )
