"""The filters: dates as they are typed and chosen, rasters by folder and name, labels; those of an earlier question."""

from __future__ import annotations

from datetime import date

import pytest
from qgis_plugin.core.dates import days_of_rasters, parse_days
from qgis_plugin.core.filters import Filters
from qgis_plugin.core.protocol import Closer, Raster
from qgis_plugin.core.raster_globs import globs_for, matching
from qgis_plugin.core.raster_names import folder_of, name_rasters, short_folders
from qgis_plugin.gui.date_field import DateField
from qgis_plugin.gui.date_popup import DatePopup
from qgis_plugin.gui.search.filter_panel import FilterPanel
from qgis_plugin.gui.search.raster_chooser import RasterChooser
from tests.qgis.made_up import PATIENCE_MS, square
from tests.qgis.search_pages import Iface, catalog

from qgis.PyQt.QtCore import QDate, QModelIndex, Qt


def raster(path: str, acquired: str | None = None, label: str = "", number: int = 1) -> Raster:
    start, end = (f"{acquired}T00:00:00Z", f"{acquired}T23:59:59.999000Z") if acquired else (None, None)
    return Raster(
        square(15.0, 47.9),
        number,
        path,
        path.rpartition("/")[2],
        "present",
        acquired=start,
        acquired_end=end,
        label=label,
    )


JOPLIN = (
    raster("/data/joplin/before/east.tif", "2009-08-01", "before"),
    raster("/data/joplin/before/west.tif", "2009-08-01", "before"),
    raster("/data/joplin/after/east.tif", "2011-05-24", "after"),
    raster("/data/joplin/after/west.tif", "2011-05-24", "after"),
    raster("/data/joplin/scan.tif"),
)


@pytest.fixture
def panel(qgis_new_project, qgis_canvas, qtbot):
    made = FilterPanel(Iface(qgis_canvas))
    made.resize(320, 400)
    made.show()
    yield made
    made.area.leave_canvas()
    made.close()
    made.deleteLater()
    qtbot.wait(1)


# Dates as they are typed


