"""What uv has settled to install, and how much of it there is to download: read from the `pylock.toml` that it wrote.

Python 3.9 reads no TOML, and this needs little of it: names, versions and sizes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .torch_builds import NEEDED_BYTES, TorchBuild

__all__ = ["Package", "Resolution", "format_bytes", "parse"]


@dataclass(frozen=True)
class Package:
    """One package that will be installed."""

    name: str
    version: str
    size_bytes: int = 0
    """To download; 0 where the index does not say, or nothing is."""


@dataclass(frozen=True)
class Resolution:
    """All of them."""

    packages: tuple[Package, ...]

    @property
    def build(self) -> TorchBuild:
        """What PyTorch has come out as: the libraries of CUDA tell, where its version does not."""
        gpu = any(package.name.startswith("nvidia-") for package in self.packages)
        return TorchBuild.GPU if gpu or re.search(r"\+(cu|rocm)", self.torch.version) else TorchBuild.CPU

    @property
    def needed_bytes(self) -> int:
        """Of free disk."""
        return NEEDED_BYTES[self.build.value]

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes to download by name, as far as they are known."""
        return {package.name: package.size_bytes for package in self.packages if package.size_bytes}

    @property
    def download(self) -> str:
        """What will be downloaded; empty where the index does not say how large PyTorch is."""
        return format_bytes(sum(self.sizes.values())) if self.torch.size_bytes else ""

    @property
    def torch(self) -> Package:
        return next((package for package in self.packages if package.name == "torch"), Package("torch", ""))


def parse(lock: str) -> Resolution:
    """Of several wheels of a package (for other processors) the largest counts; of one without a wheel its source."""
    return Resolution(tuple(_package(block) for block in lock.split("[[packages]]")[1:]))


def format_bytes(count: int) -> str:
    """As the page of a package index has it: 1 MB is a million bytes."""
    if count >= 10**9:
        return f"{count / 10**9:.1f} GB"
    return f"{max(1, round(count / 10**6))} MB"


def _package(block: str) -> Package:
    source, _, wheels = block.partition("\nwheels = ")
    sizes = [int(size) for size in re.findall(r"\bsize = (\d+)", wheels or source)]
    return Package(_value(block, "name"), _value(block, "version"), max(sizes, default=0))


def _value(block: str, key: str) -> str:
    found = re.search(rf'^{key} = "([^"]*)"', block, re.MULTILINE)
    return found.group(1) if found else ""
