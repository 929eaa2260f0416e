"""The built-in model as a captioner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.domain.bands import Quantity
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind, VisualVector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.base import Captioner
    from tilescribe.domain.pixels import TilePixels

__all__ = ["BuiltinCaptioner"]

_FOREIGN = frozenset({Quantity.BACKSCATTER, Quantity.OTHER})
"""What the model has never seen, however much a tile may look like a photograph: radar, elevation, classes."""
_MOST_AT_ONCE = 4
"""Batches described side by side; their pictures are in memory together."""


class BuiltinCaptioner:
    """Sentences, tags and a visual vector from the model in the package.

    Args:
        batch_size: Tiles looked at together. Results do not depend on it but for the last digits of floats.
        folder: Another model of the same make, such as one just trained.

    Raises:
        ModelDamagedError: the model's files are missing or damaged.
    """

    input_side_px = 224
    """Of the raster; the network looks at 160 px of it, which is the scale of its training pictures."""

    def __init__(self, *, batch_size: int = 96, folder: Path | None = None) -> None:
        import torch

        from tilescribe.describe.builtin.model import WEIGHTS, WEIGHTS_FILE, BuiltinModel
        from tilescribe.describe.builtin.rendering import RENDERING_VERSION

        folder = folder or WEIGHTS
        self._model = BuiltinModel.load(folder)
        self.weights: Sequence[Path] = (folder / WEIGHTS_FILE,)
        self.author = Author("builtin", self._model.version, RENDERING_VERSION)
        self.batch_size = batch_size
        self.batches_at_once = min(_MOST_AT_ONCE, torch.get_num_threads())

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
        """See `Captioner.describe`. Tiles unlike anything the model knows get the tag `uncertain` and say so."""
        from tilescribe.describe.builtin.pictures import picture_of
        from tilescribe.describe.builtin.rendering import Rendering

        if not tiles:
            return []
        seen = self._model.predict([picture_of(tile) for tile in tiles])
        captions = []
        for row, tile in enumerate(tiles):
            foreign = tile.raster.quantity in _FOREIGN
            rendering = Rendering.of(seen, row, foreign=foreign, valid=_valid_of(tile))
            said = [
                Description(DescriptionKind.SUMMARY, text, variant) for variant, text in enumerate(rendering.sentences)
            ]
            if rendering.features:
                said.append(Description(DescriptionKind.FEATURES, rendering.features))
            # A guess must not outrank what is known: without the visual vector only its hedged words are matched.
            visual = None if rendering.uncertain else VisualVector.of(seen.vectors[row], space=self._model.space)
            captions.append(Caption(descriptions=tuple(said), visual=visual, tags=rendering.tags))
        return captions


def _valid_of(tile: TilePixels) -> NDArray[np.bool_] | None:
    """(height, width), laid as `picture_of` lays the picture; None where all of it is valid."""
    from tilescribe.describe.facts.position import turn_to_north

    if tile.valid.all():
        return None
    turn = turn_to_north(tile)
    return tile.valid if turn is None else turn(tile.valid)


if TYPE_CHECKING:

    def _holds_to_the_protocol(captioner: BuiltinCaptioner) -> Captioner:
        return captioner
