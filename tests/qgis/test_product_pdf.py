"""The PDF: its pages, what stands on them, its size, what is left when it is cancelled."""

from __future__ import annotations

import re

import pytest
from qgis_plugin.core.product.map_picture import MapPicture, scale_bar_length
from qgis_plugin.core.product.pdf_canvas import Canvas, TextStyle
from qgis_plugin.core.product.pdf_report import map_ratio, write_pdf
from qgis_plugin.core.product.places import Pictures
from qgis_plugin.core.threads import CancelledError, run_in_own_thread
from tests.qgis.made_up import PATIENCE_MS
from tests.qgis.product_places import LINE, POINT, POLYGON, drawn_places, earlier, picture, place, product

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsFeedback
from qgis.PyQt.QtGui import QImage

BODY = TextStyle(10.0)


def pages(path) -> int:
    return len(re.findall(rb"/Type /Page\b", path.read_bytes()))


def pictures_in(path) -> int:
    """Pictures that lie in the PDF as JPEG; a mask beside one would mean that it has an alpha channel."""
    content = path.read_bytes()
    assert re.search(rb"/SMask \d", content) is None
    return len(re.findall(rb"/Subtype /Image", content))


@pytest.fixture
def a_map(qgis_app, tmp_path):
    extent = (500_000.0, 5_305_000.0, 501_000.0, 5_305_500.0)
    return MapPicture(
        picture(tmp_path / "map.jpg"),
        extent,
        QgsCoordinateReferenceSystem("EPSG:32633"),
        QgsCoordinateTransformContext(),
    )


@pytest.fixture
def write(qgis_app, tmp_path):
    """`write(product, **given)`: the file."""

    def write_to(made, **given):
        path = tmp_path / "report.pdf"
        parts = {"overview": None, "maps": {}, "pictures": {}, "feedback": QgsFeedback(), **given}
        write_pdf(made, str(path), **parts)
        return path

    return write_to


def test_a_cover_and_a_page_for_each_place(write):
    assert pages(write(product(*drawn_places()))) == 5


def test_both_dates_and_the_map_are_on_the_page(write, a_map, tmp_path):
    shown = Pictures(picture(tmp_path / "now.jpg"), picture(tmp_path / "then.jpg", colour="#aa5533"))
    both = write(product(place(1, earlier=earlier())), maps={1: a_map}, pictures={1: shown}, overview=a_map)
    assert pictures_in(both) == 4
    one = write(product(place(1)), maps={1: a_map}, pictures={1: Pictures(shown.now)}, overview=a_map)
    assert pictures_in(one) == 3


def test_a_single_picture_has_a_square_map_beside_it_and_two_a_wide_one_below(tmp_path):
    file = tmp_path / "now.jpg"
    assert map_ratio(place(1), Pictures(file)) == 1.0
    assert map_ratio(place(1, earlier=earlier()), Pictures(file, file)) < 0.5
    assert map_ratio(place(1), Pictures()) < 1.0


@pytest.mark.parametrize("text", ["word " * 4000, "x" * 20_000, "ملاحظة طويلة " * 1500, "長い注記" * 4000, "a\n" * 400])
def test_texts_of_any_length_and_script_go_on_on_further_pages(write, text):
    assert pages(write(product(place(1, note=text)))) > 3


def test_a_long_name_and_grade_leave_room_for_each_other(write):
    long = "A very long sentence about a place that goes on and on. " * 60
    assert pages(write(product(place(1, sentence=long, grade="a grade in many words " * 20)))) > 2


def test_every_line_of_a_text_is_within_its_width_and_none_is_lost(qgis_app, tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), title="")
    text = "Ein Satz mit einem sehrlangenWortohneeinelückedasnichtpasst und مرحبا بالعالم am Ende.\n\nNoch einer."
    lines = list(canvas.lines(text, BODY, 30.0))
    read = ""
    for line in lines:
        at = line.line.textStart()
        read += line.layout.text()[at : at + line.line.textLength()]
        assert line.line.naturalTextWidth() <= line.line.width() + 1
    assert re.sub(r"\s", "", read) == re.sub(r"\s", "", text)
    canvas.end()


