"""What people say of rasters: when they were acquired, and how they call them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tilescribe.catalog.opening import open_annotations
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.types import Judgement, PlannedPair, RasterDate, RasterEdit, StoredRaster
from tilescribe.domain.period import parse_period
from tilescribe.domain.query import Filters
from tilescribe.errors import InvalidOptionError
from tilescribe.testing.store_contract import samples

__all__ = ["DatesContract"]

DAY = parse_period("2011-05-22")
SAID = RasterDate(DAY, "user", "|2011-05-22")


class DatesContract:
    """Tests; see `StoreContract`."""

    def test_a_date_that_a_person_gives_reaches_all_that_has_one(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        other_id = samples.put(catalog, "/imagery/b.tif")
        samples.say(catalog, {tile_id: ["a lake"] for tile_id in samples.ids(catalog)})
        tile_id = min(tile.id for tile in catalog.tiles(samples.ids(catalog)) if tile.raster_id == raster_id)
        with open_annotations(catalog.path) as notes:
            notes.mark(tile_id, Judgement(verdict="confirmed"))
            assert notes.edit_rasters([RasterEdit(raster_id, SAID)]) == 1
            (placed,) = notes.marks()
            assert placed.place.acquired == DAY.start
            assert placed.mark.tile_id == tile_id
        stored = of(catalog, raster_id)
        assert (str(stored.period), stored.acquired_source, stored.overrides) == ("2011-05-22", "user", SAID.overrides)
        assert str(catalog.load_raster(raster_id).period) == "2011-05-22"
        assert of(catalog, other_id).acquired == datetime(2024, 6, 1, 10, 20, 30, tzinfo=UTC)
        tiles = catalog.tiles(samples.ids(catalog))
        assert {tile.acquired for tile in tiles if tile.raster_id == raster_id} == {DAY.start}
        of_2011 = Filters(acquired_from=DAY.start, acquired_to=DAY.end)
        assert len(catalog.candidates(of_2011)) == 4
        dates = {found.tile.raster_id: found.dates for found in samples.ask(catalog, "a lake", k=8)}
        assert {len(dates[one]) for one in dates} == {1}, "two dates of one place"

    def test_a_raster_may_lose_its_date(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        with open_annotations(catalog.path) as notes:
            notes.edit_rasters([RasterEdit(raster_id, RasterDate(None, "", ""))])
        assert of(catalog, raster_id).period is None
        assert {tile.acquired for tile in catalog.tiles(samples.ids(catalog))} == {None}

    def test_a_label_is_kept_shown_and_filtered_by(self, catalog: Catalog) -> None:
        before, after = samples.put(catalog), samples.put(catalog, "/imagery/b.tif")
        neither = samples.put(catalog, "/imagery/c.tif")
        samples.say(catalog, {tile_id: ["a lake"] for tile_id in samples.ids(catalog)})
        with open_annotations(catalog.path) as notes:
            assert notes.edit_rasters([RasterEdit(before, label="before"), RasterEdit(after, label="after")]) == 2
            assert notes.edit_rasters([RasterEdit(before, label="before")]) == 0, "as it was"
        assert [raster.label for raster in catalog.rasters()] == ["before", "after", ""]
        assert catalog.load_raster(after).label == "after"
        for labels, rasters in (
            (("after",), {after}),
            (("before", "after"), {before, after}),
            (("",), {neither}),
            (("never",), set()),
        ):
            tiles = catalog.tiles(catalog.candidates(Filters(labels=labels)).tolist())
            assert {tile.raster_id for tile in tiles} == rasters, labels
        assert {tile.label for tile in catalog.tiles(samples.ids(catalog))} == {"before", "after", ""}
        with open_annotations(catalog.path) as notes:
            assert notes.edit_rasters([RasterEdit(before, label="")]) == 1
        assert of(catalog, before).label == ""

    def test_what_a_person_says_outlives_another_plan(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        with open_annotations(catalog.path) as notes:
            notes.edit_rasters([RasterEdit(raster_id, SAID, "after")])
        tiles = [samples.tile(number) for number in range(2)]
        catalog.put_raster(
            samples.raster(fingerprint="edited"),
            stamp=samples.SIGNATURE,
            overrides="planet-4|",
            plan="anew",
            tiles=tiles,
            keep_date=True,
        )
        stored = of(catalog, raster_id)
        assert (str(stored.period), stored.acquired_source, stored.label) == ("2011-05-22", "user", "after")
        assert stored.overrides == "planet-4|2011-05-22"
        assert {tile.acquired for tile in catalog.tiles(samples.ids(catalog))} == {DAY.start}

    def test_a_run_that_forces_a_date_goes_before_what_was_said(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        with open_annotations(catalog.path) as notes:
            notes.edit_rasters([RasterEdit(raster_id, SAID)])
        forced = samples.raster(acquired=datetime(2020, 1, 1, tzinfo=UTC), acquired_source="user")
        catalog.put_raster(forced, stamp=samples.SIGNATURE, overrides="|2020-01-01", plan="", tiles=[samples.tile(0)])
        assert of(catalog, raster_id).acquired == datetime(2020, 1, 1, tzinfo=UTC)

    def test_a_file_that_could_not_be_asked_is_opened_again(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        with open_annotations(catalog.path) as notes:
            notes.edit_rasters([RasterEdit(raster_id, RasterDate(None, "", "", reopen=True))])
        assert not of(catalog, raster_id).stamp.agrees(samples.SIGNATURE)

    def test_a_raster_that_is_not_there_is_refused_and_nothing_is_written(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        with open_annotations(catalog.path) as notes, pytest.raises(InvalidOptionError, match="no raster 9999"):
            notes.edit_rasters([RasterEdit(raster_id, label="after"), RasterEdit(9999, label="after")])
        assert of(catalog, raster_id).label == ""

    def test_pairs_bear_the_new_dates_and_are_planned_anew(self, catalog: Catalog) -> None:
        tiles = [samples.tile(number) for number in range(3)]
        later = samples.raster("/imagery/later.tif")
        raster_id = catalog.put_raster(later, stamp=samples.SIGNATURE, overrides="", plan="planned", tiles=tiles)
        one, two, three = samples.ids(catalog)
        old, older = parse_period("2010"), parse_period("2005")
        catalog.put_pairs(
            [
                PlannedPair(one, 11, old, ("/imagery/old.tif",), ()),
                PlannedPair(two, 12, old, ("/imagery/old.tif", "/imagery/beside.tif"), ()),
                PlannedPair(three, 13, older, ("/imagery/older.tif",), ()),
            ]
        )
        with open_annotations(catalog.path) as notes:
            assert notes.redate_pairs({"/imagery/elsewhere.tif": DAY}) == 0
            assert of(catalog, raster_id).plan == "planned"
            assert notes.redate_pairs({"/imagery/old.tif": DAY}) == 2
        before = {pair.plan.tile_id: str(pair.plan.before) for pair in catalog.pairs([one, two, three])}
        assert before == {one: "2011-05-22", two: "2010", three: "2005"}
        assert of(catalog, raster_id).plan == ""
        with open_annotations(catalog.path) as notes:
            assert notes.redate_pairs({"/imagery/later.tif": None}) == 3
            assert notes.redate_pairs({"/imagery/older.tif": None}) == 1
        assert catalog.pairs([three])[0].plan.before is None


def of(catalog: Catalog, raster_id: int) -> StoredRaster:
    return next(raster for raster in catalog.rasters() if raster.id == raster_id)
