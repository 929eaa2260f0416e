"""Signatures of raster files: a stamp from sizes and times, and a fingerprint from samples of the content."""

from __future__ import annotations

import filecmp
import hashlib
import html
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tilescribe.domain.names import base_name, gdal_name
from tilescribe.domain.raster import FileSignature
from tilescribe.errors import RasterNotFoundError, RasterPermissionError, RasterReadError
from tilescribe.raster.gdal import dataset, gdal_environment, unexpected_errors_wrapped
from tilescribe.raster.paths import archive_of, content_sidecars, georeferencing_sidecars, is_remote, overview_sidecars
from tilescribe.raster.products import sources_of
from tilescribe.raster.rasterio_types import environment, open_dataset
from tilescribe.raster.virtual import is_virtual, read_virtual

__all__ = ["fingerprint", "is_sampled", "no_longer_there", "same_content", "stamp"]

_BLOCK_BYTES = 65_536
_BLOCKS = 64
"""64 x 64 KiB: files up to 4 MiB are read whole, and a few milliseconds are enough for any other on a local disk."""
_MOST_NESTED = 8
"""VRTs of VRTs deeper than this are taken to go round in circles."""
_STATISTICS = re.compile(
    r"<Histograms>.*?</Histograms>|<MDI key=\"STATISTICS_[^>]*>[^<]*</MDI>|<Metadata>\s*</Metadata>", re.DOTALL
)
_DESCRIBED = re.compile(r'(<PAMRasterBand band="(\d+)">\s*)<Description>([^<]*)</Description>')
_EMPTY = re.compile(r"<PAMRasterBand[^>]*?(?:/>|>\s*</PAMRasterBand>)|<PAMDataset\s*/>|<PAMDataset>\s*</PAMDataset>")


@dataclass(frozen=True, slots=True)
class _Part:
    """One file of those that a raster consists of."""

    label: str
    """Tells it from the others wherever the raster lies: empty for the raster itself; a suffix, a relative path."""
    file: str
    content: bool = True
    """It changes what is shown or where; else it is a smaller copy."""


@unexpected_errors_wrapped
def stamp(path: str) -> FileSignature:
    """Size and time of last change of a raster, and a digest of both over all files it consists of; nothing is read.

    Sidecars count: world files, projections, masks, overviews, what GDAL wrote to `.aux.xml` but statistics (which
    viewers add), and the sources of a VRT with theirs. A file in an archive has the archive's stamp. A file behind a
    network address has zeros: nothing cheap is known, and imagery that is published under an address is not changed
    in place.

    Raises:
        RasterNotFoundError, RasterPermissionError: The file or its archive is not there, or may not be looked at.
        RasterReadError: A VRT is no XML, so that nobody knows what it consists of.
    """
    if is_remote(path) or path.startswith("/vsimem/"):
        return FileSignature(size_bytes=0, mtime_ns=0)
    parts = list(_parts(path))
    found = {part: _stat_of_part(part) for part in parts}
    placing = {path, *georeferencing_sidecars(path)}
    counted = [
        entry
        for part, entry in found.items()
        if entry and (part.label == "" or part.label.startswith("source ") or part.file in placing)
    ]
    digest = hashlib.blake2b(digest_size=16)
    for part, entry in found.items():
        digest.update(repr((part.label, entry and (entry.st_size, entry.st_mtime_ns))).encode())
    for label, content in _auxiliary(parts):
        digest.update(repr((label, content)).encode())
    return FileSignature(
        size_bytes=sum(entry.st_size for entry in counted),
        mtime_ns=max(entry.st_mtime_ns for entry in counted),
        signature=digest.hexdigest(),
    )


