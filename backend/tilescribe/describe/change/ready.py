"""Both dates made ready for measuring: in one light, filled where they cannot be compared, north up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.change.covers import wet_pixels
from tilescribe.describe.change.light import matched
from tilescribe.describe.facts.position import turn_to_north
from tilescribe.describe.facts.view import block_mean, view_of_planes
from tilescribe.describe.filling import reflection
from tilescribe.domain.bands import Quantity, Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.change.robust_line import BandFit
    from tilescribe.describe.change.structure import Structure
    from tilescribe.describe.facts.view import TileView
    from tilescribe.domain.pair import PairPixels

    Plane = NDArray[np.float32]

__all__ = ["Ready", "trust_in_light", "unlit"]

_ALIKE = 0.6
_SEEN = 0.06
"""Correlation and contrast of a window that shows the same on both dates, whatever their light."""
_NO_TRUST, _FULL_TRUST = 0.05, 0.25
"""Share of such windows from which the light is fitted to what has not changed. Below, it is fitted to what has: a
tile that is all under water would be brought into the light of the water, and nothing be left of the flood."""
_LUMA = (0.299, 0.587, 0.114)
"""ITU-R BT.601."""


def trust_in_light(structure: Structure) -> float:
    """How far the fitted light of the earlier date may be used, 0 (only the scene's own) to 1."""
    alike = (structure.likeness > _ALIKE) & (np.minimum(structure.before, structure.after) > _SEEN)
    return float(np.clip((alike.mean() - _NO_TRUST) / (_FULL_TRUST - _NO_TRUST), 0, 1))


class Ready:
    """The planes of a pair. All are (height, width), north up where north is known."""

    def __init__(self, pair: PairPixels) -> None:
        self._pair = pair
        self._pictures = matched(pair)
        self._places = reflection(pair.comparable)
        self._turn = turn_to_north(pair)
        self._comparable = pair.comparable if self._turn is None else self._turn(pair.comparable)
        channels = range(3 if len(set(self._pictures.roles)) > 1 else 1)
        self._before = [self._ready(self._pictures.before[..., channel]) for channel in channels]
        self._after = [self._ready(self._pictures.after[..., channel]) for channel in channels]
        self._raw_bands: dict[Role, Plane] = {}
        self.luminance = _luminance_unlit(self._before, self._pictures.fits), _luminance(self._after)
        """Of the earlier date in its own light, and of the later one."""

    @property
    def residual(self) -> float:
        """Difference of display brightness that the light alone leaves."""
        return self._pictures.residual

    def views(self, trust: float) -> tuple[TileView, TileView]:
        """The earlier and the later date, of the bands that both have.

        With near infrared both dates are taken as they are: indices are ratios, which light hardly alters.
        """
        bands = self._pictures.bands
        spectral = Role.NIR in bands and Role.RED in bands
        before = {role: self._raw_band(role) if spectral else self._lit_band(role, trust) for role in bands}
        after = {role: self._ready(later) for role, (_, later) in bands.items()}
        return self._view(before, 0, own=spectral), self._view(after, 1, own=True)

    def colour_change(self, trust: float, cell_px: int) -> tuple[Plane, Plane]:
        """What the later date has more of, in display brightness.

        Returns:
            (rows, cols) root of the mean square difference of the channels; (rows, cols) difference of luminance.
        """
        differences = []
        for before, after, fit in zip(self._before, self._after, self._pictures.fits, strict=False):
            lit = block_mean(before, cell_px)
            own = unlit(lit, fit)
            differences.append(block_mean(after, cell_px) - own - np.float32(trust) * (lit - own))
        squares = differences[0] ** 2
        for other in differences[1:]:
            squares += other**2
        difference: Plane = np.sqrt(squares * np.float32(1 / len(differences)))
        return difference, _luminance(differences)

    def lit_cells(self, trust: float, cell_px: int) -> dict[Role, Plane]:
        """(rows, cols) of the earlier date's bands for indices, in the later date's light and quantity.

        Empty for reflectance, which needs no light but its own.
        """
        if self._pair.raster.quantity is Quantity.REFLECTANCE:
            return {}
        roles = [role for role in (Role.RED, Role.GREEN, Role.NIR, Role.SWIR1) if role in self._pictures.bands]
        return {role: block_mean(self._lit_band(role, trust), cell_px) for role in roles}

    def wet(self, cell_px: int) -> tuple[Plane, Plane] | None:
        """`wet_pixels`, where both dates have green and near infrared as reflectance."""
        bands = self._pictures.bands
        quantities = {self._pair.raster.quantity, self._pair.before.raster.quantity}
        if Role.GREEN not in bands or Role.NIR not in bands or quantities != {Quantity.REFLECTANCE}:
            return None
        before = {role: self._raw_band(role) for role in (Role.GREEN, Role.NIR)}
        after = {role: self._ready(bands[role][1]) for role in (Role.GREEN, Role.NIR)}
        return wet_pixels(before, after, cell_px)

    def _raw_band(self, role: Role) -> Plane:
        if role not in self._raw_bands:
            values = self._pair.before.physical(role)
            if values is None:
                raise KeyError(role)
            # Where nothing can be compared any number may stand, and is not shown.
            self._raw_bands[role] = self._ready(values)
        return self._raw_bands[role]

    def _lit_band(self, role: Role, trust: float) -> Plane:
        """In the light of the later date as far as that is to be trusted."""
        lit = self._ready(self._pictures.bands[role][0])
        if trust == 1.0:
            return lit
        raw = self._raw_band(role)
        plane: Plane = raw + np.float32(trust) * (lit - raw)
        return plane

    def _view(self, planes: dict[Role, Plane], position: int, *, own: bool) -> TileView:
        tile = self._pair.before if position == 0 and own else self._pair
        return view_of_planes(tile, planes, self._comparable, self.luminance[position], oriented=self._turn is not None)

    def _ready(self, plane: Plane) -> Plane:
        return self._turned(plane if self._places is None else plane[self._places])

    def _turned(self, plane: Plane) -> Plane:
        return plane if self._turn is None else self._turn(plane)


def _luminance(channels: list[Plane]) -> Plane:
    if len(channels) == 1:
        return channels[0]
    red, green, blue = (plane * np.float32(share) for plane, share in zip(channels, _LUMA, strict=True))
    red += green
    red += blue
    return red


def _luminance_unlit(channels: list[Plane], fits: tuple[BandFit, ...]) -> Plane:
    return _luminance([unlit(plane, fit) for plane, fit in zip(channels, fits, strict=False)])


def unlit(plane: Plane, fit: BandFit) -> Plane:
    """The earlier date as it was before it was brought into the later one's light."""
    raw = plane * np.float32(1 / fit.gain)
    raw -= np.float32(fit.offset / fit.gain)
    return raw
