"""What is at a hit is a probability: of questions that can be known, and of those that cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.catalog.fusion import ChannelWeights, Weights, probability
from tilescribe.catalog.query import RankedTile, TileRanking
from tilescribe.embed import load_embedder
from tilescribe.embed.base import Embedder
from tilescribe.searching.calibration import (
    LEAST_FAMILIARITY,
    QuestionScale,
    ScoreCalibration,
    ScoreLink,
    packaged_calibration,
)
from tilescribe.searching.question_vectors import embedded_questions
from tilescribe.searching.question_weights import is_calibrated, notices_of_question, weights_of_part
from tilescribe.testing import HashEmbedder

NOTHING = TileRanking((), 0, 0)


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def weights(question: str, embedder: Embedder) -> Weights:
    vector = embedded_questions([question], embedder)[0]
    return packaged_calibration().weights(vector, space=embedder.fingerprint)


def seen(question: str, cosine: float, embedder: Embedder) -> float:
    channels = weights(question, embedder).seen
    odds = channels.offset + channels.visual * cosine + channels.text * cosine
    return float(probability(np.array([odds], np.float32))[0])


def test_the_packaged_calibration_is_that_of_the_default_embedder(embedder: Embedder) -> None:
    assert is_calibrated(embedder.fingerprint)
    assert packaged_calibration().kinds.shape[1] == embedder.dim
    assert np.linalg.norm(packaged_calibration().kinds, axis=1) == pytest.approx(1, abs=1e-5)


def test_no_picture_comes_near_to_a_question_without_meaning(embedder: Embedder) -> None:
    """No picture of RSICD val has a cosine of 0.25 with one of them, where captions reach 0.9 with theirs."""
    for question in ("asdfghjkl", "qwertz uiop", "a recipe for apple pie"):
        assert seen(question, 0.25, embedder) < 0.2
    for question in ("a bridge over a river", "a baseball field", "many buildings are near a road"):
        assert seen(question, 0.9, embedder) > 0.4


def test_what_is_in_every_other_picture_is_likelier_at_the_same_cosine(embedder: Embedder) -> None:
    assert seen("many green trees", 0.5, embedder) > seen("a stadium", 0.5, embedder)


def test_questions_without_meaning_are_less_familiar_than_those_about_pictures(embedder: Embedder) -> None:
    calibration = packaged_calibration()

    def familiarity(question: str) -> float:
        return calibration.scale_of(embedded_questions([question], embedder)[0]).familiarity

    assert all(familiarity(text) < LEAST_FAMILIARITY for text in ("asdfghjkl", "qwertz uiop", "река с деревьями"))
    assert all(familiarity(text) > 2 * LEAST_FAMILIARITY for text in ("a river", "destroyed houses", "ships in a port"))


def test_vectors_of_an_unknown_embedder_are_weighed_alike_whatever_is_asked(embedder: Embedder) -> None:
    vectors = embedded_questions(["a stadium", "asdfghjkl"], embedder)
    plain, other = (packaged_calibration().weights(one, space="another embedder") for one in vectors)
    assert plain == other
    assert not is_calibrated("another embedder")


link = st.builds(
    ScoreLink, *([st.floats(-20, 20)] * 5), text=st.floats(0, 1), visual=st.floats(0, 1), lexical=st.floats(0, 1)
)


@given(link, st.floats(-1, 1), st.floats(-10, 3))
def test_a_better_score_never_makes_a_tile_less_probable(link: ScoreLink, familiarity: float, prior: float) -> None:
    channels = link.of(QuestionScale(familiarity, prior))
    assert min(channels.text, channels.visual, channels.lexical) >= 0


def test_a_calibration_survives_being_written(tmp_path: Path) -> None:
    calibration = packaged_calibration()
    calibration.save(tmp_path / "again.npz")
    again = ScoreCalibration.load(tmp_path / "again.npz")
    assert again.links == calibration.links
    assert (again.version, again.embedder) == (calibration.version, calibration.embedder)
    np.testing.assert_allclose(again.kinds, calibration.kinds, atol=0.01)
    np.testing.assert_allclose(again.prior, calibration.prior, rtol=1e-3)


@pytest.mark.parametrize("question", ["asdfghjkl", "被毁的房屋", "разрушенные дома у дороги"])
def test_a_question_that_means_nothing_gets_a_hint_that_names_it(question: str, embedder: Embedder) -> None:
    vector = embedded_questions([question], embedder)[0]
    (notice,) = notices_of_question(question, vector, NOTHING, embedder=embedder)
    assert question in notice
    assert "multilingual embedder" in notice


@pytest.mark.parametrize("question", ["destroyed houses", "a bridge over a river", "ships", "swimming pools"])
def test_an_ordinary_question_gets_none(question: str, embedder: Embedder) -> None:
    vector = embedded_questions([question], embedder)[0]
    assert notices_of_question(question, vector, NOTHING, embedder=embedder) == ()


def test_a_word_that_stands_in_the_catalog_has_a_meaning(embedder: Embedder) -> None:
    tile: Any = None
    description: Any = None
    for score, channels in ((0.1, {"dense": 0.2, "lexical": 0.4}), (0.5, {"dense": 0.6})):
        found = TileRanking((RankedTile(tile, score, channels, description, ()),), 1, 0)
        assert notices_of_question("asdf", embedded_questions(["asdf"], embedder)[0], found, embedder=embedder) == ()


def test_scores_that_nobody_has_measured_are_said_to_be_none(embedder: Embedder) -> None:
    other = HashEmbedder()
    (notice,) = notices_of_question("a lake", other.embed(["a lake"])[0], NOTHING, embedder=other)
    assert "not calibrated" in notice


def test_in_a_part_of_a_question_what_is_said_counts_more() -> None:
    weights = Weights(
        seen=ChannelWeights(offset=-6.0, text=0.4, visual=8.0, lexical=0.8),
        unseen=ChannelWeights(offset=-4.0, text=7.0, lexical=1.0),
    )
    part, sentence = weights_of_part(weights, sentence=False), weights_of_part(weights, sentence=True)
    assert (part.seen.text, part.seen.visual, part.seen.lexical) == pytest.approx((1.6, 8.0, 1.2))
    assert (sentence.seen.text, sentence.seen.lexical) == pytest.approx((1.6, 0.8))
    assert part.unseen == weights.unseen, "where nobody looked, all is said already"

    def log_odds(of: Weights) -> float:  # at the usual cosine, without a shared word
        return of.seen.offset + of.seen.text * 0.4

    assert log_odds(part) == pytest.approx(log_odds(weights))
    described = replace(weights, seen=ChannelWeights(offset=-6.0, text=3.0, visual=8.0, lexical=4.0))
    assert weights_of_part(described, sentence=False) == described, "what counts more already stays"
