"""Short phrases of plain English that say and, or, without: "fields without trees or houses"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tilescribe.domain.question.expression import Beside, Expression, Term, all_of, any_of, inverse
from tilescribe.domain.question.vocabulary import (
    ADJECTIVES,
    BESIDE,
    DETERMINERS,
    EXCLUSIONS,
    JOINTS,
    LEADS,
    RELATIONS,
    SENTENCE,
)
from tilescribe.domain.question.words import Token

__all__ = ["is_sentence", "read_phrase"]

_MOST_WORDS = 12
"""A longer text is a sentence, and its connectives hold it together."""
_MOST_PART_WORDS = 4
"""Of a part of a list: longer ones say more than what is there."""
_MARKS = ".,;:?!"


@dataclass(frozen=True, slots=True)
class _Word:
    """A token as the rules see it."""

    token: Token
    key: str
    """Lower case without punctuation; of a quoted text nothing that any rule knows."""
    ends: bool
    """Whether a comma or the like follows it."""


def read_phrase(tokens: Sequence[Token]) -> Expression | None:
    """What a short phrase with connectives asks for; None where the words and quoted texts are one text."""
    words = _words(tokens)
    words = words[_lead(words) :]
    if not words or len(words) > _MOST_WORDS:
        return None
    asked, excluded = _split_exclusions(words)
    lacks = [_undetermined(part) for segment in excluded for part in _parts(segment, ("and", "or", "nor"))]
    if not all(map(_is_thing, lacks)):
        return None
    if not asked:
        return all_of([inverse(_term(part)) for part in lacks]) if lacks else None
    wanted = _read_asked(asked, alone=not lacks)
    if wanted is None:
        return None
    return all_of([wanted, *(inverse(_term(part)) for part in lacks)])


def is_sentence(tokens: Sequence[Token]) -> bool:
    """Whether words are more than a short phrase: a dash between them is punctuation."""
    words = _words(tokens)
    return len(words) > _MOST_WORDS or _has_clause(words)


def _read_asked(words: Sequence[_Word], *, alone: bool) -> Expression | None:
    """What is asked for; None where it is a sentence, or, `alone`, one text."""
    if _has_clause(words) or not _says_something(words):
        return None
    for joint, join in (("and", all_of), ("or", any_of)):
        parts = _parts(words, (joint,))
        if len(parts) > 1 and all(map(_is_thing, parts)) and not _share_a_noun(parts):
            return join([_term(part) for part in parts])
    if not alone and (words[0].key in RELATIONS or any(word.key in JOINTS for word in words)):
        return None
    sides = _split(words, BESIDE)
    if len(sides) == 2 and all(map(_is_thing, sides)):
        return Beside(_term(sides[0]), _term(sides[1]))
    return None if alone else _term(words)


def _has_clause(words: Sequence[_Word]) -> bool:
    return any(word.key in SENTENCE for word in words)


def _words(tokens: Sequence[Token]) -> list[_Word]:
    """The tokens that are more than punctuation; a comma or a full stop by itself belongs to the word before.

    How the last one ends does not matter.
    """
    words: list[_Word] = []
    for token in tokens:
        key = token.text.strip(_MARKS).casefold()
        ends = token.text[-1:] in _MARKS
        if token.kind == "quoted":
            words.append(_Word(token, "", ends=False))
        elif key:
            words.append(_Word(token, key, ends=ends))
        elif words:
            words[-1] = replace(words[-1], ends=True)
    return [*words[:-1], *(replace(word, ends=False) for word in words[-1:])]


def _lead(words: Sequence[_Word]) -> int:
    """How many words only say that something is asked for."""
    return max((len(lead) for lead in LEADS if _starts(words, 0, lead)), default=0)


def _split_exclusions(words: Sequence[_Word]) -> tuple[list[_Word], list[list[_Word]]]:
    """What stands before the first word of lack, and what stands behind each."""
    segments: list[list[_Word]] = [[]]
    at = 0
    while at < len(words):
        sign = next((one for one in EXCLUSIONS if _starts(words, at, one)), ())
        if sign in (("no",), ("not",)) and (words[at].ends or (at and not words[at - 1].ends)):
            sign = ()  # "no. 5", and "a road no cars": more than a phrase, or less
        if sign:
            segments.append([])
            at += len(sign)
        else:
            segments[-1].append(words[at])
            at += 1
    return segments[0], segments[1:]


def _parts(words: Sequence[_Word], joints: Sequence[str]) -> list[list[_Word]]:
    """A list cut at its joints and, where it has any, at its commas."""
    cut = any(word.key in joints for word in words)
    parts: list[list[_Word]] = [[]]
    for word in words:
        if word.key in joints:
            parts.append([])
            continue
        parts[-1].append(word)
        if cut and word.ends:
            parts.append([])
    return [part for position, part in enumerate(parts) if part or position in (0, len(parts) - 1)]


def _split(words: Sequence[_Word], signs: Sequence[tuple[str, ...]]) -> list[list[_Word]]:
    parts: list[list[_Word]] = [[]]
    at = 0
    while at < len(words):
        sign = next((one for one in signs if _starts(words, at, one)), ())
        if sign:
            parts.append([])
        else:
            parts[-1].append(words[at])
        at += len(sign) or 1
    return parts


def _starts(words: Sequence[_Word], at: int, with_: Sequence[str]) -> bool:
    return [word.key for word in words[at : at + len(with_)]] == list(with_)


def _is_thing(words: Sequence[_Word]) -> bool:
    """Whether a part of a list is short, complete and of one piece."""
    return (
        0 < len(words) <= _MOST_PART_WORDS
        and not any(word.ends for word in words[:-1])
        and not any(word.key in SENTENCE or word.key in RELATIONS or word.key in JOINTS for word in words)
        and any(word.key not in DETERMINERS for word in words)
        and _says_something(words)
    )


def _says_something(words: Sequence[_Word]) -> bool:
    return any(map(str.isalnum, "".join(word.token.text for word in words)))


def _undetermined(words: Sequence[_Word]) -> list[_Word]:
    """Without "any" or "a": what should be missing is named by its kind."""
    first = 1 if words and words[0].key in ("a", "an", "any", "the") else 0
    return list(words[first:])


def _share_a_noun(parts: Sequence[Sequence[_Word]]) -> bool:
    """Whether a part lacks its noun; at the end "a square" is one."""
    *others, last = parts
    return any(map(_is_adjective, others)) or (last[0].key not in ("a", "an", "the") and _is_adjective(last))


def _is_adjective(words: Sequence[_Word]) -> bool:
    """Whether a part lacks its noun: "black" in "black and white cars"."""
    return all(word.key in ADJECTIVES or word.key in DETERMINERS for word in words)


def _term(words: Sequence[_Word]) -> Term:
    """The words as one text, without what only belongs to the list: "a lake", not "a lake,"."""
    texts = [word.token.text for word in words]
    if words and words[-1].token.kind == "word":
        texts[-1] = texts[-1].rstrip(_MARKS)
    return Term(" ".join(texts))
