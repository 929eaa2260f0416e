"""Defaults and places, each with its reason. Environment variables `TILESCRIBE_*` override the places."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = [
    "DEFAULT_CAPTIONER",
    "DEFAULT_EMBEDDER",
    "cache_dir",
    "gdal_options",
    "prompts_dir",
    "reader_threads",
]

DEFAULT_CAPTIONER = "builtin"
DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


def cache_dir() -> Path:
    """Where what can be had again is kept; `TILESCRIBE_CACHE` overrides the platform's own place."""
    override = os.environ.get("TILESCRIBE_CACHE")
    if override:
        return Path(override).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("tilescribe")


def prompts_dir() -> Path:
    """Where the user's own prompts are, one `NAME.toml` each; `TILESCRIBE_PROMPTS` overrides the platform's place."""
    override = os.environ.get("TILESCRIBE_PROMPTS")
    if override:
        return Path(override).expanduser()
    from platformdirs import user_config_path

    return user_config_path("tilescribe") / "prompts"


def reader_threads() -> int:
    """Decompression scales with cores until the disk is the limit, and more than 8 readers only seek."""
    return max(1, min(8, os.cpu_count() or 1))


def gdal_options() -> dict[str, str | int | bool]:
    """GDAL settings for every read."""
    return {
        # Block cache in bytes (rasterio takes the number as it is). One reader needs the blocks under one row of tiles
        # of its patch: 2,500 px x (224 + 512) px x 4 bands x 2 bytes = 15 MB; eight readers of 13 bands need 240 MB.
        "GDAL_CACHEMAX": 256 * 2**20,
        # Look for each sidecar by name: listing a folder of a million files to open one raster takes seconds.
        "GDAL_DISABLE_READDIR_ON_OPEN": "TRUE",
        "GDAL_HTTP_MAX_RETRY": 3,
        "GDAL_HTTP_RETRY_DELAY": 1,
    }
