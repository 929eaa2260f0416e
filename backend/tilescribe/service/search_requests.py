"""From a request to an answer: questions, and tiles or pictures to be similar to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tilescribe import config
from tilescribe.domain.hit import feature
from tilescribe.domain.period import parse_period
from tilescribe.domain.query import Filters
from tilescribe.embed import embedder_in_use
from tilescribe.errors import InvalidBoundsError, UnknownTileError
from tilescribe.searching import (
    area_of,
    check_bounds,
    rerank_by_crops,
    search,
    similar,
    similar_to_picture,
    verify_hits,
)
from tilescribe.service.change_requests import answer_about_changes
from tilescribe.service.marking import mark_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import Mark
    from tilescribe.domain.hit import Answer
    from tilescribe.domain.raster import Bounds
    from tilescribe.embed.base import Embedder
    from tilescribe.service.catalog_registry import OpenedCatalog
    from tilescribe.service.model_cache import ModelCache
    from tilescribe.service.schemas.searching import Filtered, Place, SearchRequest, SimilarRequest

__all__ = ["answer", "answer_of_changes", "answer_similar", "as_geojson", "embedder_name", "filters_of"]

_FEATURES_A_PIECE = 200
"""Hits sent together: about 150 kB, few enough that a client that goes away costs little."""


def answer(opened: OpenedCatalog, request: SearchRequest, model_cache: ModelCache) -> Answer:
    """What a question finds; errors as `tilescribe.search`, `rerank_by_crops` and `verify_hits`."""
    options = _common(opened.store, request, model_cache)
    if request.closer is None and request.verify is None:
        return _found(opened.store, request, options, model_cache)
    # The models look at the best hits, whichever page of the new order is asked for.
    looked_at = [look.most for look in (request.closer, request.verify) if look is not None]
    size = max(*looked_at, request.offset + request.k)
    best = _found(opened.store, request, {**options, "k": size, "offset": 0}, model_cache)
    if request.closer is not None:
        best = rerank_by_crops(
            opened.store,
            best,
            most=request.closer.most,
            captioner=model_cache.captioner(request.closer.captioner),
            embedder=options["embedder"],
            like=request.like,
            unlike=request.unlike,
        ).answer
    if request.verify is not None:
        model = model_cache.captioner(request.verify.captioner)
        best = verify_hits(opened.store, best, captioner=model, most=request.verify.most).answer
    return replace(best, hits=best.hits[request.offset : request.offset + request.k])


def answer_of_changes(
    opened: OpenedCatalog, changes: OpenedCatalog, request: SearchRequest, model_cache: ModelCache
) -> Answer:
    """What a question about two dates finds; errors as `answer_about_changes`."""
    # Pairs are asked in the space that they were described in; the catalog has it, too.
    asked = changes.store if request.changed else opened.store
    options = _common(asked, request, model_cache)
    return answer_about_changes(opened.store, changes.store, request, options=options, load=model_cache.encoder)


def answer_similar(opened: OpenedCatalog, request: SimilarRequest, model_cache: ModelCache) -> Answer:
    """What is like a tile, the tile at a place, or a picture; errors as `tilescribe.similar`."""
    options = _common(opened.store, request, model_cache)
    if request.to.picture is None:
        return similar(opened.store, _tile_at(opened.store, request.to), **options)
    from tilescribe.service.pictures import decoded

    pixels = decoded(request.to.picture)
    captioner = model_cache.captioner(request.to.captioner or config.DEFAULT_CAPTIONER)
    return similar_to_picture(opened.store, pixels, captioner=captioner, **options)


def as_geojson(found: Answer, marks: Mapping[int, Sequence[Mark]]) -> Iterator[bytes]:
    """A `HitCollection` in pieces, so that a hundred thousand hits are not held twice."""
    head = {
        "type": "FeatureCollection",
        "question": found.question,
        "embedder": found.embedder,
        "candidates": found.candidates,
        "seconds": round(found.seconds, 4),
        "undated_rasters": found.undated_rasters,
        "reading": found.reading,
        "matching": found.matching,
        "notices": list(found.notices),
    }
    yield _json(head)[:-1] + b',"features":['
    for start in range(0, len(found.hits), _FEATURES_A_PIECE):
        piece = found.hits[start : start + _FEATURES_A_PIECE]
        features = b",".join(_json(_marked(feature(hit), marks.get(hit.tile_id, ()))) for hit in piece)
        yield (b"," if start else b"") + features
    yield b"]}"


def filters_of(request: Filtered) -> Filters:
    """Raises InvalidBoundsError, InvalidAreaError, InvalidDateError."""
    return Filters(
        bounds=check_bounds(request.bbox) if request.bbox else None,
        area=area_of(request.area.model_dump()) if request.area else None,
        acquired_from=parse_period(request.acquired_from).start if request.acquired_from is not None else None,
        acquired_to=parse_period(request.acquired_to).end if request.acquired_to is not None else None,
        rasters=tuple(request.rasters),
        levels_m=tuple(request.levels_m),
        labels=tuple(request.labels),
    )


def embedder_name(store: Catalog) -> str:
    """The embedder whose vectors were used last, or the default of an empty catalog."""
    return embedder_in_use(store.embedders())


def _found(store: Catalog, request: SearchRequest, options: dict[str, Any], model_cache: ModelCache) -> Answer:
    return search(
        store,
        request.question,
        **options,
        like=request.like,
        unlike=request.unlike,
        captioner=request.captioner,
        channels=request.channels,
        load=model_cache.encoder,
        reading=request.reading,
    )


def _common(store: Catalog, request: Filtered, model_cache: ModelCache) -> dict[str, Any]:
    # What is wrong with the request comes to light before a model is waited for.
    filters = filters_of(request)
    embedder: Embedder = model_cache.embedder(request.embedder or embedder_name(store))
    return {
        "k": request.k,
        "offset": request.offset,
        "threshold": request.threshold,
        "filters": filters,
        "embedder": embedder,
        "merge_levels": request.merge_levels,
        "merge_places": request.merge_places,
    }


def _tile_at(store: Catalog, place: Place) -> int:
    """The described tile that a place stands for: of several, the finest at a point, the best fitting one of a box."""
    if place.tile_id is not None:
        return place.tile_id
    bounds: Bounds = place.bbox or (*(place.point or ()), *(place.point or ()))
    if place.bbox:
        check_bounds(bounds)
        if bounds[0] > bounds[2]:
            raise InvalidBoundsError(
                "A box across the antimeridian stands for no tile", remedy="Give a box on one side of it, or a point"
            )
    with store.snapshot():
        touched = store.tiles(store.tiles_at(bounds))
    tiles = [
        tile
        for tile in touched
        if tile.state == "done" and (place.level_m is None or abs(tile.level_m - place.level_m) <= 0.1 * place.level_m)
    ]
    if not tiles:
        raise UnknownTileError(
            f"No described tile lies at {', '.join(f'{value:g}' for value in place.point or bounds)}",
            remedy="Choose a place inside the coverage of the catalog",
        )
    if place.point:
        return tiles[0].id
    from shapely import box

    asked = box(*bounds)

    def fit(footprint: Any) -> float:
        return float(footprint.intersection(asked).area / footprint.union(asked).area)

    return max(tiles, key=lambda tile: fit(tile.footprint)).id


def _marked(found: dict[str, Any], marks: Sequence[Mark]) -> dict[str, Any]:
    found["properties"]["marks"] = [mark_row(mark) for mark in marks]
    return found


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
