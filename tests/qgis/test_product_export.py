"""Products from the dock: which places, the dialog, pictures and maps, cancelling, what is left behind."""

from __future__ import annotations

import json
import re
import zipfile

import pytest
from osgeo import gdal, osr
from qgis_plugin.core.files import StagedFile
from qgis_plugin.core.product.from_marks import places_of_marks
from qgis_plugin.core.product.from_results import places_of
from qgis_plugin.core.protocol import HitPair, Mark, MarkedTile, SamePlace
from qgis_plugin.core.results import CONFIRMED, REJECTED
from qgis_plugin.core.settings import author
from qgis_plugin.gui.product import product_export
from qgis_plugin.gui.product.formats import HTML, KMZ, MAP_BOOK, PDF, format_of, format_of_path, formats
from qgis_plugin.gui.product.product_dialog import PlaceChoice, ProductDialog, ProductForm
from qgis_plugin.gui.product.product_progress import ProductProgress
from qgis_plugin.gui.search.output import CONFIRMED_ONLY, EVERYTHING, SELECTED
from tests.qgis.made_up import PATIENCE_MS, answer, hit, results, square
from tests.qgis.product_places import POINT, drawn_places, earlier, place, product
from tests.qgis.stub_service import golden

from qgis.core import QgsCoordinateReferenceSystem, QgsLayoutExporter, QgsProject, QgsRasterLayer, QgsSettings
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtWidgets import QDialogButtonBox, QProgressBar, QPushButton

PICTURE_KINDS = [PDF, HTML, KMZ, MAP_BOOK]


@pytest.fixture(autouse=True)
def settings(qgis_app, tmp_path):
    """Of these tests only."""
    QgsSettings().remove("tilescribe")
    QgsSettings().setValue("tilescribe/output_folder", str(tmp_path))
    yield
    QgsSettings().remove("tilescribe")


@pytest.fixture
def out(tmp_path):
    """An empty folder."""
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


@pytest.fixture
def many(page):
    """Ten hits, of which the first three are confirmed and the fourth is rejected."""
    marks = {101 + number: Mark(CONFIRMED, note=f"note {number}") for number in range(3)}
    marks[104] = Mark(REJECTED)
    page.controller.answered.emit(results(10).with_marks(marks))
    return page


@pytest.fixture
def ended(page, qtbot):
    """`ended(count)`: waits until so many files were written or refused; returns [(ok, text)]."""
    came = []
    page.output.succeeded.connect(lambda path: came.append((True, path)))
    page.output.failed.connect(lambda reason: came.append((False, reason)))

    def wait(count):
        qtbot.waitUntil(lambda: len(came) >= count, timeout=PATIENCE_MS)
        return came

    return wait


def numbers_in(path) -> list:
    document = json.loads(path.read_text(encoding="utf-8"))
    return [feature["properties"]["tile_id"] for feature in document["features"]]


def write(page, places, key, path, **form):
    choice = PlaceChoice("any", "Any", len(places), lambda: tuple(places), "flooding river")
    form = ProductForm(format_of(key), str(path), "flooding river", "Rivera", **form)
    return page.output.products.write(page.output.products.job(choice, form))


# Which places


def test_what_is_confirmed_is_written_unless_all_is_asked_for(many, ended, tmp_path):
    many.output.export_to(str(tmp_path / "confirmed.geojson"))
    many.output.export_to(str(tmp_path / "all.geojson"), which=EVERYTHING)
    ended(2)
    assert numbers_in(tmp_path / "confirmed.geojson") == [101, 102, 103]
    assert numbers_in(tmp_path / "all.geojson") == list(range(101, 111))


def test_what_is_selected_can_be_written(many, ended, tmp_path):
    many.view.select_tiles([105, 107])
    many.output.export_to(str(tmp_path / "two.geojson"), which=SELECTED)
    ended(1)
    assert numbers_in(tmp_path / "two.geojson") == [105, 107]


