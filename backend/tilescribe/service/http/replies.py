"""Media types of answers, and how routes document them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel
from starlette.responses import Response, StreamingResponse

__all__ = ["GeoJson", "GeoJsonStream", "geojson", "problems", "reference"]

_MEANINGS = {
    401: "No token, or a wrong one.",
    403: "Another host or origin; or the catalog may not be written.",
    404: "No such catalog, job, tile or file.",
    408: "The body did not come in time.",
    409: "The state of the catalog or job does not allow it.",
    413: "Too large.",
    415: "Not JSON.",
    422: "The request cannot be met as it stands; `errors` names the fields where it is malformed.",
    429: "Too much at once; see Retry-After.",
    500: "A fault of Tilescribe.",
    502: "A model gave up.",
    503: "It takes too long, or the service is about to end.",
    507: "The disk is full.",
}
_EVERYWHERE = (401, 403, 408, 413, 415, 422, 429, 500, 503)


class GeoJson(Response):
    """RFC 7946 from a dict."""

    media_type = "application/geo+json"

    def render(self, content: Any) -> bytes:
        return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


class GeoJsonStream(StreamingResponse):
    """RFC 7946 in pieces."""

    media_type = "application/geo+json"


def reference(model: type[BaseModel]) -> dict[str, str]:
    """Where the OpenAPI document keeps a schema; see `tilescribe.service.http.document`."""
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def geojson(model: type[BaseModel], description: str) -> dict[int | str, dict[str, Any]]:
    """The documentation of an answer of 200 that a route writes itself."""
    return {200: {"description": description, "content": {GeoJson.media_type: {"schema": reference(model)}}}}


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documentation of what may go wrong; what may go wrong everywhere is added."""
    content: Mapping[str, Any] = {
        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}},
    }
    return {
        status: {"description": _MEANINGS[status], "content": dict(content)}
        for status in sorted({*statuses, *_EVERYWHERE})
    }
