"""Robustness: the same measurement on pictures with haze, blur, noise and other degradations."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tilescribe.evaluate.datasets import Picture, open_picture
from tilescribe.evaluate.degrade import DEGRADATIONS
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.results import DegradationRow, RobustnessResult
from tilescribe.evaluate.sampling import evenly_spaced

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.events import Event

    Pixels = NDArray[np.uint8]
    Reader = Callable[[Picture], Pixels]

__all__ = ["MOST_PICTURES", "UNDEGRADED", "Headline", "Score", "measure_robustness"]

MOST_PICTURES = 300
"""Each picture is described once for each degradation: 300 are 2,400 descriptions, and mR within about 2 points."""

UNDEGRADED = "none"
"""The row of the pictures as they are."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The figures that are compared, by channel; shares of 0 to 1."""

    mean_recall: Mapping[str, float] = field(default_factory=dict)
    """mR of short queries; empty without captions."""
    accuracy: Mapping[str, float] = field(default_factory=dict)
    """Zero-shot; empty without labels."""


Score = Callable[[str, Sequence[Picture], "Reader"], "Generator[Event, None, Headline | None]"]
"""Describes pictures as the reader shows them, under the name of the degradation, and measures; None when cancelled."""


def measure_robustness(
    pictures: Sequence[Picture],
    *,
    score: Score,
    most: int | None = MOST_PICTURES,
    degradations: Mapping[str, Callable[[Pixels], Pixels]] = DEGRADATIONS,
    read: Reader = open_picture,
) -> Generator[Event, None, RobustnessResult | None]:
    """Measure the pictures as they are and under each degradation; the pictures are the same in each row.

    Args:
        pictures: Of which at most `most`, at even distances, take part.
        score: What measures one row. Its events are passed on.
        most: None for all.
        degradations: By the name that the row gets.
        read: Opens a picture as (height, width, 3) uint8.

    Yields:
        `Measuring` before each row, and whatever `score` yields.

    Returns:
        None when `score` was cancelled: rows of another day are no comparison.
    """
    chosen = evenly_spaced(pictures, most=most)
    readers: dict[str, Reader] = {UNDEGRADED: read}
    readers |= {name: _degraded_by(read, degrade) for name, degrade in degradations.items()}
    found: dict[str, Headline] = {}
    for position, (name, reader) in enumerate(readers.items()):
        yield Measuring(f"robustness: {name}", position, len(readers))
        headline = yield from score(name, chosen, reader)
        if headline is None:
            return None
        found[name] = headline
    rows = tuple(_row(name, headline, found[UNDEGRADED]) for name, headline in found.items())
    return RobustnessResult(pictures=len(chosen), rows=rows)


def _degraded_by(read: Reader, degrade: Callable[[Pixels], Pixels]) -> Reader:
    return lambda picture: degrade(read(picture))


def _row(name: str, headline: Headline, undegraded: Headline) -> DegradationRow:
    return DegradationRow(
        degradation=name,
        mean_recall=headline.mean_recall,
        accuracy=headline.accuracy,
        mean_recall_change=_change(headline.mean_recall, undegraded.mean_recall),
        accuracy_change=_change(headline.accuracy, undegraded.accuracy),
    )


def _change(now: Mapping[str, float], before: Mapping[str, float]) -> dict[str, float]:
    return {channel: value - before[channel] for channel, value in now.items() if channel in before}