def test_without_a_confirmed_one_everything_is_the_default(page, ended, tmp_path):
    page.controller.answered.emit(results(3))
    assert [(one.key, one.count) for one in page.output.choices()][:2] == [(CONFIRMED_ONLY, 0), (EVERYTHING, 3)]
    page.output.export_to(str(tmp_path / "all.geojson"))
    ended(1)
    assert numbers_in(tmp_path / "all.geojson") == [101, 102, 103]


def test_a_mark_that_is_made_while_it_is_written_is_of_the_next_file(many, ended, tmp_path):
    many.output.export_to(str(tmp_path / "before.geojson"))
    many.view.show_results(many.view.results.with_marks({101: None}))
    ended(1)
    assert numbers_in(tmp_path / "before.geojson") == [101, 102, 103]


def test_a_hit_tells_of_its_dates():
    shown = hit(
        1, dates=(SamePlace(7, 0.5, "new.tif", 112.0, "2027-01-01"), SamePlace(8, 0.4, "old.tif", 112.0, "2025-01-01"))
    )
    (made,) = places_of(results(1), [shown])
    assert (made.earlier.tile_id, made.earlier.compared, made.earlier.raster) == (8, False, "old.tif")
    pair = HitPair(1, "2024-05-01", ("/a/then.tif", "/a/beside.tif"), (5,), "Dry fields.", "Water has come.")
    (made,) = places_of(results(1), [hit(1, pair=pair)])
    assert (made.earlier.tile_id, made.earlier.compared, made.change) == (101, True, "Water has come.")
    assert made.earlier.raster == "then.tif, beside.tif"


def test_of_a_closer_look_the_tile_is_the_footprint():
    tile = hit(1).geometry
    (made,) = places_of(results(1), [hit(1, tile_footprint=tile, geometry=hit(2).geometry)])
    assert made.footprint == tile


def test_of_a_place_that_others_judged_it_is_told_what_they_think():
    marks = (
        Mark(CONFIRMED, "major", "roof gone", author="Lee", updated="2026-09-15T10:00:00Z"),
        Mark(REJECTED, author="Kim"),
    )
    mine = Mark("unsure", note="cloud", author=author(), count=2, shape=POINT)
    (made,) = places_of(results(1), [hit(1, marks=(*marks, mine))])
    assert (made.verdict, made.note, made.count, made.shape) == ("unsure", "cloud", 2, POINT)
    assert [one.partition(" ")[0] for one in made.others] == ["Lee,", "Kim:"]
    assert made.others[0].endswith("major. roof gone")
    (made,) = places_of(results(1), [hit(1, marks=marks)])
    assert (made.author, made.grade) == ("Lee", "major"), "where this user has not judged, the latest who has"


def marked(tile_id, **changes) -> MarkedTile:
    given = {
        "geometry": square(15.0, 47.9),
        "tile_id": tile_id,
        "raster_id": 1,
        "raster": "scene.tif",
        "path": "/data/post/scene.tif",
        "acquired": "2026-09-14T00:00:00Z",
        "level_m": 112.0,
        "state": "done",
        "verdict": CONFIRMED,
        "author": "Lee",
        "summary": "A bridge. A river.",
        "label": "after",
    }
    return MarkedTile(**{**given, **changes})


def test_marks_of_several_people_and_questions_on_one_tile_are_one_place():
    listed = [
        marked(7, author="Kim", grade="minor", updated="2026-09-14T10:00:00Z", shape=POINT, count=3),
        marked(8),
        marked(7, author="Lee", grade="major", updated="2026-09-15T10:00:00Z", note="gone"),
        marked(None, geometry=square(16.0, 47.9)),
        marked(None, geometry=square(17.0, 47.9)),
    ]
    places = places_of_marks(("id", "/a.gpkg", one) for one in listed)
    assert [(one.number, one.tile_id) for one in places] == [(1, 7), (2, 8), (3, None), (4, None)]
    assert (places[0].author, places[0].grade, places[0].note) == ("Lee", "major", "gone")
    assert (places[0].shape, places[0].count) == (POINT, 3), "nobody has drawn or counted later"
    assert places[0].others[0].startswith("Kim, 2026-09-1")


def test_tiles_of_the_same_number_in_two_catalogs_are_two_places():
    places = places_of_marks([("a", "/a.gpkg", marked(7)), ("b", "/b.gpkg", marked(7))])
    assert [one.catalog_id for one in places] == ["a", "b"]


