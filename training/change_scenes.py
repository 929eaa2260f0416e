"""Changes made up in pictures: collapse, fire, other ground."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy import ndimage

__all__ = ["burnt_over", "mixed", "scrambled"]

Pictures = NDArray[np.uint8]
_DUST = np.array(((150, 135, 118), (165, 158, 150), (128, 112, 96), (185, 175, 160), (120, 118, 116)), np.float32)
"""Of debris, from wood to concrete."""
_ASH = np.array(((48, 42, 38), (62, 52, 44), (38, 36, 38)), np.float32)


def scrambled(picture: Pictures, share: float, dice: np.random.Generator) -> Pictures:
    """Pieces of a few pixels lie where other pieces near them were, some of them dusty: what stood lies in ruins.

    Args:
        picture: (side, side, 3).
        share: Of the picture in which it happens.
        dice: Draws sizes, places and colours.
    """
    side = picture.shape[0]
    out = picture.astype(np.float32)
    for _ in range(int(dice.integers(1, 4))):
        piece = float(dice.uniform(1.5, 6))
        pieces = int(side / piece)
        reach = float(dice.uniform(3, 12))
        offset = dice.normal(0, reach, (2, pieces, pieces)).astype(np.float32)
        turned = dice.random() < 0.5
        field = [_enlarged(part, side, smooth=turned) for part in offset]
        lines, columns = np.mgrid[:side, :side]
        at = [np.clip(lines + field[0], 0, side - 1), np.clip(columns + field[1], 0, side - 1)]
        out = np.stack([ndimage.map_coordinates(out[..., band], at, order=1, mode="nearest") for band in range(3)], -1)
    grey = out.mean(-1, keepdims=True)
    out = grey + (out - grey) * float(dice.uniform(0.4, 1.0))
    dusty = float(dice.uniform(0, 0.6)) * np.clip(_noise(side, 1.0, dice) + 0.3, 0, 1)[..., None]
    colour = _DUST[dice.integers(len(_DUST))] * dice.uniform(0.8, 1.15)
    out = out * (1 - dusty) + colour * dusty
    grain = ndimage.gaussian_filter(dice.normal(0, 1, (side, side)), float(dice.uniform(0.5, 1.2)))
    out = out + (grain / grain.std() * float(dice.uniform(4, 26)))[..., None]
    return _blended(picture, out, _region(side, share, dice), dice)


def burnt_over(picture: Pictures, dice: np.random.Generator) -> Pictures:
    """A dark scar over half of the picture or more, through which the ground shows a little."""
    side = picture.shape[0]
    ash = _ASH[dice.integers(len(_ASH))] * dice.uniform(0.8, 1.4)
    depth = np.clip(float(dice.uniform(0.6, 0.95)) + 0.12 * _noise(side, 1.5, dice), 0, 1)[..., None]
    light = picture.mean(-1, keepdims=True) / max(float(picture.mean()), 1)
    out = picture * (1 - depth) + ash * (0.6 + 0.4 * light) * depth
    return _blended(picture, out, _region(side, float(dice.uniform(0.4, 1)), dice), dice)


def mixed(one: Pictures, other: Pictures, dice: np.random.Generator) -> Pictures:
    """The second picture in a part of the first, brought near its light."""
    second = other.astype(np.float32)
    near = float(dice.uniform(0, 0.6))
    second = second + near * (one.mean((0, 1)) - other.mean((0, 1)))
    return _blended(one, second, _region(one.shape[0], float(dice.uniform(0.4, 1)), dice), dice)


def _blended(
    one: Pictures, other: NDArray[np.float32], where: NDArray[np.bool_], dice: np.random.Generator
) -> Pictures:
    edge = ndimage.gaussian_filter(where.astype(np.float32), float(dice.uniform(0.7, 4)))[..., None]
    result: Pictures = np.clip(one * (1 - edge) + other * edge, 0, 255).astype(np.uint8)
    return result


def _region(side: int, share: float, dice: np.random.Generator) -> NDArray[np.bool_]:
    """(side, side) a connected or patchy part of about this share."""
    if share >= 0.99:
        return np.ones((side, side), bool)
    height = _noise(side, float(dice.uniform(1.6, 3)), dice)
    if dice.random() < 0.4:  # along a line, as a street or the edge of a field is
        angle = dice.uniform(0, 2 * np.pi)
        lines, columns = np.mgrid[:side, :side] / side
        height = 0.15 * height + 4 * (lines * np.sin(angle) + columns * np.cos(angle))
    result: NDArray[np.bool_] = height >= np.quantile(height, 1 - share)
    return result


def _noise(side: int, power: float, dice: np.random.Generator) -> NDArray[np.float64]:
    """(side, side) fractal noise of zero mean and unit deviation; the larger the power, the smoother."""
    frequencies = np.fft.fftfreq(side)
    far = np.hypot(frequencies[:, None], frequencies[None]) + 1 / side
    height = np.fft.ifft2(np.fft.fft2(dice.normal(size=(side, side))) * far**-power).real
    result: NDArray[np.float64] = (height - height.mean()) / height.std()
    return result


def _enlarged(values: NDArray[np.float32], side: int, *, smooth: bool) -> NDArray[np.float32]:
    how = Image.Resampling.BILINEAR if smooth else Image.Resampling.NEAREST
    return np.asarray(Image.fromarray(values).resize((side, side), how))
