"""Cosines of other spaces on the scale of the built-in model's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tilescribe.searching.space_scales import (
    BANK,
    REFERENCE_LIKENESS,
    REFERENCE_MEAN,
    REFERENCE_SPREAD,
    UNFITTED_TRUST,
    ScaledVector,
    bank_of,
    likeness_scale,
    question_scale,
)
from tilescribe.testing import FakeEncoder


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return (vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)).astype(np.float32)


def space(seed: int, *, narrow: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """(texts, pictures) of a made-up model: each kind lies in a narrow cone about a direction of its own, as CLIP's."""
    rng = np.random.default_rng(seed)
    cones = rng.normal(size=(2, 32))
    meaning = rng.normal(size=(40, 32))
    texts, pictures = (unit(cone * narrow + meaning + rng.normal(size=(40, 32)) * 0.3) for cone in cones)
    return texts, pictures


def scores(scaled: ScaledVector, pictures: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.float32(scaled.scale.scale) * (pictures @ scaled.vector) + np.float32(scaled.scale.offset)


@settings(max_examples=30)
@given(seed=st.integers(0, 1000), narrow=st.floats(0, 3))
def test_scores_of_any_model_have_the_same_mean_and_spread(seed: int, narrow: float) -> None:
    texts, pictures = space(seed, narrow=narrow)
    found = np.stack([scores(question_scale(text, bank=texts, pictures=pictures), pictures) for text in texts])
    assert found.mean() == pytest.approx(REFERENCE_MEAN, abs=1e-3)
    assert found.std() == pytest.approx(UNFITTED_TRUST * REFERENCE_SPREAD, rel=1e-3)
    assert np.diag(found).mean() > REFERENCE_MEAN + UNFITTED_TRUST * REFERENCE_SPREAD, (
        "what belongs together stands out"
    )


@settings(max_examples=30)
@given(seed=st.integers(0, 1000), narrow=st.floats(0, 3))
def test_a_question_that_says_no_more_than_the_bank_scores_the_mean_everywhere(seed: int, narrow: float) -> None:
    texts, pictures = space(seed, narrow=narrow)
    found = scores(question_scale(texts.mean(axis=0), bank=texts, pictures=pictures), pictures)
    assert found == pytest.approx(np.full(len(pictures), REFERENCE_MEAN), abs=1e-3)


@settings(max_examples=30)
@given(seed=st.integers(0, 1000), narrow=st.floats(0, 3))
def test_the_same_picture_is_like_itself_and_others_are_as_like_as_usual(seed: int, narrow: float) -> None:
    _, pictures = space(seed, narrow=narrow)
    found = scores(likeness_scale(pictures[0], pictures=pictures), pictures)
    assert found[0] == pytest.approx(1, abs=1e-4)
    assert found.mean() == pytest.approx(REFERENCE_LIKENESS, abs=1e-3)
    assert list(np.argsort(found)) == list(np.argsort(pictures @ pictures[0])), "the order is that of cosines"


def test_a_model_that_sees_the_same_everywhere_tells_nothing_apart() -> None:
    texts, _ = space(1, narrow=2)
    same = np.repeat(texts[:1], 20, axis=0)
    rng = np.random.default_rng(0)
    nearly = (same + rng.normal(size=same.shape) * 1e-7).astype(np.float32)
    found = scores(question_scale(texts[3], bank=np.repeat(texts[:1], 9, axis=0), pictures=nearly), nearly)
    assert np.ptp(found) < 0.01
    assert np.isfinite(scores(likeness_scale(same[0], pictures=nearly), nearly)).all()


@pytest.mark.parametrize("count", [0, 1])
def test_with_hardly_any_picture_there_is_a_scale_all_the_same(count: int) -> None:
    texts, pictures = space(2, narrow=1)
    for scaled in (
        question_scale(texts[0], bank=texts, pictures=pictures[:count]),
        likeness_scale(pictures[0], pictures=pictures[:count]),
    ):
        assert np.isfinite(scores(scaled, pictures)).all()


def test_the_bank_is_read_once(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tilescribe.config.cache_dir", lambda: tmp_path)
    first, second, other = FakeEncoder(), FakeEncoder(), FakeEncoder(space="another space")
    bank = bank_of(first)
    assert bank.shape == (len(BANK), 3)
    assert bank_of(second) == pytest.approx(bank, abs=1e-3)
    bank_of(other)
    assert (len(first.questions), second.questions, len(other.questions)) == (len(BANK), [], len(BANK))
