"""Which of the field's caption formats a path is in."""

from __future__ import annotations

from pathlib import Path

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError
from tilescribe.evaluate.datasets.entries import Captions, read_text
from tilescribe.evaluate.datasets.json_file import parse_json
from tilescribe.evaluate.datasets.text_pairs import is_pair_file, read_pairs

__all__ = ["read_captions"]

_REMEDY = (
    "Give a JSON file with an `images` list (Karpathy's `sentences[].raw`, or `captions`), "
    "or text pairs `SPLIT_caps.txt` and `SPLIT_filename.txt`"
)


def read_captions(path: Path) -> Captions:
    """Read a caption file, or a folder of text pairs.

    Formats:
        JSON: `{"images": [{"filename", "split", …}]}` with the captions in `sentences[].raw` (Karpathy's form, in
            which RSICD, RSITMD, UCM and Sydney are published) or in `captions`.
        Text pairs: `SPLIT_caps.txt` with one caption a line beside `SPLIT_filename.txt` (the precomputed form of
            VSE++ and AMFMN). Given one of the files, its split is the default.

    Raises:
        DatasetNotFoundError: The path does not exist or cannot be read.
        DatasetFormatError: It is in none of these formats, or no UTF-8.
    """
    if path.is_dir():
        return read_pairs(path)
    if is_pair_file(path):
        return read_pairs(path)
    if not path.exists():
        raise DatasetNotFoundError(f"There is no caption file {path}", remedy=_REMEDY)
    text = read_text(path)
    if not text.lstrip().startswith(("{", "[")):
        raise DatasetFormatError(f"{path} is in no known caption format", remedy=_REMEDY)
    return parse_json(text, path=path)
