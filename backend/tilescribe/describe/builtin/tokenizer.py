"""Between sentences and tokens."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

__all__ = ["END", "PAD", "SPECIAL", "START", "UNKNOWN", "Vocabulary", "sentence_of", "words_of"]

PAD, START, END, UNKNOWN = 0, 1, 2, 3
"""Tokens with a meaning of their own; words of the vocabulary follow."""
SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>")
_TOKEN = re.compile(r"[a-z]+(?:'s)?|,")


def words_of(text: str) -> list[str]:
    """Lower-case words and commas, in order; digits and other marks are dropped."""
    return _TOKEN.findall(text.lower())


def sentence_of(words: Sequence[str]) -> str:
    """With a capital, a full stop, and no space before commas."""
    text = " ".join(words).replace(" ,", ",").strip(" ,")
    return f"{text[:1].upper()}{text[1:]}." if text else ""


class Vocabulary:
    """The words that the writer knows.

    Args:
        words: Without the special tokens, in the order of their tokens.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = (*SPECIAL, *words)
        self._tokens = {word: token for token, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words)

    def tokens(self, text: str, *, longest: int) -> list[int]:
        """Start, words and end, padded to `longest`; a longer sentence loses its end."""
        known = [self._tokens.get(word, UNKNOWN) for word in words_of(text)][: longest - 2]
        tokens = [START, *known, END]
        return tokens + [PAD] * (longest - len(tokens))

    def sentence(self, tokens: Sequence[int]) -> str:
        """What the tokens say, up to the end."""
        said = []
        for token in tokens:
            if token == END:
                break
            if token > UNKNOWN:
                said.append(self.words[token])
        return sentence_of(said)
