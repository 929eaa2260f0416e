"""What rows, tips and pages of details say of the two dates of a place."""

from __future__ import annotations

import dataclasses

import pytest
from qgis_plugin.core.places import date_text, file_text, folder_of, other_date, other_date_alone, other_date_text
from qgis_plugin.core.protocol import HitPair, SamePlace, TileDetails
from qgis_plugin.core.results import heading
from qgis_plugin.gui.layers.result_fields import FIELDS, attributes_of
from qgis_plugin.gui.search.other_date_pictures import OtherDatePictures
from qgis_plugin.gui.search.results_view import ResultsView
from qgis_plugin.gui.search.row_metrics import RowMetrics
from qgis_plugin.gui.search.row_text import LEAST_SENTENCE_LINES, SmallPrint
from qgis_plugin.gui.search.thumbnails import ThumbnailCache
from qgis_plugin.gui.search.tile_details import TileDetailsPage
from tests.qgis.made_up import PATIENCE_MS, hit, results, square
from tests.qgis.stub_service import CATALOG_ID
from tests.qgis.test_dock_rows import Pictures, colours

from qgis.PyQt.QtCore import QRect
from qgis.PyQt.QtGui import QFont, QFontMetrics

DEFAULT_LIST_PX = 340
"""Width of the list in a dock of the width that QGIS gives it."""
PAIR = HitPair(
    pair_id=1,
    before_acquired="2025-09-14T00:00:00Z",
    before_paths=("/data/pre/a.tif",),
    before_tiles=(7,),
    before_summary="Houses.",
    change="Houses were destroyed.",
)


def same_place(day: str, *, tile: int = 7, score: float = 0.12) -> SamePlace:
    return SamePlace(tile, score, "old.tif", 112.0, f"{day}T00:00:00Z", f"{day}T23:59:59Z")


def small_print(one, *, list_px: int = DEFAULT_LIST_PX, two_dates: bool = False) -> tuple[SmallPrint, RowMetrics, int]:
    font = QFont("Sans", 10)
    font_metrics = QFontMetrics(font)
    metrics = RowMetrics.from_font(font_metrics, two_dates=two_dates, list_px=list_px)
    width = metrics.text(QRect(0, 0, list_px, metrics.size.height())).width()
    beside = width - metrics.line - 3 * metrics.gap - font_metrics.horizontalAdvance("90 %")
    made = SmallPrint.of(one, font, font_metrics, width=width, width_beside_score=beside, lines=metrics.lines)
    return made, metrics, width


@pytest.mark.parametrize(
    ("path", "name", "folder"),
    [
        ("/data/post/scene.tif", "scene.tif", "post"),
        ("C:\\data\\post\\scene.tif", "scene.tif", "post"),
        ("C:\\scene.tif", "scene.tif", ""),
        ("/scene.tif", "scene.tif", ""),
        ("scene.tif", "scene.tif", ""),
        ("/vsizip//data/area.zip/scene.tif", "scene.tif", "area.zip"),
        ("/vsizip/scene.tif", "scene.tif", ""),
    ],
)
def test_files_are_named_with_their_folder(path, name, folder):
    assert folder_of(path, name) == folder


def test_the_other_date_is_the_last_before_the_hit_or_else_the_newest():
    days = ("2026-10-01", "2026-09-01", "2025-09-14")
    three = tuple(same_place(day, tile=tile) for tile, day in enumerate(days, start=7))
    last_before = other_date(hit(acquired="2026-09-14T00:00:00Z", dates=three))
    assert (last_before.tile_id, last_before.date, last_before.earlier) == (8, "2026-09-01", True)
    newest = other_date(hit(acquired="2020-01-01T00:00:00Z", dates=three))
    assert (newest.tile_id, newest.date, newest.earlier) == (7, "2026-10-01", False)
    assert other_date(hit(acquired=None, dates=three)).tile_id == 7
    assert other_date(hit()) is None


