"""By how much the earlier picture lies beside the later one, and how sure that is.

Both dates are compared by the magnitude of their gradients, which another light, another colour and another sensor
leave where they are; its square root keeps single bright roofs from deciding. In two steps:

1. The normalised cross-correlation of the tile with the earlier picture around it, for every shift up to a quarter of
   the tile's side. Against the scatter of all these correlations each shift has a likelihood;
   what is expected of it comes from the other tiles of the same two rasters (`ExpectedShift`), or, without them, from
   georeferencing being right within a few pixels more often than not (Bayes' rule).
2. scikit-image's phase correlation (Guizar-Sicairos et al. 2008), without normalisation of the spectra, about the best
   of them, to a fortieth of a pixel.

Tiles of 96 px and more are aligned at half their resolution, which costs a quarter and 0.03 px. On made-up shifts of 0
to 8 px, half of them between sensors, the amplitudes kept are better than pure phase: median error 0.02 px against 0.08
at full resolution, 0.06 px at half of it (`python -m benchmarks shifts`).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.comparing.gradients import LARGEST_SHIFT, GradientViews
from tilescribe.comparing.joining import joined
from tilescribe.describe.change.light import common_light
from tilescribe.domain.pair import Shift

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pair import BandLight
    from tilescribe.domain.pixels import TilePixels
    from tilescribe.raster.common_grid import EarlierPixels, EarlierReader

    Plane = NDArray[np.float32]
    Mask = NDArray[np.bool_]

__all__ = ["MOST_SAMPLED", "Alignment", "ExpectedShift", "align", "expected_shift"]

MOST_SAMPLED = 64
"""Tiles from which the shift of two rasters is expected; more make it no surer."""
_SURE = 0.5
"""Confidence from which a tile is aligned: its shift is more likely right than not."""
_STEPS_PER_PX = 40
_NEAR_PX = 4.0
"""Width of a correlation peak."""
_PLAIN_PX = 3.0
_PLAIN_SHARE = 0.9
"""Georeferencing, where nothing is known of the rasters: in nine of ten pairs it is right within three pixels."""
_LEAST_SPREAD_PX = 0.4
"""By how much tiles of two rasters differ at least in their shift: relief and mosaicking."""
_PEAK_PX = 2.5
"""A correlation peak's place scatters by its width over its height in standard deviations of the correlation."""
_MOST_LIT = 12
"""Tiles, of those most alike, that the light is taken from."""
_LEAST_TILES = 3
"""By which the shift of two rasters must be confirmed."""
_LEAST_HEIGHT = 2.0
"""Standard deviations of a correlation below which it is any other."""
_LEAST_HEIGHT_ALONE = 3.0
"""The same where nothing is known of the rasters: one in fifty tiles that have nothing in common reaches it near 0."""
_MOST_LOG = 60.0
"""Beyond it no tile is surer."""


@dataclass(frozen=True, slots=True)
class ExpectedShift:
    """By how much tiles of two rasters are shifted, and how they are lit, as most of them have it."""

    x_m: float
    """Metres to the right along the rows of the later raster."""
    y_m: float
    """Metres down its columns."""
    spread_m: float
    """Robust standard deviation from tile to tile, along each axis."""
    confidence: float
    """0 to 1: how likely it is no chance."""
    tiles: int
    """By how many tiles it is confirmed."""
    light: tuple[BandLight, ...] = ()
    """Of the earlier date, from the tiles that are most alike on both."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What was found for one tile."""

    shift: Shift
    aligned: bool
    """False where neither the tile nor the other tiles of its raster tell the shift: what differs may be the place."""
    even: bool = False
    """Nothing to align by in one of the pictures; the shift is the expected one, or none."""


