"""The machine: software, processor, memory, disk."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import tilescribe
from tilescribe import config
from tilescribe.cli.doctor.report import Check, Probe, Status

__all__ = ["PROBES"]

_GIB = 2**30
_LOW_MEMORY = 2 * _GIB
"""torch, GDAL and a batch of tiles together stay under 1.5 GiB; the rest is for what else runs."""
_LOW_DISK = _GIB
"""A catalog takes about 3 KB a tile: a million tiles are 3 GB, and what most people index is a tenth of it."""
_FULL_DISK = 50 * 2**20


def _versions() -> Iterator[Check]:
    yield Check("Tilescribe", f"{tilescribe.__version__} in {Path(tilescribe.__file__).parent}")
    isolated = "in a virtual environment" if sys.prefix != sys.base_prefix else "not in a virtual environment"
    implementation = platform.python_implementation()
    yield Check("Python", f"{platform.python_version()} ({implementation}), {isolated}, {sys.executable}")
    yield Check("Operating system", f"{_system()}, {platform.machine()}")


def _system() -> str:
    try:
        return f"{platform.freedesktop_os_release()['PRETTY_NAME']}, Linux {platform.release()}"
    except (OSError, KeyError):
        return platform.platform(terse=True)


def _processor() -> Iterator[Check]:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    name, flags = _processor_flags()
    found = [title for title, has in flags.items() if has]
    what = f"{name}, {cores} cores usable, {', '.join(found) or 'no vector instructions known'}"
    if platform.machine().lower() in ("x86_64", "amd64") and not flags["AVX2"]:
        yield Check(
            "Processor", what, Status.WARN, "Embedding is several times slower without AVX2; use a newer machine"
        )
    else:
        yield Check("Processor", what)


def _processor_flags() -> tuple[str, Mapping[str, bool]]:
    """Linux says it without torch, so that a torch that needs what the processor lacks can be told apart."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        fields = {title.strip(): value.strip() for title, _, value in (line.partition(":") for line in lines)}
        flags, name = set(fields.get("flags", fields.get("Features", "")).split()), fields.get("model name", "")
    except OSError:
        import torch

        capabilities = dict(torch.cpu.get_capabilities())
        # The kernel writes `avx512f`, torch `avx512_f`.
        flags = {key.replace("avx512_f", "avx512f") for key, has in capabilities.items() if has is True}
        name = str(capabilities.get("cpu_name", ""))
    wanted = {"AVX2": "avx2", "AVX-512": "avx512f", "AVX-512 bf16": "avx512_bf16", "AMX bf16": "amx_bf16"}
    arm = {"NEON": "asimd", "SVE": "sve", "Arm bf16": "bf16"}
    return name or platform.processor() or "unnamed", {title: flag in flags for title, flag in (wanted | arm).items()}


def _memory() -> Iterator[Check]:
    total, available = _memory_bytes()
    if total is None:
        yield Check("Memory", "not told by this operating system")
        return
    free = total if available is None else available
    what = f"{_gib(total)} in all" + ("" if available is None else f", {_gib(available)} available")
    if free < _LOW_MEMORY:
        yield Check("Memory", what, Status.WARN, "Close other programs: indexing takes up to 1.5 GiB")
    else:
        yield Check("Memory", what)


def _memory_bytes() -> tuple[int | None, int | None]:
    """(total, available) in bytes; None where the operating system does not tell."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        kib = {name: int(rest.split()[0]) for name, _, rest in (line.partition(":") for line in lines)}
        return kib["MemTotal"] * 1024, kib["MemAvailable"] * 1024
    except (OSError, KeyError):
        pass
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"), None
    except (AttributeError, ValueError, OSError):
        return None, None


def _disks() -> Iterator[Check]:
    yield _disk("Working directory", Path.cwd(), needed="catalogs cannot be written here; use --catalog")
    yield _disk(
        "Cache", config.cache_dir(), needed="each start takes longer; set TILESCRIBE_CACHE to a writable folder"
    )
    yield _disk("Temporary files", Path(tempfile.gettempdir()), needed="set TMPDIR to a writable folder")


def _disk(name: str, folder: Path, *, needed: str) -> Check:
    """Free space, and whether a file can really be made there."""
    existing = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(existing).free
    what = f"{folder}, {_gib(free)} free"
    try:
        with tempfile.TemporaryFile(dir=existing):
            pass
    except OSError as error:
        return Check(name, f"{what}, cannot be written ({error.strerror})", Status.WARN, needed[0].upper() + needed[1:])
    if free < _FULL_DISK:
        return Check(name, what, Status.FAIL, "Free some disk space")
    if free < _LOW_DISK:
        return Check(name, what, Status.WARN, "Free some disk space before indexing: a million tiles take about 3 GB")
    return Check(name, what)


def _gib(size: int) -> str:
    return f"{size / _GIB:.1f} GiB"


PROBES: Mapping[str, Probe] = {
    "Versions": _versions,
    "Processor": _processor,
    "Memory": _memory,
    "Disk": _disks,
}
