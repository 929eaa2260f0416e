"""The words of a question in a text, in any of their forms, for highlighting."""

from __future__ import annotations

import re

__all__ = ["best_sentence", "term_spans"]

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_SUFFIXES = ("ations", "ation", "ings", "ing", "ied", "ies", "ers", "ed", "es", "er", "ly", "s", "y", "e")
_SHORTEST_STEM = 3


def term_spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """(start, length) of each word of `text` that is one of `words` or another form of it ("flooded", "flooding").

    The engine says which words of the question matched; it compares stems, and so does this, more simply.
    """
    wanted = {_stem(word) for word in words}
    return [(found.start(), len(found.group())) for found in _WORD.finditer(text) if _stem(found.group()) in wanted]


def best_sentence(text: str, words: tuple[str, ...]) -> str:
    """The sentence of `text` in which most of `words` stand; the first one where none or several do equally."""
    sentences = [sentence for sentence in _SENTENCE_END.split(text.strip()) if sentence]
    return max(sentences, key=lambda sentence: len(_matched_stems(sentence, words)), default="")


def _matched_stems(text: str, words: tuple[str, ...]) -> set[str]:
    return {_stem(text[start : start + length]) for start, length in term_spans(text, words)}


def _stem(word: str) -> str:
    word = word.casefold()
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_STEM:
            return _undoubled(word[: -len(suffix)])
    return word


def _undoubled(stem: str) -> str:
    """`runn` (of running) as `run`."""
    doubled = len(stem) > _SHORTEST_STEM and stem[-1] == stem[-2] and stem[-1] not in "aeiouls"
    return stem[:-1] if doubled else stem
