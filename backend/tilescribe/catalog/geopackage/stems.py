"""Words and their stems, by the very tokenizer of the full-text index."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from functools import cache

__all__ = ["STOP_WORDS", "TOKENIZER", "stems_in_order", "stems_of_texts", "stems_of_words", "words_of"]

TOKENIZER = "porter unicode61 remove_diacritics 2"
"""As `texts_fts` is made with: <https://www.sqlite.org/fts5.html#tokenizers>."""

MAX_KNOWN = 100_000
"""Chunks remembered with their stems before starting anew; the descriptions of a catalog use far fewer."""

_FUNCTION_WORDS = """
a about all also am an and any are as at be been both but by can could did do does each for from get give had has
have he her here his how i if in into is it its just like many may me more most much my no nor not of on or our
please she show so some such than that the their them then there these they this those to too us very want was we
were what when where which who whose why will with would you your
"""

STOP_WORDS = frozenset(_FUNCTION_WORDS.split())
"""English function words and the verbs of asking. Words of place (near, beside, between, without) are left out on
purpose: they stand in descriptions for a reason."""

_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")
"""Letters and digits with the combining marks on them: what unicode61 takes for one token."""


def words_of(question: str) -> list[str]:
    """The words of a question as typed, in order, without stop words, each spelling once."""
    return [word for word in dict.fromkeys(_WORD.findall(question)) if word.lower() not in STOP_WORDS]


def stems_of_words(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The stems in each word; most have one, and one of characters that the tokenizer skips has none."""
    return _stemmer().stems(list(words))


def stems_of_texts(texts: Sequence[str]) -> set[str]:
    """All stems that stand in `texts`."""
    return {stem for text in stems_in_order(texts) for stem in text}


def stems_in_order(texts: Sequence[str]) -> list[list[str]]:
    """The stems of each text, as often as they stand in it."""
    # White space always separates tokens, and the same chunks come again and again where whole texts do not.
    chunked = [text.split() for text in texts]
    known = _stemmer().stems({chunk for chunks in chunked for chunk in chunks})
    return [[stem for chunk in chunks for stem in known[chunk]] for chunks in chunked]


class _Stemmer:
    """An FTS5 table in memory that tokenizes; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[str, tuple[str, ...]] = {}
        self._db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self._db.execute(f"CREATE VIRTUAL TABLE chunks USING fts5 (chunk, content = '', tokenize = '{TOKENIZER}')")
        self._db.execute("CREATE VIRTUAL TABLE stems USING fts5vocab (chunks, instance)")

    def stems(self, chunks: Iterable[str]) -> dict[str, tuple[str, ...]]:
        with self._lock:
            wanted = set(chunks)
            if len(self._known) + len(wanted) > MAX_KNOWN:
                self._known.clear()
            new = [chunk for chunk in wanted if chunk not in self._known]
            if new:
                self._learn(new)
            return {chunk: self._known[chunk] for chunk in wanted}

    def _learn(self, chunks: Sequence[str]) -> None:
        # Lone surrogates are no text to SQLite, and no letters either.
        rows = [(at, chunk.encode("utf-8", "replace").decode()) for at, chunk in enumerate(chunks)]
        self._db.execute("BEGIN")
        try:
            self._db.executemany("INSERT INTO chunks (rowid, chunk) VALUES (?, ?)", rows)
            found: list[list[str]] = [[] for _ in chunks]
            for at, stem in self._db.execute("SELECT doc, term FROM stems ORDER BY doc, offset"):
                found[at].append(stem)
        finally:
            self._db.execute("ROLLBACK")
        self._known.update(zip(chunks, map(tuple, found), strict=True))


@cache
def _stemmer() -> _Stemmer:
    return _Stemmer()
