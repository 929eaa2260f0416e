"""The built-in model on two dates, as a captioner."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.describe.builtin.captioner import FOREIGN, MOST_AT_ONCE, own_core_each, torch_threads
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, VisualVector
from tilescribe.domain.pair import PairPixels
from tilescribe.errors import CaptionerFailedError, ModelDamagedError, ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.base import OverlappingCaptioner
    from tilescribe.describe.builtin.change_model import ChangeModel, ChangePredictions
    from tilescribe.describe.builtin.change_rendering import ChangeRendering
    from tilescribe.domain.pixels import TilePixels

__all__ = ["BuiltinChangeCaptioner"]

_ONE_DATE = "It shows one date; what has changed needs two"


class BuiltinChangeCaptioner:
    """Sentences of kind `change`, tags and a visual vector of what happened between two dates of a place.

    May be shared between threads. The model is loaded with the first batch; what its files tell without that is checked
    at once.

    Args:
        batch_size: Pairs looked at together. Results do not depend on it but for the last digits of floats.
        folder: Another model of the same make, with its change head.

    Raises:
        ModelDamagedError: the files are missing, cut off or do not belong together.
    """

    input_side_px = 224
    """Of the rasters; the network looks at 140 px of both."""

    def __init__(self, *, batch_size: int = 32, folder: Path | None = None) -> None:
        from tilescribe.describe.builtin.change_rendering import CHANGE_RENDERING_VERSION
        from tilescribe.describe.builtin.files import WEIGHTS, read_change_file

        self._files = read_change_file(folder or WEIGHTS)
        self._loaded: ChangeModel | None = None
        self._loading = threading.Lock()
        self.weights: Sequence[Path] = (self._files.model.weights, self._files.weights)
        self.author = Author("builtin", self._files.version, f"change-{CHANGE_RENDERING_VERSION}")
        self.batch_size = batch_size
        self.batches_at_once = min(MOST_AT_ONCE, torch_threads())

    def prepare(self) -> None:
        """Load the model now, and not with the first batch.

        Raises:
            ModelDamagedError: its files do not make a model.
            ModelError: torch cannot be imported.
        """
        self._model()

    def side_by_side(self) -> AbstractContextManager[None]:
        """Each batch on threads of its own: so many small operations are not worth handing round."""
        return own_core_each(self.batches_at_once)

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`. What is no pair of dates is a failure; a pair of which nothing can be told says so.

        Raises:
            CaptionerFailedError: the model cannot be loaded.
        """
        pairs = [tile for tile in tiles if isinstance(tile, PairPixels)]
        seen = iter(self._of_pairs(pairs))
        return [next(seen) if isinstance(tile, PairPixels) else Caption(failure=_ONE_DATE) for tile in tiles]

    def _of_pairs(self, pairs: Sequence[PairPixels]) -> list[Caption]:
        from tilescribe.describe.builtin.change_rendering import ChangeRendering

        told = [position for position, pair in enumerate(pairs) if _can_be_told(pair)]
        dim = self._files.model.config.encoder.vector_dim
        unread = VisualVector.unread(space=self._files.model.config.space, dim=dim)
        captions = [_caption(ChangeRendering.untold(), unread)] * len(pairs)
        if told:
            masks = [_north_up(pairs[position]) for position in told]
            seen = self._seen([pairs[position] for position in told], masks)
            for row, (position, mask) in enumerate(zip(told, masks, strict=True)):
                rendering = ChangeRendering.of(seen, row, comparable=mask)
                visual = VisualVector.of(seen.vectors[row], space=unread.space)
                captions[position] = _caption(rendering, unread if rendering.uncertain else visual)
        return captions

    def _seen(self, pairs: Sequence[PairPixels], masks: Sequence[NDArray[np.bool_]]) -> ChangePredictions:
        from tilescribe.describe.builtin.change_limits import limits_of
        from tilescribe.describe.change.evidence import gather

        try:
            model = self._model()
        except ModelError as error:  # no fault of the pairs, which need not be tried one by one
            raise CaptionerFailedError(error.what, remedy=error.remedy) from error
        before = [_comparable_picture(pair.before, pair) for pair in pairs]
        after = [_comparable_picture(pair, pair) for pair in pairs]
        # What is measured goes with every captioner, so that it is at hand.
        return model.predict(before, after, masks, limits=[limits_of(gather(pair)) for pair in pairs])

    def _model(self) -> ChangeModel:
        """The model, loaded when it is first needed.

        Raises:
            ModelDamagedError: its files do not make a model, or are no longer those that the author stands for.
            ModelError: torch cannot be imported.
        """
        with self._loading:
            if self._loaded is None:
                model = _load(self._files.model.folder)
                if model.version != self._files.version:
                    raise ModelDamagedError(
                        f"The built-in model in {self._files.model.folder} was replaced during the run",
                        remedy="Start the run again",
                    )
                self._loaded = model
            return self._loaded


def _load(folder: Path) -> ChangeModel:
    try:
        from tilescribe.describe.builtin.change_model import ChangeModel
    except (ImportError, OSError) as error:
        raise ModelError(
            f"The built-in model needs torch, which cannot be imported ({type(error).__name__}: {error})",
            remedy="Install it again: pip install --force-reinstall torch",
        ) from error
    return ChangeModel.load(folder)


def _can_be_told(pair: PairPixels) -> bool:
    """Whether both dates are light, and show the same ground somewhere."""
    return bool(pair.comparable.any()) and not {pair.raster.quantity, pair.before.raster.quantity} & FOREIGN


def _comparable_picture(date: TilePixels, pair: PairPixels) -> NDArray[np.uint8]:
    """Of one date, with what cannot be compared filled as what is not there is: clouds look strange to the model."""
    from tilescribe.describe.builtin.pictures import picture_of

    seen = date.valid & pair.comparable
    return picture_of(date if seen.all() or not seen.any() else replace(date, valid=seen))


def _north_up(pair: PairPixels) -> NDArray[np.bool_]:
    """Where the pair can be compared, laid as `picture_of` lays the pictures."""
    from tilescribe.describe.facts.position import turn_to_north

    turn = turn_to_north(pair)
    return pair.comparable if turn is None else turn(pair.comparable)


def _caption(rendering: ChangeRendering, visual: VisualVector) -> Caption:
    said = tuple(Description(DescriptionKind.CHANGE, text, variant) for variant, text in enumerate(rendering.sentences))
    return Caption(descriptions=said, visual=visual, tags=rendering.tags)


if TYPE_CHECKING:

    def _holds_to_the_protocol(captioner: BuiltinChangeCaptioner) -> OverlappingCaptioner:
        return captioner