@pytest.mark.parametrize(
    ("typed", "text", "first", "last"),
    [
        ("2011", "2011", date(2011, 1, 1), date(2011, 12, 31)),
        ("2011-05", "2011-05", date(2011, 5, 1), date(2011, 5, 31)),
        ("2012-02", "2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        (" 2011-5-2 ", "2011-05-02", date(2011, 5, 2), date(2011, 5, 2)),
        ("20110522", "2011-05-22", date(2011, 5, 22), date(2011, 5, 22)),
        ("22.5.2011", "2011-05-22", date(2011, 5, 22), date(2011, 5, 22)),
        ("2011-05-22T10:30:00Z", "2011-05-22T10:30:00Z", date(2011, 5, 22), date(2011, 5, 22)),
    ],
)
def test_a_year_a_month_and_a_day_are_dates(qgis_app, typed, text, first, last):
    found = parse_days(typed)
    assert (found.text, found.first, found.last) == (text, first, last)


@pytest.mark.parametrize("typed", ["2011-13", "2011-02-30", "yesterday", "0000", "22", "2011-05-22/2011-05-24"])
def test_what_is_no_date_is_named_with_what_to_write(qgis_app, typed):
    with pytest.raises(ValueError, match=r"is no date. Write a year as 2011") as told:
        parse_days(typed)
    assert typed in str(told.value)


def test_a_range_is_a_date_where_ranges_are_wanted(qgis_app):
    for typed in ("2011-05-22/2011-05-24", "2011-05-22 – 2011-05-24", "22.05.2011 - 24.05.2011"):
        assert parse_days(typed, ranges=True).text == "2011-05-22/2011-05-24"
    with pytest.raises(ValueError, match="ends before it begins"):
        parse_days("2011/2010", ranges=True)


def test_the_dates_of_rasters_come_in_order_with_their_number(qgis_app):
    periods = [(one.acquired, one.acquired_end) for one in JOPLIN]
    year = ("2010-01-01T00:00:00Z", "2010-12-31T23:59:59.999000Z")
    found = days_of_rasters([*reversed(periods), year])
    assert [(days.text, days.count) for days in found] == [("2009-08-01", 2), ("2010", 1), ("2011-05-24", 2)]


# The field


@pytest.fixture
def field(qgis_app, qtbot):
    made = DateField("any day")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_date_that_is_typed_is_the_date(field, qtbot):
    qtbot.keyClicks(field.edit, "2011-05-22")
    assert field.value() == "2011-05-22"
    field.clear()
    assert (field.value(), field.edit.text()) == (None, "")
    qtbot.keyClicks(field.edit, "2011-05-22")
    assert field.value() == "2011-05-22"


def test_each_form_is_written_plainly_when_the_line_is_left(field, qtbot):
    qtbot.keyClicks(field.edit, "22.5.2011")
    assert field.value() == "2011-05-22"
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert field.edit.text() == "2011-05-22"


def test_what_is_no_date_is_told_when_the_line_is_left_and_not_before(field, qtbot):
    qtbot.keyClicks(field.edit, "2011-13")
    assert (field.value(), field.shown_problem) == (None, "")
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert "“2011-13” is no date" in field.shown_problem
    assert field.edit.toolTip() == field.shown_problem
    qtbot.keyClick(field.edit, Qt.Key.Key_Backspace)
    assert field.shown_problem == ""


def test_a_date_is_shown_whole_in_a_narrow_dock(panel, qtbot):
    panel.resize(panel.minimumSizeHint().width(), 400)
    panel.first.edit.setText("2026-09-28")
    qtbot.wait(1)
    room = panel.first.edit.width() - panel.first.edit.fontMetrics().horizontalAdvance("2026-09-28")
    assert room >= 8


def test_the_calendar_opens_in_the_catalogs_period_and_marks_its_dates(qgis_app, qtbot):
    days = days_of_rasters([(one.acquired, one.acquired_end) for one in JOPLIN])
    first, last = DatePopup(days, None), DatePopup(days, None, latest=True)
    for popup in (first, last):
        qtbot.addWidget(popup)
    assert (first.calendar.yearShown(), first.calendar.monthShown()) == (2009, 8)
    assert (last.calendar.yearShown(), last.calendar.monthShown()) == (2011, 5)
    assert last.calendar.dateTextFormat(QDate(2011, 5, 24)).fontUnderline()
    assert not last.calendar.dateTextFormat(QDate(2011, 5, 23)).fontUnderline()
    assert [last.list.item(row).text() for row in range(2)] == ["2009-08-01   (2 rasters)", "2011-05-24   (2 rasters)"]


def test_a_day_of_the_calendar_and_a_date_of_the_list_are_taken(field, qtbot):
    field.offer(days_of_rasters([(one.acquired, one.acquired_end) for one in JOPLIN]))
    field.open_calendar()
    popup = field.findChild(DatePopup)
    popup.calendar.clicked.emit(QDate(2011, 5, 22))
    assert field.value() == "2011-05-22"
    field.open_calendar()
    popup = field.findChildren(DatePopup)[-1]
    assert popup.calendar.selectedDate() == QDate(2011, 5, 22)
    popup.list.itemClicked.emit(popup.list.item(0))
    assert field.value() == "2009-08-01"


# What the header says


def test_a_date_is_said_while_the_filters_are_folded_and_can_be_taken_away(page, qtbot):
    panel, section = page.filters, page.filter_section
    section.set_expanded(True)
    qtbot.keyClicks(panel.first.edit, "2026-09-14")
    section.set_expanded(False)
    assert section.button.text() == "Filters: From 2026-09-14"
    assert panel._reset.isEnabled()
    panel._reset.click()
    assert section.button.text() == "Filters"
    assert not panel._reset.isEnabled()
    assert (panel.first.edit.text(), panel.filters()) == ("", Filters())


def test_no_search_is_made_with_what_is_no_date(page, qtbot, stub):
    page.filters.last.edit.setText("2011-13")
    page.ask("a lake")
    assert not page.controller.busy
    assert stub.asked("POST /search") == []
    assert page.filters.isVisible()
    assert "“2011-13” is no date" in page.filters._problem.text()
    page.filters.last.edit.setText("2011-12")
    with qtbot.waitSignal(page.controller.answered, timeout=PATIENCE_MS):
        page.ask("a lake")
    assert stub.asked("POST /search")[-1].body["acquired_to"] == "2011-12"
    assert page.filters._problem.isHidden()


def test_dates_that_leave_no_day_are_told(panel):
    panel.first.set_value("2012")
    panel.last.set_value("2011-05")
    assert panel.problem == "No day lies between 2012 and 2011-05. Change one of the dates."
    panel.first.set_value("2011-05-22")
    panel.last.set_value("2011")
    assert panel.problem == ""


# Rasters


def test_folders_are_told_apart_by_what_they_do_not_share(qgis_app):
    assert folder_of("/data/joplin/before/east.tif") == "/data/joplin/before"
    assert folder_of("C:\\data\\before\\east.tif") == "C:\\data\\before"
    assert short_folders(["/data/joplin/before", "/data/joplin/after", "/data/joplin"]) == {
        "/data/joplin/before": "before",
        "/data/joplin/after": "after",
        "/data/joplin": "joplin",
    }
    assert short_folders(["/data/joplin"]) == {"/data/joplin": "joplin"}
    assert short_folders(["/a/b/c", "/a/d/c"]) == {"/a/b/c": "b/c", "/a/d/c": "d/c"}


def test_a_whole_folder_is_one_glob_and_takes_what_lies_deeper_only_where_that_is_chosen(qgis_app):
    paths = [one.path for one in JOPLIN]
    after = {2, 3}
    assert globs_for(paths, after) == ("/data/joplin/after/*",)
    assert globs_for(paths, {0, 2}) == (paths[0], paths[2])
    assert globs_for(paths, {4, 2}) == (paths[2], paths[4])
    assert globs_for(paths, set(range(5))) == ()
    for chosen in ({0}, {0, 1}, {1, 2, 3}, {0, 1, 2, 3}):
        assert matching(paths, globs_for(paths, chosen)) == chosen


def test_names_with_brackets_and_stars_stand_for_themselves(qgis_app):
    paths = ["/d/a[1].tif", "/d/a1.tif", "/e/b*.tif", "/e/bb.tif"]
    for chosen in ({0}, {1}, {2}, {0, 2}):
        assert matching(paths, globs_for(paths, chosen)) == chosen


@pytest.fixture
def chooser(qgis_app, qtbot):
    made = RasterChooser()
    qtbot.addWidget(made)
    made.offer(name_rasters(JOPLIN))
    made.resize(260, 28)
    made.show()
    return made


def names(chooser):
    model = chooser.tree_model
    folders = [model.index(row, 0) for row in range(model.rowCount())]
    return {
        folder.data(): [model.index(row, 0, folder).data() for row in range(model.rowCount(folder))]
        for folder in folders
    }


def test_rasters_stand_under_their_folders_with_date_and_label(chooser):
    assert names(chooser) == {
        "joplin": ["scan.tif"],
        "after": ["east.tif", "west.tif"],
        "before": ["east.tif", "west.tif"],
    }
    model = chooser.tree_model
    after = model.index(1, 0)
    assert [model.index(0, column, after).data().strip() for column in range(3)] == ["east.tif", "2011-05-24", "after"]


def test_what_is_typed_narrows_by_name_folder_date_and_label(chooser, qtbot):
    chooser.showPopup()
    for typed, left in (("AFTER", 2), ("east", 2), ("before west", 1), ("2009", 2), ("scan", 1), ("ship", 0)):
        chooser.popup.edit.setText(typed)
        assert len(chooser.tree_model.shown_rasters) == left, typed
        assert chooser.popup.check.isEnabled() == (left > 0)
    chooser.popup.hide()


def test_all_that_is_listed_can_be_chosen_at_once(chooser, qtbot):
    chooser.showPopup()
    qtbot.keyClicks(chooser.popup.edit, "after")
    with qtbot.waitSignal(chooser.changed):
        chooser.popup.check.click()
    assert chooser.globs() == ("/data/joplin/after/*",)
    assert chooser.text == "after (2 rasters)"
    assert chooser.popup.count.text() == "2 of 5 chosen"
    chooser.popup.clear.click()
    assert (chooser.globs(), chooser.text) == ((), "")
    chooser.popup.hide()


def test_a_click_on_a_folder_chooses_its_rasters(chooser):
    model, role = chooser.tree_model, Qt.ItemDataRole.CheckStateRole
    before = model.index(2, 0)
    model.setData(before, None, role)
    assert chooser.globs() == ("/data/joplin/before/*",)
    model.setData(model.index(0, 0, before), None, role)
    assert model.data(before, role) == Qt.CheckState.PartiallyChecked
    assert chooser.globs() == ("/data/joplin/before/west.tif",)
    assert chooser.text == "west.tif"


def test_the_tree_is_a_sound_model(chooser, qtmodeltester):
    qtmodeltester.check(chooser.tree_model, force_py=True)
    chooser.tree_model.set_text("after")
    qtmodeltester.check(chooser.tree_model, force_py=True)
    assert chooser.tree_model.parent(QModelIndex()) == QModelIndex()


def test_thousands_of_rasters_do_not_hold_the_window(panel, qtbot, no_stall):
    many = tuple(
        raster(
            f"/data/area/sheet_{sheet:02}/tile_{number:03}.tif", f"20{sheet:02}-05-22", "after" * (sheet > 10), number
        )
        for sheet in range(20)
        for number in range(250)
    )
    named = name_rasters(many)
    with no_stall.watching():
        panel.offer_rasters(named)
        panel.rasters.showPopup()
        for typed in ("t", "tile_1", "sheet_12", ""):
            panel.rasters.popup.edit.setText(typed)
            qtbot.wait(1)
        panel.rasters.popup.edit.setText("sheet_12")
        panel.rasters.popup.check.click()
        panel.rasters.popup.hide()
    assert panel.filters().rasters == ("/data/area/sheet_12/*",)


def test_more_single_rasters_than_a_question_takes_are_told(panel):
    many = tuple(raster(f"/data/area/tile_{number:04}.tif", number=number) for number in range(1500))
    panel.offer_rasters(name_rasters(many))
    panel.rasters.tree_model.set_checked(range(1, 1500))
    panel.rasters.tree_model.checks_changed.emit()
    assert "1,499 single rasters are chosen, and 1,000 can be" in panel.problem


# Labels


def test_labels_are_offered_where_rasters_have_them(panel):
    assert panel.labels.isHidden()
    panel.offer_rasters(name_rasters(JOPLIN))
    assert not panel.labels.isHidden()
    entries = [panel.labels.itemText(place) for place in range(panel.labels.count())]
    assert entries == ["after", "before", "(without a label)"]
    panel.labels.setCheckedItems(["after"])
    assert panel.filters().labels == ("after",)
    assert panel.summary() == "Label: after"
    panel.reset()
    assert panel.filters().labels is None


# Filters of an earlier question

EARLIER = Filters(
    k=50,
    threshold=0.29,
    bbox=(15.0, 47.9, 15.1, 48.0),
    acquired_from="2009",
    acquired_to="2011-05-24",
    rasters=("/data/joplin/after/*",),
    levels_m=(112.0, 448.5),
    labels=("after",),
)


def test_all_filters_of_an_earlier_question_come_back(panel, qtbot):
    panel.offer_rasters(name_rasters(JOPLIN))
    panel.offer_levels((112.0, 448.5))
    with qtbot.waitSignal(panel.changed):
        panel.set_filters(EARLIER)
    assert panel.filters() == EARLIER
    assert panel.rasters.tree_model.checked == {1, 2}
    assert panel.area.label == "Area of the earlier question"
    panel.set_filters(Filters())
    assert panel.filters() == Filters()
    assert panel.area.choice.findText("Area of the earlier question") < 0


def test_a_drawn_area_comes_back(panel):
    area = {"type": "MultiPolygon", "coordinates": [square(15.0, 47.9)["coordinates"]]}
    panel.set_filters(Filters(area=area))
    assert panel.filters() == Filters(area=area)
    panel.area.choose("everywhere")
    assert panel.filters() == Filters()


def test_filters_that_come_before_the_catalog_told_of_its_rasters_hold(page, session, qtbot):
    """Of another catalog, say, that is opened for an earlier question."""
    earlier = Filters(rasters=("/data/tifs/scene_20260914.tif",), levels_m=(1792.0,))
    page.filters.set_filters(earlier)
    session.use_catalog(catalog(levels_m=[112.0, 1792.0]))
    qtbot.waitUntil(lambda: not page.filter_section.loading_rasters, timeout=PATIENCE_MS)
    assert page.filters.filters() == earlier


def test_the_closer_look_comes_back(panel):
    panel.set_closer(Closer(most=30))
    assert panel.closer() == Closer(most=30)
    panel.set_closer(None)
    assert panel.closer() is None
