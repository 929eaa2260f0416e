"""From scores to the rows that hits show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage import tile_queries
from tilescribe.catalog.geopackage.ids import find_sorted
from tilescribe.catalog.geopackage.lexical import matched_words
from tilescribe.catalog.query import PlaceTile, RankedTile
from tilescribe.catalog.types import ByCaptioner

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.geopackage.scores import TileScores
    from tilescribe.catalog.query import TileQuery
    from tilescribe.catalog.types import StoredTile

__all__ = ["PickedTile", "ScoredCandidates", "ranked_tiles"]


@dataclass(frozen=True, slots=True, eq=False)
class ScoredCandidates:
    """Fused scores of all candidates with what they were made of."""

    dense: TileScores
    lexical: TileScores | None
    visual: TileScores | None
    fused: NDArray[np.float32]
    parts: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Of a question that is read in parts: the probability of each term."""


@dataclass(frozen=True, slots=True)
class PickedTile:
    """A tile of the page."""

    at: int
    """Its position among the candidates."""
    tile: StoredTile
    merged: int = 0
    alternatives: tuple[tuple[int, StoredTile], ...] = ()
    """(position among the candidates, tile) of worse ones of its place and date."""


def ranked_tiles(
    db: sqlite3.Connection, scored: ScoredCandidates, picked: Sequence[PickedTile], query: TileQuery
) -> tuple[RankedTile, ...]:
    """Tiles of the page with what a hit shows and is explained by, in the order given."""
    by_words = _by_tile(scored.lexical, picked)
    by_eye = _by_tile(scored.visual, picked)
    matched = {one.at: _matched_description(scored, one.at, by_words.get(one.tile.id), query.weights) for one in picked}
    texts = tile_queries.description_texts(db, sorted(set(matched.values())))
    summaries = {one.tile.id: one.tile.summary for one in picked}
    tags, measured = tile_queries.tags_of(db, list(summaries)), tile_queries.measurements_of(db, list(summaries))
    if isinstance(query.author_filter, ByCaptioner):
        summaries |= tile_queries.summaries(db, list(summaries), captioner=query.author_filter.captioner)
    ranked = []
    for one in picked:
        tile, description = replace(one.tile, summary=summaries[one.tile.id]), texts[matched[one.at]]
        channels = {"dense": float(scored.dense.scores[one.at])}
        if tile.id in by_words:
            channels["lexical"] = by_words[tile.id][0]
        if tile.id in by_eye:
            channels["visual"] = float(np.nan_to_num(by_eye[tile.id][0]))
        shared = matched_words(query.words, (description.text, tile.summary)) if query.words else ()
        others = tuple(PlaceTile(other, float(scored.fused[at])) for at, other in one.alternatives)
        ranked.append(
            RankedTile(
                tile,
                float(scored.fused[one.at]),
                channels,
                description,
                shared,
                one.merged,
                others,
                parts={text: float(values[one.at]) for text, values in scored.parts.items()},
                tags=tags.get(tile.id, ()),
                measured=measured.get(tile.id),
            )
        )
    return tuple(ranked)


def _by_tile(scores: TileScores | None, picked: Sequence[PickedTile]) -> dict[int, tuple[float, int]]:
    """Tile id to (score, description id), for those of the picked tiles that have a score."""
    if scores is None:
        return {}
    ids = np.array([one.tile.id for one in picked], dtype=np.int64)
    found, at = find_sorted(scores.tile_ids, ids)
    return {
        int(tile_id): (float(scores.scores[i]), int(scores.description_ids[i]))
        for tile_id, i in zip(ids[found], at, strict=True)
    }


def _matched_description(scored: ScoredCandidates, at: int, words: tuple[float, int] | None, weights: Weights) -> int:
    """The description that gave the larger part of what texts say, which may be the one that has the words."""
    alone = weights.unseen
    dense = max(float(scored.dense.scores[at]), 0.0)
    if words and alone.lexical * words[0] > alone.text * dense:
        return words[1]
    return int(scored.dense.description_ids[at])
