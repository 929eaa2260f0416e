"""Answer a question, or find tiles like a tile."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.base import EmbedderInfo, TileScores
from tilescribe.catalog.lexical import matched_words
from tilescribe.domain.hit import Answer, Hit
from tilescribe.domain.query import Filters
from tilescribe.embed import load_embedder
from tilescribe.errors import (
    EmptyQuestionError,
    InvalidDateError,
    InvalidOptionError,
    UnknownEmbedderError,
    UnknownTileError,
)
from tilescribe.searching.areas import check_bounds
from tilescribe.searching.fusion import LEXICAL_WEIGHT, alike, contenders, fuse, highest
from tilescribe.searching.merging import Merger

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import Catalog, StoredTile
    from tilescribe.embed.base import Embedder

__all__ = ["MAX_K", "search", "similar"]

MAX_K = 1_000_000


@dataclass(frozen=True, slots=True)
class _Page:
    """Which part of the ranking is asked for."""

    k: int
    offset: int
    threshold: float | None
    merge_levels: bool


@dataclass(frozen=True, slots=True)
class _Scored:
    """Fused scores of all candidates with what they were made of."""

    dense: TileScores
    lexical: TileScores | None
    visual: TileScores | None
    fused: NDArray[np.float32]


def search(
    catalog: Catalog,
    question: str,
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    embedder: Embedder | None = None,
    merge_levels: bool = True,
) -> Answer:
    """The tiles whose descriptions answer the question best.

    Filters come before scoring and scoring is exact, so a filtered search is never short of results.

    Args:
        catalog: An open catalog; it may be being filled at the moment.
        question: Plain words.
        k: The most hits to return.
        offset: Hits to leave out at the top, for paging.
        threshold: Least score of a hit; none means the best `k` whatever their scores.
        filters: Where, when, which rasters and levels.
        embedder: Must be one that has vectors in this catalog; default is the one used last.
        merge_levels: Of overlapping hits of several levels keep the best one only.

    Raises:
        EmptyQuestionError, InvalidOptionError, InvalidBoundsError, UnknownEmbedderError
    """
    if not any(character.isalnum() for character in question):
        raise EmptyQuestionError(f"The question {question!r} has no words", remedy='Ask in words, such as "a lake"')
    _check(k=k, offset=offset, threshold=threshold)
    started = time.monotonic()
    candidates = _candidates(catalog, filters or Filters())
    embedder = embedder or _embedder_of(catalog)
    info = _info(catalog, embedder)
    asked = embedder.embed([question], query=True)[0]
    dense = catalog.dense(asked, embedder=info, tile_ids=candidates)
    visual = catalog.visual(asked, embedder=info, tile_ids=candidates)
    seen = fuse(dense, None, visual)

    def scored(size: int) -> _Scored:
        """Right for the best `size` tiles."""
        words = catalog.lexical(question, tile_ids=contenders(dense, seen, size=size))
        return _Scored(dense, words, visual, fuse(dense, words, visual))

    page = _Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels)
    hits = _hits(catalog, *_pick(catalog, scored, page), offset=offset, question=question)
    return Answer(question, hits, len(dense.tile_ids), embedder.name, time.monotonic() - started)


def similar(
    catalog: Catalog,
    tile_id: int,
    *,
    k: int = 20,
    offset: int = 0,
    threshold: float | None = None,
    filters: Filters | None = None,
    embedder: Embedder | None = None,
    merge_levels: bool = True,
) -> Answer:
    """Tiles that are described like this one, which is itself left out.

    The score is the mean, over the descriptions of the tile, of the best cosine with any description of the other;
    where both have been seen without words, it is the mean of that and the cosine of the two visual vectors. A tile of
    the same picture scores 1. Arguments and errors as in `search`.

    Raises:
        UnknownTileError: no such tile, or it is not described.
    """
    _check(k=k, offset=offset, threshold=threshold)
    started = time.monotonic()
    tile = catalog.tiles([tile_id])[0]
    texts = list(dict.fromkeys(description.text for description in catalog.descriptions(tile_id)))
    if not texts:
        raise UnknownTileError(
            f"Tile {tile_id} is {tile.state} and has no description to compare",
            remedy="Choose a described tile, or run the index again",
        )
    candidates = _candidates(catalog, filters or Filters())
    embedder = embedder or _embedder_of(catalog)
    info = _info(catalog, embedder)
    passes = [catalog.dense(vector, embedder=info, tile_ids=candidates) for vector in embedder.embed(texts)]
    mean: NDArray[np.float32] = np.mean([scores.scores for scores in passes], axis=0, dtype=np.float32)
    shown = catalog.visual_vector(tile_id, embedder=info)
    visual = None if shown is None else catalog.visual(shown, embedder=info, tile_ids=candidates)
    if visual is not None:
        mean = alike(replace(passes[0], scores=mean), visual)
    others = np.flatnonzero(passes[0].tile_ids != tile_id)
    scored = _Scored(_taken(passes[0], others), None, visual, mean[others])
    page = _Page(k=k, offset=offset, threshold=threshold, merge_levels=merge_levels)
    hits = _hits(catalog, *_pick(catalog, lambda _: scored, page), offset=offset, question="")
    question = f"similar to tile {tile_id}"
    return Answer(question, hits, len(others), embedder.name, time.monotonic() - started)


def _taken(scores: TileScores, at: NDArray[np.int64]) -> TileScores:
    return TileScores(scores.tile_ids[at], scores.scores[at], scores.description_ids[at], scores.means[at])


def _check(*, k: int, offset: int, threshold: float | None) -> None:
    if not 1 <= k <= MAX_K:
        raise InvalidOptionError(f"k = {k} is out of range", remedy=f"Ask for 1 to {MAX_K:,} hits")
    if offset < 0:
        raise InvalidOptionError(f"An offset of {offset} is out of range", remedy="Give 0 or more")
    if threshold is not None and not -1.0 <= threshold <= 1.0:
        raise InvalidOptionError(
            f"A threshold of {threshold:g} is out of range", remedy="Scores lie between -1 and 1; try 0.4"
        )


def _candidates(catalog: Catalog, filters: Filters) -> NDArray[np.int64] | None:
    if filters.empty:
        return None
    _check_filters(filters)
    return catalog.candidates(filters)


def _check_filters(filters: Filters) -> None:
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


def _embedder_of(catalog: Catalog) -> Embedder:
    stored = catalog.embedders()
    return load_embedder(stored[0].name) if stored else load_embedder()


def _info(catalog: Catalog, embedder: Embedder) -> EmbedderInfo:
    info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)
    stored = catalog.embedders()
    if stored and info.fingerprint not in {one.fingerprint for one in stored}:
        names = ", ".join(sorted({one.name for one in stored}))
        raise UnknownEmbedderError(
            f"This catalog has no vectors of the embedder {embedder.name!r} as it is installed here (it has: {names})",
            remedy="Run the index again with this embedder (nothing is described anew), or search with one it has",
        )
    return info


def _pick(
    catalog: Catalog, score: Callable[[int], _Scored], page: _Page
) -> tuple[_Scored, list[tuple[int, StoredTile, int]]]:
    """The scores and (position in them, tile, merged) of the page's hits, best first.

    Merging may use up more tiles than are wanted, hence the rounds of growing size.
    """
    wanted = page.offset + page.k
    size = wanted + wanted // 2 + 16 if page.merge_levels else wanted
    while True:
        scored = score(size)
        order = _best(scored.fused, scored.dense.means, size)
        if page.threshold is not None:
            order = order[scored.fused[order] >= page.threshold]
        tiles = catalog.tiles(scored.dense.tile_ids[order].tolist())
        merger = Merger()
        keep: Callable[[StoredTile], bool] = merger.keep if page.merge_levels else lambda _: True
        kept = [(at, tile) for at, tile in zip(order.tolist(), tiles, strict=True) if keep(tile)]
        if len(kept) >= wanted or len(order) < size:
            return scored, [(at, tile, merger.merged[tile.id]) for at, tile in kept[page.offset : wanted]]
        size *= 4


def _best(scores: NDArray[np.float32], means: NDArray[np.float32], size: int) -> NDArray[np.int64]:
    """Positions of the `size` highest scores, best first; ties by the higher mean, then by position."""
    at = highest(scores, size=size) if size < len(scores) else np.arange(len(scores))
    return at[np.lexsort((-means[at], -scores[at]))][:size]


def _hits(
    catalog: Catalog,
    scored: _Scored,
    picked: list[tuple[int, StoredTile, int]],
    *,
    offset: int,
    question: str,
) -> tuple[Hit, ...]:
    lexical = _by_tile(scored.lexical, picked)
    visual = _by_tile(scored.visual, picked)
    matched = {at: _matched_description(scored, at, lexical.get(tile.id)) for at, tile, _ in picked}
    texts = catalog.description_texts(sorted(set(matched.values())))
    hits = []
    for rank, (at, tile, merged) in enumerate(picked, start=offset + 1):
        description = texts[matched[at]]
        channels = {"dense": round(float(scored.dense.scores[at]), 6)}
        if tile.id in lexical:
            channels["lexical"] = round(lexical[tile.id][0], 6)
        if tile.id in visual:
            channels["visual"] = round(visual[tile.id][0], 6)
        words = matched_words(question, (description.text, tile.summary)) if question else ()
        hits.append(
            Hit(
                rank=rank,
                score=round(float(scored.fused[at]), 6),
                tile_id=tile.id,
                raster=tile.raster,
                path=tile.path,
                acquired=tile.acquired,
                level_m=tile.level_m,
                summary=tile.summary,
                matched=description.text,
                matched_kind=description.kind,
                words=tuple(words),
                channels=channels,
                footprint=tile.footprint,
                merged=merged,
            )
        )
    return tuple(hits)


def _by_tile(scores: TileScores | None, picked: list[tuple[int, StoredTile, int]]) -> dict[int, tuple[float, int]]:
    """Tile id to (score, description id), for those of the picked tiles that have a score."""
    if scores is None or not len(scores.tile_ids):
        return {}
    ids = np.array([tile.id for _, tile, _ in picked], dtype=np.int64)
    at = np.minimum(np.searchsorted(scores.tile_ids, ids), len(scores.tile_ids) - 1)
    return {
        int(tile_id): (float(scores.scores[i]), int(scores.description_ids[i]))
        for tile_id, i in zip(ids, at, strict=True)
        if scores.tile_ids[i] == tile_id
    }


def _matched_description(scored: _Scored, at: int, lexical: tuple[float, int] | None) -> int:
    """The description that gave the larger part of the score, as far as words did."""
    dense = max(float(scored.dense.scores[at]), 0.0)
    if lexical and LEXICAL_WEIGHT * lexical[0] * (1 - dense) > dense:
        return lexical[1]
    return int(scored.dense.description_ids[at])