def test_arabic_begins_at_the_right(qgis_app, tmp_path):
    canvas = Canvas(str(tmp_path / "a.pdf"), title="")
    (left,), (right,) = (list(canvas.lines(text, BODY, 100.0)) for text in ("12. a note", "12. ملاحظة"))
    assert left.line.naturalTextRect().x() == pytest.approx(0, abs=1)
    assert right.line.naturalTextRect().right() == pytest.approx(right.line.width(), abs=1)
    canvas.end()


def test_ten_pages_with_two_pictures_and_a_map_each_stay_under_five_megabytes(write, a_map, tmp_path):
    """With imagery of the worst kind: noise over shades, of the sizes that the export asks for."""
    files = [noise(tmp_path / f"{name}.jpg", *size) for name, size in (("now", (560, 560)), ("wide", (1191, 429)))]
    wide = MapPicture(files[1], a_map.extent, a_map.crs, a_map.context)
    numbers = range(1, 11)
    path = write(
        product(*(place(number, earlier=earlier()) for number in numbers)),
        overview=wide,
        maps=dict.fromkeys(numbers, wide),
        pictures={number: Pictures(files[0], files[0]) for number in numbers},
    )
    assert pages(path) == 11
    assert path.stat().st_size < 5_000_000


def noise(path, width: int, height: int):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    value = 1
    for y in range(height):
        for x in range(width):
            value = (value * 1103515245 + 12345) & 0x7FFFFFFF
            shade = 90 + (x + y) % 64 + (value >> 20) % 48
            image.setPixel(x, y, 0xFF000000 | shade << 16 | shade << 8 | shade)
    assert image.save(str(path), "JPG", 80)
    return path


def test_it_is_written_in_a_thread_of_its_own(qgis_app, qtbot, write):
    future = run_in_own_thread(lambda: write(product(place(1, note="مرحبا 多"))))
    with qtbot.waitSignal(future.done, timeout=PATIENCE_MS) as told:
        pass
    assert pages(told.args[0]) == 2


def test_cancelled_it_ends_at_the_next_page(write):
    feedback = QgsFeedback()
    feedback.progressChanged.connect(lambda _share: feedback.cancel())
    with pytest.raises(CancelledError):
        write(product(place(1), place(2)), feedback=feedback)


def test_a_place_that_cannot_be_written_is_said(qgis_app, tmp_path):
    with pytest.raises(OSError, match="cannot be written"):
        write_pdf(
            product(place(1)),
            str(tmp_path / "no" / "report.pdf"),
            overview=None,
            maps={},
            pictures={},
            feedback=QgsFeedback(),
        )


def test_a_scale_bar_has_a_round_length():
    assert scale_bar_length(1000.0, 0.28) == 200.0
    assert scale_bar_length(1000.0, 0.5) == 500.0
    assert scale_bar_length(0.0, 0.28) == 0.0
    assert scale_bar_length(70.0, 0.28) == 10.0


def test_scale_and_north_are_those_of_the_ground(qgis_app, tmp_path):
    """Web Mercator at 60 N is twice as large as the ground; UTM is turned at the edge of its zone."""
    context = QgsCoordinateTransformContext()
    mercator = QgsCoordinateReferenceSystem("EPSG:3857")
    at_60 = MapPicture(tmp_path, (0.0, 8_399_000.0, 1000.0, 8_400_000.0), mercator, context)
    assert at_60.metres_across() == pytest.approx(500.0, rel=0.01)
    assert at_60.north_deg() == pytest.approx(0.0, abs=0.01)
    utm = QgsCoordinateReferenceSystem("EPSG:32633")
    at_edge = MapPicture(tmp_path, (276_000.0, 5_320_000.0, 277_000.0, 5_321_000.0), utm, context)
    # Convergence: (lon - 15) * sin(lat) = -3 * sin(48)
    assert abs(at_edge.north_deg()) == pytest.approx(2.23, abs=0.05)


def test_a_drawn_place_lies_where_it_is_on_the_map(a_map):
    from qgis_plugin.core.product.shapes import geometry_of

    for shape, points in ((POINT, 1), (LINE, 3), (POLYGON, 4)):
        (line,) = a_map.lines_of(geometry_of(shape))
        assert len(line) == points
    x, y = a_map.point_of((15.0, 47.9))
    assert x == pytest.approx(0.0, abs=0.001)
    assert 0.0 < y < 1.0
