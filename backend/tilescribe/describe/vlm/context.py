"""What is known of a tile beside its pixels, put as sentences for the prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import DescriptionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tilescribe.domain.period import Period
    from tilescribe.domain.pixels import TilePixels

__all__ = ["Context", "extent", "measured", "metres", "orientation", "origin"]

_SQUARE = 1.05
"""Longest over shortest side up to which one number tells the ground size."""

_PARTLY = 0.95
"""Share of valid pixels below which a model is told that the rest is filled."""


@dataclass(frozen=True, slots=True)
class Context:
    """What goes into a prompt as `$context`; all of it may be unknown."""

    ground_m: tuple[float, float] | None = None
    """Longer and shorter side of the tile on the ground."""
    gsd_m: float | None = None
    """Of the pixels that were read, not of the raster."""
    acquired: Period | None = None
    """UTC."""
    sensor: str | None = None
    north_up: bool | None = None
    """Whether the picture is shown north up; False where none of its sides faces north, or north is not known."""
    colours: str = ""
    """A sentence on what the colours are where they are not natural, or empty."""
    valid_share: float = 1.0
    """Share of the tile that carries a picture; the rest of what is shown is its reflection."""
    valid_place: str = ""
    """Where in the tile that is: `in the north-west`, or empty."""
    facts: tuple[str, ...] = ()
    """Sentences measured from the bands: the only numbers that a description may stand on."""

    @classmethod
    def of(cls, tile: TilePixels) -> Self:
        """Of one tile; measures its bands, which takes some milliseconds."""
        from tilescribe.describe.facts.evidence import gather
        from tilescribe.describe.facts.position import turn_to_north
        from tilescribe.describe.facts.statements import put_in_words

        raster, sides = tile.raster, tile.ground_m
        evidence = gather(tile)
        said = put_in_words(evidence)
        return cls(
            ground_m=(max(sides), min(sides)),
            gsd_m=tile.gsd_m,
            acquired=raster.period,
            sensor=raster.sensor,
            north_up=turn_to_north(tile) is not None,
            colours=_colours(tile),
            valid_share=evidence.valid_share,
            valid_place=evidence.valid_place,
            # The first of the kind: how much can be seen is told in a sentence of its own.
            facts=tuple(one.text for one in said if one.kind is DescriptionKind.FACTS and one.variant == 0),
        )

    def render(self) -> str:
        """Some sentences on one line; empty when nothing is known."""
        return " ".join(
            sentence
            for sentence in (
                *extent(self.ground_m, self.gsd_m),
                *orientation(self.north_up),
                *origin("It was", self.acquired, self.sensor),
                self.colours,
                *self._seen(),
                *measured("from its bands", self.facts),
            )
            if sentence
        )

    def _seen(self) -> list[str]:
        if self.valid_share >= _PARTLY:
            return []
        tenths = 10 * max(1, round(10 * self.valid_share))
        place = f", {self.valid_place}" if self.valid_place else ""
        return [
            f"Only about {tenths} % of it is a picture{place}; the rest is that picture mirrored, to fill the frame.",
            "Describe only the part that is real, and do not mention the mirroring.",
        ]


def extent(ground_m: tuple[float, float] | None, gsd_m: float | None) -> list[str]:
    """How large it is, of the longer and the shorter side and the ground size of a pixel."""
    if ground_m is None:
        return []
    longer, shorter = ground_m
    size = metres(longer) if longer <= _SQUARE * shorter else f"{metres(longer)} by {metres(shorter)}"
    pixel = f", {metres(gsd_m)} a pixel" if gsd_m else ""
    return [f"It is about {size} wide on the ground{pixel}."]


def orientation(north_up: bool | None) -> list[str]:
    """Where north is; None where nothing is known of it."""
    if north_up is None:
        return []
    return ["North is at the top." if north_up else "No side of it faces north: say top, bottom, left, right."]


def origin(what: str, acquired: Period | None, sensor: str | None) -> list[str]:
    """When and by what a picture was taken; `what` begins the sentence."""
    when = ""
    if acquired is not None:
        date = acquired.date
        when = f" {'on' if date.count('-') == 2 else 'in'} {date}"
    by = f" by {sensor}" if sensor else ""
    return [f"{what} taken{when}{by}."] if when or by else []


def measured(where: str, facts: Sequence[str]) -> list[str]:
    """Facts as sentences that say so."""
    return [f"Measured {where}: {fact[:1].lower()}{fact[1:]}" for fact in facts]


def metres(length_m: float) -> str:
    """In two or three digits: 0.5 m, 112 m, 5.1 km."""
    if length_m >= 1000:
        return f"{length_m / 1000:.2g} km"
    return f"{length_m:.2g} m" if length_m < 10 else f"{length_m:.0f} m"


def _colours(tile: TilePixels) -> str:
    quantity, roles = tile.raster.quantity, set(tile.raster.roles)
    if quantity is Quantity.BACKSCATTER:
        return "It is a radar picture in grey: rough or built surfaces are bright, smooth ones such as calm water dark."
    if quantity is Quantity.OTHER:
        return "Its values are not light; they may be heights, temperatures or classes."
    if {Role.RED, Role.GREEN, Role.BLUE} <= roles:
        return ""
    if {Role.NIR, Role.RED, Role.GREEN} <= roles:
        return "Its colours are imitated from near infrared, red and green."
    if {Role.SWIR1, Role.NIR, Role.RED} <= roles:
        return "It is in false colours: short-wave infrared as red, near infrared as green, red as blue."
    return "It is in grey." if len(roles) < 3 else ""
