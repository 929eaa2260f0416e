"""Scoring of tiles by the words that their descriptions share with a question."""

from __future__ import annotations

import json
import math
import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage import revisions
from tilescribe.catalog.geopackage.ids import packed, union
from tilescribe.catalog.geopackage.scores import TextMatch
from tilescribe.catalog.geopackage.stems import stems_in_order, stems_of_texts, stems_of_words, words_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from tilescribe.catalog.geopackage.postings import Postings

__all__ = ["COMMON_SHARE", "WordCounts", "lexical", "matched_words", "tiles_with_rare_words"]

COMMON_SHARE = 0.3
"""A word that stands in more than this share of all texts tells tiles apart badly and takes the longest to look up."""
COMMON_FROM = 1_000
"""In a catalog of fewer texts no word is too common: looking it up costs nothing, and its weight is low anyway."""

MOST_WORDS = 1_000
"""Remembered of one catalog, and forgotten together."""

K1, B = 1.2, 0.75
"""Of FTS5: saturation of term frequency, weight of length, <https://www.sqlite.org/fts5.html#the_bm25_function>."""
LOOK_COST = 20
"""Times what it costs FTS5 to go past a text that has a word, it costs to look at one here: 5 µs."""
PIECE = 8_192
"""Texts looked at together."""
LEAST_IDF = 1e-6
"""What FTS5 puts in the place of an inverse document frequency of zero and below."""


@dataclass(frozen=True, slots=True)
class _Term:
    word: str
    stems: tuple[str, ...]
    """One, or several of a word that FTS5 takes for a phrase."""
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
    least: NDArray[np.float32] | None = None,
) -> TextMatch:
    """Tiles whose descriptions share words with the question; see `Catalog.lexical`.

    The score is BM25 of the tile's best text as FTS5 has it, divided by what no text can exceed: a term adds
    `idf * f * (k1 + 1) / (f + k1 * (1 - b + b * length / mean length))`, which for any frequency f and length stays
    below `idf * (k1 + 1)` (Robertson & Zaragoza 2009, *The Probabilistic Relevance Framework: BM25 and Beyond*,
    section 3.4). A text of mean length that names every term once gets 1 / (k1 + 1) = 0.45.

    FTS5 says which texts have which terms. Its own `bm25()` would go through all texts of the catalog that have a term,
    to count them, for every question again; here the counts are remembered, and few texts are looked at.

    Texts are counted over the whole catalog, so that a text has one score for a question whoever's descriptions are
    asked. A term that stands nowhere is the rarest of all: it stays in the bound.

    Args:
        db: A reader in one snapshot.
        question: Any characters; nothing in it is taken for query syntax.
        postings: Descriptions of described tiles, of those that count.
        words: Of this catalog.
        tile_ids: Ascending; restricts the answer.
        least: For each of `tile_ids`: where it surely has less, the tile may be left out.
    """
    totals = _Totals.of(db)
    terms = _terms(db, question, texts=totals.texts, words=words)
    found = [term for term in terms if term.texts]
    if not found or not len(postings):
        return _nothing()
    bound = sum(_idf(term, texts=totals.texts) for term in terms)
    weights = [_idf(term, texts=totals.texts) / bound for term in found]
    at = _prospects(db, found, weights, postings, totals=totals, tile_ids=tile_ids, least=least)
    text_ids, which = np.unique(postings.text_ids[at], return_inverse=True)
    scores = _scores(db, text_ids, found, weights, mean_length=totals.mean_length)[which]
    at, scores = at[scores > 0], scores[scores > 0]
    best = postings.take(at).best(scores) if len(at) else _nothing()
    stems = tuple(" ".join(term.stems) for term in found)
    return TextMatch(best.tile_ids, best.scores, best.description_ids, best.means, terms=stems)


