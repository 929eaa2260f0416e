"""Defaults and places, each with its reason. Environment variables `TILESCRIBE_*` override the places."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = [
    "DEFAULT_CAPTIONER",
    "DEFAULT_EMBEDDER",
    "cache_dir",
    "gdal_options",
    "reader_threads",
]

DEFAULT_CAPTIONER = "facts"
DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


def cache_dir() -> Path:
    """Where what can be had again is kept; `TILESCRIBE_CACHE` overrides the platform's own place."""
    override = os.environ.get("TILESCRIBE_CACHE")
    if override:
        return Path(override).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("tilescribe")


def reader_threads() -> int:
    """Decompression scales with cores until the disk is the limit, and more than 8 readers only seek."""
    return max(1, min(8, os.cpu_count() or 1))


def gdal_options() -> dict[str, str | int | bool]:
    """GDAL settings for every read."""
    return {
        # Block cache in MB. Tiles are read in runs that each need a block once, so little is enough: 16 blocks of
        # 512 x 512 x 8 bands x 2 bytes = 64 MB for each of two handles.
        "GDAL_CACHEMAX": 128,
        # One bad sidecar or a listing of a million files must not slow the opening of one raster down.
        "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE",
        "VSI_CACHE": True,
        "GDAL_HTTP_MAX_RETRY": 3,
        "GDAL_HTTP_RETRY_DELAY": 1,
        # Auxiliary statistics must never be written beside the user's imagery.
        "GDAL_PAM_ENABLED": True,
        "GTIFF_REPORT_COMPD_CS": True,
    }
