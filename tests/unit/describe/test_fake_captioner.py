"""The fake that ships for tests keeps the promises that tests build on."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of

from tilescribe.describe import Captioner
from tilescribe.errors import CaptionerFailedError
from tilescribe.testing.captioners import FakeCaptioner


def test_it_is_a_captioner() -> None:
    assert isinstance(FakeCaptioner(), Captioner)


def test_equal_pixels_get_equal_captions_and_other_pixels_others() -> None:
    first, same, other = (tile_of(np.full((3, 8, 8), value, np.uint8)) for value in (9, 9, 10))
    captions = FakeCaptioner().describe([first, same, other])
    assert captions[0] == captions[1] != captions[2]


def test_it_fails_on_the_chosen_tile_only() -> None:
    tiles = [tile_of(np.full((3, 8, 8), value, np.uint8)) for value in (1, 2)]
    captions = FakeCaptioner(fails=lambda tile: tile.data.max() == 2).describe(tiles)
    assert [caption.failure is None for caption in captions] == [True, False]
    assert not captions[1].descriptions


def test_it_raises_for_a_batch_that_holds_the_chosen_tile() -> None:
    bad, good = (tile_of(np.full((3, 8, 8), value, np.uint8)) for value in (1, 2))
    captioner = FakeCaptioner(raises=lambda tile: tile.data.max() == 1)
    with pytest.raises(RuntimeError):
        captioner.describe([good, bad])
    assert len(captioner.describe([good])) == 1
    assert captioner.batches == [2, 1]


def test_it_dies_when_told() -> None:
    captioner = FakeCaptioner(dead_after=1)
    captioner.describe([tile_of(np.zeros((3, 8, 8), np.uint8))])
    with pytest.raises(CaptionerFailedError, match="after 1 batches"):
        captioner.describe([tile_of(np.zeros((3, 8, 8), np.uint8))])
