"""Small rasters of every kind, written on the fly: sound ones, odd ones and broken ones.

    path = make_raster(tmp_path / "a.tif", kind="rotated", count=4, dtype="uint16")

A kind says how the raster is placed (`PLACED`), what hides a part of it (`HIDDEN`), how it is stored (`STORED`), why it
must be refused (`REFUSED`), or that it fails while it is read (`DAMAGED`). Everything else is a keyword.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.raster.gdal import gdal_environment

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["DAMAGED", "HIDDEN", "PLACED", "REFUSED", "STORED", "make_pixels", "make_raster"]

Transform = tuple[float, float, float, float, float, float]

PLACED: Mapping[str, tuple[str, Transform]] = {
    "projected": ("EPSG:32633", (10.0, 0.0, 500_000.0, 0.0, -10.0, 5_300_000.0)),
    "geographic": ("EPSG:4326", (1e-4, 0.0, 15.0, 0.0, -1e-4, 48.0)),
    "rotated": ("EPSG:32633", (8.0, 6.0, 500_000.0, 6.0, -8.0, 5_300_000.0)),
    "south-up": ("EPSG:32633", (10.0, 0.0, 500_000.0, 0.0, 10.0, 5_300_000.0)),
    "mercator": ("EPSG:3857", (20.0, 0.0, 1_700_000.0, 0.0, -20.0, 6_100_000.0)),
    "feet": ("EPSG:2263", (5.0, 0.0, 980_000.0, 0.0, -5.0, 200_000.0)),
    "antimeridian": ("EPSG:3832", (100.0, 0.0, 3_335_000.0, 0.0, -100.0, 5_000_000.0)),
    "antimeridian-geographic": ("EPSG:4326", (0.01, 0.0, 179.5, 0.0, -0.01, -16.0)),
    "polar": ("EPSG:3413", (100.0, 0.0, -5_000.0, 0.0, -100.0, 5_000.0)),
    "gcps": ("EPSG:32633", (10.0, 1.0, 500_000.0, 1.0, -10.0, 5_300_000.0)),
    "rpcs": ("EPSG:4326", (1e-4, 0.0, 15.0, 0.0, -1e-4, 48.0)),
}
"""CRS and affine (a, b, c, d, e, f) by kind; `gcps` and `rpcs` state theirs by points and polynomials."""

HIDDEN = ("nodata", "alpha", "mask", "nan", "wedge")
"""The left quarter has no picture: by a nodata value, an alpha band, a mask, NaN, or untagged zeros in a wedge."""
STORED = ("palette", "overviews", "png", "vrt")
REFUSED = (
    "no-transform",
    "no-crs",
    "local-crs",
    "complex",
    "empty",
    "text",
    "web-page",
    "container",
    "cut-header",
)
DAMAGED = ("truncated", "corrupt")
"""They open; a part of their pixels cannot be read."""

_ENGINEERING = 'LOCAL_CS["site grid",UNIT["metre",1],AXIS["x",EAST],AXIS["y",NORTH]]'


def make_raster(
    path: Path | str,
    *,
    kind: str = "projected",
    width: int = 160,
    height: int = 128,
    count: int = 3,
    dtype: str = "uint8",
    crs: str | None = None,
    transform: Transform | None = None,
    nodata: float | None = None,
    pixels: NDArray[Any] | None = None,
    descriptions: Sequence[str] = (),
    tags: Mapping[str, str] | None = None,
    seed: int = 0,
    **creation: Any,
) -> str:
    """Write one raster of the given kind and return its path.

    Args:
        path: Where to; `png`, `vrt` and `container` (`.nc`) expect their suffix.
        kind: One of `PLACED`, `HIDDEN`, `STORED`, `REFUSED`, `DAMAGED`.
        width: Columns.
        height: Rows.
        count: Bands, alpha not counted.
        dtype: numpy name of the stored type.
        crs: Instead of the kind's own.
        transform: Affine (a, b, c, d, e, f) instead of the kind's own.
        nodata: The nodata value to declare.
        pixels: (count, height, width) instead of `make_pixels`.
        descriptions: Names of the bands.
        tags: For the default metadata domain.
        seed: Another seed, another picture.
        creation: Passed on to GDAL's driver, e.g. `compress="deflate"`.
    """
    path = Path(path)
    if kind in {"empty", "text", "web-page"}:
        return _write_no_raster(path, kind)
    home_crs, home_transform = PLACED.get(kind, PLACED["projected"])
    options: dict[str, Any] = {
        "driver": "GTiff",
        "width": width,
        "height": height,
        "count": count,
        "dtype": dtype,
        "nodata": nodata,
        "crs": crs or home_crs,
        "transform": _affine(transform or home_transform),
        **creation,
    }
    data = make_pixels(width=width, height=height, count=count, dtype=dtype, seed=seed) if pixels is None else pixels
    if kind == "png":
        return _write_png(path, data, options)
    if kind in {"vrt", "container"}:
        return _write_copy(path, data, options, driver="VRT" if kind == "vrt" else "netCDF")
    _adapt(kind, options, data)
    _write(path, data, options, kind=kind, descriptions=descriptions, tags=tags or {})
    if kind in DAMAGED or kind == "cut-header":
        _damage(path, kind)
    return str(path)


def make_pixels(*, width: int, height: int, count: int, dtype: str, seed: int = 0) -> NDArray[Any]:
    """(count, height, width) of a picture that differs everywhere and between bands, and is nowhere zero.

    Whole numbers fill the range usual for the type (8 bits: 20 to 235, 16 bits: 200 to 9,000), floats 0.02 to 0.9.
    """
    random = np.random.default_rng(seed)
    rows, cols = np.mgrid[0:height, 0:width] / max(height, width)
    layers = []
    for band in range(count):
        waves = np.sin(9 * cols + band) * np.cos(7 * rows - band) * 0.35
        field = (np.hypot(cols - 0.5, rows - 0.3) < 0.15 + 0.02 * band) * 0.3
        layers.append(waves + field + 0.1 * random.random((height, width)))
    share = np.stack(layers)
    share = (share - share.min()) / max(float(np.ptp(share)), 1e-9)
    low, high = {"uint8": (20, 235), "int8": (1, 120)}.get(dtype, (200, 9000))
    if np.dtype(dtype).kind in "fc":
        low, high = 0.02, 0.9  # type: ignore[assignment]
    pixels: NDArray[Any] = (low + share * (high - low)).astype(dtype)
    return pixels


def _affine(transform: Transform) -> Any:
    from rasterio import Affine

    return Affine(*transform)


def _adapt(kind: str, options: dict[str, Any], data: NDArray[Any]) -> None:
    """Change creation options, and pixels in place, as the kind asks."""
    left = data[..., : max(1, data.shape[-1] // 4)]
    if kind in {"gcps", "rpcs", "no-transform"}:
        options.pop("transform")
    if kind in {"rpcs", "no-crs"}:
        options.pop("crs")
    if kind == "local-crs":
        options["crs"] = _ENGINEERING
    if kind == "nodata":
        options["nodata"] = 0 if options["nodata"] is None else options["nodata"]
        left[:] = options["nodata"]
    if kind == "nan":
        left[:] = np.nan
    if kind == "wedge":
        rows, cols = np.mgrid[0 : data.shape[1], 0 : data.shape[2]]
        data[:, cols * data.shape[1] < (data.shape[1] - rows) * data.shape[2] / 2] = 0
    if kind == "alpha":
        options["count"] += 1
    if kind in DAMAGED:
        options.update(tiled=True, blockxsize=64, blockysize=64, compress="deflate")


def _write(
    path: Path,
    data: NDArray[Any],
    options: dict[str, Any],
    *,
    kind: str,
    descriptions: Sequence[str],
    tags: Mapping[str, str],
) -> None:
    import rasterio
    from rasterio.enums import ColorInterp

    crs, matrix = PLACED.get(kind, PLACED["projected"])
    width, height = options["width"], options["height"]
    shown = np.full((height, width), 255, dtype="uint8")
    shown[:, : max(1, width // 4)] = 0
    internal = rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True)
    with gdal_environment(), internal, rasterio.open(path, "w", **options) as sink:
        if kind == "gcps":
            sink.gcps = (_gcps(matrix, width, height), rasterio.CRS.from_string(crs))
        if kind == "rpcs":
            sink.rpcs = _rpcs(matrix, width, height)
        # Whatever is set after the pixels moves the TIFF directory behind them, where a truncated file loses it.
        for index, description in enumerate(descriptions, start=1):
            sink.set_band_description(index, description)
        if tags:
            sink.update_tags(**tags)
        if kind == "alpha":
            sink.colorinterp = (*sink.colorinterp[:-1], ColorInterp.alpha)
            sink.write(shown.astype(options["dtype"]), indexes=options["count"])
        if kind == "palette":
            sink.write_colormap(1, {value: (value, 255 - value, value // 2, 255) for value in range(256)})
        sink.write(data, indexes=list(range(1, len(data) + 1)))
        if kind == "mask":
            sink.write_mask(shown > 0)
    if kind == "overviews":
        with rasterio.open(path, "r+") as sink:
            sink.build_overviews([2, 4], rasterio.enums.Resampling.average)


def _gcps(matrix: Transform, width: int, height: int) -> list[Any]:
    """A grid of 3 x 3 points that an affine of the given matrix would give."""
    from rasterio.control import GroundControlPoint

    a, b, c, d, e, f = matrix
    return [
        GroundControlPoint(row=row, col=col, x=a * col + b * row + c, y=d * col + e * row + f, z=0.0)
        for row in (0.0, height / 2, float(height))
        for col in (0.0, width / 2, float(width))
    ]


def _rpcs(matrix: Transform, width: int, height: int) -> Any:
    """Rational polynomials that equal a north-up geographic affine at every height.

    Terms stand in RPC00B order: 1, longitude, latitude, height, …; positions are pixel centres.
    """
    from rasterio.rpc import RPC

    a, _, c, _, e, f = matrix
    constant = [1.0] + [0.0] * 19
    return RPC(
        height_off=300.0,
        height_scale=500.0,
        lat_off=f + e * height / 2,
        lat_scale=abs(e) * height / 2,
        line_den_coeff=constant,
        line_num_coeff=[0.0, 0.0, math.copysign(1.0, e)] + [0.0] * 17,
        line_off=height / 2 - 0.5,
        line_scale=height / 2,
        long_off=c + a * width / 2,
        long_scale=abs(a) * width / 2,
        samp_den_coeff=constant,
        samp_num_coeff=[0.0, math.copysign(1.0, a)] + [0.0] * 18,
        samp_off=width / 2 - 0.5,
        samp_scale=width / 2,
        err_bias=None,
        err_rand=None,
    )


def _write_png(path: Path, data: NDArray[Any], options: dict[str, Any]) -> str:
    """A PNG with a world file and a .prj, and nothing else, beside it."""
    import rasterio
    from pyproj import CRS

    a, b, c, d, e, f = options.pop("transform")[:6]
    crs = options.pop("crs")
    with gdal_environment(), rasterio.open(path, "w", **{**options, "driver": "PNG"}) as sink:
        sink.write(data)
    path.with_name(path.name + ".aux.xml").unlink(missing_ok=True)
    # A world file places the centre of the first pixel.
    lines = (a, d, b, e, c + (a + b) / 2, f + (d + e) / 2)
    path.with_suffix(".pgw").write_text("".join(f"{line!r}\n" for line in lines))
    path.with_suffix(".prj").write_text(CRS.from_user_input(crs).to_wkt("WKT1_ESRI"))
    return str(path)


def _write_copy(path: Path, data: NDArray[Any], options: dict[str, Any], *, driver: str) -> str:
    """A GeoTIFF with a VRT over it, or with its bands as parts of a netCDF container."""
    import rasterio
    from rasterio.shutil import copy

    source = path.with_suffix(".tif")
    with rasterio.open(source, "w", **options) as sink:
        sink.write(data)
    copy(source, path, driver=driver)
    return str(path)


def _write_no_raster(path: Path, kind: str) -> str:
    text = {"empty": "", "text": "not a raster\n", "web-page": "<!DOCTYPE html><html><body>Log in</body></html>\n"}
    path.write_text(text[kind])
    return str(path)


def _damage(path: Path, kind: str) -> None:
    content = bytearray(path.read_bytes())
    if kind == "corrupt":
        start = len(content) * 2 // 3
        content[start : start + 2000] = bytes(range(250)) * 8
    else:
        del content[len(content) * 2 // 3 if kind == "truncated" else 6 :]
    path.write_bytes(content)
