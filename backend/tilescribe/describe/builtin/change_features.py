"""What two dates of a place look like beside each other, cell by cell: what the change head reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional

from tilescribe.describe.builtin.vocabulary import SCENES, THINGS

Pool = Callable[[Tensor], Tensor]
"""(n, 1, height, width) to the means of cells, (n, cells)."""

__all__ = ["FEATURES", "GROUPS", "NAMED_FROM", "ChangeMetric", "DateView", "cell_features"]

GROUPS: dict[str, tuple[str, ...]] = {
    "built-up": (
        "buildings", "church", "city centre", "commercial area", "dense residential area", "industrial area",
        "medium residential area", "mobile home park", "residential area", "resort", "school",
        "sparse residential area", "square", "stadium", "storage tanks", "railway station",
    ),
    "paved": (
        "airport", "bridge", "freeway", "highway", "intersection", "overpass", "parking lot", "runway", "viaduct",
    ),
    "wooded": ("forest", "orchard or vineyard", "park", "mountain"),
    "fields": ("annual crops", "farmland", "grassland", "meadow", "pasture", "golf course"),
    "bare": ("bare land", "beach", "chaparral", "desert"),
    "water": ("island", "lake", "open water", "pond", "port", "river", "wetland"),
}  # fmt: skip
"""Kinds of places that cover the ground alike."""

_SHIFTS = (-2, 0, 2)
"""By which two dates may still lie apart, in pixels of half the size."""
_LEAST = 1e-4
_CONTEXT = 12
"""Of the numbers of a cell the first so many are also given as their mean over the picture."""
_MEASURED = 24
NAMED_FROM = _MEASURED + _CONTEXT
"""From here on the numbers tell what is recognised on either date, before it how the dates differ."""
FEATURES = NAMED_FROM + 2 * (len(THINGS) + len(GROUPS))
"""Numbers of a cell."""


class DateView(NamedTuple):
    """n pictures of one date as the encoder sees them."""

    pictures: Tensor
    """(n, 3, side, side) float, 0 to 1."""
    cells: Tensor
    """(n, channels, rows, columns) float32."""
    things: Tensor
    """(n, THINGS, rows, columns) logits by place."""
    scenes: Tensor
    """(n, SCENES, rows, columns) logits by place."""

    def take(self, at: Tensor) -> DateView:
        """Some of the pictures."""
        return DateView(*(field[at] for field in self))


@dataclass(frozen=True, slots=True, eq=False)
class ChangeMetric:
    """In what the encoder sees, the directions in which light, season and sensor move it count less.

    Each half of a cell's features (last and middle block) is centred by its mean over the training and multiplied with
    the inverse root of the covariance of pairs in which nothing happened (within-class covariance normalisation, Hatch
    et al., Interspeech 2006), with part of the identity added to it.
    """

    middles: Tensor
    """(2, width)."""
    whiten: Tensor
    """(2, width, width)."""

    def normalised(self, cells: Tensor) -> tuple[Tensor, Tensor]:
        """(n, cells, width) of the last and of the middle block, from (n, cells, 2 * width)."""
        halves = cells.chunk(2, dim=2)
        last, middle = ((half - self.middles[at]) @ self.whiten[at] for at, half in enumerate(halves))
        return last, middle


def cell_features(before: DateView, after: DateView, metric: ChangeMetric) -> Tensor:
    """(n, cells, FEATURES) float32 of n pairs, cells row by row."""
    measured = torch.cat((_seen(before, after, metric), _looks(before, after)), dim=2)
    context = measured[..., :_CONTEXT].mean(1, keepdim=True).expand(-1, measured.shape[1], -1)
    named = [_named(view) for view in (before, after)]
    return torch.cat((measured, context, *named), dim=2)


def _seen(before: DateView, after: DateView, metric: ChangeMetric) -> Tensor:
    """(n, cells, 12): how unlike what the encoder sees is, normalised and as it is, in full and beside its picture."""
    one, other = (view.cells.flatten(2).transpose(1, 2) for view in (before, after))
    found = []
    for first, second in zip(metric.normalised(one), metric.normalised(other), strict=True):
        found += [_unlike(first, second), _unlike(_beside(first), _beside(second))]
        found.append(torch.log1p((first - second).square().mean(-1).sqrt()))
    for first, second in zip(one.chunk(2, 2), other.chunk(2, 2), strict=True):
        middle = (first + second).mean(1, keepdim=True) / 2
        found += [_unlike(first - middle, second - middle), _unlike(_beside(first), _beside(second))]
        found.append(_unlike(first, second))
    return torch.stack(found, dim=2)


def _unlike(one: Tensor, other: Tensor) -> Tensor:
    return 1 - functional.cosine_similarity(one, other, dim=2)


def _beside(cells: Tensor) -> Tensor:
    """Without what all cells of the picture have in common."""
    return cells - cells.mean(1, keepdim=True)


def _named(view: DateView) -> Tensor:
    """(n, cells, THINGS + GROUPS): roots of the probabilities of things and kinds of ground: they spread small ones."""
    things = torch.sigmoid(view.things)
    shares = torch.softmax(view.scenes, dim=1)
    grouped = [shares[:, [SCENES.index(name) for name in names]].sum(1) for names in GROUPS.values()]
    return torch.cat((things, torch.stack(grouped, dim=1)), dim=1).sqrt().flatten(2).transpose(1, 2)


# --- pixels -----------------------------------------------------------------------------------------------------------


def _looks(before: DateView, after: DateView) -> Tensor:
    """(n, cells, 12) of how the pixels agree: pattern, edges and their directions, contrast, order, colour."""
    rows, columns = before.cells.shape[2:]

    def cells(values: Tensor) -> Tensor:
        return functional.adaptive_avg_pool2d(values, (rows, columns)).flatten(1)

    one, other = (functional.avg_pool2d(view.pictures.float(), 2) for view in (before, after))
    greys = [_normalised(small.mean(1, keepdim=True)) for small in (one, other)]
    edges = [_gradients(grey) for grey in greys]
    pattern, directions = _agreement(greys, edges, cells)
    spreads = [(cells(grey.square()) - cells(grey).square()).clamp(min=0).sqrt() for grey in greys]
    contrast = torch.log((spreads[1] + 0.1) / (spreads[0] + 0.1))
    orders = [_order(*edge, cells) for edge in edges]
    colours = [_colours(small, cells) for small in (one, other)]
    return torch.stack((pattern, directions, contrast, spreads[0], *orders, *colours[0], *colours[1]), dim=2)


def _normalised(grey: Tensor) -> Tensor:
    spread = grey.std((2, 3), keepdim=True)
    return (grey - grey.mean((2, 3), keepdim=True)) / (spread + 0.02)


def _gradients(grey: Tensor) -> tuple[Tensor, Tensor]:
    """(n, 1, height, width) each: slopes to the right and down, of the slightly smoothed picture."""
    smooth = functional.avg_pool2d(functional.pad(grey, (2, 2, 2, 2), mode="replicate"), 3, 1)
    return smooth[..., 1:-1, 2:] - smooth[..., 1:-1, :-2], smooth[..., 2:, 1:-1] - smooth[..., :-2, 1:-1]


def _agreement(greys: list[Tensor], edges: list[tuple[Tensor, Tensor]], cells: Pool) -> tuple[Tensor, Tensor]:
    """(n, cells) each: correlation of brightness, and of the directions of edges, at the best of some small shifts."""
    size = greys[0].shape[2]
    fixed = _doubled(*edges[0])
    mean = cells(greys[0])
    spread = (cells(greys[0].square()) - mean.square()).clamp(min=0)
    length = cells(fixed[0].square() + fixed[1].square())
    moving = torch.cat((greys[1], *_doubled(*edges[1])), dim=1)
    padded = functional.pad(moving, (2, 2, 2, 2), mode="replicate")
    patterns, directions = [], []
    for down in _SHIFTS:
        for right in _SHIFTS:
            shifted = padded[..., 2 + down : 2 + down + size, 2 + right : 2 + right + size]
            grey, east, south = (shifted[:, part : part + 1] for part in range(3))
            middle = cells(grey)
            own = (cells(grey.square()) - middle.square()).clamp(min=0)
            together = cells(grey * greys[0]) - middle * mean
            patterns.append(together / ((own + 0.02) * (spread + 0.02)).sqrt())
            along = cells(east * fixed[0] + south * fixed[1])
            directions.append(along / ((cells(east.square() + south.square()) + 1e-3) * (length + 1e-3)).sqrt())
    return torch.stack(patterns).amax(0), torch.stack(directions).amax(0)


def _doubled(east: Tensor, south: Tensor) -> tuple[Tensor, Tensor]:
    """An edge as a vector of twice its angle: the same from dark to light and from light to dark."""
    length = (east.square() + south.square() + _LEAST).sqrt()
    return (east.square() - south.square()) / length, 2 * east * south / length


def _order(east: Tensor, south: Tensor, cells: Pool) -> Tensor:
    """(n, cells), 0 to 1: how far the edges run in two directions across each other, as those of houses do."""
    first, second = _doubled(east, south)
    length = (first.square() + second.square() + _LEAST).sqrt()
    real = cells((first.square() - second.square()) / length)
    imaginary = cells(2 * first * second / length)
    return (real.square() + imaginary.square()).sqrt() / (cells(length) + 1e-2)


def _colours(pictures: Tensor, cells: Pool) -> tuple[Tensor, Tensor, Tensor]:
    """(n, cells) each: shares of red and green in the light, and brightness against that of the picture."""
    red, green, blue = (cells(pictures[:, band : band + 1]) for band in range(3))
    light = red + green + blue + 0.05
    relative = torch.log((light + 0.1) / (light.mean(1, keepdim=True) + 0.1))
    return 3 * red / light - 1, 3 * green / light - 1, relative