def test_for_a_place_of_the_mission_the_engine_is_asked_for_an_earlier_date(page, ended, stub, tmp_path):
    places = places_of_marks(("3f9a1c0b7d2e", "/data/area.gpkg", marked(tile)) for tile in (7, 8))
    stub.answers["GET /tiles/7/pair"] = golden("tile-pair")["response"]["body"]
    stub.misbehave("GET /tiles/8/pair", status=404, body=golden("problem-unknown-tile")["response"]["body"], times=None)
    write(page, places, HTML, tmp_path / "a.html")
    ended(1)
    assert {request.path.partition("/tiles/")[2] for request in stub.requests if "/tiles/" in request.path} == {
        "7/pair", "7/pair/before", "7/pair/after", "8/pair", "8/thumbnail"}  # fmt: skip
    assert (tmp_path / "a.html").read_text(encoding="utf-8").count("<figure><img") == 3


# The dialog


@pytest.fixture
def dialog(qgis_new_project, qtbot):
    """`dialog(confirmed, key)`"""

    def make(confirmed=3, key=""):
        choices = [
            PlaceChoice(CONFIRMED_ONLY, "Confirmed only", confirmed, drawn_places, "Häuser / zerstört?"),
            PlaceChoice(EVERYTHING, "Everything shown", 10, drawn_places, "Häuser / zerstört?"),
            PlaceChoice(SELECTED, "Selected", 0, drawn_places, "Häuser / zerstört?"),
        ]
        made = ProductDialog(choices, key=key)
        qtbot.addWidget(made)
        made.show()
        return made

    return make


def test_what_is_confirmed_is_chosen_where_there_is_something(dialog):
    assert dialog(3).choice.key == CONFIRMED_ONLY
    assert dialog(0).choice.key == EVERYTHING


def test_the_file_is_called_as_the_question_and_ends_as_its_format(dialog, tmp_path):
    made = dialog(key=PDF)
    assert made.path.text() == str(tmp_path / "Häuser zerstört.pdf")
    made.choose_format("GeoJSON")
    assert made.path.text() == str(tmp_path / "Häuser zerstört.geojson")


def test_title_and_author_are_asked_where_they_are_told(dialog):
    made = dialog(key=PDF)
    assert made.title.isVisible()
    assert made.author.isVisible()
    made.choose_format("CSV")
    assert not made.title.isVisible()
    assert not made.author.isVisible()


def test_what_becomes_of_a_file_that_exists_is_said(dialog, tmp_path):
    made = dialog(key="CSV")
    (tmp_path / "old.csv").write_text("mine")
    (tmp_path / "old.gpkg").write_text("mine")
    made.path.setText(str(tmp_path / "old.csv"))
    assert "will be replaced" in made._notice.text()
    made.choose_format("GPKG")
    assert "one more layer" in made._notice.text()


def test_a_folder_that_does_not_exist_cannot_be_written_to(dialog, tmp_path):
    made = dialog()
    save = made.buttons.button(QDialogButtonBox.StandardButton.Save)
    assert save.isEnabled()
    made.path.setText(str(tmp_path / "no" / "a.gpkg"))
    assert not save.isEnabled()
    assert "There is no folder" in made._notice.text()
    made.path.setText("")
    assert not save.isEnabled()


def test_it_tells_what_was_chosen_and_remembers_the_format(dialog, qtbot, tmp_path):
    made = dialog(key=HTML)
    made.choose(EVERYTHING)
    made.title.setText("Houses")
    made.author.setText("Team 2")
    made.path.setText(str(tmp_path / "page"))
    with qtbot.waitSignal(made.chosen, timeout=PATIENCE_MS) as told:
        made.buttons.button(QDialogButtonBox.StandardButton.Save).click()
    choice, form = told.args
    assert choice.key == EVERYTHING
    assert (form.format.kind, form.path, form.title, form.author) == (
        HTML,
        str(tmp_path / "page.html"),
        "Houses",
        "Team 2",
    )
    assert dialog()._format.kind == HTML


