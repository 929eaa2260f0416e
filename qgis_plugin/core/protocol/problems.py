"""Problems: those that the engine reports (RFC 9457), and those of reaching it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .decoding import decode

__all__ = ["FieldProblem", "Problem", "ProblemError"]

PREFIX = "urn:tilescribe:problem:"


@dataclass(frozen=True)
class FieldProblem:
    """What is wrong with one field of a request."""

    field: str
    message: str


@dataclass(frozen=True)
class Problem:
    """A sentence for people, and a code for programs.

    Codes of the engine stand in docs/service.md. The plugin adds those of `core.problems`: `no-engine`, `unreachable`,
    `other-version`, …
    """

    type: str
    title: str
    status: int
    """HTTP status; 0 where there was no answer."""
    detail: str
    """What is wrong, with which value, and what to do."""
    remedy: str = ""
    """The last part of `detail`: what to do."""
    errors: tuple[FieldProblem, ...] = ()

    @property
    def code(self) -> str:
        return self.type[len(PREFIX) :] if self.type.startswith(PREFIX) else self.type

    @staticmethod
    def parse(value: Any) -> Problem:
        """The body of an answer with status >= 400, or `Job.problem`. Raises ProtocolError."""
        return decode(Problem, value)

    @staticmethod
    def local(code: str, detail: str, *, remedy: str = "", title: str = "") -> Problem:
        """A problem that arose on the plugin's side of the wire."""
        whole = f"{detail} {remedy}".strip()
        name = title or code.replace("-", " ").capitalize()
        return Problem(type=PREFIX + code, title=name, status=0, detail=whole, remedy=remedy)


class ProblemError(Exception):
    """Raised by blocking calls; `problem` says what went wrong."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail)
        self.problem = problem
