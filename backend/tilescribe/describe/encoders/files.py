"""Where the files of a CLIP-like model are on this machine. Nothing here asks the network."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tilescribe.describe.vlm.local.files import cached_snapshots, existing_folder, sampled_digest, split_revision
from tilescribe.errors import ModelDamagedError, ModelNotFoundError, UnknownCaptionerError, UnknownEncoderError

__all__ = ["EncoderFiles", "Form", "find_encoder"]

CHECKPOINTS = (".safetensors", ".pt", ".pth", ".bin")
"""Suffixes of files that may hold an OpenCLIP checkpoint."""
OPEN_CLIP_CONFIG = "open_clip_config.json"
_OPEN_CLIP_WEIGHTS = (
    "open_clip_model.safetensors",
    "open_clip_pytorch_model.safetensors",
    "open_clip_pytorch_model.bin",
)
_HOW = "clip:ORGANISATION/MODEL[@REVISION], clip:ORGANISATION/MODEL#FILE, clip:FOLDER or clip:FILE"


class Form(StrEnum):
    """How a model is kept."""

    TRANSFORMERS = "transformers"
    """A folder with `config.json`, the processor's files and `*.safetensors`."""
    OPEN_CLIP = "open_clip"
    """One checkpoint, with `open_clip_config.json` or another description of the network beside it, or without."""


@dataclass(frozen=True, slots=True)
class EncoderFiles:
    """A model on this machine."""

    name: str
    """The hub's `organisation/model`, or the name of the folder or file, with `#FILE` where one was named."""
    asked: str
    """What leads here again from any working directory: the same, or an absolute path."""
    revision: str
    """The commit on the hub, or a digest of the files."""
    folder: Path
    weights: tuple[Path, ...]
    form: Form

    @property
    def weight_bytes(self) -> int:
        """About what the weights take in memory in the precision they are stored in."""
        return sum(path.stat().st_size for path in self.weights)

    @property
    def weights_digest(self) -> str:
        """Of samples of the weights: the same wherever the files are, and whatever they are called."""
        return "-".join(sampled_digest([path], size=12, named=False) for path in self.weights)


def find_encoder(name: str) -> EncoderFiles:
    """The model that `name` (what follows `clip:`) stands for.

    Raises:
        UnknownEncoderError: it is neither a path nor can it be the name of a model.
        ModelNotFoundError: it is not on this machine, or has no weights that are safe to load.
        ModelDamagedError: files that its index names are missing.
    """
    path, _, file = name.partition("#")
    checkpoint = _file(path) if not file else None
    if checkpoint is not None:
        return _checkpoint(checkpoint, name=checkpoint.stem, asked=str(checkpoint), revision=None)
    folder = existing_folder(path)
    if folder is not None:
        asked = f"{folder}#{file}" if file else str(folder)
        return _in_folder(folder, file, name=folder.name, asked=asked, revision=None)
    if path.endswith(CHECKPOINTS) or Path(path).is_absolute():
        raise ModelNotFoundError(f"There is no file or folder {path!r}", remedy=f"Name one that is there: {_HOW}")
    try:
        repository, revision = split_revision(path)
        snapshots = cached_snapshots(repository, revision)
    except (UnknownCaptionerError, OSError) as error:  # the latter of a name longer than a path can be
        raise UnknownEncoderError(
            f"{name!r} is neither a path nor the name of a model", remedy=f"Write {_HOW}"
        ) from error
    problem: ModelNotFoundError | ModelDamagedError | None = None
    for snapshot in snapshots:
        try:
            return _in_folder(snapshot, file, name=repository, asked=name, revision=snapshot.name[:12])
        except (ModelNotFoundError, ModelDamagedError) as error:
            problem = problem or error
    if problem is not None:
        raise problem
    wanted = f" {file}" if file else ""
    raise ModelNotFoundError(
        f"The model {name!r} is not on this machine",
        remedy=f"Where there is a network, run: hf download {repository}{wanted}"
        f"{f' --revision {revision}' if revision else ''}; or copy its files here and name those: clip:FOLDER",
    )


def _file(name: str) -> Path | None:
    try:
        path = Path(name).expanduser()
        return path.resolve() if name.strip() and path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # longer than a path can be; `~name` of nobody; a null byte
        return None


def _in_folder(folder: Path, file: str, *, name: str, asked: str, revision: str | None) -> EncoderFiles:
    if file:
        checkpoint = folder / file
        if not checkpoint.is_file():
            raise ModelNotFoundError(
                f"{name} has no file {file!r} on this machine ({folder})", remedy="Download or copy it there"
            )
        return _checkpoint(checkpoint, name=f"{name}#{file}", asked=asked, revision=revision)
    if "model_type" in read_json(folder / "config.json"):
        return _of_transformers(folder, name=name, asked=asked, revision=revision)
    for weights in _OPEN_CLIP_WEIGHTS:
        if (folder / weights).is_file():
            return _checkpoint(folder / weights, name=name, asked=asked, revision=revision)
    found = sorted(path.name for path in folder.iterdir() if path.suffix in CHECKPOINTS)
    raise ModelNotFoundError(
        f"The folder {str(folder)!r} holds no model of transformers (config.json) and none of OpenCLIP "
        f"({_OPEN_CLIP_WEIGHTS[0]})",
        remedy=f"Name one of its checkpoints after #: {', '.join(found[:5])}" if found else f"Write {_HOW}",
    )


def _of_transformers(folder: Path, *, name: str, asked: str, revision: str | None) -> EncoderFiles:
    index = read_json(folder / "model.safetensors.index.json").get("weight_map", {})
    missing = sorted(part for part in {*index.values()} if not (folder / part).is_file())
    if missing:
        raise ModelDamagedError(
            f"The model {name!r} in {folder} is not complete: {missing[0]} is missing",
            remedy="Download or copy it again",
        )
    weights = tuple(sorted(path for path in folder.glob("*.safetensors") if not path.name.startswith("open_clip_")))
    if not weights:
        raise ModelNotFoundError(
            f"The model {name!r} in {folder} has no safetensors weights",
            remedy="Choose a revision or a model that has them: weights in other formats can run code when they are "
            "loaded",
        )
    if len(weights) > 1 and not index:  # the same weights in other precisions lie beside them
        weights = tuple(path for path in weights if path.name == "model.safetensors") or weights[:1]
    digest = sampled_digest([*weights, *folder.glob("*.json")])
    return EncoderFiles(name, asked, revision or f"files-{digest}", folder, weights, Form.TRANSFORMERS)


def _checkpoint(path: Path, *, name: str, asked: str, revision: str | None) -> EncoderFiles:
    if path.suffix not in CHECKPOINTS:
        raise UnknownEncoderError(
            f"{str(path)!r} cannot be a model: its name ends with none of {', '.join(CHECKPOINTS)}",
            remedy=f"Write {_HOW}",
        )
    revision = revision or f"files-{sampled_digest([path])}"
    return EncoderFiles(name, asked, revision, path.parent, (path,), Form.OPEN_CLIP)


def read_json(path: Path) -> dict[str, Any]:
    """An object; an empty one where there is no such file, or another thing in it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
