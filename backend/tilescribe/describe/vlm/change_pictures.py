"""The two pictures of a pair as a model gets them: alike in all but what has changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.describe.builtin.pictures import pseudo_natural, turn_picture
from tilescribe.describe.change.evidence import gather
from tilescribe.describe.change.light import matched
from tilescribe.describe.change.ready import unlit
from tilescribe.describe.facts.position import turn_to_north
from tilescribe.describe.filling import reflection
from tilescribe.domain.bands import Role

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.describe.change.light import MatchedPictures
    from tilescribe.domain.pair import PairPixels

__all__ = ["pictures_of"]


def pictures_of(pair: PairPixels) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """(before, after), each (height, width, 3) uint8, in the same bands, stretch, light and sharpness, north up.

    The light is one as far as the fit is to be trusted: that of a tile under water would take the flood out of it.

    What cannot be compared shows what lies beside it, reflected at the same line in both pictures, as `filling` does it
    for single ones: a cloud of one date, or ground that only one shows, would be told as a change.
    """
    shown = matched(pair)
    places, turn = reflection(pair.comparable), turn_to_north(pair)
    infrared = shown.roles == (Role.NIR, Role.RED, Role.GREEN)

    def ready(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
        natural = pseudo_natural(picture) if infrared else picture
        filled = natural if places is None else natural[places]
        return filled if turn is None else turn_picture(filled, turn)

    return ready(_before(pair, shown)), ready(shown.after_rgb)


def _before(pair: PairPixels, shown: MatchedPictures) -> NDArray[np.uint8]:
    evidence = gather(pair)
    if evidence is None or evidence.trust == 1:
        return shown.before_rgb
    own = np.stack([unlit(shown.before[..., at], fit) for at, fit in enumerate(shown.fits)], axis=-1)
    return replace(shown, before=own + np.float32(evidence.trust) * (shown.before - own)).before_rgb
