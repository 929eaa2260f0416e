"""How a question was read, as one line."""

from __future__ import annotations

import re

from tilescribe.domain.question.english import read_phrase
from tilescribe.domain.question.expression import And, Beside, Expression, Not, Or, Term, Weighted
from tilescribe.domain.question.words import is_shouted, tokens_of

__all__ = ["render"]


def render(expression: Expression) -> str:
    """`fields AND NOT trees`: `read_question` reads it as the same expression again."""
    text = _rendered(expression)
    if isinstance(expression, Term) and read_phrase(tokens_of(text)) is not None:
        return f'"{text}"'
    return text


def _rendered(expression: Expression) -> str:
    match expression:
        case Term(text):
            return text if _is_bare(text) else f'"{text}"'
        case Not(part):
            return f"NOT {_within(part)}"
        case Weighted(part, weight):
            return f"{weight:g} * {_within(part, Not)}"
        case Beside(first, second):
            return f"{_within(first)} BESIDE {_within(second)}"
        case And(parts):
            return " AND ".join(_within(part, Not, Weighted, Beside) for part in parts)
        case Or(parts):
            return " OR ".join(_within(part, Not, Weighted, Beside, And) for part in parts)


def _within(part: Expression, *bare: type) -> str:
    text = _rendered(part)
    return text if isinstance(part, (Term, *bare)) else f"({text})"


_BARE = re.compile(r"[^\W\d_][\w'\u2019.,/-]*(?: \w[\w'\u2019.,/-]*)*")


def _is_bare(text: str) -> bool:
    """Whether a text is read as itself wherever it stands among signs."""
    words_only = all(token.kind == "word" for token in tokens_of(text))
    return words_only and bool(_BARE.fullmatch(text)) and not is_shouted(text)
