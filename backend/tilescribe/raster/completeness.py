"""Check for truncated files, of the formats whose drivers read what is missing as zeros without an error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.errors import RasterReadError

if TYPE_CHECKING:
    from tilescribe.raster.rasterio_types import Dataset

__all__ = ["refuse_truncated"]

_PNG_END = b"IEND"
_TAIL_BYTES = 1024
"""Some programs write a little behind the last chunk of a PNG."""


def refuse_truncated(path: str, source: Dataset) -> None:
    """Refuse an ENVI or PNG file that is truncated. Other drivers fail on reading what is missing, tile by tile.

    Args:
        path: What was opened.
        source: Open.

    Raises:
        RasterReadError: The file ends before its pixels do.
    """
    if path.startswith("/vsi") or not Path(path).is_file():
        return
    if source.driver == "ENVI":
        _check_raw(path, source)
    elif source.driver == "PNG":
        with Path(path).open("rb") as file:
            size = file.seek(0, 2)
            file.seek(max(0, size - _TAIL_BYTES))
            if _PNG_END not in file.read():
                raise _truncated(path, f"the last chunk of a PNG is missing after {size:,} bytes")


def _check_raw(path: str, source: Dataset) -> None:
    import numpy as np

    header = source.tags(ns="ENVI")
    if header.get("file_compression", "0") != "0":
        return
    pixel_bytes = sum(np.dtype(dtype).itemsize for dtype in source.dtypes)
    expected = int(header.get("header_offset", "0")) + source.width * source.height * pixel_bytes
    size = Path(path).stat().st_size
    if size < expected:
        raise _truncated(path, f"it has {size:,} of {expected:,} bytes")


def _truncated(path: str, how: str) -> RasterReadError:
    return RasterReadError(f"{path} is cut short: {how}", remedy="Copy or download it again")
