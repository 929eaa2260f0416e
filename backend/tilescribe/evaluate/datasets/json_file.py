"""Captions as JSON: `{"images": [...]}`, in Karpathy's form or with plain lists of captions."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tilescribe.errors import DatasetFormatError
from tilescribe.evaluate.datasets.entries import Captions, Entry, is_text
from tilescribe.evaluate.datasets.model import Problem, ProblemKind

__all__ = ["EntryParser", "broken", "load_json", "parse_json"]


def parse_json(text: str, *, path: Path) -> Captions:
    """Read `text`, the content of `path`.

    A picture's captions are `sentences[].raw` or `captions`; its place is `filename`, below `filepath` where that is
    given. `split`, `scene`, `lat` with `lon` (WGS84 degrees) and `gsd_m` may be missing. An entry that cannot be used
    is a problem; so is each part that cannot, while the rest of its entry is kept.

    Raises:
        DatasetFormatError: No JSON, or none with a list `images`.
    """
    images = _images(text, path)
    entries: dict[tuple[str | None, str], Entry] = {}
    problems: list[Problem] = []
    for position, image in enumerate(images):
        parser = EntryParser(image, place=f"images[{position}]")
        entry = parser.parse()
        problems += parser.problems
        if entry is None:
            continue
        kept = entries.setdefault((entry.split, entry.filename), entry)
        if kept != entry:
            problems.append(broken(entry.filename, f"images[{position}] repeats the file name with other content"))
    return Captions(name=path.stem, entries=tuple(entries.values()), problems=tuple(problems))


def load_json(text: str, *, path: Path) -> Any:
    """What `text`, the content of `path`, holds.

    Raises:
        DatasetFormatError: No JSON.
    """
    try:
        return json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise DatasetFormatError(
            f"{path} is not valid JSON: {error}", remedy="Check that the file is complete, and copy it again"
        ) from error


def broken(name: str, reason: str) -> Problem:
    """An entry that cannot be used, or a part of one."""
    return Problem(kind=ProblemKind.BROKEN_ENTRY, name=name, reason=reason)


def _images(text: str, path: Path) -> list[Any]:
    content = load_json(text, path=path)
    images = content.get("images") if isinstance(content, dict) else None
    if not isinstance(images, list):
        raise DatasetFormatError(
            f"{path} is JSON without a list named `images`",
            remedy='Give {"images": [{"filename": …, "captions": […]}]}, or Karpathy\'s form with `sentences[].raw`',
        )
    return images


class EntryParser:
    """One element of `images`: what can be used, and what cannot."""

    def __init__(self, image: Any, *, place: str) -> None:
        self._image = image
        self._name = place
        self.problems: list[Problem] = []

    def parse(self) -> Entry | None:
        image = self._image
        if not isinstance(image, dict):
            self._refuse(f"is {type(image).__name__}, not an object")
            return None
        filename = image.get("filename")
        if not is_text(filename):
            self._refuse("has no file name")
            return None
        folder = image.get("filepath")
        self._name = f"{folder}/{filename}" if isinstance(folder, str) and folder else filename
        lat, lon = self._number(image, "lat", limit=90), self._number(image, "lon", limit=180)
        return Entry(
            filename=self._name,
            captions=self._captions(image),
            split=self._text(image, "split"),
            scene=self._text(image, "scene"),
            lat=lat if lon is not None else None,
            lon=lon if lat is not None else None,
            gsd_m=self._number(image, "gsd_m", limit=math.inf, positive=True),
        )

    def _refuse(self, reason: str) -> None:
        self.problems.append(broken(self._name, reason))

    def _captions(self, image: Mapping[str, Any]) -> tuple[str, ...]:
        field = "sentences" if "sentences" in image else "captions"
        found = image.get(field)
        if found is None:
            return ()
        if not isinstance(found, list):
            self._refuse(f"`{field}` is {type(found).__name__}, not a list")
            return ()
        texts = [item.get("raw") if isinstance(item, dict) else item for item in found]
        for position, text in enumerate(texts):
            if not is_text(text):
                self._refuse(f"`{field}[{position}]` holds no text")
        return tuple(text.strip() for text in texts if is_text(text))

    def _text(self, image: Mapping[str, Any], field: str) -> str | None:
        value = image.get(field)
        if value is None or is_text(value):
            return value
        self._refuse(f"`{field}` is {value!r}, not a name")
        return None

    def _number(self, image: Mapping[str, Any], field: str, *, limit: float, positive: bool = False) -> float | None:
        value = image.get(field)
        if value is None:
            return None
        usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not usable or abs(value) > limit or (positive and value <= 0):
            self._refuse(f"`{field}` is {value!r}, out of its range")
            return None
        return float(value)
