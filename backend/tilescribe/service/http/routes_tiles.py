"""Tiles: what is known of them, how they look, and what people say."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Header, Query, Response

from tilescribe.searching.heat_maps import GRID, MAX_GRID
from tilescribe.service.http.parameters import CatalogId, TileId
from tilescribe.service.http.replies import GeoJson, geojson, problems
from tilescribe.service.schemas.features import (
    Correction,
    HeatMap,
    MarkCollection,
    PairFeature,
    TileCollection,
    TileFeature,
)
from tilescribe.service.schemas.marks import Mark, MarksWritten, PutMark, PutMarks, Verdict

if TYPE_CHECKING:
    from tilescribe.service.engine import Engine
    from tilescribe.service.pair_pictures import Side

__all__ = ["routes"]

SizePx = Annotated[int, Query(ge=16, le=1024, description="Longest side.")]
IfNoneMatch = Annotated[str | None, Header(max_length=1000)]
_CACHING = {"Cache-Control": "private, max-age=0, must-revalidate"}


def routes(engine: Engine) -> APIRouter:
    router = APIRouter(prefix="/catalogs/{catalog_id}", tags=["tiles"])

    @router.get(
        "/tiles",
        response_class=GeoJson,
        responses={**geojson(TileCollection, "The tiles there."), **problems(404, 409, 507)},
    )
    def tiles_at(
        catalog_id: CatalogId,
        lon: Annotated[float, Query(ge=-180, le=180, examples=[15.05])],
        lat: Annotated[float, Query(ge=-90, le=90, examples=[47.95])],
    ) -> GeoJson:
        """The tiles under a point, the smallest first."""
        return GeoJson(engine.tiles_at(catalog_id, (lon, lat, lon, lat)))

    @router.get(
        "/tiles/{tile_id}",
        response_class=GeoJson,
        responses={**geojson(TileFeature, "The tile."), **problems(404, 409, 507)},
    )
    def describe_tile(catalog_id: CatalogId, tile_id: TileId) -> GeoJson:
        """Descriptions with their authors, tags, measurements, marks."""
        return GeoJson(engine.tile(catalog_id, tile_id))

    @router.get(
        "/tiles/{tile_id}/thumbnail",
        response_class=Response,
        responses=_pictures("image/jpeg"),
    )
    def thumbnail(
        catalog_id: CatalogId, tile_id: TileId, size_px: SizePx = 256, if_none_match: IfNoneMatch = None
    ) -> Response:
        """The tile as JPEG, stretched as its whole raster is."""
        etag = engine.etag(catalog_id, tile_id, size_px=size_px)
        return _cached(
            etag, if_none_match, lambda: engine.thumbnail(catalog_id, tile_id, size_px=size_px), media_type="image/jpeg"
        )

    @router.get(
        "/tiles/{tile_id}/where",
        response_class=GeoJson,
        responses={**geojson(HeatMap, "Its windows with their scores."), **problems(404, 409, 502, 507)},
    )
    def where(
        catalog_id: CatalogId,
        tile_id: TileId,
        question: Annotated[str, Query(max_length=2000, examples=["a boat"])],
        grid: Annotated[int, Query(ge=2, le=MAX_GRID, description="Windows along each side.")] = GRID,
        captioner: Annotated[
            str | None,
            Query(min_length=1, max_length=4096, description="What looks at them; default: the built-in model."),
        ] = None,
        embedder: Annotated[
            str | None,
            Query(
                min_length=1,
                max_length=4096,
                description="What makes a vector of the question; default: the last used.",
            ),
        ] = None,
    ) -> GeoJson:
        """Where in the tile the words match: overlapping windows, looked at from the raster's pixels."""
        return GeoJson(engine.where(catalog_id, tile_id, question, grid=grid, captioner=captioner, embedder=embedder))

    @router.get(
        "/tiles/{tile_id}/pair",
        response_class=GeoJson,
        responses={**geojson(PairFeature, "Both dates of the tile."), **problems(404, 409, 422, 507)},
    )
    def describe_pair(catalog_id: CatalogId, tile_id: TileId) -> GeoJson:
        """The earlier date that it is compared with: how both lie on each other, what has changed, in whose words."""
        return GeoJson(engine.pair(catalog_id, tile_id))

    @router.get("/tiles/{tile_id}/pair/before", response_class=Response, responses=_pictures("image/jpeg"))
    def before(
        catalog_id: CatalogId, tile_id: TileId, size_px: SizePx = 256, if_none_match: IfNoneMatch = None
    ) -> Response:
        """The earlier date as JPEG, pixel by pixel on the tile, as bright as the later date and in its own colours."""
        return side("before", catalog_id, tile_id, size_px, if_none_match)

    @router.get("/tiles/{tile_id}/pair/after", response_class=Response, responses=_pictures("image/jpeg"))
    def after(
        catalog_id: CatalogId, tile_id: TileId, size_px: SizePx = 256, if_none_match: IfNoneMatch = None
    ) -> Response:
        """The later date as JPEG, with the same stretch and as sharp as the earlier one."""
        return side("after", catalog_id, tile_id, size_px, if_none_match)

    @router.get("/tiles/{tile_id}/pair/difference", response_class=Response, responses=_pictures("image/png"))
    def difference(
        catalog_id: CatalogId, tile_id: TileId, size_px: SizePx = 256, if_none_match: IfNoneMatch = None
    ) -> Response:
        """How far apart both are as PNG: dark blue (not at all) to yellow; grey where nothing can be compared."""
        return side("difference", catalog_id, tile_id, size_px, if_none_match)

    def side(which: Side, catalog_id: str, tile_id: int, size_px: int, if_none_match: str | None) -> Response:
        etag = engine.pair_etag(catalog_id, tile_id, which, size_px=size_px)
        return _cached(
            etag,
            if_none_match,
            lambda: engine.pair_picture(catalog_id, tile_id, which, size_px=size_px),
            media_type="image/png" if which == "difference" else "image/jpeg",
        )

    @router.put(
        "/tiles/{tile_id}/correction",
        response_class=GeoJson,
        responses={**geojson(TileFeature, "The tile as it is described now."), **problems(404, 409, 507)},
    )
    def correct(catalog_id: CatalogId, tile_id: TileId, request: Correction) -> GeoJson:
        """Say what it really shows: kept with the author `user`, searchable at once."""
        return GeoJson(engine.correct(catalog_id, tile_id, request))

    @router.delete(
        "/tiles/{tile_id}/correction",
        response_class=GeoJson,
        responses={**geojson(TileFeature, "The tile as it is described now."), **problems(404, 409, 507)},
    )
    def uncorrect(catalog_id: CatalogId, tile_id: TileId) -> GeoJson:
        """Take the correction back."""
        return GeoJson(engine.uncorrect(catalog_id, tile_id))

    @router.put("/tiles/{tile_id}/mark", responses=problems(404, 409, 507))
    def put_mark(catalog_id: CatalogId, tile_id: TileId, request: PutMark) -> Mark:
        """What somebody thinks of the place; it replaces what the same author thought of it."""
        return engine.mark(catalog_id, tile_id, request)

    @router.delete("/tiles/{tile_id}/mark", status_code=204, responses=problems(404, 409, 507))
    def delete_mark(
        catalog_id: CatalogId,
        tile_id: TileId,
        author: Annotated[str, Query(max_length=200, description="Whose; empty: of nobody in particular.")] = "",
    ) -> None:
        """Take an author's mark of the place back."""
        engine.unmark(catalog_id, tile_id, author=author)

    @router.put("/marks", responses=problems(404, 409, 507))
    def put_marks(catalog_id: CatalogId, request: PutMarks) -> MarksWritten:
        """Many marks at once, all or none of them."""
        return engine.put_marks(catalog_id, request)

    @router.get("/marks", response_class=GeoJson, responses=_marks())
    def list_marks(
        catalog_id: CatalogId,
        verdict: Verdict | None = None,
        author: Annotated[str | None, Query(max_length=200, description="Only this author's; empty: nobody's.")] = None,
        if_none_match: IfNoneMatch = None,
    ) -> Response:
        """All that is marked, by all authors. Ask again with the ETag to learn what others think meanwhile."""
        # Read first: what is written between the two makes the next answer a new one.
        etag = engine.marks_etag(catalog_id)
        headers = {"ETag": f'"{etag}"', **_CACHING}
        if _has(etag, if_none_match):
            return Response(status_code=304, headers=headers)
        return GeoJson(engine.marks(catalog_id, verdict=verdict, author=author), headers=headers)

    return router