def align(after: TilePixels, before: EarlierPixels, *, expected: ExpectedShift | None = None) -> Alignment:
    """The shift of the earlier picture, in pixels of the tile's array, up to a quarter of its shorter side.

    Args:
        after: The tile of the later raster.
        before: What the earlier ones show there.
        expected: Of both rasters, where it is known.
    """
    prior = _Prior.of(expected, after)
    views = GradientViews.of(after, before)
    if views is None:
        return Alignment(Shift(prior.x_px, prior.y_px, prior.confidence / 2), True, even=True)
    search = _search(views)
    if search is None:
        return Alignment(Shift(prior.x_px, prior.y_px, prior.confidence / 2), True, even=True)
    x_px, y_px, height, share = search.best(prior)
    if share < _SURE or height < (_LEAST_HEIGHT if prior.confidence >= _SURE else _LEAST_HEIGHT_ALONE):
        # Changed all over, or not the same place. Where the rasters are known to fit, it is the former.
        return Alignment(Shift(prior.x_px, prior.y_px, prior.confidence / 2), prior.confidence >= _SURE)
    x_px, y_px = _refined(views, x_px, y_px)
    scatter = max(_PEAK_PX / height, 0.02)
    x_px, y_px = prior.drawn(x_px, y_px, scatter)
    return Alignment(Shift(x_px, y_px, share), True)


def expected_shift(tiles: Iterable[TilePixels], earlier: EarlierReader) -> ExpectedShift | None:
    """By how much the earlier rasters are shifted against the later one; None where its tiles do not tell.

    The likelihoods of all tiles are multiplied: what is chance in each of them falls away, and what little remains in
    common after a flood or a storm adds up.

    Args:
        tiles: Of one level of the later raster, from all over it; the first `MOST_SAMPLED` are looked at.
        earlier: What they are compared with.

    Raises:
        RasterReadError: An earlier raster cannot be read.
    """
    looked: list[tuple[GradientViews, _Search]] = []
    alike: list[tuple[float, int, TilePixels, EarlierPixels]] = []
    pixel_m = 0.0
    for tile, _ in zip(tiles, range(MOST_SAMPLED), strict=False):
        before = earlier.read(tile)
        views = None if before is None else GradientViews.of(tile, before)
        search = None if views is None else _search(views)
        if before is not None and views is not None and search is not None:
            looked.append((views, search))
            pixel_m = pixel_m or tile.gsd_m
            heappush(alike, (float(search.heights.max()), len(looked), tile, before))
            if len(alike) > _MOST_LIT:
                heappop(alike)
    if len(looked) < _LEAST_TILES:
        return None
    x_px, y_px, confidence = _in_common([search for _, search in looked])
    found = _confirmed(looked, _Prior(x_px, y_px, _PLAIN_PX, confidence), pixel_m)
    if found is None:
        return None
    pairs = (joined(tile, before, _in_pixels(found, tile)) for _, _, tile, before in alike)
    return replace(found, light=common_light(pairs))


def _in_pixels(expected: ExpectedShift, tile: TilePixels) -> Shift:
    return Shift(expected.x_m / tile.gsd_m, expected.y_m / tile.gsd_m, expected.confidence)


def _in_common(searches: list[_Search]) -> tuple[float, float, float]:
    """(x, y, confidence) of the shift that is most likely in all of them together."""
    step = max(search.step_px for search in searches)
    least = min(search.heights.shape[0] // 2 for search in searches if search.step_px == step)
    logs = np.zeros((2 * least + 1, 2 * least + 1))
    for search in searches:
        reach = search.heights.shape[0] // 2
        if search.step_px != step or reach < least:
            continue
        inner = search.heights[reach - least : reach + least + 1, reach - least : reach + least + 1]
        odds = np.exp(np.minimum(np.maximum(inner, 0) ** 2 / 2, _MOST_LOG))
        # Any one tile may be changed all over, or fit by chance elsewhere.
        logs += np.log(odds / odds.sum() * 0.5 + 0.5 / odds.size)
    return _Search(np.sqrt(2 * np.maximum(logs - np.median(logs), 0)), step).best_alone()


def _confirmed(looked: list[tuple[GradientViews, _Search]], common: _Prior, pixel_m: float) -> ExpectedShift | None:
    """The common shift to a fraction of a pixel, and its scatter, from the tiles that are near it."""
    found = []
    for views, search in looked:
        x_px, y_px, height, share = search.best(common)
        if height >= _LEAST_HEIGHT and share >= _SURE:
            x_px, y_px = _refined(views, x_px, y_px)
            if math.hypot(x_px - common.x_px, y_px - common.y_px) <= 3 * _PLAIN_PX:
                found.append((x_px, y_px, height))
    if len(found) < _LEAST_TILES:
        return None
    shifts = np.array(found)
    middle = [_weighted_median(shifts[:, axis], shifts[:, 2]) for axis in (0, 1)]
    spread = 1.4826 * float(np.median(np.abs(shifts[:, :2] - middle)))
    return ExpectedShift(
        middle[0] * pixel_m,
        middle[1] * pixel_m,
        max(spread, _LEAST_SPREAD_PX) * pixel_m,
        common.confidence,
        len(found),
    )


def _weighted_median(values: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(reached, reached[-1] / 2)])


