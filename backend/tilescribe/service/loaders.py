"""How names become models: the one seam at which tests put quick stand-ins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.embed.base import Embedder

__all__ = ["Loaders"]


def _captioner(name: str, prompt: str | None = None) -> Captioner:
    from tilescribe.describe import load_captioner

    return load_captioner(name, prompt=prompt)


def _change_captioner(name: str, prompt: str | None = None) -> Captioner:
    from tilescribe.describe.change_registry import load_change_captioner

    return load_change_captioner(name, prompt=prompt)


def _embedder(name: str) -> Embedder:
    from tilescribe.embed import load_embedder

    # A question must not start a download: models are fetched by a job, when somebody asks for that.
    return load_embedder(name, download=False)


def _encoder(name: str) -> VisualEncoder:
    from tilescribe.describe.encoders import load_encoder

    return load_encoder(name)


@dataclass(frozen=True, slots=True)
class Loaders:
    """All may take seconds and raise ModelError or UsageError."""

    captioner: Callable[[str, str | None], Captioner] = _captioner
    """Of a name and of what it shall ask, where it asks anything."""
    embedder: Callable[[str], Embedder] = _embedder
    encoder: Callable[[str], VisualEncoder] = _encoder
    change_captioner: Callable[[str, str | None], Captioner] = _change_captioner
    """As `captioner`, of what describes two dates."""
