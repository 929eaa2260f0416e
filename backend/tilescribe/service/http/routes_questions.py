"""Questions, similarity, and describing on the spot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from fastapi import APIRouter

from tilescribe.service.http.parameters import CatalogId
from tilescribe.service.http.replies import GeoJson, GeoJsonStream, geojson, problems
from tilescribe.service.schemas.features import DescribedCollection, HitCollection
from tilescribe.service.schemas.searching import DescribeRequest, SearchRequest, SimilarRequest

if TYPE_CHECKING:
    from tilescribe.service.engine import Engine

__all__ = ["QUESTIONS_LOG", "routes"]

QUESTIONS_LOG = "tilescribe.service.questions"
"""Silent unless whoever starts the service wants it."""
_LOG = logging.getLogger(QUESTIONS_LOG)


def routes(engine: Engine) -> APIRouter:
    router = APIRouter(tags=["questions"])

    @router.post(
        "/catalogs/{catalog_id}/search",
        response_class=GeoJsonStream,
        responses={**geojson(HitCollection, "The hits, best first."), **problems(404, 409, 507)},
    )
    def search(catalog_id: CatalogId, request: SearchRequest) -> GeoJsonStream:
        """The tiles whose descriptions answer the question best; with `changed` or `was`, pairs of dates."""
        _LOG.info("asked: %s", request.question)
        return GeoJsonStream(engine.search(catalog_id, request))

    @router.post(
        "/catalogs/{catalog_id}/similar",
        response_class=GeoJsonStream,
        responses={**geojson(HitCollection, "The hits, most similar first."), **problems(404, 409, 502, 507)},
    )
    def similar(catalog_id: CatalogId, request: SimilarRequest) -> GeoJsonStream:
        """Tiles that are described like a tile, like the one at a place, or like a picture."""
        return GeoJsonStream(engine.similar(catalog_id, request))

    @router.post(
        "/describe",
        response_class=GeoJson,
        responses={**geojson(DescribedCollection, "The tiles described."), **problems(404, 409, 502)},
    )
    def describe(request: DescribeRequest) -> GeoJson:
        """Describe a part of a raster, or a picture, without keeping it."""
        return GeoJson(engine.describe(request))

    return router
