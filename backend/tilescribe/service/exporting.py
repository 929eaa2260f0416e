"""What an export writes: the hits of a question, or everything that is described."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tilescribe.comparing import open_changes
from tilescribe.domain.hit import Answer, Hit
from tilescribe.domain.query import Filters
from tilescribe.searching import search, valid_share_of
from tilescribe.service.change_requests import answer_about_changes
from tilescribe.service.search_requests import embedder_name, filters_of

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.service.loaders import Loaders
    from tilescribe.service.schemas.searching import SearchRequest

__all__ = ["answer_of", "everything"]


def answer_of(store: Catalog, request: SearchRequest, loaders: Loaders) -> Answer:
    """The hits of a question; errors as `tilescribe.search` and `tilescribe.comparing`."""
    if request.about_changes:
        with open_changes(store.path) as changes:
            options = _common(changes if request.changed else store, request, loaders)
            return answer_about_changes(store, changes, request, options=options, load=loaders.encoder)
    return search(
        store,
        request.question,
        **_common(store, request, loaders),
        like=request.like,
        unlike=request.unlike,
        captioner=request.captioner,
        channels=request.channels,
        load=loaders.encoder,
        reading=request.reading,
    )


def _common(store: Catalog, request: SearchRequest, loaders: Loaders) -> dict[str, Any]:
    return {
        "k": request.k,
        "offset": request.offset,
        "threshold": request.threshold,
        "filters": filters_of(request),
        "embedder": loaders.embedder(request.embedder or embedder_name(store)),
        "merge_levels": request.merge_levels,
        "merge_places": request.merge_places,
    }


def everything(store: Catalog) -> Answer:
    """All described tiles in order of id, in the form of hits that matched nothing."""
    with store.snapshot():
        tiles = store.tiles(store.candidates(Filters()).tolist())
    hits = tuple(
        Hit(
            rank=rank,
            score=0.0,
            tile_id=tile.id,
            raster=tile.raster,
            path=tile.path,
            acquired=tile.acquired,
            acquired_end=tile.acquired_end,
            label=tile.label,
            level_m=tile.level_m,
            summary=tile.summary,
            matched="",
            matched_kind="",
            words=(),
            channels={},
            footprint=tile.footprint,
            valid_share=valid_share_of(tile),
            available=tile.available,
        )
        for rank, tile in enumerate(tiles, start=1)
    )
    return Answer("", hits, len(hits), embedder_name(store), 0.0)