@unexpected_errors_wrapped
def fingerprint(path: str) -> str:
    """Hex digest of a file's size and sampled content: the same after a move or a copy, another after an edit.

    An edit that keeps the size and falls between the samples of a large file (`is_sampled`) escapes it; its stamp
    still differs.

    Raises:
        RasterNotFoundError, RasterPermissionError, RasterReadError: The file cannot be read.
    """
    digest = hashlib.blake2b(digest_size=16)
    if is_remote(path) or path.startswith("/vsimem/"):
        _add_as_gdal_reads(digest, path)
        return digest.hexdigest()
    if path.startswith("/vsizip/") and archive_of(path):
        for member in sources_of(path) or (path,):
            if archived := archive_of(member):
                _add_zipped(digest, *archived)
        return digest.hexdigest()
    parts = [part for part in _parts(path) if part.content]
    for part in parts:
        if part.label == "" or os.path.exists(part.file):  # noqa: PTH110
            _add_file(digest, part.file)
    for label, content in _auxiliary(parts):
        digest.update(f"{label}{content}".encode())
    digest.update(_selector(path).encode())
    return digest.hexdigest()


@unexpected_errors_wrapped
def is_sampled(path: str) -> bool:
    """Whether the fingerprint was taken from samples, so that it does not prove that nothing has changed."""
    if is_remote(path) or path.startswith(("/vsimem/", "/vsizip/")):
        return is_remote(path)
    entries = (_stat_of_part(part) for part in _parts(path) if part.content)
    return any(entry is not None and entry.st_size > _BLOCKS * _BLOCK_BYTES for entry in entries)


@unexpected_errors_wrapped
def same_content(path: str, other: str) -> bool:
    """Whether two rasters of one fingerprint are the same to the last byte; reads both where samples prove nothing.

    Raises:
        RasterReadError: One of them cannot be read.
    """
    if not is_sampled(path) and not is_sampled(other):
        return True
    if is_remote(path) or is_remote(other):
        return False
    one, two = ([part for part in _parts(each) if part.content] for each in (path, other))
    if len(one) != len(two) or _selector(path) != _selector(other):
        return False
    try:
        return all(filecmp.cmp(a.file, b.file, shallow=False) for a, b in zip(one, two, strict=True))
    except OSError as error:
        raise RasterReadError(
            f"{error.filename} cannot be read: {error.strerror}", remedy="Check the disk, and copy the file again"
        ) from error


def no_longer_there(path: str) -> RasterNotFoundError:
    """What is to be said of a raster of a catalog whose file is gone."""
    return RasterNotFoundError(f"{path} is no longer there", remedy="Bring the file back, or index it where it is now")


def _container(path: str) -> str:
    """The file on disk: the archive, or the file that holds the subdataset."""
    return path if os.path.exists(path) else gdal_name(path).file or path  # noqa: PTH110 - a GDAL name is no clean path


def _selector(path: str) -> str:
    """What chooses a raster within its container."""
    archived = archive_of(path)
    if archived:
        return archived[1]
    container = _container(path)
    return "" if container == path else path.replace(container, "")


def _parts(path: str, label: str = "", depth: int = 0) -> Iterator[_Part]:
    """The raster itself, then all other files it consists of; those that are not there are left out, but sources.

    The first file of a product stands for the raster itself, and the others are its sources.
    """
    for number, source in enumerate(sources_of(path)):
        yield from _parts(source, f"source {label}{base_name(source)}" if number else label, depth + 1)
    if sources_of(path):
        return
    file = _container(path)
    yield _Part(label, file)
    if path.startswith("/vsi") or file != path:
        return
    for content, sidecars in ((True, content_sidecars(path)), (False, overview_sidecars(path))):
        for sidecar in sidecars:
            if os.path.isfile(sidecar):  # noqa: PTH113 - asked of thousands
                yield _Part(f"{label}{_ending(sidecar, path)}", sidecar, content)
    if is_virtual(path) and depth < _MOST_NESTED and (depth == 0 or os.path.isfile(path)):  # noqa: PTH113
        folder = os.path.dirname(path)  # noqa: PTH120
        for source in read_virtual(path).sources:
            if gdal_name(source).file:
                shown = os.path.relpath(source, folder) if source.startswith(folder) else source
                yield from _parts(source, f"source {label}{shown}", depth + 1)


def _ending(sidecar: str, path: str) -> str:
    """What a sidecar's name has beyond the raster's: the same wherever the two lie and whatever they are called."""
    stem = os.path.splitext(path)[0]  # noqa: PTH122
    return sidecar[len(path) if sidecar.startswith(path) else len(stem) :]


