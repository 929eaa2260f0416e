"""`python -m training.reporting DATA MODEL --out FOLDER`: a Markdown report: calibration, robustness, retrieval."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from tilescribe.describe.builtin.captioner import BuiltinCaptioner
from tilescribe.describe.builtin.model import BuiltinModel, Predictions
from tilescribe.describe.builtin.rendering import Rendering
from tilescribe.describe.builtin.vocabulary import SCENES
from tilescribe.embed import Embedder, load_embedder
from tilescribe.evaluate.degrade import haze
from tilescribe.evaluate.metrics.calibration import Calibration, calibration
from training.corpus import SIDE_PX, Corpus, held_out_of_ucm, load_corpus
from training.diagram import diagram
from training.disaster_report import disaster_section
from training.ordinary import CHANGES, raster_parts
from training.outliers import FITTED, OUTLIERS
from training.sheets import Picture, answers, best, evenly, examples, failures, save_sheet

__all__ = [
    "KNOWABLE",
    "UNKNOWABLE",
    "VIEWS",
    "Steadiness",
    "asked",
    "confidence_of_scenes",
    "confidence_of_things",
    "report",
    "scenes",
    "steadiness",
]

Pictures = NDArray[np.uint8]
_View = Callable[[Picture], Picture]
_Look = tuple[Predictions, NDArray[np.float32]]
_BINS = 10
_BATCH = 64
_SOME = 300
"""Pictures for the measurements that look at each several times."""
_ANOTHER = "another picture"


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.reporting", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data sets that training/corpus.py names")
    parser.add_argument("model", type=Path, help="folder of the model, such as training makes")
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures of the report")
    parser.add_argument("--rasters", type=Path, help="folder with GeoTIFFs to show examples from")
    options = parser.parse_args(argv)
    for section in report(options.data, options.model, options.out, load_embedder(), rasters=options.rasters):
        sys.stdout.write(section + "\n")
        sys.stdout.flush()
    return 0


def report(data: Path, model: Path, out: Path, embedder: Embedder, *, rasters: Path | None = None) -> Iterator[str]:
    """Sections in Markdown, each when it is measured; pictures are written into `out`."""
    _, val, eurosat = load_corpus(data)
    seer = BuiltinModel.load(model)
    out.mkdir(parents=True, exist_ok=True)
    joined = val.joined(eurosat)
    # The even ones were used for fitting the probabilities.
    held_out = joined.take(np.arange(1, len(joined), 2))
    seen = _see(seer, held_out.pictures)
    of_scenes, of_things = confidence_of_scenes(seen, held_out), confidence_of_things(seen, held_out)
    (out / "builtin-reliability.svg").write_text(diagram({"Kind of place": of_scenes, "Things": of_things}))
    yield _reliability_section(of_scenes, of_things, len(held_out))
    yield _strange_section(seer, data, held_out.pictures)
    yield from disaster_section(data, seer, embedder, held_out.pictures)
    yield _steadiness_section(steadiness(seer, _some(val.pictures), embedder))
    seen = _see(seer, val.pictures, sentences=True)
    yield _scenes_section(*scenes(seen, val))
    if seer.space == embedder.fingerprint:
        yield _questions_section(asked(seen, KNOWABLE, embedder), asked(seen, UNKNOWABLE, embedder))
    save_sheet(failures(seen, val, embedder), out / "builtin-failures.jpg")
    if rasters:
        captioner = BuiltinCaptioner(folder=model)
        save_sheet(examples(rasters, captioner), out / "builtin-examples.jpg")
        if answered := answers(rasters, captioner, embedder):
            save_sheet(answered, out / "builtin-answers.jpg")


# --- how sure against how right --------------------------------------------------------------------------------------


def confidence_of_scenes(seen: Predictions, corpus: Corpus) -> Calibration:
    """Of the most probable scene, where the right one is known."""
    known = corpus.scenes >= 0
    return calibration(seen.scenes.max(1)[known], (seen.scenes.argmax(1) == corpus.scenes)[known], bins=_BINS)


def confidence_of_things(seen: Predictions, corpus: Corpus) -> Calibration:
    """Of every thing of every picture against the share of captions that name it."""
    known = corpus.things_known
    # `calibration` only averages what is right, which it may do with shares as well.
    return calibration(seen.things[known], cast("NDArray[np.bool_]", corpus.things[known]), bins=_BINS)


def _reliability_section(of_scenes: Calibration, of_things: Calibration, count: int) -> str:
    def cells(found: Calibration, at: int) -> list[str]:
        one = found.bins[at]
        return [str(one.count), *("" if x is None else f"{x:.3f}" for x in (one.confidence, one.accuracy))]

    rows = [
        [f"{low.low:.1f} to {low.high:.1f}", *cells(of_scenes, at), *cells(of_things, at)]
        for at, low in enumerate(of_scenes.bins)
    ]
    header = ["probability", "places", "mean", "right", "things", "mean", "named"]
    return (
        f"## Reliability\n\n{count} pictures that nothing was fitted on. Expected calibration error, {_BINS} bins: "
        f"kind of place {of_scenes.error:.3f}, things {of_things.error:.3f}.\n\n{_table(header, rows)}"
    )


# --- unlike its training ---------------------------------------------------------------------------------------------


def _strange_section(model: BuiltinModel, data: Path, held_out: Pictures) -> str:
    dice = np.random.default_rng(11)
    some = _some(held_out)
    strange = {name: make(some, dice) for name, make in OUTLIERS.items()}
    strange["infrared, eastern halves of rasters"] = raster_parts(data, western=False, infrared=True)
    strange["photographs of a temple and a flower"] = _photographs()
    ordinary = {"held-out pictures": held_out}
    ordinary |= {f"held-out pictures, {name}": change(some, dice) for name, (change, _) in CHANGES.items()}
    ordinary["UC Merced, held-out fifth"] = held_out_of_ucm(data)
    ordinary["eastern halves of rasters"] = raster_parts(data, western=False)
    ordinary.pop("held-out pictures, as it is")
    rows = [
        [name, "yes" if name in FITTED else "no", str(len(made)), _uncertain(model, made)]
        for name, made in strange.items()
        if len(made)
    ]
    alarms = [[name, str(len(made)), _uncertain(model, made)] for name, made in ordinary.items() if len(made)]
    return (
        f"## Unlike its training\n\n{_table(['kind', 'fitted', 'pictures', 'called uncertain'], rows)}\n"
        f"{_table(['ordinary pictures', 'pictures', 'called uncertain (false alarms)'], alarms)}"
    )


def _photographs() -> Pictures:
    """Tiles of a temple and a flower, the sample images of scikit-learn."""
    from sklearn.datasets import load_sample_images  # type: ignore[import-untyped]

    return np.stack(
        [
            image[top : top + SIDE_PX, left : left + SIDE_PX]
            for image in load_sample_images().images
            for top in range(0, image.shape[0] - SIDE_PX + 1, SIDE_PX)
            for left in range(0, image.shape[1] - SIDE_PX + 1, SIDE_PX)
        ]
    )


def _uncertain(model: BuiltinModel, pictures: Pictures) -> str:
    seen = _see(model, pictures)
    return _share(float(np.mean([Rendering.of(seen, row).uncertain for row in range(len(pictures))])))


# --- the same place, shown differently -------------------------------------------------------------------------------


def _centre(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    return picture[height // 8 : height // 8 + height * 3 // 4, width // 8 : width // 8 + width * 3 // 4]


def _corner(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    return picture[: height * 3 // 4, : width * 3 // 4]


def _brighter(picture: Picture) -> Picture:
    brighter: Picture = np.clip(picture * 1.25, 0, 255).astype(np.uint8)
    return brighter


def _coarser(picture: Picture) -> Picture:
    image = Image.fromarray(picture)
    small = image.resize((round(image.width * 0.7), round(image.height * 0.7)), Image.Resampling.BOX)
    return np.asarray(small.resize(image.size, Image.Resampling.BILINEAR))


def _same(picture: Picture) -> Picture:
    return picture


VIEWS: Mapping[str, tuple[_View, _View]] = {
    "rotated by 90°": (_same, lambda picture: np.rot90(picture).copy()),
    "shifted to a corner": (_centre, _corner),
    "brighter, x 1.25": (_same, _brighter),
    "hazier": (_same, haze),
    "0.7 x scale": (_same, _coarser),
}
"""Name to how a picture is shown first and then. The shift moves a window of 3/4 of the side from the centre."""


@dataclass(frozen=True, slots=True)
class Steadiness:
    """How much of what is said stays when the same place is shown differently, each up to 1."""

    vectors: float
    """Mean cosine of the visual vectors."""
    scenes: float
    """Share of pictures whose most probable scene is the same."""
    sentences: float
    """Mean cosine of the best sentences, embedded."""


def steadiness(model: BuiltinModel, pictures: Pictures, embedder: Embedder) -> dict[str, Steadiness]:
    """For each of VIEWS, and for another picture in the place of the same: what the cosines are without likeness.

    The other is the picture half the set away, since neighbours are often of one kind.
    """
    firsts: dict[_View, _Look] = {make: _look(model, pictures, make, embedder) for make in (_same, _centre)}
    found = {
        name: _steady(firsts[before], _look(model, pictures, after, embedder))
        for name, (before, after) in VIEWS.items()
    }
    return found | {
        _ANOTHER: _steady(firsts[_same], _look(model, np.roll(pictures, len(pictures) // 2, axis=0), _same, embedder))
    }


def _steady(first: _Look, then: _Look) -> Steadiness:
    (one, said), (other, said_then) = first, then
    return Steadiness(
        vectors=_cosine(one.vectors, other.vectors),
        scenes=float((one.scenes.argmax(1) == other.scenes.argmax(1)).mean()),
        sentences=_cosine(said, said_then),
    )


def _look(model: BuiltinModel, pictures: Pictures, make: _View, embedder: Embedder) -> _Look:
    seen = _see(model, np.stack([make(picture) for picture in pictures]), sentences=True)
    return seen, embedder.embed(best(seen))


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    """Mean over rows of unit vectors."""
    return float((one * other).sum(1).mean())


def _steadiness_section(found: Mapping[str, Steadiness]) -> str:
    rows = [[name, f"{one.vectors:.3f}", _share(one.scenes), f"{one.sentences:.3f}"] for name, one in found.items()]
    header = ["shown", "cosine of visual vectors", "same kind of place", "cosine of sentences"]
    return f"## The same place shown differently\n\n{_table(header, rows)}"


# --- kinds of places -------------------------------------------------------------------------------------------------


def scenes(seen: Predictions, corpus: Corpus) -> tuple[dict[str, tuple[int, int]], Counter[tuple[str, str]]]:
    """(scene to (right, all), (right scene, said scene) to how often), among the scenes that occur."""
    known = corpus.scenes >= 0
    occurring = np.unique(corpus.scenes[known])
    said = occurring[seen.scenes[known][:, occurring].argmax(1)]
    pairs = Counter((SCENES[a], SCENES[b]) for a, b in zip(corpus.scenes[known], said, strict=True))
    all_of = Counter(SCENES[at] for at in corpus.scenes[known])
    return {name: (pairs[name, name], all_of[name]) for name in sorted(all_of)}, pairs


def _scenes_section(recall: Mapping[str, tuple[int, int]], pairs: Counter[tuple[str, str]]) -> str:
    right, count = (sum(column) for column in zip(*recall.values(), strict=True))
    classes = [[name, str(n), _share(r / n)] for name, (r, n) in recall.items()]
    wrong = [(pair, n) for pair, n in pairs.most_common() if pair[0] != pair[1]][:10]
    confusions = [[is_, said, str(n)] for (is_, said), n in wrong]
    return (
        f"## Kinds of places\n\nRight for {_share(right / count)} of {count} pictures of RSICD val, "
        f"among its {len(recall)} kinds.\n\n{_table(['kind', 'pictures', 'recall'], classes)}\n"
        f"{_table(['is', 'was taken for', 'pictures'], confusions)}"
    )


# --- questions beyond it ---------------------------------------------------------------------------------------------

KNOWABLE = (
    "planes at an airport",
    "a baseball field",
    "a bridge over a river",
    "boats in a harbour",
    "storage tanks",
    "a dense residential area",
    "a sandy beach",
    "green farmland",
    "a parking lot full of cars",
    "a stadium",
)
UNKNOWABLE = (
    "a bridge that opened last year",
    "a roof damaged by hail",
    "cars made by Toyota",
    "an unlicensed building",
    "fields sprayed with herbicide",
    "a house that is for sale",
    "a road closed since Monday",
    "a factory that makes shoes",
    "people waiting for food",
    "a school with a broken boiler",
)
"""What no picture from above, or none that it was trained on, can tell."""
_BEST = 10


def asked(seen: Predictions, questions: Sequence[str], embedder: Embedder) -> dict[str, float]:
    """Question to the mean cosine of the ten pictures that answer it best by sight."""
    scores = embedder.embed(questions, query=True) @ seen.vectors.T
    best_ones = np.sort(scores, axis=1)[:, -_BEST:].mean(1)
    return dict(zip(questions, map(float, best_ones), strict=True))


def _questions_section(knowable: Mapping[str, float], unknowable: Mapping[str, float]) -> str:
    rows = [
        [question, kind, f"{score:.2f}"]
        for kind, found in (("yes", knowable), ("no", unknowable))
        for question, score in sorted(found.items(), key=lambda item: -item[1])
    ]
    above = np.mean([[known > other for other in unknowable.values()] for known in knowable.values()])
    return (
        f"## Questions beyond it\n\nA question that it can know scores higher than one that it cannot in "
        f"{_share(float(above))} of the pairs.\n\n"
        f"{_table(['question', 'can be known', f'mean cosine of the best {_BEST}'], rows)}"
    )


# --- small things ----------------------------------------------------------------------------------------------------


def _see(model: BuiltinModel, pictures: Pictures, *, sentences: bool = False) -> Predictions:
    parts = [
        model.predict(list(pictures[at : at + _BATCH]), sentences=sentences) for at in range(0, len(pictures), _BATCH)
    ]
    arrays = ("vectors", "scenes", "things", "things_by_cell", "familiarity")
    return Predictions(
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in arrays},
        sentences=tuple(said for part in parts for said in part.sentences),
    )


def _some(pictures: Pictures) -> Pictures:
    return np.stack(evenly(list(pictures), _SOME))


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"


def _table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
