"""Facts name what is drawn, with its share, its shape and its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.unit.describe.made_up import tile_of

from tilescribe.describe import load_captioner
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Caption, DescriptionKind
from tilescribe.domain.pixels import TilePixels

R = Role
SPECTRAL = (R.BLUE, R.GREEN, R.RED, R.NIR, R.SWIR1, R.SWIR2)
REFLECTANCE = {
    "water": (0.07, 0.06, 0.04, 0.02, 0.01, 0.01),
    "forest": (0.03, 0.05, 0.03, 0.32, 0.14, 0.06),
    "crops": (0.04, 0.09, 0.05, 0.45, 0.20, 0.10),
    "soil": (0.10, 0.14, 0.20, 0.27, 0.36, 0.30),
    "roof": (0.16, 0.18, 0.20, 0.22, 0.27, 0.25),
    "street": (0.08, 0.09, 0.10, 0.12, 0.16, 0.14),
    "burnt": (0.05, 0.05, 0.06, 0.08, 0.16, 0.15),
    "snow": (0.85, 0.85, 0.83, 0.75, 0.10, 0.08),
    "cloud": (0.60, 0.60, 0.60, 0.60, 0.50, 0.45),
}
"""Typical surface reflectance, in the order of SPECTRAL."""
PICTURE = {
    "water": (45, 75, 95),
    "grass": (85, 115, 60),
    "sand": (205, 180, 130),
    "asphalt": (110, 112, 114),
}


def paint(kinds: NDArray[np.object_], values: Mapping[str, tuple[float, ...]], *, noise: float) -> NDArray[np.float32]:
    """(bands, height, width) of the values that stand for the kinds, with a little noise."""
    rng = np.random.default_rng(0)
    scene = np.zeros((len(next(iter(values.values()))), *kinds.shape), np.float32)
    for kind, levels in values.items():
        scene[:, kinds == kind] = np.array(levels, np.float32)[:, None]
    return scene * rng.normal(1, noise, (1, *kinds.shape)).astype(np.float32)


def whole(kind: str, side: int = 224) -> NDArray[np.object_]:
    return np.full((side, side), kind, dtype=object)


def caption_of(tile: TilePixels) -> Caption:
    (caption,) = load_captioner("facts").describe([tile])
    return caption


def text_of(caption: Caption, kind: DescriptionKind | None = None) -> str:
    return " ".join(said.text for said in caption.descriptions if kind in (None, said.kind))


@pytest.fixture
def spectral() -> Callable[..., Caption]:
    def describe(kinds: NDArray[np.object_], roles: tuple[Role, ...] = SPECTRAL, **options: object) -> Caption:
        scene = paint(kinds, REFLECTANCE, noise=0.02)[[SPECTRAL.index(role) for role in roles]]
        stored = np.clip(scene * 10_000, 1, 65_535).astype(np.uint16)
        return caption_of(tile_of(stored, roles, quantity=Quantity.REFLECTANCE, scale=1e-4, gsd_m=10.0, **options))

    return describe


@pytest.fixture
def picture() -> Callable[..., Caption]:
    def describe(kinds: NDArray[np.object_], *, noise: float = 0.01, **options: object) -> Caption:
        return caption_of(tile_of(np.clip(paint(kinds, PICTURE, noise=noise), 0, 255).astype(np.uint8), **options))

    return describe


@pytest.mark.parametrize(
    ("kind", "column", "words"),
    [
        ("water", "water", "water"),
        ("forest", "vegetation", "dense vegetation"),
        ("crops", "vegetation", "low green vegetation"),
        ("soil", "bare", "bare ground"),
        ("burnt", "burnt", "burnt"),
        ("snow", "snow", "snow"),
        ("cloud", "cloud", "cloud"),
    ],
)
def test_one_surface_in_reflectance_is_named_and_measured(
    spectral: Callable[..., Caption], kind: str, column: str, words: str
) -> None:
    caption = spectral(whole(kind))
    assert getattr(caption.measurements, column) > 0.95
    assert words in text_of(caption)
    assert "looks like" not in text_of(caption)


@pytest.mark.parametrize("kind", ["water", "forest", "crops", "soil"])
def test_four_bands_suffice_for_water_and_vegetation(spectral: Callable[..., Caption], kind: str) -> None:
    found = spectral(whole(kind), (R.BLUE, R.GREEN, R.RED, R.NIR)).measurements
    assert found is not None
    assert (found.water or 0) > 0.95 if kind == "water" else (found.water or 0) < 0.05
    assert (found.vegetation or 0) > 0.95 if kind in {"forest", "crops"} else (found.vegetation or 0) < 0.05
    assert found.burnt is found.snow is found.nbr is None, "needs short-wave infrared"


@pytest.mark.parametrize(
    ("kind", "column", "words"),
    [("water", "water", "water"), ("grass", "vegetation", "grass"), ("sand", "bare", "bare ground")],
)
def test_one_surface_in_a_colour_picture_is_named_with_a_hedge(
    picture: Callable[..., Caption], kind: str, column: str, words: str
) -> None:
    caption = picture(whole(kind), noise=0.06 if kind == "grass" else 0.01)
    assert getattr(caption.measurements, column) > 0.95
    assert words in text_of(caption).lower()
    assert text_of(caption, DescriptionKind.SUMMARY).startswith("Looks like")
    assert "looks like" in text_of(caption, DescriptionKind.FACTS)
    assert caption.measurements is not None
    assert caption.measurements.ndvi is None


def test_houses_in_rows_are_a_busy_surface() -> None:
    town = np.full((224, 224), 90, np.uint8)
    for top in range(4, 224, 28):
        for left in range(4, 224, 24):
            town[top : top + 14, left : left + 12] = 190
            town[top + 14 : top + 17, left : left + 12] = 30
    caption = caption_of(tile_of(np.stack([town] * 3)))
    assert caption.measurements is not None
    assert (caption.measurements.built_up or 0) > 0.8
    assert text_of(caption, DescriptionKind.SUMMARY) == "Looks like a busy surface of much detail."


def test_coloured_blocks_are_surfaces_and_lines() -> None:
    colours = np.random.default_rng(0).integers(0, 256, (3, 14, 14), dtype=np.uint8)
    caption = caption_of(tile_of(np.kron(colours, np.ones((16, 16), np.uint8)).astype(np.uint8)))
    assert text_of(caption, DescriptionKind.DETAIL).endswith("A rough surface with straight lines and edges.")


def test_a_town_in_coarse_pixels_is_told_from_soil_by_short_wave_infrared(spectral: Callable[..., Caption]) -> None:
    soil = spectral(whole("soil")).measurements
    rng = np.random.default_rng(0)
    town = np.where(rng.random((224, 224)) < 0.5, "roof", "street").astype(object)
    built = spectral(town).measurements
    assert soil is not None
    assert built is not None
    assert (soil.built_up or 0) < 0.05
    assert (built.built_up or 0) > 0.9


def test_a_forest_is_not_built_up() -> None:
    rng = np.random.default_rng(0)
    crowns = np.kron(rng.uniform(0.4, 1.6, (56, 56)), np.ones((4, 4))) * rng.uniform(0.8, 1.2, (224, 224))
    picture = np.clip(np.array([45, 65, 40])[:, None, None] * crowns, 0, 255).astype(np.uint8)
    caption = caption_of(tile_of(picture))
    assert caption.measurements is not None
    assert (caption.measurements.built_up or 0) < 0.05
    assert text_of(caption, DescriptionKind.SUMMARY) == "Looks like dense vegetation."


@pytest.mark.parametrize("share", [0.25, 0.5, 0.75])
def test_shares_are_those_of_the_valid_pixels(spectral: Callable[..., Caption], share: float) -> None:
    kinds = whole("forest")
    kinds[:, : int(224 * share)] = "water"
    caption = spectral(kinds)
    assert caption.measurements is not None
    assert caption.measurements.water == pytest.approx(share, abs=0.02)
    valid = np.zeros((224, 224), np.bool_)
    valid[:, :112] = True
    half = spectral(kinds, valid=valid).measurements
    assert half is not None
    assert half.water == pytest.approx(min(1.0, 2 * share), abs=0.02)


def test_shares_are_told_in_tens_of_percent(spectral: Callable[..., Caption]) -> None:
    kinds = whole("forest")
    kinds[:, :92] = "water"  # 41 %
    assert "About 60 % of the area is dense vegetation and about 40 % is water." in text_of(spectral(kinds))


def _river(kinds: NDArray[np.object_]) -> None:
    kinds[:, 104:120] = "water"


def _lake(kinds: NDArray[np.object_]) -> None:
    rows, columns = np.indices(kinds.shape)
    kinds[(rows - 112) ** 2 + (columns - 112) ** 2 < 60**2] = "water"


def _pond(kinds: NDArray[np.object_]) -> None:
    kinds[100:128, 100:128] = "water"


def _ponds(kinds: NDArray[np.object_]) -> None:
    kinds[20:48, 20:48] = kinds[150:178, 150:178] = kinds[20:48, 160:188] = "water"


@pytest.mark.parametrize(
    ("draw", "shape", "name"),
    [
        (_river, "a narrow band of water", "river"),
        (_lake, "a wide area of water", "lake"),
        (_pond, "a small area of water", "pond"),
        (_ponds, "several small areas of water", "ponds"),
    ],
)
def test_water_is_told_by_its_shape_and_by_what_has_such_a_shape(
    spectral: Callable[..., Caption], draw: Callable[[NDArray[np.object_]], None], shape: str, name: str
) -> None:
    kinds = whole("crops")
    draw(kinds)
    caption = spectral(kinds)
    assert shape in text_of(caption, DescriptionKind.SUMMARY)
    assert re.search(rf"{shape}, as of {name}\b|{shape}, as of a {name}\b", text_of(caption), re.IGNORECASE)
    assert "with low green vegetation on the shore" in text_of(caption, DescriptionKind.DETAIL)


def test_dense_vegetation_on_the_shore_is_told_with_the_water(spectral: Callable[..., Caption]) -> None:
    kinds = whole("forest")
    _lake(kinds)
    assert "A wide area of water with dense vegetation on the shore." in text_of(spectral(kinds))


def test_a_road_is_told_with_its_course() -> None:
    scene = np.clip(paint(whole("grass"), PICTURE, noise=0.06), 0, 255).astype(np.uint8)
    scene[:, :, 60:72] = 170
    assert "A long straight band running from north to south, as of a road." in text_of(caption_of(tile_of(scene)))
    assert "from east to west" in text_of(caption_of(tile_of(scene.transpose(0, 2, 1).copy())))


def test_the_border_between_two_surfaces_is_no_road() -> None:
    kinds = whole("grass")
    kinds[:, 100:] = "sand"
    scene = np.clip(paint(kinds, PICTURE, noise=0.03), 0, 255).astype(np.uint8)
    assert "straight band" not in text_of(caption_of(tile_of(scene)))


def test_noise_is_no_road() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (3, 224, 224), dtype=np.uint8)
    assert "straight band" not in text_of(caption_of(tile_of(noise)))


def test_the_wake_of_a_boat_is_no_road(spectral: Callable[..., Caption]) -> None:
    kinds = whole("water")
    kinds[:, 60:72] = "sand"
    assert "straight band" not in text_of(spectral(kinds))
