"""Single buildings: roofs with their sunny and shady sides, wings, sheds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring, pick
from tilescribe.demo.scene.materials import HOUSE_ROOFS, Material

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.demo.scene.drawing import Drawing

__all__ = ["SUN_AZIMUTH_DEG", "draw_flat_roof", "draw_gable_roof", "draw_house"]

SUN_AZIMUTH_DEG = 152.0
"""Where roofs and crowns are drawn to be lit from: late morning. The later scene differs by a few degrees only."""


def draw_house(
    drawing: Drawing, rng: np.random.Generator, x: float, y: float, heading: float, *, scale: float = 1.0
) -> NDArray[np.float64]:
    """A house with a gable or hip roof, perhaps with a wing; returns its (4, 2) main outline."""
    length, width = rng.uniform(10.5, 14.0) * scale, rng.uniform(8.2, 10.0) * scale
    roof = pick(rng, HOUSE_ROOFS)
    tone = float(np.clip(rng.normal(1, 0.12), 0.7, 1.3))
    height = rng.uniform(5.0, 7.5) * (1 + 0.5 * (scale - 1))
    if rng.random() < 0.36:
        side = rng.choice([-1, 1])
        wing_x = x + math.cos(heading) * length * 0.28 * side - math.sin(heading) * width * 0.55
        wing_y = y + math.sin(heading) * length * 0.28 * side + math.cos(heading) * width * 0.55
        draw_gable_roof(
            drawing,
            wing_x,
            wing_y,
            width * 1.1,
            length * 0.42,
            heading + math.pi / 2,
            roof,
            tone=tone,
            height_m=height - 1,
        )
    hip = rng.random() < 0.3
    draw_gable_roof(drawing, x, y, length, width, heading, roof, tone=tone, height_m=height, hip=hip)
    if rng.random() < 0.5:
        chimney = rng.uniform(-0.3, 0.3) * length
        ring = box_ring(x + math.cos(heading) * chimney, y + math.sin(heading) * chimney, 1.0, 1.0, heading)
        drawing.canvas.fill(ring, Material.ROOF_BROWN, tone=0.8, height_m=height + 1.2)
    return box_ring(x, y, length, width, heading)


def draw_gable_roof(
    drawing: Drawing,
    x: float,
    y: float,
    length: float,
    width: float,
    heading: float,
    material: Material,
    *,
    tone: float,
    height_m: float,
    hip: bool = False,
) -> None:
    """Two slopes about a ridge along `heading`; a hip roof slopes at the short ends as well."""
    corners = box_ring(x, y, length, width, heading)
    along = np.array([math.cos(heading), math.sin(heading)])
    across = np.array([-math.sin(heading), math.cos(heading)])
    reach = length / 2 - (width * 0.42 if hip else 0)
    centre = np.array([x, y])
    ridge = (centre - along * reach, centre + along * reach)
    slopes = [
        (np.array([corners[0], corners[1], ridge[1], ridge[0]]), -across),
        (np.array([corners[3], corners[2], ridge[1], ridge[0]]), across),
    ]
    if hip:
        slopes += [
            (np.array([corners[0], ridge[0], corners[3]]), -along),
            (np.array([corners[1], ridge[1], corners[2]]), along),
        ]
    for ring, outward in slopes:
        drawing.canvas.fill(ring, material, tone=tone * _slope_light(outward), height_m=height_m)


def draw_flat_roof(
    drawing: Drawing,
    rng: np.random.Generator,
    x: float,
    y: float,
    length: float,
    width: float,
    heading: float,
    material: Material,
    *,
    height_m: float,
    skylights: bool = False,
) -> None:
    """A hall or block: parapet, seams of the roofing, ventilation boxes, perhaps bands of skylights."""
    tone = float(rng.uniform(0.86, 1.12))
    drawing.canvas.fill(box_ring(x, y, length, width, heading), Material.CONCRETE, tone=0.85, height_m=height_m + 0.5)
    drawing.canvas.fill(box_ring(x, y, length - 1.6, width - 1.6, heading), material, tone=tone, height_m=height_m)

    def at(along: float, across: float) -> tuple[float, float]:
        return (
            x + math.cos(heading) * along - math.sin(heading) * across,
            y + math.sin(heading) * along + math.cos(heading) * across,
        )

    for seam in np.arange(-length / 2 + 9, length / 2 - 6, 12.0):
        ring = box_ring(*at(float(seam), 0), 0.5, width - 2, heading)
        drawing.canvas.fill(ring, material, tone=tone * 0.86, height_m=height_m)
        if skylights:
            drawing.canvas.fill(
                box_ring(*at(float(seam) + 5, 0), 2.6, width * 0.72, heading),
                Material.ROOF_BLUE,
                tone=0.95,
                height_m=height_m + 0.4,
            )
    for _ in range(int(length * width / 420)):
        place = at(float(rng.uniform(-0.44, 0.44)) * length, float(rng.uniform(-0.42, 0.42)) * width)
        size = rng.uniform(1.8, 4.0, 2)
        ring = box_ring(*place, float(size[0]), float(size[1]), heading)
        drawing.canvas.fill(ring, Material.ROOF_METAL, tone=float(rng.uniform(0.7, 1.2)), height_m=height_m + 1.6)


def _slope_light(outward: NDArray[np.float64]) -> float:
    """Brightness of a roof slope of 32 degrees that falls towards `outward`, relative to level ground (Lambert)."""
    sun_elevation, slope = math.radians(44), math.radians(32)
    azimuth = math.radians(SUN_AZIMUTH_DEG)
    facing = float(outward[0] * math.sin(azimuth) - outward[1] * math.cos(azimuth))
    direct = math.sin(sun_elevation) * math.cos(slope) + math.cos(sun_elevation) * math.sin(slope) * facing
    return 0.22 + 0.78 * max(0.0, direct) / math.sin(sun_elevation)
