"""From tile pixels to what the encoder looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.facts.position import turn_to_north
from tilescribe.describe.filling import reflection
from tilescribe.domain.bands import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    import torch
    from numpy.typing import NDArray

    from tilescribe.domain.pixels import TilePixels

__all__ = ["picture_of", "pictures_tensor", "pseudo_natural", "turn_picture"]


def picture_of(tile: TilePixels) -> NDArray[np.uint8]:
    """(height, width, 3) uint8 in natural colours as far as the bands allow, north up where a side faces north.

    Pixels without data show the reflected picture beside them, as `filling` explains.
    """
    picture = tile.rgb()
    roles = set(tile.raster.roles)
    if {Role.NIR, Role.RED, Role.GREEN} <= roles and Role.BLUE not in roles:
        picture = pseudo_natural(picture)
    places = reflection(tile.valid)
    if places is not None:
        picture = picture[places]
    turn = turn_to_north(tile)
    return picture if turn is None else turn_picture(picture, turn)


def turn_picture(picture: NDArray[np.uint8], turn: object) -> NDArray[np.uint8]:
    """Each band laid north up."""
    assert callable(turn)
    return np.stack([turn(picture[..., band]) for band in range(3)], axis=-1)


def pseudo_natural(infrared: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Near infrared n, red r and green g to roughly natural colours: r, (3 g + n) / 4, (3 g - n) / 4.

    The long-used simulation for SPOT scenes, which have no blue band.
    """
    near, red, green = (infrared[..., band].astype(np.int16) for band in range(3))
    natural = np.stack((red, (3 * green + near) // 4, (3 * green - near) // 4), axis=-1)
    return np.clip(natural, 0, 255).astype(np.uint8)


def pictures_tensor(pictures: Sequence[NDArray[np.uint8]], *, side_px: int) -> torch.Tensor:
    """(n, 3, side_px, side_px) float, 0 to 1, from pictures of any sizes; averaged, not picked, when shrunk."""
    import torch
    from torch.nn import functional

    out = torch.empty(len(pictures), 3, side_px, side_px)
    shapes: dict[tuple[int, ...], list[int]] = {}
    for position, picture in enumerate(pictures):
        shapes.setdefault(picture.shape, []).append(position)
    for shape, positions in shapes.items():
        x = torch.from_numpy(np.stack([pictures[position] for position in positions])).permute(0, 3, 1, 2)
        if shape[:2] != (side_px, side_px):
            # On bytes it takes a tenth of the time, and the training pictures were bytes of this size too.
            x = functional.interpolate(x, (side_px, side_px), mode="bilinear", antialias=True, align_corners=False)
        out[positions] = x.float() / 255
    return out
