"""What is known of two dates of one place beside their pixels, put as sentences for the prompt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

import numpy as np

from tilescribe.describe.vlm.context import Context, extent, measured, metres, orientation, origin
from tilescribe.domain.bands import Quantity, Role

if TYPE_CHECKING:
    from tilescribe.domain.pair import PairPixels

__all__ = ["ChangeContext"]

_COARSER = 1.3
"""Ground size of the smallest common detail through that of a pixel from which it is told."""
_BY_ITSELF = "Each date was measured in its own light, so that a difference between these two alone is no change."
_WHOLE = 0.95
"""Share of the tile that can be compared from which nothing is said of the rest."""


@dataclass(frozen=True, slots=True)
class ChangeContext:
    """What goes into a prompt for two pictures as `$context`."""

    before: Context
    """Of the earlier date."""
    after: Context
    """Of the later date; the ground, its size and its north are those of both."""
    colours: str = ""
    """A sentence on what the colours are where they are not natural, or empty."""
    detail_m: float | None = None
    """Ground size of the smallest detail that both dates show, where a pixel is smaller."""
    comparable: float = 1.0
    """Share of the tile that can be compared, 0 to 1; the rest shows what lies beside it, mirrored."""
    hidden_place: str = ""
    """Where the rest is: `in the north-west`, or empty."""
    changes: tuple[str, ...] = ()
    """Sentences on what has changed, measured from the bands of both dates."""

    @classmethod
    def of(cls, pair: PairPixels) -> Self:
        """Of one pair; measures the bands of both dates, which takes some milliseconds."""
        return cls(
            before=Context.of(pair.before),
            after=Context.of(pair),
            colours=_colours(pair),
            detail_m=pair.detail_m if pair.detail_m > _COARSER * pair.gsd_m else None,
            comparable=float(pair.comparable.mean()),
            hidden_place=_hidden_place(pair),
            changes=_measured_changes(pair),
        )

    def render(self) -> str:
        """Some sentences on one line."""
        before, after = self.before, self.after
        return " ".join(
            sentence
            for sentence in (
                "Both show the same ground, pixel by pixel.",
                *extent(after.ground_m, after.gsd_m),
                *orientation(after.north_up),
                *origin("The first picture was", before.acquired, before.sensor),
                *origin("The second picture was", after.acquired, after.sensor),
                self.colours,
                *self._limits(),
                *measured("on the earlier date", before.facts),
                *measured("on the later date", after.facts),
                _BY_ITSELF if before.facts and after.facts else "",
                *measured("of the change, by covers and not by things", self.changes),
            )
            if sentence
        )

    def _limits(self) -> list[str]:
        sentences = []
        if self.detail_m is not None:
            sentences.append(f"What is smaller than {metres(self.detail_m)} is not shown by both and tells no change.")
        if self.comparable < _WHOLE:
            tenths = min(9, max(1, round(10 * (1 - self.comparable))))
            place = f", {self.hidden_place}," if self.hidden_place else ""
            sentences += [
                f"About {10 * tenths} % of it{place} cannot be compared for clouds, shadows or lack of a picture.",
                "There both show what lies beside it, mirrored.",
                "Compare only the part that is real, and do not mention the mirroring.",
            ]
        return sentences


def _hidden_place(pair: PairPixels) -> str:
    from tilescribe.describe.facts.position import turn_to_north, where

    turn = turn_to_north(pair)
    hidden = ~pair.comparable
    return where(turn(hidden)) if turn is not None and np.any(hidden) else ""


def _measured_changes(pair: PairPixels) -> tuple[str, ...]:
    from tilescribe.describe.change.evidence import gather
    from tilescribe.describe.change.statements import put_in_words

    evidence = gather(pair)
    # The first: how much can be compared is told in a sentence of its own.
    return () if evidence is None else (put_in_words(evidence)[0].text,)


def _colours(pair: PairPixels) -> str:
    """Of what `pictures_of` shows."""
    from tilescribe.describe.change.light import matched

    if pair.raster.quantity is Quantity.BACKSCATTER:
        return "Both are radar pictures in grey: rough or built surfaces are bright, smooth ones such as water dark."
    roles = matched(pair).roles
    if len(set(roles)) == 1:
        return "Both are in grey." if roles[0] != "other" else ""
    return _FALSE_COLOURS.get(Role(roles[0]), "")


_FALSE_COLOURS = {
    Role.NIR: "Their colours are imitated from near infrared, red and green.",
    Role.SWIR1: "Both are in false colours: short-wave infrared as red, near infrared as green, red as blue.",
}
