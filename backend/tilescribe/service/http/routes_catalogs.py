"""Catalogs and their rasters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from tilescribe.service.http.parameters import CatalogId
from tilescribe.service.http.replies import GeoJson, geojson, problems
from tilescribe.service.schemas.catalogs import (
    CatalogDetails,
    Catalogs,
    OpenCatalog,
    RasterCollection,
    RemovedRasters,
    RemoveRasters,
)
from tilescribe.service.schemas.dates import EditedRasters, EditRasters
from tilescribe.service.schemas.jobs import Estimate, EstimateRequest

if TYPE_CHECKING:
    from tilescribe.service.engine import Engine

__all__ = ["routes"]


def routes(engine: Engine) -> APIRouter:
    router = APIRouter(tags=["catalogs"])

    @router.get("/catalogs", responses=problems(507))
    def list_catalogs() -> Catalogs:
        """Those that are open or were before."""
        return engine.catalogs()

    @router.post(
        "/catalogs",
        responses={201: {"model": CatalogDetails, "description": "It was made."}, **problems(404, 409, 507)},
    )
    def open_catalog(request: OpenCatalog, response: Response) -> CatalogDetails:
        """Open a catalog, or make it. Its embedder begins to load."""
        details, made = engine.open_catalog(request)
        response.headers["Location"] = f"/v1/catalogs/{details.id}"
        response.status_code = 201 if made else 200
        return details

    @router.get("/catalogs/{catalog_id}", responses=problems(404, 409, 507))
    def describe_catalog(catalog_id: CatalogId) -> CatalogDetails:
        """Rasters and tiles by state, coverage by captioner, levels, dates, extent, failures, the job at work."""
        return engine.catalog(catalog_id)

    @router.delete("/catalogs/{catalog_id}", status_code=204, responses=problems(404, 507))
    def close_catalog(catalog_id: CatalogId) -> None:
        """Close and forget it; the file stays."""
        engine.close_catalog(catalog_id)

    @router.get(
        "/catalogs/{catalog_id}/rasters",
        response_class=GeoJson,
        responses={**geojson(RasterCollection, "The coverage layer."), **problems(404, 409, 507)},
    )
    def list_rasters(catalog_id: CatalogId) -> GeoJson:
        """Footprints with tiles by state and by captioner: the coverage layer."""
        return GeoJson(engine.rasters(catalog_id))

    @router.post("/catalogs/{catalog_id}/rasters/remove", responses=problems(404, 409, 507))
    def remove_rasters(catalog_id: CatalogId, request: RemoveRasters) -> RemovedRasters:
        """Take rasters out of the catalog; their files are not touched."""
        return engine.remove_rasters(catalog_id, request)

    @router.patch("/catalogs/{catalog_id}/rasters", responses=problems(403, 404, 409, 507))
    def edit_rasters(catalog_id: CatalogId, request: EditRasters) -> EditedRasters:
        """Give rasters a date, a label or both. Tiles, marks and what was compared keep up; the next index keeps it.

        May be done while a job fills the catalog.
        """
        return engine.edit_rasters(catalog_id, request)

    @router.post("/estimate", responses=problems(404, 409, 507))
    def estimate(request: EstimateRequest) -> Estimate:
        """Tiles, seconds and bytes that indexing would take, and what cannot be used."""
        return engine.estimate(request)

    return router
