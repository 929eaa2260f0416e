"""What an evaluation data set is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from tilescribe.evaluate.datasets.duplicates import CaptionDuplicates, count_duplicates

__all__ = ["Dataset", "Picture", "Problem", "ProblemKind"]


class ProblemKind(StrEnum):
    """Why something of the data set takes no part."""

    CAPTIONS_WITHOUT_PICTURE = "captions without a picture"
    PICTURE_WITHOUT_CAPTIONS = "picture without captions"
    """Nor has it a scene label."""
    BROKEN_ENTRY = "broken entry"
    """The caption file says something about a picture that cannot be used; the rest of the entry may be."""
    BROKEN_PICTURE = "broken picture"
    """Found only when it is opened, so never by `load_dataset`."""
    PICTURE_WITHOUT_DESCRIPTIONS = "picture without descriptions"
    """A file of descriptions made elsewhere says nothing about it; found when the two are brought together."""
    NOT_DESCRIBED = "captioner failed"
    """Found only when it is described."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that was left out."""

    kind: ProblemKind
    name: str
    """File name of the picture, or the place in the caption file."""
    reason: str


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture and what people said about it. The file is opened by `open_picture` only."""

    filename: str
    """As in the caption file; unique in the data set."""
    container: str
    """Absolute path of the folder or zip that holds the file."""
    member: str
    """Path within the container, with forward slashes."""
    captions: tuple[str, ...] = ()
    """Stripped of white space around, never blank; empty for a picture that has only a scene label."""
    scene: str | None = None
    """Class label."""
    split: str | None = None
    lat: float | None = None
    """WGS84 degrees of the centre."""
    lon: float | None = None
    """WGS84 degrees of the centre."""
    gsd_m: float | None = None
    """Ground size of one pixel."""
    before: str | None = None
    """Path within the container of the same place at an earlier date, in a data set of pairs; else None."""
    changed: bool | None = None
    """Of a pair, whether anything has changed; None where nobody says."""
    labels: tuple[str, ...] | None = None
    """Of a pair, what has changed, by name; empty for nothing of the kind, None where it is not known."""

    @property
    def path(self) -> str:
        """Where the file is, for messages, and of a pair since when: unique in the data set."""
        return self.file if self.before is None else f"{self.file} (since {self.before})"

    @property
    def file(self) -> str:
        """Where the file is; in a zip it is no path that could be opened."""
        return f"{self.container}/{self.member}"

    @property
    def earlier(self) -> Picture:
        """The earlier picture of a pair.

        Raises:
            ValueError: It is no pair.
        """
        if self.before is None:
            raise ValueError(f"{self.filename} is a single picture")
        return replace(self, member=self.before, before=None)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Pictures in the order of the caption file, and what had to be left out."""

    name: str
    """Of the caption file or folder, without its suffix."""
    split: str | None
    """The split that was asked for, or None for all."""
    pictures: tuple[Picture, ...]
    problems: tuple[Problem, ...]
    questions: Mapping[str, str] = field(default_factory=dict)
    """Of pairs: label to the question that asks for it; a label without one is asked for by its name."""

    @property
    def captioned(self) -> tuple[Picture, ...]:
        """The pictures that have captions: what retrieval is measured on."""
        return tuple(picture for picture in self.pictures if picture.captions)

    @property
    def labelled(self) -> tuple[Picture, ...]:
        """The pictures that have a scene label: what classification is measured on."""
        return tuple(picture for picture in self.pictures if picture.scene is not None)

    @property
    def scenes(self) -> tuple[str, ...]:
        """The scene labels in alphabetical order."""
        return tuple(sorted({picture.scene for picture in self.pictures if picture.scene is not None}))

    @property
    def kinds_of_change(self) -> tuple[str, ...]:
        """The labels of pairs in alphabetical order."""
        return tuple(sorted({label for picture in self.pictures for label in picture.labels or ()}))

    def duplicates(self) -> CaptionDuplicates:
        """How often the same sentence stands in the data set more than once."""
        return count_duplicates([picture.captions for picture in self.captioned])

    def problem_counts(self) -> Mapping[ProblemKind, int]:
        """How many problems of each kind there are; every kind is a key."""
        found = Counter(problem.kind for problem in self.problems)
        return {kind: found[kind] for kind in ProblemKind}
