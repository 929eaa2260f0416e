"""What every kind of question has in common: its checks, its embedder, and the way from ranked tiles to hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from tilescribe.catalog.types import EmbedderInfo
from tilescribe.domain.hit import MATCH_FROM, Answer, Hit, SamePlace, score_text
from tilescribe.domain.plurals import plural
from tilescribe.domain.query import Filters
from tilescribe.embed import embedder_in_use, load_embedder
from tilescribe.errors import (
    CatalogChangedError,
    EmptyQuestionError,
    InvalidDateError,
    InvalidOptionError,
    UnknownEmbedderError,
    UnknownTileError,
)
from tilescribe.searching.areas import check_bounds

if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.query import Page, PlaceTile, TileRanking
    from tilescribe.catalog.types import StoredTile
    from tilescribe.embed.base import Embedder
    from tilescribe.searching.counter_evidence import CounterEvidence

__all__ = [
    "MAX_K",
    "answer_of",
    "check_filters",
    "check_page",
    "check_question",
    "embedder_info",
    "embedder_of",
    "existing_tiles",
    "in_one_state",
    "page_of",
]

Result = TypeVar("Result")

MAX_K = 1_000_000
ATTEMPTS = 5
"""How often a question is asked anew because of what others write."""


def check_question(question: str) -> None:
    """Raises EmptyQuestionError where there is no word in it."""
    if not any(character.isalnum() for character in question):
        raise EmptyQuestionError(f"The question {question!r} has no words", remedy='Ask in words, such as "a lake"')


def check_page(page: Page) -> None:
    """Raises InvalidOptionError where no such part of a ranking exists."""
    k, offset, threshold = page.k, page.offset, page.threshold
    if not 1 <= k <= MAX_K:
        raise InvalidOptionError(f"k = {k} is out of range", remedy=f"Ask for 1 to {MAX_K:,} hits")
    if offset < 0:
        raise InvalidOptionError(f"An offset of {offset} is out of range", remedy="Give 0 or more")
    if threshold is not None and not 0.0 <= threshold <= 1.0:
        raise InvalidOptionError(
            f"A threshold of {threshold:g} is out of range",
            remedy="Scores are probabilities from 0 to 1; try 0.5 for hits that are likelier right than wrong",
        )


def check_filters(filters: Filters) -> None:
    """Raises InvalidBoundsError, InvalidDateError, InvalidOptionError where no tile could pass."""
    if filters.bounds:
        check_bounds(filters.bounds)
    start, end = filters.acquired_from, filters.acquired_to
    if start and end and start > end:
        raise InvalidDateError(
            f"The time range from {start.isoformat()} to {end.isoformat()} ends before it starts",
            remedy="Swap the two, or leave one out",
        )
    for level in filters.levels_m:
        if not level > 0:
            raise InvalidOptionError(f"A level of {level:g} m is out of range", remedy="Give a side above 0 metres")


def embedder_of(catalog: Catalog) -> Embedder:
    """The one whose vectors were used last; loaded anew."""
    return load_embedder(embedder_in_use(catalog.embedders()))


def embedder_info(catalog: Catalog, embedder: Embedder) -> EmbedderInfo:
    """Raises UnknownEmbedderError where the catalog has vectors, and none of this embedder."""
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    stored = catalog.embedders()
    if stored and info.fingerprint not in {one.fingerprint for one in stored}:
        names = ", ".join(sorted({one.name for one in stored}))
        raise UnknownEmbedderError(
            f"This catalog has no vectors of the embedder {embedder.name!r} as it is installed here (it has: {names})",
            remedy="Run the index again with this embedder (nothing is described anew), or search with one it has",
        )
    return info


def in_one_state(catalog: Catalog, ask: Callable[[], Result]) -> Result:
    """What `ask` finds in one state of the catalog; it may be called several times.

    Raises:
        CatalogChangedError: others write again and again to a file whose locks this user may not take part in.
    """
    for _ in range(ATTEMPTS - 1):
        try:
            with catalog.snapshot():
                return ask()
        except CatalogChangedError:
            continue
    with catalog.snapshot():
        return ask()


def existing_tiles(catalog: Catalog, tile_ids: Sequence[int]) -> list[StoredTile]:
    """Those of the tiles that the catalog still has, in the order asked for: a raster may go at any moment."""
    with catalog.snapshot():
        try:
            return catalog.tiles(tile_ids)
        except UnknownTileError:
            if len(tile_ids) < 2:
                return []
            middle = len(tile_ids) // 2
            return [*existing_tiles(catalog, tile_ids[:middle]), *existing_tiles(catalog, tile_ids[middle:])]


def answer_of(
    ranking: TileRanking,
    *,
    question: str,
    offset: int,
    embedder: str,
    seconds: float,
    notices: Sequence[str] = (),
    evidence: CounterEvidence,
    are_probabilities: bool = True,
) -> Answer:
    """The answer that people and programs read, of what the store found. It says itself where nothing matches.

    Args:
        ranking: Of one page.
        question: What stands in the answer for a question.
        offset: Of the page.
        embedder: Name of the text embedder.
        seconds: How long it took.
        notices: What else is to be known of it.
        evidence: Tells what each hit is found by, and what speaks against it.
        are_probabilities: Whether scores tell that nothing matches.
    """
    hits = []
    for rank, found in enumerate(ranking.tiles, start=offset + 1):
        tile = found.tile
        hits.append(
            Hit(
                rank=rank,
                score=round(found.score, 6),
                tile_id=tile.id,
                raster=tile.raster,
                path=tile.path,
                acquired=tile.acquired,
                acquired_end=tile.acquired_end,
                label=tile.label,
                level_m=tile.level_m,
                summary=tile.summary,
                matched=found.matched.text,
                matched_kind=found.matched.kind,
                words=found.words,
                channels={channel: round(score, 6) for channel, score in found.channels.items()},
                footprint=tile.footprint,
                valid_share=valid_share_of(tile),
                merged=found.merged,
                alternatives=tuple(map(_same_place, found.alternatives)),
                dates=tuple(map(_same_place, found.dates)),
                available=tile.available,
                matched_by="picture" if evidence.is_by_picture(found) else "words",
                against=evidence.of(found),
            )
        )
    if are_probabilities and not offset and hits and hits[0].score < MATCH_FROM:
        notices = (_notice_of_weak(hits), *notices)
    return Answer(question, tuple(hits), ranking.candidates, embedder, seconds, ranking.undated_rasters, tuple(notices))


def _notice_of_weak(hits: Sequence[Hit]) -> str:
    """What is said first of hits (at least one) none of which is likely to match."""
    best = score_text(max(hit.score for hit in hits))
    return f"Nothing here matches: {plural(len(hits), 'weak hit')}, the best {best}."


def page_of(answer: Answer, *, k: int, offset: int) -> Answer:
    """Part of an answer that began with its first hit."""
    hits = answer.hits[offset : offset + k]
    if not hits:
        return replace(answer, hits=hits)
    said = _notice_of_weak(answer.hits)
    notices = (_notice_of_weak(hits) if notice == said else notice for notice in answer.notices)
    return replace(answer, hits=hits, notices=tuple(notices))


def _same_place(other: PlaceTile) -> SamePlace:
    tile = other.tile
    return SamePlace(
        tile_id=tile.id,
        score=round(other.score, 6),
        raster=tile.raster,
        level_m=tile.level_m,
        acquired=tile.acquired,
        acquired_end=tile.acquired_end,
        label=tile.label,
    )


def valid_share_of(tile: StoredTile) -> float:
    """As hits show it: four digits; a tile of an early catalog that does not say counts as whole."""
    return 1.0 if tile.valid_share is None else round(tile.valid_share, 4)