def test_the_menu_opens_the_dialog_with_its_format(many):
    many.header.export_requested.emit(PDF)
    dialog = many.findChild(ProductDialog)
    assert dialog.isVisible()
    assert dialog._format.kind == PDF
    assert dialog.choice.key == CONFIRMED_ONLY


def test_every_format_has_a_name_and_an_ending_and_is_found_by_it():
    for one in formats():
        assert one.name
        assert one.suffix
        assert format_of(one.key) == one
    assert format_of_path("/a/b.PDF").kind == PDF
    assert format_of_path("/a/b.shp").driver == "ESRI Shapefile"
    assert format_of_path("/a/b.nothing") is None
    assert format_of("gone").driver == "GPKG"


# Writing


@pytest.mark.parametrize("key", PICTURE_KINDS)
def test_pictures_of_both_dates_are_fetched(page, ended, stub, tmp_path, key):
    form = format_of(key)
    places = [place(1, earlier=earlier()), place(2, earlier=earlier(compared=True))]
    write(page, places, key, tmp_path / f"a.{form.suffix}")
    assert ended(1) == [(True, str(tmp_path / f"a.{form.suffix}"))]
    asked = {request.path.partition("/tiles/")[2] for request in stub.requests if "/tiles/" in request.path}
    assert asked == {"101/thumbnail", "900/thumbnail", "102/pair/before", "102/pair/after"}
    assert {request.query["size_px"] for request in stub.asked("GET /thumbnail")} == {str(form.picture_px)}


def test_a_product_is_written_without_the_pictures_that_cannot_be_had(page, ended, stub, tmp_path):
    stub.misbehave("GET /thumbnail", status=500, times=None)
    write(page, [place(1), place(2)], PDF, tmp_path / "a.pdf")
    assert ended(1) == [(True, str(tmp_path / "a.pdf"))]
    assert pages(tmp_path / "a.pdf") == 3


def test_one_is_written_after_the_other(page, ended, tmp_path):
    for key, name in ((PDF, "a.pdf"), (HTML, "b.html"), ("GPKG", "c.gpkg"), ("GPKG", "c.gpkg")):
        write(page, drawn_places(), key, tmp_path / name)
    assert ended(4) == [(True, str(tmp_path / name)) for name in ("a.pdf", "b.html", "c.gpkg", "c.gpkg")]


def test_nothing_to_write_is_said(page, ended, tmp_path):
    write(page, [], PDF, tmp_path / "a.pdf")
    ((ok, reason),) = ended(1)
    assert not ok
    assert "Confirm some with C" in reason
    assert list(tmp_path.glob("a*")) == []


@pytest.mark.parametrize("key", [*PICTURE_KINDS, "GPKG", "GeoJSON", "CSV"])
def test_what_was_there_survives_a_failure(page, ended, tmp_path, key, monkeypatch):
    target = tmp_path / f"a.{format_of(key).suffix}"
    target.mkdir()
    (target / "mine").write_text("mine")
    write(page, [place(1)], key, target)
    ((ok, reason),) = ended(1)
    assert not ok
    assert reason.startswith("The file could not be written.")
    assert (target / "mine").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("key", [PDF, HTML, KMZ])
def test_what_is_cancelled_leaves_nothing_and_the_next_is_written(page, ended, qtbot, tmp_path, key):
    target = tmp_path / f"a.{format_of(key).suffix}"
    target.write_text("of yesterday")
    write(page, [place(number) for number in range(1, 30)], key, target)
    write(page, [place(1)], "GeoJSON", tmp_path / "b.geojson")
    page.output.products.progressed.connect(lambda path, share: path == str(target) and page.output.products.cancel())
    assert ended(1) == [(True, str(tmp_path / "b.geojson"))]
    qtbot.waitUntil(lambda: not list(tmp_path.glob(".tilescribe*")), timeout=PATIENCE_MS)
    assert target.read_text() == "of yesterday"


