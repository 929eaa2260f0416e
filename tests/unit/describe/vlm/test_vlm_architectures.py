"""Ten real architectures, tiny and with random weights, through the path that real models take."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tests.unit.describe.made_up import tile_of
from tests.unit.describe.vlm.conftest import ModelFolder
from tests.unit.describe.vlm.zoo import ARCHITECTURES

from tilescribe.describe import Captioner, load_captioner
from tilescribe.describe.vlm import Request, Verifier, load_prompt, request_for
from tilescribe.describe.vlm.generation import FIRST, Settings
from tilescribe.describe.vlm.local import TransformersCaptioner
from tilescribe.describe.vlm.local.tokens import image_tokens
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import CaptionerFailedError, InvalidOptionError

# PaliGemma's processor turns tensors into arrays in a way that NumPy will one day refuse.
pytestmark = pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")

TOKENS = 12
IMAGE_TOKENS = {
    "smolvlm": 4,  # (32 / 8 / 2)²
    "qwen2_5_vl": 256,  # (448 / 28)²
    "qwen3_vl": 196,  # (448 / 32)²
    "llava_next": 10,  # the whole, 4, and the same again in rows that end with one more, 2 (2 + 1)
    "llava_onevision": 10,
    "internvl": 1,  # (28 / 14 / 2)²
    "paligemma": 4,  # (28 / 14)²
    "florence2": 17,
    "blip": 17,  # (32 / 8)² + 1
    "git": 17,
}


def captioner_of(name: str, model_folder: ModelFolder, **options: object) -> TransformersCaptioner:
    options = {"device": "cpu", "dtype": "float32", "max_tokens": TOKENS} | options
    captioner = load_captioner(f"transformers:{model_folder(name)}", **options)
    assert isinstance(captioner, TransformersCaptioner)
    return captioner


def tiles(*shapes: tuple[int, int]) -> list[TilePixels]:
    """Of these heights and widths: a slope, fine stripes, a chequered one, darkness with a light."""
    made = []
    for number, (height, width) in enumerate(shapes):
        rows, columns = np.mgrid[:height, :width]
        kinds = (rows * 2, columns % 2 * 255, (rows // 8 + columns // 8) % 2 * 255, (rows + columns < 20) * 255)
        grey = kinds[number % 4]
        made.append(tile_of(np.stack([grey, 255 - grey, grey // (number + 1)]).astype(np.uint8)))
    return made


MIXED = ((64, 64), (40, 90), (128, 100), (31, 31))


def requests(some: list[TilePixels]) -> list[Request]:
    settings = replace(FIRST, max_tokens=TOKENS)
    return [request_for(tile, load_prompt("general"), settings=settings) for tile in some]


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_batch_of_mixed_sizes_says_of_each_tile_what_it_says_of_it_alone(
    name: str, model_folder: ModelFolder
) -> None:
    generator = captioner_of(name, model_folder)._generator
    asked = requests(tiles(*MIXED))
    together = generator.generate(asked)
    assert together == [generator.generate([one])[0] for one in asked]
    assert all(isinstance(answer, str) for answer in together)
    assert any(together)
    assert len(set(together)) > 1, "the picture must make a difference"


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_an_answer_is_no_longer_than_asked_and_has_nothing_of_the_prompt(name: str, model_folder: ModelFolder) -> None:
    captioner = captioner_of(name, model_folder)
    (asked,) = requests(tiles((64, 64)))
    (answer,) = captioner._generator.generate([asked])
    assert isinstance(answer, str)
    assert len(captioner._processor.tokenizer.encode(answer, add_special_tokens=False)) <= 3 * TOKENS
    assert "image analyst" not in answer
    assert "caption en" not in answer
    assert "assistant" not in answer


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_every_tile_gets_a_caption_and_the_same_one_again(name: str, model_folder: ModelFolder) -> None:
    captioner = captioner_of(name, model_folder)
    some = tiles(*MIXED[:2])
    first = captioner.describe(some)
    assert len(first) == 2
    assert all(bool(caption.failure) != bool(caption.descriptions) for caption in first)
    assert captioner_of(name, model_folder).describe(some) == first


@pytest.mark.parametrize("name", ARCHITECTURES)
def test_a_tile_is_one_picture_and_its_tokens_are_counted(name: str, model_folder: ModelFolder) -> None:
    captioner = captioner_of(name, model_folder)
    assert captioner.image_tokens == IMAGE_TOKENS[name]
    assert captioner.input_side_px in (28, 32, 448)
    generator = captioner._generator
    larger = image_tokens(
        captioner._processor, generator._config, captioner._style, side_px=4 * captioner.input_side_px
    )
    assert larger == IMAGE_TOKENS[name], "a larger picture costs no more"


def test_they_are_captioners_and_verifiers(model_folder: ModelFolder) -> None:
    captioner = captioner_of("smolvlm", model_folder)
    assert isinstance(captioner, Captioner)
    assert isinstance(captioner, Verifier)
    assert captioner.author.captioner == "transformers:smolvlm"
    assert captioner.author.prompt_version == load_prompt("general").version


def test_a_model_without_a_template_is_asked_in_plain_sentences(tmp_path: Path, model_folder: ModelFolder) -> None:
    folder = Path(shutil.copytree(model_folder("llava_next"), tmp_path / "plain"))
    (folder / "chat_template.jinja").unlink()
    captioner = captioner_of("plain", lambda _name: folder)
    assert captioner.author.prompt_version == load_prompt("caption").version
    assert captioner.image_tokens == IMAGE_TOKENS["llava_next"]
    answers = captioner._generator.generate(requests(tiles(*MIXED[:2])))
    assert [type(answer) for answer in answers] == [str, str]


def test_what_is_drawn_at_random_follows_from_the_settings_and_leaves_other_randomness_alone(
    model_folder: ModelFolder,
) -> None:
    generator = captioner_of("llava_next", model_folder)._generator
    (asked,) = requests(tiles((64, 64)))
    drawn = {
        seed: generator.generate([replace(asked, settings=Settings(TOKENS, temperature=2.0, seed=seed))])
        for seed in (1, 2)
    }
    assert drawn[1] != drawn[2]
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    assert generator.generate([replace(asked, settings=Settings(TOKENS, temperature=2.0, seed=1))]) == drawn[1]
    assert torch.rand(1) == expected


@pytest.mark.parametrize("name", ["florence2", "paligemma", "blip", "git"])
def test_a_model_that_only_captions_takes_no_prompt(name: str, model_folder: ModelFolder) -> None:
    with pytest.raises(InvalidOptionError, match="takes no prompt"):
        captioner_of(name, model_folder, prompt="disaster")


def test_a_prompt_for_questions_does_not_describe(model_folder: ModelFolder) -> None:
    with pytest.raises(InvalidOptionError, match="asks for no description"):
        captioner_of("smolvlm", model_folder, prompt="verify")


def test_a_model_without_questions_says_so(model_folder: ModelFolder) -> None:
    with pytest.raises(CaptionerFailedError, match="cannot answer questions"):
        captioner_of("blip", model_folder).yes_probabilities(tiles((32, 32)), "a lake")
