"""The rooms of this package that a question does not enter; each is imported when somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.catalog import health, history, outlines, rasters, runs, scanned, vocabulary, work, writing

__all__ = ["health", "history", "outlines", "rasters", "runs", "scanned", "vocabulary", "work", "writing"]

__getattr__ = names_on_demand(__name__, {name: f"tilescribe.catalog.{name}" for name in __all__})
