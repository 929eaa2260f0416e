"""What pictures show and lack, as far as the people who described them tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LEAST_NAMING", "THINGS", "shown_things"]

LEAST_NAMING = 2
"""How many captions of a picture must name a thing for it to be there; none of them, for it to be lacking. Between the
two nothing is known: one person of five may have guessed, and the others may not have found it worth a word."""

_THINGS = """
trees: tree trees tress woods forest forests woodland palm palms
buildings: building buildings house houses villa villas factory factories skyscrapers workshop workshops home homes
a road: road roads highway highways freeway freeways street streets avenue expressway crossroads intersection
cars: car cars vehicle vehicles truck trucks bus buses
a parking lot: parking parkinglot
water: water waters river rivers lake lakes pond ponds sea ocean oceans pool pools canal reservoir bay stream
a river: river rivers stream canal
a pond: pond ponds
a lake: lake lakes
the sea: sea ocean oceans seawater
a beach: beach beaches seaside coast shore
a swimming pool: pool pools swimming
a playground: playground playgrounds
a football field: football soccer
a tennis court: tennis
a basketball court: basketball
a baseball field: baseball baseballfield
a bridge: bridge bridges
a viaduct: viaduct viaducts overpass overpasses
boats: boat boats ship ships yacht yachts vessel vessels
a port: port ports harbor harbour dock docks wharf marina
planes: plane planes airplane airplanes aircraft aircrafts aeroplane
an airport: airport airports
a runway: runway runways airstrip
a railway: railway railways rail rails train trains railroad
storage tanks: tank tanks
a stadium: stadium stadiums
a church: church churches cathedral
a school: school schools campus
a meadow: meadow meadows grassland lawn lawns grass turf turfs pasture
farmland: farmland farmlands farm farms field fields cropland crops wheat paddy terraces
bare land: bareland bare wasteland barren desert
a desert: desert deserts
mountains: mountain mountains hill hills ridge ridges
a square: square squares
a park: park parks
sand: sand sands sandy
houses: house houses villa villas home homes residential
a forest: forest forests woods jungle
waves: wave waves surf foam foams spray
a factory: factory factories industrial
plants: plant plants bushes shrubs vegetation chaparral
"""

THINGS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split()) for name, _, words in (line.partition(":") for line in _THINGS.split("\n") if line)
}
"""What questions call a thing, and the words by which captions name it or a kind of it."""

_WORD = re.compile(r"[a-z]+")


def shown_things(captions: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """(things, pictures), in the order of `THINGS`: 1 shown, 0 lacking, 0.5 unknown.

    Args:
        captions: Of each picture.
    """
    shown = np.empty((len(THINGS), len(captions)), dtype=np.float32)
    for column, own in enumerate(captions):
        said = [set(_WORD.findall(caption.casefold())) for caption in own]
        for row, words in enumerate(THINGS.values()):
            naming = sum(not words.isdisjoint(caption) for caption in said)
            shown[row, column] = 0.0 if not naming else 1.0 if naming >= min(LEAST_NAMING, len(said)) else 0.5
    return shown
