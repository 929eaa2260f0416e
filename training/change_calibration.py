"""Fit what turns scores of changes into probabilities: `python -m training.change_calibration --joplin … --drawn …`.

The catalogs, each compared with the built-in model (`tilescribe index`, then `tilescribe compare`):

- `--joplin CATALOG`: the rasters before and after the tornado, at levels of 112 and 56 m; truth is
  tests/data/joplin_pairs.json, whose western half teaches while the eastern one tells how good it is;
- `--drawn CATALOG TRUTH`, repeatable: scenes of `tilescribe.demo.draw_scenes` with another seed than the demo's; truth
  is the share of flood water;
- `--unchanged CATALOG`, repeatable: years of one place in which nothing was flooded, burnt or destroyed.

It prints the calibration error on the eastern half and on `--told CATALOG TRUTH`, a drawing that does not teach, and
writes the links into `tilescribe/searching/calibrations/builtin.npz`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tilescribe.catalog.fusion import probability
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.query import NO_COSINE
from tilescribe.comparing import open_changes
from tilescribe.demo.scene.truth import Truth, read_truth
from tilescribe.embed import load_embedder
from tilescribe.embed.base import Embedder
from tilescribe.evaluate.score import UNDECIDED
from tilescribe.evaluate.score.fitting import logistic
from tilescribe.searching import score_matrix
from tilescribe.searching.calibration import ScoreLink, packaged_calibration, packaged_path

LABELS = Path(__file__).parents[1] / "tests" / "data" / "joplin_pairs.json"

DESTROYED = (
    "destroyed houses",
    "collapsed buildings",
    "houses were destroyed",
    "rubble where houses stood",
    "buildings in ruins",
    "ruins and debris",
    "a house has collapsed",
)
FLOODED = (
    "flooded ground",
    "a flood",
    "water covers what was dry",
    "flooded fields and roads",
    "the area is under water",
    "new water",
)
UNCHANGED = ("no change", "nothing has changed", "the scene is the same as before", "there is no difference")
DAMAGED = ("damaged houses", "damaged roofs", "destroyed or damaged buildings")
ABSENT = (
    "a new airport",
    "ships have left the harbour",
    "a volcano has erupted",
    "a new stadium was built",
    "snow has fallen",
    "an aeroplane has landed",
    "the moon",
    "asdfghjkl",
    "invoice number seven",
    "a wedding",
)
"""Nothing of the kind happens in any of the catalogs."""

LEAST_FLOODED, LEAST_SEEN_FLOOD = 0.1, 0.01
"""Share of a tile under new water from which somebody calls it flooded, and up to which nobody does."""
_SMALLEST = 0.0
_NEAR_M = 20.0
"""A label is of the tile whose centre is this near."""


@dataclass(frozen=True, eq=False)
class Asked:
    """Scores of the channels and truth of questions on pairs, (n,) each."""

    text: NDArray[np.float64]
    visual: NDArray[np.float64]
    """NaN where the pair has no vector."""
    lexical: NDArray[np.float64]
    right: NDArray[np.float64]
    weights: NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--joplin", required=True)
    parser.add_argument("--drawn", nargs=2, action="append", required=True)
    parser.add_argument("--unchanged", action="append", default=[])
    parser.add_argument("--told", nargs=2, required=True)
    parser.add_argument("--out", type=Path, default=packaged_path())
    arguments = parser.parse_args()
    embedder = load_embedder()
    taught = [
        asked(arguments.joplin, labelled("west"), embedder),
        *(asked(catalog, drawn(read_truth(Path(truth))), embedder) for catalog, truth in arguments.drawn),
        *(asked(catalog, nothing_happened, embedder) for catalog in arguments.unchanged),
    ]
    links = {"change seen": fit(taught, seen=True), "change unseen": fit(taught, seen=False)}
    east = asked(arguments.joplin, labelled("east"), embedder)
    told = asked(arguments.told[0], drawn(read_truth(Path(arguments.told[1]))), embedder)
    for name, part in (("taught", joined(taught)), ("Joplin, eastern half", east), ("drawn, not taught", told)):
        for what, link in (("default", None), ("fitted", links["change seen"])):
            print(f"{name}, {what}: {quality(link or packaged_calibration().links['seen plain'], part)}")
    found = packaged_calibration()
    replace(found, links={**found.links, **links}).save(arguments.out)
    print(links)


Judge = Callable[[Catalog, NDArray[np.int64], str], NDArray[np.int8]]
"""(catalog of changes, ids of its pairs, a kind of question) to the truth, (pairs,) int8: 0, 1 or `UNDECIDED`."""

QUESTIONS = {
    **dict.fromkeys(DESTROYED, "destroyed"),
    **dict.fromkeys(DAMAGED, "damaged"),
    **dict.fromkeys(FLOODED, "flooded"),
    **dict.fromkeys(UNCHANGED, "unchanged"),
    **dict.fromkeys(ABSENT, "absent"),
}


def asked(catalog: str, judge: Judge, embedder: Embedder) -> Asked:
    """All questions put to the pairs of a catalog that the judge knows."""
    with open_changes(catalog) as changes:
        matrix = score_matrix(changes, list(QUESTIONS), embedder=embedder)
        channels = matrix.by_channel
        text = np.maximum(channels["descriptions"], channels["facts"]).astype(np.float64)
        visual = channels.get("visual", np.full_like(channels["lexical"], NO_COSINE)).astype(np.float64)
        visual = np.where(visual == NO_COSINE, np.nan, visual)
        lexical = channels["lexical"].astype(np.float64)
        rows = []
        for row, kind in enumerate(QUESTIONS.values()):
            truth = judge(changes, matrix.tile_ids, kind)
            at = np.flatnonzero(truth != UNDECIDED)
            if len(at):
                weight = np.full(len(at), 1 / len(at))  # each question counts alike, however many pairs know the answer
                rows.append((text[row, at], visual[row, at], lexical[row, at], truth[at].astype(np.float64), weight))
    return Asked(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def labelled(half: str) -> Judge:
    """Of the pairs of Joplin that were labelled by eye."""
    labels = [one for one in json.loads(LABELS.read_text(encoding="utf-8"))["pairs"] if one["half"] == half]

    def judge(changes: Catalog, ids: NDArray[np.int64], kind: str) -> NDArray[np.int8]:
        tiles = changes.tiles(ids.tolist())
        centres = np.array([tile.footprint.centroid.coords[0] for tile in tiles])
        sides = np.array([tile.level_m for tile in tiles])
        truth = np.full(len(ids), UNDECIDED, dtype=np.int8)
        for one in labels:
            metres = (centres - (one["lon"], one["lat"])) * (111_320 * np.cos(np.radians(one["lat"])), 110_950)
            away = np.hypot(*metres.T) + 1e9 * (np.abs(sides - one["side_m"]) > 0.1 * one["side_m"])
            if away.min() <= _NEAR_M and one["label"] != "cannot tell":
                truth[away.argmin()] = _answer(kind, one["label"])
        return truth

    return judge


def _answer(kind: str, label: str) -> int:
    if kind == "destroyed":
        return int(label == "destroyed")
    if kind == "damaged":
        return int(label in ("destroyed", "damaged"))
    if kind == "unchanged":
        return int(label == "intact")
    return 0


def drawn(truth: Truth) -> Judge:
    """Of drawn scenes, of which the flood is known, and nothing else happens."""

    def judge(changes: Catalog, ids: NDArray[np.int64], kind: str) -> NDArray[np.int8]:
        answers = np.zeros(len(ids), dtype=np.int8)
        if kind not in ("flooded", "unchanged"):
            # Houses that stand in water are damaged for some people, and not for others.
            return np.full(len(ids), UNDECIDED if kind == "damaged" else 0, dtype=np.int8)
        for at, tile in enumerate(changes.tiles(ids.tolist())):
            assert tile.acquired is not None, "drawn scenes have dates"
            share = truth.shares(tile.footprint, on=tile.acquired.date()).get("flood", 0.0)
            flooded = 1 if share >= LEAST_FLOODED else 0 if share <= LEAST_SEEN_FLOOD else UNDECIDED
            answers[at] = flooded if kind == "flooded" or flooded == UNDECIDED else 1 - flooded
        return answers

    return judge


def nothing_happened(changes: Catalog, ids: NDArray[np.int64], kind: str) -> NDArray[np.int8]:
    """Of years of one place: fields and leaves are other ones, which some people call a change."""
    return np.full(len(ids), UNDECIDED if kind == "unchanged" else 0, dtype=np.int8)


def joined(parts: Sequence[Asked]) -> Asked:
    """Several catalogs as one."""
    return Asked(
        *(
            np.concatenate([getattr(part, name) for part in parts])
            for name in ("text", "visual", "lexical", "right", "weights")
        )
    )


def fit(parts: Sequence[Asked], *, seen: bool) -> ScoreLink:
    """The link under which the truth is most likely: a logistic regression in which no channel counts against a hit."""
    whole = joined(parts)
    at = ~np.isnan(whole.visual) if seen else np.ones(len(whole.text), dtype=bool)
    columns = {"text": whole.text[at], "lexical": whole.lexical[at]}
    if seen:
        columns["visual"] = whole.visual[at]
    while True:
        table = np.stack([*columns.values(), np.ones(int(at.sum()))], axis=1)
        fitted = dict(
            zip([*columns, "offset"], logistic(table, whole.right[at], whole.weights[at]).tolist(), strict=True)
        )
        against = [name for name in columns if fitted[name] < _SMALLEST]
        if not against:
            break
        del columns[min(against, key=lambda name: fitted[name])]
    return ScoreLink(
        offset=fitted["offset"],
        prior=0.0,
        familiarity=0.0,
        slope=1.0,
        steeper=0.0,
        text=fitted.get("text", 0.0),
        visual=fitted.get("visual", 0.0),
        lexical=fitted.get("lexical", 0.0),
    )


def quality(link: ScoreLink, part: Asked) -> str:
    """How well the probabilities of a link agree with the truth."""
    visual = np.nan_to_num(part.visual)
    odds = link.offset + link.slope * (link.text * part.text + link.visual * visual + link.lexical * part.lexical)
    said = probability(odds.astype(np.float32)).astype(np.float64)
    error = 0.0
    for low in np.arange(0, 1, 0.1):
        at = (said >= low) & (said < low + 0.1 + (low > 0.85))
        if at.any():
            share = part.weights[at].sum() / part.weights.sum()
            error += share * abs(np.average(said[at] - part.right[at], weights=part.weights[at]))
    sure = said >= 0.5
    precision = part.right[sure].mean() if sure.any() else float("nan")
    found = sure[part.right == 1].mean() if (part.right == 1).any() else float("nan")
    return (
        f"calibration error {error:.3f}, above one half {precision:.0%} right and {found:.0%} of the right ones found"
    )


if __name__ == "__main__":
    main()
