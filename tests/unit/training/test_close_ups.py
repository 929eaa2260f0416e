"""Close-ups are parts of open land, and nothing that a part may lack is claimed of it."""

from __future__ import annotations

import numpy as np
from training.close_ups import OPEN_LAND, close_ups
from training.corpus import SETS, SIDE_PX, Corpus
from training.sayings import things_named

from tilescribe.describe.builtin.vocabulary import SCENES, THINGS


def corpus(scene: str, count: int = 6) -> Corpus:
    pictures = np.random.default_rng(2).integers(60, 200, (count, SIDE_PX, SIDE_PX, 3)).astype(np.uint8)
    things = np.zeros((count, len(THINGS)), np.float32)
    things[:, THINGS.index("trees")] = 0.4
    return Corpus(
        pictures, [("some trees beside a field",)] * count, np.ones(count, bool),
        np.full(count, SCENES.index(scene)), things, np.ones((count, len(THINGS)), bool),
        np.full(count, list(SETS).index("rsicd")), [str(at) for at in range(count)],
    )  # fmt: skip


def test_parts_are_smoother_and_no_brighter() -> None:
    train = corpus("farmland")
    before = train.pictures.copy()
    made = close_ups(train)
    assert made.captions == [OPEN_LAND["farmland"]] * 6
    assert made.scenes.tolist() == [SCENES.index("farmland")] * 6

    def busy(pictures: np.ndarray) -> float:
        return float(np.abs(np.diff(pictures.astype(float), axis=1)).mean())

    assert busy(made.pictures) < busy(before) / 2
    assert made.pictures.mean() < before.mean()
    np.testing.assert_array_equal(train.pictures, before)


def test_what_a_part_may_lack_is_not_known_and_disasters_are_denied() -> None:
    made = close_ups(corpus("meadow"))
    assert not made.things_known[:, THINGS.index("trees")].any()
    flooded = THINGS.index("flooded buildings")
    assert made.things_known[:, flooded].all()
    assert not made.things[:, flooded].any()


def test_places_with_buildings_are_not_taken() -> None:
    assert len(close_ups(corpus("dense residential area"))) == 0
    for texts in OPEN_LAND.values():
        assert not any(things_named(text)[THINGS.index("houses")] for text in texts)
