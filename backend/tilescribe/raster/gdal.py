"""Open datasets with GDAL, and convert its exceptions to those of Tilescribe."""

from __future__ import annotations

import logging
import math
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from xml.etree import ElementTree

from tilescribe.config import gdal_options
from tilescribe.errors import RasterReadError, TilescribeError, UnexpectedRasterError
from tilescribe.raster.dataset_pool import failed_opens_noted, forget_failed_opens
from tilescribe.raster.paths import as_unicode, refuse_special_file
from tilescribe.raster.products import sources_of, vrt_of_bands
from tilescribe.raster.rasterio_types import environment, open_dataset

if TYPE_CHECKING:
    from tilescribe.domain.raster import Raster
    from tilescribe.raster.rasterio_types import Dataset

__all__ = [
    "cannot_be_read",
    "dataset",
    "dataset_name",
    "gdal_environment",
    "gdal_reason",
    "opened_as_stated",
    "unexpected_errors_wrapped",
    "wrapping_unexpected_errors",
]

_LOG = logging.getLogger(__name__)

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="Raster | str")


@contextmanager
def wrapping_unexpected_errors(source: Raster | str) -> Iterator[None]:
    """Raise unexpected exceptions of work on one raster as an error of that raster, so that a run goes on with others.

    Libraries raise anything on odd files. Lack of memory, and what Tilescribe raises itself, pass as they are.

    Raises:
        UnexpectedRasterError: Instead of any other exception, whose kind and words it tells; the log has its traceback.
    """
    try:
        yield
    except (TilescribeError, MemoryError):
        raise
    except Exception as error:
        path = source if isinstance(source, str) else source.path
        # Not as an error: without a log that is listened to, Python would print it between the lines of a run.
        _LOG.info("%s fails in an unexpected way", path, exc_info=True)
        raise UnexpectedRasterError(
            f"{path} cannot be used: {type(error).__name__}: {gdal_reason(error)}",
            remedy="Leave it out, or report it with the output of gdalinfo; --debug shows where it failed",
        ) from error


def unexpected_errors_wrapped(function: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Decorator: a function of one raster, or of its path, under `wrapping_unexpected_errors`."""

    @wraps(function)
    def guarded(source: S, /, *args: P.args, **kwargs: P.kwargs) -> R:
        with wrapping_unexpected_errors(source):
            return function(source, *args, **kwargs)

    return guarded


@contextmanager
def gdal_environment() -> Iterator[None]:
    """GDAL with Tilescribe's options and without chatter, for the current thread.

    Inside, GDAL reports to the logger `rasterio` instead of standard error, silent unless an application listens.
    """
    _silence()
    with environment(**gdal_options()):
        yield


@contextmanager
def dataset(source: Raster | str) -> Iterator[Dataset]:
    """Open a raster, or a path, for reading: yields the dataset and closes it.

    Where a raster's nodata values are not those that its file declares, it is opened through a VRT that declares them,
    so that GDAL leaves them out of averages too.

    A product of one file a band is opened as one dataset.

    Raises:
        NotARasterError: It is a pipe, a socket or a device.
        RasterReadError: GDAL cannot open it, or fails while the caller reads from it inside the block.
    """
    from rasterio.errors import RasterioError

    path = source if isinstance(source, str) else source.path
    refuse_special_file(path)
    with gdal_environment():
        try:
            with opened_as_stated(source) as opened, failed_opens_noted():
                yield opened
        except RasterioError as error:
            raise cannot_be_read(path, error) from error


def opened_as_stated(source: Raster | str) -> Dataset:
    """What `dataset` yields, without its checks; the caller closes it, and works in a `gdal_environment`.

    For those that keep several rasters open and close them in any order, which environments do not allow.

    Raises:
        rasterio.errors.RasterioError: GDAL cannot open it.
    """
    with ExitStack() as on_error:
        opened = on_error.enter_context(open_dataset(dataset_name(source)))
        with failed_opens_noted():
            forget_failed_opens(opened)
        if not isinstance(source, str) and not _declares_nodata_of(opened, source):
            with opened, failed_opens_noted():
                opened = on_error.enter_context(open_dataset(_vrt_with_nodata_of(opened, source)))
                forget_failed_opens(opened)
        on_error.pop_all()
    return opened


def cannot_be_read(path: str, error: BaseException) -> RasterReadError:
    """What GDAL says of a file that it cannot read."""
    return RasterReadError(
        f"{path} cannot be read: {gdal_reason(error)}",
        remedy="Check that the file is complete, for example with gdalinfo -checksum, and copy it again",
    )


def dataset_name(source: Raster | str) -> str:
    """What GDAL opens: the path itself, or for a product of one file a band the text of a VRT that stacks them.

    Raises:
        RasterReadError: The files of a product lie in different places.
        rasterio.errors.RasterioError: One of them cannot be opened.
    """
    path = source if isinstance(source, str) else source.path
    if not isinstance(source, str) and source.sources:
        folder = os.path.dirname(path)  # noqa: PTH120 - a GDAL name is no clean path
        return vrt_of_bands([f"{folder}/{name}" for name in source.sources])
    sources = sources_of(path)
    return vrt_of_bands(sources) if sources else path


def _declares_nodata_of(opened: Dataset, raster: Raster) -> bool:
    """Whether the file's nodata values are those of the raster."""
    stated = [opened.nodatavals[band.index - 1] for band in raster.bands if band.index <= opened.count]
    wanted = raster.nodata or (None,) * len(stated)
    return all(
        a == b or (a is not None and b is not None and math.isnan(a) and math.isnan(b))
        for a, b in zip(stated, wanted, strict=False)
    )


def _vrt_with_nodata_of(opened: Dataset, raster: Raster) -> str:
    """A VRT, as text, of an open dataset with the raster's nodata values instead of the file's."""
    from rasterio.io import MemoryFile
    from rasterio.shutil import copy

    with MemoryFile(ext=".vrt") as memory:
        copy(opened, memory.name, driver="VRT")
        root = ElementTree.fromstring(memory.read())  # noqa: S314 - GDAL has just written it
    values = dict(zip((band.index for band in raster.bands), raster.nodata, strict=False))
    for element in root.iter("VRTRasterBand"):
        for declared in element.findall("NoDataValue"):
            element.remove(declared)
        value = values.get(int(element.get("band", "0")))
        if value is not None:
            ElementTree.SubElement(element, "NoDataValue").text = repr(value)
    for name in root.iter("SourceFilename"):
        if name.get("relativeToVRT") == "1":
            name.text, name.attrib["relativeToVRT"] = opened.name, "0"
    return ElementTree.tostring(root, encoding="unicode")


def _silence() -> None:
    """Nothing of rasterio's is printed: `open_raster` tells a lack of georeferencing by an error or a notice."""
    from rasterio.errors import NotGeoreferencedWarning

    # Idempotent and for good: `warnings.catch_warnings` around each opening would race between reader threads.
    if not any(entry[0] == "ignore" and entry[2] is NotGeoreferencedWarning for entry in warnings.filters):
        warnings.simplefilter("ignore", NotGeoreferencedWarning)


def gdal_reason(error: BaseException) -> str:
    """GDAL's own message: rasterio wraps it in `Read failed. See previous exception for details`."""
    while error.__cause__ is not None:
        error = error.__cause__
    return as_unicode(str(error).strip().rstrip("."))
