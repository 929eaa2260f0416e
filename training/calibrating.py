"""Calibrate probabilities and fit the outlier detector, on pictures that the weights were not trained on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import torch
from numpy.typing import NDArray

from tilescribe.describe.builtin.appearance import appearance
from tilescribe.describe.builtin.calibration import Calibration
from tilescribe.describe.builtin.network import Encoder
from training.augment import augmented, plain
from training.corpus import SETS, Corpus

__all__ = ["FITTING_OUTLIERS", "OUTLIERS", "calibrate", "features_of"]

Pictures = NDArray[np.uint8]
AXES = 256
RARE = ("joplin", "clouded", "close-ups")
"""Sets of which nothing is held out and that are unlike the rest; so many of each are familiar, too:"""
MOST_OF_RARE = 300
SHOWN_OUTLIERS = 600
"""Pictures of each kind that the sense of the unfamiliar is fitted against."""
OUTLIER_SHARE = 0.3
"""Of the weight in that fit: a false alarm, which takes a tile out of the search by sight, costs more than a miss."""


def features_of(encoder: Encoder, pictures: Pictures, *, side_px: int) -> tuple[NDArray[np.float32], ...]:
    """(pooled cells, scene logits, thing logits, appearance) of pictures (n, side, side, 3)."""
    encoder.eval()
    parts: list[tuple[torch.Tensor, ...]] = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(pictures), 128):
            x = plain(torch.from_numpy(pictures[start : start + 128]), side_px)
            output = encoder(x)
            parts.append((output.cells.float().mean((2, 3)), output.scenes, output.things, appearance(x)))
    return tuple(torch.cat(field).numpy() for field in zip(*parts, strict=True))


def calibrate(
    encoder: Encoder, train: Corpus, held_out: Corpus, *, side_px: int, say: Callable[[str], None], seed: int = 5
) -> Calibration:
    """Temperatures from `held_out`; the outlier detector from training pictures against synthetic outliers.

    Every second picture of `held_out` is left for reporting how well the probabilities hold.
    """
    held_out = held_out.take(np.arange(0, len(held_out), 2))
    _, scene_logits, thing_logits, _ = features_of(encoder, held_out.pictures, side_px=side_px)
    temperature = _fit_temperature(scene_logits, held_out.scenes)
    scale, bias = _fit_platt(thing_logits, held_out.things, held_out.things_known)
    dice = np.random.default_rng(seed)
    some = train.take(np.sort(dice.permutation(len(train))[:6000]))
    pooled, _, _, _ = features_of(encoder, some.pictures, side_px=side_px)
    mean = pooled.mean(0)
    centred = pooled - mean
    values, vectors = np.linalg.eigh(np.cov(centred.T))
    largest = np.argsort(values)[::-1][: min(AXES, len(mean) // 2)]
    axes = (vectors[:, largest] / np.sqrt(values[largest])).T.astype(np.float32)
    rest = centred - (centred @ vectors[:, largest]) @ vectors[:, largest].T
    calibration = Calibration(
        temperature, scale, bias, mean.astype(np.float32), axes, float(np.linalg.norm(rest, axis=1).mean()),
        np.empty(0, np.float32),
    )  # fmt: skip
    rare = np.concatenate([np.flatnonzero(train.sources == list(SETS).index(name))[:MOST_OF_RARE] for name in RARE])
    weights = _fit_outliers(encoder, calibration, held_out, train.take(rare).pictures, side_px=side_px, dice=dice)
    say(f"calibrated: scene temperature {temperature:.2f}, things {scale:.2f} x {bias:+.2f}")
    return Calibration(temperature, scale, bias, mean.astype(np.float32), axes, calibration.residual_scale, weights)


def _fit_temperature(logits: NDArray[np.float32], scenes: NDArray[np.int64]) -> float:
    known = scenes >= 0
    x, y = torch.from_numpy(logits[known]), torch.from_numpy(scenes[known])
    candidates = np.geomspace(0.3, 5.0, 120)
    losses = [float(torch.nn.functional.cross_entropy(x / t, y)) for t in candidates]
    return float(candidates[int(np.argmin(losses))])


def _fit_platt(
    logits: NDArray[np.float32], shares: NDArray[np.float32], known: NDArray[np.bool_]
) -> tuple[float, float]:
    """Against the share of captions that name the thing."""
    x, y = torch.from_numpy(logits[known]), torch.from_numpy(shares[known])
    parameters = torch.tensor([1.0, 0.0], requires_grad=True)
    optimiser = torch.optim.LBFGS([parameters], max_iter=60)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x * parameters[0] + parameters[1], y)
        loss.backward()
        return loss

    optimiser.step(closure)
    return float(parameters[0].detach()), float(parameters[1].detach())


def _fit_outliers(
    encoder: Encoder,
    calibration: Calibration,
    held_out: Corpus,
    rare: Pictures,
    *,
    side_px: int,
    dice: np.random.Generator,
) -> NDArray[np.float32]:
    """Logistic regression of outlier against held-out and rare picture; these also hazy, dim, cropped, or in grey."""
    known = np.concatenate((held_out.pictures, rare))
    changed = augmented(torch.from_numpy(known), known.shape[1], torch.Generator().manual_seed(11))
    grey = np.repeat(known[::4].mean(-1, keepdims=True), 3, axis=-1)
    familiar = np.concatenate(
        (known, (changed.permute(0, 2, 3, 1) * 255).round().byte().numpy(), grey.astype(np.uint8))
    )
    strange = np.concatenate(
        [OUTLIERS[name](known[dice.permutation(len(known))[:SHOWN_OUTLIERS]], dice) for name in FITTING_OUTLIERS]
    )
    measures = []
    for pictures in (familiar, strange):
        pooled, scene_logits, _, looks = features_of(encoder, pictures, side_px=side_px)
        measures.append(calibration.strangeness(pooled, scene_logits, looks))
    x = torch.from_numpy(np.concatenate(measures))
    y = torch.cat((torch.zeros(len(familiar)), torch.ones(len(strange))))
    weight = torch.where(y > 0, OUTLIER_SHARE * len(y) / len(strange), (1 - OUTLIER_SHARE) * len(y) / len(familiar))
    middle, spread = x.mean(0), x.std(0).clamp(min=1e-6)
    parameters = torch.zeros(x.shape[1] + 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([parameters], max_iter=100)

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        logits = (x - middle) / spread @ parameters[:-1] + parameters[-1]
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, y, weight=weight)
        loss = loss + 1e-3 * (parameters[:-1] ** 2).sum()
        loss.backward()
        return loss

    optimiser.step(closure)
    found = parameters.detach()
    slopes = found[:-1] / spread
    constant = found[-1] - (slopes * middle).sum()
    return np.append(slopes.numpy(), constant.numpy()).astype(np.float32)


# --- pictures unlike the training ------------------------------------------------------------------------------------


def _inverted(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    return 255 - pictures


def _noise(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    return dice.integers(0, 256, pictures.shape).astype(np.uint8)


def _speckle(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Radar: single-look intensity is exponentially distributed (Goodman 1976), shown as amplitude."""
    grey = pictures.mean(-1, keepdims=True)
    amplitude = grey * np.sqrt(dice.exponential(1.0, grey.shape))
    return np.broadcast_to(np.clip(amplitude, 0, 255), pictures.shape).astype(np.uint8)


