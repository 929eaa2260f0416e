"""Asking the engine from a thread that may wait: Processing, tasks, health checks. Never from the GUI thread.

http.client uses no proxy, which is what loopback traffic needs.
"""

from __future__ import annotations

import http.client
import socket
from typing import Any, Optional, TypeVar
from urllib.parse import urlsplit

from . import problems
from .answers import understand
from .endpoint import Endpoint
from .protocol import ProblemError
from .routes import Request

__all__ = ["send"]

T = TypeVar("T")


def send(endpoint: Endpoint, request: Request[T], *, timeout_s: Optional[float] = None) -> T:
    """The answer to `request`. `timeout_s` None takes the request's own. Raises ProblemError."""
    patience_s = endpoint.patience_s(request.timeout_s if timeout_s is None else timeout_s)
    status, body = _exchange(endpoint, request, patience_s)
    value, problem = understand(request, status=status, body=body)
    if problem is not None:
        raise ProblemError(problem)
    return value


def _exchange(endpoint: Endpoint, request: Request[Any], timeout_s: float) -> tuple[int, bytes]:
    address = urlsplit(endpoint.url)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "127.0.0.1", address.port, timeout=timeout_s)
    payload = request.payload()
    headers = {"Authorization": f"Bearer {endpoint.token}"}
    if payload is not None:
        headers["Content-Type"] = "application/json"
    try:
        connection.request(request.method, request.target, body=payload, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (TimeoutError, socket.timeout) as error:
        raise ProblemError(problems.silent(timeout_s)) from error
    except (OSError, http.client.HTTPException) as error:
        raise ProblemError(problems.unreachable(str(error) or type(error).__name__)) from error
    finally:
        connection.close()
