"""An encoder in the place of a captioner."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from tests.unit.describe.encoders.conftest import EncoderFolder
from tests.unit.describe.encoders.models import tile

from tilescribe.describe.encoders import EncoderCaptioner, load_encoder
from tilescribe.describe.encoders.local import LocalEncoder
from tilescribe.errors import CaptionerFailedError, ModelDamagedError
from tilescribe.testing import FakeEncoder


def test_each_tile_has_a_vector_and_no_words(encoder_folder: EncoderFolder) -> None:
    encoder = load_encoder(f"clip:{encoder_folder('clip')}")
    captions = EncoderCaptioner(encoder).describe([tile(1), tile(2)])
    for caption, vector in zip(captions, encoder.encode_pictures([tile(1), tile(2)]), strict=True):
        assert caption.visual is not None
        assert caption.visual.array() == pytest.approx(vector, abs=1e-3)
        assert (caption.visual.space, caption.visual.encoder) == (encoder.space, encoder.name)
        assert not caption.descriptions
    assert EncoderCaptioner(encoder).describe([]) == []


def test_another_way_to_prepare_pictures_is_another_author() -> None:
    one, other = FakeEncoder(space="a" * 32), FakeEncoder(space="b" * 32)
    assert EncoderCaptioner(one).author != EncoderCaptioner(other).author


def test_a_picture_without_a_vector_fails_alone() -> None:
    class Blind(FakeEncoder):
        def encode_pictures(self, tiles: Sequence[Any]) -> Any:
            found = super().encode_pictures(tiles)
            found[0] = np.nan
            return found

    first, second = EncoderCaptioner(Blind()).describe([tile(1), tile(2)])
    assert first.failure is not None
    assert "fake-encoder" in first.failure
    assert second.failure is None


def test_a_model_that_cannot_be_loaded_ends_the_run() -> None:
    class Damaged(FakeEncoder):
        def encode_pictures(self, tiles: Sequence[Any]) -> Any:
            raise ModelDamagedError("The model is damaged", remedy="Download it again")

    class Short(FakeEncoder):
        def encode_pictures(self, tiles: Sequence[Any]) -> Any:
            return super().encode_pictures(tiles)[1:]

    with pytest.raises(CaptionerFailedError, match="The model is damaged"):
        EncoderCaptioner(Damaged()).describe([tile(1)])
    with pytest.raises(CaptionerFailedError, match="0 vectors for 1 tiles"):
        EncoderCaptioner(Short()).describe([tile(1)])


def test_batches_shrink_where_memory_runs_out(encoder_folder: EncoderFolder) -> None:
    encoder = LocalEncoder(str(encoder_folder("clip")), batch_size=8)
    tiles = [tile(number) for number in range(5)]
    expected = encoder.encode_pictures(tiles)
    towers = encoder._towers
    assert towers is not None
    inner, sizes = towers.model.get_image_features, []

    def greedy(**inputs: Any) -> Any:
        sizes.append(len(inputs["pixel_values"]))
        if sizes[-1] > 2:
            raise RuntimeError("CUDA out of memory")
        return inner(**inputs)

    towers.model.get_image_features = greedy
    assert encoder.encode_pictures(tiles) == pytest.approx(expected, abs=1e-5)
    assert sizes == [5, 2, 2, 1]
    assert encoder.batch_size == 2


def test_a_closed_encoder_loads_again(encoder_folder: EncoderFolder) -> None:
    encoder = LocalEncoder(str(encoder_folder("clip")))
    before = encoder.encode_questions(["ships"])
    encoder.close()
    assert encoder._towers is None
    assert np.array_equal(encoder.encode_questions(["ships"]), before)
