"""Formatting of numbers and names in the report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from tilescribe.evaluate.report.markup import Html, element, join

if TYPE_CHECKING:
    from tilescribe.evaluate.metrics import Estimate

__all__ = [
    "CHANNEL_NAMES",
    "CHANNEL_NOTES",
    "NOT_MEASURED",
    "change",
    "channel",
    "cut",
    "duration",
    "estimate",
    "interval",
    "moment",
    "percent",
    "size",
    "with_sign",
]

NOT_MEASURED = "not measured"

CHANNEL_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "descriptions": "Descriptions",
        "facts": "Measured facts",
        "visual": "Visual",
        "lexical": "Shared words",
        "fused": "Fused",
    }
)
CHANNEL_NOTES: Mapping[str, str] = MappingProxyType(
    {
        "descriptions": "the question against what a captioner wrote, by meaning",
        "facts": "the question against statements measured from the bands, by meaning",
        "visual": "the question against the picture’s own vector, without words between",
        "lexical": "words that question and description have in common (BM25)",
        "fused": "all of them together: what a search ranks by",
    }
)

_SHORTEST_S = 1e-6


def channel(name: str) -> str:
    """What the report calls a channel."""
    return CHANNEL_NAMES.get(name, name if ":" in name else name.capitalize())


def percent(share: float) -> str:
    """A share of 0 to 1 in per cent, one digit after the point, without the sign."""
    return f"{100 * share:.1f}"


def with_sign(share: float) -> str:
    """A share in running text; its sign never begins a line."""
    return f"{percent(share)}\N{NARROW NO-BREAK SPACE}%"


def interval(found: Estimate) -> str:
    """`12.3–14.5`; empty where nothing could be resampled."""
    if found.low is None or found.high is None:
        return ""
    return f"{percent(found.low)}–{percent(found.high)}"


def estimate(found: Estimate) -> Html:
    """The figure with its interval in small print below."""
    whole = interval(found)
    return join([percent(found.value), element("small", whole) if whole else None])


def change(share: float) -> str:
    """A signed difference in percentage points."""
    shown = f"{abs(100 * share):.1f}"
    if shown == "0.0":
        return "±0.0"
    return ("+" if share > 0 else "−") + shown


def size(count: float) -> str:
    """Bytes in decimal units, as disks are sold."""
    for unit in ("B", "kB", "MB"):
        if count < 999.5:
            return f"{_digits(count)} {unit}"
        count /= 1000
    return f"{_digits(count)} GB"


def duration(seconds: float) -> str:
    """In the unit that leaves a number one can read."""
    if seconds >= 3600:
        return f"{int(seconds // 3600)} h {int(seconds % 3600 // 60):02d} min"
    if seconds >= 60:
        return f"{int(seconds // 60)} min {int(seconds % 60):02d} s"
    if seconds >= 1:
        return f"{_digits(seconds)} s"
    if seconds >= 1e-3:
        return f"{_digits(seconds * 1e3)} ms"
    return f"{_digits(seconds * 1e6)} µs" if seconds >= _SHORTEST_S else "0 s"


def moment(started: str) -> str:
    """ISO 8601 as people write it."""
    at = datetime.fromisoformat(started)
    return f"{at.day} {at:%B %Y, %H:%M} UTC"


def cut(text: str, *, most: int) -> str:
    """About so many characters, ended by an ellipsis at a word's end where there is one."""
    if len(text) <= most:
        return text
    # With the next character: a word may end just here.
    kept = text[: most + 1].rpartition(" ")[0] or text[:most]
    return f"{kept.rstrip(' ,.;')} …"


def _digits(value: float) -> str:
    """Three significant digits without an exponent."""
    if not value:
        return "0"
    value = float(f"{value:.3g}")  # first: 999.9 has a digit more once it is rounded
    after = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{after}f}"
