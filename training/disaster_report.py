"""How far the tags and questions of disasters hold on places, and fires, that nothing was learned from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray

from tilescribe.describe.builtin.vocabulary import THINGS
from training.augment import other_light, plain
from training.corpus import SIDE_PX, Corpus
from training.disasters import fires, floods

if TYPE_CHECKING:
    from tilescribe.describe.builtin.model import BuiltinModel, Predictions
    from tilescribe.embed import Embedder

__all__ = ["TagFigures", "auroc", "disaster_section", "tag_figures"]

Pictures = NDArray[np.uint8]
TAGGED_FROM = 0.5
FLOODED, DRY = "a flooded or damaged house", "a dry house"
_BATCH = 64
_MOST = 1200
"""Pictures of floods: every so many that about so many are left."""


@dataclass(frozen=True, slots=True)
class TagFigures:
    """Of one tag, among pictures of which it is known whether they show the thing."""

    shown: int
    without: int
    found: int
    """Of those that show it."""
    wrong: int
    """Of those without it."""

    @property
    def precision(self) -> float:
        """Share of the tagged pictures that show it, as often as in these pictures; NaN where none was tagged."""
        return self.found / (self.found + self.wrong) if self.found + self.wrong else float("nan")


def disaster_section(data: Path, model: BuiltinModel, embedder: Embedder, ordinary: Pictures) -> Iterator[str]:
    """In Markdown, of the sets that are in the folder.

    Args:
        data: The data sets.
        model: What is judged.
        embedder: Of its space.
        ordinary: (n, side, side, 3) pictures without any disaster, none of them trained on.
    """
    rows = []
    for name, corpus, thing in _held_out(data):
        for light, pictures in (("as it is", corpus.pictures), ("changed", _relit(corpus.pictures))):
            rows.append([thing, name, light, *_cells(tag_figures(_things(model, pictures), corpus, thing))])
        if thing == "flooded buildings" and model.space == embedder.fingerprint:
            yield _flood_line(model, corpus, embedder)
    strange = _things(model, ordinary)
    for thing in dict.fromkeys(row[0] for row in rows):
        wrong = int((strange[:, THINGS.index(thing)] >= TAGGED_FROM).sum())
        rows.append([thing, "RSICD val and EuroSAT", "as it is", "", "", str(len(ordinary)), str(wrong), ""])
    header = ["tag", "pictures of", "light", "show it", "tagged", "do not", "tagged wrongly", "precision"]
    lines = [header, ["---"] * len(header), *rows]
    yield "## Disasters\n\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def tag_figures(things: NDArray[np.float32], corpus: Corpus, thing: str) -> TagFigures:
    """Of the pictures that are known to show `thing` or not.

    Args:
        things: (n, THINGS) probabilities.
        corpus: The n pictures.
        thing: One of THINGS.
    """
    at = THINGS.index(thing)
    known = corpus.things_known[:, at]
    tagged, shows = things[known, at] >= TAGGED_FROM, corpus.things[known, at] >= TAGGED_FROM
    return TagFigures(int(shows.sum()), int((~shows).sum()), int((tagged & shows).sum()), int((tagged & ~shows).sum()))


def auroc(right: NDArray[np.float32], wrong: NDArray[np.float32]) -> float:
    """Share of the pairs in which the right one scores higher; ties count half."""
    order = np.sort(wrong)
    below = np.searchsorted(order, right, "left") + np.searchsorted(order, right, "right")
    return float(below.mean() / (2 * len(wrong)))


def _held_out(data: Path) -> Iterator[tuple[str, Corpus, str]]:
    _, flooded = floods(data)
    if flooded is not None:
        every = max(1, len(flooded) // _MOST)
        yield "Harvey, other areas", flooded.take(np.arange(0, len(flooded), every)), "flooded buildings"
    _, burning = fires(data)
    if burning is not None:
        yield "fires elsewhere", burning, "smoke"
        yield "fires elsewhere", burning, "burnt ground"


def _cells(found: TagFigures) -> Sequence[str]:
    precision = "" if np.isnan(found.precision) else f"{100 * found.precision:.1f} %"
    return [str(found.shown), str(found.found), str(found.without), str(found.wrong), precision]


def _flood_line(model: BuiltinModel, corpus: Corpus, embedder: Embedder) -> str:
    question, opposite = embedder.embed([FLOODED, DRY], query=True)
    scores = _vectors(model, _relit(corpus.pictures)) @ (question - opposite)
    wet = corpus.things[:, THINGS.index("flooded buildings")] >= TAGGED_FROM
    return (
        f"Light, colour and blur changed, {wet.sum()} flooded places are told from {(~wet).sum()} dry ones with an "
        f'AUROC of {auroc(scores[wet], scores[~wet]):.3f} ("{FLOODED}" less "{DRY}").\n'
    )


def _relit(pictures: Pictures) -> Pictures:
    x = plain(torch.from_numpy(pictures), SIDE_PX)
    changed = other_light(x, torch.Generator().manual_seed(3)).permute(0, 2, 3, 1) * 255
    relit: Pictures = changed.round().byte().numpy()
    return relit


def _things(model: BuiltinModel, pictures: Pictures) -> NDArray[np.float32]:
    return np.concatenate([one.things for one in _seen(model, pictures)])


def _vectors(model: BuiltinModel, pictures: Pictures) -> NDArray[np.float32]:
    return np.concatenate([one.vectors for one in _seen(model, pictures)])


def _seen(model: BuiltinModel, pictures: Pictures) -> Iterator[Predictions]:
    for at in range(0, len(pictures), _BATCH):
        yield model.predict(list(pictures[at : at + _BATCH]), sentences=False)
