"""The sources of a VRT, read from its XML, so that none of them need be there.

<https://gdal.org/en/stable/drivers/raster/vrt.html> has the elements.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tilescribe.domain.names import gdal_name
from tilescribe.errors import NotARasterError, RasterNotFoundError, RasterReadError
from tilescribe.raster.gdal import unexpected_errors_wrapped
from tilescribe.raster.paths import refuse_special_file, suffix_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

__all__ = ["VirtualRaster", "is_virtual", "placed_sources", "read_virtual"]

Box: TypeAlias = tuple[float, float, float, float]
_EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
_HEAD_BYTES = 1024
"""As much as GDAL looks at."""
_MOST_NESTED = 8
"""VRTs of VRTs deeper than this are taken to go round in circles."""

_COPIES = frozenset({"SimpleSource", "ComplexSource", "AveragedSource", "NoDataFromMaskSource"})
"""Sources that show the pixels of a file as they are, or scaled."""
_PLAIN = frozenset({"", "VRTWarpedDataset"})
"""Kinds of VRT that show files as they are, or on another grid; the others compute new pictures."""


@dataclass(frozen=True, slots=True)
class VirtualRaster:
    """The files that a VRT shows."""

    sources: tuple[str, ...]
    """What GDAL opens, each once, in order; absolute where the VRT's own path is."""
    whole: frozenset[str]
    """Those of which it shows all, not a part."""
    stacks: bool
    """Bands come from different files: it is more than its sources."""
    computes: bool
    """Pixels are computed (pan-sharpening, pixel functions): it is another picture than its sources."""


def is_virtual(path: str) -> bool:
    """Whether a file on disk is a VRT: by its suffix, for it need not be there, or by how it begins, as for GDAL."""
    if path.startswith("/vsi"):
        return False
    return suffix_of(path) == ".vrt" or b"<VRTDataset" in _head_of_xml(path)


@unexpected_errors_wrapped
def read_virtual(path: str) -> VirtualRaster:
    """What a VRT on disk is made of; its sources are not looked for.

    Raises:
        RasterNotFoundError: There is no such file.
        RasterReadError: It is no XML.
        NotARasterError: It is a named pipe or the like, which would keep a reader waiting.
    """
    refuse_special_file(path)
    root = _parsed(path)
    bands = [list(_of_band(band, path)) for band in root.iter("VRTRasterBand")]
    warped = [_file(element, path) for element in root.iter("SourceDataset")]
    copied = [name for band in bands for name, _ in band] + warped
    every = [_file(element, path) for element in root.iter("SourceFilename")] + warped
    names = [{name for name, _ in band} for band in bands]
    return VirtualRaster(
        sources=tuple(dict.fromkeys(every)),
        whole=frozenset(warped).union(*({name for name, whole in band if whole} for band in bands)),
        stacks=len({frozenset(band) for band in names if band}) > 1,
        computes=root.get("subClass", "") not in _PLAIN
        or any(band.get("subClass", "") == "VRTDerivedRasterBand" for band in root.iter("VRTRasterBand"))
        or set(copied) != set(every),
    )


@unexpected_errors_wrapped
def placed_sources(path: str) -> list[tuple[str, Box]]:
    """Each source of a VRT on disk with where it is shown, through VRTs of VRTs; errors as `read_virtual`."""
    return list(dict.fromkeys(_placed(path, _EVERYWHERE, 0)))


def _head_of_xml(path: str) -> bytes:
    """Empty for what is no file, or begins with anything but markup."""
    try:
        refuse_special_file(path)
        with Path(path).open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError, NotARasterError):
        return b""
    return head if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else b""


def _placed(path: str, box: Box, depth: int) -> Iterator[tuple[str, Box]]:
    """`box` is where the VRT itself is shown: its sources are taken to be anywhere in it unless it is the outermost."""
    for name, own in _own_sources(path):
        where = own if depth == 0 else box
        yield name, where
        if is_virtual(name) and depth < _MOST_NESTED and os.path.isfile(name):  # noqa: PTH113
            yield from _placed(name, where, depth + 1)


def _own_sources(path: str) -> Iterator[tuple[str, Box]]:
    root = _parsed(path)
    boxed = set()
    for band in root.iter("VRTRasterBand"):
        for source in band:
            element = source.find("SourceFilename")
            if element is not None:
                boxed.add(element)
                yield _file(element, path), _box(source.find("DstRect"))
    for tag in ("SourceFilename", "SourceDataset"):
        yield from ((_file(element, path), _EVERYWHERE) for element in root.iter(tag) if element not in boxed)


def _box(rectangle: Element | None) -> Box:
    if rectangle is None:
        return _EVERYWHERE
    try:
        left, top, width, height = (float(rectangle.get(key, "")) for key in ("xOff", "yOff", "xSize", "ySize"))
    except ValueError:
        return _EVERYWHERE
    return left, top, left + width, top + height


def _parsed(path: str) -> Element:
    from xml.etree import ElementTree

    try:
        # Expat itself refuses entities that grow without bounds.
        return ElementTree.fromstring(Path(path).read_bytes())  # noqa: S314
    except FileNotFoundError as error:
        raise RasterNotFoundError(f"{path} does not exist", remedy="Check the spelling of the path") from error
    except (OSError, ElementTree.ParseError, ValueError, LookupError) as error:
        raise RasterReadError(
            f"{path} cannot be read as a VRT: {error}", remedy="Make it again, for example with gdalbuildvrt"
        ) from error


def _of_band(band: Element, path: str) -> Iterator[tuple[str, bool]]:
    """(source, whether all of it is shown) for each source that is copied."""
    for source in band:
        element = source.find("SourceFilename")
        if source.tag in _COPIES and element is not None:
            yield _file(element, path), _is_whole(source)


def _file(element: Element, path: str) -> str:
    text = (element.text or "").strip()
    name = gdal_name(text)
    if element.get("relativeToVRT", "0") != "1" or not name.file:
        return text
    return str(name.with_file(os.path.normpath(os.path.join(os.path.dirname(path), name.file))))  # noqa: PTH118, PTH120


def _is_whole(source: Element) -> bool:
    rectangle, properties = source.find("SrcRect"), source.find("SourceProperties")
    if rectangle is None:
        return True
    if properties is None:
        return False
    shown = rectangle.get("xSize"), rectangle.get("ySize")
    there = properties.get("RasterXSize"), properties.get("RasterYSize")
    try:
        return all(float(one or "nan") >= float(other or "nan") for one, other in zip(shown, there, strict=True))
    except ValueError:
        return False
