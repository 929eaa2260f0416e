"""Pictures with captions or scene labels, from the formats that the field publishes."""

from __future__ import annotations

from tilescribe.evaluate.datasets.duplicates import CaptionDuplicates, caption_key, count_duplicates
from tilescribe.evaluate.datasets.loading import load_dataset
from tilescribe.evaluate.datasets.model import Dataset, Picture, Problem, ProblemKind
from tilescribe.evaluate.datasets.opening import open_picture
from tilescribe.evaluate.datasets.pairs import load_pairs

__all__ = [
    "CaptionDuplicates",
    "Dataset",
    "Picture",
    "Problem",
    "ProblemKind",
    "caption_key",
    "count_duplicates",
    "load_dataset",
    "load_pairs",
    "open_picture",
]
