"""Two dates of one place: compared, continued, asked, drawn."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rasterio
import rasterio.warp
from tests.e2e.commands import tilescribe
from tests.scenes import draw

from tilescribe import Embedder, IndexOptions, index, open_catalog
from tilescribe.comparing import CompareOptions, changes_of, compare, most_changed, open_changes, search_changes
from tilescribe.domain.events import Notice, RasterFailed, RasterPlanned, RunFinished, TilesWritten
from tilescribe.domain.query import Filters
from tilescribe.embed import load_embedder
from tilescribe.errors import InvalidOptionError, NoPairsError

FACTS = CompareOptions(captioner="facts")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


def make(folder: Path, embedder: Embedder) -> Path:
    """A catalog of two places, each with two dates: one is flooded, the other stays as it is."""
    draw(folder / "pre" / "flooded_20260901.tif", seed=1, cover="forest")
    draw(folder / "pre" / "same_20260901.tif", seed=2, west=401_000.0)
    draw(folder / "post" / "flooded_20260915.tif", seed=1, cover="mixed")
    draw(folder / "post" / "same_20260915.tif", seed=2, west=401_000.0)
    catalog = folder / "area.gpkg"
    options = IndexOptions(captioner="facts")
    list(index([folder / "pre", folder / "post"], catalog=catalog, options=options, embedder=embedder))
    return folder


def compared(folder: Path, embedder: Embedder) -> RunFinished:
    finished = list(compare(folder / "area.gpkg", options=FACTS, embedder=embedder))[-1]
    assert isinstance(finished, RunFinished)
    return finished


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Path:
    folder = make(tmp_path_factory.mktemp("compare"), embedder)
    assert compared(folder, embedder).status == "done"
    return folder


@pytest.fixture
def place(tmp_path: Path, embedder: Embedder) -> Path:
    """The same, to be changed, and not compared yet."""
    return make(tmp_path, embedder)


def hits(folder: Path, *arguments: str) -> list[dict[str, object]]:
    done = tilescribe("search", "area.gpkg", *arguments, "--format", "geojson", cwd=folder)
    assert done.returncode == 0, done.stderr
    return [feature["properties"] for feature in json.loads(done.stdout)["features"]]


def test_what_has_changed_is_asked_and_shown_with_both_dates(drawn: Path) -> None:
    found = hits(drawn, "water covers ground that was dry", "--changed", "--all")
    best = found[0]
    assert best["raster"] == "flooded_20260915.tif"
    pair = best["pair"]
    assert isinstance(pair, dict)
    assert pair["before_acquired"] == "2026-09-01T00:00:00Z"
    assert [Path(path).name for path in pair["before_paths"]] == ["flooded_20260901.tif"]
    assert pair["water_gained"] > 0.5
    assert "water" in pair["change"].lower()
    assert abs(pair["shift_x_m"]) < 1
    with open_catalog(drawn / "area.gpkg") as catalog:
        assert catalog.tiles([best["tile_id"]])[0].path == str(drawn / "post" / "flooded_20260915.tif")  # type: ignore[list-item]
        assert {one.path for one in catalog.tiles(pair["before_tiles"])} == {
            str(drawn / "pre" / "flooded_20260901.tif")
        }
    unchanged = [one["pair"] for one in found if one["raster"] == "same_20260915.tif"]
    assert unchanged
    assert all(one["magnitude"] < 0.1 and not one["water_gained"] for one in unchanged)  # type: ignore[index]


def test_what_there_is_now_is_joined_with_what_there_was(drawn: Path) -> None:
    found = hits(drawn, "water", "--was", "dense vegetation", "--all")
    assert found[0]["raster"] == "flooded_20260915.tif"
    pair = found[0]["pair"]
    assert isinstance(pair, dict)
    assert pair["was"] > 0
    assert "vegetation" in pair["before_summary"].lower() or pair["before_summary"] == ""
    both = hits(drawn, "water has come", "--changed", "--was", "dense vegetation", "--all")
    assert both[0]["raster"] == "flooded_20260915.tif"


def test_the_places_that_changed_most_are_listed(drawn: Path) -> None:
    listed = tilescribe("compare", "area.gpkg", "--captioner", "facts", "--top", "3", cwd=drawn)
    assert listed.returncode == 0, listed.stderr
    assert "What has changed most" in listed.stdout
    assert "described 0" in listed.stderr
    done = tilescribe(
        "compare", "area.gpkg", "--captioner", "facts", "--top", "50", "--all", "--format", "csv", cwd=drawn
    )
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    magnitudes = [float(row["magnitude"]) for row in rows]
    assert magnitudes == sorted(magnitudes, reverse=True)
    assert rows[0]["raster"] == "flooded_20260915.tif"
    assert float(rows[0]["magnitude_error"]) > 0
    few = tilescribe(
        "compare", "area.gpkg", "--captioner", "facts", "--top", "50", "--threshold", "50%", "-f", "csv", cwd=drawn
    )
    assert 0 < len(list(csv.DictReader(io.StringIO(few.stdout)))) < len(rows)


def test_a_map_of_change_is_a_geotiff(drawn: Path, tmp_path: Path) -> None:
    done = tilescribe("heatmap", "area.gpkg", "--changed", "-o", str(tmp_path / "change.tif"), cwd=drawn)
    assert done.returncode == 0, done.stderr
    with rasterio.open(tmp_path / "change.tif") as written:
        cells = written.read(1, masked=True)
        assert written.tags()["question"] == "How much has changed"
        x, _ = rasterio.warp.transform(written.crs, "EPSG:32633", [written.bounds.left], [written.bounds.top])
    assert x[0] == pytest.approx(400_000, abs=60)
    assert cells.max() > 0.5
    assert cells[:, -1].max() < 0.1
    asked = tilescribe("heatmap", "area.gpkg", "water has come", "--changed", "-o", str(tmp_path / "w.tif"), cwd=drawn)
    assert asked.returncode == 0, asked.stderr


def test_filters_hold_for_changes(drawn: Path) -> None:
    everything = hits(drawn, "water has come", "--changed", "--all")
    only = hits(drawn, "water has come", "--changed", "--all", "--raster", "same_*")
    assert {one["raster"] for one in only} == {"same_20260915.tif"}
    assert len(only) < len(everything)


def test_a_run_goes_on_where_it_was_stopped(place: Path, embedder: Embedder) -> None:
    run = compare(place / "area.gpkg", options=FACTS, embedder=embedder)
    written = next(event for event in run if isinstance(event, TilesWritten))
    run.close()  # type: ignore[attr-defined]
    assert written.done
    finished = compared(place, embedder)
    assert finished.status == "done"
    with open_changes(place / "area.gpkg") as changes:
        tiles = sum(sum(raster.tiles.values()) for raster in changes.rasters())
        assert changes.verify() == []
    assert finished.done < tiles
    again = list(compare(place / "area.gpkg", options=FACTS, embedder=embedder))
    assert [event.status for event in again if isinstance(event, RasterPlanned)].count("unchanged") == 2
    assert isinstance(again[-1], RunFinished)
    assert again[-1].done == 0


def test_an_earlier_file_that_is_gone_is_told_and_read_when_it_is_back(place: Path, embedder: Embedder) -> None:
    gone = place / "pre" / "flooded_20260901.tif"
    gone.rename(place / "elsewhere")
    done = tilescribe("compare", "area.gpkg", "--captioner", "facts", cwd=place)
    assert done.returncode == 3
    assert "flooded_20260901.tif" in done.stderr
    assert shown(place) == {"same_20260915.tif"}
    (place / "elsewhere").rename(gone)
    assert compared(place, embedder).status == "done"
    assert shown(place) == {"same_20260915.tif", "flooded_20260915.tif"}


def test_imagery_that_moved_as_a_whole_is_compared_again(place: Path, embedder: Embedder) -> None:
    compared(place, embedder)
    moved = [place / "pre", place / "post"]
    for folder in moved:
        folder.rename(place / f"moved_{folder.name}")
    options = IndexOptions(captioner="facts")
    new = [place / f"moved_{folder.name}" for folder in moved]
    list(index(new, catalog=place / "area.gpkg", options=options, embedder=embedder))
    assert compared(place, embedder).status == "done"
    assert shown(place) == {"same_20260915.tif", "flooded_20260915.tif"}


def shown(folder: Path) -> set[str]:
    """Rasters of which changes are known."""
    with open_catalog(folder / "area.gpkg") as catalog, open_changes(folder / "area.gpkg") as changes:
        return {hit.raster for hit in most_changed(catalog, changes, k=50).hits}


def test_a_file_that_changed_since_it_was_indexed_is_not_compared(place: Path, embedder: Embedder) -> None:
    draw(place / "post" / "flooded_20260915.tif", seed=9, cover="water")
    events = list(compare(place / "area.gpkg", options=FACTS, embedder=embedder))
    (failed,) = [event for event in events if isinstance(event, RasterFailed)]
    assert "has changed since it was indexed" in failed.reason
    assert isinstance(events[-1], RunFinished)
    assert events[-1].status == "partial"
    assert shown(place) == {"same_20260915.tif"}


def test_rasters_that_left_the_catalog_leave_its_changes(place: Path, embedder: Embedder) -> None:
    compared(place, embedder)
    (place / "post" / "same_20260915.tif").unlink()
    options = IndexOptions(captioner="facts", prune=True)
    list(index([place / "post"], catalog=place / "area.gpkg", options=options, embedder=embedder))
    assert compared(place, embedder).status == "done"
    assert shown(place) == {"flooded_20260915.tif"}


def test_another_baseline_takes_the_place_of_the_one_before(place: Path, embedder: Embedder) -> None:
    draw(place / "older" / "flooded_20250901.tif", seed=1, cover="mixed")
    options = IndexOptions(captioner="facts")
    list(index([place / "older"], catalog=place / "area.gpkg", options=options, embedder=embedder))
    compared(place, embedder)
    with open_catalog(place / "area.gpkg") as catalog, open_changes(place / "area.gpkg") as changes:
        most = most_changed(catalog, changes, k=1, filters=Filters(rasters=("flooded_20260915.tif",))).hits[0]
    assert most.score > 0.3
    baseline = CompareOptions(captioner="facts", before="2025", after="2026-09-15")
    list(compare(place / "area.gpkg", options=baseline, embedder=embedder))
    with open_catalog(place / "area.gpkg") as catalog, open_changes(place / "area.gpkg") as changes:
        most = most_changed(catalog, changes, k=1, filters=Filters(rasters=("flooded_20260915.tif",))).hits[0]
    assert most.score < 0.2
    assert most.pair is not None
    assert most.pair.period is not None
    assert most.pair.period.date == "2025-09-01"


def test_each_thing_that_cannot_be_compared_is_a_sentence(place: Path) -> None:
    def said(*arguments: str) -> str:
        done = tilescribe(*arguments, cwd=place)
        assert done.returncode != 0
        assert "Traceback" not in done.stderr
        return done.stderr

    assert "Swap the two sides" in said("compare", "area.gpkg", "--before", "2026-09-15", "--after", "2026-09-01")
    assert "names no raster" in said("compare", "area.gpkg", "--before", "1999")
    assert "is not a date" in said("compare", "area.gpkg", "--before", "2026-13")
    sides = ("--before", "same_20260901.tif", "--after", "flooded_2*15.tif")
    assert "do not overlap" in said("compare", "area.gpkg", *sides)
    assert "needs --top" in said("compare", "area.gpkg", "--format", "csv")
    assert "No captioner 'clip'" in said("compare", "area.gpkg", "--captioner", "clip")
    assert "is the catalog that is compared" in said("compare", "area.gpkg", "--changes", "area.gpkg")
    Path(changes_of(place / "area.gpkg")).unlink(missing_ok=True)
    assert "Compare them first" in said("search", "area.gpkg", "water", "--changed")
    assert "Compare them first" in said("search", "area.gpkg", "water", "--was", "a field")
    assert "Compare them first" in said("heatmap", "area.gpkg", "--changed", "-o", "change.tif")
    assert "There is no question" in said("heatmap", "area.gpkg", "-o", "change.tif")


def test_options_that_do_not_go_together_are_refused(drawn: Path) -> None:
    for arguments, expected in {
        ("search", "area.gpkg", "water", "--changed", "--closer", "3"): "look at pictures of one date",
        ("search", "area.gpkg", "water", "--changes", "area.changes.gpkg"): "needs --changed or --was",
        ("compare", "area.gpkg", "--top", "0"): "--top 0 is out of range",
        ("compare", "area.gpkg", "--top", "3", "--json"): "both write to standard output",
    }.items():
        done = tilescribe(*arguments, cwd=drawn)
        assert done.returncode == 2
        assert expected in done.stderr


def test_one_date_alone_is_refused_before_anything_is_made(tmp_path: Path, embedder: Embedder) -> None:
    draw(tmp_path / "one" / "a_20260901.tif", seed=1)
    options = IndexOptions(captioner="facts")
    list(index([tmp_path / "one"], catalog=tmp_path / "one.gpkg", options=options, embedder=embedder))
    with pytest.raises(NoPairsError, match="two dates, and the catalog knows only 2026-09-01"):
        list(compare(tmp_path / "one.gpkg", options=FACTS, embedder=embedder))
    assert not (tmp_path / "one.changes.gpkg").exists()


def test_no_other_catalog_is_taken_for_the_changes_of_this_one(place: Path, embedder: Embedder) -> None:
    (place / "elsewhere").mkdir()
    other = make(place / "elsewhere", embedder)
    compared(other, embedder)
    (place / "notes.txt").write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in (other / "area.gpkg", other / "area.changes.gpkg")}
    for changes, said in {
        other / "area.gpkg": "is a catalog of imagery",
        other / "area.changes.gpkg": "holds the changes of another catalog",
        place / "area.gpkg": "is the catalog that is compared",
        place / "notes.txt": "is no catalog of changes",
        place / "elsewhere": "is no catalog of changes",
        "": "has an empty name",
    }.items():
        with pytest.raises(InvalidOptionError, match=said):
            list(compare(place / "area.gpkg", changes=changes, options=FACTS, embedder=embedder))
    assert {path: path.read_bytes() for path in before} == before
    assert (place / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_what_cannot_be_compared_is_told_with_its_reason(tmp_path: Path, embedder: Embedder) -> None:
    draw(tmp_path / "in" / "a_20260901.tif", seed=1)
    draw(tmp_path / "in" / "a_20260915.tif", seed=1)
    options = IndexOptions(captioner="facts", levels_m=(8.0,))  # 16 px of both
    list(index([tmp_path / "in"], catalog=tmp_path / "area.gpkg", options=options, embedder=embedder))
    events = list(compare(tmp_path / "area.gpkg", options=FACTS, embedder=embedder))
    told = [event.message for event in events if isinstance(event, Notice)]
    assert any("Not comparable, by reason" in one and "24 are needed" in one for one in told)
    done = tilescribe("search", "area.gpkg", "water", "--changed", cwd=tmp_path)
    assert "or none could be" in done.stderr
    assert "24 are needed" in tilescribe("info", "area.changes.gpkg", cwd=tmp_path).stdout
    done = tilescribe("heatmap", "area.gpkg", "--changed", "-o", "change.tif", cwd=tmp_path)
    assert "or none could be" in done.stderr


def test_intact_things_are_where_nothing_has_changed(drawn: Path, embedder: Embedder) -> None:
    with open_catalog(drawn / "area.gpkg") as catalog, open_changes(drawn / "area.gpkg") as changes:
        for question in ("no change", "intact vegetation", "the trees are still there"):
            answer = search_changes(catalog, changes, question, k=1, embedder=embedder)
            pair = answer.hits[0].pair
            assert pair is not None
            assert pair.measures is not None
            assert pair.measures.magnitude < 0.1, question
            assert answer.reading is not None
            assert answer.question == question
