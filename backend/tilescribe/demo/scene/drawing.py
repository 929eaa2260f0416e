"""The state of a scene while it is drawn: the canvas, the trees that are drawn last, and the ground truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.demo.scene.canvas import box_ring, pick
from tilescribe.demo.scene.materials import CARS, Material

if TYPE_CHECKING:
    from datetime import date

    from shapely import Geometry

    from tilescribe.demo.scene.canvas import Canvas
    from tilescribe.demo.scene.layout import Layout

__all__ = ["Drawing", "Tree", "TruthEntry"]

LEAFY = (
    (Material.DECIDUOUS, 0.40),
    (Material.DECIDUOUS_LIGHT, 0.24),
    (Material.DECIDUOUS_DARK, 0.24),
    (Material.TURNING_TREE, 0.12),
)
"""Broad-leaved trees in September with their frequency."""


@dataclass(frozen=True, slots=True)
class TruthEntry:
    """One entry of the ground truth, in world metres."""

    kind: str
    """The class, e.g. `forest`; `truth.CLASSES` lists them."""
    name: str
    geometry: Geometry
    """In world metres."""
    first: date | None = None
    """The first day it is there; None for always."""
    last: date | None = None
    """The last day it is there; None for always."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree that will be drawn: its place and crown radius in world metres."""

    """A tree that will be drawn: its place and crown radius in world metres."""

    """A tree that will be drawn: its place and crown radius in world metres."""

    x: float
    y: float
    radius_m: float
    material: Material


@dataclass(slots=True)
class Drawing:
    """One scene while its parts draw into it."""

    layout: Layout
    canvas: Canvas
    seed: int
    trees: list[Tree] = field(default_factory=list)
    things: list[TruthEntry] = field(default_factory=list)

    def plant(
        self, rng: np.random.Generator, x: float, y: float, *, radius_m: float = 3.0, material: Material | None = None
    ) -> None:
        """Remember a tree of about this crown radius; broad-leaved unless told otherwise."""
        radius = radius_m * float(rng.lognormal(0, 0.22))
        self.trees.append(Tree(x, y, max(0.8, radius), material or pick(rng, LEAFY)))

    def park(
        self,
        rng: np.random.Generator,
        x: float,
        y: float,
        heading: float,
        *,
        length_m: float = 4.4,
        width_m: float = 1.9,
    ) -> None:
        """A car: body and dark windscreen."""
        from shapely import Polygon

        material = pick(rng, CARS)
        body = box_ring(x, y, length_m, width_m, heading)
        self.canvas.fill(body, material, height_m=1.4)
        self.note("car", "car", Polygon(body))
        along = np.array([np.cos(heading), np.sin(heading)])
        glass = np.array([x, y]) + along * length_m * 0.18
        ring = box_ring(float(glass[0]), float(glass[1]), 0.5, width_m * 0.6, heading)
        self.canvas.fill(ring, Material.CAR_BLACK, tone=1.9, height_m=1.4)

    def note(self, kind: str, name: str, geometry: Geometry) -> None:
        """Enter something that is there at all dates into the truth."""
        self.things.append(TruthEntry(kind, name, geometry))