@dataclass(frozen=True, slots=True)
class _Prior:
    """What is expected of a tile's shift before it is looked at, in pixels of its array."""

    x_px: float
    y_px: float
    spread_px: float
    confidence: float

    @classmethod
    def of(cls, expected: ExpectedShift | None, after: TilePixels) -> _Prior:
        if expected is None:
            return cls(0.0, 0.0, _PLAIN_PX, 0.0)
        pixel_m = after.gsd_m
        return cls(
            expected.x_m / pixel_m,
            expected.y_m / pixel_m,
            max(expected.spread_m / pixel_m, _LEAST_SPREAD_PX),
            expected.confidence,
        )

    def log(self, x_px: NDArray[np.float64], y_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """The logarithm of how likely shifts are: about the expected one, or, seldom, anywhere."""
        spread = max(self.spread_px, 1.0)  # shifts are tried in steps of one or two pixels
        off = ((x_px - self.x_px) ** 2 + (y_px - self.y_px) ** 2) / (2 * spread**2)
        inside = max(_PLAIN_SHARE, self.confidence * 0.99)
        about = inside * np.exp(-off)
        about /= about.sum() / inside
        logs: NDArray[np.float64] = np.log(about + (1 - inside) / about.size)
        return logs

    def drawn(self, x_px: float, y_px: float, scatter_px: float) -> tuple[float, float]:
        """A measured shift, drawn to the expected one by as much as that is surer."""
        if not self.confidence:
            return x_px, y_px
        weight = self.confidence / self.spread_px**2
        own = 1 / scatter_px**2
        if math.hypot(x_px - self.x_px, y_px - self.y_px) > 4 * math.hypot(self.spread_px, scatter_px):
            return x_px, y_px  # another thing than the rest of the raster, such as another sheet of a mosaic
        total = own + weight
        return (own * x_px + weight * self.x_px) / total, (own * y_px + weight * self.y_px) / total


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """How well each shift fits."""

    heights: NDArray[np.float64]
    """(2 n + 1, 2 n + 1), correlation in standard deviations from what unfit shifts have."""
    step_px: int
    """Pixels of the tile's array from one shift to the next."""

    def best_alone(self) -> tuple[float, float, float]:
        """(x, y, share) of the most likely shift when any is as likely as any other beforehand."""
        x_px, y_px, _, share = self.best(_Prior(0, 0, 1e6, 0.0))
        return x_px, y_px, share

    def best(self, prior: _Prior) -> tuple[float, float, float, float]:
        """(x, y, height, share): the most likely shift in pixels, and how likely it and those beside it are."""
        reach = self.heights.shape[0] // 2
        steps = np.arange(-reach, reach + 1) * float(self.step_px)
        x, y = np.meshgrid(steps, steps)
        logs = np.maximum(self.heights, 0) ** 2 / 2 + prior.log(x, y)
        at = np.unravel_index(int(np.argmax(logs)), logs.shape)
        odds = np.exp(logs - logs[at])
        near = np.hypot(x - x[at], y - y[at]) <= _NEAR_PX
        return float(x[at]), float(y[at]), float(self.heights[at]), float(odds[near].sum() / odds.sum())


def _search(views: GradientViews) -> _Search | None:
    """The normalised cross-correlation for all shifts; None where the pictures are even."""
    reach = min(views.beyond, math.floor(LARGEST_SHIFT * min(views.after.shape)))
    heights = _correlations(views, reach)
    return None if heights is None else _Search(heights, views.step_px)


def _correlations(views: GradientViews, reach: int) -> NDArray[np.float64] | None:
    """(2 reach + 1, 2 reach + 1) heights of the correlation by (y, x) shift of the earlier picture."""
    from scipy.fft import irfft2, rfft2

    window = _window(views.after.shape) * views.seen_after
    total = float(window.sum())
    after = views.after - float((window * views.after).sum()) / total
    before = np.where(views.seen_before, views.before - float(views.before[views.seen_before].mean()), np.float32(0))
    shape = before.shape
    weighted = np.conj(rfft2(window * after, shape))
    weights = np.conj(rfft2(window, shape))
    field = rfft2(before)
    product = irfft2(field * weighted, shape)
    sums = irfft2(field * weights, shape)
    squares = irfft2(rfft2(before * before) * weights, shape)
    energy = float((window * after * after).sum())
    variance = squares - sums**2 / total
    floor = 0.05 * float(np.median(variance[: 2 * views.beyond + 1, : 2 * views.beyond + 1]))
    if energy <= 0 or floor <= 0:
        return None
    correlations = product / np.sqrt(energy * np.maximum(variance, floor))
    # Row i is the earlier picture read from i - beyond on: moved by beyond - i.
    first, last = views.beyond - reach, views.beyond + reach + 1
    tried = correlations[first:last, first:last][::-1, ::-1].astype(np.float64)
    middle = float(np.median(tried))
    spread = 1.4826 * float(np.median(np.abs(tried - middle)))
    return (tried - middle) / spread if spread > 0 else None


def _refined(views: GradientViews, x_px: float, y_px: float) -> tuple[float, float]:
    """The shift to a fraction of a pixel, from one within two pixels of it; both in pixels of the tile's array."""
    import skimage.registration

    height, width = views.after.shape
    window = _window((height, width))
    x, y = x_px / views.step_px, y_px / views.step_px
    for _ in range(2):
        row, col = (int(np.clip(views.beyond - round(shift), 0, 2 * views.beyond)) for shift in (y, x))
        there = np.s_[row : row + height, col : col + width]
        seen = views.seen_after & views.seen_before[there]
        one, other = (_weighted(plane, seen, window) for plane in (views.after, views.before[there]))
        # How far `other` must be moved to lie on `one`, rows first.
        moves, _, _ = skimage.registration.phase_cross_correlation(  # type: ignore[no-untyped-call]
            one, other, upsample_factor=_STEPS_PER_PX, normalization=None
        )
        down, across = float(moves[0]), float(moves[1])
        if max(abs(down), abs(across)) * views.step_px > _NEAR_PX:
            return x_px, y_px  # another peak than the one that was chosen
        x, y = views.beyond - col + across, views.beyond - row + down
        if max(abs(down), abs(across)) <= 0.75:
            break  # windows that lie on each other do not draw the shift to zero
    return x * views.step_px, y * views.step_px


def _weighted(plane: Plane, seen: Mask, window: Plane) -> Plane:
    weight = window * seen
    centred: Plane = (plane - float((plane * weight).sum()) / max(float(weight.sum()), 1e-6)) * weight
    return centred


@lru_cache(maxsize=8)
def _window(shape: tuple[int, int]) -> Plane:
    """(height, width) of a Hann window without zeros."""
    down, across = (np.hanning(length + 2)[1:-1].astype(np.float32) for length in shape)
    window: Plane = np.outer(down, across)
    return window
