"""Pictures are described once, whatever happens, and only what is described takes part."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.unit.evaluate.conftest import flat

from tilescribe.catalog import Catalog, open_catalog
from tilescribe.domain.description import Author
from tilescribe.domain.events import Event, TilesReembedded
from tilescribe.errors import InvalidOptionError
from tilescribe.evaluate.cataloguing import DescribedPictures, describe_pictures
from tilescribe.evaluate.costs import Stopwatch
from tilescribe.evaluate.datasets import Picture, ProblemKind
from tilescribe.evaluate.descriptions import SuppliedCaptioner, captions_as_descriptions
from tilescribe.evaluate.events import PictureFailed, PicturesDescribed
from tilescribe.testing import FakeCaptioner, HashEmbedder

Folder = Callable[[Sequence[str]], Path]
NAMES = [f"{number}.png" for number in range(6)]


@pytest.fixture
def catalog(tmp_path: Path) -> Iterator[Catalog]:
    with open_catalog(tmp_path / "evaluation.gpkg", mode="a") as store:
        yield store


@pytest.fixture
def pictures(folder: Folder) -> list[Picture]:
    root = str(folder(NAMES))
    return [Picture(filename=name, container=root, member=name, captions=(f"number {name}",)) for name in NAMES]


def run(
    catalog: Catalog, pictures: Sequence[Picture], captioner: object = None, embedder: HashEmbedder | None = None
) -> tuple[DescribedPictures, list[Event]]:
    events: list[Event] = []

    def noting() -> Generator[Event, None, DescribedPictures]:
        return (
            yield from describe_pictures(
                catalog,
                pictures,
                captioners=[captioner or FakeCaptioner()],  # type: ignore[list-item]
                embedder=embedder or HashEmbedder(),
                stopwatch=Stopwatch(),
            )
        )

    running = noting()
    while True:
        try:
            events.append(next(running))
        except StopIteration as finished:
            return finished.value, events


def test_every_picture_becomes_one_described_tile(catalog: Catalog, pictures: list[Picture]) -> None:
    described, events = run(catalog, pictures)
    assert sorted(picture.filename for picture in described.pictures) == NAMES
    assert (np.diff(described.tile_ids) > 0).all()
    for picture, tile in zip(described.pictures, catalog.tiles(described.tile_ids.tolist()), strict=True):
        assert tile.path == picture.path
        assert tile.summary
    assert events[-1] == PicturesDescribed(done=6, failed=0, reused=0, total=6)
    assert catalog.verify() == []


def test_a_second_run_opens_and_describes_nothing(catalog: Catalog, pictures: list[Picture]) -> None:
    first, _ = run(catalog, pictures)
    captioner = FakeCaptioner()
    second, events = run(catalog, pictures, captioner)
    assert captioner.batches == []
    assert events == [PicturesDescribed(0, 0, 0, total=0)]
    assert second.pictures == first.pictures


def test_a_model_is_loaded_before_describing_is_timed_and_only_where_something_is_left(
    catalog: Catalog, pictures: list[Picture]
) -> None:
    class Loading(FakeCaptioner):
        batches_before: list[int] | None = None

        def prepare(self) -> None:
            self.batches_before = list(self.batches)

    captioner = Loading()
    run(catalog, pictures, captioner)
    assert captioner.batches_before == []
    again = Loading()
    run(catalog, pictures, again)
    assert again.batches_before is None


def test_a_run_that_was_stopped_goes_on_where_it_stood(catalog: Catalog, pictures: list[Picture]) -> None:
    running = describe_pictures(
        catalog,
        pictures,
        captioners=[FakeCaptioner(batch_size=2)],
        embedder=HashEmbedder(),
        stopwatch=Stopwatch(),
    )
    while next(running) != PicturesDescribed(2, 0, 0, total=6):
        pass
    running.close()
    captioner = FakeCaptioner(batch_size=2)
    described, _ = run(catalog, pictures, captioner)
    assert sum(captioner.batches) == 4
    assert len(described.pictures) == 6
    assert [one.status for one in catalog.runs(limit=2)] == ["done", "cancelled"]


def test_a_broken_picture_is_named_and_costs_only_itself(catalog: Catalog, pictures: list[Picture]) -> None:
    Path(pictures[1].path).write_bytes(b"no picture")
    for _ in range(2):  # it is tried again, and named again
        described, events = run(catalog, pictures)
        assert len(described.pictures) == 5
        (failed,) = [event for event in events if isinstance(event, PictureFailed)]
        assert (failed.problem.kind, failed.problem.name) == (ProblemKind.BROKEN_PICTURE, "1.png")
        assert "cannot be read" in failed.problem.reason
    Image.fromarray(flat(200)).save(pictures[1].path)
    described, _ = run(catalog, pictures)
    assert len(described.pictures) == 6


def test_a_picture_that_the_captioner_fails_on_takes_no_part(catalog: Catalog, pictures: list[Picture]) -> None:
    captioner = FakeCaptioner(fails=lambda tile: tile.raster.path.endswith("2.png"))
    described, events = run(catalog, pictures, captioner)
    assert "2.png" not in {picture.filename for picture in described.pictures}
    (failed,) = [event for event in events if isinstance(event, PictureFailed)]
    assert (failed.problem.kind, failed.problem.name) == (ProblemKind.NOT_DESCRIBED, "2.png")


def test_a_changed_picture_is_described_anew_and_a_touched_one_is_not(
    catalog: Catalog, pictures: list[Picture]
) -> None:
    run(catalog, pictures)
    Image.fromarray(flat(250)).save(pictures[0].path)
    os.utime(pictures[1].path, (1, 1))
    captioner = FakeCaptioner()
    described, _ = run(catalog, pictures, captioner)
    assert captioner.batches == [1]
    assert len(described.pictures) == 6


def test_equal_pixels_are_described_once_over_batches(catalog: Catalog, pictures: list[Picture]) -> None:
    for picture in pictures[1:]:
        Path(picture.path).write_bytes(Path(pictures[0].path).read_bytes())
    captioner = FakeCaptioner(batch_size=1)
    described, _ = run(catalog, pictures, captioner)
    assert captioner.batches == [1]
    assert len(described.pictures) == 6


def test_what_was_supplied_for_one_picture_is_not_said_of_its_twin(catalog: Catalog, pictures: list[Picture]) -> None:
    Path(pictures[1].path).write_bytes(Path(pictures[0].path).read_bytes())
    for _ in range(2):
        supplied = SuppliedCaptioner(captions_as_descriptions(pictures), pictures)
        described, _ = run(catalog, pictures, supplied)
        said = {
            picture.filename: [one.text for one in catalog.descriptions(int(tile_id))]
            for picture, tile_id in zip(described.pictures, described.tile_ids, strict=True)
        }
        assert said == {name: [f"number {name}"] for name in NAMES}


def test_another_embedder_gets_vectors_and_nothing_is_described_again(
    catalog: Catalog, pictures: list[Picture]
) -> None:
    run(catalog, pictures)
    captioner, embedder = FakeCaptioner(), HashEmbedder(name="other")
    _, events = run(catalog, pictures, captioner, embedder)
    assert captioner.batches == []
    assert sum(embedder.batches) > 0
    assert any(isinstance(event, TilesReembedded) for event in events)
    assert [one.name for one in catalog.embedders()] == ["other", "hash"]


def test_descriptions_of_another_captioner_are_not_counted_for_this_one(
    catalog: Catalog, pictures: list[Picture]
) -> None:
    run(catalog, pictures, FakeCaptioner(author=Author("rival", "1", "1")))
    with pytest.raises(InvalidOptionError, match="rival"):
        run(catalog, pictures)


def test_other_pictures_of_the_catalog_are_counted_and_left_out(catalog: Catalog, pictures: list[Picture]) -> None:
    run(catalog, pictures)
    described, _ = run(catalog, pictures[:2])
    assert [picture.filename for picture in described.pictures] == NAMES[:2]
    assert described.others == 4
    assert described.where(lambda picture: picture.filename == "1.png").others == 5
