"""Questions that are more than a bag of words: their grammar, and what they ask for."""

from __future__ import annotations

from tilescribe.domain.question.expression import And, Beside, Expression, Not, Or, Term, Weighted, terms_of
from tilescribe.domain.question.reading import Reading, ReadQuestion, plain_question, read_as, read_question
from tilescribe.domain.question.rendering import render

__all__ = [
    "And",
    "Beside",
    "Expression",
    "Not",
    "Or",
    "ReadQuestion",
    "Reading",
    "Term",
    "Weighted",
    "plain_question",
    "read_as",
    "read_question",
    "render",
    "terms_of",
]