def _pictures(media_type: str) -> dict[int | str, dict[str, Any]]:
    """The documentation of a picture with an ETag."""
    return {
        200: {
            "description": "The picture.",
            "content": {media_type: {"schema": {"type": "string", "format": "binary"}}},
            "headers": {"ETag": {"schema": {"type": "string"}}},
        },
        304: {"description": "The same as the one with that ETag."},
        **problems(404, 409, 507),
    }


def _marks() -> dict[int | str, dict[str, Any]]:
    """The documentation of the list of marks, which has an ETag."""
    listed = geojson(MarkCollection, "The marked tiles, the latest first.")
    listed[200]["headers"] = {"ETag": {"schema": {"type": "string"}}}
    return {**listed, 304: {"description": "Nothing is different."}, **problems(404, 409, 507)}


def _has(etag: str, if_none_match: str | None) -> bool:
    """The client has it already."""
    return if_none_match is not None and f'"{etag}"' in if_none_match


def _cached(etag: str, if_none_match: str | None, draw: Callable[[], bytes], *, media_type: str) -> Response:
    """The picture, or nothing where the client has it."""
    quoted = f'"{etag}"'
    headers = {"ETag": quoted, **_CACHING}
    if _has(etag, if_none_match):
        return Response(status_code=304, headers=headers)
    return Response(draw(), media_type=media_type, headers=headers)
