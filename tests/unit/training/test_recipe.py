"""The recipe of the built-in model runs, learns, and makes what the package can load."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from training.corpus import Corpus, load_corpus
from training.recipe import Plan, train_model
from training.sayings import SCENE_OF_LABEL, label_sayings, things_named
from training.seeing import averaged, recall_of, train_encoder

from tilescribe.describe.builtin.config import EncoderConfig
from tilescribe.describe.builtin.model import BuiltinModel
from tilescribe.describe.builtin.network import Encoder
from tilescribe.describe.builtin.vocabulary import SCENES, THINGS

SMALL = EncoderConfig(width=32, heads=2, depth=2, patch_px=16, grid=4, middle=1)
SPACE = "space of the test"


@pytest.fixture(scope="module")
def corpora(data: Path) -> tuple[Corpus, Corpus, Corpus]:
    return load_corpus(data)


@pytest.fixture(scope="module")
def trained(corpora: tuple[Corpus, Corpus, Corpus], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    train, val, held_out = corpora
    lines: list[str] = []
    out = tmp_path_factory.mktemp("trained")
    train_model(train, held_out, val, Plan.smoke(), SMALL, out, SPACE, lines.append)
    return out / "model", lines


def losses(lines: list[str], what: str) -> list[float]:
    return [float(re.search(r"loss ([\d.]+)", line)[1]) for line in lines if line.startswith(what)]  # type: ignore[index]


def test_the_splits_are_kept_apart(corpora: tuple[Corpus, Corpus, Corpus]) -> None:
    train, val, held_out = corpora
    assert len(val) == 24
    assert sorted(held_out.names) == sorted(f"{label}_{n}.png" for label in ("Forest", "River") for n in (0, 10))
    assert not set(val.names) & set(train.names)
    assert not set(held_out.names) & set(train.names)


def test_a_place_that_is_also_in_val_is_not_trained_on(data: Path, tmp_path: Path) -> None:
    train, val, _ = load_corpus(data)
    from training.corpus import _without_places_of

    turned = Corpus(
        np.concatenate((train.pictures[:5], np.rot90(val.pictures[:1], 1, (1, 2)))),
        [*train.captions[:5], val.captions[0]],
        *(
            np.concatenate((getattr(train, name)[:5], getattr(val, name)[:1]))
            for name in ("human", "scenes", "things", "things_known", "sources")
        ),
        [*train.names[:5], "copy.png"],
    )
    assert "copy.png" not in _without_places_of(turned, val).names


def test_losses_fall_and_the_artefact_loads_and_speaks(
    trained: tuple[Path, list[str]], corpora: tuple[Corpus, Corpus, Corpus]
) -> None:
    folder, lines = trained
    for what in ("step", "writer step"):
        falling = losses(lines, what)
        assert len(falling) >= 3
        assert falling[-1] < 0.9 * falling[0], what
    model = BuiltinModel.load(folder)
    assert model.space == SPACE
    seen = model.predict(list(corpora[1].pictures[:3]))
    assert seen.vectors.shape == (3, 384)
    np.testing.assert_allclose(np.linalg.norm(seen.vectors, axis=1), 1, atol=1e-3)
    assert seen.scenes.shape == (3, len(SCENES))
    np.testing.assert_allclose(seen.scenes.sum(axis=1), 1, atol=1e-3)
    assert seen.things.shape == (3, len(THINGS))
    assert all(sentences and all(s.endswith(".") for s in sentences) for sentences in seen.sentences)


def test_an_interrupted_training_goes_on_where_it_stopped(
    corpora: tuple[Corpus, Corpus, Corpus], tmp_path: Path
) -> None:
    train, val, _ = corpora
    plan = Plan.smoke().seeing
    half = replace(plan, phases=(replace(plan.phases[0], steps=12),))
    lines: list[str] = []
    train_encoder(train, val, half, SMALL, tmp_path / "encoder.pt", lines.append)
    train_encoder(train, val, plan, SMALL, tmp_path / "encoder.pt", lines.append)
    assert "going on after step 12" in lines
    assert torch.load(tmp_path / "encoder.pt", weights_only=True)["step"] == 24


def test_weights_are_averaged_before_layer_scales_are_folded() -> None:
    torch.manual_seed(1)
    one, other = (Encoder(replace(SMALL, layer_scale=True)).eval() for _ in range(2))
    for name, parameter in other.named_parameters():
        if name.endswith("scales"):
            parameter.data.fill_(3.0)
    mean = averaged(one, other, share=0.25)
    for name, value in mean.state_dict().items():
        torch.testing.assert_close(value, 0.75 * one.state_dict()[name] + 0.25 * other.state_dict()[name])
    assert all((parameter == 1.5).all() for name, parameter in mean.named_parameters() if name.endswith("scales")), (
        "of 1 and 3"
    )
    assert averaged(one, other, share=0).state_dict()["summary"].equal(one.state_dict()["summary"])


def test_every_label_has_a_scene_of_the_vocabulary_and_label_only_sets_have_sayings() -> None:
    for labels in SCENE_OF_LABEL.values():
        assert set(labels.values()) <= set(SCENES)
    for name in ("resisc12", "eurosat"):
        for scene in SCENE_OF_LABEL[name].values():
            assert len(label_sayings(scene)) >= 10


def test_things_are_found_by_their_words_and_not_by_parts_of_others() -> None:
    named = dict(zip(THINGS, things_named("several planes and two cars near a carpark, boats at sea"), strict=True))
    assert named["airplanes"]
    assert named["cars"]
    assert named["boats"]
    assert named["sea"]
    assert not named["trees"]
    assert not dict(zip(THINGS, things_named("a football field"), strict=True))["fields"]


def test_recall_counts_ties_against_the_model() -> None:
    same = np.ones((4, 1), np.float32)
    assert recall_of(same, np.ones((4, 1), np.float32), [1, 1, 1, 1])[0] == 0
