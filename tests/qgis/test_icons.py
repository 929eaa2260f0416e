"""The icons: all that the code names are there, of one hand, and read well in both themes."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from qgis_plugin.gui.icons import INK, icon, icon_path

from qgis.PyQt.QtGui import QColor, QPalette
from qgis.PyQt.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[2]
DRAWINGS = sorted((ROOT / "resources" / "icons").glob("*.svg"))
NAMED = re.compile(r'\b(?:icon|tool|_button|show_state)\(\s*"([a-z-]+)"|ICON = "([a-z-]+)"|icons/([a-z-]+)\.svg')


@pytest.mark.parametrize("drawing", DRAWINGS, ids=lambda path: path.stem)
def test_a_drawing_is_square_small_and_in_few_colours(drawing):
    root = ElementTree.parse(drawing).getroot()
    assert root.get("width") == root.get("height")
    assert drawing.stat().st_size < 3000
    colours = set(re.findall(r"#[0-9a-f]{3,6}", drawing.read_text(encoding="utf-8")))
    if drawing.stem != "tilescribe":
        assert colours <= {INK, "#f0801a", "#2f9e5e", "#c4483f"}


def test_every_icon_that_the_code_names_is_there():
    named = set()
    for source in (ROOT / "qgis_plugin").rglob("*.py"):
        for groups in NAMED.findall(source.read_text(encoding="utf-8")):
            named.update(name for name in groups if name)
    assert len(named) > 15
    assert named <= {drawing.stem for drawing in DRAWINGS}


def test_an_icon_that_is_not_there_is_named(qgis_app):
    with pytest.raises(FileNotFoundError, match="'nowhere'"):
        icon_path("nowhere")


@pytest.fixture(params=["palette", "style sheet"])
def themed(request, qgis_app):
    """`themed(colour)`: the theme writes in it, as desktops and as QGIS's own themes say so."""
    palette, sheet = QApplication.palette(), qgis_app.styleSheet()

    def use(colour: str) -> None:
        if request.param == "palette":
            other = QPalette(palette)
            other.setColor(QPalette.ColorRole.ButtonText, QColor(colour))
            QApplication.setPalette(other)
        else:
            qgis_app.setStyleSheet(f"QToolButton {{ color: {colour}; }}")

    yield use
    QApplication.setPalette(palette)
    qgis_app.setStyleSheet(sheet)


@pytest.mark.parametrize("ink", ["#101010", "#f0f0f0"])
def test_the_ink_is_that_of_the_theme(themed, ink):
    themed(ink)
    image = icon("catalog-new").pixmap(48, 48).toImage()
    paths = [(x, y) for x in range(48) for y in range(48)]
    painted = {image.pixelColor(x, y).name() for x, y in paths if image.pixelColor(x, y).alpha() == 255}
    assert ink in painted
    assert INK not in painted
