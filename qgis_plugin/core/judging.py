"""Judging hits: what a key makes of a mark, what a bulk change leaves as it is, and how many are judged.

Everything here is pure. Work on all hits of an answer is a generator for `core.slices`, since there may be 50,000.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Optional

from .protocol import Hit, Mark, MarkedTile
from .results import CONFIRMED, REJECTED, UNSURE, Results, my_mark, other_marks

__all__ = [
    "STEP",
    "Counts",
    "Judgement",
    "MarkChange",
    "Plan",
    "comparing",
    "counting",
    "graded",
    "is_unseen",
    "judged",
    "marking",
    "noted",
    "planning",
    "standing_mark",
    "with_marks_of",
    "with_my_mark",
]

STEP = 200
"""Hits in one step: at most 2 ms."""

Steps = Generator[None, None, "Plan"]


@dataclass(frozen=True)
class Judgement:
    """What one key says of a tile."""

    verdict: str
    """CONFIRMED, REJECTED or UNSURE"""
    grade: str = ""
    """Of the mission's grades; empty where the key says yes or no."""

    def holds(self, mark: Optional[Mark]) -> bool:
        """Whether a mark says so already."""
        return mark is not None and mark.verdict == self.verdict and self.grade in ("", mark.grade)


def graded(grades: Sequence[str], number: int) -> Optional[Judgement]:
    """What the key `number` (from 1) says: the first grade rejects, the others confirm; None where there is none."""
    if not 1 <= number <= len(grades):
        return None
    return Judgement(REJECTED if number == 1 else CONFIRMED, grades[number - 1])


@dataclass(frozen=True)
class MarkChange:
    """A mark before and after; None where there is none."""

    before: Optional[Mark]
    after: Optional[Mark]


@dataclass(frozen=True)
class Plan:
    """What a judgement changes."""

    changes: Mapping[int, MarkChange]
    """By the number of the tile."""
    taken_back: bool = False
    """All of the hits were judged so, and are not any more."""
    kept: tuple[Hit, ...] = ()
    """Hits that were judged otherwise, and stay so."""
    overwritten: int = 0
    """Hits that were judged otherwise, and are not any more."""


def planning(
    hits: Sequence[Hit], judgement: Judgement, *, question: str, author: str, overwrite: bool = False
) -> Steps:
    """What judging hits changes (`Plan`). One hit alone is judged whatever it was; of several only what was not
    judged, unless `overwrite`; where all are judged so already, it is taken back."""
    marks = []
    for number, hit in enumerate(hits):
        if number % STEP == STEP - 1:
            yield
        marks.append(my_mark(hit))
    if marks and all(judgement.holds(mark) for mark in marks):
        back = {hit.tile_id: MarkChange(mark, _taken_back(mark)) for hit, mark in zip(hits, marks) if mark is not None}
        return Plan(back, taken_back=True)
    overwrite = overwrite or len(hits) == 1
    changes, kept, overwritten = {}, [], 0
    # One for all: 50,000 marks and changes of their own would have Python's collector walk through everything.
    first = MarkChange(None, judged(None, judgement, question=question, author=author))
    for number, (hit, mark) in enumerate(zip(hits, marks)):
        if number % STEP == STEP - 1:
            yield
        if judgement.holds(mark):
            continue
        if mark is not None and mark.verdict:
            if not overwrite:
                kept.append(hit)
                continue
            overwritten += 1
        after = first if mark is None else MarkChange(mark, judged(mark, judgement, question=question, author=author))
        changes[hit.tile_id] = after
    return Plan(changes, kept=tuple(kept), overwritten=overwritten)


def judged(mark: Optional[Mark], judgement: Judgement, *, question: str, author: str) -> Mark:
    """A mark with a judgement; note, shape and count stay."""
    base = mark or Mark(question=question, author=author)
    verdict, grade = judgement.verdict, judgement.grade
    return dataclasses.replace(base, verdict=verdict, grade=grade, question=question, updated=_now())


def noted(mark: Optional[Mark], note: str, *, question: str, author: str) -> Optional[Mark]:
    """A mark with a note in place of its own; None where nothing is left of it."""
    changed = dataclasses.replace(mark or Mark(question=question, author=author), note=note, updated=_now())
    return changed if changed.has_content else None


def standing_mark(hit: Hit) -> Optional[Mark]:
    """The mark whose verdict stands for a hit: mine, or else the latest of others; None where nobody judged."""
    if not hit.marks:
        return None
    mine = my_mark(hit)
    if mine is not None and mine.verdict:
        return mine
    return next((mark for mark in other_marks(hit) if mark.verdict), None)


