"""What the bands of a raster mean: their role, and how a stored number becomes a physical one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Band", "Quantity", "Role", "SensorProfile"]


class Role(StrEnum):
    """What a band sees. Optical roles follow the common names of the STAC EO extension."""

    COASTAL = "coastal"
    BLUE = "blue"
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    RED_EDGE = "red_edge"
    NIR = "nir"
    NIR_NARROW = "nir08"
    WATER_VAPOUR = "nir09"
    CIRRUS = "cirrus"
    SWIR1 = "swir16"
    SWIR2 = "swir22"
    THERMAL = "lwir"
    PAN = "pan"
    GREY = "grey"
    VV = "vv"
    VH = "vh"
    HH = "hh"
    HV = "hv"
    ALPHA = "alpha"
    OTHER = "other"


class Quantity(StrEnum):
    """What a band's values stand for once `Band.scale` and `Band.offset` are applied."""

    REFLECTANCE = "reflectance"
    """Top-of-atmosphere or surface reflectance, nominally 0 to 1."""
    BRIGHTNESS = "brightness"
    """Uncalibrated display brightness scaled to 0 to 1; ratios between bands are only indicative."""
    BACKSCATTER = "backscatter"
    """Radar intensity or amplitude, positive, unbounded."""
    OTHER = "other"
    """Anything else (elevation, temperature, classes): shown, not interpreted."""


@dataclass(frozen=True, slots=True)
class Band:
    """One band as read: `physical = stored * scale + offset`."""

    index: int
    """1-based, as GDAL counts."""
    role: Role
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class SensorProfile:
    """How the bands of one kind of imagery are laid out."""

    name: str
    """What the user types, e.g. `sentinel-2-l2a`."""
    title: str
    """What the user reads, e.g. `Sentinel-2 Level-2A, 12 bands`."""
    roles: tuple[Role, ...]
    """One role for each band, in file order; alpha not counted."""
    quantity: Quantity
    scale: float = 1.0
    offset: float = 0.0
