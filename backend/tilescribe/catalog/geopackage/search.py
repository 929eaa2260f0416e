"""The best tiles of a question: every channel scored from arrays, fused, ordered, merged, and their rows read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage import candidates, lazy_modules, tile_queries
from tilescribe.catalog.geopackage.fusing import (
    candidate_tiles,
    of_text_and_picture,
    scores_of,
    top_k,
    with_words,
)
from tilescribe.catalog.geopackage.ids import find_sorted, union
from tilescribe.catalog.geopackage.lexical import WordCounts, lexical
from tilescribe.catalog.geopackage.other_dates import other_dates
from tilescribe.catalog.geopackage.ranked_rows import PickedTile, ScoredCandidates, ranked_tiles
from tilescribe.catalog.geopackage.scores import TileScores
from tilescribe.catalog.geopackage.shortlist import WIDER, first_count, shortlist
from tilescribe.catalog.merging import days_of, merge_places
from tilescribe.catalog.query import (
    DATED_HITS,
    MAX_ALTERNATIVES,
    MAX_DATES,
    PlaceTile,
    ScoredTiles,
    TileRanking,
)

if TYPE_CHECKING:
    import sqlite3

    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.geopackage.vectors import VectorIndex
    from tilescribe.catalog.merging import Days
    from tilescribe.catalog.query import Page, TileQuery

__all__ = ["search", "tile_scores"]


def search(db: sqlite3.Connection, query: TileQuery, *, index: VectorIndex, words: WordCounts) -> TileRanking:
    """See `CatalogReader.search`. Reads inside the caller's one snapshot."""
    passing = None if query.filters.empty else candidates.candidates(db, query.filters, index.tiles(db))
    every = query.exact or query.joined or query.along
    found = None if every else _among_nearest(db, query, passing, index=index, words=words)
    if found is None:
        found = _among(db, query, _candidates(db, query, passing, index), index=index, words=words)
    return _with_dates(db, query, found, passing, index=index, words=words)


def tile_scores(db: sqlite3.Connection, query: TileQuery, *, index: VectorIndex, words: WordCounts) -> ScoredTiles:
    """See `CatalogReader.tile_scores`. Reads inside the caller's one snapshot."""
    described = index.tiles(db)
    passing = None if query.filters.empty else candidates.candidates(db, query.filters, described)
    tile_ids = _candidates(db, query, passing, index)
    count, scored = _scorer(db, query, tile_ids, index=index, words=words)
    scores = scored(count)
    _, at = find_sorted(described.ids, scores.dense.tile_ids)
    return ScoredTiles(scores.dense.tile_ids, scores.fused, described.levels_m[at])


def _among_nearest(
    db: sqlite3.Connection,
    query: TileQuery,
    passing: NDArray[np.int64] | None,
    *,
    index: VectorIndex,
    words: WordCounts,
) -> TileRanking | None:
    """The answer out of the tiles that codes tell to be the nearest; None where every tile has to be scored."""
    count = first_count(query.page)
    while (near := shortlist(db, query, index=index, words=words, passing=passing, count=count)) is not None:
        ranking = _among(db, query, near.tile_ids, index=index, words=words)
        full = len(ranking.tiles) == query.page.k
        if full and near.suffices([one.tile.id for one in ranking.tiles]):
            return replace(ranking, candidates=_count_candidates(db, query, passing, index))
        if not full and query.page.threshold is not None:
            return None  # all that reach it are asked for, and codes cannot tell that there are no others
        count *= WIDER
    return None


def _among(
    db: sqlite3.Connection,
    query: TileQuery,
    tile_ids: NDArray[np.int64] | None,
    *,
    index: VectorIndex,
    words: WordCounts,
) -> TileRanking:
    """The answer out of some tiles (ids ascending; None: all)."""
    candidates_scored, scored = _scorer(db, query, tile_ids, index=index, words=words)
    tiles = ranked_tiles(db, *_pick(db, scored, query.page), query)
    undated = candidates.count_undated(db, query.filters, lambda: index.tiles(db))
    return TileRanking(tiles, candidates_scored, undated)


