"""The pixels of one tile, and the two ways to look at them: as physical values and as a picture."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from tilescribe.domain.bands import Role
from tilescribe.domain.ground import facing_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.domain.ground import Facing, LocalGround
    from tilescribe.domain.raster import Raster, Stretch
    from tilescribe.domain.tile import TileRef

__all__ = ["TilePixels"]

T = TypeVar("T")

_PICTURE_ROLES = (
    (Role.RED, Role.GREEN, Role.BLUE),
    (Role.NIR, Role.RED, Role.GREEN),
    (Role.SWIR1, Role.NIR, Role.RED),
)
"""Band triples for a picture, best first: true colour, colour infrared, short-wave infrared."""
_FILL = b"reflected"
"""How captioners fill invalid pixels: another way makes other descriptions of the same pixels."""


@dataclass(frozen=True, slots=True)
class TilePixels:
    """What a captioner gets: one tile's pixels, with all that is known about where they come from."""

    tile: TileRef
    raster: Raster
    stretch: Stretch
    data: NDArray[Any]
    """(bands, height, width) in the stored type, bands as in `Raster.bands`."""
    valid: NDArray[np.bool_]
    """(height, width), False where there is no picture."""
    ground: LocalGround | None = None
    """Pixel size and north at the tile's centre; None: as at the raster's centre, and as its transform has it."""
    _known: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: str, compute: Callable[[], T]) -> T:
        """What `compute` gives, which is called the first time only: several captioners ask the same of one tile."""
        if name not in self._known:
            self._known[name] = compute()
        found: T = self._known[name]
        return found

    def physical(self, role: Role) -> NDArray[np.float32] | None:
        """(height, width) float32 in `Raster.quantity`, or None when no band has the role. Invalid pixels are kept."""
        for position, band in enumerate(self.raster.bands):
            if band.role == role:
                with _any_number():
                    values: NDArray[np.float32] = self.data[position].astype(np.float32)
                    return values * np.float32(band.scale) + np.float32(band.offset)
        return None

    def rgb(self) -> NDArray[np.uint8]:
        """(height, width, 3) uint8 with the scene's stretch; invalid pixels are black."""
        picture: NDArray[np.uint8] = np.stack(
            [self._stretched(position) for position in self._picture_bands()], axis=-1
        )
        picture[~self.valid] = 0
        return picture

    @property
    def gsd_m(self) -> float:
        """Ground size of one pixel *of this array*, at its centre; coarser than the raster's on decimated levels."""
        stored_m = self.raster.gsd_m if self.ground is None else self.ground.gsd_m
        return stored_m * self.tile.window.height / int(self.data.shape[1])

    @property
    def ground_m(self) -> tuple[float, float]:
        """(width, height) on the ground through the tile's centre."""
        of: Raster | LocalGround = self.raster if self.ground is None else self.ground
        return self.tile.window.width * of.gsd_x_m, self.tile.window.height * of.gsd_y_m

    @property
    def facing(self) -> Facing | None:
        """Which sides face north and east; None where none does, or where it is not known."""
        if self.ground is not None:
            return None if self.ground.axes is None else facing_of(self.ground.axes)
        if self.raster.transform is None:
            return None
        a, b, _, d, e, _ = self.raster.transform
        return facing_of((a, b, d, e))

    def content_hash(self) -> str:
        """Hex digest of all that a description depends on: same digest, same description."""
        return self.once("content_hash", self._digest)

    def _digest(self) -> str:
        digest = hashlib.blake2b(digest_size=16)
        raster = self.raster
        context = (self.data.shape, self.data.dtype.str, raster.bands, raster.quantity, self.stretch, self.facing)
        digest.update(repr(context).encode())
        digest.update(f"{self.gsd_m:.3g}".encode())
        digest.update(np.ascontiguousarray(self.data).data)
        digest.update(np.packbits(self.valid).data)
        if not self.valid.all():
            digest.update(_FILL)
        return digest.hexdigest()

    def _picture_bands(self) -> tuple[int, int, int]:
        roles = list(self.raster.roles)
        for triple in _PICTURE_ROLES:
            if all(role in roles for role in triple):
                first, second, third = (roles.index(role) for role in triple)
                return first, second, third
        if len(roles) >= 3 and Role.GREY not in roles and Role.PAN not in roles:
            return 0, 1, 2
        return 0, 0, 0

    def _stretched(self, position: int) -> NDArray[np.uint8]:
        low, high = self.stretch.low[position], self.stretch.high[position]
        scale = 255.0 / (high - low) if high > low else 0.0
        with _any_number():
            values = (self.data[position].astype(np.float32) - np.float32(low)) * np.float32(scale)
        clipped: NDArray[np.uint8] = np.nan_to_num(np.clip(values, 0, 255), nan=0.0).astype(np.uint8)
        return clipped


def _any_number() -> np.errstate:
    """Invalid pixels hold any number, infinity and the largest float too: no reason for a warning."""
    return np.errstate(over="ignore", invalid="ignore")
