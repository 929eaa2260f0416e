"""A report that can be sent without looking over one's shoulder."""

from __future__ import annotations

import pytest
from qgis_plugin.core.diagnostics import markdown, scrub


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("/home/ana.b/tifs/scene.tif cannot be read", "ana.b"),
        ("owner ana.b, group users", "ana.b"),
        ("Authorization: Bearer abc.DEF-123", "abc.DEF-123"),
        ("token=hunter2 port=1", "hunter2"),
        ('{"api_key": "sk-12345"}', "sk-12345"),
        ("via http://ana:p%40ss@proxy.example:8080", "p%40ss"),
        ("got Zx9_kqPq3l0mVt7-Zx9_kqPq3l0mVt7-Zx9_kqPq3l0", "kqPq3l0mVt7"),
    ],
)
def test_names_and_secrets_are_taken_out(said: str, secret: str) -> None:
    assert secret not in scrub(said, home="/home/ana.b")


def test_on_windows_the_home_is_found_in_both_spellings() -> None:
    home = r"C:\Users\Jörg Müller"
    text = scrub(r"C:\Users\Jörg Müller\tifs and C:/Users/Jörg Müller/tifs", home=home)
    assert text == r"~\tifs and ~/tifs"


def test_what_helps_is_kept() -> None:
    said = "rasterio 1.4.4, GDAL 3.9, tile 4711 of 52000, /data/scene.tif"
    assert scrub(said, home="/home/ana") == said


def test_the_report_is_markdown_with_facts_and_logs() -> None:
    text = markdown({"QGIS": "3.22", "Proxy": ""}, {"Engine": ["a", "b ```"], "Set-up": []}, home="/home/ana")
    assert "| QGIS | 3.22 |" in text
    assert "| Proxy | – |" in text
    assert "```text\na\nb '''\n```" in text
    assert "Set-up" not in text
