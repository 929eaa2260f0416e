"""Pictures that must not be called outliers, and the ways in which ordinary ones differ from those of the sets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image

from tilescribe.describe.builtin.pictures import pseudo_natural
from training.augment import augmented, other_light, plain
from training.corpus import SIDE_PX

__all__ = ["CHANGES", "raster_parts"]

Pictures = NDArray[np.uint8]
"""(n, side, side, 3)."""
_RASTERS = {"rasters/naip": 120, "rasters/landsat": 60}
"""Folder of rasters to how many parts are cut from each of them."""
_SIDES_PX = (40, 300)
_BATCH = 256
_MUD = np.array(
    [
        (150, 125, 95), (120, 100, 80), (175, 155, 125), (95, 85, 75), (110, 110, 95), (70, 80, 75), (45, 65, 80),
        (30, 50, 55), (140, 110, 90),
    ],
    float,
)  # fmt: skip
"""Colours of water, most of it muddy."""


def raster_parts(folder: Path, *, western: bool, infrared: bool = False, seed: int = 3) -> Pictures:
    """Parts of many sizes of the western or eastern half of the aerial and satellite rasters; none without them.

    Args:
        folder: The data folder.
        western: Which half.
        infrared: The aerial ones only, in false colours (near infrared, red, green), instead of natural ones.
        seed: Draws the parts.
    """
    dice = np.random.default_rng(seed + western)
    parts = [
        _resized(part)
        for name, count in _RASTERS.items()
        if not (infrared and "landsat" in name)
        for path in sorted((folder / name).glob("*.tif"))
        for part in _parts(_shown(path, infrared=infrared), count, western=western, dice=dice)
    ]
    return np.stack(parts) if parts else np.empty((0, SIDE_PX, SIDE_PX, 3), np.uint8)


def _shown(path: Path, *, infrared: bool) -> NDArray[np.uint8]:
    """(height, width, 3): aerial rasters hold red, green, blue, near infrared; satellite ones shortwave infrared, near
    infrared, red and green, of which natural colours are guessed as the captioner does."""
    import rasterio

    with rasterio.open(path) as raster:
        bands: NDArray[np.uint8] = raster.read()
    if "landsat" not in path.parts:
        shown: Pictures = bands[[3, 0, 1] if infrared else [0, 1, 2]].transpose(1, 2, 0)
        return shown
    return pseudo_natural(bands[1:4].transpose(1, 2, 0))


def _parts(picture: Pictures, count: int, *, western: bool, dice: np.random.Generator) -> Iterator[Pictures]:
    height, width = picture.shape[:2]
    middle = width // 2
    for _ in range(count):
        side = int(dice.integers(_SIDES_PX[0], min(_SIDES_PX[1], height, middle)))
        top = int(dice.integers(0, height - side))
        left = int(dice.integers(0, middle - side) if western else dice.integers(middle, width - side))
        yield picture[top : top + side, left : left + side]


# --- what happens to pictures -----------------------------------------------------------------------------------------


def _as_it_is(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    return pictures


def _varied(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Turned, cropped, hazy, blurred, noisy."""
    return _in_batches(pictures, augmented, dice)


def _relit(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Of another day, through another camera."""
    return _in_batches(pictures, lambda some, side_px, random: other_light(plain(some, side_px), random), dice)


def _grey(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    return np.repeat(pictures.mean(-1, keepdims=True), 3, axis=-1).astype(np.uint8)


def _nearer(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """A part of it, enlarged."""
    return _each(pictures, lambda picture: _resized(_part_of(picture, dice)))


def _part_of(picture: Pictures, dice: np.random.Generator) -> Pictures:
    length = picture.shape[0]
    side = int(dice.integers(length * 2 // 5, length))
    top, left = dice.integers(0, length - side + 1, 2)
    return picture[top : top + side, left : left + side]


def _coarse(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Of fewer pixels, as a tile is that is smaller than its raster was made for."""
    return _each(
        pictures, lambda picture: _resized(_resized(picture, int(dice.integers(20, 70)), Image.Resampling.BOX))
    )


def _flooded(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Even water over parts of it, out of which bright and dark things may stand: floods, lakes, muddy rivers."""
    side = pictures.shape[1]

    def under_water(picture: Pictures) -> Pictures:
        level = dice.normal(0, 0.9) - 0.6
        wet = _clouds(side, dice.uniform(1.5, 2.5), dice) > level
        if dice.random() < 0.6:
            brightness = picture.mean(-1)
            wet &= np.abs(brightness - np.median(brightness)) <= dice.uniform(10, 60)
        colour = _MUD[dice.integers(len(_MUD))] * dice.uniform(0.7, 1.25) * dice.uniform(0.93, 1.07, 3)
        ripples = _clouds(side, dice.uniform(1.2, 2.6), dice)[..., None] * dice.uniform(0, 9)
        water = colour + ripples * (1, 0.97, 0.93) + dice.normal(0, dice.uniform(0, 2), (side, side, 1))
        edge = _resized(_resized((wet * 255).astype(np.uint8), side // 2), side)[..., None] / 255
        mixed: Pictures = np.clip(picture * (1 - edge) + water * edge, 0, 255).astype(np.uint8)
        return mixed

    return _each(pictures, under_water)


CHANGES: Mapping[str, tuple[Callable[[Pictures, np.random.Generator], Pictures], float]] = {
    "as it is": (_as_it_is, 1.0),
    "varied": (_varied, 0.6),
    "relit": (_relit, 0.3),
    "grey": (_grey, 0.1),
    "nearer": (_nearer, 0.25),
    "coarse": (_coarse, 0.25),
    "flooded": (_flooded, 0.25),
}
"""What happens to ordinary pictures, and to what share of them when the detector is fitted."""


def _each(pictures: Pictures, change: Callable[[Pictures], Pictures]) -> Pictures:
    changed = np.empty_like(pictures)
    for at, picture in enumerate(pictures):
        changed[at] = change(picture)
    return changed


def _resized(picture: Pictures, side_px: int = SIDE_PX, how: Image.Resampling = Image.Resampling.BICUBIC) -> Pictures:
    return np.asarray(Image.fromarray(picture).resize((side_px, side_px), how))


def _clouds(side: int, power: float, dice: np.random.Generator) -> NDArray[np.float64]:
    """(side, side) fractal noise of zero mean and unit deviation; the larger the power, the smoother."""
    frequencies = np.fft.fftfreq(side)
    far = np.hypot(frequencies[:, None], frequencies[None]) + 1 / side
    height = np.fft.ifft2(np.fft.fft2(dice.normal(size=(side, side))) * far**-power).real
    result: NDArray[np.float64] = (height - height.mean()) / height.std()
    return result


def _in_batches(
    pictures: Pictures, change: Callable[[torch.Tensor, int, torch.Generator], torch.Tensor], dice: np.random.Generator
) -> Pictures:
    """As floats, a picture takes four times the memory."""
    random = torch.Generator().manual_seed(int(dice.integers(2**31)))
    changed = np.empty_like(pictures)
    for start in range(0, len(pictures), _BATCH):
        x = change(torch.from_numpy(pictures[start : start + _BATCH]), pictures.shape[1], random)
        changed[start : start + _BATCH] = (x * 255).round().byte().permute(0, 2, 3, 1).numpy()
    return changed
