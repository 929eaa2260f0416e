"""Questions about two dates, and what is known of one pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.types import StoredPair
from tilescribe.comparing import most_changed, search_changes, search_was
from tilescribe.comparing.answers import hit_pair
from tilescribe.domain.hit import geometry_of, pair_row
from tilescribe.errors import UnknownTileError
from tilescribe.searching.ranking import existing_tiles
from tilescribe.service.schemas.features import Description, PairDetails
from tilescribe.service.times import shown

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.hit import Answer
    from tilescribe.service.schemas.searching import SearchRequest

__all__ = ["answer_about_changes", "pair_feature", "pair_of_tile"]


def answer_about_changes(
    catalog: Catalog,
    changes: Catalog,
    request: SearchRequest,
    *,
    options: dict[str, Any],
    load: Callable[[str], VisualEncoder],
) -> Answer:
    """What a question with `changed` or `was` finds.

    Args:
        catalog: What was compared.
        changes: Its catalog of changes.
        request: With one of the two.
        options: Page, filters, merging and `embedder`, as `search` takes them.
        load: How names become visual encoders.

    Raises:
        NoPairsError: nothing tells what the earlier date shows.
        UsageError: as `search`.
    """
    if not request.question.strip():
        return most_changed(catalog, changes, **{name: one for name, one in options.items() if name != "embedder"})
    asked: dict[str, Any] = {
        **options,
        "captioner": request.captioner,
        "channels": request.channels,
        "load": load,
        "reading": request.reading,
    }
    if request.changed:
        return search_changes(catalog, changes, request.question, was=request.was, **asked)
    assert request.was is not None, "it is about changes"
    return search_was(catalog, changes, request.question, was=request.was, **asked)


def pair_of_tile(changes: Catalog, tile_id: int) -> StoredPair:
    """The pair whose later date is a tile of the compared catalog.

    Raises:
        UnknownTileError: it is compared with nothing.
    """
    found = changes.pairs_of([tile_id])
    if not found:
        raise UnknownTileError(
            f"Tile {tile_id} is not compared with an earlier date",
            remedy="Choose a tile of a later date, or compare again",
        )
    return found[-1]


def pair_feature(catalog: Catalog, changes: Catalog, tile_id: int) -> dict[str, Any]:
    """Both dates of a tile: a `PairFeature`.

    Raises:
        UnknownTileError: no such tile, or it is compared with nothing.
    """
    tile = catalog.tiles([tile_id])[0]
    pair = pair_of_tile(changes, tile_id)
    compared = changes.tiles([pair.plan.tile_id])[0]
    firsts = existing_tiles(catalog, [first for first, _ in pair.plan.before_tiles[:1]])
    said = sorted(changes.descriptions(compared.id), key=lambda one: one.author.captioner == "facts")
    details = PairDetails(
        **pair_row(hit_pair(pair, summary=firsts[0].summary if firsts else "", change=compared.summary)),
        tile_id=tile.id,
        raster_id=tile.raster_id,
        raster=tile.raster,
        path=tile.path,
        acquired=shown(tile.acquired),
        acquired_end=shown(tile.acquired_end),
        level_m=tile.level_m,
        summary=tile.summary,
        state=compared.state.value,
        reason=compared.reason,
        descriptions=[
            Description(
                kind=one.kind,  # type: ignore[arg-type]  # the catalog holds the kinds of the domain only
                text=one.text,
                captioner=one.author.captioner,
                model=one.author.model,
                prompt_version=one.author.prompt_version,
            )
            for one in said
        ],
    )
    return {
        "type": "Feature",
        "id": tile.id,
        "geometry": geometry_of(tile.footprint),
        "properties": details.model_dump(),
    }
