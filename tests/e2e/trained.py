"""A small CLIP, trained on drawn kinds of ground and saved like any other, and an encoder that sees but noise."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tests.unit.describe.encoders.models import CONTEXT, tokenizer

from tilescribe.describe.encoders.templates import filled
from tilescribe.domain.pixels import TilePixels
from tilescribe.testing import FakeEncoder
from tilescribe.testing.rasters import make_raster

__all__ = ["CELL_PX", "KINDS", "Noise", "cell", "draw", "save"]

KINDS = ("open water", "a forest", "ploughed fields", "a dense town")
CELL_PX, CELLS = 56, 8
STEPS = 80


def draw(path: Path, *, seed: int) -> NDArray[np.int64]:
    """A scene of 8 by 8 cells, each of one kind of ground; (8, 8) positions in `KINDS`."""
    rng = np.random.default_rng(seed)
    kinds = rng.integers(len(KINDS), size=(CELLS, CELLS))
    scene = np.empty((3, CELLS * CELL_PX, CELLS * CELL_PX))
    for row, col in np.ndindex(kinds.shape):
        at = (slice(None), slice(row * CELL_PX, (row + 1) * CELL_PX), slice(col * CELL_PX, (col + 1) * CELL_PX))
        scene[at] = cell(int(kinds[row, col]), rng)
    pixels = scene.clip(1, 255).astype(np.uint8)
    half_a_metre = (0.5, 0.0, 400_000.0, 0.0, -0.5, 5_800_000.0)
    make_raster(path, pixels=pixels, width=scene.shape[2], height=scene.shape[1], transform=half_a_metre)
    return kinds


def cell(kind: int, rng: np.random.Generator) -> NDArray[np.float64]:
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


def save(
    folder: Path,
    pictures: NDArray[np.uint8],
    labels: NDArray[np.int64],
    sayings: Sequence[Sequence[str]] = tuple((kind,) for kind in KINDS),
) -> str:
    """A CLIP of two layers of 32 numbers, trained to bring pictures and their words together; its name.

    Args:
        folder: Where it is written.
        pictures: (n, height, width, 3).
        labels: (n,) of the kind of each.
        sayings: What is said of each kind, equally many of each.
    """
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
    texts = [text for kind in sayings for said in kind for text in filled(said)]
    read = words(texts, padding=True, return_tensors="pt")
    optimiser = torch.optim.AdamW(model.parameters(), lr=3e-3)
    rng = np.random.default_rng(0)
    for _ in range(STEPS):
        batch = rng.choice(len(shown), 64)
        seen = torch.nn.functional.normalize(model.get_image_features(shown[batch]).pooler_output)
        said = torch.nn.functional.normalize(
            model.get_text_features(input_ids=read["input_ids"], attention_mask=read["attention_mask"]).pooler_output
        )
        each = 10 * seen @ said.T.reshape(said.shape[1], len(sayings), -1).mean(2)
        loss = torch.nn.functional.cross_entropy(each, torch.from_numpy(labels[batch]))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    for part in (model.eval(), processor, words):
        part.save_pretrained(folder)
    return f"clip:{folder}"
