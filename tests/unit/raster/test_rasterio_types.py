"""The types that Tilescribe gives rasterio are those of the installed rasterio."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import NoneType, UnionType
from typing import Protocol, Union, get_args, get_origin, get_type_hints

import numpy as np
import pytest
import rasterio
from rasterio.enums import MaskFlags, Resampling
from rasterio.vrt import WarpedVRT

from tilescribe.raster import rasterio_types
from tilescribe.raster.gdal import gdal_environment
from tilescribe.raster.rasterio_types import (
    AffineTransform,
    CoordinateReferenceSystem,
    Dataset,
    Environment,
    GroundControlPoint,
    PixelTransformer,
    PixelWindow,
    RationalPolynomials,
    UpdatableDataset,
    crs_from_user_input,
    crs_from_wkt,
    environment,
    gcp_transformer,
    ground_control_point,
    open_dataset,
    open_for_update,
    pixel_window,
    rpc_transformer,
    warped_vrt,
)
from tilescribe.testing.rasters import make_raster

KINDS = ("projected", "gcps", "rpcs", "palette", "nodata", "alpha", "mask", "overviews", "no-crs")
PACKAGE = Path(rasterio_types.__file__).parents[1]


# --- whether a value is of a type -------------------------------------------------------------------------------------


def is_of(value: object, hint: object) -> bool:
    """Whether a value is of a type as the protocols write them; as in the language, a float may be an int."""
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return any(is_of(value, arg) for arg in args)
    if origin is np.ndarray:
        return isinstance(value, np.ndarray) and value.dtype.type in (
            get_args(get_args(args[1])[0]) or get_args(args[1])
        )
    if origin is tuple and args[-1] is not Ellipsis:
        return isinstance(value, tuple) and len(value) == len(args) and all(map(is_of, value, args))
    if origin in (tuple, list, Sequence):
        return isinstance(value, origin) and all(is_of(item, args[0]) for item in value)
    if origin in (dict, Mapping):
        return isinstance(value, origin) and all(is_of(k, args[0]) and is_of(v, args[1]) for k, v in value.items())
    if hint in (None, NoneType):
        return value is None
    if getattr(hint, "_is_protocol", False):
        return not disagreements(value, hint)  # type: ignore[arg-type]
    if hint in (int, float):
        return isinstance(value, (int, hint)) and not isinstance(value, bool)
    return isinstance(value, hint)  # type: ignore[arg-type]


def disagreements(value: object, protocol: type) -> list[str]:
    """The members of a protocol that a value lacks, or has of another kind."""
    return [name for name, member in members(protocol).items() if not agrees(value, name, member)]


def members(protocol: type) -> dict[str, property | Callable[..., object]]:
    """Properties and methods that a protocol names, inherited ones too."""
    named = {name: member for one in reversed(protocol.__mro__[:-1]) for name, member in vars(one).items()}
    bare = vars(Protocol) | vars(Nothing)
    return {
        name: member
        for name, member in named.items()
        if isinstance(member, property) or (inspect.isfunction(member) and name not in bare)
    }


class Nothing(Protocol):
    """Has what every protocol has."""


def agrees(value: object, name: str, member: property | Callable[..., object]) -> bool:
    if isinstance(member, property):
        return hasattr(value, name) and is_of(getattr(value, name), result_of(member.fget))
    method = getattr(value, name, None)
    return callable(method) and takes(inspect.signature(method), inspect.signature(member))


def takes(theirs: inspect.Signature, ours: inspect.Signature) -> bool:
    """Whether a method can be called in the ways that a protocol allows: by place, by name, and with defaults left."""
    parameters = [one for one in ours.parameters.values() if one.name != "self"]
    if any(one.kind is one.VAR_POSITIONAL for one in parameters):
        return True  # overloaded, with types that only a type checker sees
    placed = [one.name for one in parameters if one.kind is not one.KEYWORD_ONLY]
    named = [one.name for one in parameters if one.kind is one.KEYWORD_ONLY]
    only_placed = [one.name for one in parameters if one.kind is one.POSITIONAL_ONLY]
    needed = [one.name for one in parameters if one.default is one.empty]
    calls = (
        (placed, named),
        (only_placed, [name for name in placed + named if name not in only_placed]),
        ([name for name in placed if name in needed], [name for name in named if name in needed]),
    )
    try:
        for by_place, by_name in calls:
            theirs.bind(*by_place, **dict.fromkeys(by_name))
    except TypeError:
        return False
    return True


def result_of(function: object) -> object:
    return get_type_hints(function)["return"]


# --- datasets ---------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["as it is", "warped"])
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], Dataset]]:
    """Opens a raster of a kind, as it is or warped, by rasterio itself."""
    with ExitStack() as handles:
        handles.enter_context(gdal_environment())

        def open_kind(kind: str) -> Dataset:
            source = handles.enter_context(
                rasterio.open(make_raster(tmp_path / f"{kind}.tif", kind=kind, count=1 if kind == "palette" else 3))
            )
            if request.param == "as it is":
                return source  # type: ignore[no-any-return]
            place = {"rpcs": source.rpcs, "src_crs": "EPSG:4326"} if kind == "rpcs" else {"src_crs": "EPSG:32633"}
            return handles.enter_context(WarpedVRT(source, crs="EPSG:3857", **place))  # type: ignore[no-any-return]

        yield open_kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_dataset_has_every_member_of_the_declared_kind(kind: str, opened: Callable[[str], Dataset]) -> None:
    assert disagreements(opened(kind), Dataset) == []


@pytest.mark.parametrize("kind", KINDS)
def test_methods_give_what_is_declared(kind: str, opened: Callable[[str], Dataset]) -> None:
    source = opened(kind)
    size = (source.height, source.width)
    one, several = source.read(1), source.read(list(source.indexes), masked=True, out_shape=(source.count, 8, 8))
    assert is_of(one, result_of(Dataset.read))
    assert one.shape == size
    assert is_of(several, result_of(Dataset.read))
    assert isinstance(several, np.ma.MaskedArray)
    assert several.shape == (source.count, 8, 8)
    assert source.read([1], window=((0, 4), (2, 7))).shape == (1, 4, 5)
    assert source.read(1, window=pixel_window(col=2, row=0, width=5, height=4)).shape == (4, 5)
    assert is_of(source.dataset_mask(), result_of(Dataset.dataset_mask))
    assert source.dataset_mask(window=((0, 4), (2, 7)), out_shape=(2, 2)).shape == (2, 2)
    assert is_of(source.overviews(1), result_of(Dataset.overviews))
    assert is_of(source.tags(), result_of(Dataset.tags))
    assert is_of(source.tags(1, ns="IMAGE_STRUCTURE"), result_of(Dataset.tags))
    place, window = next(iter(source.block_windows(1)))
    assert is_of((place, window), tuple[tuple[int, int], PixelWindow])
    if kind == "palette":
        assert is_of(source.colormap(1), result_of(Dataset.colormap))
    with source as entered:
        assert entered is source


def test_what_is_declared_as_lacking_is_lacking_somewhere(opened: Callable[[str], Dataset]) -> None:
    """None is possible where the types say so, and its opposite is too."""
    assert None in opened("projected").nodatavals
    assert opened("nodata").nodatavals[0] == 0.0
    assert opened("projected").rpcs is None
    assert opened("projected").compression is None
    assert opened("projected").gcps[1] is None


def test_places_have_the_declared_kind(tmp_path: Path) -> None:
    with open_dataset(make_raster(tmp_path / "a.tif", kind="gcps")) as source:
        points, crs = source.gcps
        assert points
        assert is_of(points, list[GroundControlPoint])
        assert is_of(crs, CoordinateReferenceSystem)
    with open_dataset(make_raster(tmp_path / "b.tif", kind="rpcs")) as source:
        assert source.rpcs is not None
        assert source.rpcs.height_off == 300.0
    with open_dataset(make_raster(tmp_path / "c.tif", kind="no-crs")) as source:
        assert source.crs is None


def test_mask_flags_and_colours_are_those_of_rasterio(tmp_path: Path) -> None:
    with open_dataset(make_raster(tmp_path / "a.tif", kind="alpha")) as source:
        assert source.colorinterp[-1].name == "alpha"
        assert MaskFlags.alpha in source.mask_flag_enums[0]


# --- what is made -----------------------------------------------------------------------------------------------------


def test_affine_transforms_compose_and_invert() -> None:
    affine = rasterio.Affine(10.0, 0.0, 500.0, 0.0, -10.0, 900.0)
    assert disagreements(affine, AffineTransform) == []
    assert affine.to_gdal() == (500.0, 10.0, 0.0, 900.0, 0.0, -10.0)
    assert is_of(affine @ (1.0, 2.0), tuple[float, float])
    assert is_of(~affine @ affine, AffineTransform)
    assert is_of(affine.to_gdal(), result_of(AffineTransform.to_gdal))


def test_windows_environments_and_reference_systems() -> None:
    window = pixel_window(col=3, row=4, width=5, height=6)
    assert disagreements(window, PixelWindow) == []
    assert (window.col_off, window.row_off, window.width, window.height) == (3, 4, 5, 6)
    utm = crs_from_user_input("EPSG:32633")
    assert disagreements(utm, CoordinateReferenceSystem) == []
    assert bool(crs_from_wkt(utm.to_wkt(version="WKT2_2019"))) is True
    assert bool(rasterio.CRS()) is False
    made = environment(GDAL_CACHEMAX=2**26)
    assert disagreements(made, Environment) == []
    with made as entered:
        assert is_of(entered.drivers(), result_of(Environment.drivers))
        assert rasterio.env.getenv()["GDAL_CACHEMAX"] == 2**26


def test_control_points_and_polynomials_give_places(tmp_path: Path) -> None:
    points = [
        ground_control_point(row=row, col=col, x=500 + 10 * col, y=900 - 10 * row, z=None)
        for row in (0.0, 50.0, 100.0)
        for col in (0.0, 40.0, 80.0)
    ]
    assert disagreements(points[0], GroundControlPoint) == []
    corner = np.array([0.0])
    for tps in (False, True):
        transformer = gcp_transformer(points, tps=tps)
        assert disagreements(transformer, PixelTransformer) == []
        places = transformer.xy(corner, corner, offset="ul")
        assert is_of(places, result_of(PixelTransformer.xy))
        np.testing.assert_allclose(places, [[500], [900]], atol=1e-6)
    with open_dataset(make_raster(tmp_path / "a.tif", kind="rpcs")) as source:
        assert source.rpcs is not None
        assert disagreements(source.rpcs, RationalPolynomials) == []
        transformer = rpc_transformer(source.rpcs, height_m=source.rpcs.height_off)
        assert disagreements(transformer, PixelTransformer) == []
        assert is_of(transformer.xy(corner, corner, offset="ul"), result_of(PixelTransformer.xy))


def test_a_file_opened_for_changes_takes_overviews(tmp_path: Path) -> None:
    path = make_raster(tmp_path / "a.tif")
    with gdal_environment():
        with open_for_update(Path(path)) as source:
            assert disagreements(source, UpdatableDataset) == []
            source.build_overviews([2], Resampling.nearest)
        with open_dataset(path) as source:
            assert source.overviews(1) == [2]


def test_a_warped_dataset_has_the_grid_that_is_asked_for(tmp_path: Path) -> None:
    with gdal_environment(), open_dataset(make_raster(tmp_path / "a.tif", kind="gcps")) as source:
        upright = warped_vrt(source, src_crs="EPSG:32633", resampling=Resampling.nearest, add_alpha=True)
        with upright as warped:
            assert warped.count == source.count + 1
            assert warped.crs == crs_from_user_input("EPSG:32633")


# --- the protocols themselves -----------------------------------------------------------------------------------------


class Other(Protocol):
    """What is true of no dataset with a nodata value that is missing."""

    @property
    def nodatavals(self) -> tuple[float, ...]: ...
    @property
    def driver(self) -> int: ...
    @property
    def absent(self) -> str: ...
    def overviews(self) -> list[int]: ...
    def close(self, *, hard: bool) -> None: ...
    def tags(self, bidx: int = 0) -> dict[str, str]: ...


def test_a_protocol_that_lies_is_found_out(opened: Callable[[str], Dataset]) -> None:
    assert disagreements(opened("projected"), Other) == ["nodatavals", "driver", "absent", "overviews", "close"]


def test_the_protocol_names_nothing_that_is_not_used() -> None:
    used = {
        node.attr
        for path in PACKAGE.rglob("*.py")
        if path.name != "rasterio_types.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
    }
    named = {name for name in members(UpdatableDataset) if not name.startswith("__")}
    assert {"read", "dtypes", "build_overviews"} <= named
    assert named <= used