def tiles_with_rare_words(
    db: sqlite3.Connection, question: str, *, postings: Postings, words: WordCounts, most: int
) -> NDArray[np.int64]:
    """Ids of the tiles whose descriptions have a word of the question that stands in up to `most` texts, ascending."""
    terms = _terms(db, question, texts=_Totals.of(db).texts, words=words)
    rare = [term for term in terms if 0 < term.texts <= most]
    if not rare or not len(postings):
        return np.empty(0, dtype=np.int64)
    text_ids, _ = _matching(db, rare, [0.0] * len(rare), None)
    return union([postings.tile_ids[postings.of_texts(text_ids)[1]]])


def matched_words(question: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The words of the question, as typed and in order, that stand in the texts in any of their forms."""
    said = stems_of_texts(texts)
    return tuple(word for word, stems in _asked(question) if not said.isdisjoint(stems))


@lru_cache(maxsize=16)
def _asked(question: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    words = words_of(question)
    stems = stems_of_words(words)
    return tuple((word, stems[word]) for word in words)


def _terms(db: sqlite3.Connection, question: str, *, texts: int, words: WordCounts) -> list[_Term]:
    """What counts: one word for each stem of the question that does not stand nearly everywhere."""
    by_stem: dict[tuple[str, ...], str] = {}
    for word, stems in _asked(question):
        if stems:
            by_stem.setdefault(stems, word)
    counts = words.count(db, by_stem.values(), texts=texts)
    terms = [_Term(word, stems, counts[word]) for stems, word in by_stem.items()]
    return [term for term in terms if not (texts > COMMON_FROM and term.texts > COMMON_SHARE * texts)]


def _count(db: sqlite3.Connection, word: str) -> int:
    (count,) = db.execute("SELECT count(*) FROM texts_fts WHERE texts_fts MATCH ?", (_quoted(word),)).fetchone()
    return int(count)


@dataclass(frozen=True, slots=True)
class _Totals:
    """Of the full-text index, as FTS5 reckons with them."""

    texts: int
    tokens: int

    @property
    def mean_length(self) -> float:
        """Tokens in a text."""
        return self.tokens / self.texts if self.texts else 0.0

    @classmethod
    def of(cls, db: sqlite3.Connection) -> _Totals:
        """From its record of averages, two variable-length integers; counting rows takes 10 ms for a million.

        "Averages record" in <https://sqlite.org/src/file?name=ext/fts5/fts5_index.c>.
        """
        row = db.execute("SELECT block FROM texts_fts_data WHERE id = 1").fetchone()
        texts, rest = _varint(row[0] if row else b"")
        return cls(texts, _varint(rest)[0])


def _varint(block: bytes) -> tuple[int, bytes]:
    """(the integer at the beginning, what follows); 0 where there is nothing."""
    number = 0
    for place, byte in enumerate(block):
        if place == 8:
            return number << 8 | byte, block[9:]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, block[place + 1 :]
    return number, b""


def _prospects(
    db: sqlite3.Connection,
    terms: Sequence[_Term],
    weights: Sequence[float],
    postings: Postings,
    *,
    totals: _Totals,
    tile_ids: NDArray[np.int64] | None,
    least: NDArray[np.float32] | None,
) -> NDArray[np.int64]:
    """Positions of the descriptions that may have as much as their tile needs, ascending.

    Common words weigh little. Where few tiles could do with them alone, those are looked at anyway, and FTS5 is asked
    for the texts of the other words only (MaxScore: Turtle & Flood 1995, *Query Evaluation: Strategies and
    Optimizations*).
    """
    if tile_ids is None:
        text_ids, _ = _matching(db, terms, weights, None)
        return np.sort(postings.of_texts(text_ids)[1])
    chosen = postings.of_tiles(tile_ids)
    wanted = postings.text_ids[chosen]
    if not len(wanted):
        return chosen
    least = np.zeros(len(tile_ids), dtype=np.float32) if least is None else least
    share = min(1.0, (int(wanted.max()) - int(wanted.min()) + 1) / totals.texts)
    passed_over, spare = _passed_over(terms, weights, least, share=share)
    looked_at = postings.of_tiles(tile_ids[least <= spare]) if passed_over else chosen[:0]
    asked = [number for number in range(len(terms)) if number not in passed_over]
    if not asked:
        return looked_at
    text_ids, most = _matching(db, [terms[n] for n in asked], [weights[n] for n in asked], wanted)
    which, at = postings.of_texts(text_ids)
    needed = least[np.minimum(np.searchsorted(tile_ids, postings.tile_ids[at]), len(tile_ids) - 1)]
    enough = np.isin(at, chosen, assume_unique=True) & (most[which] + spare >= needed)
    return union([looked_at, at[enough]])


def _passed_over(
    terms: Sequence[_Term], weights: Sequence[float], least: NDArray[np.float32], *, share: float
) -> tuple[set[int], float]:
    """(positions of terms for whose texts FTS5 is not asked; what those weigh together).

    Args:
        terms: Of the question.
        weights: Theirs.
        least: What each tile needs.
        share: Of all texts, through which FTS5 would go.
    """
    passed_over, spare = set[int](), 0.0
    for number in np.argsort(weights, kind="stable").tolist():
        more = spare + weights[number]
        if LOOK_COST * np.count_nonzero(least <= more) > share * terms[number].texts:
            break
        passed_over.add(number)
        spare = more
    return passed_over, spare


def _matching(
    db: sqlite3.Connection, terms: Sequence[_Term], weights: Sequence[float], wanted: NDArray[np.int64] | None
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(ids of the wanted texts (None: all) with any of the terms, ascending; the sum of the weights of those)."""
    where, values = "texts_fts MATCH ?", list[object]()
    if wanted is not None:
        first, last = int(wanted.min()), int(wanted.max())
        marks = np.zeros(last - first + 1, dtype=np.uint8)
        marks[wanted - first] = 1
        # FTS5 skips to a range of rowids and walks through it cheaply. One byte for each rowid is found at once, where
        # `IN` would search a tree for each.
        where += " AND rowid BETWEEN ? AND ? AND substr(?, rowid - ?, 1) = x'01'"
        values = [first, last, marks.tobytes(), first - 1]
    query = f"SELECT group_concat(rowid, ' ') FROM texts_fts WHERE {where}"
    having = [packed(db.execute(query, (_quoted(term.word), *values)).fetchone()[0]) for term in terms]
    text_ids = union(having)
    sums = np.zeros(len(text_ids))
    for ids, weight in zip(having, weights, strict=True):
        sums[np.searchsorted(text_ids, ids)] += weight
    return text_ids, sums


def _scores(
    db: sqlite3.Connection,
    text_ids: NDArray[np.int64],
    terms: Sequence[_Term],
    weights: Sequence[float],
    *,
    mean_length: float,
) -> NDArray[np.float32]:
    """BM25 of texts over its upper bound, (n,) 0 to 1, where `weights` are shares of that bound."""
    scores = np.zeros(len(text_ids))
    for start in range(0, len(text_ids), PIECE):
        piece = text_ids[start : start + PIECE]
        rows = db.execute(
            "SELECT text FROM json_each(?) AS asked CROSS JOIN texts ON texts.id = asked.value ORDER BY asked.key",
            (json.dumps(piece.tolist()),),
        ).fetchall()
        said = stems_in_order([text for (text,) in rows])
        lengths = np.array([len(stems) for stems in said], dtype=np.float64)
        shortness = K1 * (1 - B + B * lengths / mean_length)
        for term, weight in zip(terms, weights, strict=True):
            frequencies = np.array([_frequency(term.stems, stems) for stems in said], dtype=np.float64)
            scores[start : start + PIECE] += weight * frequencies / (frequencies + shortness)
    return scores.astype(np.float32)


def _frequency(stems: tuple[str, ...], said: list[str]) -> int:
    """How often a term stands in a text."""
    if len(stems) == 1:
        return said.count(stems[0])
    return sum(tuple(said[at : at + len(stems)]) == stems for at in range(len(said)))


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
