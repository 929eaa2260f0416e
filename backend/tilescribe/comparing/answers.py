"""Questions about changes: put to a catalog of changes, and answered with both dates of every place."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.catalog.merging import merge_places
from tilescribe.catalog.query import Page, ScoredTiles
from tilescribe.comparing.wording import in_words_of_changes
from tilescribe.domain.hit import Answer, Hit, HitPair, SamePlace
from tilescribe.domain.query import Filters
from tilescribe.domain.question import read_as
from tilescribe.errors import EmptyQuestionError, NoPairsError
from tilescribe.searching import search
from tilescribe.searching.channels import ALL_CHANNELS
from tilescribe.searching.engine import query_of, spaces_asked
from tilescribe.searching.question_texts import texts_of, vectors_of
from tilescribe.searching.ranking import (
    check_filters,
    check_page,
    embedder_info,
    embedder_of,
    existing_tiles,
    in_one_state,
    valid_share_of,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredPair, StoredTile
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.question import Reading
    from tilescribe.embed.base import Embedder

    Load = Callable[[str], VisualEncoder]

__all__ = ["hit_pair", "most_changed", "search_changes", "search_was"]

_MOST_LOOKED_AT = 100_000
"""Pairs of a ranking that are read to merge those of one place: more are no longer merged."""


def search_changes(
    catalog: Catalog,
    changes: Catalog,
    question: str,
    *,
    was: str | None = None,
    embedder: Embedder | None = None,
    load: Load | None = None,
    reading: Reading = "auto",
    **options: Any,
) -> Answer:
    """The places whose change is described as asked, with both dates.

    Args:
        catalog: The catalog that was compared.
        changes: Its catalog of changes.
        question: What has changed, in words: "destroyed houses".
        was: What the earlier date showed, in words; None for anything.
        embedder: Must be one that has vectors in both; default is the one used last in `changes`.
        load, reading: As in `search`.
        options: As of `search`.

    Raises:
        NoPairsError: nothing has been compared.
    """
    embedder = embedder or embedder_of(changes)
    asked, spared = (question, None) if reading == "plain" else in_words_of_changes(question)
    earlier = spared if was is None else was
    along = None
    if earlier is not None:
        along = _as_pairs(_before_scores(catalog, changes, earlier, embedder=embedder, load=load, reading=reading))
    answer = search(changes, asked, embedder=embedder, load=load, reading=reading, along=along, **options)
    if asked != question:
        read = asked if earlier is None else f"{asked}, where there was: {earlier}"
        answer = replace(answer, question=question, reading=read)
    return _with_pairs(answer, catalog, changes, along=along)


def search_was(
    catalog: Catalog,
    changes: Catalog,
    question: str,
    *,
    was: str,
    embedder: Embedder | None = None,
    load: Load | None = None,
    reading: Reading = "auto",
    **options: Any,
) -> Answer:
    """The places that show what is asked now, and showed something else before; arguments as in `search_changes`.

    Raises:
        NoPairsError: nothing has been compared.
    """
    embedder = embedder or embedder_of(catalog)
    before = _before_scores(catalog, changes, was, embedder=embedder, load=load, reading=reading)
    along = _as_tiles(before)
    answer = search(catalog, question, embedder=embedder, load=load, reading=reading, along=along, **options)
    pair_ids = {pair.plan.source_id: pair.plan.tile_id for pair, _ in before}
    return _with_pairs(answer, catalog, changes, along=_as_pairs(before), pair_ids=pair_ids)


def most_changed(
    catalog: Catalog,
    changes: Catalog,
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    merge_levels: bool = True,
    merge_places: bool = True,
) -> Answer:
    """The places that have changed most, whatever the change is: `Hit.score` is the magnitude that was measured.

    Args:
        catalog: The catalog that was compared.
        changes: Its catalog of changes.
        k, offset, filters, merge_levels, merge_places: As in `search`.
        threshold: Least magnitude, 0 to 1.
    """
    page = Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels, merge_places=merge_places)
    check_page(page)
    filters = filters or Filters()
    check_filters(filters)
    started = time.monotonic()

    def ask() -> tuple[list[Hit], int]:
        found = changes.magnitudes(filters)
        return _ranked(changes, found, page), len(found.tile_ids)

    hits, candidates = in_one_state(changes, ask)
    embedders = changes.embedders()
    answer = Answer("", tuple(hits), candidates, embedders[0].name if embedders else "", time.monotonic() - started)
    return _with_pairs(answer, catalog, changes)


def _ranked(changes: Catalog, found: ScoredTiles, page: Page) -> list[Hit]:
    order = np.lexsort((found.tile_ids, -found.scores))
    if page.threshold is not None:
        order = order[found.scores[order] >= page.threshold]
    wanted = page.offset + page.k
    # Merging uses up more tiles than are wanted.
    order = order[: max(wanted, _MOST_LOOKED_AT)] if page.merge_places else order[:wanted]
    size = wanted + wanted // 2 + 16
    while True:
        tiles = changes.tiles(found.tile_ids[order[:size]].tolist())
        kept, behind = _merged(tiles, page)
        if len(kept) >= wanted or size >= len(order):
            break
        size *= 4
    scores = dict(zip(found.tile_ids[order].tolist(), found.scores[order].tolist(), strict=True))
    shown = list(enumerate(kept[page.offset : wanted], start=page.offset + 1))
    return [_hit(rank, tiles[at], scores, [tiles[i] for i in behind.get(at, ())]) for rank, at in shown]


def _merged(tiles: Sequence[StoredTile], page: Page) -> tuple[list[int], dict[int, list[int]]]:
    if not page.merge_places:
        return list(range(len(tiles))), {}
    merged = merge_places(tiles, across_levels=page.merge_levels)
    return merged.kept.tolist(), merged.alternatives()


def _hit(rank: int, tile: StoredTile, scores: dict[int, float], behind: Sequence[StoredTile]) -> Hit:
    return Hit(
        rank=rank,
        score=round(scores[tile.id], 6),
        tile_id=tile.id,
        raster=tile.raster,
        path=tile.path,
        acquired=tile.acquired,
        acquired_end=tile.acquired_end,
        label=tile.label,
        level_m=tile.level_m,
        summary=tile.summary,
        matched=tile.summary,
        matched_kind="change",
        words=(),
        channels={},
        footprint=tile.footprint,
        valid_share=valid_share_of(tile),
        merged=len(behind),
        alternatives=tuple(_same_place(one, scores) for one in behind[:10]),
        available=tile.available,
    )


def _same_place(tile: StoredTile, scores: dict[int, float]) -> SamePlace:
    score = round(scores[tile.id], 6)
    return SamePlace(tile.id, score, tile.raster, tile.level_m, tile.acquired, tile.acquired_end, tile.label)


# --- what the earlier date showed -------------------------------------------------------------------------------------


def _before_scores(
    catalog: Catalog, changes: Catalog, was: str, *, embedder: Embedder, load: Load | None, reading: Reading
) -> list[tuple[StoredPair, float]]:
    """Each pair with the probability that the earlier date shows what is asked: the mean of its tiles, by their shares.

    Raises:
        NoPairsError: no pair has a described tile of the earlier date.
    """
    if not any(character.isalnum() for character in was):
        raise EmptyQuestionError(
            f"What the earlier date is to show, {was!r}, has no words", remedy='Say it in words, such as "a field"'
        )
    scores = _scores_of(catalog, was, embedder=embedder, load=load, reading=reading)
    known = dict(zip(scores.tile_ids.tolist(), scores.scores.tolist(), strict=True))
    found = []
    for pair in changes.pairs(changes.candidates(Filters()).tolist()):
        shares = [(known[tile_id], share) for tile_id, share in pair.plan.before_tiles if tile_id in known]
        total = sum(share for _, share in shares)
        if total > 0:
            found.append((pair, sum(score * share for score, share in shares) / total))
    if not found:
        raise NoPairsError(
            f"Of no place is an earlier date described, so that nothing tells where there was {was!r}",
            remedy="Index both dates, then compare them: tilescribe compare CATALOG",
        )
    return found


def _scores_of(
    catalog: Catalog, question: str, *, embedder: Embedder, load: Load | None, reading: Reading
) -> ScoredTiles:
    """The probability of every described tile."""
    expression = read_as(question, reading).expression
    spaces = spaces_asked(catalog, ALL_CHANNELS, captioner=None, encoders=None, load=load)
    read = {text: spaces.read(text) for text in texts_of(expression)} if spaces else {}

    def ask() -> ScoredTiles:
        space = embedder_info(catalog, embedder).fingerprint
        asked = vectors_of(catalog, expression, embedder=embedder)
        query = query_of(catalog, expression, asked, space=space, channels=ALL_CHANNELS, read=read, captioner=None)
        return catalog.tile_scores(query)

    return in_one_state(catalog, ask)


def _as_pairs(found: Sequence[tuple[StoredPair, float]]) -> ScoredTiles:
    return _scored([(pair.plan.tile_id, score) for pair, score in found])


def _as_tiles(found: Sequence[tuple[StoredPair, float]]) -> ScoredTiles:
    """By tile of the compared catalog."""
    return _scored([(pair.plan.source_id, score) for pair, score in found])


def _scored(scores: Sequence[tuple[int, float]]) -> ScoredTiles:
    ids = np.array([tile_id for tile_id, _ in scores], dtype=np.int64)
    order: NDArray[np.int64] = np.argsort(ids, kind="stable")
    values = np.array([score for _, score in scores], dtype=np.float32)
    return ScoredTiles(ids[order], values[order], np.zeros(len(ids)))


# --- both dates -------------------------------------------------------------------------------------------------------


def _with_pairs(
    answer: Answer,
    catalog: Catalog,
    changes: Catalog,
    *,
    along: ScoredTiles | None = None,
    pair_ids: dict[int, int] | None = None,
) -> Answer:
    """The answer with both dates of each hit, whose tiles are those of the compared catalog.

    Args:
        answer: Its tiles are those of `changes`, or, with `pair_ids`, of `catalog`.
        catalog: What was compared.
        changes: The pairs.
        along: By pair, what the earlier date shows.
        pair_ids: Tile of `catalog` to pair.
    """
    own = pair_ids is None
    ids = {hit.tile_id for hit in answer.hits}
    ids |= {one.tile_id for hit in answer.hits for one in (*hit.alternatives, *hit.dates)}
    wanted = sorted(ids if pair_ids is None else {pair_ids[one] for one in ids if one in pair_ids})
    pairs = {pair.plan.tile_id: pair for pair in changes.pairs(wanted)}
    was = {} if along is None else dict(zip(along.tile_ids.tolist(), along.scores.tolist(), strict=True))
    firsts = [pair.plan.before_tiles[0][0] for pair in pairs.values() if pair.plan.before_tiles]
    sources = [pair.plan.source_id for pair in pairs.values()] if own else []
    summaries = {tile.id: tile.summary for tile in existing_tiles(catalog, sorted({*firsts, *sources}))}
    said = {tile.id: tile.summary for tile in existing_tiles(changes, sorted(pairs))}

    def dated(hit: Hit) -> Hit | None:
        """None where a comparison at work has taken the pair away since the question was answered."""
        pair_id = hit.tile_id if pair_ids is None else pair_ids[hit.tile_id]
        if pair_id not in said:
            return None
        pair = pairs[pair_id]
        first = pair.plan.before_tiles[0][0] if pair.plan.before_tiles else None
        shown = hit_pair(
            pair,
            summary="" if first is None else summaries.get(first, ""),
            change=said[pair_id],
            was=None if pair_id not in was else round(was[pair_id], 6),
        )
        if not own:
            return replace(hit, pair=shown)
        return replace(
            hit,
            tile_id=pair.plan.source_id,
            summary=summaries.get(pair.plan.source_id, ""),
            alternatives=_of_catalog(hit.alternatives, pairs),
            dates=_of_catalog(hit.dates, pairs),
            pair=shown,
        )

    return replace(answer, hits=tuple(one for one in map(dated, answer.hits) if one is not None), changed=True)


def hit_pair(pair: StoredPair, *, summary: str, change: str, was: float | None = None) -> HitPair:
    """A stored pair as a hit shows it.

    Args:
        pair: As the catalog of changes has it.
        summary: What is said of the earlier date.
        change: What is said of the change.
        was: The probability that the earlier date shows what was asked of it.
    """
    before = pair.plan.before
    return HitPair(
        pair_id=pair.plan.tile_id,
        acquired=before.start if before else None,
        acquired_end=before.end if before and before.end != before.start else None,
        paths=pair.plan.before_paths,
        tile_ids=tuple(tile_id for tile_id, _ in pair.plan.before_tiles),
        summary=summary,
        change=change,
        alignment=pair.alignment,
        measures=pair.measures,
        was=was,
    )


def _of_catalog(places: Sequence[SamePlace], pairs: dict[int, StoredPair]) -> tuple[SamePlace, ...]:
    return tuple(replace(one, tile_id=pairs[one.tile_id].plan.source_id) for one in places if one.tile_id in pairs)
