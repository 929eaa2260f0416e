"""The modules of this package that a question does not need; each is imported on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.catalog.geopackage import (
        changes,
        channels,
        coarse_results,
        health,
        history,
        matrix,
        outlines,
        pairs,
        parts,
        pending,
        rasters,
        runs,
        text_store,
        writing,
    )

__all__ = [
    "changes",
    "channels",
    "coarse_results",
    "health",
    "history",
    "matrix",
    "outlines",
    "pairs",
    "parts",
    "pending",
    "rasters",
    "runs",
    "text_store",
    "writing",
]

__getattr__ = names_on_demand(__name__, {name: f"tilescribe.catalog.geopackage.{name}" for name in __all__})
