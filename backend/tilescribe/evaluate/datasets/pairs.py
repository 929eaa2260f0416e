"""Load a data set of pairs: pictures of one place at two dates, joined with what people say has changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError, EmptyDatasetError, InvalidOptionError
from tilescribe.evaluate.datasets.entries import Entry, is_text, read_text
from tilescribe.evaluate.datasets.gallery import list_gallery
from tilescribe.evaluate.datasets.json_file import EntryParser, broken, load_json
from tilescribe.evaluate.datasets.loading import of_split, spread
from tilescribe.evaluate.datasets.model import Dataset, Picture, Problem, ProblemKind

__all__ = ["LEVIR_CC", "load_pairs"]

LEVIR_CC = "LevirCCcaptions.json"
"""The caption file as it is published with LEVIR-CC (Liu et al., TGRS 2022, doi 10.1109/TGRS.2022.3218921)."""
_REMEDY = (
    "Give LEVIR-CC's caption file, or "
    '{"pairs": [{"before": "a.png", "after": "b.png", "labels": ["destroyed"], "captions": ["…"]}]}'
)


@dataclass(frozen=True, slots=True)
class _PairEntry:
    """What the file says about one pair."""

    entry: Entry
    """With the name of the pair for a file name."""
    before: str
    """Path as far as the file tells it."""
    after: str
    changed: bool | None
    labels: tuple[str, ...] | None


@dataclass(slots=True)
class _Said:
    """What the file says about all pairs."""

    name: str
    entries: list[_PairEntry] = field(default_factory=list)
    questions: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_pairs(
    images: str | Path, captions: str | Path | None = None, *, split: str | None = None, limit: int | None = None
) -> Dataset:
    """Bring pairs of pictures together with their captions and labels. No picture is opened.

    Two forms are read. LEVIR-CC as it is published: `images/SPLIT/A` and `images/SPLIT/B`, and a caption file with five
    sentences a pair and a `changeflag`. And `{"pairs": [...]}`: `before` and `after` are paths in `images`;
    `name`, `captions`, `labels`, `changed`, `split`, `lat` with `lon` and `gsd_m` may be missing. Labels name what has
    changed; without `labels`, or with null, a pair takes no part where labels are measured. `questions` beside `pairs`
    gives the question that asks for a label.

    Args:
        images: Folder or zip of pictures; or the file of the second form, whose folder it is then.
        captions: The file; None for `LevirCCcaptions.json` in the folder.
        split: Keep only this split.
        limit: Keep at most so many pairs, spread evenly over the file's order.

    Raises:
        DatasetNotFoundError: `images` or `captions` does not exist or cannot be read.
        DatasetFormatError: `captions` is in neither form.
        EmptyDatasetError: No such split, or no pair with both pictures about which something is said.
        InvalidOptionError: `limit` is below 1.
    """
    if limit is not None and limit < 1:
        raise InvalidOptionError(f"The limit is {limit}", remedy="Give the number of pairs, at least 1")
    folder, file = _places(Path(images), None if captions is None else Path(captions))
    said = _read(file)
    members = _by_ending(list_gallery(folder).members)
    container = str(folder.resolve())
    pictures: list[Picture] = []
    problems = list(said.problems)
    chosen = of_split(said.entries, split, name=said.name, split_of=lambda one: one.entry.split, what="pairs")
    for one in _unique(chosen, problems):
        picture = _picture(one, members, container, problems)
        if picture is not None:
            pictures.append(picture)
    if not pictures:
        first = f"; the first: {problems[0].name}: {problems[0].reason}" if problems else ""
        raise EmptyDatasetError(
            f"{said.name} has no pair with both pictures about which something is said{first}",
            remedy="Give the folder or zip that holds both pictures of each pair, and captions or labels",
        )
    return Dataset(
        name=said.name,
        split=split,
        pictures=tuple(spread(pictures, limit)),
        problems=tuple(problems),
        questions=said.questions,
    )


def _places(images: Path, captions: Path | None) -> tuple[Path, Path]:
    """(folder or zip of the pictures, caption file)."""
    if captions is not None:
        return images, captions
    if images.suffix.lower() == ".json":
        return images.parent, images
    file = images / LEVIR_CC
    if images.is_dir() and not file.exists():
        raise DatasetNotFoundError(
            f"There is no {LEVIR_CC} in {images}", remedy="Name the caption file with --captions"
        )
    if images.is_file():
        raise DatasetNotFoundError(
            f"What has changed in the pairs of {images} is told by no file", remedy="Name it with --captions"
        )
    return images, file


def _read(file: Path) -> _Said:
    content = load_json(read_text(file), path=file)
    said = _Said(file.stem)
    if isinstance(content, dict) and isinstance(content.get("images"), list):
        for position, image in enumerate(content["images"]):
            _add(said, image, position=position, levir=True)
        return said
    if not isinstance(content, dict) or not isinstance(content.get("pairs"), list):
        raise DatasetFormatError(f"{file} is JSON with neither a list `images` nor a list `pairs`", remedy=_REMEDY)
    for position, pair in enumerate(content["pairs"]):
        _add(said, pair, position=position, levir=False)
    said.questions = _questions(content.get("questions"), said)
    return said


def _questions(found: Any, said: _Said) -> dict[str, str]:
    if found is None:
        return {}
    if not isinstance(found, dict):
        said.problems.append(broken("questions", f"is {type(found).__name__}, not an object of label to question"))
        return {}
    for label, question in found.items():
        if not is_text(question):
            said.problems.append(broken("questions", f"the question for {label!r} is no text"))
    return {label: question.strip() for label, question in found.items() if is_text(question)}


def _add(said: _Said, found: Any, *, position: int, levir: bool) -> None:
    place = f"images[{position}]" if levir else f"pairs[{position}]"
    if not levir and isinstance(found, dict):
        missing = [name for name in ("before", "after") if not is_text(found.get(name))]
        if missing:
            said.problems.append(broken(place, f"has no file name in `{'` and `'.join(missing)}`"))
            return
        name = found.get("name")
        found = {**found, "filename": name if is_text(name) else found["after"]}
    parser = EntryParser(found, place=place)
    entry = parser.parse()
    said.problems += parser.problems
    if entry is None:
        return
    before, after = _of_levir(found, entry) if levir else (found["before"], found["after"])
    if before == after:
        said.problems.append(broken(entry.filename, f"compares {before} with itself"))
        return
    changed = _flag(found, "changeflag" if levir else "changed", entry.filename, said)
    said.entries.append(_PairEntry(entry, before, after, changed, _labels(found, entry.filename, said)))


def _of_levir(image: Mapping[str, Any], entry: Entry) -> tuple[str, str]:
    folder = image.get("filepath") or entry.split or ""
    below = f"{folder}/" if folder else ""
    return f"{below}A/{image['filename']}", f"{below}B/{image['filename']}"


def _flag(found: Mapping[str, Any], name: str, of: str, said: _Said) -> bool | None:
    value = found.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or (isinstance(value, int) and value in (0, 1)):
        return bool(value)
    said.problems.append(broken(of, f"`{name}` is {value!r}, neither 0 nor 1"))
    return None


def _labels(found: Mapping[str, Any], of: str, said: _Said) -> tuple[str, ...] | None:
    value = found.get("labels")
    if value is None:
        return None
    if isinstance(value, list) and all(is_text(label) for label in value):
        return tuple(dict.fromkeys(label.strip() for label in value))
    said.problems.append(broken(of, f"`labels` is {value!r}, not a list of names"))
    return None


def _unique(entries: Iterable[_PairEntry], problems: list[Problem]) -> list[_PairEntry]:
    kept: dict[str, _PairEntry] = {}
    repeated = [one.entry.filename for one in entries if kept.setdefault(one.entry.filename, one) is not one]
    problems += [broken(name, "stands in the file more than once; the first is used") for name in repeated]
    return list(kept.values())


def _by_ending(members: Sequence[str]) -> dict[str, list[str]]:
    """Members by their path and by every end of it: archives are unpacked into all kinds of folders."""
    found: dict[str, list[str]] = {}
    for member in members:
        parts = PurePosixPath(member).parts
        for start in range(len(parts)):
            found.setdefault("/".join(parts[start:]), []).append(member)
    return found


def _picture(
    one: _PairEntry, members: Mapping[str, list[str]], container: str, problems: list[Problem]
) -> Picture | None:
    entry = one.entry
    if not entry.captions and one.labels is None and one.changed is None:
        reason = "its entry has neither captions nor labels, and does not say whether anything has changed"
        problems.append(Problem(ProblemKind.PICTURE_WITHOUT_CAPTIONS, entry.filename, reason))
        return None
    found = []
    for which, wanted in (("earlier", one.before), ("later", one.after)):
        path = PurePosixPath(wanted.replace("\\", "/")).as_posix()
        places = members.get(path, [])
        exact = [place for place in places if place == path] or places
        if len(exact) != 1:
            where = f"in several folders: {', '.join(places)}" if places else f"not in {container}"
            reason = f"its {which} picture {wanted} is {where}"
            problems.append(Problem(ProblemKind.CAPTIONS_WITHOUT_PICTURE, entry.filename, reason))
            return None
        found += exact
    return Picture(
        filename=entry.filename,
        container=container,
        member=found[1],
        captions=entry.captions,
        split=entry.split,
        lat=entry.lat,
        lon=entry.lon,
        gsd_m=entry.gsd_m,
        before=found[0],
        changed=one.changed,
        labels=one.labels,
    )
