"""Where tags and bands disagree, the tile is not found by what the bands deny."""

from __future__ import annotations

import numpy as np

from tilescribe.describe.batching import reconciled
from tilescribe.domain.description import (
    MEASURED,
    Author,
    Caption,
    Description,
    DescriptionKind,
    Measurements,
    Tag,
    VisualVector,
)

FACTS, MODEL = Author(MEASURED, "1", "1"), Author("builtin", "1", "1")
LOOKS = Caption(
    (Description(DescriptionKind.SUMMARY, "A green meadow."),),
    visual=VisualVector.of(np.arange(1.0, 5.0), space="words", encoder="a model"),
    tags=(Tag("meadow", 0.9),),
)


def measured(water: float) -> Caption:
    says = Description(DescriptionKind.SUMMARY, "Open water." if water else "Low green vegetation.")
    numbers = Measurements(water=water, vegetation=1 - water, ndvi=0.5 - water, ndwi=water - 0.5)
    return Caption((says,), measurements=numbers)


def test_a_disputed_picture_is_matched_neither_by_its_look_nor_by_its_words() -> None:
    said = reconciled({FACTS: measured(1.0), MODEL: LOOKS})
    assert said[FACTS] == measured(1.0)
    assert (said[MODEL].descriptions, said[MODEL].tags) == ((), LOOKS.tags)
    visual = said[MODEL].visual
    assert visual is not None
    assert not visual.is_read
    assert (visual.space, visual.encoder, visual.dim) == ("words", "a model", 4)


def test_where_both_sides_agree_nothing_changes() -> None:
    said = {FACTS: measured(0.0), MODEL: LOOKS}
    assert reconciled(said) == said


def test_it_takes_both_sides() -> None:
    assert reconciled({MODEL: LOOKS}) == {MODEL: LOOKS}
    assert reconciled({FACTS: measured(1.0)}) == {FACTS: measured(1.0)}
