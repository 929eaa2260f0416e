"""Figures of the tags of disasters mean what they say."""

from __future__ import annotations

import math

import numpy as np
import pytest
from training.corpus import SETS, Corpus
from training.disaster_report import TagFigures, auroc, tag_figures

from tilescribe.describe.builtin.vocabulary import THINGS

SMOKE = THINGS.index("smoke")


def corpus(shows: list[bool | None]) -> Corpus:
    """Pictures that show smoke, do not, or of which it is not known."""
    n = len(shows)
    things, known = np.zeros((n, len(THINGS)), np.float32), np.zeros((n, len(THINGS)), bool)
    things[:, SMOKE] = [bool(one) for one in shows]
    known[:, SMOKE] = [one is not None for one in shows]
    return Corpus(
        np.zeros((n, 8, 8, 3), np.uint8), [("",)] * n, np.zeros(n, bool), np.full(n, -1), things, known,
        np.full(n, list(SETS).index("wildfire")), [str(at) for at in range(n)],
    )  # fmt: skip


def test_what_could_not_be_told_counts_neither_way() -> None:
    things = np.zeros((6, len(THINGS)), np.float32)
    things[:, SMOKE] = [0.9, 0.4, 0.6, 0.1, 0.99, 0.5]
    found = tag_figures(things, corpus([True, True, False, False, None, True]), "smoke")
    assert found == TagFigures(shown=3, without=2, found=2, wrong=1)
    assert found.precision == pytest.approx(2 / 3)


def test_a_tag_that_is_never_given_has_no_precision() -> None:
    assert math.isnan(tag_figures(np.zeros((2, len(THINGS)), np.float32), corpus([True, False]), "smoke").precision)


def test_auroc_is_the_share_of_pairs_in_order() -> None:
    right, wrong = np.array([0.9, 0.5, 0.5], np.float32), np.array([0.5, 0.1], np.float32)
    pairs = [float(a > b) + float(a == b) / 2 for a in right for b in wrong]
    assert auroc(right, wrong) == pytest.approx(np.mean(pairs))
    assert auroc(right, right) == pytest.approx(0.5)
