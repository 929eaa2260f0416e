"""The pictures of all training sets in memory, with their captions and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.evaluate.datasets import Picture, load_dataset, open_picture
from training.sayings import SCENE_OF_LABEL, label_sayings, things_named

__all__ = ["SETS", "Corpus", "held_out_of_ucm", "load_corpus"]

SIDE_PX = 160
"""All pictures are kept at this side."""
SETS = {
    "rsicd": ("rsicd_trainval.zip", "rsicd_trainval.json"),
    "ucm": ("ucm_train.zip", "ucm_train.json"),
    "resisc12": ("resisc12_train.zip", "resisc12_train.json"),
    "eurosat": ("eurosat_10k.zip", "eurosat_10k.json"),
    "harvey": ("harvey_train.zip", "harvey_train.json"),
    "joplin": ("rasters/joplin_tornado", "rasters/joplin_tornado/buildings.geojson"),
    "wildfire": ("wildfire_s2.zip", "wildfire_s2.json"),
    "clouded": ("rsicd_trainval.zip", "rsicd_trainval.json"),
    "close-ups": ("rsicd_trainval.zip", "rsicd_trainval.json"),
}
"""Name of each set to its pictures and captions in the data folder; `disasters` reads three of them, and `clouds` and
`close_ups` make the last two of the others."""
NEVER_UNNAMED = ("flooded buildings", "rubble and debris", "smoke", "burnt ground")
"""Things that are not there when nobody names them."""
UCM_HELD_OUT_FROM = 72
"""Of the 90 pictures of a class, numbered by place; the last fifth is never trained on."""
TOO_LIKE = 0.97
"""Correlation of two 16 x 16 px grey thumbnails, in any of the eight orientations, that makes them one place."""


@dataclass
class Corpus:
    """Parallel arrays over n pictures."""

    pictures: NDArray[np.uint8]
    """(n, SIDE_PX, SIDE_PX, 3)."""
    captions: list[tuple[str, ...]]
    human: NDArray[np.bool_]
    """(n,) whether people wrote the captions; the others were made from labels."""
    scenes: NDArray[np.int64]
    """(n,) index into SCENES, -1 where unknown."""
    things: NDArray[np.float32]
    """(n, THINGS) share of the captions that name the thing."""
    things_known: NDArray[np.bool_]
    """(n, THINGS) False where the captions' silence says nothing."""
    sources: NDArray[np.int64]
    """(n,) index into SETS."""
    names: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.captions)

    def take(self, at: NDArray[np.int64]) -> Corpus:
        return Corpus(
            self.pictures[at],
            [self.captions[i] for i in at],
            self.human[at],
            self.scenes[at],
            self.things[at],
            self.things_known[at],
            self.sources[at],
            [self.names[i] for i in at],
        )

    def joined(self, other: Corpus) -> Corpus:
        """The pictures of both."""
        return Corpus(
            np.concatenate((self.pictures, other.pictures)),
            self.captions + other.captions,
            np.concatenate((self.human, other.human)),
            np.concatenate((self.scenes, other.scenes)),
            np.concatenate((self.things, other.things)),
            np.concatenate((self.things_known, other.things_known)),
            np.concatenate((self.sources, other.sources)),
            self.names + other.names,
        )


def load_corpus(folder: Path, *, limit: int | None = None) -> tuple[Corpus, Corpus, Corpus]:
    """(training, RSICD val, EuroSAT held-out tenth). Sets that are not in the folder are left out.

    Training pictures that show the same place as one of RSICD val are left out too.
    """
    rows = [row for position, name in enumerate(SCENE_OF_LABEL) for row in _rows(folder, name, position, limit)]
    if not rows:
        raise FileNotFoundError(f"No training set in {folder}; it should hold {', '.join(z for z, _ in SETS.values())}")
    everything = _corpus(rows)
    parts = np.array([_part(row) for row in rows])
    train, val, held_out = (everything.take(np.flatnonzero(parts == part)) for part in ("train", "val", "held out"))
    return _without_places_of(train, val), val, held_out


def held_out_of_ucm(folder: Path) -> NDArray[np.uint8]:
    """(n, SIDE_PX, SIDE_PX, 3) of the pictures of UC Merced that are never trained on; none without the set."""
    rows = [row for row in _rows(folder, "ucm", list(SETS).index("ucm"), None) if _part(row) == "held out of ucm"]
    return _corpus(rows).pictures


