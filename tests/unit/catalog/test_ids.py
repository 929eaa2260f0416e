"""Ids are found in either way alike."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from tilescribe.catalog.geopackage.ids import IdTable, find_sorted

IDS = st.sets(st.one_of(st.integers(1, 60), st.integers(1, 10_000))).map(lambda ids: np.array(sorted(ids), np.int64))


@given(IDS, IDS)
def test_a_table_of_ids_finds_what_a_search_finds(haystack: NDArray[np.int64], needles: NDArray[np.int64]) -> None:
    found = IdTable(haystack).find(needles)
    assert found.dtype == np.int64
    assert found.tolist() == find_sorted(haystack, needles)[1].tolist()
