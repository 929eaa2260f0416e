"""Work on a catalog beside indexing: compare dates, look again, embed anew, check, fetch a model."""

from __future__ import annotations

import pytest
from qgis_plugin.core.protocol import CatalogDetails, Job, Model, Models, decode
from qgis_plugin.gui.catalogs.catalogs_panel import CatalogsPanel
from qgis_plugin.gui.catalogs.job_texts import ended_early_text, outcome_of, title_of
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.stub_service import CATALOG_ID, golden

from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsRectangle
from qgis.PyQt.QtWidgets import QComboBox, QDialogButtonBox, QLabel, QMessageBox

MODELS = Models(
    local_models=(Model("transformers:some/vlm", "on this computer"),),
    prompts=(Model("damage", "What is damaged?"),),
    embedders=(Model("sentence-transformers/all-MiniLM-L6-v2", "the default"),),
)


def _details(**changes) -> CatalogDetails:
    body = golden("catalog-describe")["response"]["body"]
    return decode(CatalogDetails, {**body, "job": None, "failures": [], **changes})


@pytest.fixture
def panel(session, stub, qgis_iface, qtbot):
    body = {**golden("catalog-describe")["response"]["body"], "job": None, "failures": []}
    stub.answers[f"GET /catalogs/{CATALOG_ID}"] = body
    stub.answers["GET /jobs"] = {"jobs": []}
    session.use_catalog(_details())
    made = CatalogsPanel(qgis_iface, session)
    qtbot.addWidget(made)
    made.work_menu.show_models(MODELS)
    made.show()
    yield made
    made.close_down()


@pytest.fixture
def asked_for(panel):
    jobs = []
    panel.work_menu.job_requested.connect(jobs.append)
    return jobs


def _accept(dialog):
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()


def test_dates_are_compared_as_chosen(panel, asked_for):
    dialog = panel.work_menu.open_compare()
    dialog.before.setCurrentText(" 2025-05 ")
    dialog.prompt.setCurrentIndex(dialog.prompt.findData("damage"))
    _accept(dialog)
    (job,) = asked_for
    assert (job.catalog, job.before, job.after) == (CATALOG_ID, "2025-05", None)
    assert (job.captioner, job.prompt) == ("builtin", "damage")


def test_sentence_and_fields_of_a_dialog_are_seen_whole(panel, qtbot):
    for dialog in (panel.work_menu.open_compare(), panel.work_menu.open_deepen(), panel.work_menu.open_reembed()):
        qtbot.waitExposed(dialog)
        for label in dialog.findChildren(QLabel):
            assert label.height() >= label.heightForWidth(label.width())
        for box in dialog.findChildren(QComboBox):
            assert box.height() >= box.sizeHint().height()
        dialog.reject()


def test_labels_are_offered_as_sides(panel):
    panel.work_menu.show_catalog(_details(labels=["after", "before"]), busy=False)
    dialog = panel.work_menu.open_compare()
    offered = [dialog.before.itemText(row) for row in range(dialog.before.count())]
    assert offered == ["", "after", "before"]
    dialog.reject()


def test_a_cancelled_dialog_asks_for_nothing(panel, asked_for):
    panel.work_menu.open_compare().reject()
    assert asked_for == []


def test_comparing_starts_a_job_of_the_engine(panel, stub, qtbot):
    stub.answers["POST /jobs"] = {**golden("job-get")["response"]["body"], "kind": "compare", "state": "done"}
    _accept(panel.work_menu.open_compare())
    qtbot.waitUntil(lambda: bool(stub.asked("POST /jobs")), timeout=PATIENCE_MS)
    assert stub.asked("POST /jobs")[0].body["kind"] == "compare"


def test_the_best_results_of_the_last_question_are_looked_at_again(panel, asked_for):
    panel.work_menu.set_question("flooded houses")
    dialog = panel.work_menu.open_deepen()
    assert dialog.where.itemText(0) == "The best results of “flooded houses”"
    dialog.most.setValue(12)
    _accept(dialog)
    (job,) = asked_for
    assert (job.question, job.limit, job.captioner, job.bbox) == ("flooded houses", 12, "transformers:some/vlm", None)


