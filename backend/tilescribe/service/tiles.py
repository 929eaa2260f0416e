"""What is known of single tiles, and what people say about them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tilescribe.catalog.types import EmbedderInfo
from tilescribe.domain.description import USER
from tilescribe.domain.disagreement import disagreement
from tilescribe.domain.hit import geometry_of
from tilescribe.domain.names import base_name
from tilescribe.errors import InvalidOptionError
from tilescribe.searching.ranking import existing_tiles
from tilescribe.service.marking import mark_of, mark_row
from tilescribe.service.schemas.features import Description, MarkProperties, Tag, TileDetails, TileHead
from tilescribe.service.search_requests import embedder_name
from tilescribe.service.times import shown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tilescribe.catalog.types import PlacedMark, StoredTile, Verdict
    from tilescribe.domain.raster import Bounds
    from tilescribe.service.catalog_registry import OpenedCatalog
    from tilescribe.service.model_cache import ModelCache
    from tilescribe.service.schemas.features import Correction

__all__ = ["correct", "marked_tiles", "tile_feature", "tiles_at", "uncorrect"]


def tiles_at(opened: OpenedCatalog, place: Bounds) -> dict[str, Any]:
    """The tiles that touch a place, the smallest first: a `TileCollection`."""
    tiles = opened.store.tiles(opened.store.tiles_at(place))
    return _collection([_feature(tile, TileHead(**_head(tile)).model_dump()) for tile in tiles])


def tile_feature(opened: OpenedCatalog, tile_id: int) -> dict[str, Any]:
    """All that is known of a tile: a `TileFeature`."""
    store = opened.store
    tile = store.tiles([tile_id])[0]
    measured, tags = store.measurements(tile_id), store.tags(tile_id)
    order = {USER.captioner: 0, "facts": 2}
    descriptions = sorted(store.descriptions(tile_id), key=lambda one: order.get(one.author.captioner, 1))
    details = TileDetails(
        **_head(tile),
        descriptions=[
            Description(
                kind=one.kind,  # type: ignore[arg-type]  # the catalog holds the kinds of the domain only
                text=one.text,
                captioner=one.author.captioner,
                model=one.author.model,
                prompt_version=one.author.prompt_version,
            )
            for one in descriptions
        ],
        tags=[Tag(name=tag.name, probability=tag.probability) for tag in tags],
        measurements=asdict(measured) if measured else None,
        disagreement=disagreement(tags, measured),
        marks=[mark_of(mark) for mark in opened.notes.marks_of_tiles([tile_id]).get(tile_id, ())],
    )
    return _feature(tile, details.model_dump())


def correct(opened: OpenedCatalog, tile_id: int, correction: Correction, model_cache: ModelCache) -> None:
    """Keep what a person says a tile shows; it answers questions from now on.

    Raises:
        InvalidOptionError: there is nothing to correct, or no word in the correction.
        UnknownTileError: no such tile.
    """
    text = " ".join(correction.text.split())
    if not any(character.isalnum() for character in text):
        raise InvalidOptionError(f"The correction {text!r} has no words", remedy="Say in words what the tile shows")
    opened.store.tiles([tile_id])
    embedder = model_cache.embedder(embedder_name(opened.store))
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    opened.notes.correct(tile_id, text, embedder=info, vector=embedder.embed([text])[0])


def uncorrect(opened: OpenedCatalog, tile_id: int) -> None:
    """Take a correction back; errors as `correct`."""
    opened.notes.uncorrect(tile_id)


def marked_tiles(opened: OpenedCatalog, *, verdict: Verdict | None, author: str | None) -> dict[str, Any]:
    """All that is marked, or with a verdict, or by an author: a `MarkCollection`."""
    found = opened.notes.marks(verdict=verdict, author=author)
    # A tile may go with its raster between the two questions.
    wanted = sorted({one.mark.tile_id for one in found if one.mark.tile_id is not None})
    there = {tile.id: tile for tile in existing_tiles(opened.store, wanted)}
    return _collection([_marked(one, there.get(one.mark.tile_id or 0)) for one in found])


def _marked(found: PlacedMark, tile: StoredTile | None) -> dict[str, Any]:
    """A mark with its tile, or with its place where no tile stands for it."""
    said = mark_row(found.mark)
    if tile is not None:
        return _feature(tile, MarkProperties(**_head(tile), **said, placed=True).model_dump())
    place = found.place
    properties = MarkProperties(
        tile_id=None,
        raster_id=place.raster_id,
        raster=base_name(place.path),
        path=place.path,
        acquired=shown(place.acquired),
        acquired_end=None,
        level_m=place.level_m,
        state=None,
        reason="",
        summary="",
        **said,
        placed=False,
    )
    return {
        "type": "Feature",
        "geometry": geometry_of(place.footprint),
        "properties": properties.model_dump(),
    }


def _head(tile: StoredTile) -> dict[str, Any]:
    return {
        "tile_id": tile.id,
        "raster_id": tile.raster_id,
        "raster": tile.raster,
        "path": tile.path,
        "acquired": shown(tile.acquired),
        "acquired_end": shown(tile.acquired_end),
        "label": tile.label,
        "level_m": tile.level_m,
        "state": tile.state.value,
        "reason": tile.reason,
        "summary": tile.summary,
    }


def _feature(tile: StoredTile, properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": tile.id, "geometry": geometry_of(tile.footprint), "properties": properties}


def _collection(features: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
