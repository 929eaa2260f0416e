"""The page to hand on: one file, no network, everything escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from qgis_plugin.core.product.html_page import write_html
from qgis_plugin.core.product.map_picture import MapPicture
from qgis_plugin.core.product.places import Pictures
from qgis_plugin.core.threads import CancelledError
from tests.qgis.product_places import drawn_places, earlier, picture, place, product

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsFeedback

VOID = {"meta", "img", "br", "link", "input", "hr"}
EVIL = "<script>alert(1)</script>\" onload='x' & </style> </svg>"


class Page(HTMLParser):
    """Tags with their attributes, the text, and whether every tag is closed."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.text, self.open = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if not self.open or self.open[-1] != "style":
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def words(self):
        return " ".join(" ".join(self.text).split())


@pytest.fixture
def write(qgis_app, tmp_path):
    """`write(product, **given)`: (path, Page)."""
    extent = (499_000.0, 5_300_000.0, 506_000.0, 5_307_000.0)
    utm = QgsCoordinateReferenceSystem("EPSG:32633")
    overview = MapPicture(picture(tmp_path / "map.jpg"), extent, utm, QgsCoordinateTransformContext())

    def write_to(made, **given):
        path = tmp_path / "page.html"
        parts = {"overview": overview, "pictures": {}, "feedback": QgsFeedback(), **given}
        write_html(made, str(path), **parts)
        return path, Page(path.read_text(encoding="utf-8"))

    return write_to


def test_nothing_is_asked_of_a_network_and_no_script_runs(write, tmp_path):
    shown = Pictures(picture(tmp_path / "now.jpg"), picture(tmp_path / "then.jpg"))
    path, page = write(product(*drawn_places()), pictures={1: shown})
    assert page.all("script") == page.all("link") == page.all("iframe") == []
    targets = [tag[name] for _, tag in page.tags for name in ("src", "href") if name in tag]
    assert targets
    assert {re.split(r"[:#]", target)[0] for target in targets} <= {"data", "", "geo"}
    assert "url(" not in path.read_text(encoding="utf-8")
    assert "default-src 'none'" in page.all("meta")[1]["content"]


def test_what_people_and_models_wrote_is_text_and_nothing_else(write):
    marked = place(
        1, sentence=EVIL, note=EVIL, grade=EVIL, author=EVIL, raster=EVIL, path=EVIL, question=EVIL, change=EVIL
    )
    _, page = write(product(marked, title=EVIL, author=EVIL))
    assert page.all("script") == []
    assert not any("onload" in attributes for _, attributes in page.tags)
    assert page.words.count("<script>alert(1)</script>") >= 8


def test_every_place_on_the_map_and_in_the_list_leads_to_its_page(write):
    _, page = write(product(*drawn_places()))
    ids = {attributes["id"] for attributes in page.all("article")}
    assert ids == {f"place-{number}" for number in (1, 2, 3, 4)}
    links = [attributes["href"] for attributes in page.all("a") if attributes["href"].startswith("#")]
    assert {link.lstrip("#") for link in links} == ids
    assert len(links) == 8


def test_shapes_are_drawn_on_the_map(write):
    _, page = write(product(*drawn_places()))
    drawn = [attributes for attributes in page.all("path") if "stroke" in attributes]
    assert len(drawn) == 3, "the tile, the polygon and the line; the point is its number"


def test_both_dates_are_there_with_their_captions(write, tmp_path):
    shown = Pictures(picture(tmp_path / "now.jpg"), picture(tmp_path / "then.jpg"))
    _, page = write(product(place(1, earlier=earlier())), pictures={1: shown})
    assert len(page.all("img")) == 2
    assert page.words.index("2025-06-01 · before · old.tif") < page.words.index("2026-09-14 · after · tifs/scene")


def test_coordinates_note_grade_and_author_are_told(write):
    _, page = write(product(place(1, note="by boat\nonly", grade="major", count=3)))
    for said in ("47.90500° N 15.00500° E", "33TWP 00373 05741", "EPSG:32633", "by boat", "only", "major", "Rivera"):
        assert said in page.words


def test_nothing_is_said_twice(write):
    _, page = write(product(place(1, sentence="A flood.", change="A flood.", summary="A flood. Trees.")))
    assert page.words.count("A flood.") == 3, "in the list, on the map and as the heading"
    assert "Trees." in page.words


def test_it_knows_dark_screens_small_screens_and_paper(write):
    text = write(product(place(1)))[0].read_text(encoding="utf-8")
    for media in ("prefers-color-scheme:dark", "max-width", "media print"):
        assert media in text


def test_words_on_colours_can_be_read():
    from qgis_plugin.core.product.colours import GRADES, OTHER_GRADES, UNSEEN, VERDICTS, ink_on

    def luminance(colour):
        channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for colour in (*GRADES.values(), *OTHER_GRADES, *VERDICTS.values(), UNSEEN):
        low, high = sorted((luminance(colour), luminance(ink_on(colour))))
        assert (high + 0.05) / (low + 0.05) > 3.0, colour


def test_ten_places_with_two_pictures_each_take_a_few_megabytes(write, tmp_path):
    shown = Pictures(picture(tmp_path / "a.jpg", side_px=560), picture(tmp_path / "b.jpg", side_px=560))
    path, _ = write(
        product(*(place(number, earlier=earlier()) for number in range(1, 11))),
        pictures=dict.fromkeys(range(1, 11), shown),
    )
    pictures = shown.now.stat().st_size + shown.earlier.stat().st_size
    assert path.stat().st_size < 10 * pictures * 1.4 + 60_000


def test_cancelled_it_ends(write):
    feedback = QgsFeedback()
    feedback.cancel()
    with pytest.raises(CancelledError):
        write(product(place(1)), feedback=feedback)
