"""Look again into the best hits, in overlapping crops, and rank them anew by the best crop of each."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import log_odds, probability
from tilescribe.domain.hit import Crop
from tilescribe.domain.plurals import plural
from tilescribe.domain.question import plain_question, read_question
from tilescribe.errors import CaptionerFailedError, InvalidOptionError, ModelError, TilescribeError
from tilescribe.searching.heat_maps import GRID
from tilescribe.searching.picture_questions import PictureQuestion
from tilescribe.searching.ranking import embedder_of, existing_tiles
from tilescribe.searching.windows import (
    check_space,
    check_unchanged,
    grid_windows,
    read_windows,
    visual_captioner,
    window_vectors,
)

# What reads pixels is imported where they are read: a question alone shall not wait for it.
if TYPE_CHECKING:
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import StoredTile
    from tilescribe.describe.base import Captioner, VisualCaptioner
    from tilescribe.domain.hit import Answer, Hit
    from tilescribe.domain.raster import Raster
    from tilescribe.embed.base import Embedder
    from tilescribe.raster import Scene

__all__ = ["GAIN", "Reranking", "rerank_by_crops"]

GAIN = 0.4
"""How much of the log-odds that the best crop has more than the whole tile a hit gains. The more, the better small
things are found; beyond this, what fills a tile is found less well than without (docs/evaluation.md)."""
_LEAST = np.float32(1e-6)
"""What is impossible or certain has no log-odds; six digits of a score are shown."""
_REASONS_TOLD = 20
_GONE = "it is no longer in the catalog"


@dataclass(frozen=True, slots=True)
class Reranking:
    """The answer in its new order, and what could not be looked at."""

    answer: Answer
    """Its notices name the failures, too."""
    failures: tuple[tuple[int, str], ...]
    """Tile id and reason, of hits that could not be read or that the captioner could not compare with words."""
    cancelled: bool = False


def rerank_by_crops(
    catalog: Catalog,
    answer: Answer,
    *,
    most: int,
    captioner: Captioner | None = None,
    embedder: Embedder | None = None,
    like: Sequence[int] = (),
    unlike: Sequence[int] = (),
    progress: Callable[[int, int], None] | None = None,
    cancel: threading.Event | None = None,
) -> Reranking:
    """Look at the first `most` hits in crops; they are ranked anew with their best crop, the rest follows.

    Crops are the windows of `where`: half the tile's sides, overlapping by three quarters, read from the raster anew.
    The captioner looks at the tile as a whole in the same way. A hit is ranked by its score, whose log-odds are raised
    by `GAIN` times what the best crop has more than the whole; where no crop has more, as of large things, nothing
    changes. Of a question in parts each crop is scored as a tile is, but for what is excluded: that counts from
    wherever in the tile it is seen best. Hits of the same value keep their order; one that cannot be looked at is
    ranked by its score.

    Args:
        catalog: Where the hits come from.
        answer: Of `search`.
        most: How many hits.
        captioner: One that gives visual vectors (`tilescribe.describe.VisualCaptioner`); default is `builtin`.
        embedder: The one in whose space they lie; default is the one used last in the catalog.
        like: As in the search.
        unlike: As in the search.
        progress: Called with how many are done, of how many.
        cancel: Set it from any thread to stop after the hit in hand; the hits that are left are ranked by their score.

    Raises:
        InvalidOptionError: `most` is below 1, the captioner gives no visual vectors, or none in the embedder's space.
        UnknownTileError: one of `like` and `unlike` is not there.
        CaptionerFailedError: it cannot go on.
        ModelError: a model cannot be loaded.
    """
    if most < 1:
        raise InvalidOptionError(f"{most} hits to look at closer are too few", remedy="Give 1 or more")
    started = time.monotonic()
    asked = answer.hits[:most]
    found: dict[int, Crop] = {}
    failures: list[tuple[int, str]] = []
    with visual_captioner(captioner) as model:
        embedder = embedder or embedder_of(catalog)
        check_space(model, embedder)
        # As the answer says that it was read.
        read = plain_question if answer.reading is None else read_question
        expression = read(answer.question).expression
        question = PictureQuestion.of(catalog, expression, embedder=embedder, like=like, unlike=unlike)
        closer_look = _CloserLook(catalog, model, question)
        there = {tile.id: tile for tile in existing_tiles(catalog, [hit.tile_id for hit in asked])}
        for done, hit in enumerate(asked, start=1):
            if cancel is not None and cancel.is_set():
                break
            looked = closer_look.at(hit, there[hit.tile_id]) if hit.tile_id in there else _GONE
            if isinstance(looked, Crop):
                found[hit.tile_id] = looked
            else:
                failures.append((hit.tile_id, looked))
            if progress:
                progress(done, len(asked))
    stopped = len(found) + len(failures) < len(asked)
    notices = [*answer.notices, *_told(failures)]
    if stopped:
        notices.append(f"Stopped: only {len(found):,} of {plural(len(asked), 'hit')} were looked at closer.")
    seconds = answer.seconds + time.monotonic() - started
    ranked = replace(answer, hits=_ranked(answer.hits, asked, found), notices=tuple(notices), seconds=seconds)
    return Reranking(ranked, tuple(failures), cancelled=stopped)


def _ranked(hits: Sequence[Hit], asked: Sequence[Hit], found: Mapping[int, Crop]) -> tuple[Hit, ...]:
    looked_at = [replace(hit, crop=found.get(hit.tile_id)) for hit in asked]
    looked_at.sort(key=lambda hit: -(hit.score if hit.crop is None else hit.crop.score))
    ranks = [hit.rank for hit in hits]
    return tuple(replace(hit, rank=rank) for hit, rank in zip([*looked_at, *hits[len(asked) :]], ranks, strict=True))


def _told(failures: Sequence[tuple[int, str]]) -> list[str]:
    told = [f"Not looked at closer: tile {tile_id}: {reason}" for tile_id, reason in failures[:_REASONS_TOLD]]
    left = len(failures) - len(told)
    return [*told, f"Not looked at closer: {left:,} more."] if left else told


class _CloserLook:
    """Crops of hits are read and scored; what is known of a raster is kept from one hit to the next."""

    def __init__(self, catalog: Catalog, model: VisualCaptioner, question: PictureQuestion) -> None:
        self._catalog = catalog
        self._model = model
        self._question = question
        self._opened: dict[int, tuple[Raster, Scene]] = {}

    def at(self, hit: Hit, tile: StoredTile) -> Crop | str:
        """The best crop of a hit, or the reason why there is none."""
        try:
            return self._best_crop(hit, tile)
        except ModelError:  # no fault of the tile
            raise
        except TilescribeError as error:  # a raster may leave the catalog at any moment
            return str(error)

    def _best_crop(self, hit: Hit, tile: StoredTile) -> Crop | str:
        from tilescribe.raster import footprint, locate

        raster, scene = self._raster_of(tile)
        windows = grid_windows(tile.ref.window, GRID)
        pixels = read_windows(raster, tile.ref, windows, scene=scene, side_px=self._model.input_side_px)
        shares = np.array([0.0 if one is None else one.valid.mean() for one in pixels], dtype=np.float32)
        try:
            pictures = window_vectors(self._model, pixels)
        except CaptionerFailedError:
            raise
        except Exception as error:  # noqa: BLE001 - third-party models raise anything; the reason is told of the tile
            return f"{self._model.author.captioner} failed: {type(error).__name__}: {error}"
        if np.isnan(pictures[0, 0]):
            return f"it is no picture that {self._model.author.captioner!r} can compare with words"
        scores = self._question.scores(pictures, shares, excluded_anywhere=True)
        best = int(np.nanargmax(scores))
        own, crop, whole = log_odds(np.clip(np.array([hit.score, scores[best], scores[0]]), _LEAST, 1 - _LEAST))
        score = round(float(probability(own + GAIN * (crop - whole))), 6)
        if best == 0:
            return Crop(score=score, window=tile.ref.window, footprint=tile.footprint)
        window = windows[best - 1]
        return Crop(score=score, window=window, footprint=footprint(window, locate(raster)))

    def _raster_of(self, tile: StoredTile) -> tuple[Raster, Scene]:
        from tilescribe.raster import scene_of

        if tile.raster_id not in self._opened:
            with self._catalog.snapshot():
                raster = self._catalog.load_raster(tile.raster_id)
                kept = self._catalog.load_scene(tile.raster_id)
            check_unchanged(raster)
            self._opened[tile.raster_id] = raster, scene_of(raster, kept=kept)
        return self._opened[tile.raster_id]
