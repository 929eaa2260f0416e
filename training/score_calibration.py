"""Fit what turns scores into probabilities: `python -m training.score_calibration DATA RSICD_VAL.gpkg UCM.gpkg`.

The catalogs are those that `tilescribe evaluate --catalog` keeps of RSICD val, and of the pictures of UC Merced that
the built-in model was not trained on. Pictures that it was trained on cannot tell how far it is to be trusted: of those
it finds its captions twice as often. What is known of questions comes from RSICD's training captions, without pictures.

It prints how well the scores are calibrated on each half of RSICD val when fitted on the other half and UC Merced, and
writes the fit on all of it to `tilescribe/searching/calibrations/builtin.npz`.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tilescribe.catalog import open_catalog
from tilescribe.catalog.fusion import probability
from tilescribe.catalog.protocols import Catalog
from tilescribe.embed import load_embedder
from tilescribe.embed.base import Embedder
from tilescribe.evaluate.datasets import Picture, load_dataset
from tilescribe.evaluate.score import ABSENT_QUESTIONS, UNDECIDED, fit_link, shown
from tilescribe.evaluate.score.links import LEXICAL, TEXT, TEXT_OF_OTHERS, UNSEEN_LEXICAL
from tilescribe.evaluate.score.measure import score_result
from tilescribe.evaluate.score.questions import fit_questions
from tilescribe.searching import score_matrix
from tilescribe.searching.calibration import QuestionScale, ScoreCalibration, ScoreLink, packaged_path
from tilescribe.searching.question_vectors import embedded_questions
from training.corpus import SETS, UCM_HELD_OUT_FROM
from training.sayings import TEMPLATES, THING_QUESTIONS

VERSION = "1"
CAPTIONS = 6_000
"""Of RSICD train, drawn for the kinds and the prior."""
ABSENT_WEIGHT = 5.0
"""Of a question that nothing answers, beside 1 of a caption, of which there are twenty times as many."""


@dataclass
class Measured:
    """One data set: scores by channel and truth, (questions, pictures)."""

    questions: list[str]
    vectors: NDArray[np.float32]
    channels: dict[str, NDArray[np.float32]]
    truth: NDArray[np.int8]
    absent: NDArray[np.bool_]
    """(questions,) nothing answers it."""
    fitted: NDArray[np.bool_]
    """(questions,) part of the fit."""
    other_words: NDArray[np.float32]
    """(questions, pictures) cosine with the caption that another person wrote."""
    alike: tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int8]]
    """(pictures, pictures) likeness in words, to the eye, and whether both are of one class."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "rsicd", "ucm"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--out", type=Path, default=packaged_path())
    arguments = parser.parse_args()
    embedder = load_embedder()
    rsicd = load_dataset(*(arguments.data / name for name in SETS["rsicd"]))
    captions = sorted({text for one in rsicd.pictures if one.split == "train" for text in one.captions})
    captions = [captions[at] for at in np.random.default_rng(0).choice(len(captions), CAPTIONS, replace=False)]
    base = _base(captions, [one.captions for one in rsicd.pictures if one.split == "train"], embedder)
    val = _measured(arguments.rsicd, [one for one in rsicd.captioned if one.split == "val"], embedder)
    ucm = load_dataset(*(arguments.data / name for name in SETS["ucm"]))
    held_out = _measured(arguments.ucm, [one for one in ucm.captioned if _is_held_out(one)], embedder)
    for half in (0, 1):
        rest = np.arange(val.truth.shape[1]) % 2 != half
        found = replace(base, links={"seen": _seen(base, [(val, rest), (held_out, None)])})
        print(f"half {half} of RSICD val: {_quality(found, val, ~rest)}")
    found = replace(base, links={"seen": _seen(base, [(val, None)])})
    print(f"UC Merced, fitted on RSICD val: {_quality(found, held_out, None)}")
    found = replace(base, links=_links(base, val, held_out))
    print(f"all, on RSICD val, which it was fitted on: {_quality(found, val, None)}")
    for name, link in found.links.items():
        print(f"{name}: {link}")
    found.save(arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size:,} bytes")


def _is_held_out(picture: Picture) -> bool:
    number = re.search(r"(\d+)\.\w+$", picture.filename)
    return number is not None and int(number[1]) >= UCM_HELD_OUT_FROM


# --- what is known of questions ---------------------------------------------------------------------------------------


