"""What a store is asked for, and what it answers: the best tiles with the scores of their channels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilescribe.catalog.fusion import Weights
from tilescribe.domain.query import Filters

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.types import AuthorFilter, StoredDescription, StoredTile
    from tilescribe.domain.description import Measurements, Tag
    from tilescribe.domain.question import Expression

__all__ = [
    "CHANNELS",
    "DATED_HITS",
    "MAX_ALTERNATIVES",
    "MAX_DATES",
    "NO_COSINE",
    "JoinedParts",
    "Page",
    "PlaceTile",
    "RankedTile",
    "ScoreMatrix",
    "ScoredTiles",
    "TileQuery",
    "TileRanking",
]

CHANNELS = ("descriptions", "facts", "visual", "lexical", "fused")
"""Of a `ScoreMatrix`."""
MAX_ALTERNATIVES = 10
"""Of one tile: a coarse one may stand for hundreds of fine ones."""
MAX_DATES = 8
"""Of one place."""
DATED_HITS = 200
"""Tiles of a ranking of which other dates are looked for: nobody reads those of more, and each takes its time."""
NO_COSINE = -1.0
"""The score in a channel of cosines of a tile that has nothing there, in a `ScoreMatrix`."""


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a ranking is asked for."""

    k: int = 20
    """The most tiles to return, at least 1."""
    offset: int = 0
    """Tiles to leave out at the top."""
    threshold: float | None = None
    """Least score of a tile, 0 to 1; None for any. What is below it is no answer, and is merged into none."""
    merge_levels: bool = True
    """Tiles of different levels can show the same place."""
    merge_places: bool = True
    """Of tiles that show the same place only the best one counts (`catalog.merging`); False: every tile does."""


@dataclass(frozen=True, slots=True, eq=False)
class JoinedParts:
    """A question that is read in parts."""

    expression: Expression
    texts: Mapping[str, TileQuery]
    """Every text of `catalog.joining.asked_texts`; its vectors, words and weights count, nothing else."""


@dataclass(frozen=True, slots=True, eq=False)
class TileQuery:
    """One question to a store: vectors by space, words, weights, filters, and the part of the ranking that is wanted.

    A tile is scored in up to three channels, which `catalog.fusion` joins, by `weights`, into one probability:

    - **text**: the cosine of the tile's best statement with a vector. Several summaries by one author are one statement
      in several wordings and count by their mean, which is more to be relied on than the luckiest wording; any other
      description is a statement of its own. Of several vectors, the mean of what the tile has for each. Tiles that
      have no description that counts, or none with a vector of this space, are no candidates.
    - **visual**: the cosine of the tile's visual vector, or of the best one where several captioners have seen it, for
      each space in `visual` of which it has any, on the scale that `weights.spaces` gives: the weighted mean of those.
    - **lexical**: 0 to 1, how much of `words` the tile's best text has, rare words counting more. A text has the same
      score whatever the filters are, and whoever's descriptions are asked.

    What is said of a tile with few valid pixels counts less (`fusion.discounted`). Scores are exact. The answer is that
    of scoring every tile that passes the filters, or, in a large catalog and unless `exact`, has at least .99 of its
    best hundred: a store may take candidates from an index and score those only. Fewer tiles than a page has room for
    come only where there are no others.
    """

    space: str
    """Id of the vector space in which descriptions are compared."""
    text: NDArray[np.float32]
    """(n, dim) at least one vector of that space, L2-normalised (or zero, for a question without words)."""
    visual: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Id of a vector space to the vector with which its visual vectors are compared: (dim,), L2-normalised, or of
    another length where `weights.spaces` has the scale for that."""
    words: str = ""
    """Plain words for the lexical channel; any characters. Words such as "the" and "of" do not count, nor does the
    channel where no others are left."""
    weights: Weights = field(default_factory=Weights)
    author_filter: AuthorFilter = "all"
    """Whose descriptions and visual vectors count."""
    filters: Filters = field(default_factory=Filters)
    exclude: tuple[int, ...] = ()
    """Ids of tiles that are no candidates."""
    page: Page = field(default_factory=Page)
    exact: bool = False
    """Score every tile, however many there are."""
    joined: JoinedParts | None = None
    """Of a question that is read in parts: what the score of every tile is joined from, by `catalog.joining`. `text`,
    `visual`, `words` and `weights` are then only what hits are explained by."""
    along: ScoredTiles | None = None
    """The probabilities of something else, such as what the place showed before: a tile's score is that both hold
    (`catalog.joining.both`). Tiles that it lacks are no candidates."""


@dataclass(frozen=True, slots=True)
class PlaceTile:
    """A tile of the same place as another one, with its score for the same question."""

    tile: StoredTile
    score: float


@dataclass(frozen=True, slots=True)
class RankedTile:
    """A tile of the answer."""

    tile: StoredTile
    """Its summary is the asked captioner's own, where one was asked and wrote any."""
    score: float
    """The probability that the tile shows what was asked, 0 to 1."""
    channels: Mapping[str, float]
    """`dense` (the text channel) and, where the tile has them and they count, `lexical` and `visual`."""
    matched: StoredDescription
    """The description that is nearest to the question, or has its words where these gave the larger part."""
    words: tuple[str, ...]
    """Those of the question that count and stand, in any form, in the matched description or the summary."""
    merged: int = 0
    """How many worse tiles of its place and date it stands for, of those that the store looked at for this page: others
    may come further down."""
    alternatives: tuple[PlaceTile, ...] = ()
    """The best `MAX_ALTERNATIVES` of them, best first."""
    dates: tuple[PlaceTile, ...] = ()
    """The same place at the `MAX_DATES` newest other dates, newest first, whatever their scores are: of each date the
    best of the tiles that pass the filters, are of the nearest level, and fit. For the first `DATED_HITS` tiles of a
    ranking; none where places are not merged."""
    parts: Mapping[str, float] = field(default_factory=dict)
    """Of a question that is read in parts: each of its terms with the probability that a person would say it of the
    tile, 0 to 1, before it is joined with the others."""
    tags: tuple[Tag, ...] = ()
    """Most probable first."""
    measured: Measurements | None = None


@dataclass(frozen=True, slots=True)
class TileRanking:
    """The asked part of a ranking, best first; ties by the mean cosine of all descriptions of the tile that count (with
    the first vector of the question), the highest first, then by id."""

    tiles: tuple[RankedTile, ...]
    candidates: int
    """How many tiles the answer was chosen from: those that pass the filters and can be scored."""
    undated_rasters: int
    """Rasters that only the filter by time left out, since nothing tells when they were acquired."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """Scores of n questions for m tiles, for measuring."""

    tile_ids: NDArray[np.int64]
    """(m,) ascending."""
    by_channel: Mapping[str, NDArray[np.float32]]
    """Names of `CHANNELS` to (n, m). `fused` is what a store ranks by, as log-odds of the probability, so that tiles
    of hardly any stay apart; `visual` is absent when nothing was seen."""
    by_space: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Of the other spaces that were asked: (n, m) products with the visual vectors, NaN where a tile has none."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoredTiles:
    """Every tile that may answer a question, with its score: arrays (n,), in order of id."""

    tile_ids: NDArray[np.int64]
    scores: NDArray[np.float32]
    """Probabilities that the tile shows what was asked, 0 to 1, as in `RankedTile`; or how much has changed there."""
    levels_m: NDArray[np.float64]
    """Sides on the ground."""