def _with_dates(
    db: sqlite3.Connection,
    query: TileQuery,
    ranking: TileRanking,
    passing: NDArray[np.int64] | None,
    *,
    index: VectorIndex,
    words: WordCounts,
) -> TileRanking:
    """The ranking with what each place scores at other dates."""
    looked_at = ranking.tiles[: max(0, DATED_HITS - query.page.offset)]
    if not query.page.merge_places or not looked_at:
        return ranking
    may = _candidates(db, query, passing, index)
    hits = [one.tile for one in looked_at]
    places = other_dates(db, hits, described=index.tiles(db), passing=may, most=MAX_DATES)
    found = sorted({tile.id for place in places for tile in place})
    if not found:
        return ranking
    # Of a question that is read in parts, what lies beside a tile may count, too.
    some = may if query.joined else np.array(found, dtype=np.int64)
    count, scored = _scorer(db, query, some, index=index, words=words)
    scores = scored(count)
    by_id = dict(zip(scores.dense.tile_ids.tolist(), scores.fused.tolist(), strict=True))
    dated = tuple(
        replace(one, dates=_best_of_dates([PlaceTile(tile, by_id[tile.id]) for tile in place if tile.id in by_id]))
        for one, place in zip(looked_at, places, strict=True)
    )
    return replace(ranking, tiles=(*dated, *ranking.tiles[len(dated) :]))


def _best_of_dates(tiles: list[PlaceTile]) -> tuple[PlaceTile, ...]:
    """The best tile of each date, newest first."""
    best: dict[Days, PlaceTile] = {}
    for one in sorted(tiles, key=lambda one: (-one.score, one.tile.id)):
        when = days_of(one.tile.acquired, one.tile.acquired_end)
        if when is not None:
            best.setdefault(when, one)
    return tuple(best[when] for when in sorted(best, reverse=True))


def _scorer(
    db: sqlite3.Connection,
    query: TileQuery,
    tile_ids: NDArray[np.int64] | None,
    *,
    index: VectorIndex,
    words: WordCounts,
) -> tuple[int, Callable[[int], ScoredCandidates]]:
    """(how many of some tiles can be scored, what scores them all so that the best so many are right)."""
    count, alone = _scorer_alone(db, query, tile_ids, index=index, words=words)
    along = query.along
    if along is None:
        return count, alone

    def scored(_: int) -> ScoredCandidates:
        found = alone(count)  # the best by themselves need not be the best of both
        return replace(found, fused=lazy_modules.parts.joined_along(found.fused, found.dense.tile_ids, along))

    return count, scored


def _scorer_alone(
    db: sqlite3.Connection,
    query: TileQuery,
    tile_ids: NDArray[np.int64] | None,
    *,
    index: VectorIndex,
    words: WordCounts,
) -> tuple[int, Callable[[int], ScoredCandidates]]:
    """The same, but for `query.along`."""
    dense = _text_scores(db, query, index, tile_ids)
    visual = _visual_scores(db, query, index, tile_ids)
    evidence = of_text_and_picture(dense, visual, weights=query.weights)
    if query.joined is not None:
        parts = query.joined

        def log_odds(part: TileQuery) -> NDArray[np.float32]:
            return _log_odds(db, part, tile_ids, index=index, words=words)

        match = lexical(
            db,
            query.words,
            postings=index.postings(db, author_filter=query.author_filter),
            words=words,
            tile_ids=dense.tile_ids,
        )
        joined = ScoredCandidates(
            dense, match, visual, *lazy_modules.parts.joined_scores(db, query, parts, dense, log_odds)
        )
        return len(dense.tile_ids), lambda _: joined

    def scored(size: int) -> ScoredCandidates:
        """Right for the best `size` tiles."""
        if not query.words.strip() or not query.weights.counts_words:
            return ScoredCandidates(dense, None, visual, scores_of(evidence, dense))
        some, needed = candidate_tiles(dense, evidence, size=size)
        postings = index.postings(db, author_filter=query.author_filter)
        match = lexical(db, query.words, postings=postings, words=words, tile_ids=some, least=needed)
        return ScoredCandidates(dense, match, visual, scores_of(with_words(evidence, dense, match), dense))

    return len(dense.tile_ids), scored


def _log_odds(
    db: sqlite3.Connection,
    query: TileQuery,
    tile_ids: NDArray[np.int64] | None,
    *,
    index: VectorIndex,
    words: WordCounts,
) -> NDArray[np.float32]:
    """What speaks for each candidate, words included."""
    dense = _text_scores(db, query, index, tile_ids)
    evidence = of_text_and_picture(dense, _visual_scores(db, query, index, tile_ids), weights=query.weights)
    if query.words.strip() and query.weights.counts_words:
        postings = index.postings(db, author_filter=query.author_filter)
        match = lexical(db, query.words, postings=postings, words=words, tile_ids=dense.tile_ids)
        evidence = with_words(evidence, dense, match)
    return evidence.log_odds


# --- channels ---------------------------------------------------------------------------------------------------------


def _candidates(
    db: sqlite3.Connection, query: TileQuery, passing: NDArray[np.int64] | None, index: VectorIndex
) -> NDArray[np.int64] | None:
    """Ids of the tiles that may answer, ascending; None for all."""
    if query.along is not None:
        known = query.along.tile_ids
        passing = known if passing is None else passing[find_sorted(known, passing)[0]]
    if not query.exclude:
        return passing
    ids = index.tiles(db).ids if passing is None else passing
    left: NDArray[np.int64] = ids[~np.isin(ids, query.exclude)]
    return left