def test_both_dates_are_told_with_score_label_and_number():
    assert other_date_text(hit(pair=PAIR)) == "Before: 2025-09-14"
    told = other_date_text(hit(dates=(same_place("2026-09-01"), same_place("2025-09-14"))))
    assert told.replace("\N{NO-BREAK SPACE}", " ") == "Before: 2026-09-01, 12 % (+1)"
    assert other_date_text(hit(acquired="2020-01-01", dates=(same_place("2026-09-01"),))).startswith(
        "Later: 2026-09-01"
    )
    assert date_text(hit(acquired=None)) == "no date"
    labelled = dataclasses.replace(same_place("2026-09-01"), label="flight 1")
    assert other_date_text(hit(dates=(labelled,))).startswith("Before: 2026-09-01 · flight 1, 12")
    assert date_text(hit(label="after")) == "2026-09-14 · after"
    assert other_date_text(hit()) == ""
    assert file_text(hit(available=False)) == "tifs/scene_20260914.tif (file gone)"


@pytest.mark.parametrize("two_dates", [False, True])
@pytest.mark.parametrize("acquired_end", [None, "2026-09-18T23:59:59Z"])
def test_dates_are_whole_and_the_sentence_keeps_its_lines_at_the_default_width(qgis_app, two_dates, acquired_end):
    name = "103001000B1C2D00_20250524_ortho_pansharpened_cog.tif"
    dates = (same_place("2025-09-14"),) if two_dates else ()
    one = hit(path=f"/data/post/{name}", raster=name, acquired_end=acquired_end, dates=dates)
    made, metrics, width = small_print(one, two_dates=two_dates)
    said = " ".join([made.beside_score, *made.lines])
    assert date_text(one) in said
    assert other_date_alone(one) in said
    assert "post/103" in said
    assert "cog.tif" in said
    # Beside two pictures a period of some days takes two lines.
    least = LEAST_SENTENCE_LINES - (1 if two_dates and acquired_end else 0)
    assert metrics.lines - len(made.lines) - 1 >= least
    assert all(QFontMetrics(QFont("Sans", 10)).horizontalAdvance(line) <= width for line in made.lines)


def test_in_the_narrowest_list_a_date_is_wrapped_and_not_cut(qgis_app):
    one = hit(acquired="2025-09-14T00:00:00Z", acquired_end="2025-09-16T00:00:00Z")
    made, _, _ = small_print(one, list_px=240)
    assert " ".join(made.lines).startswith("2025-09-14 – 2025-09-16")


@pytest.fixture
def view(qgis_app, qtbot):
    made = ResultsView(Pictures("#0000ff"), other_dates=Pictures("#00ff00"))
    qtbot.addWidget(made)
    made.resize(DEFAULT_LIST_PX, 400)
    made.show()
    return made


def test_a_row_shows_a_second_picture_where_there_is_another_date(view):
    view.show_results(results(1))
    alone = colours(view)
    assert "#00ff00" not in alone
    for two in ({"pair": PAIR}, {"dates": (same_place("2025-09-14"),)}):
        view.show_results(results(1).with_hits([hit(1, **two), hit(2)]))
        assert colours(view)["#00ff00"] > 1000
        assert view.sizeHintForRow(0) == view.sizeHintForRow(1)


def test_two_pictures_lie_beside_each_other_where_there_is_room_and_rows_are_hardly_higher_then(view, qtbot):
    view.resize(500, 400)
    view.show_results(results(1))
    alone = view.sizeHintForRow(0)
    view.show_results(results(1).with_hits([hit(1, pair=PAIR)]))
    assert view.sizeHintForRow(0) - alone == view.fontMetrics().height(), "a line for the other date"
    view.resize(200, 400)
    qtbot.waitUntil(lambda: view.visualRect(view.model().index(0, 0)).height() > 1.25 * alone, timeout=PATIENCE_MS)


