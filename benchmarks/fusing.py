"""What each weight of the fusion does to retrieval: `python -m benchmarks.fusing CATALOG IMAGES CAPTIONS [SPLIT]`.

CATALOG is one that `tilescribe evaluate --catalog` has kept. The default weights are chosen from this table.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tilescribe.catalog import open_catalog
from tilescribe.embed import load_embedder
from tilescribe.evaluate.datasets import load_dataset
from tilescribe.evaluate.metrics import ArrayScores, CaptionTruth, measure_recall
from tilescribe.searching import score_matrix

VISUAL_WEIGHTS = (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 1.0)
LEXICAL_WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.5)


def main() -> None:
    catalog, images, captions, *split = sys.argv[1:]
    tables, counts = _scores(Path(catalog), images, captions, split[0] if split else None)
    best = np.maximum(tables["descriptions"], tables["facts"])
    _print_alignment(tables, counts)
    print("| visual weight | " + " | ".join(f"words {weight:g}" for weight in LEXICAL_WEIGHTS) + " |")
    print("|---" * (len(LEXICAL_WEIGHTS) + 1) + "|")
    for visual in VISUAL_WEIGHTS:
        seen = best if not visual else (1 - visual) * best + visual * _aligned(tables["visual"])
        cells = [_recall(seen + weight * tables["lexical"] * (1 - seen), counts) for weight in LEXICAL_WEIGHTS]
        print(f"| {visual:g} | " + " | ".join(cells) + " |", flush=True)


def _aligned(visual: NDArray[np.float32]) -> NDArray[np.float32]:
    from tilescribe.catalog import fusion

    return np.minimum(fusion.VISUAL_SCALE * visual + fusion.VISUAL_OFFSET, 1)


def _scores(
    catalog: Path, images: str, captions: str, split: str | None
) -> tuple[dict[str, NDArray[np.float32]], list[int]]:
    dataset = load_dataset(images, captions, split=split)
    with open_catalog(catalog) as store:
        embedder = load_embedder()
        questions = [text for picture in dataset.captioned for text in picture.captions]
        matrix = score_matrix(store, questions, embedder=embedder)
        tiles = store.tiles(matrix.tile_ids.tolist())
    columns = {tile.path: column for column, tile in enumerate(tiles)}
    order = [columns[picture.path] for picture in dataset.captioned]
    counts = [len(picture.captions) for picture in dataset.captioned]
    return {name: table[:, order] for name, table in matrix.by_channel.items()}, counts


def _print_alignment(tables: dict[str, NDArray[np.float32]], counts: list[int]) -> None:
    """The scale and offset that bring visual cosines to the mean and spread of the text's."""
    owners = np.repeat(np.arange(len(counts)), counts)
    rows = np.arange(len(owners))
    text, eye = np.maximum(tables["descriptions"], tables["facts"])[rows, owners], tables["visual"][rows, owners]
    scale = float(text.std() / eye.std())
    print(f"right pairs: text {text.mean():.3f} +- {text.std():.3f}, visual {eye.mean():.3f} +- {eye.std():.3f}")
    print(f"VISUAL_SCALE, VISUAL_OFFSET = {scale:.3f}, {float(text.mean() - scale * eye.mean()):.3f}\n")


def _recall(scores: NDArray[np.float32], counts: list[int]) -> str:
    found = measure_recall(ArrayScores(scores), CaptionTruth.standard(counts), resamples=2)
    forth, back = 100 * found.text_to_image.mean.value, 100 * found.image_to_text.mean.value
    return f"{forth:.1f} / {back:.1f}"


if __name__ == "__main__":
    main()
