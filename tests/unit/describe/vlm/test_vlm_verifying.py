"""Yes or no, from the first token that a model would write."""

from __future__ import annotations

import pytest
import torch
from tests.unit.describe.vlm.conftest import ModelFolder
from tests.unit.describe.vlm.test_vlm_architectures import captioner_of, tiles
from tests.unit.describe.vlm.zoo import tokenizer

from tilescribe.describe.vlm.local.yes_no import yes_probability


def logits_of(words: dict[str, float]) -> tuple[object, torch.Tensor]:
    """A tokenizer, and logits under which these words have these probabilities, and other tokens share the rest."""
    tokens = tokenizer("yes", "Yes", "no", " no", "fog")
    shares = torch.full((len(tokens),), (1 - sum(words.values())) / len(tokens))
    for word, share in words.items():
        shares[tokens.convert_tokens_to_ids(word)] += share
    return tokens, shares.log()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ({"yes": 0.6, "no": 0.2}, 0.75),
        ({"yes": 0.3, "Yes": 0.3, "no": 0.1, " no": 0.1}, 0.75),
        ({"no": 0.9}, 0.0),
        ({"Yes": 0.9}, 1.0),
    ],
)
def test_all_spellings_count_against_all_spellings(words: dict[str, float], expected: float) -> None:
    probability = yes_probability(*logits_of(words))
    assert probability == pytest.approx(expected, abs=0.01)


def test_a_model_about_to_say_neither_has_no_opinion() -> None:
    assert yes_probability(*logits_of({"fog": 0.995})) is None


def test_the_probability_is_that_of_what_the_model_would_write_first(model_folder: ModelFolder) -> None:
    """Yes and no are made likely in the last layer, yes e times as likely: 1 / (1 + 1 / e)."""
    captioner = captioner_of("llava_next", model_folder)
    model = captioner._generator._model()
    words = captioner._processor.tokenizer
    yes, no = (words.encode(word, add_special_tokens=False) for word in (" yes", " no"))
    assert (len(yes), len(no)) == (1, 1)
    head = model.get_output_embeddings()

    def likely(_layer: object, _inputs: object, logits: torch.Tensor) -> torch.Tensor:
        logits[...] = -20.0
        logits[..., yes[0]], logits[..., no[0]] = 1.0, 0.0
        return logits

    handle = head.register_forward_hook(likely)
    assert captioner.yes_probabilities(tiles((40, 40), (30, 50), (64, 64)), "a lake") == pytest.approx(
        [0.731] * 3, abs=0.001
    )
    handle.remove()


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")  # see the architectures
def test_the_question_is_what_the_model_reads(model_folder: ModelFolder) -> None:
    captioner = captioner_of("paligemma", model_folder)
    read: list[str] = []
    inner = captioner._processor.tokenizer.batch_decode
    model = captioner._generator._model()
    generate = model.generate

    def noting(**inputs: object) -> object:
        read.extend(inner(inputs["input_ids"], skip_special_tokens=True))
        return generate(**inputs)

    model.generate = noting
    captioner.yes_probabilities(tiles((28, 28)), "a lake")
    assert read == ["answer en does the image show a lake?\n"]
