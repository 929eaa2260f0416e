"""Where a model's files are on this machine. Nothing here asks the network."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tilescribe.errors import ModelDamagedError, ModelNotFoundError, UnknownCaptionerError

__all__ = [
    "LocalModel",
    "Source",
    "cached_models",
    "cached_snapshots",
    "existing_folder",
    "find_model",
    "keep_reference",
    "sampled_digest",
    "split_revision",
]

_REPOSITORY = re.compile(r"[\w][\w.-]*(?:/[\w][\w.-]*)?")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_SAMPLES = 16
_SAMPLE_BYTES = 2**16
"""16 pieces of 64 KiB tell two sets of weights apart in milliseconds, where a hash of 15 GB takes half a minute."""
_SMALL_BYTES = 2**26
_DESCRIBING = ("*.json", "*.jinja", "*.txt", "*.model")


class Source(StrEnum):
    """Where a model was found."""

    FOLDER = "folder"
    HUB_CACHE = "hub cache"


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A complete model on this machine."""

    name: str
    """The hub's `organisation/model`, or the name of the folder: what stands in `Author.captioner`."""
    revision: str
    """The commit on the hub, or a digest of the folder's files: what stands in `Author.model`."""
    folder: Path
    source: Source

    @property
    def weights(self) -> list[Path]:
        """The safetensors files, by name."""
        return sorted(self.folder.glob("*.safetensors"))

    @property
    def weight_bytes(self) -> int:
        """About what the weights take in memory in the precision they are stored in."""
        return sum(path.stat().st_size for path in self.weights)


def find_model(name: str) -> LocalModel:
    """The model that `name` (`organisation/model`, with `@revision` or without, or a folder) stands for.

    Without a revision it is the newest complete one in the hub's cache.

    Raises:
        UnknownCaptionerError: `name` is neither a folder nor can it be the name of a model.
        ModelNotFoundError: it is not on this machine, or has no safetensors weights.
        ModelDamagedError: files that its index names are missing.
    """
    folder = existing_folder(name)
    if folder is not None:
        return _in_folder(folder)
    repository, revision = split_revision(name)
    snapshots = cached_snapshots(repository, revision)
    usable = [one for one in snapshots if _problem(one) is None]
    if usable:
        return LocalModel(repository, usable[0].name[:12], usable[0], Source.HUB_CACHE)
    remedy = f"Where there is a network, run: tilescribe models download {name}"
    if snapshots:
        raise ModelDamagedError(f"The model {name!r} in {snapshots[0]} {_problem(snapshots[0])}", remedy=remedy)
    raise ModelNotFoundError(
        f"The model {name!r} is not on this machine",
        remedy=f"{remedy}; or copy its folder here and name that: transformers:FOLDER",
    )


def split_revision(name: str) -> tuple[str, str | None]:
    """`organisation/model` and the revision after `@`, or None.

    Raises:
        UnknownCaptionerError: it cannot be the name of a model of the hub.
    """
    repository, at, revision = name.partition("@")
    if not _REPOSITORY.fullmatch(repository) or (at and not revision.strip()) or "--" in repository:
        raise UnknownCaptionerError(
            f"{name!r} is neither a folder nor the name of a model",
            remedy="Write transformers:ORGANISATION/MODEL, transformers:ORGANISATION/MODEL@REVISION or "
            "transformers:FOLDER",
        )
    return repository, revision or None


def cached_models() -> list[LocalModel]:
    """The vision-language models in the hub's cache, by name, the newest revision of each first."""
    names = sorted(place.name.removeprefix("models--").replace("--", "/") for place in _cache().glob("models--*"))
    return [
        LocalModel(name, snapshot.name[:12], snapshot, Source.HUB_CACHE)
        for name in names
        for snapshot in _snapshots(name)
        if _problem(snapshot) is None and _sees(snapshot)
    ]


def cached_snapshots(repository: str, revision: str | None = None) -> list[Path]:
    """Folders of the hub's cache that hold files of a model, the newest first; of one revision where it is given."""
    return [one for one in _snapshots(repository) if revision is None or one.name == _commit(repository, revision)]


