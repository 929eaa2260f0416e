"""What the bands leave open of what may have happened: the model shall not say what they deny, nor "the same" of ground
that is measured to be another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.builtin.change import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.change.evidence import ChangeEvidence

__all__ = ["ChangeLimits", "limits_of"]

_DENIED_BELOW = 0.01
"""Share of the ground below which a cover is not measured to have come or gone."""
_DENIED = 0.1
"""What remains of the probability of what is denied."""
_CHANGED_FROM = 0.25
"""Magnitude less its error from which nobody would say that the scene is the same."""
_WATER_FROM = 0.1
"""Share of newly covered or uncovered ground, measured with infrared, from which the same holds."""
_CHANGED = 0.9
_MEASURED_BY: Mapping[str, str] = {
    "flooded": "water_gained",
    "water gone": "water_lost",
    "vegetation lost": "vegetation_lost",
    "vegetation grown": "vegetation_gained",
}
"""Kind to the share that infrared bands measure of it."""


@dataclass(frozen=True, slots=True)
class ChangeLimits:
    """Least and greatest probability of some kinds; others are free."""

    least: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)

    def bounds(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(KINDS,) least and greatest probabilities."""
        least = [self.least.get(kind, 0.0) for kind in KINDS]
        return np.array(least, np.float32), np.array([self.most.get(kind, 1.0) for kind in KINDS], np.float32)


def limits_of(evidence: ChangeEvidence | None) -> ChangeLimits:
    """What was measured of a pair, as limits of what the model may make of it; None limits nothing."""
    if evidence is None:
        return ChangeLimits()
    measures = evidence.measures
    most: dict[str, float] = {}
    changed = measures.magnitude - measures.magnitude_error >= _CHANGED_FROM
    if evidence.measured:  # colours alone deny nothing
        for kind, name in _MEASURED_BY.items():
            share = getattr(measures, name)
            if share is not None and share < _DENIED_BELOW:
                most[kind] = _DENIED
        changed = changed or max(measures.water_gained or 0.0, measures.water_lost or 0.0) >= _WATER_FROM
    return ChangeLimits({"changed": _CHANGED} if changed else {}, most)
