"""Each format that the field publishes is recognised, and what is none is refused with the reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError
from tilescribe.evaluate.datasets.entries import Entry
from tilescribe.evaluate.datasets.formats import read_captions
from tilescribe.evaluate.datasets.json_file import parse_json
from tilescribe.evaluate.datasets.model import ProblemKind

Write = Callable[[Sequence[Any]], Path]
WritePairs = Callable[[Mapping[str, str]], Path]


def test_karpathy_json_gives_the_raw_sentences(captions_json: Write) -> None:
    sentences = [{"raw": " A pier . ", "tokens": ["a", "pier"]}, {"raw": "Boats ."}]
    said = read_captions(captions_json([{"filename": "1.tif", "split": "test", "imgid": 0, "sentences": sentences}]))
    assert said.entries == (Entry(filename="1.tif", captions=("A pier .", "Boats ."), split="test"),)
    assert (said.name, said.split, said.problems) == ("dataset_made_up", None, ())


def test_karpathy_file_paths_are_part_of_the_name(captions_json: Write) -> None:
    said = read_captions(captions_json([{"filename": "1.jpg", "filepath": "val", "sentences": [{"raw": "a"}]}]))
    assert said.entries[0].filename == "val/1.jpg"


def test_plain_json_gives_captions_scene_and_place(captions_json: Write) -> None:
    image = {"filename": "a.jpg", "captions": ["x"], "scene": "river", "lat": -3.5, "lon": 179, "gsd_m": 10}
    said = read_captions(captions_json([image]))
    assert said.entries == (Entry("a.jpg", ("x",), scene="river", lat=-3.5, lon=179.0, gsd_m=10.0),)


def test_a_byte_order_mark_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"images": [{"filename": "a.jpg"}]}).encode())
    assert read_captions(path).entries == (Entry("a.jpg"),)


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        ("a.jpg", "is str, not an object"),
        ({"captions": ["x"]}, "has no file name"),
        ({"filename": "  "}, "has no file name"),
        ({"filename": "a.jpg", "captions": "x"}, "`captions` is str, not a list"),
        ({"filename": "a.jpg", "captions": ["x", " "]}, "`captions[1]` holds no text"),
        ({"filename": "a.jpg", "sentences": [{"tokens": ["x"]}]}, "`sentences[0]` holds no text"),
        ({"filename": "a.jpg", "scene": 3}, "`scene` is 3, not a name"),
        ({"filename": "a.jpg", "lat": 91, "lon": 0}, "`lat` is 91, out of its range"),
        ({"filename": "a.jpg", "gsd_m": 0}, "`gsd_m` is 0, out of its range"),
        ({"filename": "a.jpg", "lat": True, "lon": 1}, "`lat` is True, out of its range"),
    ],
)
def test_a_broken_entry_is_named_with_its_reason(captions_json: Write, image: Any, reason: str) -> None:
    said = read_captions(captions_json([image, {"filename": "good.jpg", "captions": ["y"]}]))
    assert [(problem.kind, problem.reason) for problem in said.problems] == [(ProblemKind.BROKEN_ENTRY, reason)]
    assert said.entries[-1] == Entry("good.jpg", ("y",))


def test_a_bad_latitude_takes_the_longitude_with_it(captions_json: Write) -> None:
    said = read_captions(captions_json([{"filename": "a.jpg", "lat": 95, "lon": 10}]))
    assert (said.entries[0].lat, said.entries[0].lon) == (None, None)


def test_a_file_name_that_comes_again_with_other_content_is_a_problem(captions_json: Write) -> None:
    first, second = {"filename": "a.jpg", "captions": ["x"]}, {"filename": "a.jpg", "captions": ["y"]}
    said = read_captions(captions_json([first, first, second]))
    assert said.entries == (Entry("a.jpg", ("x",)),)
    assert [problem.name for problem in said.problems] == ["a.jpg"]
    assert "images[2]" in said.problems[0].reason


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["filename", "filepath", "captions", "sentences", "split", "scene", "lat", "lon", "gsd_m"])


@given(st.lists(ANY_JSON | st.dictionaries(FIELDS, ANY_JSON, max_size=6), max_size=4))
def test_every_element_is_an_entry_or_a_problem_and_never_a_crash(images: list[Any]) -> None:
    said = parse_json(json.dumps({"images": images}), path=Path("made_up.json"))
    names = {
        image["filename"] for image in images if isinstance(image, dict) and isinstance(image.get("filename"), str)
    }
    assert len(said.entries) <= len(images)
    assert bool(said.entries) == any(name.strip() for name in names)
    assert len(said.entries) + len(said.problems) >= len({json.dumps(image) for image in images})


def test_text_pairs_with_one_file_name_a_picture(pairs: WritePairs) -> None:
    captions = "".join(f"caption {number}\n" for number in range(10))
    root = pairs({"test_caps.txt": captions, "test_filename.txt": "a.jpg\nb.jpg\n"})
    said = read_captions(root)
    assert [entry.filename for entry in said.entries] == ["a.jpg", "b.jpg"]
    assert said.entries[1].captions == tuple(f"caption {number}" for number in range(5, 10))
    assert (said.name, said.split) == ("made_up_precomp", None)


def test_text_pairs_with_one_file_name_a_caption(pairs: WritePairs) -> None:
    root = pairs({"test_caps.txt": "one\ntwo\nthree", "test_filename.txt": "a.jpg\r\nb.jpg\r\na.jpg\r\n"})
    assert read_captions(root).entries == (
        Entry("a.jpg", ("one", "three"), split="test"),
        Entry("b.jpg", ("two",), split="test"),
    )


@pytest.mark.parametrize("half", ["caps", "filename"])
def test_either_half_of_a_pair_tells_the_split(pairs: WritePairs, half: str) -> None:
    files = {"val_caps.txt": "x", "val_filename.txt": "a.jpg", "test_caps.txt": "y", "test_filename.txt": "b.jpg"}
    said = read_captions(pairs(files) / f"val_{half}.txt")
    assert said.split == "val"
    assert {entry.split for entry in said.entries} == {"val", "test"}


def test_an_empty_caption_line_is_a_problem_and_shifts_nothing(pairs: WritePairs) -> None:
    root = pairs({"t_caps.txt": "one\n\nthree\nfour\n", "t_filename.txt": "a.jpg\nb.jpg\n"})
    said = read_captions(root)
    assert [entry.captions for entry in said.entries] == [("one",), ("three", "four")]
    assert [problem.reason for problem in said.problems] == ["t_caps.txt line 2 has no caption"]


def test_a_pair_without_its_partner_is_refused(pairs: WritePairs) -> None:
    with pytest.raises(DatasetFormatError, match=r"test_caps\.txt stands alone: the `filename` file of split 'test'"):
        read_captions(pairs({"test_caps.txt": "x\n"}))


def test_pairs_whose_lines_do_not_fit_are_refused_with_both_counts(pairs: WritePairs) -> None:
    root = pairs({"test_caps.txt": "x\n" * 7, "test_filename.txt": "a.jpg\nb.jpg\n"})
    with pytest.raises(DatasetFormatError, match=r"has 7 lines and test_filename.txt 2"):
        read_captions(root)


def test_a_folder_without_captions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatasetFormatError, match="holds no captions"):
        read_captions(tmp_path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name,caption\na.jpg,x\n", "is in no known caption format"),
        (b"", "is in no known caption format"),
        (b'{"images": [', "is not valid JSON"),
        (b'{"annotations": []}', "without a list named `images`"),
        (b"[1, 2]", "without a list named `images`"),
        (b"[" * 100_000, "is not valid JSON"),
    ],
)
def test_what_is_no_caption_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "captions.json"
    path.write_bytes(content)
    with pytest.raises(DatasetFormatError, match=message):
        read_captions(path)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_text_that_is_not_utf_8_is_refused_with_offset_and_remedy(tmp_path: Path, mark: bytes) -> None:
    path = tmp_path / "latin.json"
    path.write_bytes(mark + '{"images": ["Küste"]}'.encode("latin-1"))
    offset = len(mark) + len('{"images": ["K')
    with pytest.raises(DatasetFormatError, match=rf"latin.json is not UTF-8: byte 0xfc at offset {offset}") as refusal:
        read_captions(path)
    assert "iconv" in refusal.value.remedy


@pytest.mark.parametrize("name", ["absent.json", "absent/test_caps.txt"])
def test_an_absent_caption_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DatasetNotFoundError):
        read_captions(tmp_path / name)
