"""A built-in model without training: the real classes, small, with random weights."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from training.export import export

from tilescribe.describe.builtin.calibration import Calibration
from tilescribe.describe.builtin.config import EncoderConfig, Settings, WriterConfig
from tilescribe.describe.builtin.network import Encoder
from tilescribe.describe.builtin.outliers import OutlierDetector
from tilescribe.describe.builtin.tokenizer import Vocabulary
from tilescribe.describe.builtin.writer import Reranker, Writer

SPACE = "fingerprint of an embedder"
SHAPE = EncoderConfig(width=16, heads=2, depth=2, patch_px=16, grid=4, middle=1, hidden=32)
WORDS = ("a", "lake", "river", "forest", "houses", "road", "beside", "with", "many", ",", "and", "green", "boats")


def detector(*, familiar: bool) -> OutlierDetector:
    """Of the same opinion whatever it looks at."""
    mean, hidden = np.zeros(SHAPE.measures, np.float32), np.zeros((3, SHAPE.measures), np.float32)
    bias = np.array([-20 if familiar else 20], np.float32)
    return OutlierDetector(mean, mean + 1, hidden, hidden[:, 0], hidden[:, 0], bias)


def save_tiny(folder: Path, *, familiar: bool = True, candidates: int = 6, variants: int = 3) -> Path:
    """Write a model; the same weights each time."""
    torch.manual_seed(7)
    encoder = Encoder(SHAPE)
    vocabulary = Vocabulary(WORDS)
    config = WriterConfig(words=len(vocabulary), channels=32, cells=4, width=32, inner=32, layers=2)
    export(
        folder,
        encoder=encoder,
        writer=Writer(config),
        reranker=Reranker(config),
        vocabulary=vocabulary,
        calibration=Calibration(1.5, 0.8, -0.2),
        outliers=detector(familiar=familiar),
        side_px=64,
        settings=Settings(candidates=candidates, variants=variants),
        space=SPACE,
    )
    return folder
