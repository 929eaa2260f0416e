"""What is measured of two dates, and what the model may say of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tilescribe.describe.builtin.change import KINDS
from tilescribe.describe.builtin.change_limits import limits_of
from tilescribe.describe.change.evidence import ChangeEvidence
from tilescribe.domain.change import ChangeMeasures

MEASURES = ChangeMeasures(
    1.0, 0.1, 0.05, water_gained=0.0, water_lost=0.0, vegetation_lost=0.2, vegetation_gained=0.005
)
EVIDENCE = ChangeEvidence(MEASURES, {}, "", "", measured=True)


def test_infrared_bands_deny_what_they_do_not_measure() -> None:
    limits = limits_of(EVIDENCE)
    assert set(limits.most) == {"flooded", "water gone", "vegetation grown"}
    assert not limits.least
    least, most = limits.bounds()
    assert most[KINDS.index("water gone")] == pytest.approx(0.1)
    assert most[KINDS.index("destroyed buildings")] == 1
    assert least.max() == 0


def test_colours_alone_deny_nothing() -> None:
    assert not limits_of(replace(EVIDENCE, measured=False)).most
    unknown = replace(MEASURES, water_gained=None, water_lost=None)
    assert set(limits_of(replace(EVIDENCE, measures=unknown)).most) == {"vegetation grown"}


@pytest.mark.parametrize(
    ("changes", "measured"),
    [({"magnitude": 0.35}, False), ({"water_gained": 0.12}, True), ({"water_lost": 0.3}, True)],
)
def test_ground_that_is_measured_to_be_another_is_not_the_same(changes: dict[str, float], measured: bool) -> None:
    limits = limits_of(replace(EVIDENCE, measures=replace(MEASURES, **changes), measured=measured))
    assert limits.least == {"changed": 0.9}


def test_a_magnitude_within_its_error_and_water_by_colour_say_nothing() -> None:
    unsure = replace(MEASURES, magnitude=0.35, magnitude_error=0.2, water_gained=0.3)
    assert not limits_of(replace(EVIDENCE, measures=unsure, measured=False)).least
    assert limits_of(None).bounds()[0].max() == 0
