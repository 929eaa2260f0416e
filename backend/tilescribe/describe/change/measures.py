"""Numbers of what has changed between two dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.describe.change.evidence import gather

if TYPE_CHECKING:
    from tilescribe.domain.pair import ChangeMeasures, PairPixels

__all__ = ["measure"]


def measure(pair: PairPixels) -> ChangeMeasures | None:
    """What has changed, by comparable pixels alone, both dates in one light.

    Returns:
        None where nothing can be measured; `evidence.reason_not_to_measure` says why.
    """
    evidence = gather(pair)
    return None if evidence is None else evidence.measures
