"""Dates and labels that people give to rasters, also after indexing; what was compared keeps up."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.e2e.commands import tilescribe
from tests.scenes import draw

from tilescribe import Embedder, IndexOptions, index, open_catalog
from tilescribe.catalog import open_annotations
from tilescribe.catalog.types import Judgement, StoredRaster
from tilescribe.comparing import CompareOptions, compare, open_changes
from tilescribe.comparing.dating import AS_THE_FILE_SAYS, Edits, count_outdated, edit_rasters
from tilescribe.domain.events import RasterPlanned, RunFinished
from tilescribe.embed import load_embedder
from tilescribe.errors import InvalidDateError, InvalidOptionError, NoPairsError
from tilescribe.testing.store_contract import samples

FACTS = IndexOptions(captioner="facts")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return load_embedder()


@pytest.fixture
def folder(tmp_path: Path, embedder: Embedder) -> Path:
    """A catalog of one place, twice: neither file tells when it was acquired."""
    draw(tmp_path / "one" / "flood.tif", seed=1, cover="forest")
    draw(tmp_path / "two" / "flood.tif", seed=1, cover="mixed")
    again(tmp_path, embedder)
    return tmp_path


def again(folder: Path, embedder: Embedder, options: IndexOptions = FACTS) -> None:
    paths = [place for place in (folder / "one", folder / "two") if any(place.iterdir())]
    list(index(paths, catalog=folder / "area.gpkg", options=options, embedder=embedder))


def rasters(folder: Path) -> dict[str, StoredRaster]:
    """By the name of the folder."""
    with open_catalog(folder / "area.gpkg") as catalog:
        return {Path(raster.path).parent.name: raster for raster in catalog.rasters()}


def run(folder: Path, *arguments: str, status: int = 0) -> str:
    done = tilescribe(*arguments, cwd=folder)
    assert done.returncode == status, done.stderr
    return done.stdout if status == 0 else done.stderr


def say(folder: Path, names: Sequence[str], edits: Edits) -> tuple[int, tuple[str, ...]]:
    """By hand, without the command line."""
    place = folder / "area.gpkg"
    ids = [rasters(folder)[name].id for name in names]
    with open_catalog(place) as catalog, open_annotations(place) as notes:
        if not (folder / "area.changes.gpkg").exists():
            edited = edit_rasters(catalog, notes, ids, edits)
        else:
            with open_changes(place) as changes, open_annotations(changes.path) as beside:
                edited = edit_rasters(catalog, notes, ids, edits, changes=changes, change_notes=beside)
    return edited.changed, edited.notices


def test_rasters_get_dates_and_labels_and_are_found_by_them(folder: Path) -> None:
    listed = json.loads(run(folder, "rasters", "area.gpkg", "--json"))
    assert [(row["acquired"], row["acquired_source"], row["label"]) for row in listed] == [(None, "", "")] * 2
    run(folder, "rasters", "area.gpkg", "one", "--set-date", "2011-05-22", "--set-label", "before")
    done = tilescribe(
        "rasters", "area.gpkg", "--undated", "--set-date", "24.5.2011", "--set-label", "after", cwd=folder
    )
    assert "1 raster changed" in done.stderr
    listed = json.loads(run(folder, "rasters", "area.gpkg", "--json"))
    assert [(row["acquired"], row["acquired_source"], row["label"]) for row in listed] == [
        ("2011-05-22", "user", "before"),
        ("2011-05-24", "user", "after"),
    ]
    assert "2011-05-24" in run(folder, "rasters", "area.gpkg", "after")
    for options, found in (
        (("--label", "after"), {"two"}),
        (("--label", "before", "--label", "after"), {"one", "two"}),
        (("--from", "2011-05-23"), {"two"}),
    ):
        answer = json.loads(run(folder, "search", "area.gpkg", "water", "--all", *options, "--format", "geojson"))
        hits = [feature["properties"] for feature in answer["features"]]
        assert {Path(hit["path"]).parent.name for hit in hits} == found
        assert {hit["label"] for hit in hits} == {"before" if name == "one" else "after" for name in found}
    assert "after" in run(folder, "search", "area.gpkg", "water", "--label", "after")
    run(folder, "heatmap", "area.gpkg", "water", "-o", "after.tif", "--label", "after")
    assert "No described tile" in run(
        folder, "heatmap", "area.gpkg", "water", "-o", "never.tif", "--label", "never", status=2
    )
    rows = run(folder, "search", "area.gpkg", "water", "--label", "after", "--format", "csv").splitlines()
    assert "label" in rows[0].split(",")
    assert all(",after," in row for row in rows[1:])
    answer = json.loads(run(folder, "search", "area.gpkg", "water", "--format", "geojson"))
    assert any(one["label"] == "before" for feature in answer["features"] for one in feature["properties"]["dates"]), (
        "the other date of the place"
    )


def test_setting_names_what_is_wrong(folder: Path) -> None:
    assert "'2011-13' is not a date" in run(folder, "rasters", "area.gpkg", "--all", "--set-date", "2011-13", status=2)
    assert "No raster is named" in run(folder, "rasters", "area.gpkg", "--set-label", "after", status=2)
    assert "names no raster" in run(folder, "rasters", "area.gpkg", "nowhere", "--set-label", "after", status=1)
    for label in ("x" * 201, "two\nlines"):
        with pytest.raises(InvalidOptionError, match="too long, or of several lines"):
            Edits(label=label)
    with pytest.raises(InvalidOptionError, match="Neither a date nor a label"):
        Edits()
    with pytest.raises(InvalidDateError, match="ends before it starts"):
        Edits("2012/2011")


def test_the_next_index_keeps_what_was_said(folder: Path, embedder: Embedder) -> None:
    say(folder, ["one"], Edits("2011-05", "before"))
    say(folder, ["two"], Edits("2011-05-22/2011-05-24", "after"))
    again(folder, embedder)
    draw(folder / "one" / "flood.tif", seed=3, cover="forest")
    again(folder, embedder, IndexOptions(captioner="facts", force=True))
    known = rasters(folder)
    assert (str(known["one"].period), known["one"].acquired_source, known["one"].label) == ("2011-05", "user", "before")
    assert str(known["two"].period).startswith("2011-05-22T00:00:00")
    assert (known["two"].acquired_source, known["two"].label) == ("user", "after")


def test_what_is_said_while_a_run_is_at_work_is_kept(folder: Path, embedder: Embedder) -> None:
    """The run has read the raster's row before, and writes it afterwards."""
    place = folder / "area.gpkg"
    options = IndexOptions(captioner="facts", force=True, levels_m=(64.0,))
    events = index([folder / "one", folder / "two"], catalog=place, options=options, embedder=embedder)
    first = next(event for event in events if isinstance(event, RasterPlanned))
    with open_catalog(place) as catalog, open_annotations(place) as notes:
        (other,) = [raster for raster in catalog.rasters() if raster.path != first.path]
        edit_rasters(catalog, notes, [other.id], Edits("2011-05-22", "before"))
    assert isinstance(list(events)[-1], RunFinished)
    with open_catalog(place) as catalog:
        known = one_of(catalog, other.id)
        assert (known.levels_m, known.label) == ((64.0,), "before"), "planned by this run"
        assert (str(known.period), known.acquired_source) == ("2011-05-22", "user")
        tiles = [tile for tile in catalog.tiles(catalog.tiles_at((-180, -90, 180, 90))) if tile.raster_id == known.id]
        assert {tile.acquired for tile in tiles} == {known.acquired}


