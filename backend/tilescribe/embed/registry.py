"""Which embedders exist, how a name on the command line becomes one, and which one a catalog's questions need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from tilescribe import extensions
from tilescribe.config import DEFAULT_EMBEDDER
from tilescribe.embed.base import Embedder
from tilescribe.embed.resolve import RESERVED_NAMES, locate
from tilescribe.errors import ModelError

__all__ = ["embedder_extensions", "embedder_in_use", "fetch_embedder", "is_at_hand", "known_embedders", "load_embedder"]


class _Used(Protocol):
    @property
    def name(self) -> str: ...


def load_embedder(name: str = DEFAULT_EMBEDDER, *, device: str | None = None, download: bool = True) -> Embedder:
    """The embedder that `name` stands for, ready to embed. Nothing is asked of the network if its files are here.

    Args:
        name: `all-MiniLM-L6-v2`, the name of an extension (and what it takes, after a colon), any other
            sentence-transformers model of the hub, or a folder that holds one. An extension's name never means a folder
            that happens to be called so; write `./NAME` for that.
        device: As torch names it (`cpu`, `cuda`, `cuda:1`, `mps`); default is the fastest there is.
        download: Whether files that are nowhere on this machine may be fetched.

    Raises:
        UnknownEmbedderError: `name` cannot be the name of a model.
        ModelNotFoundError: its files are not here and cannot be, or may not be, downloaded.
        ModelDamagedError: its files are here and do not make a working model.
        InvalidOptionError: this machine has no such `device`.
        ExtensionError: the package that offers the embedder is broken.
    """
    extension = _extension_of(name)
    if extension is not None:
        return _created(extension, name, device=device, download=download)
    files = locate(name, download=download)
    from tilescribe.embed.sentence import SentenceEmbedder

    return SentenceEmbedder(files, device=device)


def fetch_embedder(name: str) -> tuple[str, str]:
    """Have an embedder's files on this machine: (its name, where they were found). Errors as `load_embedder`."""
    extension = _extension_of(name)
    if extension is not None:
        return _created(extension, name, device=None, download=True).name, "extension"
    files = locate(name, download=True)
    return files.name, files.source.value


def is_at_hand(name: str = DEFAULT_EMBEDDER) -> bool:
    """Whether `load_embedder` and questions do without torch, which takes seconds to import.

    So it is with the default embedder once it has been exported on this machine, which its first use does. Extensions
    are not asked, and taken to be slow.
    """
    if _extension_of(name) is not None:
        return False
    from tilescribe.embed.sentence import is_exported

    try:
        return is_exported(locate(name, download=False))
    except ModelError:  # for `load_embedder` to say, or to download
        return False


def embedder_in_use(used: Sequence[_Used]) -> str:
    """The name of the embedder for a catalog: the one used last, the default for an empty catalog.

    Args:
        used: `Catalog.embedders()`, the one used last first.
    """
    return used[0].name if used else DEFAULT_EMBEDDER


def known_embedders() -> list[tuple[str, str]]:
    """(name, one line that says what it is) of what `load_embedder` takes; extensions last."""
    return [
        (DEFAULT_EMBEDDER, "384 dimensions, English, 256 tokens; installed with Tilescribe, needs no download"),
        ("ORGANISATION/MODEL", "Any sentence-transformers model of the Hugging Face hub with safetensors weights"),
        ("FOLDER", "The same, as a folder that was copied here"),
        *((one.name, one.what) for one in embedder_extensions().usable),
    ]


def embedder_extensions() -> extensions.Extensions:
    """What other packages offer. Imports none of them."""
    return extensions.installed(extensions.Group.EMBEDDERS, reserved=RESERVED_NAMES)


def _extension_of(name: str) -> extensions.Extension | None:
    return extensions.find(extensions.Group.EMBEDDERS, name, reserved=RESERVED_NAMES)


def _created(extension: extensions.Extension, name: str, *, device: str | None, download: bool) -> Embedder:
    asked: dict[str, Any] = {} if device is None else {"device": device}
    embedder: Embedder = extension.create(name, Embedder, asked=asked, offered={"download": download})
    if embedder.name != name:
        # Catalogs keep the name, and it is asked for again with every question.
        raise extension.broken(f"makes an embedder that is called {embedder.name!r} where {name!r} is asked for")
    return embedder
