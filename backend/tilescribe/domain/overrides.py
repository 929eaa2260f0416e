"""What a person forced about a raster, as one word that is kept with it: profile, time and nodata."""

from __future__ import annotations

__all__ = ["join_overrides", "split_overrides", "with_time"]


def split_overrides(overrides: str) -> tuple[str, str, str]:
    """(profile, time, nodata), empty where nothing is forced."""
    profile, time, nodata = (*overrides.split("|"), "", "", "")[:3]
    return profile, time, nodata


def join_overrides(profile: str, time: str, nodata: str) -> str:
    """Without a forced nodata value as earlier versions wrote it, so that nothing seems to have changed."""
    joined = f"{profile}|{time}|{nodata}" if nodata else f"{profile}|{time}"
    return joined if joined.strip("|") else ""


def with_time(overrides: str, time: str) -> str:
    """The same with another time; empty for the one that the file tells."""
    profile, _, nodata = split_overrides(overrides)
    return join_overrides(profile, time, nodata)
