"""Inputs of an evaluation: pictures, and captioners or descriptions of them. All bad input is refused here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.describe import load_captioner
from tilescribe.describe.change_registry import load_change_captioner
from tilescribe.describe.pictures import picture_pixels
from tilescribe.errors import EmptyDatasetError, InvalidOptionError
from tilescribe.evaluate.cataloguing import Shown
from tilescribe.evaluate.datasets import (
    Dataset,
    Picture,
    Problem,
    ProblemKind,
    count_duplicates,
    load_dataset,
    load_pairs,
    open_picture,
)
from tilescribe.evaluate.descriptions import (
    CAPTIONS,
    Descriptions,
    SuppliedCaptioner,
    captions_as_descriptions,
    load_descriptions,
)
from tilescribe.evaluate.options import EvaluateOptions
from tilescribe.evaluate.pairs import pair_pixels, read_pair
from tilescribe.evaluate.reading import Reader
from tilescribe.evaluate.results import DatasetSummary

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner

__all__ = ["Inputs", "load_inputs", "summarise"]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Read and paired; no picture has been opened and no model loaded but the captioner."""

    images: str
    captions_file: str
    dataset: Dataset
    pictures: tuple[Picture, ...]
    """Those of the data set that somebody may say something about."""
    problems: tuple[Problem, ...]
    captioner: Captioner
    """What is judged."""
    rich: Descriptions | None
    """Long texts to ask."""
    read: Reader = open_picture
    """Opens a picture, or a pair."""
    shown: Shown = picture_pixels
    """Makes what the captioners get of it."""


def load_inputs(
    images: str | Path, captions: str | Path | None, *, options: EvaluateOptions, captioner: Captioner | None
) -> Inputs:
    """Read what the user named.

    Raises:
        DatasetError: Pictures, captions or descriptions cannot be used, or nothing is left.
        InvalidOptionError: No captions are given, and no pairs.
        UnknownCaptionerError: No captioner of that name.
        ModelError: The captioner cannot be loaded.
    """
    supplied = _supplied(options)
    rich = load_descriptions(options.rich) if options.rich else supplied
    dataset = _dataset(images, captions, options)
    if options.descriptions == CAPTIONS:
        supplied = captions_as_descriptions(dataset.captioned)
    pictures: Sequence[Picture] = dataset.pictures
    silent: Sequence[Problem] = ()
    if supplied is not None:
        pictures, silent = _described_by(supplied, dataset.pictures)
        captioner = SuppliedCaptioner(supplied, pictures)
    return Inputs(
        images=str(images),
        captions_file=str(captions or images),
        dataset=dataset,
        pictures=tuple(pictures),
        problems=(*dataset.problems, *silent),
        captioner=captioner or _captioner(options),
        rich=rich,
        read=read_pair if options.pairs else open_picture,
        shown=pair_pixels if options.pairs else picture_pixels,
    )


def summarise(inputs: Inputs, pictures: Sequence[Picture], problems: Sequence[Problem]) -> DatasetSummary:
    """The data set as it was measured: `pictures` are those that could be read and described."""
    captions = [picture.captions for picture in pictures if picture.captions]
    labels = [picture.scene for picture in pictures if picture.scene is not None]
    return DatasetSummary(
        name=inputs.dataset.name,
        split=inputs.dataset.split,
        images=inputs.images,
        captions_file=inputs.captions_file,
        pictures=len(pictures),
        captioned=len(captions),
        captions=sum(map(len, captions)),
        labelled=len(labels),
        classes=dict(sorted(Counter(labels).items())),
        duplicates=count_duplicates(captions) if captions else None,
        problems=tuple(problems),
    )


def _dataset(images: str | Path, captions: str | Path | None, options: EvaluateOptions) -> Dataset:
    if options.pairs:
        return load_pairs(images, captions, split=options.split, limit=options.limit)
    if captions is None:
        raise InvalidOptionError(
            f"Nothing says what the pictures of {images} show", remedy="Name the caption file with --captions"
        )
    return load_dataset(
        images, captions, split=options.split, limit=options.limit, labels_from_names=options.labels_from_names
    )


def _captioner(options: EvaluateOptions) -> Captioner:
    if options.pairs:
        return load_change_captioner(options.captioner)
    return load_captioner(options.captioner)


def _supplied(options: EvaluateOptions) -> Descriptions | None:
    if options.descriptions is None or options.descriptions == CAPTIONS:
        return None
    return load_descriptions(options.descriptions)


def _described_by(supplied: Descriptions, pictures: Sequence[Picture]) -> tuple[list[Picture], list[Problem]]:
    """What the descriptions are about, and what they leave out."""
    reason = f"{supplied.author.captioner} says nothing about it"
    silent = [
        Problem(ProblemKind.PICTURE_WITHOUT_DESCRIPTIONS, picture.filename, reason)
        for picture in pictures
        if not supplied.variants_of(picture)
    ]
    if len(silent) == len(pictures):
        raise EmptyDatasetError(
            f"{supplied.author.captioner} says nothing about any of {len(pictures):,} pictures; "
            f"the first is {pictures[0].filename}",
            remedy="Give descriptions of these pictures, with `filename` as in the caption file",
        )
    return [picture for picture in pictures if supplied.variants_of(picture)], silent
