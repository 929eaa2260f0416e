"""From what is said of pairs to figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.metrics import threshold_at_recall
from tilescribe.evaluate.pairs import AlteredLook, PairLook, measure_captions, measure_changes, questions_of
from tilescribe.evaluate.pairs.alterations import ALTERATIONS, bleached, shifted
from tilescribe.evaluate.pairs.measure import has_changed
from tilescribe.evaluate.pairs.words import denies_change


def pair(number: int = 0, **more: Any) -> Picture:
    return Picture(filename=f"{number}", container="/x", member=f"b{number}.png", before=f"a{number}.png", **more)


def look(
    magnitude: Sequence[float],
    *,
    sentences: Sequence[str] | None = None,
    changed: Sequence[float] | None = None,
    scores: Mapping[str, Sequence[float]] | None = None,
) -> PairLook:
    return PairLook(
        magnitude=np.array(magnitude, dtype=np.float32),
        sentences=tuple(sentences or [""] * len(magnitude)),
        tags={} if changed is None else {"changed": np.array(changed, dtype=np.float32)},
        scores={label: {"fused": np.array(values, dtype=np.float32)} for label, values in (scores or {}).items()},
    )


@pytest.mark.parametrize(
    "text",
    [
        "there is no difference",
        "the two scenes seem identical",
        "the scene is the same as before",
        "no change has occurred",
        "almost nothing has changed",
        "Nothing that can be measured has changed.",
        "There are hardly any changes.",
        "It has not changed.",
        "The place looks the same.",
    ],
)
def test_a_denial_is_understood(text: str) -> None:
    assert denies_change(text)


@pytest.mark.parametrize(
    "text",
    [
        "some houses are built along the road",
        "no change except a new road",
        "the trees are no longer so green",
        "two new houses are built in a group of the same kind of houses",
        "everything has changed",
        "",
    ],
)
def test_a_change_is_no_denial(text: str) -> None:
    assert not denies_change(text)


def test_whether_a_pair_has_changed_is_what_the_file_says_else_what_all_sentences_say() -> None:
    assert has_changed(pair(changed=False, captions=("new houses",))) is False
    assert has_changed(pair(captions=("no change", "there is no difference"))) is False
    assert has_changed(pair(captions=("new houses", "a new road"))) is True
    assert has_changed(pair(captions=("new houses", "no change"))) is None
    assert has_changed(pair(labels=("x",))) is None


def test_changed_or_not_is_told_by_magnitude_probability_and_sentence() -> None:
    pairs = [pair(at, changed=at < 2) for at in range(4)] + [pair(4)]
    found = measure_changes(
        pairs,
        look(
            [0.9, 0.2, 0.3, 0.1, 0.5],
            changed=[0.9, 0.8, 0.2, 0.1, 0.5],
            sentences=["new houses", "no change", "no change", "no change", "x"],
        ),
        {},
        captions=None,
    )
    assert (found.pairs, found.changed, found.unchanged) == (5, 2, 2)
    assert found.detection["magnitude"].auroc == pytest.approx(0.75)
    assert found.detection["magnitude"].average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert found.detection["probability"].auroc == 1
    assert found.detection["sentence"].auroc == pytest.approx(0.75)
    assert found.detection["magnitude"].pairs == 4


def test_the_probability_of_a_change_is_read_off_the_tags() -> None:
    seen = look([0.0] * 4)
    tags = {
        "no change": [0.9, 0.0, 0.0, 0.0],
        "flooded": [0.0, 0.7, 0.0, 0.0],
        "burnt": [0.0, 0.8, 0.0, 0.0],
        "uncertain": [0.0, 0.0, 0.95, 0.0],
    }
    arrays = {name: np.array(values, dtype=np.float32) for name, values in tags.items()}
    found = PairLook(seen.magnitude, seen.sentences, arrays, {}).probability
    assert found is not None
    assert found[:2] == pytest.approx([0.1, 0.8])
    assert np.isnan(found[2:]).all()
    assert PairLook(seen.magnitude, seen.sentences, {"uncertain": arrays["uncertain"]}, {}).probability is None


def test_a_captioner_without_numbers_is_measured_by_what_it_has() -> None:
    pairs = [pair(0, changed=True), pair(1, changed=False)]
    found = measure_changes(pairs, look([np.nan, np.nan], sentences=["a new road", "no change"]), {}, captions=None)
    assert list(found.detection) == ["sentence"]
    assert measure_changes(pairs[:1], look([0.5]), {}, captions=None).detection == {}


def test_a_label_is_measured_among_pairs_whose_labels_are_known() -> None:
    labels = [("destroyed",), ("destroyed",), ("damaged",), ("intact",), (), None]
    pairs = [pair(at, labels=own) for at, own in enumerate(labels)]
    scores = {"destroyed": [0.9, 0.5, 0.6, 0.1, 0.5, 1.0], "damaged": [0.2] * 6, "intact": [0.0, 0, 0, 1, 0, 0]}
    questions = questions_of(("damaged", "destroyed", "intact"), {"destroyed": "destroyed houses"})
    assert questions == {"damaged": "damaged", "destroyed": "destroyed houses", "intact": "intact"}
    found = measure_changes(pairs, look([0.0] * 6, scores=scores), questions, captions=None).labels
    one = found["destroyed"]
    assert (one.question, one.pairs, one.others) == ("destroyed houses", 2, 3)
    # 0.9 right; then 0.6 wrong; then two of 0.5, of which one is right.
    assert one.average_precision["fused"] == pytest.approx((1 + 2 / 4) / 2)
    assert one.false_alarms == pytest.approx(2 / 3)
    assert one.false_alarms_among == {"damaged": 1.0, "intact": 0.0, "none": 1.0}
    assert found["intact"].false_alarms == 0
    assert found["intact"].auroc == {"fused": 1.0, "magnitude": 0.5}


def test_a_tag_of_the_name_is_a_channel() -> None:
    pairs = [pair(0, labels=("flooded",)), pair(1, labels=())]
    seen = look([0.0, 0.0], scores={"flooded": [0.1, 0.9]})
    seen = PairLook(seen.magnitude, seen.sentences, {"flooded": np.array([0.8, 0.1], np.float32)}, seen.scores)
    found = measure_changes(pairs, seen, {"flooded": "flooded"}, captions=None).labels["flooded"]
    assert found.average_precision["tag"] == 1
    assert found.average_precision["fused"] == 0.5


def test_pairs_without_a_change_are_set_against_those_with_one() -> None:
    pairs = [pair(0, changed=True), pair(1, changed=False)]
    real = look([0.6, 0.0], changed=[0.9, 0.1], scores={"destroyed": [0.9, 0.1]})
    still = look([0.1, 0.7], changed=[0.2, 0.95], sentences=["no change", "new houses"], scores={"destroyed": [0.6, 0]})
    (row,) = measure_changes(
        [*pairs], real, {}, captions=None, altered=[AlteredLook("darker", still, not_compared=3)]
    ).alterations
    assert (row.alteration, row.pairs, row.not_compared) == ("darker", 2, 3)
    assert row.magnitude == pytest.approx(0.4)
    assert (row.said_changed, row.thought_changed) == (0.5, 0.5)
    assert row.auroc == {"magnitude": 0.5, "probability": 0.5}
    assert row.alarms == {"destroyed": 0.5}


def test_sentences_are_right_or_wrong_about_change_and_the_hybrid_counts_both() -> None:
    pytest.importorskip("nltk")
    pytest.importorskip("pycocoevalcap")
    pairs = [
        pair(0, captions=("many houses are built along the road",)),
        pair(1, captions=("a lake has dried up",)),
        pair(2, captions=("there is no difference",)),
        pair(3, captions=("no change has occurred",)),
        pair(4),
        pair(5, captions=("…",)),
    ]
    said = ["many houses are built along the road", "no change", "no change", "a new road", "x", "x"]
    found = measure_captions(pairs, look([0.0] * 6, sentences=said))
    assert found is not None
    assert found.every is not None
    assert found.changed is not None
    assert (found.every.pairs, found.changed.pairs) == (4, 2)
    assert (found.accuracy, found.accuracy_changed, found.accuracy_unchanged) == (0.5, 0.5, 0.5)
    assert found.hybrid == pytest.approx((2 * found.changed.mean + 2 * 0.5) / 4)
    bare = measure_captions(pairs, look([0.0] * 6, sentences=said), compare=False)
    assert bare is not None
    assert (bare.every, bare.changed, bare.hybrid, bare.accuracy) == (None, None, None, 0.5)
    assert measure_captions(pairs[4:], look([0.0] * 2)) is None


def test_the_threshold_finds_the_share_and_no_more() -> None:
    scores = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    right = np.array([True, True, False, True, True])
    assert threshold_at_recall(scores, right, recall=0.5) == 0.8
    assert threshold_at_recall(scores, right, recall=0.75) == 0.6
    assert threshold_at_recall(scores, right) == 0.5
    with pytest.raises(ValueError, match="no item is right"):
        threshold_at_recall(scores, ~right & right)


@given(st.integers(8, 40), st.integers(8, 40), st.integers(0, 9))
def test_every_alteration_gives_two_pictures_of_one_size_and_leaves_its_own_alone(
    height: int, width: int, seed: int
) -> None:
    picture = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    kept = picture.copy()
    for name, alter in ALTERATIONS.items():
        earlier, later = alter(picture)
        assert earlier.shape == later.shape, name
        assert earlier.dtype == later.dtype == np.uint8
        again = alter(picture)
        assert (earlier == again[0]).all()
        assert (later == again[1]).all()
        assert (picture == kept).all(), name


def test_a_shift_shows_the_same_ground_elsewhere() -> None:
    picture = np.arange(20 * 30 * 3, dtype=np.int64).reshape(20, 30, 3).astype(np.uint8)
    earlier, later = shifted(picture, by_px=(3, 2))
    assert (earlier[:-2, :-3] == later[2:, 3:]).all()
    with pytest.raises(ValueError, match="3 x 20 pixels cannot be shifted"):
        shifted(picture[:, :3])


def test_a_dry_season_changes_what_is_green_and_nothing_else() -> None:
    colours = np.array([[[60, 120, 50], [150, 150, 150], [180, 90, 80]]], dtype=np.uint8)
    dry = bleached(colours)
    assert dry[0, 0, 0] > 90
    assert (dry[0, 1:] == colours[0, 1:]).all()