def _base(captions: list[str], pictures: Sequence[Sequence[str]], embedder: Embedder) -> ScoreCalibration:
    questions = [*captions, *_thing_questions()]
    absent = [question for some in ABSENT_QUESTIONS.values() for question in some[::2]]
    return fit_questions(
        questions,
        embedded_questions(questions, embedder),
        pictures,
        embedded_questions(absent, embedder),
        embedder=embedder.fingerprint,
        version=VERSION,
    )


def _thing_questions() -> list[str]:
    return [template.format(thing) for thing in THING_QUESTIONS for template in TEMPLATES]


# --- measuring --------------------------------------------------------------------------------------------------------


def _measured(path: Path, pictures: Sequence[Picture], embedder: Embedder) -> Measured:
    captions = list(dict.fromkeys(text for one in pictures for text in one.captions))
    absent = [question for some in ABSENT_QUESTIONS.values() for question in some]
    fitted = [number % 2 == 0 for some in ABSENT_QUESTIONS.values() for number in range(len(some))]
    questions = [*captions, *_thing_questions(), *absent]
    with open_catalog(path) as catalog:
        matrix = score_matrix(catalog, questions, embedder=embedder)
        columns = {tile.path: column for column, tile in enumerate(catalog.tiles(matrix.tile_ids.tolist()))}
        there = [one for one in pictures if one.path in columns]
        order = [columns[one.path] for one in there]
        alike = _alike(catalog, matrix.tile_ids[order].tolist(), there, embedder)
    truth = shown(questions, [one.captions for one in there])
    truth[-len(absent) :] = 0
    return Measured(
        questions=questions,
        vectors=embedded_questions(questions, embedder),
        channels={name: table[:, order] for name, table in matrix.by_channel.items()},
        truth=truth,
        absent=np.arange(len(questions)) >= len(questions) - len(absent),
        fitted=np.array([True] * (len(questions) - len(absent)) + fitted),
        other_words=_other_words(questions, there, embedder),
        alike=alike,
    )


def _other_words(questions: Sequence[str], pictures: Sequence[Picture], embedder: Embedder) -> NDArray[np.float32]:
    """Cosines with a caption of each picture that is not the question itself: as a captioner of another make."""
    asked = embedded_questions(questions, embedder)
    first = asked @ embedder.embed([one.captions[0] for one in pictures]).T
    last = asked @ embedder.embed([one.captions[-1] for one in pictures]).T
    own = np.array([[question == one.captions[0] for one in pictures] for question in questions])
    return np.where(own, last, first)


def _alike(
    catalog: Catalog, tile_ids: Sequence[int], pictures: Sequence[Picture], embedder: Embedder
) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.int8]]:
    texts = [list(dict.fromkeys(one.text for one in catalog.descriptions(tile_id))) for tile_id in tile_ids]
    known = catalog.text_vectors([text for own in texts for text in own], space=embedder.fingerprint)
    vectors = np.array([known[text] for own in texts for text in own])
    starts = np.cumsum([0, *(len(own) for own in texts)])[:-1]
    best = np.maximum.reduceat(vectors @ vectors.T, starts, axis=1)
    words = np.add.reduceat(best, starts, axis=0) / np.array([[len(own)] for own in texts])
    seen = [catalog.visual_vector(tile_id, space=embedder.fingerprint) for tile_id in tile_ids]
    eye = np.array([np.zeros(embedder.dim, np.float32) if one is None else one for one in seen])
    scenes = [one.scene or re.sub(r"_?\d+\.\w+$", "", one.filename) for one in pictures]
    same = np.array([[int(bool(one) and one == other) for other in scenes] for one in scenes], dtype=np.int8)
    same[[not one or one.isdigit() for one in scenes]] = UNDECIDED
    np.fill_diagonal(same, UNDECIDED)
    return words.astype(np.float32), eye @ eye.T, same


# --- fitting ----------------------------------------------------------------------------------------------------------

Part = tuple[Measured, NDArray[np.bool_] | None]
"""A data set, and those of its pictures that count."""


