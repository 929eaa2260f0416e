"""From tokens to an expression, by recursive descent.

either = both { OR both }
both   = part { [ AND ] part }
part   = NOT part | MINUS part | NUMBER TIMES part | beside
beside = piece { BESIDE piece }
piece  = "(" either ")" | quoted | word { word }
"""

from __future__ import annotations

from collections.abc import Sequence

from tilescribe.domain.question.expression import (
    And,
    Beside,
    Expression,
    Not,
    Or,
    Term,
    Weighted,
    all_of,
    any_of,
    inverse,
    unweighted,
    weighted,
)
from tilescribe.domain.question.words import Kind, Token

__all__ = ["MAX_DEPTH", "MAX_TERMS", "UnreadableError", "parse"]

MAX_TERMS = 32
"""Each is a question of its own, with its own pass over the catalog."""
MAX_DEPTH = 32
"""Of brackets, and of signs before one word."""

_UNCLOSED = "a bracket is not closed"
_PLACES = "BESIDE stands between two things that are there, without NOT and weights"


class UnreadableError(ValueError):
    """What is wrong with the grammar of a question, as a clause for people."""


def parse(tokens: Sequence[Token]) -> tuple[Expression, list[str]]:
    """What the tokens say, and what was left out on the way, one sentence each.

    Raises:
        UnreadableError: they are no expression.
    """
    parser = _Parser(tokens)
    expression = parser.either(0)
    if parser.next is not None:
        raise UnreadableError("a bracket is closed that was never opened")
    if expression is None:
        raise UnreadableError("every part has a weight of 0")
    return unweighted(expression), parser.notices


class _Parser:
    """Methods return None for what counts for nothing, having a weight of 0."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._terms = 0
        self._open = 0
        """Brackets."""
        self.notices: list[str] = []

    @property
    def next(self) -> Kind | None:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else None

    def either(self, depth: int) -> Expression | None:
        parts = [self._both(depth)]
        while self._take("OR"):
            parts.append(self._both(depth))
        counting = [part for part in parts if part is not None]
        return any_of(counting) if counting else None

    def _both(self, depth: int) -> Expression | None:
        parts = [self._part(depth)]
        while self._take("AND") or self.next not in (None, "OR", ")"):
            parts.append(self._part(depth))
        counting = [part for part in parts if part is not None]
        return all_of(counting) if counting else None

    def _part(self, depth: int) -> Expression | None:
        if depth > MAX_DEPTH:
            raise UnreadableError(f"it goes more than {MAX_DEPTH} levels deep")
        if self._take("NOT") or self._take("MINUS"):
            part = self._part(depth + 1)
            return None if part is None else inverse(part)
        if self.next == "TIMES":
            text = self._advance().text
            part = self._part(depth + 1)
            if part is None or float(text) > 0:
                return None if part is None else weighted(part, float(text))
            self.notices.append("What has a weight of 0 counts for nothing and is left out.")
            return None
        return self._beside(depth)

    def _beside(self, depth: int) -> Expression | None:
        first = self._piece(depth)
        while self._take("BESIDE"):
            second = self._piece(depth)
            if first is None or second is None or not (_has_place(first) and _has_place(second)):
                raise UnreadableError(_PLACES)
            first = Beside(first, second)
        return first

    def _piece(self, depth: int) -> Expression | None:
        kind = self.next
        if kind == "(":
            self._advance()
            self._open += 1
            inside = self.either(depth + 1)
            if not self._take(")"):
                raise UnreadableError(_UNCLOSED)
            self._open -= 1
            return inside
        if kind == "quoted":
            return self._term([self._advance().text])
        words = []
        while self.next == "word":
            words.append(self._advance().text)
        if words:
            return self._term(words)
        raise UnreadableError(self._missing())

    def _missing(self) -> str:
        """What is wrong where words or a bracket should follow."""
        if self.next is None:
            nothing = f"nothing follows {self._tokens[-1].text!r}"
            return f"{nothing}, and {_UNCLOSED}" if self._open else nothing
        if self.next in ("NOT", "MINUS", "TIMES"):
            return _PLACES
        return f"something is missing before {self._tokens[self._at].text!r}"

    def _term(self, words: Sequence[str]) -> Term:
        text = " ".join(words)
        if not any(map(str.isalnum, text)):
            raise UnreadableError(f"there is no word in {text!r}")
        self._terms += 1
        if self._terms > MAX_TERMS:
            raise UnreadableError(f"it has more than {MAX_TERMS} parts")
        return Term(text)

    def _take(self, kind: Kind) -> bool:
        found = self.next == kind
        self._at += found
        return found

    def _advance(self) -> Token:
        self._at += 1
        return self._tokens[self._at - 1]


def _has_place(part: Expression) -> bool:
    match part:
        case Term():
            return True
        case Not() | Weighted():
            return False
        case Beside(first, second):
            return _has_place(first) and _has_place(second)
        case And() | Or():
            return all(map(_has_place, part.parts))
