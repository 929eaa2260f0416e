"""The scale of a space is found again where the answers were made with one, and noise is given none."""

from __future__ import annotations

import numpy as np
import pytest

from tilescribe.catalog.fusion import ChannelWeights, VisualScale, Weights, probability
from tilescribe.evaluate.score.evidence import Evidence
from tilescribe.evaluate.score.fitting import CannotFitError
from tilescribe.evaluate.score.spaces import NOTHING, fit_space

QUESTIONS, PICTURES = 150, 200
SEEN = ChannelWeights(offset=-3.0, text=1.0, visual=8.0, lexical=0.5)


def evidence(*, seed: int = 0, own: bool, scale: VisualScale | None) -> tuple[Evidence, list[Weights]]:
    """Answers that are as probable as the weights say; the space `s` is drawn at random, and counts by the scale."""
    rng = np.random.default_rng(seed)
    shape = (QUESTIONS, PICTURES)
    visual = {"s": rng.normal(0, 0.1, shape).astype(np.float32)}
    if own:
        visual["own"] = rng.normal(0.3, 0.2, shape).astype(np.float32)
    made = Evidence(
        questions=tuple(map(str, range(QUESTIONS))),
        vectors=np.zeros((QUESTIONS, 2), np.float32),
        text=rng.normal(0.3, 0.2, shape).astype(np.float32),
        lexical=np.zeros(shape, np.float32),
        visual=visual,
        truth=np.zeros(shape, np.int8),
        absent=np.zeros(QUESTIONS, bool),
        fitted=np.ones(QUESTIONS, bool),
        captions=(("",),) * PICTURES,
    )
    weights = [Weights(seen=SEEN)] * QUESTIONS
    spaces = {"s": scale or NOTHING}
    chances = probability(made.log_odds([Weights(seen=SEEN, spaces=spaces)] * QUESTIONS))
    made.truth[:] = rng.random(shape) < chances
    return made, weights


@pytest.mark.parametrize("own", [True, False])
def test_the_scale_that_made_the_answers_is_found(own: bool) -> None:
    made = VisualScale(scale=2.5, offset=0.2, share=0.8 if own else 1.0)
    found = fit_space(*evidence(own=own, scale=made), space="s", own="own" if own else None)
    assert (found.scale, found.offset, found.share) == pytest.approx((made.scale, made.offset, made.share), rel=0.25)


@pytest.mark.parametrize("seed", range(5))
def test_noise_gets_no_share(seed: int) -> None:
    assert fit_space(*evidence(seed=seed, own=True, scale=None), space="s", own="own") == NOTHING


def test_a_space_that_says_the_contrary_gets_no_share() -> None:
    made, weights = evidence(own=True, scale=VisualScale(scale=2.5, offset=0.2, share=0.8))
    made.visual["s"][:] *= -1
    assert fit_space(made, weights, space="s", own="own") == NOTHING


def test_pictures_without_a_vector_are_passed_over() -> None:
    made, weights = evidence(own=True, scale=VisualScale(scale=2.5, offset=0.2, share=0.8))
    made.visual["s"][:, ::4] = np.nan
    made.visual["own"][:, 1::4] = 0
    assert fit_space(made, weights, space="s", own="own").share == pytest.approx(0.8, rel=0.3)


def test_answers_that_are_all_alike_are_refused() -> None:
    made, weights = evidence(own=False, scale=None)
    made.truth[:] = 0
    with pytest.raises(CannotFitError, match="right and wrong"):
        fit_space(made, weights, space="s", own=None)
