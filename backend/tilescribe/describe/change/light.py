"""The earlier picture in the light of the later one: brightness and colour fitted over what has not changed.

Another sun, season, haze or sensor changes all pixels of a band alike, and nearly by a straight line (relative
radiometric normalisation by invariant features, Schott et al. 1988; by robust regression, Hall et al. 1991). A line for
each band is fitted over means of blocks of pixels:

- What looks alike in both dates counts most: each block weighs as the structure around it correlates, which no change
  of light alters. A flood, a fire or a new roof keeps no structure.
- Among many lines through pairs of blocks, the one with most blocks beside it wins (RANSAC with a bounded loss, Torr
  and Zisserman 2000): half of a tile may change without drawing the line to it. Iteratively reweighted total least
  squares with Tukey's bisquare refine it (orthogonal regression, Canty et al. 2004).
- The line that holds for the whole raster (`common_light`, over many tiles; without it, that the stretches of both
  rasters show the same) takes part as if it were a few blocks; where nothing in the tile is unchanged it remains.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.change.robust_line import PRIOR_WEIGHT, BandFit, fit_line
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.pair import BandLight

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.pair import PairPixels
    from tilescribe.domain.pixels import TilePixels

    Plane = NDArray[np.float32]

__all__ = ["MatchedPictures", "common_light", "matched"]

_PICTURES = (
    (Role.RED, Role.GREEN, Role.BLUE),
    (Role.NIR, Role.RED, Role.GREEN),
    (Role.SWIR1, Role.NIR, Role.RED),
)
"""Band triples for a picture, best first, as in `TilePixels.rgb`."""
_LUMA = (0.299, 0.587, 0.114)
"""ITU-R BT.601, of red, green and blue."""
_SIDE_BLOCKS = 28
"""Blocks along the side of a tile: 8 px of 224."""
_LEAST_WEIGHT = 0.02
"""Of a block without any common structure: even ground has none, changed or not."""
_CALIBRATED_WEIGHT = 0.06
"""The same where both are reflectance, which another sun does not alter, and haze does."""
_COMMON_WEIGHT = 0.06
"""The same where other tiles tell it: three times of what even ground has, a tenth of what unchanged houses have."""


@dataclass(frozen=True, slots=True, eq=False)
class MatchedPictures:
    """Both dates as display pictures in the light of the later one, equally sharp.

    Display brightness: 0 and 1 are black and white of the later raster's stretch; what is darker or brighter goes
    beyond. Both are blurred to `PairPixels.detail_m`. Where the pair cannot be compared both are 0.
    """

    before: Plane
    """(height, width, 3) float32, in the light of the later date."""
    after: Plane
    """(height, width, 3) float32."""
    before_luminance: Plane
    """(height, width) float32."""
    after_luminance: Plane
    comparable: NDArray[np.bool_]
    """(height, width), as in the pair."""
    roles: tuple[str, ...]
    """What the three channels show: band roles, or three times the same."""
    fits: tuple[BandFit, ...]
    """Of the three channels."""
    bands: Mapping[Role, tuple[Plane, Plane]]
    """(before, after) of every band role that both dates have, (height, width) float32 each, in the later raster's
    `Raster.quantity`, matched and blurred likewise. For indices such as NDVI."""

    @property
    def residual(self) -> float:
        """What remains of light after the fit, where nothing has changed: a difference below tells nothing."""
        return max(fit.residual for fit in self.fits)

    @property
    def before_rgb(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8."""
        return _as_bytes(self.before)

    @property
    def after_rgb(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8."""
        return _as_bytes(self.after)


def matched(pair: PairPixels) -> MatchedPictures:
    """Both pictures of a pair in one light and equally sharp; computed once for each pair.

    Args:
        pair: Its dates have a band role in common, or as many bands as each other, or are pictures both.
    """
    return pair.once("matched", lambda: _matched(pair))


def common_light(pairs: Iterable[PairPixels]) -> tuple[BandLight, ...]:
    """The light of two rasters, for `PairPixels.light`, from some of their pairs.

    Args:
        pairs: From all over both rasters, without `light` of their own; the less they have changed, the better.
    """
    found: dict[Role, list[tuple[NDArray[np.float64], ...]]] = {}
    for pair in pairs:
        shown = _Blurred(pair)
        _, before, after = _channels(pair, shown)
        blocks = _Blocks(pair, _mean(before), _mean(after), calibrated=shown.calibrated)
        for role in shown.common:
            found.setdefault(role, []).append(blocks.lists(*shown.band(role)))
    lights = []
    for role, lists in found.items():
        xs, ys, weights = (np.concatenate(parts) for parts in zip(*lists, strict=True))
        if len(xs):
            fit = fit_line(xs, ys, weights)
            lights.append(BandLight(role, fit.gain, fit.offset))
    return tuple(lights)


def _matched(pair: PairPixels) -> MatchedPictures:
    shown = _Blurred(pair)
    names, before, after = _channels(pair, shown)
    blocks = _Blocks(pair, _mean(before), _mean(after), calibrated=shown.calibrated)
    known: dict[str, BandLight] = {line.role: line for line in pair.light}
    fits = {
        id(plane): blocks.fit(plane, later, known.get(name))
        for name, plane, later in zip(names, before, after, strict=True)
    }
    found = tuple(fits[id(plane)] for plane in before)
    outside = ~pair.comparable
    lit = [_linear(plane, fit.gain, fit.offset, outside) for plane, fit in zip(before, found, strict=True)]
    seen = [_linear(plane, 1, 0, outside) for plane in after]
    bands: dict[Role, tuple[Plane, Plane]] = {}
    for role in shown.common:
        earlier, later = shown.band(role)
        fit = fits.get(id(earlier)) or blocks.fit(earlier, later, known.get(role))
        low, span = shown.physical_scale(role)
        bands[role] = (
            _linear(earlier, fit.gain * span, fit.offset * span + low, outside),
            _linear(later, span, low, outside),
        )
    weights = _LUMA if names[0] == Role.RED else (1 / 3, 1 / 3, 1 / 3)
    return MatchedPictures(
        before=np.stack(lit, axis=-1),
        after=np.stack(seen, axis=-1),
        before_luminance=_weighted(lit, weights),
        after_luminance=_weighted(seen, weights),
        comparable=pair.comparable,
        roles=names,
        fits=found,
        bands=bands,
    )


def _linear(plane: Plane, gain: float, offset: float, outside: NDArray[np.bool_]) -> Plane:
    """The plane with other numbers, and 0 where `outside`."""
    values: Plane = plane * np.float32(gain) + np.float32(offset)
    values[outside] = 0
    return values


def _mean(planes: list[Plane]) -> Plane:
    return _weighted(planes, (1 / len(planes),) * len(planes))


def _weighted(planes: list[Plane], weights: tuple[float, ...]) -> Plane:
    total = planes[0] * np.float32(weights[0])
    for plane, weight in zip(planes[1:], weights[1:], strict=True):
        total += plane * np.float32(weight)
    return total


def _as_bytes(picture: Plane) -> NDArray[np.uint8]:
    as_bytes: NDArray[np.uint8] = np.clip(np.rint(picture * np.float32(255)), 0, 255).astype(np.uint8)
    return as_bytes


class _Blurred:
    """Bands of both dates as display brightness in the later raster's stretch, blurred to the coarser detail."""

    def __init__(self, pair: PairPixels) -> None:
        self._pair = pair
        self._both = pair.valid & pair.before.valid
        self._sigmas = _sigmas_px(pair)
        self._planes: dict[tuple[int, int], tuple[Plane, Plane]] = {}
        earlier = pair.before.raster.roles
        self.common: list[Role] = [role for role in pair.raster.roles if role in earlier and role is not Role.OTHER]
        self.calibrated = pair.raster.quantity is pair.before.raster.quantity is Quantity.REFLECTANCE

    def band(self, role: Role) -> tuple[Plane, Plane]:
        return self.at(self._pair.before.raster.roles.index(role), self._pair.raster.roles.index(role))

    def at(self, earlier: int, later: int) -> tuple[Plane, Plane]:
        """The band at a position of either raster; always the same arrays."""
        if (earlier, later) not in self._planes:
            before, after = self._pair.before, self._pair
            physical = self.calibrated and before.raster.bands[earlier].role == after.raster.bands[later].role
            scale = self._later_scale(later) if physical else None
            self._planes[earlier, later] = (
                self._soft(_shown(before, earlier, scale), self._sigmas[0]),
                self._soft(_shown(after, later, None), self._sigmas[1]),
            )
        return self._planes[earlier, later]

    def physical_scale(self, role: Role) -> tuple[float, float]:
        """(value of black, value of white less that of black) of the later raster's band, as physical values."""
        return self._later_scale(self._pair.raster.roles.index(role))

    def _later_scale(self, position: int) -> tuple[float, float]:
        band, stretch = self._pair.raster.bands[position], self._pair.stretch
        low, high = stretch.low[position], stretch.high[position]
        return low * band.scale + band.offset, (max(high - low, 1e-9)) * band.scale

    def _soft(self, plane: Plane, sigma: float) -> Plane:
        """Blurred over what is valid in both; anything elsewhere."""
        from scipy.ndimage import gaussian_filter

        if self._both.all():
            blurred: Plane = gaussian_filter(plane, sigma, mode="nearest", truncate=2.5)
            return blurred
        weight = gaussian_filter(self._both.astype(np.float32), sigma, mode="nearest", truncate=2.5)
        kept = gaussian_filter(np.where(self._both, plane, np.float32(0)), sigma, mode="nearest", truncate=2.5)
        soft: Plane = kept / np.maximum(weight, np.float32(1e-3))
        return soft


def _shown(tile: TilePixels, position: int, physical_scale: tuple[float, float] | None) -> Plane:
    """A band as display brightness: by its own stretch, or by physical values of black and of the span to white."""
    values: Plane = tile.data[position].astype(np.float32)
    if physical_scale is None:
        low, high = tile.stretch.low[position], tile.stretch.high[position]
        gain, offset = 1 / max(high - low, 1e-9), -low / max(high - low, 1e-9)
    else:
        band, (black, span) = tile.raster.bands[position], physical_scale
        gain, offset = band.scale / span, (band.offset - black) / span
    values = np.nan_to_num(values * np.float32(gain) + np.float32(offset), nan=0.0, posinf=0.0, neginf=0.0)
    # Saturated cloud and roofs are many times as bright as white; a line fitted to them holds for nothing else.
    shown: Plane = np.clip(values, -1, 3)
    return shown


def _sigmas_px(pair: PairPixels) -> tuple[float, float]:
    """Standard deviations, in pixels, by which the earlier and the later picture are blurred.

    A pixel averages over its square, whose standard deviation is 0.29 of its side; interpolation by cubic convolution
    adds about as much. Where the earlier pixels are coarser, the later picture is blurred by what is missing to that.
    Half a pixel more on both covers what alignment leaves.
    """
    both = 0.5
    missing = np.sqrt(max(pair.gsd_ratio * _decimation(pair), 1.0) ** 2 - 1) * 0.4
    return both, float(np.hypot(both, missing))


def _decimation(pair: PairPixels) -> float:
    """Pixels of the later raster through pixels of its array: below 1 where it is read decimated."""
    return float(pair.data.shape[1] / pair.tile.window.height)


def _channels(pair: PairPixels, shown: _Blurred) -> tuple[tuple[str, ...], list[Plane], list[Plane]]:
    """(names, earlier planes, later planes) of three channels: the best that both dates have."""
    for triple in _PICTURES:
        if all(role in shown.common for role in triple):
            pairs = [shown.band(role) for role in triple]
            return triple, [one for one, _ in pairs], [other for _, other in pairs]
    if shown.common:
        role = shown.common[0]
        before, after = shown.band(role)
        return (role,) * 3, [before] * 3, [after] * 3
    earlier, later = pair.before.raster.roles, pair.raster.roles
    if len(earlier) == len(later) and set(earlier) == set(later) == {Role.OTHER}:
        pairs = [shown.at(position, position) for position in ((0, 1, 2) if len(later) >= 3 else (0, 0, 0))]
        return ("other",) * 3, [one for one, _ in pairs], [other for _, other in pairs]
    return _grey_channels(pair, shown)


def _grey_channels(pair: PairPixels, shown: _Blurred) -> tuple[tuple[str, ...], list[Plane], list[Plane]]:
    """Without a band in common, such as a panchromatic picture beside one in colours: the mean of what each shows."""
    before = _mean([shown.at(position, 0)[0] for position in _visible_positions(pair.before)])
    after = _mean([shown.at(0, position)[1] for position in _visible_positions(pair)])
    return ("grey",) * 3, [before] * 3, [after] * 3


def _visible_positions(tile: TilePixels) -> list[int]:
    roles = tile.raster.roles
    visible = (Role.RED, Role.GREEN, Role.BLUE, Role.PAN, Role.GREY)
    return [at for at, role in enumerate(roles) if role in visible] or list(range(min(3, len(roles))))


class _Blocks:
    """Means of blocks of the comparable pixels, and how much of their structure is common to both dates."""

    def __init__(self, pair: PairPixels, before: Plane, after: Plane, *, calibrated: bool) -> None:
        self._trust = _CALIBRATED_WEIGHT if calibrated else PRIOR_WEIGHT
        self._side = max(2, round(min(before.shape) / _SIDE_BLOCKS))
        self._valid = pair.comparable.astype(np.float32)
        self._filled = _block_sums(self._valid, self._side) / np.float32(self._side**2)
        self._used = self._filled >= 0.5
        if not self._used.any():
            self._used = self._filled > 0
        likeness = self._likeness(before, after)
        self._weight = (np.maximum(likeness, 0) ** 2 + _LEAST_WEIGHT)[self._used] * self._filled[self._used]

    def fit(self, before: Plane, after: Plane, known: BandLight | None) -> BandFit:
        """The line of one band, which other tiles may tell something of."""
        xs, ys, weights = self.lists(before, after)
        if not len(xs):
            return BandFit(1.0, 0.0, 0.0, 0.0)
        if known is None:
            return fit_line(xs, ys, weights, trust=self._trust)
        fit = fit_line(xs * known.gain + known.offset, ys, weights, trust=_COMMON_WEIGHT)
        return replace(fit, gain=fit.gain * known.gain, offset=fit.gain * known.offset + fit.offset)

    def lists(
        self, before: Plane, after: Plane
    ) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
        """(earlier, later, weight) of the blocks, (n,) each."""
        xs, ys = self._means(before)[self._used], self._means(after)[self._used]
        return xs.astype(np.float64), ys.astype(np.float64), self._weight.astype(np.float64)

    def _means(self, plane: Plane) -> Plane:
        means: Plane = _block_sums(plane * self._valid, self._side) / np.maximum(
            self._filled * self._side**2, np.float32(1)
        )
        return means

    def _likeness(self, before: Plane, after: Plane) -> Plane:
        """Correlation of both pictures over three blocks by three, -1 to 1; 0 where nothing is to be seen in one."""
        from scipy.ndimage import uniform_filter

        def over(plane: Plane) -> Plane:
            sums: Plane = uniform_filter(_block_sums(plane * self._valid, self._side), 3, mode="nearest")
            return sums

        count = np.maximum(over(np.ones_like(before)), np.float32(1e-6))
        centre = np.float32(before.mean()), np.float32(after.mean())  # float32 sums of squares far from 0 lose digits
        one, other = before - centre[0], after - centre[1]
        mean_one, mean_other = over(one) / count, over(other) / count
        spread_one = np.maximum(over(one * one) / count - mean_one**2, 0)
        spread_other = np.maximum(over(other * other) / count - mean_other**2, 0)
        common = over(one * other) / count - mean_one * mean_other
        # Below a standard deviation of 0.01 what is seen is noise.
        likeness = common * ((spread_one + np.float32(1e-4)) * (spread_other + np.float32(1e-4))) ** -0.5
        return likeness.astype(np.float32, copy=False)


def _block_sums(plane: Plane, side: int) -> Plane:
    rows, columns = plane.shape[0] // side, plane.shape[1] // side
    strips = plane[: rows * side, : columns * side].reshape(rows, side, columns * side).sum(axis=1)
    sums: Plane = strips.reshape(rows, columns, side).sum(axis=2)
    return sums
