"""A question as words, quoted texts and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

__all__ = ["Kind", "Token", "tokens_of"]

Kind: TypeAlias = Literal["word", "quoted", "AND", "OR", "NOT", "BESIDE", "MINUS", "TIMES", "(", ")"]

_TOKEN = re.compile(
    r"""
      [{quote}] (?P<quoted> [^{quote}]* ) [{quote}]
    | (?P<times> \d{{1,9}} (?: \.\d{{1,9}} )? ) \s* [*\u00d7] \s* (?= {begin} )
    | (?P<plus> (?<! [^\s(] ) \+ (?= \s* (?: {begin} | \d ) ) )
    | (?P<minus> (?<= [\s(] ) [-\u2212] (?= \s+ (?: {begin} | [\d.]+ \s* [*\u00d7] ) )
               | (?<! [^\s(] ) [-\u2212] (?= {begin} ) )
    | (?P<operator> (?<! [^\s()] ) (?: AND | OR | NOT | BESIDE ) (?= [\s()] | $ ) )
    | (?P<bracket> [()] )
    | (?P<word> [^\s(){quote}]+ )
    """.format(quote='"\u201c\u201d\u201e\u00ab\u00bb', begin='(?: [^\\W\\d_] | [("\u201c\u201e\u00ab] )'),
    re.VERBOSE,
)
"""A minus is one only with a space before it and words after it: "multi-lane" and "1990 - 2000" are words, and so is a
dash with a space after it where the question begins, as lists have. A plus in "p+q" is a part of the word."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a question."""

    kind: Kind
    """`AND` for a plus, too."""
    text: str
    """The word as typed; what stands between the quotes; the number of `TIMES`."""


def tokens_of(question: str) -> list[Token]:
    """Everything in a question but white space and a quote that no other one closes."""
    return [_token(found.lastgroup or "word", found[found.lastgroup or "word"]) for found in _TOKEN.finditer(question)]


def _token(group: str, text: str) -> Token:
    match group:
        case "quoted":
            return Token("quoted", " ".join(text.split()))
        case "times":
            return Token("TIMES", text)
        case "plus":
            return Token("AND", text)
        case "minus":
            return Token("MINUS", text)
        case "bracket":
            return Token("(" if text == "(" else ")", text)
        case "operator":
            return Token(_OPERATORS[text], text)
    return Token("word", text)


_OPERATORS: dict[str, Kind] = {"AND": "AND", "OR": "OR", "NOT": "NOT", "BESIDE": "BESIDE"}


def is_shouted(question: str) -> bool:
    """Whether all letters that have a case are capitals, so that "AND" is a word like the others."""
    return question.isupper()
