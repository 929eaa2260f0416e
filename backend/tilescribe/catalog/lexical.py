"""Scoring of tiles by the words that their descriptions share with a question."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog import revisions
from tilescribe.catalog.base import TextMatch
from tilescribe.catalog.stems import stems_of_texts, stems_of_words, words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from tilescribe.catalog.postings import Postings

__all__ = ["COMMON_SHARE", "WordCounts", "lexical", "matched_words"]

COMMON_SHARE = 0.3
"""A word that stands in more than this share of all texts tells tiles apart badly and takes the longest to look up."""
COMMON_FROM = 1_000
"""In a catalog of fewer texts no word is too common: looking it up costs nothing, and its weight is low anyway."""

MOST_WORDS = 1_000
"""Remembered of one catalog, and forgotten together."""

K1 = 1.2
"""FTS5's k1, the saturation of term frequency, <https://www.sqlite.org/fts5.html#the_bm25_function>."""
LEAST_IDF = 1e-6
"""What FTS5 puts in the place of an inverse document frequency of zero and below."""


@dataclass(frozen=True, slots=True)
class _Term:
    word: str
    stem: str
    texts: int
    """How many texts of the catalog it stands in; 0 where it stands in none."""


class WordCounts:
    """How many texts of one catalog words stand in, remembered while the texts stay as they are. Safe from any thread.

    FTS5 goes through all texts of a word to count them, which for a common word of a million texts takes 5 ms; the next
    page of an answer, and the next question, mostly ask for the same words.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state: tuple[object, ...] = ()
        self._known: dict[str, int] = {}

    def count(self, db: sqlite3.Connection, words: Iterable[str], *, texts: int) -> dict[str, int]:
        """Word to number of texts; `texts` is how many there are."""
        # Texts that other programs change renew the generation, those that they add or delete change the numbers.
        (last_id,) = db.execute("SELECT ifnull(max(id), 0) FROM texts").fetchone()
        state = (revisions.generation(db), revisions.latest(db), last_id, texts)
        with self._lock:
            known = dict(self._known) if state == self._state else {}
        counts = {word: known[word] if word in known else _count(db, word) for word in words}
        with self._lock:
            if state != self._state or len(self._known) > MOST_WORDS:
                self._state, self._known = state, {}
            self._known.update(counts)
        return counts


def lexical(
    db: sqlite3.Connection,
    question: str,
    *,
    postings: Postings,
    words: WordCounts,
    tile_ids: NDArray[np.int64] | None = None,
) -> TextMatch:
    """Tiles whose descriptions share words with the question; see `Catalog.lexical`.

    The score is FTS5's BM25 of the tile's best text, divided by what no text can exceed: a term adds
    `idf * f * (k1 + 1) / (f + k1 * (1 - b + b * length / mean length))`, which for any frequency f and length stays
    below `idf * (k1 + 1)` (Robertson & Zaragoza 2009, *The Probabilistic Relevance Framework: BM25 and Beyond*,
    section 3.4). A text of mean length that names every term once gets 1 / (k1 + 1) = 0.45.

    Texts are counted over the whole catalog, by FTS5 and here alike, so that a text has one score for a question
    whoever's descriptions are asked. A term that stands nowhere is the rarest of all: it stays in the bound.

    Args:
        db: A reader in one snapshot.
        question: Any characters; nothing in it is taken for query syntax.
        postings: Descriptions of described tiles, of those whose voice counts.
        words: Of this catalog.
        tile_ids: Ascending; restricts the answer.
    """
    texts = _count_texts(db)
    terms = _terms(db, question, texts=texts, words=words)
    found = [term for term in terms if term.texts]
    if not found or not len(postings):
        return _nothing()
    chosen = None if tile_ids is None else postings.of_tiles(tile_ids)
    text_ids, bm25 = _matches(db, found, postings, chosen)
    bound = (K1 + 1) * sum(_idf(term, texts=texts) for term in terms)
    scores = np.clip(bm25 / bound, 0.0, 1.0).astype(np.float32)
    which, at = postings.of_texts(text_ids)
    if chosen is not None:
        wanted = np.isin(at, chosen, assume_unique=True)
        which, at = which[wanted], at[wanted]
    order = np.argsort(at)
    best = postings.take(at[order]).best(scores[which[order]]) if len(at) else _nothing()
    stems = tuple(term.stem for term in found)
    return TextMatch(best.tile_ids, best.scores, best.description_ids, best.means, terms=stems)


def matched_words(question: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The words of the question, as typed and in order, that stand in the texts in any of their forms."""
    said = stems_of_texts(texts)
    return tuple(word for word, stems in _asked(question) if stems & said)


