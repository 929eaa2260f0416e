"""Catalogs: choosing them, filling them, and seeing what they hold."""

from __future__ import annotations

from .panel import CatalogsPanel

__all__ = ["CatalogsPanel"]
