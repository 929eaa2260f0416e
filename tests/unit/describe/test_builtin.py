"""The built-in captioner: real code on a small random model; what it has learned is measured, not tested."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from tests.unit.describe.made_up import tile_of
from tests.unit.describe.tiny import SHAPE, SPACE, WORDS, save_tiny

from tilescribe.describe.base import Captioner, VisualCaptioner
from tilescribe.describe.builtin import BuiltinCaptioner
from tilescribe.describe.builtin.appearance import appearance
from tilescribe.describe.builtin.files import CONFIG_FILE, WEIGHTS_FILE
from tilescribe.describe.builtin.model import BuiltinModel, Predictions
from tilescribe.describe.builtin.network import Encoder
from tilescribe.describe.builtin.pictures import picture_of
from tilescribe.describe.builtin.rendering import UNCERTAIN, Rendering
from tilescribe.describe.builtin.tokenizer import Vocabulary, words_of
from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Caption, DescriptionKind
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import ModelDamagedError


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_tiny(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="module")
def captioner(folder: Path) -> BuiltinCaptioner:
    return BuiltinCaptioner(folder=folder)


def some_tile(seed: int = 0, *, side_px: int = 90, bands: int = 3, roles: Sequence[Role] | None = None) -> TilePixels:
    data = np.random.default_rng(seed).integers(0, 256, (bands, side_px, side_px)).astype(np.uint8)
    return tile_of(data, roles or (Role.RED, Role.GREEN, Role.BLUE))


def kinds(caption: Caption) -> list[str]:
    return [description.kind.value for description in caption.descriptions]


def test_a_batch_of_mixed_sizes_gets_one_caption_each_in_order(captioner: BuiltinCaptioner) -> None:
    assert isinstance(captioner, Captioner)
    tiles = [some_tile(1, side_px=90), some_tile(2, side_px=64), some_tile(3, side_px=224), some_tile(1, side_px=90)]
    captions = captioner.describe(tiles)
    assert len(captions) == 4
    assert captions[0] == captions[3]
    assert captions[0] != captions[1]
    assert captioner.describe([]) == []


def test_a_caption_has_sentences_a_visual_vector_and_tags(captioner: BuiltinCaptioner) -> None:
    (caption,) = captioner.describe([some_tile(1)])
    assert 1 <= kinds(caption).count(DescriptionKind.SUMMARY.value) <= 3
    for description in caption.descriptions[:1]:
        assert set(words_of(description.text)) <= set(WORDS)
        assert description.text.endswith(".")
    assert caption.visual is not None
    assert caption.visual.space == SPACE
    assert np.linalg.norm(caption.visual.array()) == pytest.approx(1, abs=2e-3)
    assert all(0 <= tag.probability <= 1 for tag in caption.tags)


def test_a_look_without_words_gives_the_vectors_of_the_captions(captioner: BuiltinCaptioner) -> None:
    assert isinstance(captioner, VisualCaptioner)
    assert captioner.visual_space == SPACE
    tiles = [some_tile(1), some_tile(2, side_px=64)]
    vectors = captioner.visual_vectors(tiles)
    for vector, caption in zip(vectors, captioner.describe(tiles), strict=True):
        assert caption.visual is not None
        assert np.allclose(vector, caption.visual.array(), atol=2e-3)


def test_of_what_is_no_light_a_look_without_words_tells_nothing(captioner: BuiltinCaptioner) -> None:
    tiles = [some_tile(1), replace(some_tile(1), raster=replace(some_tile(1).raster, quantity=Quantity.BACKSCATTER))]
    vectors = captioner.visual_vectors(tiles)
    assert np.isfinite(vectors[0]).all()
    assert np.isnan(vectors[1]).all()


def test_the_same_tiles_are_described_in_the_same_words_every_time(folder: Path) -> None:
    tiles = [some_tile(seed) for seed in range(5)]
    assert BuiltinCaptioner(folder=folder).describe(tiles) == BuiltinCaptioner(folder=folder).describe(tiles)


def test_another_model_is_another_author(folder: Path, tmp_path: Path, captioner: BuiltinCaptioner) -> None:
    other = save_tiny(tmp_path / "other", variants=2)
    assert BuiltinCaptioner(folder=other).author != captioner.author
    assert BuiltinCaptioner(folder=folder).author == captioner.author


def test_a_picture_unlike_the_training_is_called_uncertain_and_is_not_matched_by_eye(tmp_path: Path) -> None:
    strange = BuiltinCaptioner(folder=save_tiny(tmp_path, familiar=False))
    (caption,) = strange.describe([some_tile(1)])
    assert caption.tags[0].name == UNCERTAIN
    assert caption.tags[0].probability > 0.9
    assert all(tag.probability < 0.1 for tag in caption.tags[1:])
    assert caption.visual is not None
    assert not caption.visual.is_read
    assert not caption.visual.array().any()
    assert kinds(caption) == ["summary"]
    assert caption.descriptions[0].text == "Unlike any picture the model knows."


@pytest.mark.parametrize("quantity", [Quantity.BACKSCATTER, Quantity.OTHER])
def test_what_is_no_light_is_uncertain_however_it_looks(captioner: BuiltinCaptioner, quantity: Quantity) -> None:
    data = np.random.default_rng(0).integers(0, 256, (1, 80, 80)).astype(np.uint8)
    (caption,) = captioner.describe([tile_of(data, (Role.GREY,), quantity=quantity)])
    assert caption.tags[0].name == UNCERTAIN
    assert caption.descriptions == ()
    assert caption.visual is not None
    assert not caption.visual.is_read


def test_a_single_band_and_false_colours_are_described(captioner: BuiltinCaptioner) -> None:
    grey = some_tile(1, bands=1, roles=(Role.GREY,))
    infrared = some_tile(2, roles=(Role.NIR, Role.RED, Role.GREEN))
    four = some_tile(3, bands=4, roles=(Role.NIR, Role.RED, Role.GREEN, Role.BLUE))
    assert all(caption.descriptions for caption in captioner.describe([grey, infrared, four]))


def test_bands_are_found_by_role_not_by_place() -> None:
    data = np.zeros((4, 8, 8), np.uint8)
    data[0], data[1], data[2], data[3] = 250, 180, 90, 30
    data[:, 0, 0], data[:, 0, 1] = 0, 255
    one = tile_of(data, (Role.NIR, Role.RED, Role.GREEN, Role.BLUE))
    other = tile_of(data[[1, 2, 3, 0]], (Role.RED, Role.GREEN, Role.BLUE, Role.NIR))
    np.testing.assert_array_equal(picture_of(one), picture_of(other))


def test_colour_infrared_is_shown_in_roughly_natural_colours() -> None:
    data = np.zeros((3, 16, 16), np.uint8)
    data[0], data[1], data[2] = 220, 60, 80
    data[:, :2], data[:, 2:4] = 0, 255
    colour = picture_of(tile_of(data, (Role.NIR, Role.RED, Role.GREEN)))[8, 8].astype(int)
    assert colour[1] > colour[0]
    assert colour[1] > colour[2]


def test_pixels_without_data_show_the_picture_beside_them() -> None:
    data = np.random.default_rng(0).integers(100, 200, (3, 40, 40)).astype(np.uint8)
    valid = np.ones((40, 40), bool)
    valid[:, :10] = False
    picture = picture_of(tile_of(data, valid=valid))
    # The first valid column is reflected over as well.
    assert (picture[:, :11] == picture[:, 12:23][:, ::-1]).all()


def test_a_south_up_raster_is_looked_at_north_up() -> None:
    data = np.zeros((3, 40, 40), np.uint8)
    data[:, :10] = 255
    south_up = tile_of(data, transform=(1.0, 0.0, 500_000.0, 0.0, 1.0, 5_800_000.0))
    picture = picture_of(south_up)
    assert picture[-5, 5].min() == 255
    assert picture[5, 5].max() == 0


def seen_of(
    *, scene: float = 0.9, thing: float = 0.9, familiarity: float = 1.0, cells: np.ndarray | None = None
) -> Predictions:
    scenes = np.full((1, len(SCENES)), (1 - scene) / (len(SCENES) - 1), np.float32)
    scenes[0, SCENES.index("port")] = scene
    things = np.full((1, len(THINGS)), 0.01, np.float32)
    things[0, THINGS.index("boats")] = thing
    by_cell = np.zeros((1, len(THINGS), 4, 4), np.float32)
    if cells is not None:
        by_cell[0, THINGS.index("boats")] = cells
    return Predictions(
        np.zeros((1, 4), np.float32), scenes, things, by_cell, np.array([familiarity], np.float32), (("Boats.",),)
    )


def test_a_thing_is_placed_where_its_evidence_is() -> None:
    cells = np.full((4, 4), -4.0)
    cells[2:, :2] = 3.0
    assert Rendering.of(seen_of(cells=cells), 0).features == "Boats in the south-west."


def test_evidence_all_over_has_no_place() -> None:
    assert Rendering.of(seen_of(cells=np.full((4, 4), 2.0)), 0).features == "Boats."


def test_tags_are_the_probable_names_most_probable_first() -> None:
    tags = Rendering.of(seen_of(scene=0.8, thing=0.9), 0).tags
    assert [(tag.name, tag.probability) for tag in tags] == [("boats", 0.9), ("port", 0.8)]


def test_nothing_that_stands_out_is_uncertain_but_still_described() -> None:
    rendering = Rendering.of(seen_of(scene=0.1, thing=0.2), 0)
    assert rendering.tags[0].name == UNCERTAIN
    assert rendering.sentences == ("Boats.",)
    assert not rendering.uncertain


@pytest.mark.parametrize("file", [CONFIG_FILE, WEIGHTS_FILE])
@pytest.mark.parametrize("content", [None, b"", b"{}"])
def test_a_damaged_model_says_where_and_what_to_do(tmp_path: Path, file: str, content: bytes | None) -> None:
    folder = save_tiny(tmp_path / "model")
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(ModelDamagedError, match=r"model.*cannot be loaded.*Install Tilescribe again"):
        BuiltinModel.load(folder)


def test_words_survive_the_way_through_tokens() -> None:
    vocabulary = Vocabulary(WORDS)
    tokens = vocabulary.tokens("Many houses , and a Zeppelin beside the lake .", longest=12)
    assert len(tokens) == 12
    assert vocabulary.sentence(tokens) == "Many houses, and a beside lake."
    assert vocabulary.sentence(vocabulary.tokens("", longest=4)) == ""


def test_batches_side_by_side_share_the_threads_and_give_them_back(folder: Path) -> None:
    captioner = BuiltinCaptioner(folder=folder)
    before = torch.get_num_threads()
    captioner.batches_at_once = 3
    torch.set_num_threads(7)
    try:
        with captioner.side_by_side():
            assert torch.get_num_threads() == 2
        assert torch.get_num_threads() == 7
        torch.set_num_threads(1)
        with captioner.side_by_side():
            assert torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


def test_the_look_of_a_picture_is_what_numpy_measures() -> None:
    picture = np.random.default_rng(5).random((3, 32, 24), dtype=np.float32)
    found = appearance(torch.from_numpy(picture)[None])[0].numpy()
    red, green, blue = picture.reshape(3, -1)
    saturation = picture.max(0) - picture.min(0)
    assert found[:3] == pytest.approx(picture.mean((1, 2)), abs=1e-5)
    assert found[3:6] == pytest.approx(picture.std((1, 2), ddof=1), abs=1e-5)
    pairs = [np.corrcoef(red, green)[0, 1], np.corrcoef(green, blue)[0, 1], np.corrcoef(red, blue)[0, 1]]
    assert found[6:9] == pytest.approx(pairs, abs=1e-2)
    assert found[12:] == pytest.approx([saturation.mean(), saturation.std(ddof=1)], abs=1e-5)


def test_folding_changes_nothing_that_is_seen() -> None:
    torch.manual_seed(3)
    encoder = Encoder(replace(SHAPE, layer_scale=True))
    for name, parameter in encoder.named_parameters():
        if name.endswith("scales"):
            torch.nn.init.uniform_(parameter, 0.1, 2)
    pictures = torch.rand(3, 3, 64, 64)
    before = encoder.eval()(pictures)
    encoder.fold_layer_scales()
    after = encoder(pictures)
    assert encoder.state_dict().keys() == Encoder(SHAPE).state_dict().keys()
    for one, other in zip(before, after, strict=True):
        torch.testing.assert_close(one, other, atol=1e-4, rtol=1e-4)


def test_another_side_is_seen_with_its_places_stretched() -> None:
    torch.manual_seed(3)
    encoder = Encoder(SHAPE).eval()
    even = torch.rand(1, 3, 1, 1)
    with torch.no_grad():
        encoder.places[..., :2] += 1  # the left half of the picture
        cells = encoder(even.expand(1, 3, 128, 128)).cells
    assert cells.shape == (1, 32, 4, 4)
    assert (cells[..., 0] - cells[..., 3]).abs().max() > 0.05


def test_gradients_leave_the_frozen_blocks_alone() -> None:
    encoder = Encoder(SHAPE)
    encoder.freeze(1)
    encoder(torch.rand(2, 3, 64, 64)).vector.sum().backward()
    learning = {
        name.split(".")[1] for name, p in encoder.named_parameters() if "blocks." in name and p.grad is not None
    }
    assert learning == {"1"}
    assert encoder.patches.weight.grad is None
    assert encoder.places.grad is None


def test_attention_is_the_same_with_and_without_gradients() -> None:
    torch.manual_seed(3)
    encoder = Encoder(SHAPE).eval()
    pictures = torch.rand(2, 3, 64, 64)
    with torch.no_grad():
        seen = encoder(pictures).vector
    torch.testing.assert_close(encoder(pictures).vector, seen, atol=1e-5, rtol=1e-4)
