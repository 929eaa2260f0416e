"""Pictures of disasters, each beside pictures of the same places when they were whole."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from tilescribe.describe.builtin.vocabulary import THINGS
from training.corpus import NEVER_UNNAMED, SETS, SIDE_PX, Corpus

if TYPE_CHECKING:
    from affine import Affine
    from rasterio.crs import CRS

__all__ = ["fires", "floods", "held_out_area", "ruins"]

_AREA_DEGREES = 0.02
"""Side of the areas by which flooded places are held out as a whole."""
_HELD_OUT = 5
"""One of so many areas."""


class FireLabel(TypedDict):
    """What was seen on a picture of a fire; None where it could not be told."""

    smoke: bool | None
    burnt: bool | None
    place: str


FLOODED = (
    "a flooded or damaged house",
    "a flooded house",
    "a house standing in brown flood water",
    "houses damaged by a flood",
    "a flooded building after a hurricane",
    "buildings surrounded by flood water",
    "a damaged building",
    "a neighbourhood under water after the storm",
)
DRY = (
    "a dry house",
    "a house in a garden, dry",
    "an undamaged house with a lawn",
    "houses along a dry street",
    "an intact building",
    "a whole house with trees around it",
    "a quiet neighbourhood with houses and gardens",
    "an undamaged house",
)
RUINED = (
    "destroyed houses",
    "destroyed houses and rubble",
    "collapsed buildings",
    "rubble and debris where houses stood",
    "ruins of houses after a tornado",
    "a street of destroyed buildings",
    "wreckage and splintered wood lie all over the ground",
    "collapsed buildings with debris around them",
    "heaps of rubble after a disaster",
    "foundations and debris of destroyed homes",
)
PARTLY_RUINED = (
    "debris beside damaged houses",
    "some houses are destroyed, others still stand",
    "damaged buildings and scattered debris",
    "damaged houses with debris in the gardens",
)
WHOLE = (
    "many houses along streets",
    "intact houses with gardens and trees",
    "a residential area with undamaged houses",
    "rows of houses along a street",
    "houses and trees in an orderly neighbourhood",
    "a town with houses and roads",
)
ORDERLY = (
    "streets and buildings in good order",
    "intact buildings, roads and trees",
    "an undamaged part of a town",
)


SMOKING = (
    "smoke of a wildfire",
    "a plume of smoke drifts over the land",
    "smoke rises from a fire",
    "a wildfire is burning",
    "thick smoke over hills",
)
BURNT = (
    "burnt ground after a wildfire",
    "a dark burn scar",
    "blackened land that a fire has burnt",
    "a burnt area",
    "the scar of a wildfire on the land",
)


def floods(folder: Path, *, limit: int | None = None) -> tuple[Corpus | None, Corpus | None]:
    """(training, held out): buildings before and after Harvey, places with both dates only; None without the set."""
    pictures, entries = (folder / file for file in SETS["harvey"])
    if not entries.exists():
        return None, None
    images = json.loads(entries.read_text())["images"]
    dates: dict[str, set[bool]] = {}
    for image in images:
        dates.setdefault(image["place"], set()).add(image["damage"])
    chosen = [image for image in images if len(dates[image["place"]]) == 2][:limit]
    held_out = np.array([held_out_area(image["lon"], image["lat"]) for image in chosen])
    with zipfile.ZipFile(pictures) as archive:
        found = _corpus(
            (
                (archive.read(image["filename"]), FLOODED if image["damage"] else DRY, image["filename"])
                for image in chosen
            ),
            len(chosen),
            "harvey",
        )
    return found.take(np.flatnonzero(~held_out)), found.take(np.flatnonzero(held_out))


def held_out_area(lon: float, lat: float) -> bool:
    """Whether a flooded place lies in an area that nothing is learned from."""
    column, row = round(lon / _AREA_DEGREES), round(lat / _AREA_DEGREES)
    return (column * 7 + row * 3) % _HELD_OUT == 0


# --- wildfires --------------------------------------------------------------------------------------------------------

_FIRE_LABELS = Path(__file__).with_name("wildfire_labels.json")
"""What was seen on each picture by eye, as `FireLabel`s."""
_FIRE_AREA_DEGREES = 0.25
"""Side of the areas by which fires are held out as a whole: pictures of one fire overlap."""
_FIRE_HELD_OUT = 4
"""One of so many areas."""


def fires(folder: Path, *, limit: int | None = None) -> tuple[Corpus | None, Corpus | None]:
    """(training, held out): looks of Sentinel-2 at detected fires; None without the set."""
    pictures, entries = (folder / file for file in SETS["wildfire"])
    if not entries.exists():
        return None, None
    labels: dict[str, FireLabel] = json.loads(_FIRE_LABELS.read_text(encoding="utf-8"))
    chosen = [image["filename"] for image in json.loads(entries.read_text())["images"]][:limit]
    held_out = np.array([_fire_held_out(name) for name in chosen])
    with zipfile.ZipFile(pictures) as archive:
        rows = ((archive.read(name), _fire_sayings(labels[name]), name) for name in chosen)
        found = _corpus(rows, len(chosen), "wildfire")
    for at, name in enumerate(chosen):
        for thing, seen in (("smoke", labels[name]["smoke"]), ("burnt ground", labels[name]["burnt"])):
            found.things_known[at, THINGS.index(thing)] = seen is not None
            found.things[at, THINGS.index(thing)] = float(bool(seen))
    return found.take(np.flatnonzero(~held_out)), found.take(np.flatnonzero(held_out))


def _fire_held_out(name: str) -> bool:
    row, column = (round(float(degrees) / _FIRE_AREA_DEGREES) for degrees in name.split("_")[:2])
    return (row * 7 + column * 3) % _FIRE_HELD_OUT == 0


def _fire_sayings(label: FireLabel) -> tuple[str, ...]:
    return (
        label["place"],
        *(SMOKING if label["smoke"] else ()),
        *(BURNT if label["burnt"] else ()),
    )


# --- the tornado of Joplin -------------------------------------------------------------------------------------------

RUINS = (
    (
        (0, 630),
        (0, 950),
        (440, 950),
        (860, 950),
        (1024, 950),
        (1024, 420),
        (900, 400),
        (860, 420),
        (440, 420),
        (440, 620),
    ),
    ((140, 990), (800, 990), (840, 1060), (840, 1440), (400, 1440), (330, 1250), (140, 1230)),
    ((890, 990), (1024, 990), (1024, 1420), (890, 1420)),
)
"""Where hardly a house stood after it, in pixels of the two western rasters of `post`, one above the other."""
HARMED = (
    ((0, 1440), (330, 1640), (330, 1900), (0, 1560)),
    ((640, 1460), (840, 1460), (840, 1560), (640, 1560)),
    ((440, 130), (640, 130), (640, 420), (440, 420)),
    ((640, 140), (860, 140), (860, 420), (640, 400)),
    ((880, 1440), (1024, 1440), (1024, 1600), (880, 1600)),
)
"""Where houses stood, damaged."""
POST = ("tile_31500-5137.tif", "tile_31500-6161.tif")
_PRE = ("tile_337-9136.tif", "tile_337-10160.tif")
_PRE_WIDTH_PX = 960
"""What lies east of it is east of the rasters of `post` too. Nothing of the eastern half is trained on."""
_Row = tuple[bytes | NDArray[np.uint8], tuple[str, ...], str]
"""A picture, encoded or (height, width, 3), its sentences and its name."""


def ruins(folder: Path, *, count: int = 700, seed: int = 9) -> Corpus | None:
    """Crops of Joplin's western half, after the tornado and before; None without the rasters."""
    rasters, footprints = (folder / file for file in SETS["joplin"])
    if not footprints.exists():
        return None
    dice = np.random.default_rng(seed)
    rows = [*_after(rasters, count // 2, dice), *_before(rasters, footprints, count // 2, dice)]
    return _corpus(rows, len(rows), "joplin")


def _after(
    rasters: Path, count: int, dice: np.random.Generator
) -> Iterator[tuple[NDArray[np.uint8], tuple[str, ...], str]]:
    whole = np.concatenate([_read(rasters / "post" / name)[0] for name in POST])
    ruined, harmed = mask_of(RUINS, whole.shape), mask_of(HARMED, whole.shape)
    made = 0
    while made < count:
        side = int(dice.integers(110, 300))
        top, left = (int(dice.integers(0, length - side)) for length in whole.shape[:2])
        place = np.s_[top : top + side, left : left + side]
        share, harm = float(ruined[place].mean()), float(harmed[place].mean())
        texts: tuple[str, ...]
        if share > 0.75:
            texts = RUINED
        elif share < 0.02 and harm > 0.6:
            texts = PARTLY_RUINED
        else:
            continue
        made += 1
        yield whole[place], texts, f"post_{top}_{left}_{side}"


def _before(rasters: Path, footprints: Path, count: int, dice: np.random.Generator) -> Iterator[_Row]:
    import geopandas

    middles = geopandas.read_file(footprints).geometry.representative_point()
    for name in _PRE:
        picture, crs, transform = _read(rasters / "pre" / name)
        picture = picture[:, :_PRE_WIDTH_PX]
        own = middles.to_crs(crs)
        columns, lines = ~transform * (own.x.to_numpy(), own.y.to_numpy())
        for _ in range(count // 2):
            side = int(dice.integers(110, 300))
            top, left = (int(dice.integers(0, length - side)) for length in picture.shape[:2])
            within = (lines > top) & (lines < top + side) & (columns > left) & (columns < left + side)
            texts = WHOLE if within.sum() >= 3 else ORDERLY
            yield picture[top : top + side, left : left + side], texts, f"pre_{name}_{top}_{left}_{side}"


def _read(path: Path) -> tuple[NDArray[np.uint8], CRS, Affine]:
    import rasterio

    with rasterio.open(path) as raster:
        bands: NDArray[np.uint8] = raster.read([1, 2, 3])
        return bands.transpose(1, 2, 0), raster.crs, raster.transform


def mask_of(polygons: Iterable[tuple[tuple[int, int], ...]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    image = Image.new("1", (shape[1], shape[0]))
    for polygon in polygons:
        ImageDraw.Draw(image).polygon(polygon, fill=1)
    return np.asarray(image)


def _corpus(rows: Iterable[_Row], count: int, source: str) -> Corpus:
    corpus = Corpus(
        pictures=np.empty((count, SIDE_PX, SIDE_PX, 3), np.uint8),
        captions=[],
        human=np.zeros(count, bool),
        scenes=np.full(count, -1, np.int64),
        things=np.zeros((count, len(THINGS)), np.float32),
        things_known=np.zeros((count, len(THINGS)), bool),
        sources=np.full(count, list(SETS).index(source)),
        names=[],
    )
    never_unnamed = [THINGS.index(name) for name in NEVER_UNNAMED]
    flooded, rubble = THINGS.index("flooded buildings"), THINGS.index("rubble and debris")
    for at, (picture, texts, name) in enumerate(rows):
        image = Image.open(io.BytesIO(picture)) if isinstance(picture, bytes) else Image.fromarray(picture)
        image = image.convert("RGB").resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC)
        corpus.pictures[at] = np.asarray(image)
        corpus.captions.append(texts)
        corpus.names.append(name)
        corpus.things_known[at, never_unnamed] = True
        corpus.things[at, flooded] = float(texts is FLOODED)
        corpus.things[at, rubble] = 1.0 if texts is RUINED else 0.6 if texts is PARTLY_RUINED else 0.0
        if texts in (FLOODED, DRY, WHOLE):
            for thing in ("houses", "buildings"):
                corpus.things_known[at, THINGS.index(thing)] = texts is WHOLE
                corpus.things[at, THINGS.index(thing)] = float(texts is WHOLE)
    return corpus
