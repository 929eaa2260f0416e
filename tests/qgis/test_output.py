"""Saving, exporting and reporting while other things happen: failures, second saves, new questions, marks."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from qgis_plugin.core.protocol import Mark
from qgis_plugin.core.results import CONFIRMED
from qgis_plugin.gui.layers.export import LayerExport
from qgis_plugin.gui.layers.geopackage import table_names
from tests.qgis.made_up import PATIENCE_MS, answer, hit, results
from tests.qgis.search_pages import layer_of

from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtGui import QFont


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


@pytest.fixture
def while_writing(monkeypatch, qtbot):
    """`while_writing(act)`: `act` is called as soon as a file is being written, before that can have ended; waits."""
    write = LayerExport._write

    def wait(act):
        acted = []

        def begin(export):
            write(export)
            if not acted:
                acted.append(export)
                act()

        monkeypatch.setattr(LayerExport, "_write", begin)
        qtbot.waitUntil(lambda: bool(acted), timeout=PATIENCE_MS)

    return wait


def source(layer) -> str:
    return layer.source().partition("|")[0]


def tiles(path, table="results") -> list:
    layer = QgsVectorLayer(f"{path}|layername={table}", "file", "ogr")
    return [feature["tile_id"] for feature in layer.getFeatures()]


def show(page, many) -> None:
    """An answer, without waiting for the layer."""
    page.controller.answered.emit(many)


def test_a_failed_save_leaves_a_later_export_alone(asked, ended, tmp_path):
    asked.output.save_to(str(tmp_path / "no" / "folder" / "kept.gpkg"))
    assert not ended(1)[0][0]
    asked.output.export_to(str(tmp_path / "hits.csv"))
    assert ended(2)[1] == (True, str(tmp_path / "hits.csv"))
    assert layer_of(asked).providerType() == "memory"
    assert layer_of(asked).featureCount() == 3
    assert not asked.map_sync.current.kept


def test_an_export_while_a_save_is_under_way_does_not_take_the_layer(asked, ended, tmp_path):
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    asked.output.export_to(str(tmp_path / "hits.csv"))
    assert ended(2) == [(True, str(tmp_path / "kept.gpkg")), (True, str(tmp_path / "hits.csv"))]
    assert source(layer_of(asked)) == str(tmp_path / "kept.gpkg")
    assert len((tmp_path / "hits.csv").read_text(encoding="utf-8").splitlines()) == 4


def test_of_two_quick_saves_both_are_whole_and_the_layer_lives_in_the_last(asked, ended, tmp_path):
    for name in ("first.gpkg", "second.gpkg"):
        asked.output.save_to(str(tmp_path / name))
    assert [ok for ok, _ in ended(2)] == [True, True]
    assert source(layer_of(asked)) == str(tmp_path / "second.gpkg")
    assert tiles(tmp_path / "first.gpkg") == tiles(tmp_path / "second.gpkg") == [101, 102, 103]
    asked.view.select_tiles([102])
    assert [feature["tile_id"] for feature in layer_of(asked).selectedFeatures()] == [102]


def test_saved_while_the_layer_fills_every_hit_is_in_the_file(page, ended, tmp_path):
    show(page, results(2_000, answer=answer(2_000, question="everything")))
    assert page.map_sync.current._filler.busy
    page.output.save_to(str(tmp_path / "kept.gpkg"))
    ended(1)
    assert len(tiles(tmp_path / "kept.gpkg")) == 2_000


def test_exported_while_the_layer_fills_every_hit_is_in_the_file(page, ended, tmp_path):
    show(page, results(2_000, answer=answer(2_000, question="everything")))
    page.output.export_to(str(tmp_path / "hits.csv"))
    ended(1)
    with (tmp_path / "hits.csv").open(encoding="utf-8") as file:
        assert sum(1 for _ in file) == 2_001


def test_a_question_asked_while_results_are_saved_gets_a_layer_of_its_own(asked, ended, tmp_path):
    saved = asked.map_sync.current
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    later = results(1, answer=answer(1, question="a lake")).with_hits([hit(1, tile_id=900)])
    show(asked, later)
    ended(1)
    assert asked.map_sync.current is not saved
    assert layer_of(asked).providerType() == "memory"
    assert [feature["tile_id"] for feature in layer_of(asked).getFeatures()] == [900]
    assert saved.layer.name() == "water beside trees"
    assert saved.results.question == "water beside trees"
    assert [feature["tile_id"] for feature in saved.layer.getFeatures()] == [101, 102, 103]
    assert source(saved.layer) == str(tmp_path / "kept.gpkg")


def test_a_question_after_a_failed_save_replaces_the_results_as_ever(asked, ended, tmp_path):
    layer = asked.map_sync.current
    asked.output.save_to(str(tmp_path / "no" / "kept.gpkg"))
    ended(1)
    show(asked, results(1))
    assert asked.map_sync.current is layer


def test_what_is_marked_while_results_are_saved_is_in_the_file(asked, ended, tmp_path):
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    page_results = asked.view.results.with_marks({102: Mark(CONFIRMED, note="in time", question="water beside trees")})
    asked.mark_editor.changed.emit(page_results, [102])
    ended(1)
    again = QgsVectorLayer(f"{tmp_path / 'kept.gpkg'}|layername=results", "again", "ogr")
    assert [feature["note"] for feature in again.getFeatures('"tile_id" = 102')] == ["in time"]


def test_a_layer_that_is_removed_while_it_is_saved_is_still_written(asked, ended, tmp_path, while_writing):
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    layer_id = layer_of(asked).id()
    while_writing(lambda: QgsProject.instance().removeMapLayer(layer_id))
    assert ended(1) == [(True, str(tmp_path / "kept.gpkg"))]
    assert tiles(tmp_path / "kept.gpkg") == [101, 102, 103]


def test_a_layer_that_is_removed_before_it_is_saved_is_said(page, ended, tmp_path):
    show(page, results(2_000, answer=answer(2_000)))
    page.output.save_to(str(tmp_path / "kept.gpkg"))
    page.output.export_to(str(tmp_path / "hits.csv"))
    QgsProject.instance().removeMapLayer(layer_of(page).id())
    # Places are written of what was asked, whatever becomes of its layer.
    assert sorted(ok for ok, _ in ended(2)) == [False, True]
    assert "was removed" in next(text for ok, text in ended(2) if not ok)
    assert [path.name for path in tmp_path.glob("*.*")] == ["hits.csv"]


def test_a_geopackage_that_exists_keeps_its_layers(asked, ended, tmp_path, capfd):
    path = str(tmp_path / "roads.gpkg")
    roads = QgsVectorLayer("LineString?crs=EPSG:4326&field=name:string", "roads", "memory")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = "roads"
    QgsVectorFileWriter.writeAsVectorFormatV3(roads, path, QgsProject.instance().transformContext(), options)
    for _ in range(2):
        asked.output.save_to(path)
    assert [ok for ok, _ in ended(2)] == [True, True]
    assert sorted(table_names(path)) == ["results", "results_2", "roads"]
    assert tiles(path, "results_2") == [101, 102, 103]
    assert "ERROR" not in capfd.readouterr().err


def test_a_catalog_is_never_written_into(asked, ended, tmp_path):
    path = tmp_path / "area.gpkg"
    catalog_like(path)
    before = path.read_bytes()
    asked.output.save_to(str(path))
    asked.output.export_to(str(path))
    assert [ok for ok, _ in ended(2)] == [False, False]
    assert "is a catalog of Tilescribe" in ended(2)[0][1]
    assert path.read_bytes() == before


def test_what_was_there_before_survives_a_failure(asked, ended, tmp_path):
    text, folder = tmp_path / "hits.gpkg", tmp_path / "hits.csv"
    text.write_text("my notes")
    folder.mkdir()
    (folder / "mine").write_text("mine")
    for path in (text, folder):
        asked.output.export_to(str(path))
    assert [ok for ok, _ in ended(2)] == [False, False]
    assert text.read_text() == "my notes"
    assert (folder / "mine").read_text() == "mine"
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith(".")) == []


def test_closing_down_leaves_no_part_of_a_file(page, tmp_path, qtbot, while_writing):
    show(page, results(2_000, answer=answer(2_000)))
    qtbot.waitUntil(lambda: not page.map_sync.current._filler.busy, timeout=PATIENCE_MS)
    page.output.export_to(str(tmp_path / "hits.csv"))
    page.output.save_to(str(tmp_path / "kept.gpkg"))
    while_writing(page.output.close_down)
    qtbot.wait(50)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".tilescribe", "kept"))] == []


def test_a_layer_that_is_being_edited_is_not_moved(asked, ended, tmp_path):
    layer_of(asked).startEditing()
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    assert "being edited" in ended(1)[0][1]
    assert not (tmp_path / "kept.gpkg").exists()
    layer_of(asked).rollBack()


def test_long_descriptions_are_whole_in_layer_and_file(page, ended, tmp_path):
    """A vision-language model writes more than 255 characters."""
    long = "A harbour. " * 100
    show(page, results(1).with_hits([hit(1, summary=long, matched=long), hit(2)]))
    assert next(feature["summary"] for feature in layer_of(page).getFeatures()) == long
    page.output.save_to(str(tmp_path / "kept.gpkg"))
    ended(1)
    assert next(feature["matched"] for feature in layer_of(page).getFeatures()) == long


def test_a_saved_layer_is_read_marked_and_closed_without_an_error_of_the_database(asked, ended, tmp_path, capfd):
    assert layer_of(asked).featureCount() == len(list(layer_of(asked).getFeatures()))
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    ended(1)
    assert len(list(layer_of(asked).getFeatures())) == 3
    asked.map_sync.update_results(
        asked.view.results.with_marks({101: Mark(CONFIRMED, question="water beside trees")}), [101]
    )
    assert QgsProject.instance().write(str(tmp_path / "area.qgz"))
    QgsProject.instance().clear()
    assert "ERROR" not in capfd.readouterr().err
    assert sorted(path.name for path in tmp_path.glob("kept*")) == ["kept.gpkg"]


def test_a_saved_file_tells_question_and_catalog(asked, ended, tmp_path):
    asked.output.save_to(str(tmp_path / "kept.gpkg"))
    ended(1)
    told = QgsVectorLayer(f"{tmp_path / 'kept.gpkg'}|layername=results", "again", "ogr").metadata().abstract()
    assert "Question: water beside trees" in told
    assert "Catalog: /data/area.gpkg" in told
    assert "compared with" in told


def test_a_saved_style_names_no_font_of_this_computer_but_one_that_was_chosen(asked, ended, tmp_path):
    asked.output.save_to(str(tmp_path / "default.gpkg"))
    ended(1)
    assert "<text-style" in style_in(tmp_path / "default.gpkg")
    assert "fontFamily" not in style_in(tmp_path / "default.gpkg")
    labeling = layer_of(asked).labeling().clone()
    settings = labeling.settings()
    text_format = settings.format()
    text_format.setFont(QFont("A font of mine"))
    settings.setFormat(text_format)
    labeling.setSettings(settings)
    layer_of(asked).setLabeling(labeling)
    asked.output.save_to(str(tmp_path / "chosen.gpkg"))
    ended(2)
    assert 'fontFamily="A font of mine"' in style_in(tmp_path / "chosen.gpkg")


def catalog_like(path: Path) -> None:
    """A GeoPackage with the tables by which a catalog is known."""
    context = QgsProject.instance().transformContext()
    actions = QgsVectorFileWriter.ActionOnExistingFile
    for action, name in ((actions.CreateOrOverwriteFile, "rasters"), (actions.CreateOrOverwriteLayer, "tiles")):
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.layerName, options.actionOnExistingFile = name, action
        layer = QgsVectorLayer("Polygon?crs=EPSG:4326", name, "memory")
        QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), context, options)
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE tilescribe_meta (key TEXT)")
    database.close()


def style_in(path: Path) -> str:
    with sqlite3.connect(path) as database:
        (style,) = database.execute("SELECT styleQML FROM layer_styles").fetchone()
    database.close()
    return style