def is_unseen(hit: Hit) -> bool:
    """Whether nobody has judged a hit yet."""
    return not any(mark.verdict for mark in hit.marks)


@dataclass(frozen=True)
class Counts:
    """How many hits are judged, whoever judged them."""

    confirmed: int = 0
    rejected: int = 0
    unsure: int = 0
    unseen: int = 0
    grades: Mapping[str, int] = dataclasses.field(default_factory=dict)
    """How many of each grade, in the order in which they were met."""

    @property
    def judged(self) -> int:
        return self.confirmed + self.rejected + self.unsure


def counting(hits: Iterable[Hit]) -> Generator[None, None, Counts]:
    """How many of the hits are judged (`Counts`)."""
    found = {CONFIRMED: 0, REJECTED: 0, UNSURE: 0, None: 0}
    grades: dict[str, int] = {}
    for number, hit in enumerate(hits):
        if number % STEP == STEP - 1:
            yield
        mark = standing_mark(hit)
        verdict = None if mark is None else mark.verdict
        found[verdict if verdict in found else None] += 1
        if mark is not None and mark.grade:
            grades[mark.grade] = grades.get(mark.grade, 0) + 1
    return Counts(found[CONFIRMED], found[REJECTED], found[UNSURE], found[None], grades)


def comparing(
    hits: Sequence[Hit], marked: Sequence[MarkedTile]
) -> Generator[None, None, dict[int, dict[str, Optional[Mark]]]]:
    """What is thought of the tiles of hits otherwise than the hits say, by tile and author (None: that was taken
    back), where `marked` are all marks of their catalog. A hit may also bear marks of other tiles, of its ground."""
    said: dict[int, dict[str, Mark]] = {}
    known: set[tuple[str, str]] = set()
    for number, one in enumerate(marked):
        if number % STEP == STEP - 1:
            yield
        mark = one.mark
        known.add((mark.author, mark.updated))
        if one.tile_id is not None:
            said.setdefault(one.tile_id, {})[mark.author] = mark
    changes: dict[int, dict[str, Optional[Mark]]] = {}
    for number, hit in enumerate(hits):
        if number % STEP == STEP - 1:
            yield
        now = said.get(hit.tile_id, {})
        shown = {mark.author: mark for mark in hit.marks}
        changed: dict[str, Optional[Mark]] = {author: mark for author, mark in now.items() if shown.get(author) != mark}
        for author, mark in shown.items():
            if author not in now and (author, mark.updated) not in known:
                changed[author] = None
        if changed:
            changes[hit.tile_id] = changed
    return changes


def with_my_mark(marked, mark: Optional[Mark]) -> tuple[Mark, ...]:
    """The marks of a hit, or of details, with mine replaced; None takes it away."""
    return (*(() if mark is None else (mark,)), *other_marks(marked))


def with_marks_of(hit: Hit, said: Mapping[str, Optional[Mark]]) -> Hit:
    """A hit with the marks of some authors replaced; None takes one away. The latest come first."""
    left = [mark for mark in hit.marks if mark.author not in said]
    together = [*(mark for mark in said.values() if mark is not None), *left]
    return _with_marks(hit, tuple(sorted(together, key=lambda mark: mark.updated, reverse=True)))


def marking(results: Results, marks: Mapping[int, Optional[Mark]]) -> Generator[None, None, Results]:
    """`Results` with my marks of tiles, by number, replaced; None takes a mark away."""
    hits = list(results.hits)
    alone: dict[int, tuple[Mark, ...]] = {}
    for row, hit in enumerate(results.hits):
        if row % STEP == STEP - 1:
            yield
        if hit.tile_id not in marks:
            continue
        mark = marks[hit.tile_id]
        # Those that share a mark share the tuple, too.
        mine = alone.setdefault(id(mark), () if mark is None else (mark,))
        hits[row] = _with_marks(hit, mine + other_marks(hit) if hit.marks else mine)
    return results.with_hits(hits)


def _now() -> str:
    """Until the engine says when it had the mark."""
    return datetime.now(timezone.utc).isoformat(timespec="seconds")


def _taken_back(mark: Mark) -> Optional[Mark]:
    left = dataclasses.replace(mark, verdict=None, grade="")
    return left if left.has_content else None


def _with_marks(hit: Hit, marks: tuple[Mark, ...]) -> Hit:
    # `dataclasses.replace` checks and sets 25 fields, which takes five times as long; of 50,000 hits that is felt.
    changed = object.__new__(Hit)
    changed.__dict__.update(hit.__dict__)
    changed.__dict__["marks"] = marks
    return changed
