"""What Tilescribe uses of rasterio, with types: rasterio itself has none.

The protocols name exactly the members that are used. The functions are the only places where datasets, windows,
environments, CRSs and transformers of rasterio are made in this package; `tests/unit/raster/test_rasterio_types.py`
holds all of them against the installed rasterio.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, IntEnum
from functools import lru_cache
from os import PathLike
from types import TracebackType
from typing import Protocol, Self, TypeAlias, overload

import numpy as np
from numpy.typing import NDArray

__all__ = [
    "AffineTransform",
    "CoordinateReferenceSystem",
    "Dataset",
    "Environment",
    "GroundControlPoint",
    "PixelTransformer",
    "PixelWindow",
    "PixelWindowLike",
    "RationalPolynomials",
    "StoredArray",
    "StoredScalar",
    "UpdatableDataset",
    "crs_from_user_input",
    "crs_from_wkt",
    "environment",
    "gcp_transformer",
    "ground_control_point",
    "open_dataset",
    "open_for_update",
    "pixel_window",
    "resampled",
    "rpc_transformer",
    "warped_vrt",
]

StoredScalar: TypeAlias = (
    np.uint8
    | np.int8
    | np.uint16
    | np.int16
    | np.uint32
    | np.int32
    | np.uint64
    | np.int64
    | np.float16
    | np.float32
    | np.float64
)
"""What a file stores for a pixel of a band; complex numbers are refused before any is read."""
StoredArray: TypeAlias = NDArray[StoredScalar]
"""Pixels as stored. All are of one type, which is known when the file is open."""


class AffineTransform(Protocol):
    """`affine.Affine`: x = a col + b row + c, y = d col + e row + f in units of the CRS; (0, 0) is the outer corner."""

    @property
    def a(self) -> float: ...
    @property
    def b(self) -> float: ...
    @property
    def c(self) -> float: ...
    @property
    def d(self) -> float: ...
    @property
    def e(self) -> float: ...
    @property
    def f(self) -> float: ...
    @property
    def is_identity(self) -> bool: ...
    def to_gdal(self) -> tuple[float, float, float, float, float, float]:
        """(c, a, b, f, d, e), GDAL's order."""

    @overload
    def __matmul__(self, other: Self) -> Self: ...
    @overload
    def __matmul__(self, other: tuple[float, float]) -> tuple[float, float]: ...
    def __invert__(self) -> Self: ...


class CoordinateReferenceSystem(Protocol):
    """`rasterio.crs.CRS`; false when it is empty."""

    def __bool__(self) -> bool: ...
    def to_wkt(self, *, version: str | None = None) -> str:
        """WKT of a version such as `WKT2_2019`; None: of GDAL's default."""


class GroundControlPoint(Protocol):
    """`rasterio.control.GroundControlPoint`: a pixel position, and where it lies in units of the CRS."""

    @property
    def row(self) -> float: ...
    @property
    def col(self) -> float: ...
    @property
    def x(self) -> float: ...
    @property
    def y(self) -> float: ...
    @property
    def z(self) -> float | None: ...


class RationalPolynomials(Protocol):
    """`rasterio.rpc.RPC`."""

    @property
    def height_off(self) -> float:
        """Metres above the ellipsoid: the mean height of the scene."""