def test_or_what_the_map_shows(panel, asked_for, qgis_canvas, qgis_iface):
    canvas = qgis_iface.mapCanvas()
    before = canvas.mapSettings().destinationCrs()
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    canvas.setExtent(QgsRectangle(15.0, 47.0, 16.0, 48.0))
    dialog = panel.work_menu.open_deepen()
    dialog.where.setCurrentIndex(dialog.where.findText("What the map shows"))
    _accept(dialog)
    canvas.setDestinationCrs(before)
    west, _, east, _ = asked_for[0].bbox
    assert west <= 15.0 < 16.0 <= east
    assert asked_for[0].question is None


def test_without_a_model_nothing_is_looked_at_again(panel):
    panel.work_menu.show_models(Models())
    dialog = panel.work_menu.open_deepen()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.captioner.setCurrentText("openai:http://localhost:8000/v1#model")
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()
    dialog.reject()


def test_texts_are_embedded_anew(panel, asked_for):
    dialog = panel.work_menu.open_reembed()
    _accept(dialog)
    assert asked_for[0].embedder == "sentence-transformers/all-MiniLM-L6-v2"
    assert asked_for[0].kind == "reembed"


def test_an_empty_catalog_offers_no_work(panel):
    empty = {"pending": 0, "done": 0, "blank": 0, "failed": 0}
    panel.work_menu.show_catalog(_details(tiles=empty), busy=False)
    assert panel.work_menu.isHidden()


def test_one_date_alone_is_compared_with_nothing(panel):
    one = {"first": "2026-09-14T00:00:00Z", "last": "2026-09-14T00:00:00Z"}
    panel.work_menu.show_catalog(_details(acquired=one, labels=[]), busy=False)
    assert panel.work_menu.compare.isHidden()
    panel.work_menu.show_catalog(_details(acquired=one, labels=["before", "after"]), busy=False)
    assert not panel.work_menu.compare.isHidden()


def test_a_model_is_fetched_after_a_question(panel, stub, qtbot, monkeypatch):
    options = panel.add_panel.index_options
    options.show_models(Models(captioners=(Model("transformers:MODEL", ""), Model("builtin", ""))))
    options._captioner.setCurrentIndex(0)
    options._model.setText("transformers:some/vlm")
    assert options.fetch.isVisible()
    said = []
    answer = QMessageBox.StandardButton.No
    monkeypatch.setattr(QMessageBox, "question", lambda *args: said.append(args[2]) or answer)
    options.fetch.click()
    assert "transformers:some/vlm" in said[0]
    assert not stub.asked("POST /jobs")
    answer = QMessageBox.StandardButton.Yes
    stub.answers["POST /jobs"] = {
        **golden("job-get")["response"]["body"], "kind": "download", "catalog": None, "state": "done",
        "result": {"name": "transformers:some/vlm", "licence": "apache-2.0"},
    }  # fmt: skip
    with qtbot.waitSignal(panel.jobs.concluded, timeout=PATIENCE_MS) as concluded:
        options.fetch.click()
    assert stub.asked("POST /jobs")[0].body == {"kind": "download", "model": "transformers:some/vlm"}
    level, text = outcome_of(concluded.args[0])
    assert level == Qgis.MessageLevel.Success
    assert text == "transformers:some/vlm is on this computer now. Licence: apache-2.0"


def test_the_prompt_goes_with_larger_models_only(panel):
    options = panel.add_panel.index_options
    options.show_models(
        Models(captioners=(Model("builtin", ""), Model("transformers:MODEL", "")), prompts=MODELS.prompts)
    )
    options._prompt.setCurrentIndex(1)
    assert options.prompt is None
    options._captioner.setCurrentIndex(1)
    assert options.prompt == "damage"


def _job(kind: str, state: str, **changes) -> Job:
    return decode(Job, {**golden("job-get")["response"]["body"], "kind": kind, "state": state, **changes})


@pytest.mark.parametrize("kind", ["index", "compare", "deepen", "reembed", "verify", "download"])
@pytest.mark.parametrize("state", ["done", "partial", "failed", "cancelled"])
def test_each_kind_of_work_is_called_by_its_name(kind, state):
    job = _job(kind, state)
    texts = [title_of(job, "area"), outcome_of(job)[1], ended_early_text(job)]
    assert all(text and "{" not in text for text in texts)
    if kind != "index":
        assert not any("ndexing" in text for text in texts)


def test_what_verifying_found_is_told():
    assert outcome_of(_job("verify", "done", result={"left": []}))[1] == "The catalog is sound."
    assert "2" in outcome_of(_job("verify", "done", result={"left": ["a", "b"]}))[1]
