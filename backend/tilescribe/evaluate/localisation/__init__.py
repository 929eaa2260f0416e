"""A mosaic of pictures on a map, to measure tiling, levels, merging and geometry together with the search."""

from __future__ import annotations

from tilescribe.evaluate.localisation.layout import Layout, lay_out
from tilescribe.evaluate.localisation.measure import Localisation, best_overlap, measure_localisation
from tilescribe.evaluate.localisation.mosaic import Cell, Mosaic, write_mosaic

__all__ = [
    "Cell",
    "Layout",
    "Localisation",
    "Mosaic",
    "best_overlap",
    "lay_out",
    "measure_localisation",
    "write_mosaic",
]
