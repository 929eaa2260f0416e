"""Everything Tilescribe refuses to do, as a flat tree of exceptions.

    TilescribeError
     ├── UsageError                 the request itself is wrong
     │    ├── EmptyQuestionError
     │    ├── InvalidBoundsError
     │    ├── InvalidAreaError
     │    ├── InvalidDateError
     │    ├── InvalidOptionError
     │    ├── InvalidPictureError
     │    ├── UnknownCaptionerError
     │    ├── UnknownEmbedderError
     │    ├── UnknownEncoderError
     │    ├── UnknownProfileError
     │    ├── UnknownStoreError
     │    └── UnknownTileError
     ├── RasterError                one raster cannot be used; others can
     │    ├── RasterNotFoundError
     │    ├── NotARasterError
     │    ├── NotGeoreferencedError
     │    ├── RasterPermissionError
     │    ├── RasterReadError
     │    └── UnexpectedRasterError
     ├── NoRastersFoundError
     ├── CatalogError
     │    ├── CatalogNotFoundError
     │    ├── NotACatalogError
     │    ├── NewerCatalogError
     │    ├── CatalogLockedError
     │    ├── CatalogChangedError
     │    ├── CatalogFullError
     │    ├── CatalogReadOnlyError
     │    └── CatalogDamagedError
     ├── NoPairsError
     ├── ModelError
     │    ├── ModelNotFoundError
     │    ├── ModelDamagedError
     │    ├── CaptionerFailedError
     │    └── ExtensionError
     ├── DatasetError               an evaluation data set cannot be used
     │    ├── DatasetNotFoundError
     │    ├── DatasetFormatError
     │    ├── EmptyDatasetError
     │    ├── TooFewCaptionsError
     │    └── PictureReadError
     ├── ServiceError               what only the local service can refuse
     │    ├── UnknownCatalogError
     │    ├── UnknownJobError
     │    ├── JobStateError
     │    ├── JobDiedError
     │    ├── TooLargeError
     │    └── TooBusyError
     ├── MissingPackageError
     └── OutputError

Every message says what is wrong, with which value, and what to do about it.
"""

from __future__ import annotations

import errno

from tilescribe.passwords import without_passwords

__all__ = [
    "CaptionerFailedError",
    "CatalogChangedError",
    "CatalogDamagedError",
    "CatalogError",
    "CatalogFullError",
    "CatalogLockedError",
    "CatalogNotFoundError",
    "CatalogReadOnlyError",
    "DatasetError",
    "DatasetFormatError",
    "DatasetNotFoundError",
    "EmptyDatasetError",
    "EmptyQuestionError",
    "ExtensionError",
    "InvalidAreaError",
    "InvalidBoundsError",
    "InvalidDateError",
    "InvalidOptionError",
    "InvalidPictureError",
    "JobDiedError",
    "JobStateError",
    "MissingPackageError",
    "ModelDamagedError",
    "ModelError",
    "ModelNotFoundError",
    "NewerCatalogError",
    "NoPairsError",
    "NoRastersFoundError",
    "NotACatalogError",
    "NotARasterError",
    "NotGeoreferencedError",
    "OutputError",
    "PictureReadError",
    "RasterError",
    "RasterNotFoundError",
    "RasterPermissionError",
    "RasterReadError",
    "ServiceError",
    "TilescribeError",
    "TooBusyError",
    "TooFewCaptionsError",
    "TooLargeError",
    "UnexpectedRasterError",
    "UnknownCaptionerError",
    "UnknownCatalogError",
    "UnknownEmbedderError",
    "UnknownEncoderError",
    "UnknownJobError",
    "UnknownProfileError",
    "UnknownStoreError",
    "UnknownTileError",
    "UsageError",
    "explain",
]


class TilescribeError(Exception):
    """The root: catch this to catch everything Tilescribe raises on purpose.

    Args:
        what: One sentence without its full stop that names the problem and the offending value; a password in a URL is
            hidden.
        remedy: One sentence without its full stop that says what to do.
    """

    def __init__(self, what: str, *, remedy: str) -> None:
        self.what = without_passwords(what)
        self.remedy = without_passwords(remedy)
        super().__init__(f"{self.what}. {self.remedy}.")

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.remedy)


def _rebuild(kind: type[TilescribeError], what: str, remedy: str) -> TilescribeError:
    """Unpickle: exceptions with keyword-only arguments need this to cross a process border."""
    return kind(what, remedy=remedy)


class UsageError(TilescribeError):
    """The request is wrong whatever the data are; asking again unchanged will fail again."""


class EmptyQuestionError(UsageError):
    """A question without a word in it."""


class InvalidBoundsError(UsageError):
    """A bounding box that is not (west, south, east, north) in degrees on the globe."""


class InvalidAreaError(UsageError):
    """An area-of-interest file that holds no usable polygon."""


class InvalidDateError(UsageError):
    """A date that is not ISO 8601, or a range that ends before it starts."""


class InvalidOptionError(UsageError):
    """A number or word out of its range: level, overlap, k, threshold, format."""


