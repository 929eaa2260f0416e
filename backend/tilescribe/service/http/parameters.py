"""Parameters that several routes share."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

__all__ = ["CatalogId", "JobId", "TileId"]

CatalogId = Annotated[str, Path(min_length=1, max_length=64, description="From opening it.", examples=["3f9a1c0b7d2e"])]
JobId = Annotated[str, Path(min_length=1, max_length=64, examples=["b0c1d2e3f4a5"])]
TileId = Annotated[int, Path(ge=1, le=2**53, description="From a search.", examples=[17])]
