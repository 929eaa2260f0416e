"""A small CLIP, trained here on drawn scenes and saved like any other, finds what no words tell; one that sees nothing
but noise costs little."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.unit.describe.encoders.models import CONTEXT, tokenizer

from tilescribe import IndexOptions, index, open_catalog, search
from tilescribe.describe.builtin.pictures import picture_of
from tilescribe.describe.encoders import load_encoder
from tilescribe.describe.encoders.templates import filled
from tilescribe.domain.description import Caption, Description, DescriptionKind
from tilescribe.domain.pixels import TilePixels
from tilescribe.testing import FakeCaptioner, FakeEncoder, HashEmbedder
from tilescribe.testing.rasters import make_raster

KINDS = ("open water", "a forest", "ploughed fields", "a dense town")
CELL_PX, CELLS = 56, 8
STEPS = 80
EMBEDDER = HashEmbedder()


def draw(path: Path, *, seed: int) -> NDArray[np.int64]:
    """A scene of 8 by 8 cells, each of one kind of ground; (8, 8) positions in `KINDS`."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(len(KINDS), size=(CELLS, CELLS))
    scene = np.empty((3, CELLS * CELL_PX, CELLS * CELL_PX))
    for row, col in np.ndindex(kinds.shape):
        at = (slice(None), slice(row * CELL_PX, (row + 1) * CELL_PX), slice(col * CELL_PX, (col + 1) * CELL_PX))
        scene[at] = _cell(int(kinds[row, col]), rng)
    pixels = scene.clip(1, 255).astype(np.uint8)
    half_a_metre = (0.5, 0.0, 400_000.0, 0.0, -0.5, 5_800_000.0)
    make_raster(path, pixels=pixels, width=scene.shape[2], height=scene.shape[1], transform=half_a_metre)
    return kinds