class PixelTransformer(Protocol):
    """`rasterio.transform.GCPTransformer` and `RPCTransformer`. Keeps state between calls: one thread at a time."""

    def xy(
        self, rows: NDArray[np.float64], cols: NDArray[np.float64], *, offset: str = "center"
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """(xs, ys) in units of the CRS, (n,) as `rows` and `cols`; offset `ul`: (0, 0) is the outer corner."""


class PixelWindow(Protocol):
    """`rasterio.windows.Window`, in pixels."""

    @property
    def col_off(self) -> float: ...
    @property
    def row_off(self) -> float: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...


PixelWindowLike: TypeAlias = PixelWindow | tuple[tuple[int, int], tuple[int, int]]
"""A window, or ((first row, row after the last), (first column, column after the last))."""


class Dataset(Protocol):
    """An open raster: `rasterio.DatasetReader` and `rasterio.vrt.WarpedVRT`. Bands are counted from 1.

    Reading raises `rasterio.errors.RasterioError`. Not for several threads at once.
    """

    @property
    def name(self) -> str:
        """What was opened: a path, the name of a subdataset, or the text of a VRT."""

    @property
    def driver(self) -> str: ...
    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def count(self) -> int:
        """Number of bands."""

    @property
    def indexes(self) -> tuple[int, ...]: ...
    @property
    def dtypes(self) -> tuple[str, ...]:
        """numpy name of each band's stored type."""

    @property
    def nodatavals(self) -> tuple[float | None, ...]: ...
    @property
    def scales(self) -> tuple[float, ...]: ...
    @property
    def offsets(self) -> tuple[float, ...]: ...
    @property
    def units(self) -> tuple[str | None, ...]:
        """Raises UnicodeDecodeError where the file does not write UTF-8."""

    @property
    def descriptions(self) -> tuple[str | None, ...]:
        """Names of the bands. Raises UnicodeDecodeError where the file does not write UTF-8."""

    @property
    def colorinterp(self) -> tuple[IntEnum, ...]:
        """`rasterio.enums.ColorInterp` of each band."""

    @property
    def mask_flag_enums(self) -> tuple[list[IntEnum], ...]:
        """`rasterio.enums.MaskFlags` of each band."""

    @property
    def compression(self) -> Enum | None:
        """`rasterio.enums.Compression`."""

    @property
    def crs(self) -> CoordinateReferenceSystem | None: ...
    @property
    def transform(self) -> AffineTransform: ...
    @property
    def gcps(self) -> tuple[list[GroundControlPoint], CoordinateReferenceSystem | None]:
        """Raises UnicodeDecodeError where a point's name is not UTF-8."""

    @property
    def rpcs(self) -> RationalPolynomials | None:
        """Raises ValueError, KeyError or IndexError where the file's are damaged."""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(left, bottom, right, top) in units of the CRS."""

    @property
    def block_shapes(self) -> list[tuple[int, int]]:
        """(height, width) of each band's blocks in pixels."""

    @property
    def subdatasets(self) -> list[str]: ...
    @property
    def profile(self) -> Mapping[str, object]:
        """What would be needed to write another such file."""

    def read(
        self,
        indexes: int | Sequence[int],
        *,
        window: PixelWindowLike | None = None,
        masked: bool = False,
        out_shape: tuple[int, ...] | None = None,
        resampling: IntEnum = ...,
    ) -> StoredArray:
        """(height, width) of one band, (bands, height, width) of several, which must be of one stored type.

        Args:
            indexes: A band, or bands in the order in which they are wanted.
            window: Where to read; None: everywhere.
            masked: Give a `numpy.ma.MaskedArray`, masked where nodata, alpha or mask band say so.
            out_shape: Shape of the result: reads decimated, from overviews where there are some.
            resampling: Of `rasterio.enums.Resampling`; `nearest` unless given.
        """

    def dataset_mask(
        self, *, window: PixelWindowLike | None = None, out_shape: tuple[int, int] | None = None
    ) -> NDArray[np.uint8]:
        """(height, width), 0 where no band has data, else 255."""

    def colormap(self, bidx: int) -> dict[int, tuple[int, int, int, int]]:
        """(red, green, blue, alpha), 0 to 255, of each value of a palette. Raises ValueError where there is none."""

    def overviews(self, bidx: int) -> list[int]:
        """Decimation factors of a band's overviews."""

    def block_windows(self, bidx: int) -> Iterator[tuple[tuple[int, int], PixelWindow]]:
        """((row, column) of the block, its window) of a band, row by row."""

    def tags(self, bidx: int = 0, ns: str | None = None) -> dict[str, str]:
        """Metadata of a band, of the file for 0, in one domain: the default one for None."""

    def close(self) -> None: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


class UpdatableDataset(Dataset, Protocol):
    """`rasterio.io.DatasetWriter` of a file that exists."""

    def build_overviews(self, factors: Sequence[int], resampling: IntEnum) -> None:
        """Raises `rasterio._err.CPLE_BaseError`, GDAL's own, too."""


class Environment(Protocol):
    """`rasterio.Env`: GDAL's options for the current thread, while it is entered."""

    def drivers(self) -> Mapping[str, str]:
        """Long names of the formats that GDAL can read, by their short ones."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None: ...


def open_dataset(name: str) -> Dataset:
    """Open what GDAL takes for a raster, for reading; the caller closes it.

    Args:
        name: A path, the name of a subdataset, or the text of a VRT.

    Raises:
        rasterio.errors.RasterioError: It cannot be opened.
    """
    import rasterio

    opened: Dataset = rasterio.open(name)
    return opened


def open_for_update(path: str | PathLike[str]) -> UpdatableDataset:
    """Open a raster for changes; the caller closes it. Raises `rasterio.errors.RasterioError`."""
    import rasterio

    opened: UpdatableDataset = rasterio.open(path, "r+")
    return opened


def warped_vrt(source: Dataset, *, src_crs: str, resampling: IntEnum, **options: object) -> Dataset:
    """An open dataset on another grid, warped as it is read; the caller closes it before `source`.

    Args:
        source: Open.
        src_crs: The CRS of `source`: anything PROJ understands.
        resampling: Of `rasterio.enums.Resampling`.
        options: More of `rasterio.vrt.WarpedVRT`, or of GDAL's transformer.
    """
    from rasterio.vrt import WarpedVRT

    warped: Dataset = WarpedVRT(source, src_crs=src_crs, resampling=resampling, **options)
    return warped


def resampled(
    source: StoredArray,
    affine: tuple[float, float, float, float, float, float],
    *,
    shape: tuple[int, int],
    method: IntEnum,
) -> StoredArray:
    """(bands, height, width) of `source`, (bands, h, w), on another grid of pixels; 0 where `source` has none.

    Each pixel is interpolated from the pixels around its centre, however large it is: nothing is averaged.

    Args:
        source: Of any stored type, which the result has, too.
        affine: (a, b, c, d, e, f) in rasterio's order, from positions in the result to positions in `source`; (0, 0)
            is the outer corner of the first pixel of either.
        shape: (height, width) of the result.
        method: Of `rasterio.enums.Resampling`.

    Raises:
        rasterio.errors.RasterioError: The affine cannot be inverted.
    """
    from rasterio import Affine
    from rasterio.warp import reproject

    plane = _any_plane()
    result: StoredArray = np.zeros((len(source), *shape), dtype=source.dtype)
    reproject(
        source,
        result,
        src_transform=Affine.identity(),
        dst_transform=Affine(*affine),
        src_crs=plane,
        dst_crs=plane,
        resampling=method,
        tolerance=0,
        # GDAL would widen its kernels, at four times the cost.
        XSCALE=1,
        YSCALE=1,
    )
    return result


@lru_cache(maxsize=1)
def _any_plane() -> CoordinateReferenceSystem:
    """GDAL wants a CRS for both grids; where both have the same, it takes no part."""
    return crs_from_user_input("EPSG:3857")


def environment(**options: str | float) -> Environment:
    """GDAL with these configuration options, for the current thread; to be entered with `with`."""
    import rasterio

    made: Environment = rasterio.Env(**options)
    return made


def pixel_window(*, col: int, row: int, width: int, height: int) -> PixelWindow:
    """A window of whole pixels."""
    from rasterio.windows import Window

    made: PixelWindow = Window(col, row, width, height)
    return made


def crs_from_wkt(text: str, *, morph_from_esri_dialect: bool = False) -> CoordinateReferenceSystem:
    """The CRS that a WKT text describes, of ESRI's dialect too when asked.

    Raises:
        rasterio.errors.CRSError: PROJ does not understand it.
    """
    from rasterio.crs import CRS

    crs: CoordinateReferenceSystem = CRS.from_wkt(text, morph_from_esri_dialect=morph_from_esri_dialect)
    return crs


def crs_from_user_input(text: str) -> CoordinateReferenceSystem:
    """The CRS of anything PROJ understands, such as `EPSG:n`. Raises `rasterio.errors.CRSError`."""
    from rasterio.crs import CRS

    crs: CoordinateReferenceSystem = CRS.from_user_input(text)
    return crs


def ground_control_point(*, row: float, col: float, x: float, y: float, z: float | None) -> GroundControlPoint:
    """A point whose pixel position, and whose place in units of the CRS, are known."""
    from rasterio import control

    made: GroundControlPoint = control.GroundControlPoint(row=row, col=col, x=x, y=y, z=z)
    return made


def gcp_transformer(gcps: Sequence[GroundControlPoint], *, tps: bool = False) -> PixelTransformer:
    """Polynomials through ground control points of the highest order that their number allows, or thin plate splines.

    Raises:
        rasterio._err.CPLE_BaseError: The points determine no transformation.
    """
    from rasterio.transform import GCPTransformer

    made: PixelTransformer = GCPTransformer(gcps, tps=tps)
    return made


def rpc_transformer(rpcs: RationalPolynomials, *, height_m: float) -> PixelTransformer:
    """The way from pixels to WGS84 degrees at one height, in metres above the ellipsoid."""
    from rasterio.transform import RPCTransformer

    made: PixelTransformer = RPCTransformer(rpcs, rpc_height=height_m)
    return made
