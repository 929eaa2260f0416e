"""What `config.json` says of the built-in model: the shapes of its networks, and how sentences are made."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from tilescribe.describe.builtin.tokenizer import SPECIAL

__all__ = ["LOOKS", "BuiltinConfig", "CalibrationNumbers", "EncoderConfig", "Settings", "WriterConfig"]

LOOKS = 14
"""Numbers of `appearance`."""


@dataclass(frozen=True, slots=True)
class EncoderConfig:
    """The shape of the network; kept with the weights."""

    width: int = 384
    """Channels of a patch."""
    heads: int = 6
    depth: int = 9
    """Blocks."""
    patch_px: int = 14
    grid: int = 10
    """Patches along a side for which positions are kept; for others they are interpolated."""
    middle: int = 6
    """After so many blocks the patches are read too, beside those after the last."""
    cell: int = 2
    """Patches along a side of a cell."""
    hidden: int = 512
    """Width of the layer before the vector."""
    vector_dim: int = 384
    """Length of the text embedder's vectors."""
    scenes: int = 50
    things: int = 28
    dropout: float = 0.2
    layer_scale: bool = False
    """Whether each block's output is weighed by channel, as in training; in what is shipped it is in the weights."""

    @property
    def channels(self) -> int:
        """Of a cell: the last patches and those of a middle block, side by side."""
        return 2 * self.width

    @property
    def measures(self) -> int:
        """What the `OutlierDetector` looks at: cells, the whole, energy, appearance and its squares."""
        return self.channels + self.width + 1 + 2 * LOOKS


@dataclass(frozen=True, slots=True)
class WriterConfig:
    """The shape of writer and reranker; kept with the weights."""

    words: int
    """Size of the vocabulary with the four special tokens."""
    channels: int = 768
    """Of the encoder's cells."""
    cells: int = 25
    """Cells of a picture at the encoder's own side."""
    vector_dim: int = 384
    width: int = 256
    heads: int = 4
    inner: int = 512
    layers: int = 3
    longest: int = 26
    """Tokens of a sentence, start and end included."""
    dropout: float = 0.1


@dataclass(frozen=True, slots=True)
class Settings:
    """How sentences are made."""

    candidates: int = 4
    variants: int = 3
    temperature: float = 0.8
    top_p: float = 0.9


@dataclass(frozen=True, slots=True)
class CalibrationNumbers:
    """A `Calibration` as it is written."""

    scene_temperature: float
    thing_scale: float
    thing_bias: float


@dataclass(frozen=True, slots=True)
class BuiltinConfig:
    """All of `config.json`."""

    encoder: EncoderConfig
    writer: WriterConfig
    settings: Settings
    calibration: CalibrationNumbers
    vocabulary: tuple[str, ...]
    """Words in the order of their tokens, without the special ones."""
    space: str
    """Fingerprint of the text embedder in whose space the visual vectors lie."""
    side_px: int
    """Of the picture that the network looks at."""

    @classmethod
    def of(cls, written: bytes) -> Self:
        """From the content of the file.

        Raises:
            ValueError, KeyError, TypeError: it is no configuration of a built-in model.
        """
        config = json.loads(written)
        vocabulary = tuple(config["vocabulary"])
        return cls(
            encoder=EncoderConfig(**_hashable(config["encoder"])),
            writer=WriterConfig(words=len(SPECIAL) + len(vocabulary), **config["writer"]),
            settings=Settings(**config["settings"]),
            calibration=CalibrationNumbers(**_hashable(config["calibration"])),
            vocabulary=vocabulary,
            space=config["space"],
            side_px=config["side_px"],
        )


def _hashable(written: Mapping[str, Any]) -> dict[str, Any]:
    """JSON knows no tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in written.items()}
