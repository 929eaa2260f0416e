"""The parts of the page: markup, numbers, bars, chance."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilescribe.domain.plurals import plural
from tilescribe.evaluate.report.chance import chance_of_image_to_text, chance_of_text_to_image
from tilescribe.evaluate.report.formatting import change, cut, duration, percent, size
from tilescribe.evaluate.report.markup import Html, element, join
from tilescribe.evaluate.report.plots import Bar, bar_chart


def test_text_and_attributes_are_escaped_and_markup_is_not() -> None:
    inner = element("b", "1 < 2")
    assert element("p", "a & b ", inner, title='"x"') == '<p title="&quot;x&quot;">a &amp; b <b>1 &lt; 2</b></p>'


def test_children_may_be_nested_and_missing() -> None:
    assert join(["a", None, [element("br"), ("b", [])]]) == "a<br>b"


def test_attributes_are_spelled_as_in_html_and_may_be_left_out() -> None:
    assert (
        element("div", class_="x", aria_label="y", hidden=False, title=None) == '<div class="x" aria-label="y"></div>'
    )


def test_joining_markup_with_plain_text_gives_up_that_it_is_markup() -> None:
    assert not isinstance(element("b", "x") + "<", Html)


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (percent(0.12345), "12.3"),
        (change(-0.0625), "−6.2"),
        (change(0.031), "+3.1"),
        (change(-0.0001), "±0.0"),
        (size(0), "0 B"),
        (size(999), "999 B"),
        (size(999_999), "1.00 MB"),
        (size(90_868_376), "90.9 MB"),
        (size(1_512_000_000), "1.51 GB"),
        (duration(0.0000012), "1.20 µs"),
        (duration(0.0124), "12.4 ms"),
        (duration(1.5), "1.50 s"),
        (duration(59.99), "60.0 s"),
        (duration(75), "1 min 15 s"),
        (duration(7_265), "2 h 01 min"),
        (plural(1, "class", "classes"), "1 class"),
        (plural(1_094, "picture"), "1,094 pictures"),
        (cut("a long text, told", most=13), "a long text …"),
        (cut("a long text", most=6), "a long …"),
        (cut("unbroken", most=4), "unbr …"),
        (cut("short", most=13), "short"),
    ],
)
def test_numbers_and_texts_are_written_for_people(shown: str, expected: str) -> None:
    assert shown == expected


BARS = st.builds(
    Bar,
    st.text(min_size=1, max_size=40),
    st.floats(-1, 1),
    low=st.none() | st.floats(-1, 1),
    high=st.none() | st.floats(-1, 1),
    chance=st.none() | st.floats(0, 1),
)


@given(st.lists(BARS, min_size=1, max_size=12))
def test_bars_stay_inside_the_drawing(bars: list[Bar]) -> None:
    drawing = bar_chart("made up", bars, signed=True)
    width, height = map(float, re.findall(r'viewBox="0 0 (\S+) (\S+)"', drawing)[0])
    rects = re.findall(r'<rect x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"', drawing)
    assert len(rects) == len(bars)
    for x, y, across, down in ((float(part) for part in rect) for rect in rects):
        assert 0 <= x <= x + across <= width
        assert 0 <= y <= y + down <= height


def test_bars_are_as_long_as_their_values_and_begin_at_zero() -> None:
    drawing = bar_chart("made up", [Bar("a", 0.2), Bar("b", 0.4), Bar("c", 0.1)])
    found = [(float(x), float(width)) for x, width in re.findall(r'<rect x="(\S+)" y="\S+" width="(\S+)"', drawing)]
    assert len({x for x, _ in found}) == 1
    assert found[1][1] == pytest.approx(2 * found[0][1], abs=0.2)
    assert found[2][1] == pytest.approx(found[0][1] / 2, abs=0.2)


def test_losses_lie_left_of_zero_and_gains_right_of_it() -> None:
    drawing = bar_chart("made up", [Bar("a", -0.2), Bar("b", 0.1)], signed=True)
    (left, wide), (right, _) = [
        (float(x), float(width)) for x, width in re.findall(r'<rect x="(\S+)" y="\S+" width="(\S+)"', drawing)
    ]
    assert left + wide == pytest.approx(right, abs=0.11)


def test_chance_is_what_random_orders_give() -> None:
    random = np.random.default_rng(0)
    # 8 pictures with 3 texts each; the first 3 texts belong to the picture that asks.
    orders = np.array([random.permutation(24) for _ in range(20_000)])
    hits = (orders[:, :5] < 3).any(axis=1).mean()
    assert chance_of_image_to_text(24, 8, k=5) == pytest.approx(hits, abs=0.01)
    assert chance_of_text_to_image(8, k=5) == 5 / 8
    assert chance_of_text_to_image(8, k=10) == 1.0
    assert chance_of_image_to_text(3, 1, k=10) == 1.0
