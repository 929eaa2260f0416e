"""The mission list without a window: filters, order, counts, and what is another mark than before."""

from __future__ import annotations

from typing import Any

import pytest
from qgis_plugin.core.mission import (
    BY_AUTHOR,
    BY_PLACE,
    BY_VERDICT,
    NOTED,
    MissionCatalog,
    MissionCounts,
    MissionFilter,
    changed_marks,
    entries_of,
    list_entries,
)
from qgis_plugin.core.mission_book import MissionBook
from qgis_plugin.core.mission_text import counts_text
from tests.qgis.missions import AREA, marked

from qgis.core import QgsApplication

OTHER = MissionCatalog("b2", "/data/other.gpkg", "other")


def listed(tiles: list, **wanted: Any) -> list:
    listing = list_entries(entries_of(AREA, tiles), MissionFilter(**wanted))
    return [entry.mark.tile_id for entry in listing.entries]


def test_the_latest_mark_comes_first() -> None:
    tiles = [marked(1, updated="2026-12-01T10:00:00Z"), marked(2, updated="2026-12-01T12:00:00Z"), marked(3)]
    assert listed(tiles)[:2] == [2, 1]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"verdict": "rejected"}, [2]),
        ({"verdict": NOTED}, [4]),
        ({"grade": "major"}, [1]),
        ({"author": "ben"}, [2, 3]),
        ({"question": "ruins"}, [3]),
        ({"label": "after"}, [1]),
        ({"text": "ROOF gone"}, [1]),
        ({"text": "ben ruins"}, [3]),
        ({"text": "nothing of the kind"}, []),
        ({"author": "ben", "verdict": "unsure"}, [3]),
        ({}, [1, 2, 3, 4]),
    ],
)
def test_each_filter_leaves_what_it_says(wanted: dict, found: list) -> None:
    tiles = [
        marked(1, grade="major", label="after", note="The roof is gone."),
        marked(2, verdict="rejected", author="ben"),
        marked(3, verdict="unsure", author="ben", question="ruins"),
        marked(4, verdict=None, note="look again"),
    ]
    assert sorted(listed(tiles, **wanted)) == found


def test_only_what_the_map_shows_is_left_also_across_the_antimeridian() -> None:
    tiles = [marked(1, west=15.0), marked(2, west=16.0), marked(3, west=179.9), marked(4, west=-179.9)]
    assert sorted(listed(tiles, bounds=(14.9, 47.0, 15.2, 48.5))) == [1]
    assert sorted(listed(tiles, bounds=(179.0, 47.0, -179.0, 48.5))) == [3, 4]


def test_orders_are_by_what_they_say_and_within_it_the_latest_first() -> None:
    tiles = [
        marked(1, verdict="rejected", author="zoe", path="/a/1.tif"),
        marked(2, verdict="confirmed", author="ben", path="/c/2.tif", updated="2026-12-01T09:00:00Z"),
        marked(3, verdict="confirmed", author="ben", path="/b/3.tif", updated="2026-12-01T11:00:00Z"),
    ]

    def ordered(order: str) -> list:
        listing = list_entries(entries_of(AREA, tiles), MissionFilter(), order=order)
        return [entry.mark.tile_id for entry in listing.entries]

    assert ordered(BY_VERDICT) == [3, 2, 1]
    assert ordered(BY_AUTHOR) == [3, 2, 1]
    assert ordered(BY_PLACE) == [1, 3, 2]


def test_a_place_that_two_judge_alike_counts_once_and_one_judged_differently_is_told() -> None:
    tiles = [
        marked(1, author="anna"),
        marked(1, author="ben"),
        marked(2, author="anna"),
        marked(2, author="ben", verdict="rejected"),
        marked(3, verdict="rejected"),
        marked(4, verdict=None, note="a note"),
        marked(5, verdict="unsure", count=3),
    ]
    listing = list_entries(entries_of(AREA, tiles), MissionFilter())
    assert len(listing.entries) == 7
    assert listing.counts == MissionCounts(confirmed=1, rejected=1, unsure=1, noted=1, disputed=1, counted=3)
    assert listing.disputed == {(AREA.id, "2")}