def test_a_date_is_taken_back_to_what_the_file_tells(folder: Path, embedder: Embedder) -> None:
    draw(folder / "one" / "lake_20200831.tif", seed=5, west=402_000.0)
    again(folder, embedder)
    with open_catalog(folder / "area.gpkg") as catalog:
        (dated,) = [raster for raster in catalog.rasters() if raster.path.endswith("lake_20200831.tif")]
    with open_catalog(folder / "area.gpkg") as catalog, open_annotations(folder / "area.gpkg") as notes:
        edit_rasters(catalog, notes, [dated.id], Edits("1985"))
        assert str(one_of(catalog, dated.id).period) == "1985"
        edited = edit_rasters(catalog, notes, [dated.id], Edits(AS_THE_FILE_SAYS))
        assert (edited.changed, edited.notices) == (1, ())
        back = one_of(catalog, dated.id)
        assert (str(back.period), back.acquired_source, back.overrides) == ("2020-08-31", "file name", dated.overrides)
        assert edit_rasters(catalog, notes, [dated.id], Edits(AS_THE_FILE_SAYS)).changed == 0
        edit_rasters(catalog, notes, [dated.id], Edits("1985"))
        away = folder / "elsewhere.tif"
        Path(dated.path).rename(away)
        edited = edit_rasters(catalog, notes, [dated.id], Edits(AS_THE_FILE_SAYS))
        assert one_of(catalog, dated.id).period is None
        assert "has no date now, for its file cannot be asked" in edited.notices[0]
        away.rename(dated.path)
    again(folder, embedder)
    with open_catalog(folder / "area.gpkg") as catalog:
        assert str(one_of(catalog, dated.id).period) == "2020-08-31", "asked as soon as it is there again"


def one_of(catalog: object, raster_id: int) -> StoredRaster:
    return next(raster for raster in catalog.rasters() if raster.id == raster_id)  # type: ignore[attr-defined]


def test_marks_keep_their_place_and_take_the_date(folder: Path) -> None:
    place = folder / "area.gpkg"
    with open_catalog(place) as catalog, open_annotations(place) as notes:
        tile_id = int(catalog.tiles_at((-180, -90, 180, 90))[0])
        notes.mark(tile_id, Judgement(verdict="confirmed", author="ana"))
        edit_rasters(catalog, notes, [raster.id for raster in catalog.rasters()], Edits("2011-05-22"))
        (placed,) = notes.marks()
        assert (placed.mark.tile_id, placed.place.acquired) == (tile_id, catalog.tiles([tile_id])[0].acquired)


