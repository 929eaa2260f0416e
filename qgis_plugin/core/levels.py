"""Tile sizes as people write them."""

from __future__ import annotations

__all__ = ["parse_levels", "written_levels"]


def parse_levels(text: str) -> tuple[float, ...]:
    """`"128, 512 m"` as metres, ascending and without repetition; nothing for an empty text.

    Raises ValueError, whose text is the part that is no size.
    """
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    return tuple(sorted({_metres(part) for part in parts}))


def written_levels(levels_m: tuple[float, ...]) -> str:
    """`128 m`, or from the smallest to the largest: `128 – 2048 m`."""
    sizes = [f"{level:.0f}" if level >= 10 else f"{level:g}" for level in sorted(levels_m)]
    return f"{sizes[0]} – {sizes[-1]} m" if len(sizes) > 1 else f"{sizes[0]} m" if sizes else ""


def _metres(part: str) -> float:
    number = part[:-1].strip() if part.lower().endswith("m") else part
    try:
        metres = float(number)
    except ValueError:
        raise ValueError(part) from None
    if not 0 < metres < float("inf"):
        raise ValueError(part)
    return metres