def _cell(kind: int, rng: np.random.Generator) -> NDArray[np.float64]:
    side, light = CELL_PX, rng.uniform(0.8, 1.2)
    rows, cols = np.indices((side, side))
    colour = np.array([(40, 70, 110), (50, 90, 50), (140, 110, 80), (130, 130, 130)][kind])[:, None, None]
    if kind == 1:
        pattern = rng.normal(1, 0.35, (side // 4, side // 4)).repeat(4, 0).repeat(4, 1)
    elif kind == 2:
        pattern = 1 + 0.3 * np.sin((rows if rng.random() < 0.5 else cols) * rng.uniform(0.5, 0.9))
    elif kind == 3:
        pattern = rng.choice([0.5, 1.0, 1.7], (side // 7, side // 7)).repeat(7, 0).repeat(7, 1)
    else:
        pattern = np.ones((side, side))
    picture: NDArray[np.float64] = light * colour * pattern + rng.normal(0, 6, (3, side, side))
    return picture


def kind_of(kinds: NDArray[np.int64], row: int, col: int) -> int:
    return int(kinds[round(row / CELL_PX), round(col / CELL_PX)])


class Recorder(FakeEncoder):
    """Keeps the pictures of all tiles, as encoders get them."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[int, int, NDArray[np.uint8]]] = []

    def encode_pictures(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        self.seen += [(tile.tile.window.row, tile.tile.window.col, picture_of(tile)) for tile in tiles]
        return super().encode_pictures(tiles)


class Noise(FakeEncoder):
    """Whatever it sees or reads, its vectors are drawn at random."""

    def __init__(self) -> None:
        super().__init__(name="noise", space="noise")

    def encode_pictures(self, tiles: Sequence[TilePixels]) -> NDArray[np.float32]:
        return self._drawn([tile.content_hash() for tile in tiles])

    def encode_questions(self, questions: Sequence[str]) -> NDArray[np.float32]:
        return self._drawn(questions)

    def _drawn(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(zlib.crc32(text.encode())).normal(size=64) for text in texts]
        vectors = np.array(rows, dtype=np.float32)
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class Forgetful(FakeCaptioner):
    """Names the kind of a tile, and of every third a wrong one."""

    def __init__(self, kinds: NDArray[np.int64]) -> None:
        super().__init__()
        self._kinds = kinds

    def _caption(self, tile: TilePixels) -> Caption:
        kind = kind_of(self._kinds, tile.tile.window.row, tile.tile.window.col)
        wrong = int(tile.content_hash(), base=16) % 3 == 0
        text = f"A picture of {KINDS[(kind + wrong) % len(KINDS)]}."
        return Caption(descriptions=(Description(DescriptionKind.SUMMARY, text),))


def fill(raster: Path, catalog: Path, captioner: FakeCaptioner, *encoders: Any) -> None:
    options = IndexOptions(levels_m=(CELL_PX * 0.5,))
    for _ in index(
        [raster], catalog=catalog, options=options, captioner=captioner, embedder=EMBEDDER, encoders=encoders
    ):
        pass


def save(folder: Path, pictures: NDArray[np.uint8], labels: NDArray[np.int64]) -> str:
    """A CLIP of two layers of 32 numbers, trained to bring pictures and their words together; its name."""
    import torch
    from transformers import CLIPConfig, CLIPModel
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    torch.manual_seed(0)
    words = tokenizer()
    small = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    ids = {"bos_token_id": words.bos_token_id, "eos_token_id": words.eos_token_id, "pad_token_id": words.pad_token_id}
    model = CLIPModel(
        CLIPConfig(
            text_config={**small, "vocab_size": len(words), "max_position_embeddings": CONTEXT, **ids},
            vision_config={**small, "image_size": 28, "patch_size": 7},
            projection_dim=16,
        )
    )
    processor = CLIPImageProcessorPil(size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28})
    shown = processor(images=list(pictures), return_tensors="pt")["pixel_values"]
    texts = [text for kind in KINDS for text in filled(kind)]
    read = words(texts, padding=True, return_tensors="pt")
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    rng = np.random.default_rng(0)
    for _ in range(STEPS):
        batch = rng.choice(len(shown), 64)
        seen = torch.nn.functional.normalize(model.get_image_features(shown[batch]).pooler_output)
        said = torch.nn.functional.normalize(
            model.get_text_features(input_ids=read["input_ids"], attention_mask=read["attention_mask"]).pooler_output
        )
        each = 10 * seen @ said.T.reshape(said.shape[1], len(KINDS), -1).mean(2)
        loss = torch.nn.functional.cross_entropy(each, torch.from_numpy(labels[batch]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    for part in (model.eval(), processor, words):
        part.save_pretrained(folder)
    return f"clip:{folder}"


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of the trained model."""
    folder = tmp_path_factory.mktemp("trained")
    pictures, labels = [], []
    for seed in (1, 2, 3):
        kinds = draw(folder / f"{seed}.tif", seed=seed)
        recorder = Recorder()
        fill(folder / f"{seed}.tif", folder / f"{seed}.gpkg", FakeCaptioner(), recorder)
        pictures += [picture for _, _, picture in recorder.seen]
        labels += [kind_of(kinds, row, col) for row, col, _ in recorder.seen]
    return save(folder / "trained", np.stack(pictures), np.array(labels))


def average_precision(catalog: Path, kinds: NDArray[np.int64], **options: Any) -> float:
    """Mean over one question for each kind."""
    found = []
    with open_catalog(catalog) as store:
        for number, kind in enumerate(KINDS):
            hits = search(store, kind, k=1000, embedder=EMBEDDER, **options).hits
            tiles = store.tiles([hit.tile_id for hit in hits])
            right = np.array([kind_of(kinds, tile.row, tile.col) == number for tile in tiles])
            precision = np.cumsum(right) / np.arange(1, len(right) + 1)
            found.append(float(precision[right].mean()))
    return float(np.mean(found))


def test_the_channel_raises_the_ranking_where_it_should_and_costs_little_where_it_is_noise(
    trained: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tilescribe.config.cache_dir", lambda: tmp_path / "cache")
    kinds = draw(tmp_path / "scene.tif", seed=9)
    encoder, noise = load_encoder(trained), Noise()
    scores: dict[str, dict[str, float]] = {}
    for words, captioner in {"of nothing": FakeCaptioner(), "mostly right": Forgetful(kinds)}.items():
        catalog = tmp_path / f"{words}.gpkg"
        fill(tmp_path / "scene.tif", catalog, captioner, encoder, noise)
        scores[words] = {
            "alone": average_precision(catalog, kinds, channels=["text", "lexical", "visual"]),
            "trained": average_precision(catalog, kinds, encoders=[encoder]),
            "noise": average_precision(catalog, kinds, encoders=[noise]),
        }
    assert scores["of nothing"]["trained"] > scores["of nothing"]["alone"] + 0.05, scores
    assert scores["mostly right"]["trained"] > scores["mostly right"]["alone"] + 0.1, scores
    assert scores["mostly right"]["noise"] > scores["mostly right"]["alone"] - 0.1, scores
