"""Visual encoders beside captioners: together with them, later, and one tile at a time."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tilescribe import IndexOptions, index, open_catalog
from tilescribe.domain.events import RunFinished, TileFailed, TilesWritten
from tilescribe.domain.pixels import TilePixels
from tilescribe.errors import InvalidOptionError
from tilescribe.testing import FakeCaptioner, FakeEncoder, HashEmbedder

SPACE = FakeEncoder().space


def run(
    imagery: Path, catalog: Path, captioner: FakeCaptioner, *encoders: FakeEncoder, cancel_after: int | None = None
) -> tuple[RunFinished, list[TileFailed]]:
    cancel = threading.Event()
    failed, last = [], None
    options = IndexOptions(levels_m=(100.0,))
    for event in index(
        [imagery],
        catalog=catalog,
        options=options,
        captioner=captioner,
        embedder=HashEmbedder(),
        encoders=encoders,
        cancel=cancel,
    ):
        if isinstance(event, TileFailed):
            failed.append(event)
        if isinstance(event, TilesWritten) and cancel_after is not None and event.done >= cancel_after:
            cancel.set()
        last = event
    assert isinstance(last, RunFinished)
    return last, failed


def seen(catalog: Path, space: str = SPACE) -> tuple[int, int]:
    """(tiles with a vector in the space, described tiles)."""
    from tilescribe.domain.query import Filters

    with open_catalog(catalog) as store:
        tiles = store.candidates(Filters()).tolist()
        return sum(store.visual_vector(tile, space=space) is not None for tile in tiles), len(tiles)


def test_an_encoder_fills_a_space_beside_the_captioner(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    finished, _ = run(imagery, catalog, FakeCaptioner(), FakeEncoder())
    assert finished.status == "done"
    with_vector, described = seen(catalog)
    assert with_vector == described == finished.done > 0
    with open_catalog(catalog) as store:
        spaces = {space.id: space for space in store.spaces()}
        assert spaces[SPACE].encoder == "fake-encoder"
        assert spaces[SPACE].visual_models == ("fake-encoder",)
        assert store.verify() == []


def test_an_encoder_that_comes_later_describes_nothing_anew(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    run(imagery, catalog, FakeCaptioner())
    captioner, encoder = FakeCaptioner(), FakeEncoder()
    finished, _ = run(imagery, catalog, captioner, encoder)
    assert captioner.batches == []
    assert sum(encoder.batches) == seen(catalog)[0] == seen(catalog)[1] == finished.done
    again = FakeEncoder()
    finished, _ = run(imagery, catalog, FakeCaptioner(), again)
    assert (again.batches, finished.done) == ([], 0)


def test_a_stopped_run_goes_on_where_it_was(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    first, second = FakeEncoder(batch_size=2), FakeEncoder(batch_size=2)
    finished, _ = run(imagery, catalog, FakeCaptioner(), first, cancel_after=2)
    assert finished.status == "cancelled"
    before, _ = seen(catalog)
    assert 0 < before == sum(first.batches)
    run(imagery, catalog, FakeCaptioner(), second)
    after, described = seen(catalog)
    assert after == described == before + sum(second.batches)


def test_a_tile_that_fails_is_named_and_tried_again(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    refused: list[str] = []

    def fails(tile: TilePixels) -> bool:
        if not refused:
            refused.append(tile.content_hash())
        return tile.content_hash() == refused[0]

    finished, failed = run(imagery, catalog, FakeCaptioner(), FakeEncoder(fails=fails))
    assert (finished.status, finished.failed, len(failed)) == ("partial", 1, 1)
    assert "fake-encoder failed: RuntimeError" in failed[0].reason
    with_vector, described = seen(catalog)
    assert with_vector == described - 1, "the others of its batch have theirs, and the tile its descriptions"
    encoder = FakeEncoder()
    finished, _ = run(imagery, catalog, FakeCaptioner(), encoder)
    assert (finished.status, encoder.batches) == ("done", [1])
    assert seen(catalog)[0] == described


def test_several_spaces_stand_in_one_catalog(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    run(imagery, catalog, FakeCaptioner(), FakeEncoder(), FakeEncoder(name="fake-encoder:2", space="another space"))
    assert seen(catalog)[0] == seen(catalog, "another space")[0] == seen(catalog)[1]


def test_two_encoders_of_one_name_are_refused(imagery: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidOptionError, match="Two visual encoders are called 'fake-encoder'"):
        run(imagery, tmp_path / "area.gpkg", FakeCaptioner(), FakeEncoder(), FakeEncoder(space="another space"))


def test_another_revision_replaces_the_vectors_of_the_first(imagery: Path, tmp_path: Path) -> None:
    catalog = tmp_path / "area.gpkg"
    run(imagery, catalog, FakeCaptioner(), FakeEncoder())
    run(imagery, catalog, FakeCaptioner(), FakeEncoder(space="of the new weights"))
    assert seen(catalog)[0] == 0
    assert seen(catalog, "of the new weights")[0] == seen(catalog)[1]


def test_encoders_change_no_level(imagery: Path, tmp_path: Path) -> None:
    levels = []
    for number, encoders in enumerate(([], [FakeEncoder()])):
        catalog = tmp_path / f"{number}.gpkg"
        for _ in index(
            [imagery], catalog=catalog, captioner=FakeCaptioner(), embedder=HashEmbedder(), encoders=encoders
        ):
            pass
        with open_catalog(catalog) as store:
            levels.append([raster.levels_m for raster in store.rasters()])
    assert levels[0] == levels[1]