def test_cancelled_while_the_file_is_put_in_its_place_nothing_is_told(page, qtbot, out, monkeypatch):
    """The last moment: the thread has written all of it and looks once more."""
    export = write(page, [place(1)], KMZ, out / "a.kmz")
    written = product_export.write_kmz
    told = []
    export.written.connect(told.append)

    def write_and_cancel(*given, **more):
        written(*given, **more)
        export._feedback.cancel()
        export._ended = True

    monkeypatch.setattr(product_export, "write_kmz", write_and_cancel)
    qtbot.waitUntil(lambda: export._ended and export._at_rest.is_set(), timeout=PATIENCE_MS)
    qtbot.wait(20)
    assert told == []
    assert list(out.iterdir()) == []


def test_closing_down_in_mid_writing_leaves_no_part(page, qtbot, out):
    write(page, [place(number) for number in range(1, 60)], PDF, out / "a.pdf")
    with qtbot.waitSignal(page.output.products.progressed, timeout=PATIENCE_MS):
        pass
    page.output.close_down()
    qtbot.wait(50)
    assert list(out.iterdir()) == []


def test_a_file_that_cannot_be_put_in_its_place_is_said(page, ended, tmp_path, monkeypatch):
    def refuse(self):
        self.discard()
        raise OSError("the disk is full")

    monkeypatch.setattr(StagedFile, "commit", refuse)
    write(page, [place(1)], HTML, tmp_path / "a.html")
    assert ended(1) == [(False, "The file could not be written. the disk is full")]


def test_a_layer_that_was_written_is_in_the_project_with_its_look(page, ended, qtbot, tmp_path):
    for key, name in (("GPKG", "a.gpkg"), ("GeoJSON", "b.geojson"), ("ESRI Shapefile", "c.shp"), ("CSV", "d.csv")):
        before = set(QgsProject.instance().mapLayers())
        write(page, drawn_places(), key, tmp_path / name, open_after=True)
        qtbot.waitUntil(
            lambda before=before: len(set(QgsProject.instance().mapLayers()) - before) == 3, timeout=PATIENCE_MS
        )
        added = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in before]
        assert sorted(layer.featureCount() for layer in added) == [1, 1, 2], name
        assert {layer.renderer().type() for layer in added} == {"categorizedSymbol"}, name
        assert len({layer.name() for layer in added}) == 3, name


def test_a_file_is_opened_only_where_that_was_asked_for(page, ended, tmp_path):
    before = set(QgsProject.instance().mapLayers())
    write(page, drawn_places(), "GPKG", tmp_path / "a.gpkg")
    ended(1)
    assert set(QgsProject.instance().mapLayers()) == before


# Maps


@pytest.fixture
def raster(tmp_path):
    """A picture of the first places, not in the project."""
    gdal.UseExceptions()
    path = str(tmp_path / "scene.tif")
    file = gdal.GetDriverByName("GTiff").Create(path, 50, 20, 3, gdal.GDT_Byte)
    file.SetGeoTransform((15.0, 0.001, 0, 47.915, 0, -0.001))
    wgs84 = osr.SpatialReference()
    wgs84.ImportFromEPSG(4326)
    file.SetProjection(wgs84.ExportToWkt())
    for band, value in ((1, 250), (2, 20), (3, 20)):
        file.GetRasterBand(band).Fill(value)
    file.FlushCache()
    del file
    return path


@pytest.fixture
def drawn(page, qtbot, tmp_path):
    """`drawn(product)`: the `MapPicture`s of a product, by number."""
    from qgis_plugin.gui.product.map_renderer import MapRenderer
    from qgis_plugin.gui.product.map_requests import overview_request, place_request

    def draw(made):
        renderer = MapRenderer(page._canvas, tmp_path)
        requests = [lambda: overview_request(made, ratio=1.0, width_px=100, dpi=96.0)]
        requests += [lambda one=one: place_request(made, one, ratio=0.5, width_px=100, dpi=96.0) for one in made.places]
        with qtbot.waitSignal(renderer.finished, timeout=PATIENCE_MS):
            renderer.start(requests)
        return renderer.pictures()

    return draw


def colour_at(picture, x: float, y: float):
    from qgis.PyQt.QtGui import QColor, QImage

    image = QImage(str(picture.file))
    return QColor(image.pixel(int(x * (image.width() - 1)), int(y * (image.height() - 1)))).getRgb()[:3]


