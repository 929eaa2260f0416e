"""Each architecture through the path that real models take: files on disk, processors, both towers."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from tests.unit.describe.encoders.conftest import EncoderFolder
from tests.unit.describe.encoders.models import ARCHITECTURES, tile

from tilescribe.describe.encoders import VisualEncoder, load_encoder

QUESTIONS = ("ships in the harbour", "green fields with trees")


@pytest.fixture(params=ARCHITECTURES)
def encoder(request: pytest.FixtureRequest, encoder_folder: EncoderFolder) -> VisualEncoder:
    return load_encoder(f"clip:{encoder_folder(request.param)}", dtype="float32", device="cpu")


def test_pictures_and_questions_are_unit_vectors_of_one_length(encoder: VisualEncoder) -> None:
    seen, asked = encoder.encode_pictures([tile(1), tile(2), tile(3)]), encoder.encode_questions(QUESTIONS)
    assert (seen.shape[0], asked.shape[0]) == (3, 2)
    assert seen.shape[1] == asked.shape[1] > 0
    assert seen.dtype == asked.dtype == np.float32
    assert np.linalg.norm(seen, axis=1) == pytest.approx(np.ones(3), abs=1e-5)
    assert np.linalg.norm(asked, axis=1) == pytest.approx(np.ones(2), abs=1e-5)


def test_other_pictures_and_other_words_have_other_vectors(encoder: VisualEncoder) -> None:
    seen, asked = encoder.encode_pictures([tile(1), tile(2)]), encoder.encode_questions(QUESTIONS)
    assert float(seen[0] @ seen[1]) < 0.9999
    assert float(asked[0] @ asked[1]) < 0.9999


def test_vectors_do_not_depend_on_the_batch(encoder: VisualEncoder) -> None:
    tiles = [tile(number) for number in range(5)]
    together = encoder.encode_pictures(tiles)
    encoder.batch_size = 2
    assert encoder.encode_pictures(tiles) == pytest.approx(together, abs=1e-4)
    alone = np.concatenate([encoder.encode_questions([question]) for question in QUESTIONS])
    assert encoder.encode_questions(QUESTIONS) == pytest.approx(alone, abs=1e-4)


def test_a_long_question_is_cut_and_an_odd_one_is_read(encoder: VisualEncoder) -> None:
    found = encoder.encode_questions(["ships " * 300, "\ud800", "🛰 港"])
    assert np.isfinite(found).all()


def test_the_vectors_are_those_of_the_model_itself(encoder_folder: EncoderFolder) -> None:
    import torch
    from PIL import Image
    from transformers import AutoImageProcessor, AutoTokenizer, CLIPModel

    from tilescribe.describe.builtin.pictures import picture_of

    folder = encoder_folder("clip")
    encoder = load_encoder(f"clip:{folder}", dtype="float32", device="cpu", templates=("a view of {}",))
    model = CLIPModel.from_pretrained(folder)
    pictures: Any = AutoImageProcessor.from_pretrained(folder)
    words: Any = AutoTokenizer.from_pretrained(folder)
    shown = pictures(images=[Image.fromarray(picture_of(tile(1)))], return_tensors="pt")
    with torch.inference_mode():
        seen = model.get_image_features(**shown).pooler_output[0]
        asked = model.get_text_features(**words(["a view of ships"], return_tensors="pt")).pooler_output[0]
    assert encoder.encode_pictures([tile(1)])[0] == pytest.approx((seen / seen.norm()).numpy(), abs=1e-5)
    assert encoder.encode_questions(["ships?"])[0] == pytest.approx((asked / asked.norm()).numpy(), abs=1e-5)


def test_half_precision_is_close(encoder_folder: EncoderFolder) -> None:
    name = f"clip:{encoder_folder('clip')}"
    exact = load_encoder(name, dtype="float32").encode_pictures([tile(1), tile(2)])
    half = load_encoder(name, dtype="bfloat16").encode_pictures([tile(1), tile(2)])
    assert (exact * half).sum(axis=1) == pytest.approx(np.ones(2), abs=0.01)
    assert not np.array_equal(exact, half)


def test_questions_are_the_mean_of_their_templates(encoder_folder: EncoderFolder) -> None:
    name = f"clip:{encoder_folder('clip')}"
    one, other = ("a map of {}", "{} from above")
    each = [load_encoder(name, templates=(template,)).encode_questions(["ships"])[0] for template in (one, other)]
    mean = np.mean(each, axis=0)
    both = load_encoder(name, templates=(one, other)).encode_questions(["ships"])[0]
    assert both == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)


def test_the_whole_of_a_tile_that_is_no_square_is_seen(encoder_folder: EncoderFolder) -> None:
    encoder = load_encoder(f"clip:{encoder_folder('clip')}")
    wide = tile(1, width=56)
    other = tile(1, width=56)
    other.data[:, :, :10] = 255 - other.data[:, :, :10]  # where a crop to the middle would not look
    seen = encoder.encode_pictures([wide, other])
    assert float(seen[0] @ seen[1]) < 0.9999
