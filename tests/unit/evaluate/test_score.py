"""Whether the score means what it says is measured by what people say of the pictures."""

from __future__ import annotations

import numpy as np
import pytest

from tilescribe.evaluate.metrics.calibration import calibration
from tilescribe.evaluate.score import NAMES, UNDECIDED, fit_link, named, shown
from tilescribe.evaluate.score.fitting import logistic
from tilescribe.evaluate.score.measure import auroc, score_result
from tilescribe.searching.calibration import QuestionScale, ScoreLink


def test_a_picture_shows_what_its_captions_name() -> None:
    captions = [("a bridge over a river", "green trees"), ("many houses along a road",), ("nothing of note",)]
    truth = shown(
        ["trees beside a river", "a bridge", "houses and a bridge", "NOTHING  of note", "blue paint"], captions
    )
    assert truth.tolist() == [
        [1, 0, 0],
        [1, 0, 0],
        [0, 0, 0],
        [UNDECIDED, UNDECIDED, 1],
        [UNDECIDED, UNDECIDED, UNDECIDED],
    ]


def test_names_are_words_and_not_parts_of_them() -> None:
    def names(text: str) -> set[str]:
        return {name for name, told in zip(NAMES, named(text), strict=True) if told}

    assert names("a parking lot in a park") >= {"parking lots", "park"}
    assert "park" not in names("a parking lot")
    assert "cars" not in names("scarce cards")
    assert "sea" in names("waves of the ocean")


def _odds(link: ScoreLink, scale: QuestionScale, scores: np.ndarray) -> np.ndarray:
    channels = link.of(scale)
    return channels.offset + channels.visual * scores


def test_the_fit_finds_the_link_that_made_the_answers() -> None:
    rng = np.random.default_rng(5)
    made = ScoreLink(
        offset=-1.0, prior=0.8, familiarity=-3.0, slope=9.0, steeper=-2.0, text=0.0, visual=1.0, lexical=0.0
    )
    scales = [QuestionScale(rng.uniform(0.1, 0.9), rng.uniform(-5, 0)) for _ in range(300)]
    scores = rng.normal(0.3, 0.25, (300, 400)).astype(np.float32)
    chances = 1 / (1 + np.exp(-np.array([_odds(made, *one) for one in zip(scales, scores, strict=True)])))
    truth = (rng.random(scores.shape) < chances).astype(np.int8)
    truth[:, :20] = UNDECIDED
    found = fit_link(scores, truth, scales=scales, text=0.0, visual=1.0, lexical=0.0)
    again = 1 / (1 + np.exp(-np.array([_odds(found, *one) for one in zip(scales, scores, strict=True)])))
    assert np.abs(again - chances).mean() < 0.01
    assert calibration(again[:, 20:].ravel(), truth[:, 20:].ravel() == 1).error < 0.01


def test_what_cannot_be_fitted_is_refused() -> None:
    with pytest.raises(ValueError, match="right and wrong"):
        fit_link(np.zeros((2, 3), np.float32), np.ones((2, 3), np.int8), scales=None, text=0, visual=1, lexical=0)


def test_figures_are_those_of_a_small_table() -> None:
    scores = np.array([[0.9, 0.2], [0.6, 0.8], [0.3, 0.1]], np.float32)
    truth = np.array([[1, 0], [0, 1], [0, 0]], np.int8)
    found = score_result(scores, truth, absent=1)
    assert (found.questions, found.absent_questions, found.pictures) == (2, 1, 2)
    assert found.error == pytest.approx((0.1 + 0.2 + 0.6 + 0.2 + 0.3 + 0.1) / 6)
    assert found.error_looked_at == pytest.approx(found.error)
    assert (found.above_half, found.precision_above_half, found.recall_above_half) == (3, pytest.approx(2 / 3), 1.0)
    assert (found.presence_auroc, found.absent_above_half, found.present_above_half) == (1.0, 0.0, 1.0)


def test_ties_are_half_right() -> None:
    assert auroc(np.array([0.5, 0.9], np.float32), np.array([0.5, 0.1], np.float32)) == pytest.approx(0.875)


def test_right_and_wrong_that_lie_apart_do_not_throw_the_fit_off() -> None:
    scores = np.concatenate([np.full((50, 100), 0.1), np.full((50, 5), 0.9)], axis=1).astype(np.float32)
    truth = (scores > 0.5).astype(np.int8)
    found = fit_link(scores, truth, scales=None, text=0, visual=1, lexical=0)
    odds = found.offset + found.slope * scores
    assert (odds[truth == 1] > 3).all()
    assert (odds[truth == 0] < -3).all()
    assert np.isfinite(odds).all()
    start = logistic(np.ones((100, 1)), np.r_[np.zeros(99), 1.0], np.ones(100), given=np.full(100, 25.0))
    assert start[0] + 25 == pytest.approx(np.log(1 / 99), abs=0.01)
