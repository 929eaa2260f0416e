"""One large georeferenced raster made of many pictures, with the footprint of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.errors import EmptyDatasetError, OutputError, PictureReadError
from tilescribe.evaluate.datasets import Picture, Problem, ProblemKind, open_picture
from tilescribe.evaluate.localisation.layout import CRS, Layout, lay_out

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Polygon

    from tilescribe.domain.tile import Window

__all__ = ["Cell", "Mosaic", "write_mosaic"]

_CACHE_MB = 128
"""GDAL's block cache. Its own default, a share of the machine's memory, is far more than one pass over a file needs."""

_COG_OPTIONS = {"compress": "deflate", "predictor": "yes", "overview_resampling": "average", "bigtiff": "IF_SAFER"}

Reader = Callable[[Picture], "NDArray[np.uint8]"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one picture lies."""

    picture: Picture
    window: Window
    """Pixels of the mosaic."""
    footprint: Polygon
    """WGS84."""


@dataclass(frozen=True, slots=True)
class Mosaic:
    """The raster as written, and what it shows."""

    path: Path
    layout: Layout
    cells: tuple[Cell, ...]
    """One for each picture that could be read, row by row from the upper left."""
    problems: tuple[Problem, ...]
    """Pictures that could not be read; their cells are empty."""


def write_mosaic(
    pictures: Sequence[Picture],
    path: str | Path,
    *,
    gsd_m: float,
    columns: int | None = None,
    gap_px: int = 0,
    seed: int | None = None,
    read: Reader = open_picture,
) -> Mosaic:
    """Write pictures side by side as a cloud-optimised GeoTIFF in UTM; gaps and empty cells are masked.

    A cell is as large as the first readable picture's longer side; a picture of another size is resampled to it. One
    row of cells is held in memory at a time. The file appears under its name when it is complete.

    Args:
        pictures: At least one.
        path: Of the GeoTIFF; an existing one is replaced.
        gsd_m: Ground size of a pixel.
        columns: Cells in a row; as many as rows when None.
        gap_px: Masked pixels between neighbours.
        seed: Shuffle the pictures; None keeps their order.
        read: Opens a picture as (height, width, 3) uint8; replace it to degrade pictures on the way.

    Raises:
        EmptyDatasetError: None of the pictures can be read.
        InvalidOptionError: A number is out of its range.
        OutputError: The file cannot be written.
    """
    import rasterio.shutil
    from rasterio.errors import RasterioError

    target = Path(path)
    cell_px = _cell_size(pictures, read)
    layout = lay_out(len(pictures), cell_px=cell_px, gsd_m=gsd_m, columns=columns, gap_px=gap_px, seed=seed)
    partial = target.with_name(f".{target.name}.part")
    plain = target.with_name(f".{target.name}.plain")
    try:
        with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True, GDAL_CACHEMAX=_CACHE_MB):
            # Rows of cells do not end where blocks do, and compressed blocks that are written twice leave holes (137 MB
            # in the place of 76 for 1,094 pictures): the rows go uncompressed to a file of their own first.
            with rasterio.open(plain, "w", **_profile(layout)) as opened:
                problems = _write_rows(opened, pictures, layout, read)
            rasterio.shutil.copy(plain, partial, driver="COG", **_COG_OPTIONS)
        partial.replace(target)
    except (RasterioError, OSError) as error:
        raise OutputError(
            f"The mosaic {target} cannot be written: {str(error).strip().rstrip('.')}",
            remedy="Give a writable folder with enough room",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
        plain.unlink(missing_ok=True)
    return Mosaic(
        path=target, layout=layout, cells=_cells(pictures, layout, set(problems)), problems=tuple(problems.values())
    )


def _cell_size(pictures: Sequence[Picture], read: Reader) -> int:
    for picture in pictures:
        try:
            return max(int(side) for side in read(picture).shape[:2])
        except PictureReadError:
            continue  # named by `_write_rows`, which meets it again
    raise EmptyDatasetError(
        f"None of {len(pictures):,} pictures can be read", remedy="Give at least one picture that opens elsewhere"
    )


def _profile(layout: Layout) -> dict[str, Any]:
    from rasterio import Affine

    return {
        "driver": "GTiff",
        "width": layout.width,
        "height": layout.height,
        "count": 3,
        "dtype": "uint8",
        "crs": CRS,
        "transform": Affine(*layout.transform),
        "photometric": "RGB",
        "bigtiff": "IF_SAFER",
    }


def _write_rows(opened: Any, pictures: Sequence[Picture], layout: Layout, read: Reader) -> dict[int, Problem]:
    """Write row after row of cells; the problems by cell."""
    import rasterio.windows

    problems: dict[int, Problem] = {}
    for first in range(0, len(layout.order), layout.columns):
        top = layout.window(first).row
        height = min(layout.cell_px + layout.gap_px, layout.height - top)
        strip = np.zeros((height, layout.width, 3), dtype=np.uint8)
        mask = np.zeros((height, layout.width), dtype=np.uint8)
        for cell, picture in _row(pictures, layout, first):
            try:
                shown = _fitted(read(picture), layout.cell_px)
            except PictureReadError as error:
                problems[cell] = Problem(ProblemKind.BROKEN_PICTURE, picture.filename, error.what)
                continue
            left = layout.window(cell).col
            strip[: layout.cell_px, left : left + layout.cell_px] = shown
            mask[: layout.cell_px, left : left + layout.cell_px] = 255
        window = rasterio.windows.Window(0, top, layout.width, height)
        opened.write(np.moveaxis(strip, -1, 0), window=window)
        opened.write_mask(mask, window=window)
    return problems


def _row(pictures: Sequence[Picture], layout: Layout, first: int) -> Iterator[tuple[int, Picture]]:
    for cell in range(first, min(first + layout.columns, len(layout.order))):
        yield cell, pictures[layout.order[cell]]


def _fitted(picture: NDArray[np.uint8], cell_px: int) -> NDArray[np.uint8]:
    if picture.shape[:2] == (cell_px, cell_px):
        return picture
    from PIL import Image

    resized = Image.fromarray(picture).resize((cell_px, cell_px), Image.Resampling.BICUBIC)
    return np.asarray(resized, dtype=np.uint8)


def _cells(pictures: Sequence[Picture], layout: Layout, empty: set[int]) -> tuple[Cell, ...]:
    return tuple(
        Cell(picture=pictures[layout.order[cell]], window=layout.window(cell), footprint=footprint)
        for cell, footprint in enumerate(layout.footprints())
        if cell not in empty
    )
