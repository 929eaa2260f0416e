"""The built-in model as a captioner."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.bands import Quantity
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, VisualVector
from tilescribe.errors import CaptionerFailedError, ModelDamagedError, ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.base import OverlappingCaptioner, VisualCaptioner
    from tilescribe.describe.builtin.model import BuiltinModel, Predictions
    from tilescribe.describe.builtin.rendering import Rendering
    from tilescribe.domain.pixels import TilePixels

__all__ = ["FOREIGN", "MOST_AT_ONCE", "BuiltinCaptioner", "own_core_each", "torch_threads"]

FOREIGN = frozenset({Quantity.BACKSCATTER, Quantity.OTHER})
"""What the model has never seen, however much a tile may look like a photograph: radar, elevation, classes."""
MOST_AT_ONCE = 4
"""Batches described side by side; their pictures are in memory together."""


class BuiltinCaptioner:
    """Sentences, tags and a visual vector from the model in the package. May be shared between threads.

    The model is loaded with the first batch; what its files tell without that is checked at once.

    Args:
        batch_size: Tiles looked at together. Results do not depend on it but for the last digits of floats.
        folder: Another model of the same make, such as one just trained.

    Raises:
        ModelDamagedError: the model's files are missing, cut off or do not belong together.
    """

    input_side_px = 224
    """Of the raster; the network looks at 140 px of it."""

    def __init__(self, *, batch_size: int = 96, folder: Path | None = None) -> None:
        from tilescribe.describe.builtin.files import WEIGHTS, read_files
        from tilescribe.describe.builtin.rendering import RENDERING_VERSION

        self._files = read_files(folder or WEIGHTS)
        self._loaded: BuiltinModel | None = None
        self._loading = threading.Lock()
        self.weights: Sequence[Path] = (self._files.weights,)
        self.author = Author("builtin", self._files.version, RENDERING_VERSION)
        self.batch_size = batch_size
        self.batches_at_once = min(MOST_AT_ONCE, torch_threads())

    def prepare(self) -> None:
        """Load the model now, and not with the first batch.

        Raises:
            ModelDamagedError: its files do not make a model.
            ModelError: torch cannot be imported.
        """
        self._model()

    def _model(self) -> BuiltinModel:
        """The model, loaded when it is first needed: torch takes seconds to import, and most runs find little to do.

        Raises:
            ModelDamagedError: its files do not make a model, or are no longer those that the author stands for.
            ModelError: torch cannot be imported.
        """
        with self._loading:
            if self._loaded is None:
                model = _loaded(self._files.folder)
                if model.version != self._files.version:
                    raise ModelDamagedError(
                        f"The built-in model in {self._files.folder} was replaced during the run",
                        remedy="Start the run again",
                    )
                self._loaded = model
            return self._loaded

    @contextmanager
    def side_by_side(self) -> Iterator[None]:
        """Each batch on threads of its own: so many small operations are not worth handing round."""
        import torch

        before = torch.get_num_threads()
        torch.set_num_threads(max(1, before // self.batches_at_once))
        try:
            yield
        finally:
            torch.set_num_threads(before)

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`. Tiles unlike anything the model knows get the tag `uncertain` and say so.

        Raises:
            CaptionerFailedError: the model cannot be loaded.
        """
        from tilescribe.describe.builtin.rendering import Rendering

        if not tiles:
            return []
        model, seen = self._seen(tiles, sentences=True)
        captions = []
        for row, tile in enumerate(tiles):
            foreign = tile.raster.quantity in FOREIGN
            rendering = Rendering.of(seen, row, foreign=foreign, valid=_valid_of(tile))
            said = [
                Description(DescriptionKind.SUMMARY, text, variant) for variant, text in enumerate(rendering.sentences)
            ]
            if rendering.features:
                said.append(Description(DescriptionKind.FEATURES, rendering.features))
            visual = _visual(rendering, seen.vectors[row], space=model.space)
            captions.append(Caption(descriptions=tuple(said), visual=visual, tags=rendering.tags))
        return captions

    @property
    def visual_space(self) -> str:
        """See `VisualCaptioner`."""
        return self._files.config.space

    def visual_vectors(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        """See `VisualCaptioner`. No sentence is written, which takes two thirds of the time.

        Pictures unlike the training have a vector, too: parts of one tile are compared with each other only.

        Raises:
            CaptionerFailedError: the model cannot be loaded.
        """
        import numpy as np

        _, seen = self._seen(tiles, sentences=False)
        foreign = [tile.raster.quantity in FOREIGN for tile in tiles]
        vectors: NDArray[np.float32] = np.where(np.array(foreign)[:, None], np.float32(np.nan), seen.vectors)
        return vectors

    def _seen(self, tiles: Sequence[TilePixels], *, sentences: bool) -> tuple[BuiltinModel, Predictions]:
        from tilescribe.describe.builtin.pictures import picture_of

        try:
            model = self._model()
        except ModelError as error:  # no fault of the tiles, which need not be tried one by one
            raise CaptionerFailedError(error.what, remedy=error.remedy) from error
        return model, model.predict([picture_of(tile) for tile in tiles], sentences=sentences)


@contextmanager
def own_core_each(batches: int) -> Iterator[None]:
    """While so many batches are at work, each has its share of torch's threads."""
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(max(1, before // batches))
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _visual(rendering: Rendering, vector: NDArray[np.float32], *, space: str) -> VisualVector:
    """A guess must not outrank what is known: what is uncertain looks like nothing that is asked."""
    if rendering.uncertain:
        return VisualVector.unread(space=space, dim=len(vector))
    return VisualVector.of(vector, space=space)


def _loaded(folder: Path) -> BuiltinModel:
    try:
        from tilescribe.describe.builtin.model import BuiltinModel
    except (ImportError, OSError) as error:
        raise ModelError(
            f"The built-in model needs torch, which cannot be imported ({type(error).__name__}: {error})",
            remedy="Install it again: pip install --force-reinstall torch",
        ) from error
    return BuiltinModel.load(folder)


def torch_threads() -> int:
    """How many threads torch takes for one operation, told without importing it.

    Where each core runs two threads torch may take half as many; batches then share a core.
    """
    if "torch" in sys.modules:  # which may have been told how many
        import torch

        return torch.get_num_threads()
    wanted = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    if wanted.isdigit() and int(wanted):
        return int(wanted)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _valid_of(tile: TilePixels) -> NDArray[np.bool_] | None:
    """(height, width), laid as `picture_of` lays the picture; None where all of it is valid."""
    from tilescribe.describe.facts.position import turn_to_north

    if tile.valid.all():
        return None
    turn = turn_to_north(tile)
    return tile.valid if turn is None else turn(tile.valid)


if TYPE_CHECKING:

    def _holds_to_the_protocol(captioner: BuiltinCaptioner) -> OverlappingCaptioner:
        return captioner

    def _holds_to_the_visual_protocol(captioner: BuiltinCaptioner) -> VisualCaptioner:
        return captioner
