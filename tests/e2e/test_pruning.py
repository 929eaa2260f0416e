"""Only what lies under the named paths is pruned, and only what is gone and not merely away."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from tests.e2e.runs import last, run

from tilescribe import index, open_catalog
from tilescribe.catalog.types import StoredRaster
from tilescribe.domain import events
from tilescribe.domain.query import Filters
from tilescribe.domain.raster import RasterState
from tilescribe.errors import RasterNotFoundError
from tilescribe.indexing import IndexOptions, pruning
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    return tmp_path / "area.gpkg"


@pytest.fixture
def imagery(tmp_path: Path) -> Path:
    """Two rasters on a disk, one in a folder beside it."""
    for number, name in enumerate(("disk/a.tif", "disk/b.tif", "new/c.tif"), start=1):
        (tmp_path / "imagery" / name).parent.mkdir(parents=True, exist_ok=True)
        make_raster(tmp_path / "imagery" / name, seed=number)
    return tmp_path / "imagery"


def stored(catalog: Path) -> dict[str, StoredRaster]:
    with open_catalog(catalog) as store:
        assert store.verify() == []
        return {Path(raster.path).name: raster for raster in store.rasters()}


def missing(happened: list[events.Event]) -> dict[str, tuple[bool, str]]:
    return {Path(e.path).name: (e.pruned, e.kept) for e in happened if isinstance(e, events.RasterMissing)}


def test_what_lies_outside_the_named_paths_is_kept(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    (imagery / "disk" / "a.tif").unlink()
    happened = run([imagery / "new"], catalog, prune=True)
    assert missing(happened) == {"a.tif": (False, "it lies outside the paths of this run")}
    assert stored(catalog)["a.tif"].state is RasterState.MISSING
    assert set(stored(catalog)) == {"a.tif", "b.tif", "c.tif"}


@pytest.mark.parametrize("how", ["unplugged", "an empty mount point"])
def test_a_disk_that_is_away_is_not_gone(imagery: Path, catalog: Path, how: str) -> None:
    run([imagery], catalog)
    shutil.move(imagery / "disk", imagery.parent / "elsewhere")
    if how == "an empty mount point":
        (imagery / "disk").mkdir()
    happened = run([imagery], catalog, prune=True)
    told = (
        False,
        f"its folder {imagery / 'disk'} is away or empty, as that of a disk which is not mounted",
    )
    assert missing(happened) == {"a.tif": told, "b.tif": told}
    assert set(stored(catalog)) == {"a.tif", "b.tif", "c.tif"}


@pytest.mark.parametrize("named", ["", "disk", "disk/*.tif", "**/*.tif"])
def test_what_is_gone_from_the_named_paths_is_removed_and_counted_before(
    imagery: Path, catalog: Path, named: str
) -> None:
    run([imagery], catalog)
    (imagery / "disk" / "a.tif").unlink()
    happened = run([imagery / named], catalog, prune=True)
    assert missing(happened) == {"a.tif": (True, "")}
    assert set(stored(catalog)) == {"b.tif", "c.tif"}
    (notice,) = [e for e in happened if isinstance(e, events.Notice) and "removed now" in e.message]
    assert notice.message == "Gone, and removed now: 1 raster with 1 tile."
    before = happened[: happened.index(notice)]
    assert not missing(before)


def test_whoever_stops_the_run_at_that_number_loses_nothing(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    (imagery / "disk" / "a.tif").unlink()
    options = IndexOptions(prune=True)
    running = index([imagery], catalog=catalog, options=options, captioner=FakeCaptioner(), embedder=HashEmbedder())
    for event in running:
        if isinstance(event, events.Notice) and "removed now" in event.message:
            break
    running.close()  # type: ignore[attr-defined]
    assert "a.tif" in stored(catalog)


def test_parts_of_a_container_are_gone_with_it_and_not_before(imagery: Path, catalog: Path) -> None:
    container = imagery / "disk" / "b.tif"
    part = f"GTIFF_DIR:1:{container}"
    run([part], catalog)  # type: ignore[list-item]
    assert missing(run([imagery / "new"], catalog, prune=True)) == {}
    assert missing(run([imagery], catalog, prune=True)) == {}
    container.unlink()
    assert missing(run([imagery / "disk"], catalog, prune=True)) == {"b.tif": (True, "")}


def test_a_member_that_its_archive_lost_is_gone(imagery: Path, catalog: Path) -> None:
    archive = imagery / "x.zip"
    for names in ("ab", "b"):
        with zipfile.ZipFile(archive, "w") as opened:
            for name in names:
                opened.write(imagery / "disk" / f"{name}.tif", f"in/{name}.tif")
        happened = run([archive], catalog)
    assert missing(happened) == {"a.tif": (False, "")}
    with open_catalog(catalog) as store:
        hits = store.tiles(store.candidates(Filters()).tolist())
        assert {Path(hit.path).name: hit.available for hit in hits} == {"a.tif": False, "b.tif": True}
    assert missing(run([archive], catalog, prune=True)) == {"a.tif": (True, "")}
    assert set(stored(catalog)) == {"b.tif"}


@pytest.mark.parametrize("others", [(), ("new",)])
def test_a_deleted_folder_is_removed_where_it_is_named_itself(
    imagery: Path, catalog: Path, others: tuple[str, ...]
) -> None:
    run([imagery], catalog)
    shutil.rmtree(imagery / "disk")
    happened = run([imagery / "disk", *(imagery / other for other in others)], catalog, prune=True)
    assert missing(happened) == {"a.tif": (True, ""), "b.tif": (True, "")}
    assert last(happened).status == "done"
    assert set(stored(catalog)) == {"c.tif"}


def test_a_deleted_folder_is_told_without_the_option(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    shutil.rmtree(imagery / "disk")
    with pytest.raises(RasterNotFoundError, match=r"the catalog has 2 rasters with 2 tiles of it.*--prune"):
        run([imagery / "disk"], catalog)
    assert set(stored(catalog)) == {"a.tif", "b.tif", "c.tif"}


@pytest.mark.parametrize("away", ["gone with its parent", "parent is empty", "a mount point", "a glob"])
def test_a_named_folder_whose_disk_may_be_away_is_kept(
    imagery: Path, catalog: Path, away: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run([imagery], catalog)
    named = imagery / "disk"
    if away == "a mount point":
        monkeypatch.setattr(pruning, "_MOUNT_POINTS_IN", (str(imagery),))
    shutil.rmtree(imagery if away in {"gone with its parent", "parent is empty"} else named)
    if away == "parent is empty":
        imagery.mkdir()
    with pytest.raises(RasterNotFoundError):
        run([named / "*.tif" if away == "a glob" else named], catalog, prune=True)
    assert set(stored(catalog)) == {"a.tif", "b.tif", "c.tif"}


def test_a_misspelt_folder_is_an_error_with_the_option_too(imagery: Path, catalog: Path) -> None:
    run([imagery], catalog)
    with pytest.raises(RasterNotFoundError, match="dsik does not exist"):
        run([imagery / "dsik"], catalog, prune=True)
