"""Scoring a data set as an evaluation does against the bare matrix product over the same vectors."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import Result, at_most, median_ratio, seconds
from tilescribe import open_catalog
from tilescribe.catalog import Catalog, EmbedderInfo
from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.domain.pixels import TilePixels
from tilescribe.evaluate.cataloguing import describe_pictures
from tilescribe.evaluate.costs import Stopwatch
from tilescribe.evaluate.datasets import Picture
from tilescribe.searching import score_matrix
from tilescribe.testing import HashEmbedder

PICTURES = 1_000
QUESTIONS = 5_000
VARIANTS = 5
"""Descriptions of a picture, as in the paper."""
DIM = 384
WORDS = 2_000
"""About the vocabulary of RSICD."""
SIDE_PX = 16
ROUNDS = 2
"""Of what takes long."""


class _Embedder(HashEmbedder):
    """Embeds before the clock runs: the model is not measured here."""

    def __init__(self) -> None:
        super().__init__(name="made-up", dim=DIM)
        self.ready: NDArray[np.float32] = np.zeros((0, DIM), dtype=np.float32)

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        return self.ready if query else super().embed(texts)


class _Captioner:
    """Sentences of ten words, some common and most rare, as in a language (Zipf)."""

    author = Author("made-up", "1", "1")
    input_side_px = SIDE_PX
    batch_size = 64

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        return [
            Caption(
                tuple(
                    Description(DescriptionKind.SUMMARY, text, variant)
                    for variant, text in enumerate(_sentences(self._rng, VARIANTS))
                )
            )
            for _ in tiles
        ]


def measure() -> list[Result]:
    rng = np.random.default_rng(5)
    embedder = _Embedder()
    with tempfile.TemporaryDirectory() as folder, open_catalog(Path(folder) / "scored.gpkg", mode="a") as catalog:
        _fill(catalog, _Captioner(rng), embedder, rng)
        questions = _sentences(rng, QUESTIONS)
        embedder.ready = HashEmbedder.embed(embedder, questions)
        descriptions = rng.standard_normal((DIM, PICTURES * VARIANTS), dtype=np.float32)
        info = EmbedderInfo(embedder.name, embedder.fingerprint, embedder.dim)

        def whole() -> None:
            scores = score_matrix(catalog, questions, embedder=embedder)
            assert scores.by_channel["fused"].shape == (QUESTIONS, PICTURES)

        def cosines() -> None:
            catalog.channels.dense_many(embedder.ready, space=info.fingerprint, author_filter="all")

        def bare() -> NDArray[np.float32]:
            every: NDArray[np.float32] = embedder.ready @ descriptions
            return every

        against_bare, ours, theirs = median_ratio(cosines, bare)
        everything = min(seconds(whole) for _ in range(ROUNDS))
    size = f"{PICTURES:,} pictures of {VARIANTS} descriptions x {QUESTIONS:,} questions"
    return [
        at_most(
            f"best cosines, {size}, against numpy's matrix product",
            against_bare,
            2,
            detail=f"{ours:.2f} s against {theirs:.2f} s",
        ),
        at_most(
            f"all channels and their fusion, {size}",
            everything,
            20,
            unit=" s",
            detail=f"{everything / QUESTIONS * 1e3:.1f} ms a question, most of it for words",
        ),
    ]


def _fill(catalog: Catalog, captioner: _Captioner, embedder: HashEmbedder, rng: np.random.Generator) -> None:
    """Each picture with pixels of its own, so that none is taken for another."""
    names = [f"{number}.png" for number in range(PICTURES)]
    pictures = [Picture(filename=name, container="made-up", member=name) for name in names]
    pixels = rng.integers(0, 256, (PICTURES, SIDE_PX, SIDE_PX, 3), dtype=np.uint8)
    shown = dict(zip(names, pixels, strict=True))
    run = describe_pictures(
        catalog,
        pictures,
        captioners=[captioner],
        embedder=embedder,
        stopwatch=Stopwatch(),
        read=lambda picture: shown[picture.filename],
    )
    for _ in run:
        pass


def _sentences(rng: np.random.Generator, count: int) -> list[str]:
    words = np.minimum(rng.zipf(1.3, (count, 10)), WORDS)
    return [" ".join(f"word{word}" for word in row) for row in words.tolist()]
