"""What is refused before a route is looked for, and how a refusal is sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import Response

from tilescribe.service.problems import problem
from tilescribe.service.schemas.problems import Problem

__all__ = [
    "FOREIGN_HOST",
    "FOREIGN_ORIGIN",
    "NOT_AUTHORISED",
    "NOT_JSON",
    "STOPPING",
    "TOO_BUSY",
    "TOO_LARGE",
    "TOO_MANY_FOLLOWERS",
    "TOO_SLOW",
    "ProblemResponse",
    "out_of_time",
]

NOT_AUTHORISED = problem(
    "not-authorised",
    401,
    what="The request has no valid token",
    remedy="Send the header Authorization: Bearer TOKEN",
)
FOREIGN_HOST = problem(
    "foreign-host",
    403,
    what="The request is meant for another host",
    remedy="Ask the address that the service has announced, as it stands there",
)
FOREIGN_ORIGIN = problem(
    "foreign-origin",
    403,
    what="Requests from other origins are refused",
    remedy="Ask 127.0.0.1 directly, from a program and not from a page",
)
NOT_JSON = problem(
    "not-json", 415, what="The body is not JSON", remedy="Send JSON, with the header Content-Type: application/json"
)
TOO_LARGE = problem(
    "too-large", 413, what="The body is larger than 16 MiB", remedy="Send a smaller picture or a simpler area"
)
TOO_SLOW = problem("too-slow", 408, what="The body did not come within 30 seconds", remedy="Send it at once")
TOO_BUSY = problem("too-busy", 429, what="64 requests are waiting already", remedy="Try again in a second")
TOO_MANY_FOLLOWERS = problem(
    "too-busy", 429, what="16 followers of jobs are there already", remedy="Follow fewer jobs, or ask without waiting"
)
STOPPING = problem("stopping", 503, what="The service is about to end", remedy="Start it again")

_MORE: Mapping[int, Mapping[str, str]] = {
    401: {"WWW-Authenticate": "Bearer"},
    429: {"Retry-After": "1"},
    503: {"Retry-After": "5"},
}


def out_of_time(answer_s: float) -> Problem:
    """The answer was not there after so many seconds."""
    return problem(
        "out-of-time",
        503,
        what=f"The answer takes longer than {answer_s:g} seconds",
        remedy="Ask for less, or when less is going on; TILESCRIBE_TIMEOUT_S lets models take longer",
    )


class ProblemResponse(Response):
    """`application/problem+json`, with the headers that go with its status."""

    media_type = "application/problem+json"

    def __init__(self, content: Problem, headers: Mapping[str, str] | None = None) -> None:
        more: dict[str, Any] = {**_MORE.get(content.status, {}), **(headers or {})}
        super().__init__(content.model_dump_json(), status_code=content.status, headers=more)
