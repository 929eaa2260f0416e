"""Calibrations of the user's own, which `tilescribe evaluate --calibrate` has fitted.

Each is one file in `config.calibrations_dir()`, named after what it is for, so that a search finds it without being
told: a text embedder, or the space of a visual encoder beside one. A file that is gone means the default again. One
that is damaged, or that does not fit what is installed, is told of and left alone, and the default serves.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

import numpy as np

from tilescribe import config
from tilescribe.catalog.fusion import VisualScale
from tilescribe.errors import OutputError
from tilescribe.searching.calibration import ScoreCalibration, packaged_calibration

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "FORMAT",
    "EmbedderFit",
    "Fit",
    "Found",
    "Origin",
    "SpaceFit",
    "calibration_of",
    "calibration_version",
    "check_writable",
    "find_embedder_fit",
    "find_space_fit",
    "path_of",
    "save_fit",
    "stored_fits",
]

FORMAT = 1
"""Of the files; raised when what stands in them changes its meaning."""
_AGAIN = "Run `tilescribe evaluate … --calibrate` again, or delete the file; until then the default serves."

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Origin:
    """What a calibration was fitted on, and what that brought."""

    made: str
    """ISO 8601 date."""
    data: str
    """Name of the data set."""
    pictures: int
    captioner: str
    """Whose words were scored."""
    embedder: str
    encoder: str
    """Family of the visual encoder; empty where the embedder itself was calibrated."""
    default_error: float
    """Calibration error of the first hits with the default …"""
    error: float
    """… and with the fit, each half of the pictures scored by the fit on the other."""


@dataclass(frozen=True, slots=True, eq=False)
class EmbedderFit:
    """Of a text embedder."""

    origin: Origin
    calibration: ScoreCalibration


@dataclass(frozen=True, slots=True)
class SpaceFit:
    """Of the space of a visual encoder, asked beside one text embedder. Scales are of products with
    `space_scales.against_background`; a share of 0 says that what it sees does not count."""

    origin: Origin
    space: str
    embedder: str
    """Fingerprint."""
    basis: str
    """What it was fitted on top of: `space_scales.BANK_DIGEST` and `calibration_version`."""
    scale: VisualScale
    alone: bool
    """Whether there were no visual vectors in the space of the embedder, such as those of `builtin`."""


Fit: TypeAlias = EmbedderFit | SpaceFit


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """What was found of a calibration."""

    fit: T | None = None
    problem: str | None = None
    """Why there is none although there is a file, for people."""


# --- asking -----------------------------------------------------------------------------------------------------------


def calibration_of(embedder: str) -> ScoreCalibration:
    """The calibration that serves for a text embedder, by its fingerprint: its own, else the packaged one."""
    found = find_embedder_fit(embedder).fit
    return packaged_calibration() if found is None else found.calibration


def calibration_version(embedder: str) -> str:
    """Which calibration an embedder has; empty for none."""
    calibration = calibration_of(embedder)
    return calibration.version if calibration.embedder == embedder else ""


def find_embedder_fit(embedder: str) -> Found[EmbedderFit]:
    """The user's calibration of a text embedder, by its fingerprint. There is none of the default one's."""
    if embedder == packaged_calibration().embedder:
        return Found()
    found = _read(_embedder_path(embedder))
    if found is None:
        return Found()
    if isinstance(found, EmbedderFit) and found.calibration.embedder == embedder:
        return Found(found)
    return Found(problem=_problem(found, _embedder_path(embedder)))


def find_space_fit(space: str, *, embedder: str, alone: bool, bank: str) -> Found[SpaceFit]:
    """The user's calibration of a visual encoder's space.

    Args:
        space: Of the encoder.
        embedder: Fingerprint of the text embedder beside which it is asked.
        alone: See `SpaceFit`.
        bank: `space_scales.BANK_DIGEST`.
    """
    path = _space_path(space, embedder, alone=alone)
    found = _read(path)
    if found is None:
        return Found()
    if not isinstance(found, SpaceFit) or (found.space, found.embedder, found.alone) != (space, embedder, alone):
        return Found(problem=_problem(found, path))
    if found.basis != basis_of(embedder, bank=bank):
        return Found(problem=f"The calibration {path} was fitted beside another calibration of the text. {_AGAIN}")
    return Found(found)


def basis_of(embedder: str, *, bank: str) -> str:
    """See `SpaceFit.basis`."""
    return f"{bank}|{calibration_version(embedder)}"


def stored_fits() -> Iterator[tuple[Path, Found[Fit]]]:
    """All files, by name."""
    folder = config.calibrations_dir()
    for path in sorted(folder.glob("*.npz")) if folder.is_dir() else ():
        found = _read(path)
        if isinstance(found, str):
            yield path, Found(problem=found)
        elif found is not None:
            yield path, Found(found)


# --- keeping ----------------------------------------------------------------------------------------------------------


def check_writable() -> None:
    """That `save_fit` will have a place.

    Raises:
        OutputError: it has none.
    """
    folder = config.calibrations_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_written(folder, error) from error
    if not os.access(folder, os.W_OK):
        raise OutputError(f"Nothing can be written to {folder}", remedy="Set TILESCRIBE_CALIBRATIONS to another folder")


def save_fit(fit: Fit) -> Path:
    """Keep a calibration, in the place of an earlier one for the same; where it lies.

    Raises:
        OutputError: it cannot be written.
        ValueError: it is for the default embedder, whose calibration is the packaged one.
    """
    path = path_of(fit)
    header: dict[str, object] = {"format": FORMAT, "origin": asdict(fit.origin)}
    arrays: dict[str, NDArray[Any]] = {}
    if isinstance(fit, EmbedderFit):
        if fit.calibration.embedder == packaged_calibration().embedder:
            raise ValueError("the packaged calibration is not replaced")
        arrays = fit.calibration.as_arrays()
    else:
        header |= {
            "space": fit.space,
            "embedder": fit.embedder,
            "basis": fit.basis,
            "alone": fit.alone,
            "scale": asdict(fit.scale),
        }
    draft = path.with_suffix(f".{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, header=np.array(json.dumps(header)), **arrays)
        # A search reads the old file or the new one, never half of it.
        draft.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise _not_written(path, error) from error
    return path


def path_of(fit: Fit) -> Path:
    """Where a calibration lies, or would."""
    if isinstance(fit, EmbedderFit):
        return _embedder_path(fit.calibration.embedder)
    return _space_path(fit.space, fit.embedder, alone=fit.alone)


def _embedder_path(embedder: str) -> Path:
    return config.calibrations_dir() / f"embedder-{_digest(embedder)}.npz"


def _space_path(space: str, embedder: str, *, alone: bool) -> Path:
    kind = "space" if alone else "space-beside"
    return config.calibrations_dir() / f"{kind}-{_digest(f'{space}|{embedder}')}.npz"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _not_written(path: Path, error: OSError) -> OutputError:
    return OutputError(
        f"{path} cannot be written: {error.strerror or error}",
        remedy="Set TILESCRIBE_CALIBRATIONS to a folder of your own",
    )


# --- reading ----------------------------------------------------------------------------------------------------------


def _read(path: Path) -> Fit | str | None:
    """The calibration of a file, or why it is none; None where there is no file."""
    try:
        state = path.stat()
    except FileNotFoundError:
        return None
    except OSError as error:
        return f"The calibration {path} cannot be read: {error.strerror or error}. {_AGAIN}"
    return _parsed(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=16)
def _parsed(path: Path, _changed: int, _size: int) -> Fit | str:
    try:
        # numpy leaves a file open that it opened itself and finds to be damaged.
        with path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
            header = json.loads(str(arrays["header"]))
            if header["format"] != FORMAT:
                return f"The calibration {path} is of version {header['format']}, not {FORMAT}. {_AGAIN}"
            return _fit_of(header, arrays)
    except Exception as error:  # noqa: BLE001 - whatever numpy, zipfile or json find in a damaged file
        return f"The calibration {path} is damaged ({error}). {_AGAIN}"


def _fit_of(header: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Fit:
    origin = Origin(**header["origin"])
    _check_finite([origin.default_error, origin.error])
    if origin.encoder:
        scale = VisualScale(**header["scale"])
        _check_finite(asdict(scale).values())
        if scale.scale < 0 or scale.share < 0:
            raise ValueError("a scale below 0")
        return SpaceFit(
            origin, str(header["space"]), str(header["embedder"]), str(header["basis"]), scale, bool(header["alone"])
        )
    calibration = ScoreCalibration.of_arrays(arrays)
    if calibration.kinds.ndim != 2 or calibration.prior.shape != calibration.kinds.shape[1:]:
        raise ValueError("arrays of odd shapes")
    _check_finite([calibration.prior_offset, calibration.least_counted])
    _check_finite(value for link in calibration.links.values() for value in asdict(link).values())
    if not (np.isfinite(calibration.kinds).all() and np.isfinite(calibration.prior).all()):
        raise ValueError("not a number")
    calibration.weights(np.zeros_like(calibration.prior), space=calibration.embedder, others_describe=True)
    calibration.picture_weights(np.zeros_like(calibration.prior), space=calibration.embedder)
    return EmbedderFit(origin, calibration)


def _check_finite(numbers: Any) -> None:
    if not all(math.isfinite(number) for number in numbers):
        raise ValueError("not a number")


def _problem(found: Fit | str, path: Path) -> str:
    return found if isinstance(found, str) else f"The calibration {path} is of something else. {_AGAIN}"
