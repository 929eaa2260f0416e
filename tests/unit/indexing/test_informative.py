"""Which tiles promise most: towns before fields, fields before the sea, clouds last."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.indexing.test_near_duplicates import scanned, vector

from tilescribe.domain.description import Measurements, Tag
from tilescribe.indexing.informative import informativeness

SEA = Measurements(water=1.0, vegetation=0.0, built_up=0.0, texture=0.01, cloud=0.0)
FIELDS = Measurements(water=0.0, vegetation=0.6, bare=0.4, built_up=0.0, texture=0.1, cloud=0.0)
TOWN = Measurements(water=0.1, vegetation=0.3, built_up=0.4, texture=0.3, cloud=0.0)


def test_towns_come_before_fields_and_fields_before_the_sea() -> None:
    tiles = [scanned(n, measurements=one) for n, one in enumerate((SEA, FIELDS, TOWN), start=1)]
    sea, fields, town = informativeness(tiles)
    assert 0 <= sea < fields < town <= 1


def test_clouds_and_missing_pixels_take_away_what_they_cover() -> None:
    tiles = [
        scanned(1, measurements=TOWN),
        scanned(2, measurements=replace(TOWN, cloud=0.8)),
        scanned(3, measurements=TOWN, valid_share=0.2),
    ]
    clear, cloudy, cut = informativeness(tiles)
    assert cloudy == pytest.approx(0.2 * clear)
    assert cut == pytest.approx(0.2 * clear)


def test_what_is_seldom_in_its_raster_comes_first() -> None:
    sea = [scanned(n) for n in range(1, 9)]
    pier = scanned(9, tags=(Tag("pier", 0.9), Tag("water", 0.8)), visual=vector(0.8))
    found = informativeness([*sea, pier])
    assert max(found) == found[-1]
    assert len(set(found[:-1])) == 1


def test_levels_are_judged_apart() -> None:
    coarse = scanned(9, ref=replace(scanned(9).ref, level_m=512.0), tags=(Tag("pier", 0.9),))
    alone = informativeness([scanned(1), scanned(2), coarse])
    beside = informativeness([scanned(1), scanned(2), replace(coarse, ref=replace(coarse.ref, level_m=128.0))])
    assert alone[0] == alone[1]
    assert beside[2] > beside[0]
    assert alone[2] < beside[2]  # one of its kind on its level is no rarity


shares = st.none() | st.floats(0, 1)


@given(
    st.lists(
        st.builds(
            Measurements,
            water=shares,
            vegetation=shares,
            bare=shares,
            built_up=shares,
            cloud=shares,
            texture=shares,
        )
        | st.none(),
        max_size=5,
    ),
    st.lists(st.sampled_from(["sea", "town", "uncertain"]), max_size=3, unique=True),
)
def test_it_lies_between_0_and_1_whatever_is_known(measured: list[Measurements | None], names: list[str]) -> None:
    tiles = [
        scanned(
            n,
            measurements=one,
            tags=tuple(Tag(name, 0.5) for name in names[: n % 3]),
            visual=vector(n) if n % 2 else None,
        )
        for n, one in enumerate(measured)
    ]
    assert all(0 <= worth <= 1 for worth in informativeness(tiles))
