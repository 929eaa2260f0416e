"""Tiles of one raster and level that touch are neighbours."""

from __future__ import annotations

import numpy as np

from tilescribe.catalog.neighbours import best_neighbour, neighbouring

#        0    1    2
#        3         4      5: at the place of 0, of another level
WINDOWS = np.array(
    [[0, 0, 10, 10], [0, 10, 10, 10], [0, 20, 10, 10], [10, 0, 10, 10], [11, 20, 10, 10], [0, 0, 10, 10]],
    dtype=np.float64,
)
GROUPS = np.array([0, 0, 0, 0, 0, 1])


def _pairs() -> set[tuple[int, int]]:
    one, other = neighbouring(WINDOWS, GROUPS)
    return set(zip(one.tolist(), other.tolist(), strict=True))


def test_tiles_that_touch_at_a_side_or_a_corner_are_neighbours_both_ways_round() -> None:
    touching = {(0, 1), (1, 2), (0, 3), (1, 3), (1, 4), (2, 4)}

    assert _pairs() == touching | {(other, one) for one, other in touching}


def test_the_best_neighbour_is_never_the_tile_itself() -> None:
    values = np.array([0.9, 0.1, 0.2, 0.3, 0.4, 0.8], dtype=np.float32)

    best = best_neighbour(values, neighbouring(WINDOWS, GROUPS))

    assert best.tolist() == np.array([0.3, 0.9, 0.4, 0.9, 0.2, 0.0], dtype=np.float32).tolist()


def test_no_tiles_have_no_neighbours() -> None:
    none = neighbouring(np.empty((0, 4)), np.empty(0, dtype=np.int64))

    assert best_neighbour(np.empty(0, dtype=np.float32), none).tolist() == []
