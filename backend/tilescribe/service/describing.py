"""Describe a part of a raster, or a picture of the map, on the spot and without keeping it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from tilescribe import config
from tilescribe.describe import with_facts
from tilescribe.describe.batching import describe_batch
from tilescribe.describe.pictures import describe_picture
from tilescribe.domain.description import Caption
from tilescribe.domain.disagreement import disagreement
from tilescribe.domain.hit import geometry_of
from tilescribe.domain.pixels import TilePixels
from tilescribe.domain.tile import Tile, TileRef
from tilescribe.errors import InvalidBoundsError
from tilescribe.raster import BlankTile, open_raster, plan_tiles, read_tiles, reason_not_to_describe, scan_scene
from tilescribe.raster.tiling import MIN_TILE_PX
from tilescribe.searching import check_bounds
from tilescribe.service.pictures import decoded
from tilescribe.service.schemas.features import Described, Description, Tag

if TYPE_CHECKING:
    from shapely import Geometry, MultiPolygon

    from tilescribe.describe.base import Captioner
    from tilescribe.domain.raster import Bounds, Raster
    from tilescribe.service.model_cache import ModelCache
    from tilescribe.service.schemas.searching import DescribeRequest

__all__ = ["describe"]

_METRES_PER_DEGREE = 111_320.0
_TOO_MANY = 200_000
"""Tiles that are planned at most to find those in an area: seconds."""


def describe(request: DescribeRequest, model_cache: ModelCache) -> dict[str, Any]:
    """A `DescribedCollection`.

    Raises:
        RasterError, InvalidOptionError, InvalidPictureError, InvalidBoundsError: it cannot be looked at.
    """
    if request.bbox:
        check_bounds(request.bbox)
    return _picture(request, model_cache) if request.picture is not None else _raster(request, model_cache)


def _picture(request: DescribeRequest, model_cache: ModelCache) -> dict[str, Any]:
    from shapely import MultiPolygon

    assert request.picture is not None
    assert request.bbox is not None, "the request was validated"
    pixels = decoded(request.picture)
    captioner = _captioner(request, model_cache)
    captions = describe_picture(pixels, captioner)
    place = _box(request.bbox)
    level_m = request.level_m or _side_m(request.bbox)
    footprint = MultiPolygon([place] if place.geom_type == "Polygon" else list(place.geoms))
    feature = _feature(footprint, level_m, captions[::-1], captioner)
    return _collection([feature], captioner, level_m, complete=True)


def _raster(request: DescribeRequest, model_cache: ModelCache) -> dict[str, Any]:
    assert request.path is not None, "the request was validated"
    raster = open_raster(request.path, profile=request.profile)
    level_m = request.level_m or _level(raster, request.bbox)
    if raster.width * raster.height * raster.gsd_m**2 / level_m**2 > _TOO_MANY:
        raise InvalidBoundsError(
            f"{request.path} has far too many tiles of {level_m:g} m to look through", remedy="Choose a coarser level"
        )
    tiles = _inside(plan_tiles(raster, (level_m,)), request.bbox)
    if not tiles:
        raise InvalidBoundsError(f"{request.path} lies outside the box", remedy="Choose a place that the raster covers")
    captioner = _captioner(request, model_cache)
    features = list(_described(raster, tiles[: request.max_tiles], captioner))
    return _collection(features, captioner, level_m, complete=len(tiles) <= request.max_tiles)


def _captioner(request: DescribeRequest, model_cache: ModelCache) -> Captioner:
    return model_cache.captioner(request.captioner or config.DEFAULT_CAPTIONER, prompt=request.prompt)


def _described(raster: Raster, tiles: Sequence[Tile], captioner: Captioner) -> Iterator[dict[str, Any]]:
    """In the order of `tiles`."""
    reason = reason_not_to_describe(raster)
    if reason:
        yield from (_without_caption(tile, "blank", reason) for tile in tiles)
        return
    refs = [TileRef(number, 0, tile.level_m, tile.window) for number, tile in enumerate(tiles)]
    # What a captioner has seen comes before what was measured.
    captioners = with_facts(captioner)[::-1]
    outcomes = {
        outcome.tile.id: outcome
        for outcome in read_tiles(raster, refs, scene=scan_scene(raster), side_px=captioner.input_side_px)
    }
    shown = [outcome for outcome in outcomes.values() if isinstance(outcome, TilePixels)]
    captions = {tile.tile.id: list[Caption]() for tile in shown}
    for one in captioners:
        for pixels, caption in zip(shown, describe_batch(one, shown), strict=True):
            captions[pixels.tile.id].append(caption)
    for ref, tile in zip(refs, tiles, strict=True):
        outcome = outcomes[ref.id]
        if isinstance(outcome, TilePixels):
            yield _feature(tile.footprint, tile.level_m, captions[ref.id], captioner)
        else:
            state = "blank" if isinstance(outcome, BlankTile) else "failed"
            yield _without_caption(tile, state, outcome.reason)


def _feature(
    footprint: MultiPolygon, level_m: float, captions: Sequence[Caption], captioner: Captioner
) -> dict[str, Any]:
    authors = [one.author for one in with_facts(captioner)[::-1]]
    said = [
        Description(
            kind=one.kind.value,
            text=one.text,
            captioner=author.captioner,
            model=author.model,
            prompt_version=author.prompt_version,
        )
        for author, caption in zip(authors, captions, strict=True)
        for one in caption.descriptions
    ]
    measured = next((caption.measurements for caption in reversed(captions) if caption.measurements), None)
    tags = [tag for caption in captions for tag in caption.tags]
    failure = next((caption.failure for caption in captions if caption.failure), "")
    properties = Described(
        level_m=level_m,
        state="done" if said else "failed",
        reason=failure or "",
        summary=next((one.text for one in said if one.kind == "summary"), ""),
        descriptions=said,
        tags=[Tag(name=tag.name, probability=tag.probability) for tag in tags],
        measurements=asdict(measured) if measured else None,
        disagreement=disagreement(tags, measured),
    )
    return {"type": "Feature", "geometry": geometry_of(footprint), "properties": properties.model_dump()}


def _without_caption(tile: Tile, state: str, reason: str) -> dict[str, Any]:
    properties = Described(
        level_m=tile.level_m,
        state="blank" if state == "blank" else "failed",
        reason=reason,
        summary="",
        descriptions=[],
        tags=[],
        measurements=None,
        disagreement=None,
    )
    return {"type": "Feature", "geometry": geometry_of(tile.footprint), "properties": properties.model_dump()}


def _collection(
    features: Sequence[dict[str, Any]], captioner: Captioner, level_m: float, *, complete: bool
) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "captioner": captioner.author.captioner,
        "level_m": level_m,
        "complete": complete,
        "features": list(features),
    }


def _level(raster: Raster, bounds: Bounds | None) -> float:
    """The area as one tile, as far as the raster goes."""
    whole = math.ceil(max(raster.width * raster.gsd_x_m, raster.height * raster.gsd_y_m, MIN_TILE_PX * raster.gsd_m))
    return float(whole) if bounds is None else max(min(_side_m(bounds), float(whole)), MIN_TILE_PX * raster.gsd_m)


def _side_m(bounds: Bounds) -> float:
    """The longer side of a box on the ground."""
    west, south, east, north = bounds
    width = (east - west) % 360 * math.cos(math.radians((south + north) / 2))
    return max(width, north - south) * _METRES_PER_DEGREE


def _box(bounds: Bounds) -> Geometry:
    from shapely import box, union_all

    west, south, east, north = bounds
    return box(*bounds) if west <= east else union_all([box(west, south, 180, north), box(-180, south, east, north)])


def _inside(tiles: Sequence[Tile], bounds: Bounds | None) -> list[Tile]:
    """Tiles that touch the box, those with the most of it first."""
    if bounds is None:
        return list(tiles)
    import numpy as np
    import shapely

    asked = _box(bounds)
    shared = shapely.area(shapely.intersection(asked, [tile.footprint for tile in tiles]))
    order = np.argsort(-shared, kind="stable")
    return [tiles[at] for at in order.tolist() if shared[at] > 0]
