"""A closer look ranks hits by their best crop, tells where it lies, and loses no hit on the way."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely import Point
from tests.e2e.runs import run

from tilescribe import Answer, open_catalog, search
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import CaptionerFailedError, InvalidOptionError
from tilescribe.raster import locate, open_raster
from tilescribe.searching import Reranking, rerank_by_crops
from tilescribe.testing import ColourCaptioner, FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster

SIDE = 448
GREEN, RED, BLUE, DARK = (30, 180, 30), (235, 20, 20), (20, 20, 235), (20, 20, 20)


def draw(path: Path, row: int, col: int, colour: tuple[int, int, int]) -> None:
    """A raster of one tile: noisy green with a square of a colour in a quarter of it, and a small white one."""
    rng = np.random.default_rng(1)
    pixels = np.empty((3, SIDE, SIDE))
    pixels[:] = np.array(GREEN)[:, None, None]
    pixels[:, row : row + SIDE // 2, col : col + SIDE // 2] = np.array(colour)[:, None, None]
    pixels[:, 352:, :96] = 240  # so that every band is stretched alike
    noisy = (pixels + rng.integers(-15, 16, pixels.shape)).clip(1, 255).astype(np.uint8)
    make_raster(path, width=SIDE, height=SIDE, pixels=noisy)


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """Three green scenes: with a dark square in a corner; with a red one; with a blue one."""
    draw(tmp_path / "dark.tif", 0, 224, DARK)
    draw(tmp_path / "red.tif", 224, 224, RED)
    draw(tmp_path / "blue.tif", 0, 0, BLUE)
    level = SIDE * open_raster(str(tmp_path / "dark.tif")).gsd_m
    run([tmp_path / f"{name}.tif" for name in ("dark", "red", "blue")], tmp_path / "area.gpkg", levels_m=(level,))
    return tmp_path / "area.gpkg"


def found(catalog: Path, question: str, *, score: float | None = 0.3, **options: object) -> Answer:
    """All three, of one score unless told otherwise, so that only the closer look tells them apart."""
    with open_catalog(catalog) as store:
        answer = search(store, question, embedder=HashEmbedder(), merge_places=False, **options)  # type: ignore[arg-type]
    assert len(answer.hits) == 3
    return answer if score is None else replace(answer, hits=tuple(replace(hit, score=score) for hit in answer.hits))


def look(catalog: Path, answer: Answer, *, most: int = 3, **options: object) -> Reranking:
    options = {"captioner": ColourCaptioner(HashEmbedder()), "embedder": HashEmbedder(), **options}
    with open_catalog(catalog) as store:
        return rerank_by_crops(store, answer, most=most, **options)  # type: ignore[arg-type]


def names(answer: Answer) -> list[str]:
    return [hit.raster.removesuffix(".tif") for hit in answer.hits]


def test_the_hit_that_shows_it_in_a_part_comes_first_and_tells_where(catalog: Path) -> None:
    for question, row, col in (("red", 336, 336), ("blue", 112, 112)):
        before = found(catalog, question)
        after = look(catalog, before).answer
        best = after.hits[0]
        assert names(after)[0] == question
        assert best.crop is not None
        assert best.crop.score > max(hit.crop.score for hit in after.hits[1:] if hit.crop)
        ground = locate(open_raster(str(catalog.parent / f"{question}.tif")))
        lon, lat = ground.lonlat(np.array([float(col)]), np.array([float(row)]))
        assert best.geometry.contains(Point(lon[0], lat[0]))
        assert best.geometry.area == pytest.approx(best.footprint.area / 4, rel=0.01)
        assert [hit.rank for hit in after.hits] == [1, 2, 3]
        assert {hit.score for hit in after.hits} == {0.3}, "the probability of the tile stays what it is"
        assert {hit.tile_id: hit.footprint for hit in after.hits} == {hit.tile_id: hit.footprint for hit in before.hits}


def test_hits_beyond_the_first_follow_in_their_order(catalog: Path) -> None:
    before = found(catalog, "red")
    last = next(hit for hit in before.hits if hit.raster == "red.tif")
    before = replace(before, hits=(*(hit for hit in before.hits if hit is not last), last))
    after = look(catalog, before, most=2).answer
    assert after.hits[2].tile_id == last.tile_id
    assert after.hits[2].crop is None
    assert after.hits[2].geometry == last.footprint
    assert look(catalog, before, most=1000).answer.hits[0].tile_id == last.tile_id


def test_what_fills_the_tile_is_no_better_in_a_part(catalog: Path) -> None:
    class Wide(ColourCaptioner):
        """Sees red in whole tiles only."""

        def visual_vectors(self, tiles: Sequence[TilePixels]) -> np.ndarray:
            vectors = super().visual_vectors(tiles)
            vectors[[tile.tile.id == 0 for tile in tiles]] = HashEmbedder().embed(["red"])[0]
            return vectors

    after = look(catalog, found(catalog, "red"), captioner=Wide(HashEmbedder())).answer
    assert all(hit.crop is not None and hit.crop.score == 0.3 for hit in after.hits)
    assert all(hit.geometry == hit.footprint for hit in after.hits)


def test_what_is_excluded_counts_from_wherever_it_is_in_the_tile(catalog: Path) -> None:
    """Crops of the red scene show no red; the scene does."""
    answer = found(catalog, "green without red")
    assert answer.reading is not None
    after = look(catalog, answer).answer
    crops = {hit.raster: hit.crop for hit in after.hits}
    red, blue = crops["red.tif"], crops["blue.tif"]
    assert red is not None
    assert blue is not None
    assert red.score == 0.3
    assert blue.score > 0.3
    plain = look(catalog, found(catalog, "green")).answer
    assert all(hit.crop is not None and hit.crop.score > 0.3 for hit in plain.hits), "in a part without red or blue"


def test_a_question_that_only_excludes_has_no_place(catalog: Path) -> None:
    after = look(catalog, found(catalog, "no red")).answer
    assert all(hit.geometry == hit.footprint for hit in after.hits)


def test_tiles_to_be_like_move_what_is_looked_for(catalog: Path) -> None:
    answer = found(catalog, "green")
    liked = next(hit.tile_id for hit in answer.hits if hit.raster == "red.tif")
    plain, moved = (look(catalog, answer, like=like).answer.hits[0].crop for like in ((), (liked,)))
    assert plain is not None
    assert moved is not None
    assert plain.score != moved.score


# --- what goes wrong --------------------------------------------------------------------------------------------------


def test_a_raster_that_is_gone_is_named_and_ends_nothing(catalog: Path) -> None:
    answer = found(catalog, "red")
    (catalog.parent / "dark.tif").unlink()
    draw(catalog.parent / "blue.tif", 100, 100, BLUE)
    looked = look(catalog, answer)
    assert names(looked.answer)[0] == "red"
    assert sorted(names(looked.answer)) == ["blue", "dark", "red"]
    assert len(looked.failures) == 2
    assert not looked.cancelled
    told = "\n".join(looked.answer.notices)
    assert "dark.tif is no longer there" in told
    assert "blue.tif has changed since it was indexed" in told
    assert {hit.raster: hit.crop is None for hit in looked.answer.hits} == {
        "red.tif": False,
        "dark.tif": True,
        "blue.tif": True,
    }


def test_hits_that_have_left_the_catalog_are_named(catalog: Path) -> None:
    answer = found(catalog, "red")
    gone = replace(answer.hits[0], tile_id=99)
    looked = look(catalog, replace(answer, hits=(gone, *answer.hits[1:])))
    assert looked.failures == ((99, "it is no longer in the catalog"),)
    assert len(looked.answer.hits) == 3


def test_a_tile_at_which_the_model_breaks_costs_only_itself(catalog: Path) -> None:
    class Fragile(ColourCaptioner):
        def visual_vectors(self, tiles: Sequence[TilePixels]) -> np.ndarray:
            if any("dark" in tile.raster.path for tile in tiles):
                raise RuntimeError("out of memory")
            return super().visual_vectors(tiles)

    looked = look(catalog, found(catalog, "red"), captioner=Fragile(HashEmbedder()))
    assert [reason for _, reason in looked.failures] == ["fake failed: RuntimeError: out of memory"]
    assert names(looked.answer)[0] == "red"


def test_a_model_that_cannot_go_on_ends_the_look(catalog: Path) -> None:
    class Gone(ColourCaptioner):
        def visual_vectors(self, tiles: Sequence[TilePixels]) -> np.ndarray:
            raise CaptionerFailedError("The server is gone", remedy="Start it")

    with pytest.raises(CaptionerFailedError, match="The server is gone"):
        look(catalog, found(catalog, "red"), captioner=Gone(HashEmbedder()))


def test_pictures_that_the_captioner_knows_nothing_of_keep_their_place(catalog: Path) -> None:
    class Blind(ColourCaptioner):
        def visual_vectors(self, tiles: Sequence[TilePixels]) -> np.ndarray:
            return np.full_like(super().visual_vectors(tiles), np.nan)

    answer = found(catalog, "red", score=None)
    looked = look(catalog, answer, captioner=Blind(HashEmbedder()))
    assert [hit.tile_id for hit in looked.answer.hits] == [hit.tile_id for hit in answer.hits]
    assert {reason for _, reason in looked.failures} == {"it is no picture that 'fake' can compare with words"}


def test_what_cannot_look_is_refused(catalog: Path) -> None:
    answer = found(catalog, "red")
    for most in (0, -3):
        with pytest.raises(InvalidOptionError, match=f"{most} hits to look at closer"):
            look(catalog, answer, most=most)
    with pytest.raises(InvalidOptionError, match=r"'fake' cannot compare.*such as builtin"):
        look(catalog, answer, captioner=FakeCaptioner())
    with pytest.raises(InvalidOptionError, match=r"'fake'.*'other'"):
        look(catalog, answer, embedder=HashEmbedder(name="other"))


def test_an_answer_without_hits_stays_one(catalog: Path) -> None:
    answer = replace(found(catalog, "red"), hits=())
    assert look(catalog, answer).answer.hits == ()


def test_progress_is_told_and_a_cancelled_look_keeps_all_hits(catalog: Path) -> None:
    told: list[tuple[int, int]] = []
    cancel = threading.Event()

    def progress(done: int, total: int) -> None:
        told.append((done, total))
        if done == 2:
            cancel.set()

    answer = found(catalog, "red")
    looked = look(catalog, answer, progress=progress, cancel=cancel)
    assert told == [(1, 3), (2, 3)]
    assert looked.cancelled
    assert sorted(names(looked.answer)) == sorted(names(answer))
    assert looked.answer.notices[-1] == "Stopped: only 2 of 3 hits were looked at closer."
    assert sum(hit.crop is None for hit in looked.answer.hits) == 1