def keep_reference(repository: str, revision: str, commit: str) -> None:
    """Note in the hub's cache, in its own way, which commit a branch or tag stands for; others find it there too."""
    path = _reference(repository, revision)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(commit, encoding="utf-8")


def existing_folder(name: str) -> Path | None:
    """The folder that `name` leads to, absolute; None where there is none."""
    try:
        path = Path(name).expanduser()
        # An empty name would be the working directory.
        return path.resolve() if name.strip() and path.is_dir() else None
    except (OSError, RuntimeError):  # Longer than a path can be; `~name` of nobody.
        return None


def _in_folder(folder: Path) -> LocalModel:
    problem = _problem(folder)
    if problem:
        raise ModelNotFoundError(
            f"The folder {str(folder)!r} {problem}",
            remedy="Name the folder that holds config.json, the processor's files and all *.safetensors files",
        )
    return LocalModel(folder.name, f"files-{_digest(folder)}", folder, Source.FOLDER)


def _cache() -> Path:
    from huggingface_hub import constants

    return Path(constants.HF_HUB_CACHE)


def _snapshots(repository: str) -> list[Path]:
    """Newest first."""
    place = _cache() / f"models--{repository.replace('/', '--')}" / "snapshots"
    return sorted(
        (path for path in place.glob("*") if path.is_dir()), key=lambda one: one.stat().st_mtime, reverse=True
    )


def _reference(repository: str, revision: str) -> Path:
    return _cache() / f"models--{repository.replace('/', '--')}" / "refs" / revision


def _commit(repository: str, revision: str) -> str:
    """The commit that a branch, a tag or the beginning of a commit's name stands for here."""
    reference = _reference(repository, revision)
    if not _COMMIT.fullmatch(revision) and reference.is_file():
        return reference.read_text(encoding="utf-8").strip()
    begun = [one.name for one in _snapshots(repository) if one.name.startswith(revision) and len(revision) >= 7]
    return begun[0] if len(begun) == 1 else revision


def _problem(folder: Path) -> str | None:
    """What keeps the files in `folder` from being a model that can be loaded, as the end of a sentence."""
    if not (folder / "config.json").is_file():
        return "holds no model: it has no config.json"
    missing = [name for name in _indexed(folder) if not (folder / name).is_file()]
    if missing:
        return f"is not complete: {missing[0]} is missing"
    if not any(folder.glob("*.safetensors")):
        return "has no safetensors weights; weights in other formats can run code when they are loaded"
    return None


def _indexed(folder: Path) -> list[str]:
    """The weight files that the model says it has; empty where it is one file."""
    try:
        index = json.loads((folder / "model.safetensors.index.json").read_text(encoding="utf-8"))
        return sorted(set(index["weight_map"].values()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def _sees(folder: Path) -> bool:
    """Whether transformers has a class for it that turns pictures into text."""
    from transformers.models.auto.modeling_auto import MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES

    try:
        kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError, AttributeError):
        return False
    return kind in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES


def _digest(folder: Path) -> str:
    """Of all that decides what the model says."""
    return sampled_digest({path for pattern in (*_DESCRIBING, "*.safetensors") for path in folder.glob(pattern)})


def sampled_digest(paths: Iterable[Path], *, size: int = 6, named: bool = True) -> str:
    """Hex digest, of `size` bytes, of contents and, where `named`, of names: small files whole, weights by samples."""
    digest = hashlib.blake2b(digest_size=size)
    for path in sorted(paths):
        digest.update(f"{path.name if named else ''}\0{path.stat().st_size}\0".encode())
        for piece in _pieces(path):
            digest.update(piece)
    return digest.hexdigest()


def _pieces(path: Path) -> Iterator[bytes]:
    size = path.stat().st_size
    with path.open("rb") as file:
        if size <= _SMALL_BYTES:
            yield file.read()
            return
        for number in range(_SAMPLES):
            file.seek(number * (size - _SAMPLE_BYTES) // (_SAMPLES - 1))
            yield file.read(_SAMPLE_BYTES)
