"""Results, and ratios from alternating rounds so that a busy moment hits both sides."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Result", "at_least", "at_most", "median_ratio", "seconds"]


@dataclass(frozen=True, slots=True)
class Result:
    what: str
    measured: float
    promise: str
    kept: bool
    detail: str = ""
    unit: str = ""


def at_least(what: str, measured: float, bound: float, *, detail: str = "", unit: str = "") -> Result:
    return Result(what, measured, f"at least {bound:g}{unit}", measured >= bound, detail, unit)


def at_most(what: str, measured: float, bound: float, *, detail: str = "", unit: str = "") -> Result:
    return Result(what, measured, f"at most {bound:g}{unit}", measured <= bound, detail, unit)


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def median_ratio(
    ours: Callable[[], object], theirs: Callable[[], object], *, rounds: int = 5
) -> tuple[float, float, float]:
    """(median of ours / theirs, median seconds of ours, of theirs); the first round of each warms up."""
    ours(), theirs()
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(rounds)]
    ratio = statistics.median(mine / bare for mine, bare in pairs)
    return ratio, statistics.median(mine for mine, _ in pairs), statistics.median(bare for _, bare in pairs)
