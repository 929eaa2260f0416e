"""Products that are delivered as one file a band: which files belong together, and a VRT of them.

A product is named by its Sentinel-2 `.SAFE` folder (or one granule of it), or by its files with the bands in braces:
`LC08_L2SP_193026_20200831_20200906_02_T1_{SR_B1,SR_B2,…}.TIF`.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from tilescribe.domain.names import band_files
from tilescribe.errors import RasterError, RasterReadError
from tilescribe.raster.archives import list_archive
from tilescribe.raster.rasterio_types import open_dataset

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import AffineTransform, Dataset

__all__ = ["gather_products", "sources_of", "vrt_of_bands"]

_OLI = ("1", "2", "3", "4", "5", "6", "7")
_TM = ("1", "2", "3", "4", "5", "7")
_MSI = ("2", "3", "4", "5", "6", "7", "8", "8A", "11", "12")
"""Bands that show the ground. Aerosol, water vapour and cirrus bands of 60 m show the air, thermal ones temperature,
and the panchromatic one repeats the others."""


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one kind of product names the files of its bands."""

    name: re.Pattern[str]
    """Of a file, with the groups `scene` (all before the band), `band`, `number` and perhaps `resolution`."""
    bands: tuple[str, ...]
    """Numbers of those that are put together."""
    folder: re.Pattern[str] | None = None
    """What the folder must be called where the files' own names do not tell."""


