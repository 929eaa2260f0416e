"""Each row measures the same pictures under another harm, against the pictures as they are."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Any

import numpy as np
import pytest

from tilescribe.domain.events import Event, Notice
from tilescribe.errors import InvalidOptionError
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.degrade import DEGRADATIONS, swap_bands
from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.robustness import Headline, measure_robustness
from tilescribe.evaluate.sampling import evenly_spaced

PICTURES = [Picture(filename=f"{number}.png", container="made-up", member=f"{number}.png") for number in range(10)]
RED = np.zeros((4, 4, 3), dtype=np.uint8)
RED[..., 0] = 200


def finished(run: Generator[Event, None, Any]) -> tuple[list[Event], Any]:
    events = []
    while True:
        try:
            events.append(next(run))
        except StopIteration as end:
            return events, end.value


class Scorer:
    """Scores pictures by how red they are shown, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: dict[str, list[str]] = {}

    def __call__(
        self, name: str, pictures: Sequence[Picture], read: Callable[[Picture], np.ndarray]
    ) -> Generator[Event, None, Headline]:
        self.seen[name] = [picture.filename for picture in pictures]
        yield Notice(name, "scored")
        redness = float(np.mean([read(picture)[..., 0].mean() for picture in pictures])) / 400
        return Headline(mean_recall={"fused": redness, "facts": redness / 2}, accuracy={"fused": 1 - redness})


def test_every_degradation_is_measured_on_the_same_pictures_and_compared_with_none() -> None:
    scorer = Scorer()
    events, result = finished(measure_robustness(PICTURES, score=scorer, read=lambda _: RED))
    assert [row.degradation for row in result.rows] == ["none", *DEGRADATIONS]
    assert set(scorer.seen) == {"none", *DEGRADATIONS}
    assert all(seen == [picture.filename for picture in PICTURES] for seen in scorer.seen.values())
    assert len([event for event in events if isinstance(event, Measuring)]) == len(DEGRADATIONS) + 1
    assert Notice("haze", "scored") in events


def test_the_cost_is_the_difference_to_the_pictures_as_they_are() -> None:
    run = measure_robustness(PICTURES, score=Scorer(), degradations={"swap": swap_bands}, read=lambda _: RED)
    none, swapped = finished(run)[1].rows
    # Red 200 of 400 becomes 0: mR falls from a half to nothing, and the made-up accuracy rises as much.
    assert none.mean_recall == {"fused": 0.5, "facts": 0.25}
    assert none.mean_recall_change == {"fused": 0.0, "facts": 0.0}
    assert swapped.mean_recall == {"fused": 0.0, "facts": 0.0}
    assert swapped.mean_recall_change == {"fused": -0.5, "facts": -0.25}
    assert swapped.accuracy_change == {"fused": 0.5}


def test_a_subset_is_spread_over_the_data_set_and_stated() -> None:
    scorer = Scorer()
    result = finished(measure_robustness(PICTURES, score=scorer, most=4, degradations={}, read=lambda _: RED))[1]
    assert result.pictures == 4
    assert scorer.seen["none"] == ["0.png", "2.png", "5.png", "7.png"]


def test_a_cancelled_row_leaves_no_result() -> None:
    def cancelled(*_: object) -> Generator[Event, None, None]:
        yield from ()

    assert finished(measure_robustness(PICTURES, score=cancelled))[1] is None


@pytest.mark.parametrize(("most", "kept"), [(None, "abcde"), (5, "abcde"), (9, "abcde"), (1, "a"), (2, "ac")])
def test_spread_keeps_order_and_takes_from_everywhere(most: int | None, kept: str) -> None:
    assert evenly_spaced("abcde", most=most) == tuple(kept)


def test_spreading_over_none_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="At most 0"):
        evenly_spaced("abcde", most=0)
