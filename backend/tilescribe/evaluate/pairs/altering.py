"""False alarms: what is said of pairs in which nothing has changed but light, season, sharpness or place."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import TYPE_CHECKING

from tilescribe.evaluate.events import Measuring
from tilescribe.evaluate.pairs.alterations import ALTERATIONS
from tilescribe.evaluate.pairs.measure import AlteredLook
from tilescribe.evaluate.pairs.pictures import altered_reader
from tilescribe.evaluate.sampling import evenly_spaced

if TYPE_CHECKING:
    from tilescribe.domain.events import Event
    from tilescribe.evaluate.datasets import Picture
    from tilescribe.evaluate.pairs.looking import PairLook
    from tilescribe.evaluate.reading import Reader

    Look = Callable[[Sequence[Picture], Reader], Generator[Event, None, PairLook | None]]

__all__ = ["MOST_PAIRS", "look_at_altered"]

MOST_PAIRS = 100
"""Each is described once for each alteration: 100 are 900 descriptions, and one alarm is one per cent."""


def look_at_altered(
    pairs: Sequence[Picture], *, look: Look, most: int | None = MOST_PAIRS
) -> Generator[Event, None, tuple[AlteredLook, ...]]:
    """Describe the earlier pictures beside what each alteration makes of them; the pictures are the same in each row.

    Args:
        pairs: Of which at most `most`, at even distances, take part; the later pictures are not looked at.
        look: Describes pairs as the reader gives them, and says what was said; None where no pair could be described.
        most: None for all.
    """
    chosen = evenly_spaced(pairs, most=most)
    found = []
    for position, (name, alter) in enumerate(ALTERATIONS.items()):
        yield Measuring(f"pairs without change: {name}", position, len(ALTERATIONS))
        seen = yield from look(chosen, altered_reader(alter))
        if seen is not None:
            found.append(AlteredLook(name, seen, not_compared=len(chosen) - len(seen.sentences)))
    return tuple(found)
