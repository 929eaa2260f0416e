"""What an HTTP answer means: a value, or a problem. Shared by the asynchronous and the blocking client."""

from __future__ import annotations

import json
from typing import Any

from . import problems
from .protocol import Problem, ProtocolError
from .routes import Request

__all__ = ["problem_of", "understand"]


def understand(request: Request[Any], *, status: int, body: bytes) -> tuple[Any, Any]:
    """(value, None) or (None, Problem)."""
    if status >= 400:
        return None, problem_of(status, body)
    if not 200 <= status < 300:
        return None, problems.answer_not_understood("it is neither a result nor a problem", status=status)
    try:
        return request.parse(body), None
    except ProtocolError as error:
        return None, problems.answer_not_understood(str(error), status=status)


def problem_of(status: int, body: bytes) -> Problem:
    """The problem+json of an answer with status >= 400. An engine that refuses the token gets a sentence of ours."""
    try:
        problem = Problem.parse(json.loads(body))
    except (ValueError, ProtocolError) as error:
        return problems.answer_not_understood(str(error), status=status)
    return problems.wrong_token() if problem.code == "not-authorised" else problem
