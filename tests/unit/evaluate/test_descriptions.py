"""A file of descriptions made elsewhere is read strictly, and finds its pictures by name."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.descriptions import captions_as_descriptions, load_descriptions

Lines = Callable[..., Path]


@pytest.fixture
def lines(tmp_path: Path) -> Lines:
    def write(*content: object) -> Path:
        target = tmp_path / "made_up.jsonl"
        texts = [one if isinstance(one, str) else json.dumps(one) for one in content]
        target.write_text("\n".join(texts) + "\n", encoding="utf-8")
        return target

    return write


def picture(filename: str, *captions: str) -> Picture:
    return Picture(filename=filename, container="/data", member=filename, captions=captions)


def test_variants_and_rich_texts_are_found_by_path_or_bare_name(lines: Lines) -> None:
    path = lines(
        {"filename": "a.png", "variants": ["a lake", "water"], "rich": "A long text."},
        "",
        {"filename": "deep/b.png", "descriptions": ["a wood"]},
    )
    found = load_descriptions(path)
    assert found.author.captioner == "file:made_up.jsonl"
    assert found.variants_of(picture("images/a.png")) == ("a lake", "water")
    assert found.rich_of(picture("a.png")) == "A long text."
    assert found.variants_of(picture("deep/b.png")) == ("a wood",)
    assert found.variants_of(picture("c.png")) == ()
    assert found.rich_of(picture("deep/b.png")) is None


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "not valid JSON"),
        ('["a.png"]', "list, not an object"),
        ({"variants": ["x"]}, "no text in `filename`"),
        ({"filename": "b.png"}, "neither `variants` nor `rich`"),
        ({"filename": "b.png", "variants": []}, "neither `variants` nor `rich`"),
        ({"filename": "b.png", "variants": "x"}, "`variants` as str"),
        ({"filename": "b.png", "variants": ["x", " "]}, r"`variants\[1\]`"),
        ({"filename": "b.png", "variants": ["half a character: \ud800"]}, r"`variants\[0\]`"),
        ({"filename": "b.png", "rich": 3}, "`rich`"),
        ({"filename": "a.png", "variants": ["y"]}, "repeats 'a.png' of line 1"),
    ],
)
def test_one_wrong_line_is_named_and_refuses_the_file(lines: Lines, line: object, what: str) -> None:
    path = lines({"filename": "a.png", "variants": ["x"]}, line)
    with pytest.raises(DatasetFormatError, match=rf"made_up\.jsonl line 2 .*{what}"):
        load_descriptions(path)


def test_a_file_that_is_empty_missing_or_not_utf_8_is_refused(tmp_path: Path, lines: Lines) -> None:
    with pytest.raises(DatasetFormatError, match="no descriptions"):
        load_descriptions(lines(""))
    with pytest.raises(DatasetNotFoundError):
        load_descriptions(tmp_path / "gone.jsonl")
    (tmp_path / "latin.jsonl").write_bytes('{"filename": "ä"}'.encode("latin-1"))
    with pytest.raises(DatasetFormatError, match="not UTF-8"):
        load_descriptions(tmp_path / "latin.jsonl")


def test_other_content_is_another_author(lines: Lines) -> None:
    first = load_descriptions(lines({"filename": "a.png", "variants": ["x"]})).author
    second = load_descriptions(lines({"filename": "a.png", "variants": ["y"]})).author
    assert first.captioner == second.captioner
    assert first != second


def test_captions_stand_in_for_a_captioner() -> None:
    found = captions_as_descriptions([picture("a.png", "x", "y"), picture("b.png")])
    assert found.author.captioner == "captions"
    assert dict(found.variants) == {"a.png": ("x", "y")}
