"""Real architectures, tiny and with random weights, given two pictures at once; and those that take one only."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.describe.vlm.conftest import ModelFolder
from tests.unit.describe.vlm.pairs import made_pairs
from tests.unit.describe.vlm.zoo import teach, tokenizer

from tilescribe.describe.change_registry import load_change_captioner
from tilescribe.describe.registry import load_captioner
from tilescribe.describe.vlm import Request, load_prompt, request_for
from tilescribe.describe.vlm.generation import FIRST
from tilescribe.describe.vlm.local import TransformersCaptioner
from tilescribe.describe.vlm.local.prompt_style import prompt_style_of
from tilescribe.describe.vlm.local.tokens import why_not_several
from tilescribe.domain.description import DescriptionKind
from tilescribe.errors import InvalidOptionError

TOKENS = 12
SEVERAL = ("smolvlm", "qwen2_5_vl", "qwen3_vl", "llava_next", "llava_onevision", "internvl")
PAIRS = [*made_pairs(2), *made_pairs(1, side=64)]


def captioner_of(folder: Path, **options: object) -> TransformersCaptioner:
    options = {"device": "cpu", "dtype": "float32", "max_tokens": TOKENS, "pictures": 2} | options
    captioner = load_captioner(f"transformers:{folder}", **options)
    assert isinstance(captioner, TransformersCaptioner)
    return captioner


def requests() -> list[Request]:
    settings = replace(FIRST, max_tokens=TOKENS)
    return [request_for(pair, load_prompt("change"), settings=settings) for pair in PAIRS]


@pytest.mark.parametrize("name", SEVERAL)
def test_a_batch_of_pairs_says_of_each_what_it_says_of_it_alone(name: str, model_folder: ModelFolder) -> None:
    generator = captioner_of(model_folder(name))._generator
    asked = requests()
    together = generator.generate(asked)
    assert all(isinstance(answer, str) for answer in together)
    assert together == [generator.generate([one])[0] for one in asked]


@pytest.mark.parametrize("name", SEVERAL)
def test_both_pictures_and_their_order_matter(name: str, model_folder: ModelFolder) -> None:
    captioner = captioner_of(model_folder(name))
    (asked,) = requests()[:1]
    before, after = asked.pictures
    given = [(before, after), (after, before), (before, before)]
    first, turned, same = captioner._generator.first_logits(
        [replace(asked, pictures=pictures) for pictures in given], ""
    )
    assert not isinstance(first, Exception)
    assert not isinstance(turned, Exception)
    assert not isinstance(same, Exception)
    assert float((first - turned).abs().max()) > 1e-4
    assert float((first - same).abs().max()) > 1e-4


def test_the_message_has_two_pictures_and_then_the_question(model_folder: ModelFolder) -> None:
    captioner = captioner_of(model_folder("smolvlm"))
    (asked,) = requests()[:1]
    assert captioner._generator._rendered(asked) == f"user: <image><image>{asked.text}assistant:"


def test_the_author_names_model_and_prompt_as_for_single_pictures(model_folder: ModelFolder) -> None:
    captioner = captioner_of(model_folder("smolvlm"))
    assert captioner.author.captioner == "transformers:smolvlm"
    assert captioner.author.prompt_version == load_prompt("change").version


def test_a_model_that_was_taught_to_describes_the_change(tmp_path: Path, model_folder: ModelFolder) -> None:
    prompt = tmp_path / "flood.toml"
    prompt.write_text('pictures = 2\nkeys = ["changes", "summary"]\ntext = "What has changed?"\n')
    folder = Path(shutil.copytree(model_folder("llava_next"), tmp_path / "taught"))
    answer = json.dumps({"changes": [{"what": "water", "where": "west"}], "summary": "The west was flooded."})
    teach(folder, {str(prompt): answer}, steps=160)
    captions = captioner_of(folder, prompt=str(prompt), max_tokens=64).describe(PAIRS)
    for caption in captions:
        assert [(one.kind, one.text) for one in caption.descriptions] == [
            (DescriptionKind.CHANGE, "The west was flooded."),
            (DescriptionKind.CHANGE, "Water in the west."),
        ]


def test_less_fits_into_a_batch_of_pairs(model_folder: ModelFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def fits(_device: object, _config: object, *, tokens: int, **_sizes: int) -> int:
        seen.append(tokens)
        return 1

    monkeypatch.setattr("tilescribe.describe.vlm.local.generator.devices.batch_that_fits", fits)
    captioner_of(model_folder("qwen2_5_vl"), pictures=1)
    captioner_of(model_folder("qwen2_5_vl"))
    assert seen[1] - seen[0] == 256


def test_a_model_without_a_template_is_asked_in_plain_sentences(tmp_path: Path, model_folder: ModelFolder) -> None:
    folder = Path(shutil.copytree(model_folder("llava_next"), tmp_path / "plain"))
    (folder / "chat_template.jinja").unlink()
    captioner = load_change_captioner(f"transformers:{folder}")
    assert captioner.author.prompt_version == load_prompt("change-caption").version


# --- one picture only -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["florence2", "paligemma", "blip", "git"])
def test_a_model_that_only_captions_takes_one_picture_only(name: str, model_folder: ModelFolder) -> None:
    with pytest.raises(InvalidOptionError, match=f"{name}' takes one picture only .*Choose a vision-language model"):
        load_change_captioner(f"transformers:{model_folder(name)}")


REFUSING = (
    "{% if message['content'] | selectattr('type', 'equalto', 'image') | list | length > 1 %}"
    "{{ raise_exception('This model takes a single image.') }}{% endif %}"
)
FORGETFUL = "{% if part['type'] == 'image' %}{% if loop.first %}<image>\n{% endif %}{% else %}"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("{{ message['role'] }}", REFUSING + "{{ message['role'] }}", "This model takes a single image"),
        ("{% if part['type'] == 'image' %}<image>\n{% else %}", FORGETFUL, "refuses 2|image tokens of 2"),
    ],
)
def test_a_template_that_raises_or_leaves_the_second_picture_out_is_found_before_the_run(
    old: str, new: str, reason: str, tmp_path: Path, model_folder: ModelFolder
) -> None:
    folder = Path(shutil.copytree(model_folder("llava_next"), tmp_path / "single"))
    template = folder / "chat_template.jinja"
    words = template.read_text(encoding="utf-8")
    assert old in words
    template.write_text(words.replace(old, new), encoding="utf-8")
    with pytest.raises(InvalidOptionError, match=f"single' takes one picture only .*({reason})"):
        load_change_captioner(f"transformers:{folder}")
    assert captioner_of(folder, pictures=1).takes_prompt, "single pictures it describes as before"


def test_a_processor_that_has_room_for_one_is_found() -> None:
    """BLIP-2 puts the same number of tokens before the text, whatever is shown."""
    from transformers import Blip2Config, Blip2Processor
    from transformers.models.blip.image_processing_pil_blip import BlipImageProcessorPil

    words = tokenizer()
    processor = Blip2Processor(BlipImageProcessorPil(size={"height": 32, "width": 32}), words, num_query_tokens=4)
    config = Blip2Config(image_token_index=words.convert_tokens_to_ids("<image>"))
    style = prompt_style_of(processor, "blip-2")
    why = why_not_several(processor, config, style, side_px=32, pictures=2)
    assert why == "it gets 6 image tokens of 2, and 5 of one"


def test_the_prompt_must_be_for_two_pictures(model_folder: ModelFolder) -> None:
    name = f"transformers:{model_folder('smolvlm')}"
    with pytest.raises(InvalidOptionError, match="'disaster' is for single pictures"):
        load_change_captioner(name, prompt="disaster")
    with pytest.raises(InvalidOptionError, match="'change' is for two pictures"):
        load_captioner(name, prompt="change")
