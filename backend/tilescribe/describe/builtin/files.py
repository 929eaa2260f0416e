"""The files of the built-in model: what they tell without torch, which takes seconds to import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tilescribe.describe.builtin.config import BuiltinConfig
from tilescribe.errors import ModelDamagedError

__all__ = [
    "CHANGE_FILE",
    "CONFIG_FILE",
    "WEIGHTS",
    "WEIGHTS_FILE",
    "ChangeFile",
    "ModelFiles",
    "read_change_file",
    "read_files",
    "telling_damage",
]

WEIGHTS = Path(__file__).with_name("weights")
"""Where the shipped model lies."""
WEIGHTS_FILE, CONFIG_FILE = "model.safetensors", "config.json"
CHANGE_FILE = "change.safetensors"
"""The head for two dates. A file of its own, so that a new one describes nothing anew but changes."""


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model whose weights have not been loaded."""

    folder: Path
    config: BuiltinConfig
    version: str
    """Digest of weights and configuration."""

    @property
    def weights(self) -> Path:
        """The file that holds the weights."""
        return self.folder / WEIGHTS_FILE


@dataclass(frozen=True, slots=True)
class ChangeFile:
    """A change head whose weights have not been loaded, beside the model that it was fitted on."""

    model: ModelFiles
    version: str
    """Digest of the head and of the model."""

    @property
    def weights(self) -> Path:
        """The file that holds the head."""
        return self.model.folder / CHANGE_FILE


def read_change_file(folder: Path = WEIGHTS) -> ChangeFile:
    """Look at the change head in `folder`, and at the model beside it.

    Raises:
        ModelDamagedError: a file is missing, cut off or of another kind, or the head was fitted on another model.
    """
    from safetensors import safe_open

    files = read_files(folder)
    with telling_damage(folder):
        path = folder / CHANGE_FILE
        with safe_open(path, framework="numpy") as tensors:
            fitted_on = (tensors.metadata() or {}).get("model")
        if fitted_on != files.version:
            raise ValueError(f"{CHANGE_FILE} was fitted on the model {fitted_on}, and this is {files.version}")
        digest = hashlib.blake2b(files.version.encode(), digest_size=6)
        digest.update(path.read_bytes())
        return ChangeFile(files, digest.hexdigest())


def read_files(folder: Path = WEIGHTS) -> ModelFiles:
    """Look at the model in `folder`: the whole configuration, and the weights' names, shapes and digest.

    Raises:
        ModelDamagedError: a file is missing, cut off or of another kind, or the two do not belong together.
    """
    with telling_damage(folder):
        written = (folder / CONFIG_FILE).read_bytes()
        config = BuiltinConfig.of(written)
        _check_shapes(folder / WEIGHTS_FILE, config)
        digest = hashlib.blake2b(written, digest_size=6)
        digest.update((folder / WEIGHTS_FILE).read_bytes())
        return ModelFiles(folder, config, digest.hexdigest())


@contextmanager
def telling_damage(folder: Path) -> Iterator[None]:
    """What goes wrong within is the fault of the files in `folder`, and raised as a ModelDamagedError."""
    from safetensors import SafetensorError

    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
        raise ModelDamagedError(
            f"The built-in model in {folder} cannot be loaded ({type(error).__name__}: {error})",
            remedy="Install Tilescribe again: pip install --force-reinstall --no-deps tilescribe",
        ) from error


def _check_shapes(weights: Path, config: BuiltinConfig) -> None:
    """Of one tensor of each part. Opening the file compares its length with what its header says."""
    from safetensors import safe_open

    encoder, writer = config.encoder, config.writer
    expected = {
        "encoder.patches.weight": (encoder.width, 3, encoder.patch_px, encoder.patch_px),
        "encoder.scenes.weight": (encoder.scenes, encoder.channels),
        "encoder.things.weight": (encoder.things, encoder.channels),
        "writer.words.weight": (writer.words, writer.width),
        "judge.words.weight": (writer.words, writer.width),
        "outliers.mean": (encoder.measures,),
    }
    with safe_open(weights, framework="numpy") as tensors:
        found = {name: tuple(tensors.get_slice(name).get_shape()) for name in expected}
    for name, shape in expected.items():
        if found[name] != shape:
            raise ValueError(f"{name} has the shape {found[name]}, and {CONFIG_FILE} says {shape}")
