"""Read a question: plain words stay as they are, signs and short phrases become an expression."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from tilescribe.domain.question.english import is_sentence, read_phrase
from tilescribe.domain.question.expression import Expression, Term, contradictions, only_excludes
from tilescribe.domain.question.parsing import UnreadableError, parse
from tilescribe.domain.question.rendering import render
from tilescribe.domain.question.vocabulary import DENYING
from tilescribe.domain.question.words import Token, is_shouted, tokens_of

__all__ = ["ReadQuestion", "Reading", "plain_question", "read_as", "read_question"]

Reading: TypeAlias = Literal["auto", "plain"]

_MOST_WORDS = 150
"""The default text model looks at 256 pieces of words, of which a word has 1.3, and some have many."""


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A question and how it was read."""

    question: str
    """As it was asked."""
    expression: Expression
    """A `Term` where it is read as plain words."""
    notices: tuple[str, ...] = ()
    """What a person should know of the reading, one sentence each."""

    @property
    def is_plain(self) -> bool:
        return isinstance(self.expression, Term)

    @property
    def reading(self) -> str:
        """One line, for people, that asks the same when it is asked."""
        return self.question if self.expression == Term(self.question) else render(self.expression)


def read_as(question: str, reading: Reading) -> ReadQuestion:
    """`read_question`, or `plain_question` for those who want it so."""
    return plain_question(question) if reading == "plain" else read_question(question)


def plain_question(question: str) -> ReadQuestion:
    """The question as plain words, whatever stands in it."""
    return ReadQuestion(question, Term(question), _of_length(question))


def read_question(question: str) -> ReadQuestion:
    """Read signs and short phrases in a question; what cannot be read is plain words, with a notice. Never raises.

    - Signs: `AND` or `+`, `OR`, `NOT` or `-`, `BESIDE`, `2 *`, brackets. Words between them are one text each, and so
      is what stands between quotes.
    - Phrases of at most a few words, without any sign: "fields without trees", "houses and water".
    - Everything else, sentences above all, is one text.
    """
    tokens = tokens_of(question)
    kinds = {token.kind for token in tokens}
    if is_shouted(question) and not kinds & {"quoted", "TIMES", "MINUS", "(", ")"}:
        tokens = tokens_of(question.lower())
        kinds = {token.kind for token in tokens}
    signs = kinds & {"AND", "OR", "NOT", "BESIDE", "MINUS", "TIMES"}
    if signs == {"MINUS"} and is_sentence([token for token in tokens if token.kind in ("word", "quoted")]):
        return plain_question(question)
    if signs:
        return _signs(question, tokens)
    if [token.kind for token in tokens] == ["quoted"] and any(map(str.isalnum, tokens[0].text)):
        return ReadQuestion(question, Term(tokens[0].text), _of_length(question))
    phrase = read_phrase([token for token in tokens if token.kind in ("word", "quoted")])
    if phrase is None:
        plain = plain_question(question)
        return replace(plain, notices=(*plain.notices, *_of_denials(tokens)))
    if kinds & {"(", ")"}:
        return _as_plain(question, "brackets go with AND, OR and NOT, in capitals")
    return _checked(question, phrase, [])


def _signs(question: str, tokens: list[Token]) -> ReadQuestion:
    try:
        expression, notices = parse(tokens)
    except UnreadableError as error:
        return _as_plain(question, str(error))
    return _checked(question, expression, notices)


def _checked(question: str, expression: Expression, notices: list[str]) -> ReadQuestion:
    both = contradictions(expression)
    if both:
        return _as_plain(question, f'"{both[0]}" is both asked for and excluded')
    if only_excludes(expression):
        notices = [
            *notices,
            "Only what should be missing is named; say also what should be there to narrow the answer.",
        ]
    return ReadQuestion(question, expression, tuple(dict.fromkeys(notices)))


def _as_plain(question: str, reason: str) -> ReadQuestion:
    plain = plain_question(question)
    return ReadQuestion(question, plain.expression, (f"Read as plain words: {reason}.", *plain.notices))


def _of_denials(tokens: list[Token]) -> tuple[str, ...]:
    denying = next(
        (token.text for token in tokens if token.text.lower().replace("’", "'").strip(",;:!?") in DENYING), None
    )
    if denying is None:
        return ()
    told = f'"{denying}" is hardly heard in a sentence: what it denies is found all the same. '
    return (f"{told}Name what should be missing after a minus, as in: houses - ruins",)


def _of_length(question: str) -> tuple[str, ...]:
    words = len(question.split())
    if words <= _MOST_WORDS:
        return ()
    return (f"The question has {words:,} words; what follows the first {_MOST_WORDS} or so may not count.",)
