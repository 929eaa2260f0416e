"""Text to unit vectors: the embedders and how a name on the command line becomes one."""

from __future__ import annotations

from tilescribe.config import DEFAULT_EMBEDDER
from tilescribe.embed.base import Embedder
from tilescribe.embed.resolve import ModelFiles, Source, locate

__all__ = ["Embedder", "ModelFiles", "Source", "known_embedders", "load_embedder", "locate"]


def load_embedder(name: str = DEFAULT_EMBEDDER, *, device: str | None = None, download: bool = True) -> Embedder:
    """The embedder that `name` stands for, ready to embed. Nothing is asked of the network if its files are here.

    Args:
        name: `all-MiniLM-L6-v2`, any other sentence-transformers model of the hub, or a folder that holds one.
        device: As torch names it (`cpu`, `cuda`, `cuda:1`, `mps`); default is the fastest there is.
        download: Whether files that are nowhere on this machine may be fetched.

    Raises:
        UnknownEmbedderError: `name` cannot be the name of a model.
        ModelNotFoundError: its files are not here and cannot be, or may not be, downloaded.
        ModelDamagedError: its files are here and do not make a working model.
        InvalidOptionError: this machine has no such `device`.
    """
    files = locate(name, download=download)
    from tilescribe.embed.sentence import SentenceEmbedder

    return SentenceEmbedder(files, device=device)


def known_embedders() -> list[tuple[str, str]]:
    """(name, one line that says what it is) of what `load_embedder` takes."""
    return [
        (DEFAULT_EMBEDDER, "384 dimensions, English, 256 tokens; installed with Tilescribe, needs no download"),
        ("ORGANISATION/MODEL", "Any sentence-transformers model of the Hugging Face hub with safetensors weights"),
        ("FOLDER", "The same, as a folder that was copied here"),
    ]
