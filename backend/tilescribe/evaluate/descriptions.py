"""Descriptions from a file: any model's output can be evaluated without running it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.errors import DatasetFormatError
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.datasets.entries import is_text, read_text

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.domain.pixels import TilePixels

__all__ = ["CAPTIONS", "Descriptions", "SuppliedCaptioner", "captions_as_descriptions", "load_descriptions"]

CAPTIONS = "captions"
"""In the place of a file: the human captions stand in for a perfect captioner."""

_REMEDY = (
    'Give one JSON object a line: {"filename": "a.jpg", "variants": ["…", "…"], "rich": "…"}; "rich" may be missing'
)


@dataclass(frozen=True, slots=True)
class Descriptions:
    """Texts by file name, as the file gives it."""

    author: Author
    variants: Mapping[str, tuple[str, ...]]
    rich: Mapping[str, str]
    """One long text a picture: a query in the paper's second reading."""

    def variants_of(self, picture: Picture) -> tuple[str, ...]:
        """Empty when nothing is said about the picture."""
        return self.variants.get(picture.filename) or self.variants.get(Path(picture.filename).name, ())

    def rich_of(self, picture: Picture) -> str | None:
        """None when there is none of the picture."""
        return self.rich.get(picture.filename) or self.rich.get(Path(picture.filename).name)


def load_descriptions(path: str | Path) -> Descriptions:
    """Read JSON lines, one picture a line: `filename` with `variants` or `descriptions` (texts), `rich`, or both.

    A file that is wrong in one line is refused as a whole: half a model's output would be judged as if it were all.

    Raises:
        DatasetNotFoundError: The file cannot be read.
        DatasetFormatError: It is empty, not UTF-8, or a line is wrong; the message names the line.
    """
    path = Path(path)
    text = read_text(path)
    variants: dict[str, tuple[str, ...]] = {}
    rich: dict[str, str] = {}
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        parser = _Line(line, place=f"{path} line {number}")
        if parser.filename in seen:
            raise parser.wrong(f"repeats {parser.filename!r} of line {seen[parser.filename]}")
        seen[parser.filename] = number
        if parser.variants:
            variants[parser.filename] = parser.variants
        if parser.rich:
            rich[parser.filename] = parser.rich
    if not seen:
        raise DatasetFormatError(f"{path} holds no descriptions", remedy=_REMEDY)
    return Descriptions(_author(f"file:{path.name}", [text]), variants, rich)


def captions_as_descriptions(pictures: Iterable[Picture]) -> Descriptions:
    """What people said, as if a captioner had."""
    variants = {picture.filename: picture.captions for picture in pictures if picture.captions}
    return Descriptions(_author(CAPTIONS, (text for own in variants.values() for text in own)), variants, {})


class SuppliedCaptioner:
    """Says about a picture what was supplied, by its path; looks at no pixel.

    Unlike a model it may say different things about equal pixels, so what it said must not be reused by content.
    """

    batch_size = 64
    input_side_px = 224

    def __init__(self, descriptions: Descriptions, pictures: Iterable[Picture]) -> None:
        self.author = descriptions.author
        self._texts = {picture.path: descriptions.variants_of(picture) for picture in pictures}

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`."""
        return [self._caption(self._texts.get(tile.raster.path, ())) for tile in tiles]

    def _caption(self, texts: Sequence[str]) -> Caption:
        if not texts:
            return Caption(failure=f"{self.author.captioner} says nothing about it")
        return Caption(tuple(Description(DescriptionKind.SUMMARY, text, variant) for variant, text in enumerate(texts)))


class _Line:
    def __init__(self, line: str, *, place: str) -> None:
        self._place = place
        try:
            content = json.loads(line)
        except (json.JSONDecodeError, RecursionError) as error:
            raise self.wrong(f"is not valid JSON: {error}") from error
        if not isinstance(content, dict):
            raise self.wrong(f"is {type(content).__name__}, not an object")
        self.filename = self._text(content.get("filename"), "`filename`")
        field = "variants" if "variants" in content else "descriptions"
        self.variants = self._texts(content.get(field), field)
        self.rich = self._text(content["rich"], "`rich`") if content.get("rich") is not None else None
        if not self.variants and self.rich is None:
            raise self.wrong("has neither `variants` nor `rich`")

    def wrong(self, what: str) -> DatasetFormatError:
        return DatasetFormatError(f"{self._place} {what}", remedy=_REMEDY)

    def _texts(self, value: Any, field: str) -> tuple[str, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise self.wrong(f"has `{field}` as {type(value).__name__}, not a list of texts")
        return tuple(self._text(text, f"`{field}[{position}]`") for position, text in enumerate(value))

    def _text(self, value: Any, name: str) -> str:
        if not is_text(value):
            raise self.wrong(f"has no text in {name}")
        return value.strip()


def _author(name: str, texts: Iterable[str]) -> Author:
    digest = hashlib.blake2b(digest_size=8)
    for text in texts:
        digest.update(text.encode() + b"\0")
    return Author(name, digest.hexdigest(), "1")


if TYPE_CHECKING:

    def _holds_to_the_protocol(supplied: SuppliedCaptioner) -> Captioner:
        return supplied