def test_the_raster_of_a_place_is_on_its_map_though_it_is_in_no_layer(page, drawn, raster):
    pictures = drawn(product(place(1, path=raster)))
    assert colour_at(pictures[1], 0.5, 0.5)[0] > 200
    assert not pictures[1].empty
    assert pictures[0].empty
    assert QgsProject.instance().mapLayers() == {}


def test_the_raster_of_a_place_lies_above_all_other_rasters(page, drawn, raster, tmp_path):
    above = str(tmp_path / "above.tif")
    gdal.Translate(above, raster, scaleParams=[[0, 255, 255, 0]])
    layers = [QgsRasterLayer(path, path) for path in (above, raster)]
    QgsProject.instance().addMapLayers(layers)
    page._canvas.setLayers(layers)
    pictures = drawn(product(place(1, path=raster)))
    assert colour_at(pictures[1], 0.5, 0.5)[0] > 200


def test_rasters_of_the_same_date_lie_above_those_of_others(page, drawn, raster, tmp_path):
    """Of a mosaic the files around the place are of its date, too; on the map of all places those of the places."""
    above, empty = str(tmp_path / "above.tif"), str(tmp_path / "elsewhere.tif")
    gdal.Translate(above, raster, scaleParams=[[0, 255, 255, 0]])
    gdal.Translate(empty, raster, outputBounds=[20.0, 50.0, 20.05, 49.98])
    layers = [QgsRasterLayer(path, path) for path in (above, raster)]
    QgsProject.instance().addMapLayers(layers)
    page._canvas.setLayers(layers)
    places = [place(1, path=empty), place(2, path=raster), place(3, path=above, acquired="2020-01-01T00:00:00Z")]
    pictures = drawn(product(*places[:2]))
    assert colour_at(pictures[1], 0.5, 0.5)[0] > 200
    assert colour_at(pictures[0], 0.5, 0.5)[0] > 200
    assert colour_at(drawn(product(*places))[3], 0.5, 0.5)[0] < 100


def test_maps_have_the_projects_crs_unless_it_counts_in_degrees_or_is_of_elsewhere(page, drawn):
    for given, expected in (("EPSG:3857", "EPSG:3857"), ("EPSG:4326", "EPSG:32633"), ("EPSG:2056", "EPSG:32633")):
        crs = QgsCoordinateReferenceSystem(given)
        pictures = drawn(product(place(1), crs=crs))
        assert {picture.crs.authid() for picture in pictures.values()} == {expected}


def test_a_map_shows_the_place_in_its_middle_with_what_lies_around(page, drawn):
    made = place(1)
    picture = drawn(product(made))[1]
    assert picture.point_of(made.position) == pytest.approx((0.5, 0.5), abs=0.02)
    ((*corners, _),) = picture.lines_of(made.outline)
    assert all(0.05 < x < 0.95 and 0.05 < y < 0.95 for x, y in corners)


# The map book


def test_a_map_book_is_a_layout_of_the_project_with_an_atlas_over_the_places(page, ended, qtbot, tmp_path):
    write(page, drawn_places(), MAP_BOOK, tmp_path / "book.gpkg")
    ended(1)
    manager = QgsProject.instance().layoutManager()
    qtbot.waitUntil(lambda: len(manager.layouts()) == 1, timeout=PATIENCE_MS)
    layout = manager.layoutByName("flooding river")
    atlas = layout.atlas()
    assert atlas.coverageLayer() in QgsProject.instance().mapLayers().values()
    assert atlas.beginRender()
    assert atlas.count() == 4
    atlas.first()
    texts = [item.currentText() for item in layout.items() if hasattr(item, "currentText")]
    assert "1 · A bridge crosses the flooded river." in texts
    assert any("33TWP 00373 05741" in text and "47.90500° N" in text for text in texts)
    assert (
        layout.referenceMap().extent().contains(atlas.coverageLayer().getFeature(1).geometry().boundingBox().center())
    )
    settings = QgsLayoutExporter.ImageExportSettings()
    settings.dpi = 40
    done = QgsLayoutExporter(layout).exportToImage(str(tmp_path / "page.png"), settings)
    assert done == QgsLayoutExporter.ExportResult.Success