def test_a_note_beside_a_verdict_of_another_does_not_make_the_place_noted() -> None:
    tiles = [marked(1, author="anna"), marked(1, author="ben", verdict=None, note="sure?")]
    assert list_entries(entries_of(AREA, tiles), MissionFilter()).counts == MissionCounts(confirmed=1)


def test_counts_are_said_in_one_line() -> None:
    tiles = [marked(number) for number in range(14)] + [marked(20 + n, verdict="rejected") for n in range(3)]
    tiles += [marked(30, verdict="unsure"), marked(31, verdict="unsure")]
    listing = list_entries(entries_of(AREA, tiles), MissionFilter())
    assert counts_text(listing, 296, filtered=False) == "14 confirmed, 3 rejected, 2 unsure, 296 unseen"
    some = list_entries(entries_of(AREA, tiles), MissionFilter(verdict="unsure"))
    assert counts_text(some, None, filtered=True) == "2 of 19 marks: 0 confirmed, 0 rejected, 2 unsure"


def test_changes_name_the_tile_and_the_author_and_what_was_taken_back() -> None:
    before = entries_of(AREA, [marked(1), marked(2), marked(3, author="ben")])
    after = entries_of(AREA, [marked(1), marked(2, verdict="rejected"), marked(4, author="ben")])
    changes = changed_marks(before, after)
    assert set(changes) == {2, 3, 4}
    assert changes[2]["anna"].verdict == "rejected"
    assert changes[3] == {"ben": None}
    assert changes[4]["ben"].verdict == "confirmed"


def test_a_mark_without_a_tile_is_listed_and_changes_no_tile() -> None:
    entries = entries_of(AREA, [marked(None, path="/gone/1.tif"), marked(None, path="/gone/2.tif")])
    assert len(list_entries(entries, MissionFilter()).entries) == 2
    assert entries[0].key != entries[1].key
    assert changed_marks((), entries) == {}


def test_entries_that_are_as_they_were_are_the_same_objects() -> None:
    before = entries_of(AREA, [marked(1), marked(2)])
    after = entries_of(AREA, [marked(1), marked(2, note="new")], before)
    assert after[0] is before[0]
    assert after[1] is not before[1]


def test_the_book_lists_several_catalogs_and_forgets_those_that_are_not_meant(
    qgis_app: QgsApplication, qtbot: Any
) -> None:
    book = MissionBook()
    changes: list = []
    book.changed.connect(lambda catalog, changed, _asked: changes.append((catalog.id, sorted(changed))))
    with qtbot.waitSignal(book.listed):
        book.set_marks(AREA, [marked(1), marked(2)], 0.0)
    with qtbot.waitSignal(book.listed):
        book.set_marks(OTHER, [marked(1)], 0.0)
    assert {entry.catalog.name for entry in book.listing.entries} == {"area", "other"}
    assert changes == [(AREA.id, [1, 2]), (OTHER.id, [1])]
    assert book.mark_of(AREA.id, 2, "anna").verdict == "confirmed"
    assert book.mark_of(AREA.id, 2, "ben") is None
    with qtbot.waitSignal(book.listed):
        book.keep_catalogs([OTHER.id])
    assert [entry.catalog.name for entry in book.listing.entries] == ["other"]


def test_filters_that_change_while_it_lists_are_not_lost(qgis_app: QgsApplication, qtbot: Any) -> None:
    book = MissionBook()
    book.set_marks(
        AREA, [marked(number, verdict="rejected" if number % 2 else "confirmed") for number in range(500)], 0.0
    )
    book.wanted = MissionFilter(verdict="rejected")
    qtbot.waitUntil(lambda: not book.busy and len(book.listing.entries) == 250)