def _links(base: ScoreCalibration, *sets: Measured) -> dict[str, ScoreLink]:
    parts: list[Part] = [(one, None) for one in sets]
    return {
        "seen": _seen(base, parts),
        "seen by others": _fit(base, parts, "other words", text=TEXT_OF_OTHERS, visual=1.0, lexical=LEXICAL),
        "unseen": _fit(base, parts, "words", text=1.0, visual=0.0, lexical=UNSEEN_LEXICAL),
        "picture": _fit(base, parts, "words", text=0.0, visual=1.0, lexical=0.0),
        "seen plain": _fit(base, parts, "words", text=TEXT, visual=1.0, lexical=LEXICAL, plain=True),
        "unseen plain": _fit(base, parts, "words", text=1.0, visual=0.0, lexical=UNSEEN_LEXICAL, plain=True),
        "picture plain": _fit(base, parts, "words", text=0.0, visual=1.0, lexical=0.0, plain=True),
        "alike": _fit_alike(sets, text=0.5, visual=0.5),
        "alike unseen": _fit_alike(sets, text=1.0, visual=0.0),
    }


def _seen(base: ScoreCalibration, parts: Sequence[Part]) -> ScoreLink:
    return _fit(base, parts, "words", text=TEXT, visual=1.0, lexical=LEXICAL)


def _fit(
    base: ScoreCalibration,
    parts: Sequence[Part],
    words: str,
    *,
    text: float,
    visual: float,
    lexical: float,
    plain: bool = False,
) -> ScoreLink:
    """Of all sets together: pictures side by side, undecided where a question is of another set."""
    rows = [one.fitted for one, _ in parts]
    scores = [_joined(one, words, text, visual, lexical)[one.fitted][:, _some(one, at)] for one, at in parts]
    truth = [one.truth[one.fitted][:, _some(one, at)] for one, at in parts]
    height, width = sum(map(len, scores)), sum(one.shape[1] for one in scores)
    every, all_truth = np.full((height, width), -9.0, np.float32), np.full((height, width), UNDECIDED, np.int8)
    row = column = 0
    for block, told in zip(scores, truth, strict=True):
        place = np.s_[row : row + len(block), column : column + block.shape[1]]
        every[place], all_truth[place] = block, told
        row, column = row + len(block), column + block.shape[1]
    scales = [base.scale_of(one) for (part, _), fitted in zip(parts, rows, strict=True) for one in part.vectors[fitted]]
    absent = np.concatenate([one.absent[one.fitted] for one, _ in parts])
    return fit_link(
        every,
        all_truth,
        scales=None if plain else scales,
        text=text,
        visual=visual,
        lexical=lexical,
        question_weights=np.where(absent, ABSENT_WEIGHT, 1.0),
    )


def _fit_alike(sets: Sequence[Measured], *, text: float, visual: float) -> ScoreLink:
    scores = np.concatenate([(text * one.alike[0] + visual * one.alike[1]).ravel() for one in sets])
    truth = np.concatenate([one.alike[2].ravel() for one in sets])
    return fit_link(scores[None], truth[None], scales=None, text=text, visual=visual, lexical=0.0)


def _joined(part: Measured, words: str, text: float, visual: float, lexical: float) -> NDArray[np.float32]:
    said = np.maximum(part.channels["descriptions"], part.channels["facts"])
    said = np.maximum(said, part.other_words) if words == "other words" else said
    joined: NDArray[np.float32] = (
        np.float32(visual) * part.channels["visual"]
        + np.float32(text) * said
        + np.float32(lexical) * part.channels["lexical"]
    )
    return joined


def _some(part: Measured, at: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    return np.ones(part.truth.shape[1], bool) if at is None else at


def _quality(found: ScoreCalibration, part: Measured, at: NDArray[np.bool_] | None) -> str:
    link = found.links["seen"]
    asked = ~(part.absent & part.fitted)
    scales = [found.scale_of(one) for one in part.vectors[asked]]
    joined = _joined(part, "words", link.text, link.visual, link.lexical)[asked][:, _some(part, at)]
    scores = probability(_odds(link, scales, joined))
    result = score_result(scores, part.truth[asked][:, _some(part, at)], absent=int(part.absent[asked].sum()))
    return (
        f"ECE {result.error:.4f}, of the first {result.looked_at} {result.error_looked_at:.3f}, absent above one half "
        f"{result.absent_above_half:.2f}"
    )


def _odds(link: ScoreLink, scales: Sequence[QuestionScale], joined: NDArray[np.float32]) -> NDArray[np.float32]:
    """As the channels' weights make it, since these hold what the link keeps of them."""
    rows = []
    for scale, row in zip(scales, joined, strict=True):
        weights = link.of(scale)
        slope = (weights.visual or weights.text) / (link.visual or link.text)
        rows.append(np.float32(weights.offset) + np.float32(slope) * row)
    return np.array(rows)


if __name__ == "__main__":
    main()
