"""A catalog and its imagery, copied or moved together: nothing is doubled, nothing described again."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from tests.e2e.runs import last, run

from tilescribe import open_catalog, search
from tilescribe.domain import events
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A catalog beside a file, an archive and a container, all described."""
    folder = tmp_path / "project"
    (folder / "imagery").mkdir(parents=True)
    make_raster(folder / "imagery" / "a.tif", seed=1)
    packed = make_raster(tmp_path / "b.tif", seed=2)
    with zipfile.ZipFile(folder / "imagery" / "b.zip", "w") as archive:
        archive.write(packed, "deep/b.tif")
    make_raster(folder / "imagery" / "pages.tif", seed=3)
    run(named(folder), folder / "area.gpkg")
    return folder


def named(folder: Path) -> list[str]:  # type: ignore[type-arg]
    imagery = folder / "imagery"
    return [f"{imagery}/a.tif", f"/vsizip/{imagery}/b.zip/deep/b.tif", f"GTIFF_DIR:1:{imagery}/pages.tif"]


def paths(folder: Path) -> list[str]:
    with open_catalog(folder / "area.gpkg") as store:
        assert store.verify() == []
        return sorted(raster.path for raster in store.rasters())


@pytest.mark.parametrize("old_place", ["is still there", "is gone"])
def test_a_copied_catalog_knows_the_copied_imagery(project: Path, tmp_path: Path, old_place: str) -> None:
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(project, copy)
    if old_place == "is gone":
        shutil.rmtree(project)
    with open_catalog(copy / "area.gpkg") as store:
        hits = search(store, "water", embedder=HashEmbedder()).hits
    assert {hit.path for hit in hits} <= set(named(copy))
    assert all(hit.available for hit in hits)
    captioner = FakeCaptioner()
    happened = run(named(copy), copy / "area.gpkg", captioner=captioner)
    assert [event.status for event in happened if isinstance(event, events.RasterPlanned)] == ["unchanged"] * 3
    assert sum(captioner.batches) == 0
    assert not [event for event in happened if isinstance(event, events.RasterStarted | events.RasterMissing)]
    told = [event.message for event in happened if isinstance(event, events.Notice)]
    assert [message for message in told if message.startswith("Elsewhere now, as seen from the catalog: 3 rasters;")]
    assert paths(copy) == sorted(named(copy))


def test_a_copy_that_lost_the_times_of_its_files_is_known_too(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, copy_function=shutil.copyfile)
    shutil.rmtree(project)
    captioner = FakeCaptioner()
    happened = run(named(copy), copy / "area.gpkg", captioner=captioner)
    assert sum(captioner.batches) == 0
    assert last(happened).done == 0
    assert paths(copy) == sorted(named(copy))


def test_hits_of_files_that_are_gone_say_so(project: Path) -> None:
    (project / "imagery" / "a.tif").unlink()
    (project / "imagery" / "b.zip").unlink()
    with open_catalog(project / "area.gpkg") as store:
        hits = search(store, "water", embedder=HashEmbedder()).hits
    assert {(Path(hit.path).name, hit.available) for hit in hits} == {
        ("a.tif", False),
        ("b.tif", False),
        ("pages.tif", True),
    }
