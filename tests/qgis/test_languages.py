"""In the language of QGIS: what is shown is looked up as it is written, and goes with the plugin."""

from __future__ import annotations

import ast
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from qgis_plugin.core import translation
from qgis_plugin.core.formatting import format_duration
from qgis_plugin.core.translation import install_translation, remove_translation
from qgis_plugin.gui.dock import SearchDock
from qgis_plugin.gui.options import TilescribeOptionsFactory
from qgis_plugin.plugin import TilescribePlugin
from qgis_plugin.processing.provider import TilescribeProvider
from tests.qgis.search_pages import catalog, hits

from qgis.core import QgsApplication, QgsSettings
from qgis.PyQt.QtCore import QCoreApplication, QLocale, QTranslator

ROOT = Path(__file__).resolve().parents[2]
PYTHON = Path(os.environ.get("TILESCRIBE_PYTHON") or ROOT / ".venv" / "bin" / "python")
LANGUAGES = ("de", "es", "fr")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("i18n")
    subprocess.run([str(PYTHON), "-m", "tools.translations", "--compile", str(folder)], cwd=ROOT, check=True)
    return folder


@pytest.fixture
def language(qgis_app: Any) -> Iterator[Any]:
    """`language("de")`: what QGIS is set to; it starts anew with a language only, so nothing else changes."""
    settings = QgsSettings()
    before = {name: settings.value(name) for name in ("locale/userLocale", "locale/overrideFlag")}
    locale = QLocale()

    def speak(name: str) -> None:
        settings.setValue("locale/userLocale", name)
        settings.setValue("locale/overrideFlag", True)
        QLocale.setDefault(QLocale(name))

    yield speak
    for name, value in before.items():
        settings.setValue(name, value) if value is not None else settings.remove(name)
    QLocale.setDefault(locale)


def test_the_language_is_that_of_qgis(language: Any, compiled: Path) -> None:
    for name, said in (("de_AT", "ein paar Sekunden"), ("es", "unos segundos"), ("fr_CA", "quelques secondes")):
        language(name)
        translator = install_translation(compiled)
        assert format_duration(1) == said
        remove_translation(translator)
    assert format_duration(1) == "a few seconds"


def test_another_language_gets_english_with_its_plural_forms(language: Any, compiled: Path) -> None:
    language("fi")
    translator = install_translation(compiled)
    counted = [QCoreApplication.translate("DatePopup", "%Ln rasters", None, number) for number in (1, 2)]
    remove_translation(translator)
    assert counted == ["1 raster", "2 rasters"]


def test_numbers_stand_with_the_plural_and_the_digits_of_the_language(language: Any, compiled: Path) -> None:
    language("de")
    translator = install_translation(compiled)
    counted = [QCoreApplication.translate("CatalogSummary", "%Ln tiles compared", None, n) for n in (1, 12345)]
    remove_translation(translator)
    assert counted == ["1 Kachel verglichen", "12.345 Kacheln verglichen"]


def test_without_compiled_files_the_plugin_speaks_english(language: Any, tmp_path: Path) -> None:
    language("de")
    assert install_translation(tmp_path) is None
    remove_translation(None)


def test_the_plugin_takes_the_translation_along_when_it_goes(
    language: Any, compiled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    language("de")
    monkeypatch.setattr(translation.install_translation, "__defaults__", (compiled,))
    plugin = TilescribePlugin(None)
    plugin.initProcessing()
    algorithm = QgsApplication.processingRegistry().algorithmById("tilescribe:search")
    assert algorithm.displayName() == "Bilddaten durchsuchen"
    plugin.unload()
    assert format_duration(1) == "a few seconds"


class Listener(QTranslator):
    """Hears what is looked up, and translates nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: Any, source: Any, disambiguation: Any = None, n: int = -1) -> Any:
        self.asked.add((str(context), str(source)))
        return None


@pytest.fixture
def listener(qgis_app: Any) -> Iterator[Listener]:
    made = Listener()
    QCoreApplication.installTranslator(made)
    yield made
    QCoreApplication.removeTranslator(made)


def known() -> set[tuple[str, str]]:
    contexts = ElementTree.parse(ROOT / "i18n" / "tilescribe_de.ts").getroot().iter("context")
    return {
        (context.findtext("name", ""), message.findtext("source", ""))
        for context in contexts
        for message in context.iter("message")
    }


def classes() -> set[str]:
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in (ROOT / "qgis_plugin").rglob("*.py"))
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def test_what_is_looked_up_at_run_time_stands_in_the_files_under_that_context(
    listener: Listener, qgis_new_project: None, qgis_iface: Any, session: Any, stub: Any, qtbot: Any
) -> None:
    stub.answers["POST /search"] = hits(3)
    session.use_catalog(catalog())
    dock = SearchDock(qgis_iface, session)
    dock.show()
    with qtbot.waitSignal(dock.search.controller.answered, timeout=20_000):
        dock.ask("water beside trees")
    dock.search.tile_actions.describe(101)
    qtbot.waitUntil(lambda: dock.search.details.details is not None, timeout=20_000)
    page = TilescribeOptionsFactory(session).createWidget()
    provider = TilescribeProvider(session.engine)
    provider.refreshAlgorithms()
    for algorithm in provider.algorithms():
        algorithm.shortHelpString()
    dock.close_down()
    for one in (dock, page, provider):
        one.deleteLater()
    qtbot.wait(1)
    written = known()
    ours = classes() | {context for context, _ in written}
    asked = {one for one in listener.asked if one[0] in ours and one[1]}
    assert len(asked) > 150
    assert sorted(asked - written) == []


@pytest.mark.parametrize("name", LANGUAGES)
def test_the_dock_is_built_in(
    name: str, language: Any, compiled: Path, qgis_iface: Any, session: Any, qtbot: Any
) -> None:
    language(name)
    translator = install_translation(compiled)
    dock = SearchDock(qgis_iface, session)
    titles = [dock.tabs.tabText(number) for number in range(dock.tabs.count())]
    dock.close_down()
    dock.deleteLater()
    remove_translation(translator)
    qtbot.wait(1)
    assert titles[0] in ("Suche", "Buscar", "Recherche")
    assert "Catalogs" not in titles
