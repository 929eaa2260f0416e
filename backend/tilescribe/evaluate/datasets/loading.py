"""Load a data set: pictures joined with their captions or scene labels by file name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from tilescribe.errors import EmptyDatasetError, InvalidOptionError
from tilescribe.evaluate.datasets.entries import Captions, Entry
from tilescribe.evaluate.datasets.formats import read_captions
from tilescribe.evaluate.datasets.gallery import Gallery, list_gallery
from tilescribe.evaluate.datasets.model import Dataset, Picture, Problem, ProblemKind

__all__ = ["label_from_name", "load_dataset", "of_split", "spread"]

T = TypeVar("T")


def load_dataset(
    images: str | Path,
    captions: str | Path,
    *,
    split: str | None = None,
    limit: int | None = None,
    labels_from_names: bool = False,
) -> Dataset:
    """Bring a folder or zip of pictures together with their captions or scene labels. No picture is opened.

    Args:
        images: Folder (searched with its subfolders) or zip of pictures or GeoTIFFs.
        captions: A file or folder in one of the formats of `read_captions`.
        split: Keep only this split; all of them, or the one that the caption file's name tells, when None.
        limit: Keep at most so many pictures, spread evenly over the file's order, which often goes class by class.
        labels_from_names: Give pictures without a scene label the one that their file name tells: `airport_12.jpg`.

    Raises:
        DatasetNotFoundError: `images` or `captions` does not exist or cannot be read.
        DatasetFormatError: `captions` is in no known format or not UTF-8, or `images` is neither folder nor zip.
        EmptyDatasetError: No such split, or nothing in it that has both picture and caption or label.
        InvalidOptionError: `limit` is below 1.
    """
    if limit is not None and limit < 1:
        raise InvalidOptionError(f"The limit is {limit}", remedy="Give the number of pictures, at least 1")
    said = read_captions(Path(captions))
    gallery = list_gallery(Path(images))
    split = split if split is not None else said.split
    entries, repeated = _unique(of_split(said.entries, split, name=said.name, split_of=lambda entry: entry.split))
    pictures, missing = _pair(entries, gallery)
    if labels_from_names:
        pictures = [replace(one, scene=one.scene or label_from_name(one.filename)) for one in pictures]
    # Against the entries of all splits: the pictures of the others are not without captions.
    unused = _unmentioned(said.entries, gallery)
    useful, bare = _useful(pictures)
    if not useful:
        raise _nothing_left(said, split, gallery, missing)
    return Dataset(
        name=said.name,
        split=split,
        pictures=tuple(spread(useful, limit)),
        problems=(*said.problems, *repeated, *missing, *bare, *unused),
    )


def label_from_name(filename: str) -> str | None:
    """`airport` of `airport_12.jpg` and `denseresidential` of `denseresidential04.tif`; None of `00123.jpg`."""
    match = re.fullmatch(r"([A-Za-z](?:[A-Za-z _-]*[A-Za-z])?)[ _-]*\d+", PurePosixPath(filename).stem)
    return match[1] if match else None


def of_split(
    entries: Sequence[T], split: str | None, *, name: str, split_of: Callable[[T], str | None], what: str = "pictures"
) -> list[T]:
    """The entries of one split, or all.

    Raises:
        EmptyDatasetError: There are none.
    """
    if split is None:
        return list(entries)
    chosen = [entry for entry in entries if split_of(entry) == split]
    if not chosen:
        known = Counter(of for entry in entries if (of := split_of(entry)) is not None)
        names = ", ".join(f"{known_name} ({count:,} {what})" for known_name, count in sorted(known.items()))
        raise EmptyDatasetError(
            f"{name} has no {what.removesuffix('s')} in a split {split!r}",
            remedy=f"Choose from {names}" if names else "Leave the split out: these captions are not split",
        )
    return chosen


def _unique(entries: Iterable[Entry]) -> tuple[list[Entry], list[Problem]]:
    """One entry for each file name. Splits that overlap on purpose repeat the same captions, which is no problem."""
    kept: dict[str, Entry] = {}
    problems: list[Problem] = []
    for entry in entries:
        first = kept.setdefault(entry.filename, entry)
        if first.captions != entry.captions:
            reason = f"also in split {entry.split!r}, with other captions; those of {first.split!r} are used"
            problems.append(Problem(ProblemKind.BROKEN_ENTRY, entry.filename, reason))
    return list(kept.values()), problems


def _pair(entries: Iterable[Entry], gallery: Gallery) -> tuple[list[Picture], list[Problem]]:
    members = gallery.by_name()
    pictures: list[Picture] = []
    problems: list[Problem] = []
    for entry in entries:
        found = _members_of(entry, members)
        if len(found) == 1:
            pictures.append(_picture(entry, gallery.container, found[0]))
            continue
        reason = f"in several folders: {', '.join(found)}" if found else f"not in {gallery.container}"
        problems.append(Problem(ProblemKind.CAPTIONS_WITHOUT_PICTURE, entry.filename, reason))
    return pictures, problems


def _members_of(entry: Entry, members: dict[str, list[str]]) -> list[str]:
    """By path; else by bare file name, since data sets are unpacked into all kinds of folders."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    return members.get(path.as_posix()) or members.get(path.name, [])


def _picture(entry: Entry, container: str, member: str) -> Picture:
    return Picture(
        filename=entry.filename,
        container=container,
        member=member,
        captions=entry.captions,
        scene=entry.scene,
        split=entry.split,
        lat=entry.lat,
        lon=entry.lon,
        gsd_m=entry.gsd_m,
    )


def _useful(pictures: Iterable[Picture]) -> tuple[list[Picture], list[Problem]]:
    useful: list[Picture] = []
    problems: list[Problem] = []
    for picture in pictures:
        if picture.captions or picture.scene is not None:
            useful.append(picture)
        else:
            reason = "its entry has neither caption nor scene label"
            problems.append(Problem(ProblemKind.PICTURE_WITHOUT_CAPTIONS, picture.filename, reason))
    return useful, problems


def _unmentioned(entries: Iterable[Entry], gallery: Gallery) -> list[Problem]:
    members = gallery.by_name()
    mentioned = {member for entry in entries for member in _members_of(entry, members)}
    reason = "the caption file does not name it"
    return [
        Problem(ProblemKind.PICTURE_WITHOUT_CAPTIONS, member, reason)
        for member in gallery.members
        if member not in mentioned
    ]


def _nothing_left(said: Captions, split: str | None, gallery: Gallery, missing: Sequence[Problem]) -> EmptyDatasetError:
    where = said.name if split is None else f"split {split!r} of {said.name}"
    if missing:
        return EmptyDatasetError(
            f"None of the {len(missing):,} pictures of {where} is in {gallery.container}, "
            f"which holds {len(gallery.members):,}; the first is {missing[0].name}",
            remedy="Give the folder or zip that holds the pictures these captions are about",
        )
    return EmptyDatasetError(
        f"No picture of {where} has a caption or a scene label", remedy="Give captions with at least one entry"
    )


def spread(pictures: Sequence[Picture], limit: int | None) -> list[Picture]:
    """At most so many, at even distances."""
    if limit is None or limit >= len(pictures):
        return list(pictures)
    return [pictures[position * len(pictures) // limit] for position in range(limit)]