def _count_candidates(
    db: sqlite3.Connection, query: TileQuery, passing: NDArray[np.int64] | None, index: VectorIndex
) -> int:
    """How many tiles would be scored if every one were."""
    left_out = np.unique(np.array(query.exclude, dtype=np.int64))
    if passing is not None:
        left_out = left_out[find_sorted(passing, left_out)[0]]
    of = partial(index.count_tiles, db, space=query.space, author_filter=query.author_filter)
    return of(tile_ids=passing) - of(tile_ids=left_out)


def _text_scores(
    db: sqlite3.Connection, query: TileQuery, index: VectorIndex, tile_ids: NDArray[np.int64] | None
) -> TileScores:
    passes = [
        index.dense(db, vector, space=query.space, tile_ids=tile_ids, author_filter=query.author_filter)
        for vector in query.text
    ]
    if len(passes) == 1:
        return passes[0]
    mean: NDArray[np.float32] = np.mean([scores.scores for scores in passes], axis=0, dtype=np.float32)
    return replace(passes[0], scores=mean)


def _visual_scores(
    db: sqlite3.Connection, query: TileQuery, index: VectorIndex, tile_ids: NDArray[np.int64] | None
) -> TileScores | None:
    by_space = {
        space: index.visual(db, vector, space=space, tile_ids=tile_ids, author_filter=query.author_filter)
        for space, vector in query.visual.items()
        if query.weights.of_space(space).share
    }
    return _mean_of_spaces(by_space, query.weights) if by_space else None


def _mean_of_spaces(by_space: Mapping[str, TileScores], weights: Weights) -> TileScores:
    """The weighted mean of each tile's cosines on the common scale, over those spaces of which it has a vector.

    A vector of zeros says that the picture was not understood; a cosine of exactly 0 is taken for one. The mean is NaN
    where there is nothing else.
    """
    tile_ids = union([scores.tile_ids for scores in by_space.values()])
    sums, total = np.zeros(len(tile_ids), dtype=np.float32), np.zeros(len(tile_ids), dtype=np.float32)
    ids = np.zeros(len(tile_ids), dtype=np.int64)
    for space, scores in by_space.items():
        how = weights.of_space(space)
        found, at = find_sorted(tile_ids, scores.tile_ids)
        scaled = np.float32(how.scale) * scores.scores[found] + np.float32(how.offset)
        share = np.float32(how.share) * (scores.scores[found] != 0)
        sums[at] += share * scaled
        total[at] += share
        ids[at] = scores.description_ids[found]
    means = np.divide(sums, total, where=total > 0, out=np.full(len(total), np.nan, dtype=np.float32))
    return TileScores(tile_ids, means, ids, means)


# --- from scores to rows ----------------------------------------------------------------------------------------------


def _pick(
    db: sqlite3.Connection, score: Callable[[int], ScoredCandidates], page: Page
) -> tuple[ScoredCandidates, list[PickedTile]]:
    """The scores, and the tiles of the page, best first.

    Merging may use up more tiles than are wanted, hence the rounds of growing size.
    """
    wanted = page.offset + page.k
    size = wanted + wanted // 2 + 16 if page.merge_places else wanted
    while True:
        scored = score(size)
        order = _best(scored.fused, scored.dense.means, size)
        if page.threshold is not None:
            order = order[scored.fused[order] >= page.threshold]
        tiles = tile_queries.tiles(db, scored.dense.tile_ids[order].tolist())
        ranked = [PickedTile(at, tile) for at, tile in zip(order.tolist(), tiles, strict=True)]
        if page.merge_places:
            ranked = _merged(ranked, across_levels=page.merge_levels)
        if len(ranked) >= wanted or len(order) < size:
            return scored, ranked[page.offset : wanted]
        size *= 4


def _merged(ranked: list[PickedTile], *, across_levels: bool) -> list[PickedTile]:
    merged = merge_places([one.tile for one in ranked], across_levels=across_levels)
    behind = merged.alternatives()
    return [
        replace(
            ranked[i],
            merged=len(behind.get(i, ())),
            alternatives=tuple((ranked[j].at, ranked[j].tile) for j in behind.get(i, ())[:MAX_ALTERNATIVES]),
        )
        for i in merged.kept.tolist()
    ]


def _best(scores: NDArray[np.float32], means: NDArray[np.float32], size: int) -> NDArray[np.int64]:
    """Positions of the `size` highest scores, best first; ties by the higher mean, then by position."""
    at = top_k(scores, size=size) if size < len(scores) else np.arange(len(scores))
    return at[np.lexsort((-means[at], -scores[at]))][:size]
