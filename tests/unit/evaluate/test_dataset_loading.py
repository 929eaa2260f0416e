"""Pictures and captions find each other, and what does not is counted and named."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.errors import DatasetFormatError, DatasetNotFoundError, EmptyDatasetError, InvalidOptionError
from tilescribe.evaluate.datasets import ProblemKind, caption_key, count_duplicates, load_dataset, open_picture
from tilescribe.evaluate.datasets.loading import label_from_name

Folder = Callable[[Sequence[str]], Path]
Zipped = Callable[[Path], Path]
Write = Callable[[Sequence[Any]], Path]
WritePairs = Callable[[Mapping[str, str]], Path]


def said(name: str, *captions: str, **more: Any) -> dict[str, Any]:
    return {"filename": name, "captions": list(captions), **more}


def test_a_folder_and_its_zip_give_the_same_pictures(folder: Folder, zipped: Zipped, captions_json: Write) -> None:
    root = folder(["a.png", "b.png"])
    captions = captions_json([said("a.png", "x"), said("b.png", "y")])
    for images in (root, zipped(root)):
        dataset = load_dataset(images, captions)
        assert [(picture.filename, picture.captions) for picture in dataset.pictures] == [
            ("a.png", ("x",)),
            ("b.png", ("y",)),
        ]
        assert [int(open_picture(picture)[0, 0, 0]) for picture in dataset.pictures] == [0, 10]
        assert dataset.problems == ()


def test_what_lacks_its_other_half_is_named_and_left_out(folder: Folder, captions_json: Write) -> None:
    images = folder(["a.png", "b.png", "c.png"])
    dataset = load_dataset(images, captions_json([said("a.png", "x"), said("gone.png", "y"), said("c.png")]))
    assert [picture.filename for picture in dataset.pictures] == ["a.png"]
    assert {(problem.kind, problem.name) for problem in dataset.problems} == {
        (ProblemKind.CAPTIONS_WITHOUT_PICTURE, "gone.png"),
        (ProblemKind.PICTURE_WITHOUT_CAPTIONS, "b.png"),
        (ProblemKind.PICTURE_WITHOUT_CAPTIONS, "c.png"),
    }
    assert dataset.problem_counts() == {
        ProblemKind.CAPTIONS_WITHOUT_PICTURE: 1,
        ProblemKind.PICTURE_WITHOUT_CAPTIONS: 2,
        ProblemKind.BROKEN_ENTRY: 0,
        ProblemKind.BROKEN_PICTURE: 0,
        ProblemKind.PICTURE_WITHOUT_DESCRIPTIONS: 0,
        ProblemKind.NOT_DESCRIBED: 0,
    }


def test_a_scene_label_stands_in_for_captions(folder: Folder, captions_json: Write) -> None:
    images = folder(["a.png", "b.png"])
    dataset = load_dataset(images, captions_json([said("a.png", "x"), said("b.png", scene="river")]))
    assert [picture.filename for picture in dataset.captioned] == ["a.png"]
    assert [picture.filename for picture in dataset.labelled] == ["b.png"]
    assert dataset.scenes == ("river",)
    assert dataset.problems == ()


def test_the_pictures_of_other_splits_are_not_without_captions(folder: Folder, captions_json: Write) -> None:
    images = folder(["a.png", "b.png"])
    captions = captions_json([said("a.png", "x", split="train"), said("b.png", "y", split="test")])
    dataset = load_dataset(images, captions, split="test")
    assert [picture.filename for picture in dataset.pictures] == ["b.png"]
    assert dataset.problems == ()


def test_a_half_of_a_pair_chooses_its_split_unless_another_is_asked_for(folder: Folder, pairs: WritePairs) -> None:
    images = folder(["a.png", "b.png"])
    root = pairs({"val_caps.txt": "x", "val_filename.txt": "a.png", "t_caps.txt": "y", "t_filename.txt": "b.png"})
    assert [picture.filename for picture in load_dataset(images, root / "val_caps.txt").pictures] == ["a.png"]
    assert [picture.filename for picture in load_dataset(images, root, split="t").pictures] == ["b.png"]
    assert len(load_dataset(images, root).pictures) == 2


def test_splits_that_overlap_repeat_no_picture(folder: Folder, pairs: WritePairs) -> None:
    images = folder(["a.png", "b.png"])
    part = {"train_caps_verify.txt": "x\n", "train_filename_verify.txt": "a.png\n"}
    root = pairs({"train_caps.txt": "x\ny\n", "train_filename.txt": "a.png\nb.png\n", **part})
    dataset = load_dataset(images, root)
    assert sorted(picture.filename for picture in dataset.pictures) == ["a.png", "b.png"]
    assert dataset.problems == ()


def test_splits_that_contradict_each_other_are_a_problem(folder: Folder, captions_json: Write) -> None:
    captions = captions_json([said("a.png", "x", split="train"), said("a.png", "y", split="test")])
    dataset = load_dataset(folder(["a.png"]), captions)
    assert dataset.pictures[0].captions == ("x",)
    assert [problem.kind for problem in dataset.problems] == [ProblemKind.BROKEN_ENTRY]


def test_pictures_are_found_in_subfolders_by_path_or_by_name(folder: Folder, captions_json: Write) -> None:
    images = folder(["river/a.png", "lake/b.png", "b.txt.png"])
    dataset = load_dataset(images, captions_json([said("a.png", "x"), said("lake\\b.png", "y")]))
    assert [picture.member for picture in dataset.pictures] == ["river/a.png", "lake/b.png"]


def test_a_name_in_several_folders_is_not_guessed(folder: Folder, captions_json: Write) -> None:
    images = folder(["river/1.png", "lake/1.png", "2.png"])
    dataset = load_dataset(images, captions_json([said("1.png", "x"), said("2.png", "y")]))
    (problem,) = (found for found in dataset.problems if found.kind is ProblemKind.CAPTIONS_WITHOUT_PICTURE)
    assert problem.reason == "in several folders: lake/1.png, river/1.png"


def test_hidden_files_and_other_files_are_no_pictures(folder: Folder, zipped: Zipped, captions_json: Write) -> None:
    root = folder(["a.png"])
    for name in ("._a.png", "__MACOSX/a.png", "notes.txt"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text("no picture")
    for images in (root, zipped(root)):
        assert load_dataset(images, captions_json([said("a.png", "x")])).problems == ()


def test_an_unknown_split_is_refused_with_those_that_exist(folder: Folder, captions_json: Write) -> None:
    captions = captions_json([said("a.png", "x", split="train"), said("b.png", "y", split="val")])
    with pytest.raises(EmptyDatasetError, match="no picture in a split 'test'") as refusal:
        load_dataset(folder(["a.png"]), captions, split="test")
    assert refusal.value.remedy == "Choose from train (1 pictures), val (1 pictures)"


def test_a_split_of_data_without_splits_is_refused(folder: Folder, captions_json: Write) -> None:
    with pytest.raises(EmptyDatasetError, match="Leave the split out"):
        load_dataset(folder(["a.png"]), captions_json([said("a.png", "x")]), split="test")


def test_pictures_of_another_data_set_are_refused(folder: Folder, captions_json: Write) -> None:
    with pytest.raises(EmptyDatasetError, match=r"None of the 2 pictures .* the first is b\.png"):
        load_dataset(folder(["a.png"]), captions_json([said("b.png", "x"), said("c.png", "y")]))


def test_captions_without_any_entry_are_refused(folder: Folder, captions_json: Write) -> None:
    with pytest.raises(EmptyDatasetError, match="has a caption or a scene label"):
        load_dataset(folder(["a.png"]), captions_json([]))


def test_absent_pictures_are_refused(tmp_path: Path, captions_json: Write) -> None:
    with pytest.raises(DatasetNotFoundError, match="no pictures at"):
        load_dataset(tmp_path / "absent", captions_json([said("a.png", "x")]))


def test_a_broken_zip_is_refused(tmp_path: Path, captions_json: Write) -> None:
    images = tmp_path / "pictures.zip"
    images.write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(DatasetFormatError, match="neither a folder nor a complete zip"):
        load_dataset(images, captions_json([said("a.png", "x")]))


def test_a_limit_takes_pictures_from_everywhere(folder: Folder, captions_json: Write) -> None:
    names = [f"{number}.png" for number in range(9)]
    captions = captions_json([said(name, "x") for name in names])
    dataset = load_dataset(folder(names), captions, limit=3)
    assert [picture.filename for picture in dataset.pictures] == ["0.png", "3.png", "6.png"]
    assert len(load_dataset(folder(names), captions, limit=100).pictures) == 9


def test_a_limit_below_one_is_refused(folder: Folder, captions_json: Write) -> None:
    with pytest.raises(InvalidOptionError, match="limit is 0"):
        load_dataset(folder(["a.png"]), captions_json([said("a.png", "x")]), limit=0)


def test_loading_opens_no_picture(tmp_path: Path, captions_json: Write) -> None:
    images = tmp_path / "pictures.zip"
    with zipfile.ZipFile(images, "w") as archive:
        archive.writestr("a.png", b"no picture at all")
    assert len(load_dataset(images, captions_json([said("a.png", "x")])).pictures) == 1


def test_duplicates_are_counted_within_and_between_pictures() -> None:
    counted = count_duplicates([["A pier .", "a  pier .", "boats"], ["Boats", "a lake"], ["a river"]])
    assert (counted.captions, counted.distinct, counted.repeated) == (6, 4, 2)
    assert counted.within == 1
    assert counted.between == 2
    assert counted.pictures == 2


@given(st.lists(st.lists(st.sampled_from("abcAB"), max_size=4), max_size=6))
def test_duplicate_counts_agree_with_looking_at_every_pair(captions: list[list[str]]) -> None:
    counted = count_duplicates(captions)
    flat = [(picture, caption_key(text)) for picture, own in enumerate(captions) for text in own]
    between = [any(key == other and picture != owner for owner, other in flat) for picture, key in flat]
    within = [(picture, key) in flat[:place] for place, (picture, key) in enumerate(flat)]
    assert (counted.captions, counted.between, counted.within) == (len(flat), sum(between), sum(within))
    assert counted.distinct == len({key for _, key in flat})
    assert counted.pictures == len({flat[place][0] for place, shared in enumerate(between) if shared})


@pytest.mark.parametrize(
    ("filename", "label"),
    [
        ("airport_12.jpg", "airport"),
        ("images/denseresidential04.tif", "denseresidential"),
        ("ground track field (3).png", None),
        ("basketball_court_7.png", "basketball_court"),
        ("00123.jpg", None),
        ("pond.jpg", None),
    ],
)
def test_a_file_name_tells_the_class_where_it_ends_in_a_number(filename: str, label: str | None) -> None:
    assert label_from_name(filename) == label


def test_labels_come_from_names_only_when_asked_for_and_never_over_a_given_one(
    folder: Folder, captions_json: Write
) -> None:
    images = folder(["river_1.png", "port_2.png", "3.png"])
    captions = captions_json([said("river_1.png", "x"), said("port_2.png", scene="harbour"), said("3.png", "y")])
    assert load_dataset(images, captions).scenes == ("harbour",)
    dataset = load_dataset(images, captions, labels_from_names=True)
    assert [picture.scene for picture in dataset.pictures] == ["river", "harbour", None]
