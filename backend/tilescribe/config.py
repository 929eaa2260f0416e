"""Defaults and places, each with its reason. Environment variables `TILESCRIBE_*` override the places."""

from __future__ import annotations

import os
from pathlib import Path

from tilescribe.errors import InvalidOptionError

__all__ = [
    "DEFAULT_CAPTIONER",
    "DEFAULT_EMBEDDER",
    "answer_timeout_s",
    "cache_dir",
    "calibrations_dir",
    "concurrency",
    "gdal_options",
    "prompts_dir",
    "reader_threads",
    "request_timeout_s",
    "state_dir",
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


def calibrations_dir() -> Path:
    """Where the user's own calibrations of scores are; `TILESCRIBE_CALIBRATIONS` overrides the platform's own place."""
    override = os.environ.get("TILESCRIBE_CALIBRATIONS")
    if override:
        return Path(override).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tilescribe") / "calibrations"


def state_dir() -> Path:
    """Where the service keeps what must outlive it; `TILESCRIBE_STATE` overrides the platform's own place."""
    override = os.environ.get("TILESCRIBE_STATE")
    if override:
        return Path(override).expanduser().absolute()
    from platformdirs import user_state_path

    return user_state_path("tilescribe")


def concurrency() -> int:
    """Requests in flight at each server of `openai:`; `TILESCRIBE_CONCURRENCY` overrides.

    Four keep a small server busy while pictures are read; vLLM on a large GPU takes 32 and more.
    """
    return int(_number("TILESCRIBE_CONCURRENCY", default=4, least=1, most=1024))


def answer_timeout_s() -> float:
    """How long one answer of a model may take; `TILESCRIBE_TIMEOUT_S` overrides.

    A model of 7 billion parameters on a laptop's processor writes three tokens a second: 300 s for a long description,
    and as long again while another request is served.
    """
    return _number("TILESCRIBE_TIMEOUT_S", default=600, least=1, most=86_400)


def request_timeout_s() -> float:
    """How long the service works at one request: as long as a model may take for its answer, and a minute besides.

    In that minute weights are read, tiles are read, and texts are embedded. Clients are told it with `/v1/health`, and
    wait longer than it.
    """
    return answer_timeout_s() + 60


def _number(variable: str, *, default: float, least: float, most: float) -> float:
    text = os.environ.get(variable, "")
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise InvalidOptionError(
            f"{variable} is {text!r}", remedy=f"Set it to a number from {least:g} to {most:g}, or leave it unset"
        )
    return value


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
