"""*Described by* in the dialogs of Processing: names to choose from, or one's own."""

from __future__ import annotations

import pytest
from processing.gui.wrappers import WidgetWrapperFactory
from qgis_plugin.processing.provider import TilescribeProvider
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.stub_service import golden

from qgis.core import QgsApplication


@pytest.fixture
def provider(ready):
    made = TilescribeProvider(ready)
    QgsApplication.processingRegistry().addProvider(made)
    yield made
    QgsApplication.processingRegistry().removeProvider(made)


@pytest.mark.parametrize("algorithm", ["indexrasters", "comparedates", "describe"])
def test_the_dialog_offers_what_the_engine_has(provider, algorithm, stub, qtbot):
    local = [{"name": "transformers:some/vlm", "what": "here", "default": False}]
    stub.answers["GET /models"] = {**golden("models")["response"]["body"], "local_models": local}
    parameter = provider.algorithm(algorithm).parameterDefinition("CAPTIONER")
    wrapper = WidgetWrapperFactory.create_wrapper_from_metadata(parameter, _Dialog(), 0, 0)
    box = wrapper.widget
    qtbot.addWidget(box)
    assert wrapper.value() == "builtin"
    assert box.findText("facts") >= 0
    qtbot.waitUntil(lambda: box.findText("transformers:some/vlm") >= 0, timeout=PATIENCE_MS)
    assert wrapper.value() == "builtin", "what was chosen stays"
    box.setCurrentText(" openai:http://localhost/v1#mine ")
    assert wrapper.value() == "openai:http://localhost/v1#mine"
    wrapper.setValue("facts")
    assert wrapper.value() == "facts"


class _Dialog:
    """As much of Processing's dialog as the wrapper asks."""
