"""The application: routes, handlers for all that may be raised, and the guard around it."""

from __future__ import annotations

import logging
import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio.to_thread
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from tilescribe.errors import TilescribeError
from tilescribe.service.http import (
    routes_catalogs,
    routes_jobs,
    routes_questions,
    routes_service,
    routes_tiles,
)
from tilescribe.service.http.document import document
from tilescribe.service.http.guard import Guard, Limits
from tilescribe.service.http.refusals import ProblemResponse
from tilescribe.service.problems import problem, problem_of
from tilescribe.service.schemas.problems import FieldProblem

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from tilescribe.service.engine import Engine

__all__ = ["make_app"]

_ROUTES = (routes_service, routes_catalogs, routes_jobs, routes_questions, routes_tiles)
_SEE_OPENAPI = "See /v1/openapi.json for what there is"
_FIELDS_NAMED = 5


def make_app(
    engine: Engine,
    *,
    token: str,
    host_ok: Callable[[str], bool],
    limits: Limits | None = None,
    log_questions: bool = False,
) -> ASGIApp:
    """The ASGI application of an engine.

    Args:
        engine: What answers; the caller closes it.
        token: What requests must carry.
        host_ok: Whether a `Host` header names this service.
        limits: What it takes.
        log_questions: Whether the log may say what was asked.
    """
    logging.getLogger(routes_questions.QUESTIONS_LOG).disabled = not log_questions
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, lifespan=_lifespan)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]  # FastAPI's own way to replace it
    v1 = APIRouter(prefix="/v1")

    @v1.get("/openapi.json", include_in_schema=False)
    async def openapi() -> dict[str, Any]:
        return app.openapi()

    for module in _ROUTES:
        v1.include_router(module.routes(engine))
    app.include_router(v1)
    app.add_exception_handler(TilescribeError, _raised_on_purpose)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _not_routed)
    # Without it Starlette answers in its own words, as plain text, before the guard hears of the exception.
    app.add_exception_handler(Exception, _not_foreseen)
    return Guard(app, token=token, host_ok=host_ok, stopping=lambda: engine.stopping, limits=limits)


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Threads for requests: more than cores, for some wait for disks, and few, for each has its own reader."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = 2 * (os.cpu_count() or 1) + 4
    yield


async def _raised_on_purpose(_: Request, error: Exception) -> ProblemResponse:
    return ProblemResponse(problem_of(error))


async def _not_foreseen(_: Request, error: Exception) -> ProblemResponse:
    """The guard logs it: Starlette raises it again once this is sent."""
    return ProblemResponse(problem_of(error))


async def _malformed(_: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, RequestValidationError)
    fields = [FieldProblem(field=_field(one["loc"]), message=str(one["msg"])) for one in error.errors()]
    named = "; ".join(f"{one.field}: {one.message}" for one in fields[:_FIELDS_NAMED])
    more = f"; and {len(fields) - _FIELDS_NAMED} more" if len(fields) > _FIELDS_NAMED else ""
    return ProblemResponse(
        problem("invalid-request", 422, what=named + more, remedy="Correct what is named", fields=fields)
    )


async def _not_routed(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        told = problem("unknown-route", 404, what=f"There is no {request.url.path[:200]}", remedy=_SEE_OPENAPI)
    elif error.status_code == 405:
        told = problem("wrong-method", 405, what=f"{request.method} does not go with this route", remedy=_SEE_OPENAPI)
    else:
        told = problem("invalid-request", 422, what="The body cannot be read as JSON", remedy="Send valid JSON")
    return ProblemResponse(told, error.headers)


def _field(place: tuple[int | str, ...]) -> str:
    """`to.point.0` of ("body", "to", "point", 0); a body that is no JSON at all is `body`."""
    inner = place[1:] if place[:1] in (("body",), ("query",), ("path",), ("header",)) else place
    return ".".join(str(part) for part in inner) if inner and place[-1] != "body" else "body"
