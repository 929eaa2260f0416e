"""The help page of the plugin: as docs/qgis.md has it, with every section that the plugin links to."""

from __future__ import annotations

import re
from pathlib import Path

from tools.help_page import PAGE, SOURCE, rendered

ROOT = Path(__file__).resolve().parents[3]
LINKED = re.compile(r'help_(?:button|url)\(\s*"([a-z-]+)"')


def test_the_page_is_that_of_the_documentation():
    assert PAGE.read_text(encoding="utf-8") == rendered(SOURCE.read_text(encoding="utf-8")), "run: make docs"


def test_every_section_that_is_linked_to_is_there():
    page = rendered(SOURCE.read_text(encoding="utf-8"))
    sections = set(re.findall(r'<h\d id="([^"]+)"', page))
    inside = set(re.findall(r'href="#([^"]+)"', page))
    named = {
        name
        for source in (ROOT / "qgis_plugin").rglob("*.py")
        for name in LINKED.findall(source.read_text(encoding="utf-8"))
    }
    assert named >= {"catalogs", "options", "processing"}
    assert named | inside <= sections


def test_pictures_and_links_to_pages_that_do_not_come_with_the_plugin_are_left_out():
    links = "C ([models](models.md)), [D](#a), [E](https://example.org/), [F](f.md#g)"
    page = rendered(f"# A\n\n![B](images/b.png)\n\n{links}\n")
    assert "<img" not in page
    assert "C (models)" in page
    assert "f.md" not in page
    assert 'href="#a"' in page
    assert 'href="https://example.org/"' in page