_S2_SCENE = r"(?:L\dA_)?T\d\d[A-Z]{3}_\d{8}T\d{6}_|S2[A-D]_OPER_MSI_\w+_T\d\d[A-Z]{3}_"
_LAYOUTS = tuple(
    _Layout(re.compile(name, re.IGNORECASE), bands, re.compile(folder, re.IGNORECASE) if folder else None)
    for name, bands, folder in (
        # https://www.usgs.gov/faqs/what-naming-convention-landsat-collections-level-1-and-level-2-scenes
        (
            r"(?P<scene>L[COT]0[89]_L\w{3}_\d{6}_\d{8}_\d{8}_\d\d_\w\d_)(?P<band>(?:SR_)?B0?(?P<number>\d{1,2}))\.tiff?",
            _OLI,
            "",
        ),
        (
            r"(?P<scene>L[TE]0[4-7]_L\w{3}_\d{6}_\d{8}_\d{8}_\d\d_\w\d_)(?P<band>(?:SR_)?B0?(?P<number>\d{1,2}))\.tiff?",
            _TM,
            "",
        ),
        # https://lpdaac.usgs.gov/products/hlss30v002/
        (r"(?P<scene>HLS\.S30\.T\w{5}\.\d{7}T\d{6}\.v[\d.]+\.)(?P<band>B0?(?P<number>\d{1,2}A?))\.tiff?", _MSI, ""),
        (r"(?P<scene>HLS\.L30\.T\w{5}\.\d{7}T\d{6}\.v[\d.]+\.)(?P<band>B0?(?P<number>\d{1,2}))\.tiff?", _OLI, ""),
        # https://sentiwiki.copernicus.eu/web/s2-products; before December 2016 with S2A_OPER_MSI_… for a start
        (
            rf"(?P<scene>{_S2_SCENE})(?P<band>B0?(?P<number>\d{{1,2}}A?)(?:_(?P<resolution>\d\d)m)?)\.(?:jp2|tiff?)",
            _MSI,
            "",
        ),
        (r"(?P<scene>)(?P<band>B0?(?P<number>\d{1,2}A?))\.(?:jp2|tiff?)", _MSI, r"S2[A-D]_|_MSIL[12]"),
    )
)
_SAFE = re.compile(r"^(.*?\.SAFE)[\\/]GRANULE[\\/]([^\\/]+)[\\/]", re.IGNORECASE)
_SAFE_PRODUCT = re.compile(r"\.SAFE(?:[\\/]GRANULE[\\/][^\\/]+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _BandFile:
    path: str
    folder: str
    scene: str
    band: str
    number: str
    resolution: int
    """Metres, as the name states it; 0 where it does not."""
    layout: _Layout


def gather_products(paths: Iterable[str]) -> list[str]:
    """The paths with the band files of each product replaced by the product, where the first of them stood.

    What else belongs to it (quality, classes, masks, previews, bands that do not show the ground) is left out. A single
    band file that stands alone stays what it is.
    """
    paths = list(paths)
    groups: dict[tuple[str, str], list[_BandFile]] = defaultdict(list)
    for path in paths:
        if file := _band_file(path):
            safe = _SAFE.match(path)
            groups[(safe[1], safe[2]) if safe else (file.folder, file.scene)].append(file)
    products: dict[tuple[str, str], str] = {}
    granules = [key[0] for key in groups if key[0].upper().endswith(".SAFE")]
    for key, files in groups.items():
        chosen = _chosen(files)
        if len(chosen) < 2:
            continue
        if not key[0].upper().endswith(".SAFE"):
            products[key] = _braced(chosen)
        else:
            products[key] = key[0] if granules.count(key[0]) == 1 else f"{key[0]}/GRANULE/{key[1]}"
    whole = {safe for safe, _ in products if safe.upper().endswith(".SAFE")}
    return list(dict.fromkeys(filter(None, map(partial(_replaced, products=products, whole=whole), paths))))


def sources_of(path: str) -> tuple[str, ...]:
    """The files of a product in the order of its bands; empty for any other path."""
    if braced := band_files(path):
        return braced
    if not _SAFE_PRODUCT.search(path):
        return ()
    try:
        inside = list_archive(path) if path.startswith("/vsi") else _walk(path)
    except RasterError:
        return ()
    return tuple(file.path for file in _chosen(list(filter(None, map(_band_file, inside)))))


def vrt_of_bands(sources: Sequence[str]) -> str:
    """A VRT, as text, of files of one band each on the grid of the finest; the others are resampled to it.

    Raises:
        RasterReadError: The files lie in different places.
        rasterio.errors.RasterioError: One of them cannot be opened.
    """
    bands = []
    for source in sources:
        with open_dataset(source) as opened:
            bands.append(_described(source, opened))
    finest = min(bands, key=lambda band: abs(band.transform.a))
    for band in bands:
        _check_in_place(band, finest)
    root = ElementTree.Element("VRTDataset", rasterXSize=str(finest.width), rasterYSize=str(finest.height))
    ElementTree.SubElement(root, "SRS").text = finest.crs
    ElementTree.SubElement(root, "GeoTransform").text = ", ".join(repr(n) for n in finest.transform.to_gdal())
    if all(band.overviews for band in bands):
        # GDAL reads them from the files' own.
        ElementTree.SubElement(root, "OverviewList").text = " ".join(map(str, finest.overviews))
    for number, band in enumerate(bands, start=1):
        _add_band(root, number, band, width=finest.width, height=finest.height)
    return ElementTree.tostring(root, encoding="unicode")


# --- which files ----------------------------------------------------------------------------------------------------


def _band_file(path: str) -> _BandFile | None:
    folder, name = re.match(r"^(.*[\\/])?([^\\/]*)$", path, re.DOTALL).groups("")  # type: ignore[union-attr]
    for layout in _LAYOUTS:
        match = layout.name.fullmatch(name)
        if match is None:
            continue
        if layout.folder and not layout.folder.search(folder.rstrip("\\/").replace("\\", "/").rsplit("/", 1)[-1]):
            continue
        found = match.groupdict()
        resolution = int(found.get("resolution") or 0)
        return _BandFile(path, folder, found["scene"], found["band"], found["number"].upper(), resolution, layout)
    return None


def _chosen(files: Sequence[_BandFile]) -> list[_BandFile]:
    """One file for each band that shows the ground, in order: the finest there is."""
    best: dict[str, _BandFile] = {}
    for file in files:
        held = best.get(file.number)
        if file.number in file.layout.bands and (held is None or file.resolution < held.resolution):
            best[file.number] = file
    return sorted(best.values(), key=lambda file: file.layout.bands.index(file.number))


def _braced(files: Sequence[_BandFile]) -> str:
    first = files[0]
    ending = first.path[len(first.folder) + len(first.scene) + len(first.band) :]
    return f"{first.folder}{first.scene}{{{','.join(file.band for file in files)}}}{ending}"


def _replaced(path: str, *, products: Mapping[tuple[str, str], str], whole: set[str]) -> str | None:
    """The product that a path belongs to; the path itself where it belongs to none, and None for its extras."""
    safe = _SAFE.match(path)
    if safe and (product := products.get((safe[1], safe[2]))):
        return product if _band_file(path) else None
    if any(path.startswith(f"{folder}/") for folder in whole):
        return None
    file = _band_file(path)
    if file and (product := products.get((file.folder, file.scene))):
        return product
    folder = path[: len(path) - len(re.split(r"[\\/]", path)[-1])]
    extra = any(place == folder and scene and path.startswith(place + scene) for place, scene in products)
    return None if extra else path


def _walk(folder: str) -> list[str]:
    return [f"{place}/{name}" for place, _, names in os.walk(folder) for name in names]


# --- one dataset ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _SingleBand:
    """A file of one band, as a VRT has to describe it."""

    path: str
    width: int
    height: int
    transform: AffineTransform
    bounds: tuple[float, float, float, float]
    """(left, bottom, right, top) in units of the CRS."""
    crs: str
    """WKT; empty where there is none."""
    dtype: str
    """GDAL's name of the stored type."""
    nodata: float | None
    scale: float
    offset: float
    block_shape: tuple[int, int]
    """(height, width) in pixels."""
    overviews: tuple[int, ...]
    """Decimation factors."""
    name: str
    """Of the band, such as `B8A`; empty where the file's name does not tell."""


def _described(path: str, source: Dataset) -> _SingleBand:
    file = _band_file(path)
    return _SingleBand(
        path=path,
        width=source.width,
        height=source.height,
        transform=source.transform,
        bounds=source.bounds,
        crs=source.crs.to_wkt() if source.crs else "",
        dtype=_GDAL_TYPES.get(source.dtypes[0], "Float64"),
        nodata=source.nodatavals[0],
        scale=source.scales[0],
        offset=source.offsets[0],
        block_shape=source.block_shapes[0],
        overviews=tuple(source.overviews(1)),
        name=re.sub(r"_\d\dm$", "", file.band).upper() if file else "",
    )


_GDAL_TYPES = {
    "uint8": "Byte",
    "int8": "Int8",
    "uint16": "UInt16",
    "int16": "Int16",
    "uint32": "UInt32",
    "int32": "Int32",
    "float32": "Float32",
    "float64": "Float64",
}


def _check_in_place(band: _SingleBand, finest: _SingleBand) -> None:
    """Each edge within a pixel of the coarser grid: nothing is warped here."""
    pixel = abs(band.transform.a) + abs(band.transform.b)
    apart = max(abs(one - other) for one, other in zip(band.bounds, finest.bounds, strict=True))
    if band.crs != finest.crs or apart > pixel:
        raise RasterReadError(
            f"{band.path} and {finest.path} belong to one product and lie in different places",
            remedy="Download the product again, or name one of its files alone to index that band",
        )


def _add_band(root: ElementTree.Element, number: int, band: _SingleBand, *, width: int, height: int) -> None:
    element = ElementTree.SubElement(root, "VRTRasterBand", dataType=band.dtype, band=str(number))
    ElementTree.SubElement(element, "Description").text = band.name
    if band.nodata is not None:
        ElementTree.SubElement(element, "NoDataValue").text = repr(band.nodata)
    if (band.scale, band.offset) != (1.0, 0.0):
        ElementTree.SubElement(element, "Offset").text = repr(band.offset)
        ElementTree.SubElement(element, "Scale").text = repr(band.scale)
    source = ElementTree.SubElement(element, "SimpleSource")
    ElementTree.SubElement(source, "SourceFilename", relativeToVRT="0").text = band.path
    ElementTree.SubElement(source, "SourceBand").text = "1"
    block_height, block_width = band.block_shape
    ElementTree.SubElement(
        source,
        "SourceProperties",
        RasterXSize=str(band.width),
        RasterYSize=str(band.height),
        DataType=band.dtype,
        BlockXSize=str(block_width),
        BlockYSize=str(block_height),
    )
    for name, x_size, y_size in (("SrcRect", band.width, band.height), ("DstRect", width, height)):
        ElementTree.SubElement(source, name, xOff="0", yOff="0", xSize=str(x_size), ySize=str(y_size))