@lru_cache(maxsize=16)
def _asked(question: str) -> tuple[tuple[str, frozenset[str]], ...]:
    words = words_of(question)
    stems = stems_of_words(words)
    return tuple((word, stems[word]) for word in words)


def _terms(db: sqlite3.Connection, question: str, *, texts: int, words: WordCounts) -> list[_Term]:
    """What counts: one word for each stem of the question that does not stand nearly everywhere."""
    by_stem: dict[str, str] = {}
    for word, stems in _asked(question):
        if stems:
            by_stem.setdefault(" ".join(sorted(stems)), word)
    counts = words.count(db, by_stem.values(), texts=texts)
    terms = [_Term(word, stem, counts[word]) for stem, word in by_stem.items()]
    return [term for term in terms if not (texts > COMMON_FROM and term.texts > COMMON_SHARE * texts)]


def _count(db: sqlite3.Connection, word: str) -> int:
    (count,) = db.execute("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH ?", (_quoted(word),)).fetchone()
    return int(count)


def _count_texts(db: sqlite3.Connection) -> int:
    """How many texts FTS5 reckons with: the first number of its record of averages, a variable-length integer.

    Counting rows takes 10 ms for a million. "Averages record" in <https://sqlite.org/src/file?name=ext/fts5/fts5_index.c>.
    """
    row = db.execute("SELECT block FROM texts_fts_data WHERE id = 1").fetchone()
    block: bytes = row[0] if row else b""
    count = 0
    for place, byte in enumerate(block):
        if place == 8:
            return count << 8 | byte
        count = count << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return count


def _matches(
    db: sqlite3.Connection, terms: Iterable[_Term], postings: Postings, chosen: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(text ids ascending, BM25 with the sign that more is better) of texts with any of the terms."""
    query = " OR ".join(_quoted(term.word) for term in terms)
    select = "SELECT rowid, -bm25(texts_fts) FROM texts_fts WHERE texts_fts MATCH ?"
    if chosen is None:
        return _columns(db.execute(select, (query,)).fetchall())
    if not len(chosen):
        return _columns([])
    wanted = postings.text_ids[chosen]
    first, last = int(wanted.min()), int(wanted.max())
    marks = np.zeros(last - first + 1, dtype=np.uint8)
    marks[wanted - first] = 1
    # FTS5 skips to a range of rowids and walks through it cheaply; BM25 is what costs, and is left to those marked. One
    # byte for each rowid is found at once, where `IN` would search a tree for each.
    rows = db.execute(
        f"{select} AND rowid BETWEEN ? AND ? AND substr(?, rowid - ?, 1) = x'01'",
        (query, first, last, marks.tobytes(), first - 1),
    )
    return _columns(rows.fetchall())


def _columns(rows: Sequence[tuple[int, float]]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    rowids = np.fromiter((row[0] for row in rows), dtype=np.int64, count=len(rows))
    return rowids, np.fromiter((row[1] for row in rows), dtype=np.float64, count=len(rows))


def _idf(term: _Term, *, texts: int) -> float:
    """Inverse document frequency as FTS5 has it, of Robertson and Sparck Jones."""
    ratio = (texts - term.texts + 0.5) / (term.texts + 0.5)
    return max(math.log(ratio), LEAST_IDF) if ratio > 0 else LEAST_IDF


def _quoted(word: str) -> str:
    """One FTS5 string: <https://www.sqlite.org/fts5.html#fts5_strings>. Words hold letters and digits only."""
    return f'"{word}"'


def _nothing() -> TextMatch:
    none, scores = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
    return TextMatch(none, scores, none, scores, terms=())