def test_a_map_book_is_opened_with_its_first_place_in_it(page, qtbot, tmp_path):
    class Designer:
        previews = False

        def setAtlasPreviewEnabled(self, enabled):
            self.previews = enabled

    designer, opened = Designer(), []
    page.output.products._iface.openLayoutDesigner = lambda layout: opened.append(layout) or designer
    write(page, [place(1)], MAP_BOOK, tmp_path / "book.gpkg", open_after=True)
    qtbot.waitUntil(lambda: designer.previews, timeout=PATIENCE_MS)
    assert [layout.name() for layout in opened] == ["flooding river"]


def test_a_second_map_book_stands_beside_the_first(page, ended, qtbot, tmp_path):
    for name in ("a.gpkg", "b.gpkg"):
        write(page, [place(1)], MAP_BOOK, tmp_path / name)
    manager = QgsProject.instance().layoutManager()
    qtbot.waitUntil(lambda: len(manager.layouts()) == 2, timeout=PATIENCE_MS)
    assert sorted(layout.name() for layout in manager.layouts()) == ["flooding river", "flooding river 2"]


def test_a_map_book_is_whole_in_a_project_that_is_opened_again(page, ended, qtbot, tmp_path):
    write(page, [place(1, note="by boat"), place(2)], MAP_BOOK, tmp_path / "book.gpkg")
    manager = QgsProject.instance().layoutManager()
    qtbot.waitUntil(lambda: len(manager.layouts()) == 1, timeout=PATIENCE_MS)
    assert QgsProject.instance().write(str(tmp_path / "p.qgz"))
    other = QgsProject()
    assert other.read(str(tmp_path / "p.qgz"))
    atlas = other.layoutManager().layouts()[0].atlas()
    assert atlas.beginRender()
    assert atlas.count() == 2


# The window


def test_a_report_over_two_hundred_places_leaves_the_window_free(page, ended, tmp_path, no_stall):
    with no_stall.watching():
        write(page, [place(number) for number in range(1, 201)], PDF, tmp_path / "a.pdf")
        ended(1)
    assert pages(tmp_path / "a.pdf") == 201


def test_three_thousand_places_leave_the_window_free(page, ended, tmp_path, no_stall):
    """Of more, FlatGeobuf's index takes GDAL so long at the end of the file that the window waits for Python's lock."""
    page.controller.answered.emit(results(3_000, answer=answer(3_000)))
    with no_stall.watching():
        page.output.export_to(str(tmp_path / "all.fgb"), which=EVERYTHING)
        ended(1)
    assert (tmp_path / "all.fgb").stat().st_size > 600_000


def test_progress_is_shown_with_a_button_that_leaves_off(qgis_app, qtbot):
    from qgis.PyQt.QtCore import QObject, pyqtSignal

    class Writer(QObject):
        progressed = pyqtSignal(str, float)
        ended = pyqtSignal()
        cancelled = False

        def cancel(self):
            self.cancelled = True
            self.ended.emit()

    bar, writer = QgsMessageBar(), Writer()
    qtbot.addWidget(bar)
    shown = ProductProgress(bar, writer)
    writer.progressed.emit("/a/report.pdf", 0.25)
    assert bar.items() == [], "what is quick has no bar"
    qtbot.waitUntil(lambda: len(bar.items()) == 1, timeout=PATIENCE_MS)
    assert "report.pdf" in bar.items()[0].text()
    writer.progressed.emit("/a/report.pdf", 0.5)
    assert bar.findChild(QProgressBar, "TilescribeProductProgress").value() == 500
    bar.findChild(QPushButton, "TilescribeProductCancel").click()
    assert writer.cancelled
    assert bar.items() == []
    shown.close()


def test_a_kmz_of_the_dock_has_the_pictures_in_it(many, ended, tmp_path):
    many.output.export_to(str(tmp_path / "a.kmz"))
    ended(1)
    with zipfile.ZipFile(tmp_path / "a.kmz") as archive:
        assert len([name for name in archive.namelist() if name.endswith(".jpg")]) == 3


def pages(path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))
