"""A run over a folder of odd files reaches its end: what can be indexed is, the rest is named once with a reason."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import rasterio
from tests.e2e.runs import last, run
from tests.odd_files import BAD, GOOD, make_odd_files
from tests.scenes import draw

from tilescribe import index, open_catalog
from tilescribe.domain import events
from tilescribe.domain.description import Caption, Description, DescriptionKind
from tilescribe.domain.raster import RasterState
from tilescribe.domain.tile import TileState, Window
from tilescribe.errors import UnexpectedRasterError
from tilescribe.raster import arrays, open_raster, opening, scene, stamps, tiling
from tilescribe.testing import FakeCaptioner, HashEmbedder


def failures(happened: list[events.Event]) -> list[events.RasterFailed]:
    return [event for event in happened if isinstance(event, events.RasterFailed)]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[events.Event]]:
    """The folder, the catalog, and what happened."""
    home = tmp_path_factory.mktemp("odd")
    make_odd_files(home / "files")
    catalog = home / "area.gpkg"
    return home / "files", catalog, run([home / "files"], catalog)


def test_every_bad_file_is_named_once_with_a_reason(odd: tuple[Path, Path, list[events.Event]]) -> None:
    folder, _, happened = odd
    named = [event.path for event in failures(happened)]
    unspeakable = [path for path in named if "is not UTF-8" in path]
    assert sorted(Path(path).name for path in named if path not in unspeakable) == sorted(set(BAD) - {"caf\\xe9.tif"})
    assert unspeakable == [f"The name of {folder}/caf\\xe9.tif is not UTF-8"]
    assert all(event.reason.endswith(".") and len(event.reason) > 20 for event in failures(happened))


def test_none_of_them_was_unexpected(odd: tuple[Path, Path, list[events.Event]]) -> None:
    _, _, happened = odd
    assert not [event.reason for event in failures(happened) if "--debug" in event.reason]


def test_every_good_file_is_indexed(odd: tuple[Path, Path, list[events.Event]]) -> None:
    folder, catalog, happened = odd
    with open_catalog(catalog) as store:
        indexed = {raster.path: raster for raster in store.rasters()}
        # It is found out only when its pixels are asked for.
        late = indexed.pop(str(folder / "vrt_of_itself.vrt"))
        assert set(late.tiles) == {TileState.PENDING}
        assert set(indexed) == {str(folder / name) for name in GOOD}
        assert all(raster.state is RasterState.PRESENT for raster in indexed.values())
        # Two colours in even areas are read well, and are no picture.
        assert set(indexed.pop(str(folder / "nbits1.tif")).tiles) == {TileState.BLANK}
        assert {state for raster in indexed.values() for state in raster.tiles} == {TileState.DONE}
        assert store.verify() == []
    assert last(happened).status == "partial"
    assert last(happened).done == len(GOOD) - 2 + 4
    assert last(happened).failed == 0


def test_bands_of_several_types_are_read_as_they_are_stored(odd: tuple[Path, Path, list[events.Event]]) -> None:
    folder, _, _ = odd
    raster = open_raster(str(folder / "stack_of_types.vrt"))
    with rasterio.open(raster.path) as source:
        data = arrays.WindowReader(raster, source).read(Window(0, 0, raster.height, raster.width))
        assert data.dtype == raster.dtype == "float32"
        for position in range(3):
            assert (data[position] == source.read(position + 1)).all()


@pytest.mark.parametrize("stage", ["stamp", "open_raster", "plan_tiles"])
def test_what_nobody_foresaw_fails_that_raster_alone(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    """Whatever a library may raise: the seam is the innermost function of the stage."""
    module, name = {
        "stamp": (stamps, "_container"),
        "open_raster": (opening, "read_band_metadata"),
        "plan_tiles": (tiling, "_varies"),
    }[stage]
    real = getattr(module, name)

    def chokes(first: Any, *args: Any, **kwargs: Any) -> Any:
        if "lake" in str(getattr(first, "path", first)):
            raise LookupError("no such thing as a lake")
        return real(first, *args, **kwargs)

    monkeypatch.setattr(module, name, chokes)
    happened = run([imagery], tmp_path / "area.gpkg")
    assert [Path(event.path).name for event in failures(happened)] == ["lake_20260915.tif"]
    assert "LookupError: no such thing as a lake" in failures(happened)[0].reason
    assert last(happened).done == 2 * 9


def test_an_unexpected_error_names_the_one_that_caused_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def chokes(*_: Any, **__: Any) -> Any:
        raise LookupError("no such thing")

    monkeypatch.setattr(opening, "read_band_metadata", chokes)
    with pytest.raises(UnexpectedRasterError, match="LookupError: no such thing") as caught:
        open_raster(str(draw(tmp_path / "scene.tif", seed=1)))
    assert isinstance(caught.value.__cause__, LookupError)


def test_what_nobody_foresaw_in_reading_fails_the_tiles_or_the_raster(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = arrays.WindowReader.read

    def read(self: Any, window: Any, **how: Any) -> Any:
        if "lake" in self._raster.path and window.height == 224 and window.row == 0:
            raise LookupError("no such pixels")
        return real(self, window, **how)

    monkeypatch.setattr(arrays.WindowReader, "read", read)
    happened = run([imagery], tmp_path / "area.gpkg")
    assert (last(happened).done, last(happened).failed) == (2 * 9 + 6, 3)
    reasons = [event.reason for event in happened if isinstance(event, events.TileFailed)]
    assert all("rows 0 to 223: LookupError: no such pixels" in reason for reason in reasons)


def test_what_nobody_foresaw_in_the_scan_of_a_scene_fails_that_raster_alone(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = scene._sample

    def sample(raster: Any, *args: Any) -> Any:
        if "lake" in raster.path:
            raise LookupError("no such scene")
        return real(raster, *args)

    monkeypatch.setattr(scene, "_sample", sample)
    happened = run([imagery], tmp_path / "area.gpkg")
    assert [Path(event.path).name for event in failures(happened)] == ["lake_20260915.tif"]
    assert last(happened).done == 2 * 9


def test_a_lack_of_memory_is_no_fault_of_a_raster(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starves(*_: Any, **__: Any) -> Any:
        raise MemoryError

    monkeypatch.setattr(opening, "read_band_metadata", starves)
    with pytest.raises(MemoryError):
        run([imagery], tmp_path / "area.gpkg")


def test_a_known_raster_that_can_no_longer_be_planned_is_kept_as_failed(
    imagery: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalog = tmp_path / "area.gpkg"
    run([imagery], catalog)
    run([imagery], catalog, levels_m=(0.5,))  # finer than 8 pixels
    with open_catalog(catalog) as store:
        assert {raster.state for raster in store.rasters()} == {RasterState.FAILED}
        assert all("too fine" in raster.reason for raster in store.rasters())


def test_names_that_are_not_utf8_end_no_run(imagery: Path, tmp_path: Path) -> None:
    missing = os.fsdecode(os.fsencode(imagery) + b"/caf\xe9.tif")
    happened = run([imagery, Path(missing)], tmp_path / "area.gpkg")
    assert [event.path for event in failures(happened)] == [f"{imagery}/caf\\xe9.tif does not exist"]
    assert last(happened).done == 3 * 9


class Garbled(FakeCaptioner):
    """Answers some tiles with what can be neither stored nor embedded, or with no text at all."""

    def describe(self, tiles: Any) -> list[Caption]:
        captions = super().describe(tiles)
        for position, tile in enumerate(tiles):
            if tile.tile.window.row == 0:
                text: Any = "half a \ud83d" if tile.tile.window.col == 0 else None
                captions[position] = Caption((Description(DescriptionKind.SUMMARY, text),))
        return captions


def test_a_text_that_is_none_fails_its_tile_alone(tmp_path: Path) -> None:
    path = draw(tmp_path / "scene.tif", seed=1)
    happened = list(
        index([path], catalog=tmp_path / "area.gpkg", captioner=Garbled(), embedder=HashEmbedder())  # type: ignore[arg-type]
    )
    assert (last(happened).done, last(happened).failed) == (6, 3)
    reasons = sorted(event.reason for event in happened if isinstance(event, events.TileFailed))
    assert "half a character" in reasons[-1]
    assert all("TypeError" in reason for reason in reasons[:2])