class InvalidPictureError(UsageError):
    """A picture that is not there, is none of JPEG, PNG, WebP and TIFF, or cannot be decoded."""


class UnknownCaptionerError(UsageError):
    """No captioner of that name."""


class UnknownEmbedderError(UsageError):
    """No embedder of that name, or none that made this catalog's vectors."""


class UnknownEncoderError(UsageError):
    """No visual encoder has this name, or none has filled a vector space of the catalog."""


class UnknownStoreError(UsageError):
    """No form of the catalog has the scheme of this URL."""


class UnknownProfileError(UsageError):
    """No sensor profile of that name."""


class UnknownTileError(UsageError):
    """The catalog has no such tile."""


class RasterError(TilescribeError):
    """One raster cannot be used. A run goes on with the others and lists this one at the end."""


class RasterNotFoundError(RasterError):
    """The path does not exist (any more)."""


class NotARasterError(RasterError):
    """GDAL finds no raster in the file."""


class NotGeoreferencedError(RasterError):
    """The raster says nowhere on Earth it lies: no CRS, no transform, GCPs or RPCs."""


class RasterPermissionError(RasterError):
    """The operating system refuses to let the file be read."""


class RasterReadError(RasterError):
    """The file opens, and some or all of its pixels cannot be read (truncated, corrupt)."""


class UnexpectedRasterError(RasterError):
    """A library fails on this raster in a way that nobody foresaw; its own exception is the cause."""


class NoRastersFoundError(TilescribeError):
    """None of the given paths leads to a raster."""


class CatalogError(TilescribeError):
    """Something is wrong with the catalog as a whole."""


class CatalogNotFoundError(CatalogError):
    """No file at the catalog's path."""


class NotACatalogError(CatalogError):
    """The file exists and is not a Tilescribe catalog."""


class NewerCatalogError(CatalogError):
    """The catalog was written by a newer Tilescribe."""


class CatalogLockedError(CatalogError):
    """Another process is writing to the catalog."""


class CatalogChangedError(CatalogError):
    """Another user wrote to the catalog while it was read by one who may not take part in SQLite's locks."""


class CatalogFullError(CatalogError):
    """The disk that holds the catalog is full. What was written before is intact."""


class CatalogReadOnlyError(CatalogError):
    """The catalog cannot be written (permissions, read-only medium)."""


class CatalogDamagedError(CatalogError):
    """SQLite or `verify` finds the catalog inconsistent."""


class NoPairsError(TilescribeError):
    """Nothing in the catalog can be compared: one date only, no overlap, or no such rasters."""


class ModelError(TilescribeError):
    """A model cannot be had or does not work."""


class ModelNotFoundError(ModelError):
    """The weights are neither in a folder, nor in the hub cache, nor installed, nor downloadable."""


class ModelDamagedError(ModelError):
    """The weights on disk are not the ones expected (hash mismatch, unreadable)."""


class CaptionerFailedError(ModelError):
    """The captioner failed as a whole, not on one tile."""


class ExtensionError(ModelError):
    """A package that adds a captioner, an embedder or a store is broken; its own exception is the cause."""


class DatasetError(TilescribeError):
    """Something is wrong with the pictures or captions of an evaluation data set."""


class DatasetNotFoundError(DatasetError):
    """The pictures or the caption file do not exist, or the operating system refuses them."""


class DatasetFormatError(DatasetError):
    """The caption file is in none of the known formats, or the pictures in no folder or zip."""


class EmptyDatasetError(DatasetError):
    """Nothing is left to evaluate: no such split, or no captioned picture in it."""


class TooFewCaptionsError(DatasetError):
    """There are too few captioned pictures to fit a calibration to."""


class PictureReadError(DatasetError):
    """One picture cannot be read. An evaluation goes on with the others and names this one."""


class ServiceError(TilescribeError):
    """Something that the local service refuses and the command line never comes upon."""


class UnknownCatalogError(ServiceError):
    """No catalog is open under this id."""


class UnknownJobError(ServiceError):
    """No job has this id."""


class JobStateError(ServiceError):
    """The job is in a state in which this cannot be done with it."""


class JobDiedError(ServiceError):
    """The process of a job ended without a word: killed, out of memory, or crashed in a driver."""


class TooLargeError(ServiceError):
    """A picture or body beyond what the service takes."""


class TooBusyError(ServiceError):
    """More at once than the service takes; a moment later it may."""


class MissingPackageError(TilescribeError):
    """A Python package that is not installed with Tilescribe by default is needed."""


class OutputError(TilescribeError):
    """The result cannot be written where the user asked for it."""


def explain(error: Exception) -> TilescribeError:
    """What to tell the user of an exception that nobody raised on purpose; a `TilescribeError` tells it itself."""
    if isinstance(error, TilescribeError):
        return error
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        place = f"the disk of {error.filename}" if error.filename else "the disk, or what standard output goes to,"
        return OutputError(f"Nothing more can be written: {place} is full", remedy="Free some space and run again")
    return TilescribeError(
        f"Something that Tilescribe did not expect: {type(error).__name__}: {error}",
        remedy="Run the command again with --debug, and report it with the output of `tilescribe doctor`",
    )
