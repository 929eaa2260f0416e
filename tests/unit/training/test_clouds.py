"""Clouds hide what was there, and the sentences say so."""

from __future__ import annotations

import numpy as np
import torch
from training.clouds import CLOUDED, _under_clouds, clouded
from training.corpus import SETS, SIDE_PX, Corpus

from tilescribe.describe.builtin.vocabulary import THINGS

RSICD, UCM = (list(SETS).index(name) for name in ("rsicd", "ucm"))


def corpus(count: int) -> Corpus:
    """Dark green pictures of a forest; every second one is of a set that is not taken."""
    things = np.zeros((count, len(THINGS)), np.float32)
    things[:, THINGS.index("trees")] = 1
    return Corpus(
        np.full((count, SIDE_PX, SIDE_PX, 3), (20, 60, 20), np.uint8), [("a forest", "trees")] * count,
        np.ones(count, bool), np.zeros(count, np.int64), things, np.ones((count, len(THINGS)), bool),
        np.array([RSICD if at % 2 == 0 else UCM for at in range(count)]), [str(at) for at in range(count)],
    )  # fmt: skip


def test_the_share_that_is_hidden_is_about_what_was_asked_for() -> None:
    cover = torch.tensor([0.1, 0.5, 0.9])
    pictures = torch.full((3, 3, 64, 64), 0.2)
    under, shares = _under_clouds(pictures, cover, torch.Generator().manual_seed(1))
    np.testing.assert_allclose(shares, cover.numpy(), atol=0.15)
    assert under.min() >= 0
    assert under.max() <= 1
    bright = (under.mean(1) > 0.5).float().mean((1, 2)).numpy()
    np.testing.assert_allclose(bright, shares, atol=0.15)
    assert (under < 0.19).any(), "clouds have shadows"


def test_hidden_pictures_are_called_clouds_and_nothing_else() -> None:
    train = corpus(40)
    made = clouded(train, count=12)
    assert len(made) == 12
    assert (made.sources == list(SETS).index("clouded")).all()
    assert (made.scenes == -1).all()
    assert not made.human.any()
    assert set(made.captions) == {CLOUDED, (*CLOUDED, "a forest")}
    bright = (made.pictures.mean((1, 2, 3)) > 140).tolist()
    hidden = [texts == CLOUDED for texts in made.captions]
    assert sum(a == b for a, b in zip(bright, hidden, strict=True)) >= 9


def test_what_may_be_hidden_is_neither_there_nor_missing() -> None:
    train = corpus(20)
    made = clouded(train, count=5)
    assert not made.things_known[:, THINGS.index("trees")].any()
    assert made.things_known[:, THINGS.index("boats")].all()
    assert train.things_known.all(), "what it was made of stays as it was"
    assert (train.pictures == (20, 60, 20)).all()


def test_without_the_sets_there_are_none() -> None:
    train = corpus(4)
    train.sources[:] = UCM
    assert len(clouded(train)) == 0
