"""Which description is of which tile and of which text, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.geopackage.ids import IdTable, ascending, ranges
from tilescribe.catalog.geopackage.scores import TileScores

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Postings"]


@dataclass(frozen=True, eq=False)
class Postings:
    """Descriptions of described tiles: arrays (n,), ordered by tile and then by description."""

    tile_ids: NDArray[np.int64]
    text_ids: NDArray[np.int64]
    description_ids: NDArray[np.int64]
    summarised_by: NDArray[np.int64]
    """The author of a summary; 0 for other descriptions."""
    valid_shares: NDArray[np.float32] | None = None
    """Share of the tile's pixels that carry a picture, 0 to 1; None where it is of no interest."""

    @classmethod
    def of(
        cls,
        *,
        tile_ids: NDArray[np.int64],
        text_ids: NDArray[np.int64],
        description_ids: NDArray[np.int64],
        summarised_by: NDArray[np.int64] | None = None,
        valid_shares: NDArray[np.float32] | None = None,
    ) -> Postings:
        """From rows in any order."""
        if summarised_by is None:
            summarised_by = np.zeros_like(tile_ids)
        if ascending(description_ids) and ascending(tile_ids, strictly=False):
            return cls(tile_ids, text_ids, description_ids, summarised_by, valid_shares)
        order = np.lexsort((description_ids, tile_ids))
        return cls(tile_ids, text_ids, description_ids, summarised_by, valid_shares).take(order)

    def __len__(self) -> int:
        return len(self.tile_ids)

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """Where each tile's descriptions begin, (tiles,) int64."""
        first = np.ones(len(self), dtype=bool)
        np.not_equal(self.tile_ids[1:], self.tile_ids[:-1], out=first[1:])
        return np.flatnonzero(first)

    @cached_property
    def statements(self) -> NDArray[np.int64]:
        """Where each statement begins, ascending: summaries of one tile by one author that follow one another are one
        statement in several wordings, every other description is one of its own."""
        first = np.ones(len(self), dtype=bool)
        by = self.summarised_by
        first[1:] = (self.tile_ids[1:] != self.tile_ids[:-1]) | (by[1:] != by[:-1]) | (by[1:] == 0)
        return np.flatnonzero(first)

    @cached_property
    def tiles(self) -> NDArray[np.int64]:
        """Ids of the tiles that have descriptions, (tiles,) int64, ascending."""
        return self.tile_ids if len(self.starts) == len(self) else self.tile_ids[self.starts]

    @cached_property
    def _valid_shares_of_tiles(self) -> NDArray[np.float32] | None:
        """(tiles,); None where all pixels of all tiles carry a picture."""
        if self.valid_shares is None or bool((self.valid_shares >= 1).all()):
            return None
        return self.valid_shares[self.starts]

    def of_tiles(self, tile_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """Positions of the descriptions of those of `tile_ids` (ascending) that have any, ascending."""
        at = self._tile_table.find(tile_ids)
        if len(self.tiles) == len(self):
            return at
        ends = np.append(self.starts[1:], len(self))
        return ranges(self.starts[at], ends[at])

    def count_tiles(self, tile_ids: NDArray[np.int64]) -> int:
        """How many of `tile_ids` (ascending) have descriptions."""
        return len(self._tile_table.find(tile_ids))

    @cached_property
    def _tile_table(self) -> IdTable:
        return IdTable(self.tiles)

    def of_texts(self, text_ids: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(position in `text_ids`, position of a description of that text) of all such descriptions."""
        order, ordered = self._by_text
        first, last = np.searchsorted(ordered, text_ids), np.searchsorted(ordered, text_ids, side="right")
        which = np.repeat(np.arange(len(text_ids)), last - first)
        return which, order[ranges(first, last)]

    def counts_of_texts(self, text_ids: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many descriptions each text is, (n,) int64."""
        _, ordered = self._by_text
        counts: NDArray[np.int64] = np.searchsorted(ordered, text_ids, side="right") - np.searchsorted(
            ordered, text_ids
        )
        return counts

    @cached_property
    def _by_text(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Positions in order of text, and the texts in that order."""
        order = np.argsort(self.text_ids, kind="stable")
        return order, self.text_ids[order]

    def best(self, scores: NDArray[np.float32]) -> TileScores:
        """The best score of each tile from one score for each description; ties go to the earlier description."""
        if len(self.starts) == len(self):
            return TileScores(
                self.tile_ids, scores, self.description_ids, scores, valid_shares=self._valid_shares_of_tiles
            )
        best = np.maximum.reduceat(scores, self.starts)
        counts = np.diff(self.starts, append=len(self))
        winners = np.flatnonzero(scores == np.repeat(best, counts))
        at = winners[np.searchsorted(winners, self.starts)]
        means = (np.add.reduceat(scores, self.starts) / counts).astype(np.float32)
        return TileScores(self.tiles, best, self.description_ids[at], means, valid_shares=self._valid_shares_of_tiles)

    def best_statement(self, scores: NDArray[np.float32]) -> TileScores:
        """As `best`, where wordings of one statement count by their mean; the description given is the best wording."""
        if len(self.statements) == len(self):
            return self.best(scores)
        agreed = self.mean_by_statement(scores)
        best = np.maximum.reduceat(agreed, self._statements_of_tiles)
        of_tiles = np.diff(self.starts, append=len(self))
        winning = np.repeat(agreed, self._wordings) == np.repeat(best, of_tiles)
        wordings = self.best(np.where(winning, scores, np.float32(-np.inf)))
        means = (np.add.reduceat(scores, self.starts) / of_tiles).astype(np.float32)
        return TileScores(self.tiles, best, wordings.description_ids, means, valid_shares=self._valid_shares_of_tiles)

    def best_statements(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """(queries, tiles) scores by `best_statement` from (queries, descriptions)."""
        if len(self.statements) < len(self):
            scores = self.mean_by_statement(scores)
        best: NDArray[np.float32] = np.maximum.reduceat(scores, self._statements_of_tiles, axis=-1)
        return best

    def mean_by_statement(self, scores: NDArray[np.float32]) -> NDArray[np.float32]:
        """(..., statements) from (..., descriptions)."""
        sums: NDArray[np.float32] = np.add.reduceat(scores, self.statements, axis=-1)
        return (sums / self._wordings).astype(np.float32)

    @cached_property
    def _wordings(self) -> NDArray[np.int64]:
        """How many each statement has."""
        return np.diff(self.statements, append=len(self))

    @cached_property
    def _statements_of_tiles(self) -> NDArray[np.int64]:
        """Where each tile's statements begin among the statements."""
        return np.searchsorted(self.statements, self.starts)

    def take(self, at: NDArray[np.int64]) -> Postings:
        """Those at some positions, ascending."""
        shares = None if self.valid_shares is None else self.valid_shares[at]
        return Postings(self.tile_ids[at], self.text_ids[at], self.description_ids[at], self.summarised_by[at], shares)
