"""Pictures that the model should not believe it can read: made from ordinary ones, drawn, or photographs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch.nn import functional

__all__ = ["FITTED", "OUTLIERS", "PHOTOGRAPHS", "photographs"]

Pictures = NDArray[np.uint8]
"""(n, side, side, 3)."""


# --- ordinary pictures in wrong colours -----------------------------------------------------------------------------


def _inverted(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    return 255 - pictures


def _recoloured(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Every hue turned by a sixth of the circle to five sixths."""
    turned = np.empty_like(pictures)
    for at, picture in enumerate(pictures):
        hue = np.array(Image.fromarray(picture).convert("HSV"))
        hue[..., 0] += np.uint8(dice.integers(43, 213))
        hue[..., 1] = np.clip(hue[..., 1].astype(np.int16) + 40, 0, 255)
        turned[at] = np.asarray(Image.fromarray(hue, "HSV").convert("RGB"))
    return turned


def _false_colour(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Vegetation in red, as colour infrared shows it."""
    green = pictures[..., 1].astype(np.int16)
    infrared = np.clip(2 * green - pictures[..., 0] + 60, 0, 255)
    return np.stack((infrared, pictures[..., 0], green), axis=-1).astype(np.uint8)


def _thermal(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """A palette over brightness: heat, or one of three random colours from dark to light."""
    level = pictures.mean(-1) / 255
    heat = np.stack((np.clip(3 * level, 0, 1), np.clip(3 * level - 1, 0, 1), np.clip(3 * level - 2, 0, 1)), -1) * 255
    stops = np.sort(dice.integers(0, 256, (len(pictures), 3, 3)), axis=1)
    stops = np.take_along_axis(stops, dice.permuted(np.tile(np.arange(3), (len(pictures), 1)), axis=1)[:, None], 2)
    lower, upper = np.clip(2 * level, 0, 1)[..., None], np.clip(2 * level - 1, 0, 1)[..., None]
    first, middle, last = (stops[:, k, None, None] for k in range(3))
    palette = first + (middle - first) * lower + (last - middle) * upper
    return np.where((np.arange(len(pictures)) % 2 == 0)[:, None, None, None], heat, palette).astype(np.uint8)


def _night(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Nearly black with a few lights where the picture was brightest."""
    grey = pictures.mean(-1)
    bright = grey > np.quantile(grey, 0.985, axis=(1, 2), keepdims=True)
    lights = np.where(bright[..., None], np.array([255, 220, 140]), 6)
    return np.clip(lights + dice.normal(0, 3, pictures.shape), 0, 255).astype(np.uint8)


def _speckle(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Radar: speckle of one to four looks, whose intensity is gamma distributed (Goodman 1976), as amplitude or in
    decibels."""
    grey = pictures.mean(-1, keepdims=True) / 255
    looks = dice.integers(1, 5, (len(pictures), 1, 1, 1)).astype(np.float64)
    intensity = grey**2 * dice.gamma(np.broadcast_to(looks, grey.shape)) / looks
    decibels = np.clip((10 * np.log10(intensity + 1e-4) + 25) / 25, 0, 1)
    shown = np.where(dice.random((len(pictures), 1, 1, 1)) < 0.5, np.sqrt(intensity), decibels)
    return np.broadcast_to(np.clip(255 * shown, 0, 255), pictures.shape).astype(np.uint8)


def _edges(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """How steeply brightness changes, as an edge filter shows it."""
    down, across = np.gradient(pictures.mean(-1), axis=(1, 2))
    steep = np.clip(4 * np.hypot(down, across), 0, 255)
    return np.broadcast_to(steep[..., None], pictures.shape).astype(np.uint8)


# --- drawn ------------------------------------------------------------------------------------------------------------


def _noise(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    return dice.integers(0, 256, pictures.shape).astype(np.uint8)


def _smooth(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Coloured gradients: a screen, a wall, a sky."""
    n, side = pictures.shape[:2]
    corners = torch.from_numpy(dice.random((n, 3, 3, 3)).astype(np.float32))
    return _bytes(functional.interpolate(corners, (side, side), mode="bicubic", align_corners=True))


def _even(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """White, light grey or black with hardly any grain: what is nothing but cloud, snow, glare or night."""
    level = np.where(dice.random(len(pictures)) < 0.75, dice.uniform(200, 265, len(pictures)), dice.uniform(-8, 10))
    tint = dice.normal(0, 2, (len(pictures), 1, 1, 3))
    grain = dice.normal(0, 1, pictures.shape) * dice.uniform(0, 3, (len(pictures), 1, 1, 1))
    return np.clip(level[:, None, None, None] + tint + grain, 0, 255).astype(np.uint8)


def _drawing(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Flat rectangles and ellipses in strong colours on a plain ground: a chart, a map, a page."""
    drawn = np.empty_like(pictures)
    side = pictures.shape[1]
    rows, columns = np.indices((side, side))
    for picture in drawn:
        picture[:] = 255 if dice.random() < 0.5 else dice.integers(0, 256, 3)
        for _ in range(int(dice.integers(3, 12))):
            top, left = dice.integers(0, side - 10, 2)
            height, width = dice.integers(5, side // 2, 2)
            if dice.random() < 0.7:
                picture[top : top + height, left : left + width] = dice.integers(0, 256, 3)
            else:
                within = ((rows - top) / height) ** 2 + ((columns - left) / width) ** 2 < 1
                picture[within] = dice.integers(0, 256, 3)
    return drawn


def _page(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Rows of short dark strokes on a light ground, or the other way round: printed words."""
    drawn = np.empty_like(pictures)
    side = pictures.shape[1]
    for picture in drawn:
        light, dark = dice.integers(200, 256), dice.integers(0, 80)
        ink = np.zeros((side, side), bool)
        height = int(dice.integers(3, 12))
        for top in range(int(dice.integers(0, 12)), side - height, height * 2):
            left = int(dice.integers(2, 20))
            while left < side - 2 and dice.random() > 0.02:
                width = int(dice.integers(1, max(2, height)))
                part = int(dice.integers(0, height // 2 + 1))
                ink[top + part * int(dice.integers(0, 2)) : top + height - part, left : left + max(1, width // 2)] = (
                    True
                )
                left += width + 1 + (height if dice.random() < 0.15 else 0)
        if dice.random() < 0.2:
            light, dark = dark, light
        picture[:] = np.where(ink, dark, light)[..., None]
    return drawn


def _blocks(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Squares of random colours, every second of them all alike: a checkerboard, a test card."""
    made = np.empty_like(pictures)
    side = pictures.shape[1]
    for number, picture in enumerate(made):
        size = int(dice.integers(4, 48))
        count = -(-side // size)
        colours = dice.integers(0, 256, (count, count, 3))
        if number % 2:
            row, column = np.indices((count, count))
            colours = colours[0, :2][(row + column) % 2] if count > 1 else colours
        picture[:] = np.kron(colours, np.ones((size, size, 1), int))[:side, :side]
    return made


def _waves(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """One to three sums of waves in random directions between two colours: stripes, weave, ripples."""
    side = pictures.shape[1]
    rows, columns = np.indices((side, side)) / side
    made = np.empty_like(pictures)
    for picture in made:
        height = np.zeros((side, side))
        for _ in range(int(dice.integers(1, 4))):
            angle, count, phase = dice.random() * np.pi, dice.uniform(2, 40), dice.random() * 2 * np.pi
            along = np.cos(angle) * rows + np.sin(angle) * columns
            if dice.random() < 0.3:
                along = np.hypot(rows - dice.random(), columns - dice.random())
            height += np.sin(2 * np.pi * count * along + phase)
        height = (height - height.min()) / np.ptp(height)
        if dice.random() < 0.4:
            height = np.round(height)
        one, other = dice.integers(0, 256, (2, 3))
        picture[:] = one + (other - one) * height[..., None]
    return made


def _texture(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Fractal noise between two colours, even in all directions or drawn out in one: marble, wood, cloth, plaster."""
    side = pictures.shape[1]
    frequencies = np.fft.fftfreq(side)
    made = np.empty_like(pictures)
    for picture in made:
        stretch = np.exp(dice.uniform(0, 2.5)) if dice.random() < 0.5 else 1.0
        far = np.hypot(frequencies[:, None] * stretch, frequencies[None]) + 1 / side
        spectrum = np.fft.fft2(dice.normal(size=(side, side))) * far ** -dice.uniform(0.5, 2.2)
        height = np.fft.ifft2(spectrum).real
        if dice.random() < 0.3:
            height = np.sin(height / height.std() * dice.uniform(1, 4))
        height = np.clip((height - height.mean()) / height.std() / 4 + 0.5, 0, 1)
        one, other = dice.integers(0, 256, (2, 3))
        picture[:] = one + (other - one) * height[..., None]
    return made


def _mosaic(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Each pixel in the colour of its nearest point: cobbles, cells, stained glass."""
    side = pictures.shape[1]
    rows, columns = np.indices((side, side))
    made = np.empty_like(pictures)
    for picture in made:
        points = dice.integers(0, side, (int(dice.integers(8, 60)), 2))
        distances = (rows[..., None] - points[:, 0]) ** 2 + (columns[..., None] - points[:, 1]) ** 2
        picture[:] = dice.integers(0, 256, (len(points), 3))[distances.argmin(-1)]
    return made


def _relief(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Made-up land lit from one side: a hillshade, in grey."""
    n, side = pictures.shape[:2]
    frequencies = np.fft.fftfreq(side)
    far = np.hypot(frequencies[:, None], frequencies[None]) + 1 / side
    spectrum = np.fft.fft2(dice.normal(size=(n, side, side))) * far**-2.0
    down, across = np.gradient(np.fft.ifft2(spectrum).real, axis=(1, 2))
    steep = np.sqrt(down**2 + across**2).mean(axis=(1, 2), keepdims=True)
    lit = (1 + (down + across) / steep) / np.sqrt(1 + (down**2 + across**2) / steep**2)
    return np.repeat(np.clip(100 * lit[..., None], 0, 255), 3, axis=-1).astype(np.uint8)


def _bytes(x: torch.Tensor) -> Pictures:
    """Of (n, 3, side, side), 0 to 1."""
    made: Pictures = (x.clamp(0, 1) * 255).permute(0, 2, 3, 1).numpy().astype(np.uint8)
    return made


OUTLIERS: Mapping[str, Callable[[Pictures, np.random.Generator], Pictures]] = {
    "inverted": _inverted,
    "recoloured": _recoloured,
    "false colour": _false_colour,
    "thermal": _thermal,
    "night": _night,
    "speckle": _speckle,
    "edges": _edges,
    "noise": _noise,
    "smooth": _smooth,
    "even": _even,
    "drawing": _drawing,
    "page": _page,
    "blocks": _blocks,
    "waves": _waves,
    "texture": _texture,
    "mosaic": _mosaic,
    "relief": _relief,
}
"""Kinds, each made from ordinary pictures, of which drawn ones take only the shape."""
FITTED = (
    "inverted", "false colour", "thermal", "night", "speckle",
    "even", "drawing", "page", "blocks", "waves", "texture", "relief",
)  # fmt: skip
"""Those that the detector is fitted on; the others tell whether it holds for what it was not fitted on."""


# --- photographs ------------------------------------------------------------------------------------------------------

PHOTOGRAPHS = "scikit-image==0.26.0"
"""The package whose sample pictures are taken (`pip install --no-deps`)."""
_FILES = (
    "astronaut.png", "camera.png", "chelsea.png", "clock_motion.png", "coffee.png", "coins.png", "color.png",
    "grass.png", "hubble_deep_field.jpg", "ihc.png", "motorcycle_left.png", "retina.jpg", "rocket.jpg",
)  # fmt: skip
_SHA256 = "945597603060d722411c7bf61f17273cca1ee1dc02fc0770c9431983089c5f07"
"""Of all of them, one after the other."""


def photographs(count: int, *, side_px: int, seed: int = 19) -> Pictures:
    """(13 count, side_px, side_px, 3): parts of many sizes of people, animals, things, and what lenses see.

    Raises:
        FileNotFoundError: the package is not installed.
        ValueError: its pictures are not those that the detector was made with.
    """
    name = PHOTOGRAPHS.partition("==")[0]
    try:
        paths = [Path(str(distribution(name).locate_file(f"skimage/data/{file}"))) for file in _FILES]
    except PackageNotFoundError as error:
        raise FileNotFoundError(f"Install the photographs first: pip install --no-deps {PHOTOGRAPHS}") from error
    digest = hashlib.sha256()
    for path in paths:
        digest.update(path.read_bytes())
    if digest.hexdigest() != _SHA256:
        raise ValueError(f"The pictures beside {paths[0]} have SHA-256 {digest.hexdigest()}; install {PHOTOGRAPHS}")
    dice = np.random.default_rng(seed)
    return np.stack([_part(np.asarray(Image.open(path).convert("RGB")), side_px, dice) for path in paths * count])


def _part(photograph: Pictures, side_px: int, dice: np.random.Generator) -> Pictures:
    height, width = photograph.shape[:2]
    least = min(90, min(height, width) // 2)
    side = int(dice.integers(least, min(height, width) + 1))
    top, left = int(dice.integers(0, height - side + 1)), int(dice.integers(0, width - side + 1))
    part = photograph[top : top + side, left : left + side]
    part = part[:, ::-1] if dice.random() < 0.5 else part
    return np.asarray(Image.fromarray(np.ascontiguousarray(part)).resize((side_px, side_px), Image.Resampling.BICUBIC))