def test_the_tip_has_the_file_with_its_folder(view):
    view.show_results(results(1))
    assert "tifs/scene_20260914.tif" in view.model().index(0).data(3)


def test_pictures_of_the_other_date_are_asked_for_where_they_are_seen(ready, stub, qtbot):
    thumbnails = ThumbnailCache(ready)
    others = OtherDatePictures(ready, thumbnails)
    two = results(3).with_hits([hit(1, dates=(same_place("2025-09-14"),)), hit(2, pair=PAIR), hit(3)])
    others.show_results(two)
    with qtbot.waitSignals([others.arrived, others.arrived], timeout=PATIENCE_MS):
        others.fetch_visible([101, 102, 103])
    asked = {one.path for one in stub.requests if "/tiles/" in one.path}
    base = f"/v1/catalogs/{CATALOG_ID}/tiles"
    assert asked == {f"{base}/7/thumbnail", f"{base}/102/pair/before"}
    assert others.pixmap(101) is not None
    assert others.file(101) == thumbnails.folder(CATALOG_ID) / "other-101.jpg"
    others.show_results(two.with_hits([hit(1, dates=(same_place("2024-01-01", tile=9),))]))
    assert others.pixmap(101) is None, "it is of another date"
    others.close_down()


def test_after_closing_down_no_picture_is_fetched(ready, stub, qtbot):
    thumbnails = ThumbnailCache(ready)
    thumbnails.set_catalog(CATALOG_ID, "/data/area.gpkg")
    thumbnails.close_down()
    thumbnails.fetch_visible([101, 102])
    qtbot.wait(50)
    assert not [one for one in stub.requests if "/thumbnail" in one.path]


def test_the_layer_carries_both_dates_in_words():
    values = dict(zip((name for name, _ in FIELDS), attributes_of(hit(pair=PAIR))))
    assert (values["dated"], values["other_date"]) == ("2026-09-14", "Before: 2025-09-14")


def test_what_is_found_by_its_picture_is_headed_by_what_is_said_of_it():
    by_picture = hit(matched_by="picture", matched="An airport with planes.", summary="A field.", words=())
    assert heading(by_picture) == "A field."
    assert heading(dataclasses.replace(by_picture, matched_by="words")) == "An airport with planes."


def details(**changes) -> TileDetails:
    given = {
        "geometry": square(15, 47),
        "tile_id": 101,
        "raster_id": 1,
        "raster": "scene.tif",
        "path": "/data/post/scene.tif",
        "acquired": "2026-09-14T00:00:00Z",
        "level_m": 112.0,
        "state": "done",
        "summary": "A field beside a road.",
    }
    return TileDetails(**{**given, **changes})


@pytest.fixture
def details_page(qgis_app, qtbot):
    made = TileDetailsPage()
    qtbot.addWidget(made)
    return made


def test_row_and_page_of_one_tile_begin_with_the_same_sentence(details_page):
    for one in (
        hit(matched="Boats lie in a harbour.", summary="A field beside a road.", words=("harbour",)),
        hit(matched_by="picture", matched="Boats lie in a harbour.", summary="A field beside a road."),
        hit(pair=PAIR, matched=PAIR.change, words=()),
    ):
        details_page.show_details(details(), None, headline=heading(one), pair=one.pair)
        text = details_page.browser.toPlainText().strip()
        assert text.splitlines()[0] == heading(one)
        assert text.count("A field beside a road.") == 1, "what is said of the tile stands there, too, once"
        assert "post/scene.tif" in text


def test_a_page_without_a_row_begins_with_the_summary(details_page):
    details_page.show_details(details(), None)
    assert details_page.browser.toPlainText().strip().splitlines()[0] == "A field beside a road."


def test_under_a_changed_place_the_summary_is_said_to_be_of_the_later_date(details_page):
    details_page.show_details(details(), None, headline=PAIR.change, pair=PAIR)
    assert "After (2026-09-14)\nA field beside a road." in details_page.browser.toPlainText().replace("\u2028", "\n")
