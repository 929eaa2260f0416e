"""Sentences for pictures that come with a scene label only, and the words that name each thing."""

from __future__ import annotations

from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.evaluate.score.naming import THING_WORDS, named

__all__ = ["SCENE_OF_LABEL", "TEMPLATES", "THING_QUESTIONS", "label_sayings", "things_named"]

assert tuple(THING_WORDS) == THINGS, "every thing needs words, in order"

SCENE_OF_LABEL: dict[str, dict[str, str]] = {
    "rsicd": {
        "airport": "airport", "bareland": "bare land", "baseballfield": "baseball field", "beach": "beach",
        "bridge": "bridge", "center": "city centre", "church": "church", "commercial": "commercial area",
        "denseresidential": "dense residential area", "desert": "desert", "farmland": "farmland", "forest": "forest",
        "industrial": "industrial area", "meadow": "meadow", "mediumresidential": "medium residential area",
        "mountain": "mountain", "park": "park", "parking": "parking lot", "playground": "playground", "pond": "pond",
        "port": "port", "railwaystation": "railway station", "resort": "resort", "river": "river", "school": "school",
        "sparseresidential": "sparse residential area", "square": "square", "stadium": "stadium",
        "storagetanks": "storage tanks", "viaduct": "viaduct",
    },
    "ucm": {
        "agricultural": "farmland", "airplane": "parked airplanes", "baseballdiamond": "baseball field",
        "beach": "beach", "buildings": "buildings", "chaparral": "chaparral",
        "denseresidential": "dense residential area", "forest": "forest", "freeway": "freeway",
        "golfcourse": "golf course", "harbor": "port", "intersection": "intersection",
        "mediumresidential": "medium residential area", "mobilehomepark": "mobile home park", "overpass": "overpass",
        "parkinglot": "parking lot", "river": "river", "runway": "runway",
        "sparseresidential": "sparse residential area", "storagetanks": "storage tanks", "tenniscourt": "tennis court",
    },
    "resisc12": {
        "beach": "beach", "commercial_area": "commercial area", "desert": "desert", "farmland": "farmland",
        "forest": "forest", "industrial_area": "industrial area", "island": "island", "lake": "lake",
        "mountain": "mountain", "residential": "residential area", "river": "river", "wetland": "wetland",
    },
    "eurosat": {
        "AnnualCrop": "annual crops", "Forest": "forest", "HerbaceousVegetation": "grassland",
        "Highway": "highway", "Industrial": "industrial area", "Pasture": "pasture",
        "PermanentCrop": "orchard or vineyard", "Residential": "residential area", "River": "river",
        "SeaLake": "open water",
    },
}  # fmt: skip
"""Class names of the data sets to the vocabulary's scenes."""

_LABEL_SAYINGS: dict[str, tuple[str, ...]] = {
    "beach": ("a beach beside the sea", "waves reach a sandy beach", "a strip of sand between land and ocean"),
    "commercial area": ("a commercial area with many large buildings", "tall buildings and busy roads in a city"),
    "desert": ("a desert of yellow sand", "bare dunes without any plants", "a dry and empty desert"),
    "farmland": ("pieces of farmland", "fields of crops lie side by side", "agricultural land with many fields"),
    "forest": ("a dense green forest", "many trees stand close together", "woodland"),
    "industrial area": ("an industrial area", "factories and warehouses", "large industrial buildings with flat roofs"),
    "island": ("an island in the water", "an island surrounded by the sea", "land with trees amid the ocean"),
    "lake": ("a lake", "a lake with land around it", "calm water of a lake"),
    "mountain": ("mountains", "a mountain range with ridges and valleys", "steep and rugged mountains"),
    "residential area": ("a residential area", "many houses along streets", "a town with houses and roads"),
    "river": ("a river", "a river winds through the land", "a winding river with green banks"),
    "wetland": ("a wetland", "a marsh with water and plants", "a swamp with pools of water"),
    "annual crops": ("annual crop land", "fields of annual crops", "ploughed fields and arable land"),
    "grassland": ("herbaceous vegetation", "land with herbs, grass and low shrubs", "natural vegetation of low plants"),
    "highway": ("a highway", "a highway through the countryside", "a main road crosses the land"),
    "pasture": ("a pasture", "green pasture land", "grazing land with grass and hedges"),
    "orchard or vineyard": ("permanent crop land", "orchards and vineyards", "fields of permanent crops"),
    "open water": ("sea or lake", "open water of a sea or a lake", "nothing but water"),
}
_VIEWS = (
    "{}",
    "an aerial picture of {}",
    "a satellite image of {}",
    "there is {} in the picture",
    "{} seen from above",
)


THING_QUESTIONS = (
    "airplanes",
    "bare ground",
    "basketball courts",
    "boats",
    "bridges",
    "cars",
    "farmland",
    "a football field",
    "grass",
    "houses",
    "mountains",
    "a parking lot",
    "a pond",
    "railway tracks",
    "a river",
    "roads",
    "sand",
    "the sea",
    "storage tanks",
    "a swimming pool",
    "tennis courts",
    "trees",
    "water",
    "tall buildings",
    "a church",
    "a stadium",
    "a viaduct",
    "a port with ships",
    "a desert",
    "dense forest",
    "a baseball field",
    "a school",
    "factories",
    "villas",
    "a beach with waves",
    "a playground",
    "a railway station",
    "planes parked beside a terminal",
    "a meadow",
    "a square",
)
"""After what people ask for in few words."""
TEMPLATES = ("{}", "a picture of {}", "{} seen from above")


def label_sayings(scene: str) -> tuple[str, ...]:
    """Sentences for a picture of which nothing but its scene is known."""
    if scene not in SCENES:
        raise KeyError(scene)
    return tuple(view.format(text) for view in _VIEWS for text in _LABEL_SAYINGS[scene])


def things_named(text: str) -> tuple[bool, ...]:
    """For each of `THINGS` whether the text names it."""
    return named(text)[: len(THINGS)]
