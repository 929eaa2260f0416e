"""The built-in model's encoder on both dates of a place, with the head that tells what happened between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch

from tilescribe.describe.builtin.appearance import appearance
from tilescribe.describe.builtin.change import ChangeHead
from tilescribe.describe.builtin.change_features import DateView, cell_features
from tilescribe.describe.builtin.files import WEIGHTS, read_change_file, telling_damage
from tilescribe.describe.builtin.model import BuiltinModel, quickest
from tilescribe.describe.builtin.outliers import measures
from tilescribe.describe.builtin.pictures import pictures_tensor
from tilescribe.describe.builtin.quantised import restored

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.builtin.change_limits import ChangeLimits

__all__ = ["ChangeModel", "ChangePredictions", "views"]

Pictures = Sequence["NDArray[np.uint8]"]


@dataclass(frozen=True, slots=True, eq=False)
class ChangePredictions:
    """What the model makes of n pairs, as numpy arrays on the CPU."""

    probabilities: NDArray[np.float32]
    """(n, KINDS) calibrated."""
    by_cell: NDArray[np.float32]
    """(n, KINDS, rows, columns) logits: how much each place speaks for it."""
    things_before: NDArray[np.float32]
    """(n, THINGS) calibrated probabilities, as are those after."""
    things_after: NDArray[np.float32]
    familiarity: NDArray[np.float32]
    """(n,) 0 to 1: of the stranger date."""
    vectors: NDArray[np.float32]
    """(n, dim) L2-normalised, in the text space: what a description of the change would be."""


class ChangeModel:
    """Made by `load`."""

    def __init__(self, model: BuiltinModel, head: ChangeHead, *, version: str) -> None:
        self.model = model
        self.head = head
        self.version = version
        """Digest of all weights and the configuration."""

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> ChangeModel:
        """Read the model in `folder`; a fraction of a second, no network.

        Raises:
            ModelDamagedError: files are missing or do not belong together.
        """
        from safetensors.torch import load_file

        file = read_change_file(folder)
        model = BuiltinModel.load(folder)
        with telling_damage(folder):
            head = ChangeHead.of(restored(load_file(file.weights)))
            channels = model.encoder.config.width
            if head.middles.shape[1] != channels:
                raise ValueError(f"the change head is for {head.middles.shape[1]} channels, the encoder has {channels}")
        return cls(model, head, version=file.version)

    def predict(
        self,
        before: Pictures,
        after: Pictures,
        comparable: Sequence[NDArray[np.bool_]],
        *,
        limits: Sequence[ChangeLimits] | None = None,
    ) -> ChangePredictions:
        """Look at n pairs of pictures (height, width, 3) uint8, north up; both dates of a pair on one grid.

        Args:
            before: The earlier dates.
            after: The later dates.
            comparable: (height, width) for each pair, True somewhere: where both dates show the ground.
            limits: What was measured leaves open, for each pair; None for everything.
        """
        model, n = self.model, len(before)
        with torch.inference_mode():
            x = pictures_tensor([*before, *after], side_px=model.side_px)
            with quickest():
                seen = model.encoder(x)
                looks = appearance(x)
            view = views(model, x, seen.cells.float())
            earlier, later = view.take(torch.arange(n)), view.take(torch.arange(n, 2 * n))
            rows, columns = view.cells.shape[2:]
            weights = torch.stack([_shares(mask, rows, columns) for mask in comparable])
            found, by_cell = self.head.probabilities(cell_features(earlier, later, self.head.metric), weights)
            found = found if limits is None else _limited(found, limits)
            vectors = self._vectors(found, seen.vector.float())
        pooled = view.cells.mean((2, 3)).numpy()
        familiarity = model.outliers.familiarity(
            measures(pooled, seen.summary.float().numpy(), seen.scenes.float().numpy(), looks.float().numpy())
        )
        things = model.calibration.things(seen.things.float().numpy())
        return ChangePredictions(
            probabilities=found.numpy(),
            by_cell=by_cell.transpose(1, 2).reshape(n, -1, rows, columns).numpy(),
            things_before=things[:n],
            things_after=things[n:],
            familiarity=np.minimum(familiarity[:n], familiarity[n:]),
            vectors=vectors.numpy(),
        )

    def _vectors(self, found: torch.Tensor, looks: torch.Tensor) -> torch.Tensor:
        """What is said of each kind, by its probability, and a little of what the later date shows anew."""
        n, said = len(found), self.head.said
        changed = found[:, :1]
        # "Changed" says less than what happened; the rest of its probability is that nothing did.
        shares = torch.cat((changed * _UNNAMED, found[:, 1:], 1 - changed), dim=1)
        news = torch.nn.functional.normalize(looks[n:] - looks[:n], dim=1)
        return torch.nn.functional.normalize(shares @ said + _NEWS * changed * news, dim=1)


_UNNAMED = 0.3
"""Weight of a change beside those with a name."""
_NEWS = 0.2
"""Weight of the difference of both dates' vectors."""


def views(model: BuiltinModel, pictures: torch.Tensor, cells: torch.Tensor) -> DateView:
    """Pictures (n, 3, side, side) with the encoder's cells, and what each of these shows."""
    encoder = model.encoder
    normed = encoder.norm(cells.permute(0, 2, 3, 1))
    things, scenes = (read(normed).permute(0, 3, 1, 2) for read in (encoder.things, encoder.scenes))
    return DateView(pictures, cells, things, scenes)


def _limited(found: torch.Tensor, limits: Sequence[ChangeLimits]) -> torch.Tensor:
    """(n, KINDS) probabilities within their limits."""
    least, most = (torch.from_numpy(np.stack(bounds)) for bounds in zip(*(one.bounds() for one in limits), strict=True))
    return torch.minimum(torch.maximum(found, least), most)


def _shares(mask: NDArray[np.bool_], rows: int, columns: int) -> torch.Tensor:
    """(rows * columns,) share of each cell in which the mask is set."""
    plane = torch.from_numpy(mask.astype(np.float32))[None, None]
    return torch.nn.functional.adaptive_avg_pool2d(plane, (rows, columns)).flatten()