@dataclass(frozen=True)
class _Row:
    picture: Picture
    source: int
    set_name: str


def _rows(folder: Path, name: str, source: int, limit: int | None) -> Iterator[_Row]:
    pictures, captions = (folder / file for file in SETS[name])
    if captions.exists():
        for picture in load_dataset(pictures, captions, limit=limit).pictures:
            yield _Row(picture, source, name)


def _part(row: _Row) -> str:
    if row.picture.split == "val":
        return "val"
    number = re.search(r"(\d+)\.\w+$", row.picture.filename)
    if row.set_name == "eurosat" and number and int(number[1]) % 10 == 0:
        return "held out"
    if row.set_name == "ucm" and number and int(number[1]) >= UCM_HELD_OUT_FROM:
        return "held out of ucm"
    return "train"


def _corpus(rows: list[_Row]) -> Corpus:
    n = len(rows)
    corpus = Corpus(
        pictures=np.empty((n, SIDE_PX, SIDE_PX, 3), np.uint8),
        captions=[],
        human=np.zeros(n, bool),
        scenes=np.full(n, -1, np.int64),
        things=np.zeros((n, len(THINGS)), np.float32),
        things_known=np.zeros((n, len(THINGS)), bool),
        sources=np.array([row.source for row in rows]),
        names=[row.picture.filename for row in rows],
    )
    of_labels = {
        name: np.any(
            [things_named(text) for scene in labels.values() if scene in LABELLED for text in label_sayings(scene)],
            axis=0,
        )
        for name, labels in SCENE_OF_LABEL.items()
    }
    for at, row in enumerate(rows):
        picture = Image.fromarray(open_picture(row.picture))
        corpus.pictures[at] = np.asarray(picture.resize((SIDE_PX, SIDE_PX), Image.Resampling.BICUBIC))
        label = row.picture.scene or re.sub(r"_?\d+\.\w+$", "", row.picture.filename)
        scene = SCENE_OF_LABEL[row.set_name].get(label)
        if scene is not None:
            corpus.scenes[at] = SCENES.index(scene)
        texts = row.picture.captions
        corpus.human[at] = bool(texts)
        if not texts:
            assert scene is not None, row.picture.filename
            texts = label_sayings(scene)
        corpus.captions.append(tuple(" ".join(text.lower().replace(" .", ".").split()).rstrip(". ") for text in texts))
        named = np.array([things_named(text) for text in texts])
        corpus.things[at] = named.mean(0) if corpus.human[at] else named.any(0)
        # A label names its own things and denies those that other labels of the set name; of the rest it is silent.
        corpus.things_known[at] = True if corpus.human[at] else named.any(0) | of_labels[row.set_name]
        corpus.things_known[at, [THINGS.index(name) for name in NEVER_UNNAMED]] = True
    return corpus


LABELLED = frozenset(scene for name in ("resisc12", "eurosat") for scene in SCENE_OF_LABEL[name].values())


def _without_places_of(train: Corpus, val: Corpus) -> Corpus:
    if not len(val) or not len(train):
        return train
    like = np.max(
        [
            _thumbnails(np.rot90(turned, k, (1, 2))) @ _thumbnails(train.pictures).T
            for k in range(4)
            for turned in (val.pictures, val.pictures[:, :, ::-1])
        ],
        axis=(0, 1),
    )
    return train.take(np.flatnonzero(like < TOO_LIKE))


def _thumbnails(pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    """(n, 256) float32 of zero mean and unit length."""
    n, side = pictures.shape[:2]
    cell = side // 16
    grey = np.concatenate(
        [
            pictures[i : i + 512]
            .mean(-1, dtype=np.float32)
            .reshape(-1, 16, cell, 16, cell)
            .mean((2, 4))
            .reshape(-1, 256)
            for i in range(0, n, 512)
        ]
    )
    grey -= grey.mean(1, keepdims=True)
    thumbnails: NDArray[np.float32] = grey / np.maximum(np.linalg.norm(grey, axis=1, keepdims=True), 1e-6)
    return thumbnails
