"""What every kind of question has in common: its checks, its candidates, and the way from scores to hits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from tilescribe.catalog.base import AuthorFilter, ByCaptioner, EmbedderInfo, TileScores
from tilescribe.catalog.geopackage.lexical import matched_words
from tilescribe.domain.hit import Hit
from tilescribe.domain.query import Filters
from tilescribe.embed import embedder_in_use, load_embedder
from tilescribe.errors import (
    CatalogChangedError,
    InvalidDateError,
    InvalidOptionError,
    UnknownEmbedderError,
    UnknownTileError,
)
from tilescribe.searching.areas import check_bounds
from tilescribe.searching.fusion import LEXICAL_WEIGHT, top_k
from tilescribe.searching.merging import merge_levels

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.base import Catalog, StoredTile
    from tilescribe.embed.base import Embedder

__all__ = [
    "MAX_K",
    "Page",
    "Scored",
    "candidates",
    "check_filters",
    "check_page",
    "embedder_info",
    "embedder_of",
    "existing_tiles",
    "hits_of",
    "in_one_state",
]

Result = TypeVar("Result")

MAX_K = 1_000_000
ATTEMPTS = 5
"""How often a question is asked anew because of what others write. Once they are at work, SQLite keeps them apart."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of the ranking is asked for."""

    k: int
    offset: int
    threshold: float | None
    merge_levels: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """Fused scores of all candidates with what they were made of."""

    dense: TileScores
    lexical: TileScores | None
    visual: TileScores | None
    fused: NDArray[np.float32]


def check_page(page: Page) -> None:
    """Raises InvalidOptionError where no such part of a ranking exists."""
    k, offset, threshold = page.k, page.offset, page.threshold
    if not 1 <= k <= MAX_K:
        raise InvalidOptionError(f"k = {k} is out of range", remedy=f"Ask for 1 to {MAX_K:,} hits")
    if offset < 0:
        raise InvalidOptionError(f"An offset of {offset} is out of range", remedy="Give 0 or more")
    if threshold is not None and not -1.0 <= threshold <= 1.0:
        raise InvalidOptionError(
            f"A threshold of {threshold:g} is out of range", remedy="Scores lie between -1 and 1; try 0.4"
        )


def candidates(catalog: Catalog, filters: Filters) -> NDArray[np.int64] | None:
    """Ids of the tiles that pass, ascending; None for all. Errors as `check_filters`."""
    if filters.empty:
        return None
    check_filters(filters)
    return catalog.candidates(filters)


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


def hits_of(
    catalog: Catalog,
    score: Callable[[int], Scored],
    page: Page,
    *,
    question: str = "",
    author_filter: AuthorFilter = "all",
) -> tuple[Hit, ...]:
    """The hits of a page, best first.

    Args:
        catalog: Where the tiles are.
        score: Scores that are right for the best `size` tiles, whichever number it is called with.
        page: Which part of the ranking.
        question: Whose words are looked for in what matched.
        author_filter: Whose scores they are; where it is one captioner, the summaries are its own, where it wrote any.
    """
    scored, picked = _pick(catalog, score, page)
    lexical = _by_tile(scored.lexical, picked)
    visual = _by_tile(scored.visual, picked)
    matched = {at: _matched_description(scored, at, lexical.get(tile.id)) for at, tile, _ in picked}
    texts = catalog.description_texts(sorted(set(matched.values())))
    summaries = {tile.id: tile.summary for _, tile, _ in picked}
    if isinstance(author_filter, ByCaptioner):
        summaries |= catalog.summaries(list(summaries), captioner=author_filter.captioner)
    hits = []
    for rank, (at, tile, merged) in enumerate(picked, start=page.offset + 1):
        description = texts[matched[at]]
        channels = {"dense": round(float(scored.dense.scores[at]), 6)}
        if tile.id in lexical:
            channels["lexical"] = round(lexical[tile.id][0], 6)
        if tile.id in visual:
            channels["visual"] = round(visual[tile.id][0], 6)
        summary = summaries[tile.id]
        words = matched_words(question, (description.text, summary)) if question else ()
        hits.append(
            Hit(
                rank=rank,
                score=round(float(scored.fused[at]), 6),
                tile_id=tile.id,
                raster=tile.raster,
                path=tile.path,
                acquired=tile.acquired,
                acquired_end=tile.acquired_end,
                level_m=tile.level_m,
                summary=summary,
                matched=description.text,
                matched_kind=description.kind,
                words=tuple(words),
                channels=channels,
                footprint=tile.footprint,
                valid_share=valid_share_of(tile),
                merged=merged,
                available=tile.available,
            )
        )
    return tuple(hits)


def valid_share_of(tile: StoredTile) -> float:
    """As hits show it: four digits; a tile of an early catalog that does not say counts as whole."""
    return 1.0 if tile.valid_share is None else round(tile.valid_share, 4)


def _pick(
    catalog: Catalog, score: Callable[[int], Scored], page: Page
) -> tuple[Scored, list[tuple[int, StoredTile, int]]]:
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
        ranked = list(zip(order.tolist(), tiles, [0] * len(tiles), strict=True))
        if page.merge_levels:
            merged = merge_levels(tiles)
            ranked = [(int(order[i]), tiles[i], int(merged.counts[i])) for i in np.flatnonzero(merged.kept).tolist()]
        if len(ranked) >= wanted or len(order) < size:
            return scored, ranked[page.offset : wanted]
        size *= 4


def _best(scores: NDArray[np.float32], means: NDArray[np.float32], size: int) -> NDArray[np.int64]:
    """Positions of the `size` highest scores, best first; ties by the higher mean, then by position."""
    at = top_k(scores, size=size) if size < len(scores) else np.arange(len(scores))
    return at[np.lexsort((-means[at], -scores[at]))][:size]


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


def _matched_description(scored: Scored, at: int, lexical: tuple[float, int] | None) -> int:
    """The description that gave the larger part of the score, as far as words did."""
    dense = max(float(scored.dense.scores[at]), 0.0)
    if lexical and LEXICAL_WEIGHT * lexical[0] * (1 - dense) > dense:
        return lexical[1]
    return int(scored.dense.description_ids[at])
