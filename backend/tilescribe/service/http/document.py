"""The OpenAPI document: what FastAPI finds out by itself, and what it cannot know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from tilescribe import __version__
from tilescribe.service.schemas import catalogs, features, jobs, problems

if TYPE_CHECKING:
    from fastapi import FastAPI

__all__ = ["document"]

_DESCRIPTION = """Search your imagery in plain words: the local service of Tilescribe.

Every request carries `Authorization: Bearer TOKEN`. Coordinates are WGS84, longitude first. Errors are RFC 9457
`application/problem+json`."""
_WRITTEN_BY_ROUTES = (
    problems.Problem,
    features.HitCollection,
    features.TileCollection,
    features.TileFeature,
    features.PairFeature,
    features.MarkCollection,
    features.DescribedCollection,
    features.HeatMap,
    catalogs.RasterCollection,
    jobs.JobEvent,
)
"""Schemas of answers that routes write piece by piece, so that FastAPI does not see them."""


def document(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1 of all routes, made once."""
    if app.openapi_schema is None:
        found = get_openapi(title="Tilescribe", version=__version__, description=_DESCRIPTION, routes=app.routes)
        _, schemas = models_json_schema(
            [(model, "serialization") for model in _WRITTEN_BY_ROUTES], ref_template="#/components/schemas/{model}"
        )
        components = found.setdefault("components", {})
        components["schemas"] = {**schemas["$defs"], **components.get("schemas", {})}
        components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        found["security"] = [{"token": []}]
        _believe_references(found)
        app.openapi_schema = found
    return app.openapi_schema


def _believe_references(found: dict[str, Any]) -> None:
    """FastAPI takes whatever a route writes itself for a string, and says so beside our reference."""
    for item in found["paths"].values():
        for operation in item.values():
            for response in operation["responses"].values():
                for media in response.get("content", {}).values():
                    if "$ref" in media.get("schema", {}):
                        media["schema"] = {"$ref": media["schema"]["$ref"]}
