"""Pairs of pictures and what is said of them find each other, and what does not is named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tilescribe.errors import (
    DatasetFormatError,
    DatasetNotFoundError,
    EmptyDatasetError,
    InvalidOptionError,
    PictureReadError,
)
from tilescribe.evaluate.datasets import ProblemKind, load_pairs
from tilescribe.evaluate.pairs import read_pair

Folder = Callable[..., Path]
Levir = Callable[[int], Path]
Zipped = Callable[[Path], Path]


@pytest.fixture
def labelled(folder: Folder, tmp_path: Path) -> Callable[..., Path]:
    """A JSON of pairs beside pictures a.png, b.png and c.png."""

    def write(*pairs: Any, **more: Any) -> Path:
        root = folder(["a.png", "b.png", "c.png"])
        file = root / "pairs.json"
        file.write_text(json.dumps({"pairs": pairs, **more}), encoding="utf-8")
        return file

    return write


def pair(before: str = "a.png", after: str = "b.png", **more: Any) -> dict[str, Any]:
    return {"before": before, "after": after, **more}


def test_the_published_layout_is_read_as_it_is(levir: Levir) -> None:
    data = load_pairs(levir(4), split="test")
    assert [one.filename for one in data.pictures] == [f"test/test_{number:06d}.png" for number in range(4)]
    assert [one.changed for one in data.pictures] == [False, True, False, True]
    assert data.pictures[1].before == "images/test/A/test_000001.png"
    assert data.pictures[1].member == "images/test/B/test_000001.png"
    assert data.pictures[0].captions == ("there is no difference .", "the two scenes seem identical .")
    assert data.problems == ()


def test_a_zip_reads_as_its_folder(levir: Levir, zipped: Zipped) -> None:
    root = levir(2)
    data = load_pairs(zipped(root.parent / "LEVIR-CC"), root / "LevirCCcaptions.json")
    assert [one.before for one in data.pictures] == [f"images/test/A/test_{number:06d}.png" for number in range(2)]
    assert read_pair(data.pictures[1]).shape == (96, 96, 6)


def test_labels_questions_and_places_are_kept(labelled: Callable[..., Path]) -> None:
    file = labelled(
        pair(labels=["destroyed", " destroyed "], changed=True, lon=1.5, lat=2, gsd_m=0.5),
        pair(before="b.png", after="c.png", labels=[], name="second"),
        pair(before="a.png", after="c.png", labels=None, changed=False, name="third"),
        questions={"destroyed": "destroyed houses"},
    )
    data = load_pairs(file)
    first, second, third = data.pictures
    assert (first.labels, second.labels, third.labels) == (("destroyed",), (), None)
    assert (first.lon, first.lat, first.gsd_m, first.changed) == (1.5, 2.0, 0.5, True)
    assert (second.filename, third.changed) == ("second", False)
    assert data.questions == {"destroyed": "destroyed houses"}
    assert data.kinds_of_change == ("destroyed",)


def test_one_later_picture_may_have_two_earlier_ones(labelled: Callable[..., Path]) -> None:
    data = load_pairs(
        labelled(pair("a.png", "c.png", labels=[], name="1"), pair("b.png", "c.png", labels=[], name="2"))
    )
    assert len({one.path for one in data.pictures}) == 2


@pytest.mark.parametrize(
    ("broken", "kind", "reason"),
    [
        (
            pair(after="gone.png", labels=[]),
            ProblemKind.CAPTIONS_WITHOUT_PICTURE,
            "its later picture gone.png is not in",
        ),
        (pair(before="x/a.png", labels=[]), ProblemKind.CAPTIONS_WITHOUT_PICTURE, "its earlier picture x/a.png is not"),
        (pair(), ProblemKind.PICTURE_WITHOUT_CAPTIONS, "neither captions nor labels"),
        (pair(after="a.png", labels=[]), ProblemKind.BROKEN_ENTRY, "compares a.png with itself"),
        (pair(labels="flooded", changed=True), ProblemKind.BROKEN_ENTRY, "`labels` is 'flooded', not a list"),
        (pair(changed="yes", labels=[]), ProblemKind.BROKEN_ENTRY, "`changed` is 'yes', neither 0 nor 1"),
        ({"before": "a.png"}, ProblemKind.BROKEN_ENTRY, "has no file name in `after`"),
        ("a.png", ProblemKind.BROKEN_ENTRY, "is str, not an object"),
        (pair(labels=["x"]), ProblemKind.BROKEN_ENTRY, "more than once"),
    ],
)
def test_what_cannot_be_used_is_named(
    labelled: Callable[..., Path], broken: Any, kind: ProblemKind, reason: str
) -> None:
    data = load_pairs(labelled(pair(labels=[]), broken) if reason == "more than once" else labelled(_good(), broken))
    (problem,) = data.problems
    assert problem.kind is kind
    assert reason in problem.reason


def _good() -> dict[str, Any]:
    return pair("b.png", "c.png", labels=[], name="good")


def test_a_question_that_is_no_text_is_named(labelled: Callable[..., Path]) -> None:
    data = load_pairs(labelled(_good(), questions={"x": 3}))
    assert [problem.name for problem in data.problems] == ["questions"]
    assert [problem.name for problem in load_pairs(labelled(_good(), questions=["x"])).problems] == ["questions"]


def test_pictures_of_two_sizes_are_no_pair(levir: Levir) -> None:
    from PIL import Image

    root = levir(1)
    place = root / "images" / "test" / "B" / "test_000000.png"
    Image.open(place).resize((48, 32)).save(place)
    with pytest.raises(PictureReadError, match=r"test_000000.png has 96 x 96 pixels, .*test_000000.png 48 x 32"):
        read_pair(load_pairs(root).pictures[0])


def test_bad_input_is_refused_with_what_to_do(levir: Levir, labelled: Callable[..., Path], tmp_path: Path) -> None:
    root = levir(2)
    with pytest.raises(EmptyDatasetError, match=r"no pair in a split 'val'. Choose from test \(2 pairs\)"):
        load_pairs(root, split="val")
    with pytest.raises(InvalidOptionError, match="limit is 0"):
        load_pairs(root, limit=0)
    with pytest.raises(DatasetNotFoundError, match=r"There is no LevirCCcaptions.json in .*--captions"):
        load_pairs(root / "images")
    with pytest.raises(DatasetNotFoundError, match="There are no pictures at"):
        load_pairs(tmp_path / "nowhere", root / "LevirCCcaptions.json")
    other = tmp_path / "other.json"
    other.write_text('{"things": []}')
    with pytest.raises(DatasetFormatError, match=r"neither a list `images` nor a list `pairs`. Give LEVIR-CC"):
        load_pairs(root, other)
    with pytest.raises(EmptyDatasetError, match=r"no pair with both pictures .* first: b.png: its earlier picture"):
        load_pairs(labelled(pair(before="x.png", labels=[])))


def test_a_zip_needs_its_captions_named(levir: Levir, zipped: Zipped) -> None:
    with pytest.raises(DatasetNotFoundError, match=r"told by no file. Name it with --captions"):
        load_pairs(zipped(levir(1)))


def test_a_limit_takes_pairs_from_all_over_the_file(levir: Levir) -> None:
    assert [one.filename[-5] for one in load_pairs(levir(6), limit=3).pictures] == ["0", "2", "4"]
