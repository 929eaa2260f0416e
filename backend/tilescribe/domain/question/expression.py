"""What a question asks for, as an expression over terms: and, or, not, beside, and weights."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

__all__ = [
    "MAX_WEIGHT",
    "And",
    "Beside",
    "Expression",
    "Not",
    "Or",
    "Term",
    "Weighted",
    "all_of",
    "any_of",
    "contradictions",
    "inverse",
    "only_excludes",
    "terms_of",
    "unweighted",
    "weighted",
]

MAX_WEIGHT = 100.0
"""A part that counts a hundred times as much as another one leaves nothing to it."""


@dataclass(frozen=True, slots=True)
class Term:
    """Plain words that are asked for as one text."""

    text: str


@dataclass(frozen=True, slots=True)
class And:
    """All parts hold."""

    parts: tuple[Expression, ...]
    """Two or more; none of them an `And`."""


@dataclass(frozen=True, slots=True)
class Or:
    """One of the parts holds, or several."""

    parts: tuple[Expression, ...]
    """Two or more; none of them an `Or`."""


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Expression
    """No `Not` and no `Weighted`."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Both hold in one tile, or each in one of two neighbours."""

    first: Expression
    """Without `Not` and `Weighted`: a lack has no place that something could lie beside."""
    second: Expression


@dataclass(frozen=True, slots=True)
class Weighted:
    """A part of an `And` or an `Or` that counts more or less than its neighbours, which count 1."""

    part: Expression
    """No `Weighted`."""
    weight: float
    """Above 0 to `MAX_WEIGHT`, not 1, two decimals."""


Expression: TypeAlias = Term | And | Or | Not | Beside | Weighted


def all_of(parts: Iterable[Expression]) -> Expression:
    """All of at least one part; an `And` among them gives its own parts."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Iterable[Expression]) -> Expression:
    """Any of at least one part; an `Or` among them gives its own parts."""
    flat = [one for part in parts for one in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def inverse(part: Expression) -> Expression:
    """What holds where `part` does not."""
    if isinstance(part, Weighted):
        return Weighted(inverse(part.part), part.weight)
    return part.part if isinstance(part, Not) else Not(part)


def weighted(part: Expression, weight: float) -> Expression:
    """The part with a weight, which is brought to at most `MAX_WEIGHT` and two decimals; above 0."""
    if isinstance(part, Weighted):
        weight, part = weight * part.weight, part.part
    weight = round(min(max(weight, 0.01), MAX_WEIGHT), 2)
    return part if weight == 1 else Weighted(part, weight)


def terms_of(expression: Expression) -> tuple[str, ...]:
    """The texts of the terms, each once, in the order in which they come first."""
    return tuple(dict.fromkeys(_texts(expression)))


def only_excludes(expression: Expression) -> bool:
    """Whether a tile without anything in it satisfies the expression."""
    match expression:
        case Term() | Beside():
            return False
        case Not(part):
            return not only_excludes(part)
        case Weighted(part, _):
            return only_excludes(part)
        case And(parts):
            return all(map(only_excludes, parts))
        case Or(parts):
            return any(map(only_excludes, parts))


def contradictions(expression: Expression) -> tuple[str, ...]:
    """Texts that one `And` both asks for and excludes, as typed first."""
    match expression:
        case Term():
            return ()
        case Not() | Weighted():
            return contradictions(expression.part)
        case Beside(first, second):
            return (*contradictions(first), *contradictions(second))
        case And() | Or():
            parts = expression.parts
            found = [text for part in parts for text in contradictions(part)]
            if isinstance(expression, And):
                bare = [unweighted(part) for part in parts]
                refused = {_key(one.part.text) for one in bare if isinstance(one, Not) and isinstance(one.part, Term)}
                found += [one.text for one in bare if isinstance(one, Term) and _key(one.text) in refused]
            return tuple(dict.fromkeys(found))


def unweighted(part: Expression) -> Expression:
    """The part itself, which has nothing beside it to count more or less than."""
    return part.part if isinstance(part, Weighted) else part


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


def _texts(expression: Expression) -> Iterator[str]:
    match expression:
        case Term(text):
            yield text
        case Not() | Weighted():
            yield from _texts(expression.part)
        case Beside(first, second):
            yield from (*_texts(first), *_texts(second))
        case And() | Or():
            for part in expression.parts:
                yield from _texts(part)