def _auxiliary(parts: list[_Part]) -> Iterator[tuple[str, str]]:
    """(label, content) of each `.aux.xml` that says more than statistics, which viewers write there."""
    for part in parts:
        if not part.content:
            continue
        try:
            text = Path(f"{part.file}.aux.xml").read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # there is none, or nobody can read it, GDAL included
        told = _without_copies(_STATISTICS.sub("", _STATISTICS.sub("", text)), part.file)
        told = _EMPTY.sub("", _EMPTY.sub("", told))
        if told.strip():
            yield f"{part.label}.aux.xml", "".join(told.split())


def _without_copies(told: str, file: str) -> str:
    """Without band descriptions that the raster states itself: GDAL 3.6 copies them there with the first statistics."""
    if not _DESCRIBED.search(told):
        return told
    from rasterio.errors import RasterioError

    try:
        with gdal_environment(), environment(GDAL_PAM_ENABLED="NO"), open_dataset(file) as opened:
            own = opened.descriptions
    except RasterioError:
        return told

    def kept(found: re.Match[str]) -> str:
        band = int(found[2])
        copied = band <= len(own) and own[band - 1] == html.unescape(found[3])
        return found[1] if copied else found[0]

    return _DESCRIBED.sub(kept, told)


def _stat_of_part(part: _Part) -> os.stat_result | None:
    """None for a source that is not there; the raster itself must be."""
    if part.label == "":
        return _stat(part.file)
    try:
        return os.stat(part.file)  # noqa: PTH116
    except (OSError, ValueError):
        return None


def _stat(path: str) -> os.stat_result:
    try:
        return os.stat(path)  # noqa: PTH116
    except PermissionError as error:
        raise RasterPermissionError(
            f"{path} may not be read", remedy="Ask for permission to read it, or leave it out"
        ) from error
    except (OSError, ValueError) as error:
        raise RasterNotFoundError(f"{path} does not exist", remedy="Check the spelling of the path") from error


def _add_file(digest: hashlib.blake2b, path: str) -> None:
    size = _stat(path).st_size
    if Path(path).is_dir():
        # Some formats are folders; their entries' sizes stand for them.
        entries = sorted((entry.name, entry.stat().st_size) for entry in Path(path).iterdir())
        digest.update(repr(entries).encode())
        return
    digest.update(f"{size};".encode())
    last = max(0, size - _BLOCK_BYTES)
    starts = sorted({last * number // (_BLOCKS - 1) for number in range(_BLOCKS)})
    try:
        with Path(path).open("rb") as file:
            for start in starts:
                file.seek(start)
                digest.update(file.read(_BLOCK_BYTES))
    except PermissionError as error:
        raise RasterPermissionError(
            f"{path} may not be read", remedy="Ask for permission to read it, or leave it out"
        ) from error
    except OSError as error:
        raise RasterReadError(
            f"{path} cannot be read: {error.strerror}", remedy="Check the disk, and copy the file again"
        ) from error


def _add_zipped(digest: hashlib.blake2b, archive: str, inner: str) -> None:
    """The zip's own checksum of the file: no byte of it need be read."""
    _stat(archive)
    try:
        with zipfile.ZipFile(archive) as opened:
            entry = opened.getinfo(inner.strip("/")) if inner else opened.infolist()[0]
    except KeyError as error:
        raise RasterNotFoundError(
            f"{archive} holds no {inner}", remedy="List the archive with unzip -l, and check the spelling"
        ) from error
    except (zipfile.BadZipFile, OSError, IndexError) as error:
        raise RasterReadError(
            f"{archive} cannot be read as a zip archive: {error}", remedy="Check that it is complete, and copy it again"
        ) from error
    digest.update(f"{entry.file_size};{entry.CRC:08x}".encode())


def _add_as_gdal_reads(digest: hashlib.blake2b, path: str) -> None:
    """Behind a network address: shape, place, tags and the first block's pixels."""
    with dataset(path) as opened:
        digest.update(repr((opened.profile, opened.tags())).encode())
        window = next(iter(opened.block_windows(1)))[1]
        digest.update(opened.read(1, window=window).tobytes())
