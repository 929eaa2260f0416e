"""Tiles that are compared with an earlier date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from tilescribe.catalog.joining import both
from tilescribe.catalog.protocols import Catalog
from tilescribe.catalog.query import Page, ScoredTiles
from tilescribe.catalog.types import PairedDates, PlannedPair, StoredPair, TileResult
from tilescribe.domain.description import DescriptionKind
from tilescribe.domain.pair import ChangeMeasures, PairAlignment
from tilescribe.domain.period import Period
from tilescribe.domain.query import Filters
from tilescribe.testing.store_contract import samples

__all__ = ["PairContract"]

_ALIGNMENT = PairAlignment(1.5, -0.5, 0.875, 1.0, 2.0, -90.0, 6.5)
_BEFORE = Period(datetime(2023, 5, 1, tzinfo=UTC), datetime(2023, 5, 1, 23, 59, 59, 999_000, tzinfo=UTC))


def _planned(tile_id: int) -> PlannedPair:
    return PlannedPair(tile_id, 100 + tile_id, _BEFORE, ("/imagery/\u00fc.tif",), ((7, 0.75), (9, 0.25)))


def _compared(tile_id: int, magnitude: float) -> TileResult:
    measures = ChangeMeasures(0.5, magnitude, 0.125, water_gained=0.25, dnbr=-0.5)
    said = replace(samples.caption(f"Changed by {magnitude}.", kind=DescriptionKind.CHANGE), change=measures)
    content = f"pixels {tile_id}"
    return TileResult(tile_id, content_hash=content, captions={samples.FACTS: said}, alignment=_ALIGNMENT)


class PairContract:
    """Tests; see `StoreContract`."""

    def test_pairs_come_back_as_they_were_planned_and_found(self, catalog: Catalog) -> None:
        samples.put(catalog)
        one, two, three, _ = samples.ids(catalog)
        assert not catalog.has_pairs()
        catalog.put_pairs([_planned(one), replace(_planned(two), before=None), _planned(999)])
        assert catalog.pairs([two, three, one, 999]) == [
            StoredPair(replace(_planned(two), before=None), None, None),
            StoredPair(_planned(one), None, None),
        ]
        assert catalog.has_pairs()
        samples.write(catalog, [_compared(one, 0.75)])
        (found,) = catalog.pairs([one])
        assert (found.plan, found.alignment) == (_planned(one), _ALIGNMENT)
        assert found.measures == ChangeMeasures(0.5, 0.75, 0.125, water_gained=0.25, dnbr=-0.5)
        assert catalog.tiles([one])[0].summary == "Changed by 0.75."

    def test_pairs_are_found_by_the_tile_of_the_later_date(self, catalog: Catalog) -> None:
        samples.put(catalog)
        one, two, three, _ = samples.ids(catalog)
        catalog.put_pairs([_planned(one), _planned(two), _planned(three)])
        assert [pair.plan.tile_id for pair in catalog.pairs_of([100 + three, 100 + one, 5])] == [one, three]

    def test_the_dates_that_are_compared_are_told_in_order(self, catalog: Catalog) -> None:
        samples.put(catalog)
        acquired, older = datetime(2025, 1, 1, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC)
        samples.put(catalog, "/imagery/b.tif", acquired=acquired)
        one, two, three, _, five, six, *_ = samples.ids(catalog)
        old = Period(older, older)
        catalog.put_pairs(
            [
                *(_planned(tile_id) for tile_id in (one, two, five)),
                replace(_planned(three), before=None),
                replace(_planned(six), before=old),
            ]
        )
        samples.write(catalog, [_compared(one, 0.75)])
        earlier, later = samples.raster().period, Period(acquired, acquired)
        assert catalog.paired_dates() == [
            PairedDates(None, earlier, pairs=1, compared=0),
            PairedDates(_BEFORE, earlier, pairs=2, compared=1),
            PairedDates(old, later, pairs=1, compared=0),
            PairedDates(_BEFORE, later, pairs=1, compared=0),
        ]

    def test_what_was_measured_of_the_same_pixels_is_known(self, catalog: Catalog) -> None:
        samples.put(catalog)
        one = samples.ids(catalog)[0]
        catalog.put_pairs([_planned(one)])
        samples.write(catalog, [_compared(one, 0.75)])
        said = catalog.known_captions([f"pixels {one}"], [samples.FACTS])[f"pixels {one}"][samples.FACTS]
        assert said.change is not None
        assert said.change.magnitude == 0.75

    def test_a_new_plan_replaces_what_was_found_by_the_old_one(self, catalog: Catalog) -> None:
        samples.put(catalog)
        one = samples.ids(catalog)[0]
        catalog.put_pairs([_planned(one)])
        samples.write(catalog, [_compared(one, 0.75)])
        catalog.put_pairs([replace(_planned(one), before_paths=("/imagery/other.tif",))])
        (found,) = catalog.pairs([one])
        assert found.plan.before_paths == ("/imagery/other.tif",)
        assert found.alignment is None
        samples.write(catalog, [TileResult(one, blank="not comparable")])
        assert catalog.pairs([one])[0].measures is None
        assert catalog.blank_reasons(limit=5) == [("not comparable", 1)]
        assert catalog.blank_reasons(limit=0) == []
        assert len(catalog.magnitudes(Filters()).tile_ids) == 0

    def test_how_much_has_changed_is_told_of_what_passes_the_filters(self, catalog: Catalog) -> None:
        samples.put(catalog)
        one, two, three, _ = samples.ids(catalog)
        catalog.put_pairs([_planned(tile_id) for tile_id in (one, two, three)])
        samples.write(catalog, [_compared(three, 0.5), _compared(one, 0.25)])
        found = catalog.magnitudes(Filters())
        assert found.tile_ids.tolist() == [one, three]
        assert found.scores.tolist() == pytest.approx([0.25, 0.5])
        assert found.levels_m.tolist() == [128.0, 128.0]
        assert catalog.magnitudes(Filters(bounds=(9.021, 49.091, 9.029, 49.099))).tile_ids.tolist() == [three]

    def test_pairs_go_with_their_tiles(self, catalog: Catalog) -> None:
        raster_id = samples.put(catalog)
        one = samples.ids(catalog)[0]
        catalog.put_pairs([_planned(one)])
        samples.write(catalog, [_compared(one, 0.5)])
        catalog.remove_rasters([raster_id])
        assert catalog.pairs([one]) == []
        assert catalog.verify() == []

    def test_a_question_may_be_joined_with_the_probabilities_of_something_else(self, catalog: Catalog) -> None:
        samples.fill(catalog)
        query = samples.query("lake road", words="lake road", page=Page(k=30, merge_places=False))
        alone = {one.tile.id: one.score for one in catalog.search(query).tiles}
        some = np.array(sorted(alone)[::2], dtype=np.int64)
        other = np.linspace(0.9, 0.01, len(some), dtype=np.float32)
        along = replace(query, along=ScoredTiles(some, other, np.full(len(some), 128.0)))
        ranked = catalog.search(along).tiles
        assert sorted(one.tile.id for one in ranked) == some.tolist()
        expected = both(np.array([alone[tile_id] for tile_id in some.tolist()], dtype=np.float32), other)
        found = {one.tile.id: one.score for one in ranked}
        assert [found[tile_id] for tile_id in some.tolist()] == pytest.approx(expected.tolist(), abs=1e-4)
        assert [one.score for one in ranked] == sorted(found.values(), reverse=True)
        few = replace(along, page=Page(k=3, merge_places=False))
        assert [one.tile.id for one in catalog.search(few).tiles] == [one.tile.id for one in ranked[:3]]
        excluded = replace(along, exclude=(ranked[0].tile.id,))
        assert [one.tile.id for one in catalog.search(excluded).tiles] == [one.tile.id for one in ranked[1:]]
