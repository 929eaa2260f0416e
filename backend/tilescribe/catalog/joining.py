"""One probability out of those of a question's parts: how every form of the catalog joins an expression.

    a OR b       1 - (1 - p(a)) (1 - p(b)), pooled with p of both in one sentence
    a AND b      there(a) there(b), brought back, pooled with p of both in one sentence
    a AND NOT b  p(a) (1 - there(b))
    N * a        the part's logarithm counts N times as much as its neighbours'
    a BESIDE b   both in the tile, or each in one of two neighbours, which is less sure

A score is the probability that a person would say of the tile what was asked. People leave unsaid most of what they
see beside the main thing, so a thing is there more often than it is said: `there` has `UNSAID` times the odds. What
shall be missing must not be there, and parts that are asked for are joined by that, too: their odds are those of the
product of what is there, brought back, `o(a) o(b) / (1 / UNSAID + o(a) + o(b))`.

Parts are joined as if they were independent, which they are not: a picture of a river with trees is better known by
"trees near a river" than by either alone. So the odds of the parts and those of one sentence, "a near b" or "a or b",
are pooled: their geometric mean (a logarithmic opinion pool; Genest and Zidek, Statistical Science 1986).
docs/evaluation.md has the figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from tilescribe.catalog.fusion import log_odds
from tilescribe.catalog.fusion import probability as probability_of
from tilescribe.domain.question import And, Beside, Expression, Not, Or, Term, Weighted

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Probabilities: TypeAlias = NDArray[np.float32]

__all__ = [
    "NEIGHBOUR",
    "TOGETHER",
    "Wordings",
    "asked_texts",
    "asks_for_neighbours",
    "both",
    "excluded_texts",
    "joined",
    "there",
    "wanted_texts",
]

Wordings: TypeAlias = tuple[str, ...]
"""One text to score, in one or several wordings that count by the mean of their scores."""

TOGETHER = 0.5
"""What the sentence of several parts counts beside the parts one by one."""
UNSAID = 20.0
"""Odds that a thing is there over the odds that it is said. Of 10 to 50 every value is as good."""
NEIGHBOUR = 0.7
"""How sure it is that two things lie beside each other that were seen in neighbouring tiles."""
_MOST_ODDS = np.float32(14)


def asked_texts(expression: Expression) -> tuple[Wordings, ...]:
    """What has to be scored to join an expression, each once."""
    return tuple(dict.fromkeys(_asked(expression)))


def asks_for_neighbours(expression: Expression) -> bool:
    """Whether something may lie in the tile beside."""
    match expression:
        case Term():
            return False
        case Not() | Weighted():
            return asks_for_neighbours(expression.part)
        case And() | Or():
            return any(map(asks_for_neighbours, expression.parts))
        case Beside():
            return True


def excluded_texts(expression: Expression) -> frozenset[Wordings]:
    """Those of `asked_texts` of what must not hold."""
    match expression:
        case Term():
            return frozenset()
        case Not(part):
            return frozenset(asked_texts(part))
        case Weighted(part, _):
            return excluded_texts(part)
        case And(parts) | Or(parts):
            return frozenset().union(*map(excluded_texts, parts))
        case Beside(first, second):
            return excluded_texts(first) | excluded_texts(second)


def wanted_texts(expression: Expression, *, wanted: bool = True) -> tuple[str, ...]:
    """The terms that are asked for rather than excluded, each once."""
    found: tuple[str, ...]
    match expression:
        case Term(text):
            found = (text,) if wanted else ()
        case Not(part):
            found = wanted_texts(part, wanted=not wanted)
        case Weighted(part, _):
            found = wanted_texts(part, wanted=wanted)
        case And() | Or():
            found = tuple(text for part in expression.parts for text in wanted_texts(part, wanted=wanted))
        case Beside(first, second):
            found = (*wanted_texts(first, wanted=wanted), *wanted_texts(second, wanted=wanted))
    return tuple(dict.fromkeys(found))


def joined(
    expression: Expression,
    probability: Callable[[Wordings], Probabilities],
    *,
    best_neighbour: Callable[[Probabilities], Probabilities] | None = None,
) -> Probabilities:
    """The probability that the expression holds, for each of m tiles.

    Args:
        expression: Of any depth.
        probability: Gives (m,) of each of `asked_texts`, 0 to 1.
        best_neighbour: Gives for each of m tiles the highest of (m,) values among the tiles around it, 0 where there
            is none. None where nothing is known of neighbours.
    """

    def value(part: Expression) -> Probabilities:
        match part:
            case Term(text):
                return probability((text,))
            case Not(inner):
                return 1 - there(value(inner))
            case Weighted(inner, _):
                return value(inner)
            case And(parts):
                return _all_hold(part, parts)
            case Or(parts):
                return _some_hold(part, parts)
            case Beside(first, second):
                return _lie_beside(part, value(first), value(second))

    def _all_hold(whole: And, parts: Sequence[Expression]) -> Probabilities:
        mean = _mean(parts)
        lacks = [(value(one), _weight(one)) for one in parts if _is_lack(one)]
        wanted = [(value(one), _weight(one)) for one in parts if not _is_lack(one)]
        if not wanted:
            return _product(lacks, mean)
        seen, together = _all_there(wanted, mean), _together(whole)
        if together:
            seen = _pooled(probability(together), seen)
        return _product([(seen, mean), *lacks], mean)

    def _some_hold(whole: Or, parts: Sequence[Expression]) -> Probabilities:
        some: Probabilities = 1 - _product([(1 - value(one), _weight(one)) for one in parts], _mean(parts))
        together = _together(whole)
        return _pooled(probability(together), some) if together else some

    def _lie_beside(whole: Beside, first: Probabilities, second: Probabilities) -> Probabilities:
        together = _together(whole)
        here = _all_there([(first, 1.0), (second, 1.0)], 1.0)
        if together:
            here = _pooled(probability(together), here)
        if best_neighbour is None:
            return here
        for one, other in ((first, second), (second, first)):
            across = _all_there([(one, 1.0), (best_neighbour(other), 1.0)], 1.0)
            here = np.maximum(here, np.float32(NEIGHBOUR) * across)
        return here

    return value(expression)


def both(one: Probabilities, other: Probabilities) -> Probabilities:
    """The probability that two things hold of which each was asked for by itself, as of "one and other"."""
    return _all_there([(one, 1.0), (other, 1.0)], 1.0)


def there(said: Probabilities) -> Probabilities:
    """That a thing is there, out of the probability that it is said: a person leaves most unsaid."""
    return probability_of(log_odds(said) + np.float32(math.log(UNSAID)))


def _asked(expression: Expression) -> Iterator[Wordings]:
    match expression:
        case Term(text):
            yield (text,)
        case Not() | Weighted():
            yield from _asked(expression.part)
        case And() | Or():
            for part in expression.parts:
                yield from _asked(part)
        case Beside(first, second):
            yield from (*_asked(first), *_asked(second))
    together = _together(expression)
    if together:
        yield together


def _together(expression: Expression) -> Wordings:
    """What is asked for as one sentence, forwards and backwards; nothing where it is no list of plain texts.

    Parts with weights of their own are none: the sentence would count them alike.
    """
    match expression:
        case And(parts):
            wanted = [part for part in parts if not _is_lack(part)]
        case Beside(first, second):
            wanted = [first, second]
        case Or(parts):
            wanted = list(parts)
        case _:
            return ()
    texts = [part.text for part in wanted if isinstance(part, Term)]
    if len(texts) < max(2, len(wanted)):
        return ()
    if isinstance(expression, Or):
        return (" or ".join(texts),)
    return _near(texts), _near(texts[::-1])


def _near(texts: Sequence[str]) -> str:
    """`a near b and c`: people say "near" of what is in one picture more often than "and"."""
    first, *others = texts
    return f"{first} near {' and '.join(others)}"


def _is_lack(part: Expression) -> bool:
    return isinstance(part.part if isinstance(part, Weighted) else part, Not)


def _weight(part: Expression) -> float:
    return part.weight if isinstance(part, Weighted) else 1.0


def _mean(parts: Sequence[Expression]) -> float:
    return sum(map(_weight, parts)) / len(parts)


def _product(parts: Sequence[tuple[Probabilities, float]], mean: float) -> Probabilities:
    """The product of probabilities, each to the power of its weight over the mean weight."""
    product: Probabilities = np.ones_like(parts[0][0])
    for values, weight in parts:
        product *= np.asarray(values ** (weight / mean), dtype=np.float32)
    return product


def _all_there(said: Sequence[tuple[Probabilities, float]], mean: float) -> Probabilities:
    """That all are there, on the scale of what is said; weights as in `_product`."""
    product = _product([(there(values), weight) for values, weight in said], mean)
    return probability_of(log_odds(product) - np.float32(math.log(UNSAID)))


def _pooled(together: Probabilities, apart: Probabilities) -> Probabilities:
    weight = np.float32(TOGETHER)
    return probability_of(weight * _bounded(log_odds(together)) + (1 - weight) * _bounded(log_odds(apart)))


def _bounded(odds: Probabilities) -> Probabilities:
    """Without what is impossible or certain, which would outvote everything."""
    return np.clip(odds, -_MOST_ODDS, _MOST_ODDS)
