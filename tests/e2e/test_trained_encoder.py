"""A small CLIP, trained here on drawn scenes and saved like any other, finds what no words tell; one that sees nothing
but noise costs little."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.e2e.trained import CELL_PX, KINDS, Noise, draw, save

from tilescribe import IndexOptions, index, open_catalog, search
from tilescribe.describe.builtin.pictures import picture_of
from tilescribe.describe.encoders import load_encoder
from tilescribe.domain.description import Caption, Description, DescriptionKind
from tilescribe.domain.pixels import TilePixels
from tilescribe.testing import FakeCaptioner, FakeEncoder, HashEmbedder

EMBEDDER = HashEmbedder()


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
