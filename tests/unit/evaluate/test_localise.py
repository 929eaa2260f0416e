"""Questions after pictures on a map lead to their places, through the index and the search that users have."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tilescribe.domain.description import Author, Caption, Description, DescriptionKind
from tilescribe.domain.events import Event, RunFinished
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import EmptyDatasetError
from tilescribe.evaluate.datasets import Picture
from tilescribe.evaluate.localise import chance_of_overlap, measure_on_map
from tilescribe.testing import HashEmbedder

SIDE_PX = 32
WORDS = ("apple", "birch", "cedar", "dates", "elder", "figs", "grape", "hazel", "iris", "juniper", "kiwi", "lime")


class Knowing:
    """Says the word that belongs to the tile's red value: right about a cell, wrong about anything coarser."""

    author = Author("knowing", "1", "1")
    input_side_px = SIDE_PX
    batch_size = 8

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        return [Caption((Description(DescriptionKind.SUMMARY, self._word(tile)),)) for tile in tiles]

    def _word(self, tile: TilePixels) -> str:
        reds = np.unique(tile.data[0])
        return WORDS[int(reds[0]) // 20] if len(reds) == 1 else "many things"


@pytest.fixture
def pictures(tmp_path: Path) -> Callable[[int], list[Picture]]:
    def write(count: int) -> list[Picture]:
        made = []
        for number in range(count):
            shown = np.random.default_rng(number).integers(0, 255, (SIDE_PX, SIDE_PX, 3), dtype=np.uint8)
            shown[..., 0] = 20 * number
            Image.fromarray(shown).save(tmp_path / f"{number}.png")
            made.append(
                Picture(
                    filename=f"{number}.png",
                    container=str(tmp_path),
                    member=f"{number}.png",
                    captions=("one and all", WORDS[number]),
                )
            )
        return made

    return write


def finished(run: Generator[Event, None, Any]) -> tuple[list[Event], Any]:
    events = []
    while True:
        try:
            events.append(next(run))
        except StopIteration as end:
            return events, end.value


def on_map(pictures: Sequence[Picture], **options: Any) -> tuple[list[Event], Any]:
    return finished(measure_on_map(pictures, captioner=Knowing(), embedder=HashEmbedder(dim=256), **options))


def test_questions_lead_to_the_cells_of_their_pictures(pictures: Callable[[int], list[Picture]]) -> None:
    events, found = on_map(pictures(12))
    assert found.pictures == found.questions == 12
    # 12 cells in 4 x 3; no coarser level, because 4 cells do not fit into 3 rows.
    assert found.tiles == 12
    assert found.overlapping == {1: 1.0, 5: 1.0, 10: 1.0}
    # Tiles and cells are the same pixels, so geometry and merging lose nothing.
    assert found.mean_overlap[1] == pytest.approx(1.0, abs=0.01)
    assert found.chance == {1: pytest.approx(1 / 12), 5: pytest.approx(5 / 12), 10: pytest.approx(10 / 12)}
    # The heat map of each question is highest at its picture, and nowhere near as high elsewhere.
    assert found.semantic.discrete_attention == 1.0
    assert found.semantic.attention_shift < 0.1
    assert found.semantic.significant_area > 0.6
    assert any(isinstance(event, RunFinished) for event in events)


def test_a_coarser_level_joins_where_it_fits(pictures: Callable[[int], list[Picture]], tmp_path: Path) -> None:
    shown = pictures(12) + [
        Picture(filename=f"again {number}", container=str(tmp_path), member="0.png") for number in range(4)
    ]
    found = on_map(shown)[1]
    assert len(found.levels_m) == 2
    assert found.levels_m[1] == pytest.approx(4 * found.levels_m[0])
    assert found.tiles == 17
    assert found.overlapping[1] == 1.0


def test_wrong_descriptions_lead_elsewhere(pictures: Callable[[int], list[Picture]]) -> None:
    shown = pictures(12)
    moved = [
        Picture(filename=one.filename, container=one.container, member=one.member, captions=other.captions)
        for one, other in zip(shown, shown[1:] + shown[:1], strict=True)
    ]
    right, found = on_map(shown)[1], on_map(moved)[1]
    assert found.overlapping[1] == 0.0
    assert found.semantic.combined < right.semantic.combined / 2
    assert found.semantic.attention_shift > right.semantic.attention_shift


def test_few_questions_and_unreadable_pictures_are_stated(pictures: Callable[[int], list[Picture]]) -> None:
    shown = pictures(9)
    Path(shown[3].path).write_bytes(b"no picture")
    found = on_map(shown, most_questions=5)[1]
    assert (found.pictures, found.questions) == (8, 5)
    assert [problem.name for problem in found.problems] == ["3.png"]


def test_captions_that_all_pictures_share_are_no_questions(pictures: Callable[[int], list[Picture]]) -> None:
    same = [
        Picture(filename=one.filename, container=one.container, member=one.member, captions=one.captions[:1])
        for one in pictures(3)
    ]
    with pytest.raises(EmptyDatasetError, match="no other has"):
        on_map(same)


def test_cancelling_ends_without_a_result_and_leaves_no_file(
    pictures: Callable[[int], list[Picture]], tmp_path: Path
) -> None:
    room = tmp_path / "room"
    room.mkdir()
    cancel = threading.Event()
    cancel.set()
    assert on_map(pictures(4), cancel=cancel, folder=room)[1] is None
    assert list(room.iterdir()) == []


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_chance_is_what_counting_all_draws_gives(k: int) -> None:
    right = [{0}, {1, 2}, set()]
    draws = list(combinations(range(5), k))
    share = np.mean([[bool(own & set(draw)) for draw in draws] for own in right])
    assert chance_of_overlap([len(own) for own in right], tiles=5, k=k) == pytest.approx(share)


def test_more_draws_than_tiles_draw_them_all() -> None:
    assert chance_of_overlap([1], tiles=3, k=10) == 1.0
