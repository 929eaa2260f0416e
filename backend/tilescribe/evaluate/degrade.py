"""Image degradations that are common in imagery (haze, blur, noise, …), to measure what each costs.

Every function takes and returns (height, width, 3) uint8, leaves its argument alone and gives the same result
each time.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]

__all__ = ["DEGRADATIONS", "blur", "half_resolution", "haze", "jpeg", "noise", "rotate", "swap_bands"]


def haze(picture: Picture, *, transmission: float = 0.5, airlight: tuple[int, int, int] = (220, 225, 235)) -> Picture:
    """I = J t + A (1 - t): the picture J seen through air that lets the share t pass and adds its own light A.

    Koschmieder's law as used by Narasimhan and Nayar, "Vision and the Atmosphere", IJCV 2002.

    Args:
        picture: The scene as it is.
        transmission: t, the same for all pixels, because from above all are equally far. 1 is clear air.
        airlight: A as red, green, blue; slightly blue, as scattered daylight is.
    """
    veiled = picture * np.float32(transmission) + np.asarray(airlight, dtype=np.float32) * np.float32(1 - transmission)
    return _as_uint8(veiled)


def blur(picture: Picture, *, sigma_px: float = 1.5) -> Picture:
    """Gaussian blur, as by defocus or motion of the platform; edges are mirrored."""
    from scipy.ndimage import gaussian_filter

    return _as_uint8(gaussian_filter(picture.astype(np.float32), sigma=(sigma_px, sigma_px, 0), mode="reflect"))


def noise(picture: Picture, *, sigma: float = 15.0, seed: int = 0) -> Picture:
    """Independent Gaussian noise of `sigma` grey values on each pixel and band."""
    drawn = np.random.default_rng(seed).normal(scale=sigma, size=picture.shape)
    return _as_uint8(picture + drawn)


def jpeg(picture: Picture, *, quality: int = 15) -> Picture:
    """Written as JPEG of the given quality (1 to 95) and read again."""
    from PIL import Image

    written = io.BytesIO()
    Image.fromarray(picture).save(written, format="JPEG", quality=quality)
    with Image.open(written) as image:
        return np.asarray(image.convert("RGB"), dtype=np.uint8)


def half_resolution(picture: Picture) -> Picture:
    """Pixels of twice the ground size (the mean of 2 x 2), shown at the old size."""
    from PIL import Image

    height, width = picture.shape[:2]
    image = Image.fromarray(picture).reduce(2)
    return np.asarray(image.resize((width, height), Image.Resampling.BILINEAR), dtype=np.uint8)


def swap_bands(picture: Picture) -> Picture:
    """Blue, green, red in the place of red, green, blue: the commonest mistake with band order."""
    return picture[..., ::-1].copy()


def rotate(picture: Picture, *, angle_deg: float = 90.0) -> Picture:
    """Turned counter-clockwise about the centre; corners that come from outside are mirrored.

    Exact for quarter turns of square pictures and half turns of all.
    """
    quarters, rest = divmod(angle_deg, 90)
    turned = np.rot90(picture, int(quarters))
    if not rest and turned.shape == picture.shape:
        return turned.copy()
    from scipy.ndimage import rotate as turn

    return _as_uint8(turn(picture.astype(np.float32), angle_deg, reshape=False, order=1, mode="reflect"))


def _as_uint8(values: NDArray[np.floating[Any]]) -> Picture:
    rounded: Picture = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    return rounded


DEGRADATIONS: Mapping[str, Callable[[Picture], Picture]] = MappingProxyType(
    {
        "haze": haze,
        "blur": blur,
        "noise": noise,
        "jpeg": jpeg,
        "half resolution": half_resolution,
        "swapped bands": swap_bands,
        "rotation": rotate,
    }
)
"""Each with its default strength, by the name that a report gives it."""
