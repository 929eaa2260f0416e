"""HTTP to the engine without Qt: endpoints, responses, and a client that blocks."""

from __future__ import annotations

import http.client
import json
import socket
from dataclasses import dataclass, field, replace
from typing import Any, Optional, TypeVar
from urllib.parse import urlsplit

from . import problems
from .protocol import Problem, ProblemError, ProtocolError
from .routes import Request

__all__ = ["Endpoint", "parse_response", "send"]

_TRANSFER_S = 10.0
"""For the answer that it takes too long to arrive itself."""

T = TypeVar("T")


@dataclass(frozen=True)
class Endpoint:
    """Address and token of an engine."""

    url: str
    """Without a slash at the end."""
    token: str = field(repr=False)
    """In memory only: never logged, never written to disk, never an argument of a process."""
    answer_timeout_s: float = 660.0
    """How long the engine works at an answer before it gives up and says so; it tells with `/v1/health`."""

    def client_timeout_s(self, timeout_s: Optional[float]) -> float:
        """How long to wait for an answer: so long as the request says, or a little longer than the engine works."""
        return self.answer_timeout_s + _TRANSFER_S if timeout_s is None else timeout_s


def parse_response(request: Request[Any], *, status: int, body: bytes, etag: str = "") -> tuple[Any, Any]:
    """(value, None) or (None, Problem); the value is None where the client has it already."""
    if status == 304 and request.if_none_match:
        return None, None
    if status >= 400:
        return None, _parse_problem(status, body)
    if not 200 <= status < 300:
        return None, problems.invalid_response("it is neither a result nor a problem", status=status)
    try:
        value = request.parse(body)
        return (value if request.if_none_match is None else replace(value, etag=etag)), None
    except ProtocolError as error:
        return None, problems.invalid_response(str(error), status=status)


def _parse_problem(status: int, body: bytes) -> Problem:
    """The problem+json of an answer with status >= 400. An engine that refuses the token gets a sentence of ours."""
    try:
        problem = Problem.parse(json.loads(body))
    except (ValueError, ProtocolError) as error:
        return problems.invalid_response(str(error), status=status)
    return problems.wrong_token() if problem.code == "not-authorised" else problem


def send(endpoint: Endpoint, request: Request[T], *, timeout_s: Optional[float] = None) -> T:
    """The answer to `request`. `timeout_s` None takes the request's own. Raises ProblemError."""
    client_timeout_s = endpoint.client_timeout_s(request.timeout_s if timeout_s is None else timeout_s)
    status, body, etag = _exchange(endpoint, request, client_timeout_s)
    value, problem = parse_response(request, status=status, body=body, etag=etag)
    if problem is not None:
        raise ProblemError(problem)
    return value


def _exchange(endpoint: Endpoint, request: Request[Any], timeout_s: float) -> tuple[int, bytes, str]:
    address = urlsplit(endpoint.url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "127.0.0.1", address.port, timeout=timeout_s)
    payload = request.payload()
    headers = {"Authorization": f"Bearer {endpoint.token}", **request.headers()}
    if payload is not None:
        headers["Content-Type"] = "application/json"
    try:
        connection.request(request.method, request.target, body=payload, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers.get("ETag", "")
    except (TimeoutError, socket.timeout) as error:
        raise ProblemError(problems.timed_out(timeout_s)) from error
    except (OSError, http.client.HTTPException) as error:
        raise ProblemError(problems.unreachable(str(error) or type(error).__name__)) from error
    finally:
        connection.close()