def test_a_label_is_set_when_rasters_are_indexed(folder: Path, embedder: Embedder) -> None:
    run(folder, "index", "one", "--catalog", "area.gpkg", "--captioner", "facts", "--label", "before")
    run(folder, "index", "two", "--catalog", "area.gpkg", "--captioner", "facts")
    assert {name: raster.label for name, raster in rasters(folder).items()} == {"one": "before", "two": ""}


# Two dates


@pytest.fixture
def compared(folder: Path, embedder: Embedder) -> Path:
    say(folder, ["one"], Edits("2011-05-22", "before"))
    say(folder, ["two"], Edits("2011-05-24", "after"))
    assert finished(folder, embedder, before="before", after="after").status == "done"
    return folder


def finished(folder: Path, embedder: Embedder, before: str | None = None, after: str | None = None) -> RunFinished:
    options = CompareOptions(before=before, after=after, captioner="facts")
    last = list(compare(folder / "area.gpkg", options=options, embedder=embedder))[-1]
    assert isinstance(last, RunFinished)
    return last


def outdated(folder: Path) -> int:
    with open_catalog(folder / "area.gpkg") as catalog, open_changes(folder / "area.gpkg") as changes:
        return count_outdated(catalog.rasters(), changes.rasters())


def test_labels_name_the_sides_of_a_comparison(compared: Path) -> None:
    answer = json.loads(
        run(compared, "search", "area.gpkg", "water", "--changed", "--label", "after", "--format", "geojson")
    )
    assert answer["features"]
    for feature in answer["features"]:
        hit = feature["properties"]
        assert (hit["label"], hit["acquired"]) == ("after", "2011-05-24T00:00:00Z")
        assert hit["pair"]["before_acquired"] == "2011-05-22T00:00:00Z"
    with open_changes(compared / "area.gpkg") as changes:
        assert [raster.label for raster in changes.rasters()] == ["after"]


def test_pairs_bear_dates_that_are_given_later_and_are_told_to_be_outdated(compared: Path, embedder: Embedder) -> None:
    assert outdated(compared) == 0
    _, notices = say(compared, ["one"], Edits("2011-05-20"))
    assert "compared when their rasters had other dates" in notices[0]
    done = tilescribe("search", "area.gpkg", "water", "--changed", "--format", "geojson", cwd=compared)
    assert "compared when their rasters had other dates" in done.stderr
    pairs = [feature["properties"]["pair"] for feature in json.loads(done.stdout)["features"]]
    assert {pair["before_acquired"] for pair in pairs} == {"2011-05-20T00:00:00Z"}
    assert outdated(compared) > 0
    finished(compared, embedder)
    assert outdated(compared) == 0
    _, notices = say(compared, ["one"], Edits(label="earlier"))
    assert (outdated(compared), notices) == (0, ()), "a label makes nothing another date"


def test_sides_that_turned_round_are_compared_anew(compared: Path, embedder: Embedder) -> None:
    say(compared, ["one"], Edits("2012"))
    assert outdated(compared) > 0
    assert finished(compared, embedder).status == "done"
    with open_changes(compared / "area.gpkg") as changes:
        assert [Path(raster.path).parent.name for raster in changes.rasters()] == ["one"]
    assert outdated(compared) == 0


def test_a_label_that_others_go_by_their_path_is_refused(folder: Path, embedder: Embedder) -> None:
    say(folder, ["one"], Edits("2011-05-22", "two"))
    say(folder, ["two"], Edits("2011-05-24", "after"))
    with pytest.raises(InvalidOptionError, match="is the label of 1 raster, and stands for 1 other raster by path"):
        finished(folder, embedder, before="two")
    assert finished(folder, embedder, before="label:two", after="after").status == "done"
    with pytest.raises(NoPairsError, match="names no raster of the catalog"):
        finished(folder, embedder, before="label:never")


def test_many_dates_are_set_from_several_threads(folder: Path) -> None:
    place = folder / "area.gpkg"
    with open_catalog(place) as catalog, open_annotations(place) as notes:
        ids = [raster.id for raster in catalog.rasters()]
        threads = [
            threading.Thread(target=edit_rasters, args=(catalog, notes, ids, Edits(str(2000 + number))))
            for number in range(4)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        periods = {str(raster.period) for raster in catalog.rasters()}
        assert len(periods) == 1
        assert {tile.acquired for tile in catalog.tiles(catalog.tiles_at((-180, -90, 180, 90)))} == {
            catalog.rasters()[0].acquired
        }


def test_more_rasters_than_one_transaction_takes(tmp_path: Path) -> None:
    place = tmp_path / "area.gpkg"
    with open_catalog(place, mode="a") as catalog, open_annotations(place) as notes:
        for number in range(501):
            samples.put(catalog, f"/imagery/{number:03}.tif", count=1)
        ids = [raster.id for raster in catalog.rasters()]
        assert edit_rasters(catalog, notes, ids, Edits("2011", "after")).changed == 501
        assert {(str(raster.period), raster.label) for raster in catalog.rasters()} == {("2011", "after")}
        with pytest.raises(InvalidOptionError, match="no raster 9999"):
            edit_rasters(catalog, notes, [*ids, 9999], Edits("2012"))
        assert {str(raster.period) for raster in catalog.rasters()} == {"2011"}
