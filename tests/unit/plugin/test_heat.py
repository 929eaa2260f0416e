"""The smooth map that is drawn of the windows' scores."""

from __future__ import annotations

import itertools

import pytest
from qgis_plugin.core.heat import LEAST_SPAN, heat_shares
from qgis_plugin.core.protocol import HeatMap, WindowPlace, WindowScore

SIDE = 16


def heat_map(*scores: float | None) -> HeatMap:
    """A square grid."""
    count = int(len(scores) ** 0.5)
    places = itertools.product(range(count), repeat=2)
    windows = tuple(WindowScore({}, row, column, score) for (row, column), score in zip(places, scores, strict=True))
    return HeatMap("a boat", 7, "builtin", "minilm", 0.2, count, count, WindowPlace(0, 0, 0.0), 0.1, windows)


@pytest.mark.parametrize("best", range(9))
def test_the_best_place_is_where_the_best_window_lies(best: int) -> None:
    shares = heat_shares(heat_map(*(0.6 if at == best else 0.2 for at in range(9))), SIDE)
    flat = {(y, x): share for y, row in enumerate(shares) for x, share in enumerate(row)}
    assert max(flat.values()) == pytest.approx(1)  # type: ignore[type-var]
    assert min(flat.values()) == pytest.approx(0)  # type: ignore[type-var]
    tops = [place for place, share in flat.items() if share > 0.99]  # type: ignore[operator]
    middle = [sum(place[axis] + 0.5 for place in tops) / len(tops) / SIDE for axis in (0, 1)]
    row, column = divmod(best, 3)
    for at, wanted in zip(middle, (row, column), strict=True):
        assert abs(at - (0.25 + 0.25 * wanted)) < 0.15, "windows of half the side have their centres from 1/4 to 3/4"


def test_neighbouring_places_differ_little() -> None:
    shares = heat_shares(heat_map(0.1, 0.5, 0.2, 0.4, 0.3, 0.2, 0.1, 0.1, 0.6), SIDE)
    steps = [abs(a - b) for row in shares for a, b in itertools.pairwise(row)]  # type: ignore[operator]
    assert max(steps) < 0.4


def test_a_tile_in_which_nothing_stands_out_is_drawn_so() -> None:
    shares = heat_shares(heat_map(0.2, 0.2, 0.2, 0.2 - LEAST_SPAN / 10), SIDE)
    assert max(share for row in shares for share in row if share is not None) < 0.11


def test_places_without_a_picture_have_no_share() -> None:
    shares = heat_shares(heat_map(None, 0.4, None, 0.2), SIDE)
    assert all(share is None for row in shares for share in row[: SIDE // 2])
    assert all(share is not None for row in shares for share in row[SIDE // 2 :])