def _night(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Nearly black with a few lights where the picture was brightest."""
    grey = pictures.mean(-1)
    bright = grey > np.quantile(grey, 0.985, axis=(1, 2), keepdims=True)
    lights = np.where(bright[..., None], np.array([255, 220, 140]), 6)
    return np.clip(lights + dice.normal(0, 3, pictures.shape), 0, 255).astype(np.uint8)


def _false_colour(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Vegetation in red, as colour infrared shows it."""
    green = pictures[..., 1].astype(np.int16)
    infrared = np.clip(2 * green - pictures[..., 0] + 60, 0, 255)
    return np.stack((infrared, pictures[..., 0], green), axis=-1).astype(np.uint8)


def _thermal(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """A heat palette over brightness."""
    level = pictures.mean(-1) / 255
    return (
        np.stack((np.clip(3 * level, 0, 1), np.clip(3 * level - 1, 0, 1), np.clip(3 * level - 2, 0, 1)), -1) * 255
    ).astype(np.uint8)


def _smooth(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Coloured gradients: a screen, a wall, a sky."""
    n, side = pictures.shape[:2]
    corners = torch.from_numpy(dice.random((n, 3, 3, 3)).astype(np.float32))
    grown = torch.nn.functional.interpolate(corners, (side, side), mode="bicubic", align_corners=True)
    return (grown.clamp(0, 1) * 255).permute(0, 2, 3, 1).numpy().astype(np.uint8)


def _drawing(pictures: Pictures, dice: np.random.Generator) -> Pictures:
    """Flat rectangles in strong colours: a chart, a map, a page."""
    drawn = np.full_like(pictures, 255)
    side = pictures.shape[1]
    for picture in drawn:
        for _ in range(int(dice.integers(3, 12))):
            top, left = dice.integers(0, side - 10, 2)
            height, width = dice.integers(5, side // 2, 2)
            picture[top : top + height, left : left + width] = dice.integers(0, 256, 3)
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


OUTLIERS: Mapping[str, Callable[[Pictures, np.random.Generator], Pictures]] = {
    "inverted": _inverted,
    "noise": _noise,
    "speckle": _speckle,
    "night": _night,
    "false colour": _false_colour,
    "thermal": _thermal,
    "smooth": _smooth,
    "drawing": _drawing,
    "blocks": _blocks,
}
"""Kinds of pictures that the model should not believe it can read, made from any pictures."""
FITTING_OUTLIERS = ("inverted", "speckle", "night", "thermal", "false colour", "drawing", "blocks")
"""Those that the detector is fitted on; the others tell whether it holds for what it was not fitted on."""
