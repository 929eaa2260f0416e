"""Fetch a model from the Hugging Face hub: looked at first, pinned to a commit, and without any code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tilescribe.describe.vlm.local.files import LocalModel, Source, find_model, keep_reference, split_revision
from tilescribe.errors import ModelNotFoundError

__all__ = ["Offer", "download", "look_up"]

_SMALL = (".json", ".jinja", ".txt", ".model")
_ABOUT = ("README.md", "LICENSE", "LICENSE.md", "LICENSE.txt", "NOTICE")
_TIMEOUT_S = 30.0
_UNKNOWN = "not stated"


@dataclass(frozen=True, slots=True)
class Offer:
    """What a download would fetch."""

    repository: str
    """`organisation/model` on the hub."""
    revision: str
    """The branch, tag or commit asked for; `main` where none was."""
    commit: str
    """Whole name of its commit; the download is pinned to it."""
    files: tuple[tuple[str, int], ...]
    """(name, bytes) of what is fetched."""
    licence: str
    """As its makers state it, or `not stated`."""

    @property
    def size_bytes(self) -> int:
        return sum(size for _, size in self.files)


def look_up(name: str) -> Offer:
    """Ask the hub what `organisation/model[@revision]` is; only a few kilobytes are fetched.

    Raises:
        UnknownCaptionerError: it cannot be the name of a model.
        ModelNotFoundError: the hub cannot be reached, has no such model, or the model has no safetensors weights.
    """
    from huggingface_hub import HfApi

    repository, revision = split_revision(name)
    with _telling(name):
        info = HfApi().model_info(repository, revision=revision, files_metadata=True, timeout=_TIMEOUT_S)
    files = tuple(_wanted({one.rfilename: one.size or 0 for one in info.siblings or []}))
    if not any(file.endswith(".safetensors") for file, _ in files):
        raise ModelNotFoundError(
            f"The hub's model {name!r} has no safetensors weights",
            remedy="Choose a model that has them; weights in other formats can run code when they are loaded",
        )
    return Offer(repository, revision or "main", str(info.sha), files, _licence(info))


def download(offer: Offer) -> LocalModel:
    """Fetch what is missing of `offer` into the hub's cache, with the hub's progress bars on standard error.

    Raises:
        ModelNotFoundError: the connection broke, or the disk is full; what was fetched is kept for the next time.
    """
    from huggingface_hub import snapshot_download

    with _telling(offer.repository):
        folder = snapshot_download(
            offer.repository, revision=offer.commit, allow_patterns=[name for name, _ in offer.files]
        )
    if offer.revision != offer.commit:
        keep_reference(offer.repository, offer.revision, offer.commit)
    found = find_model(f"{offer.repository}@{offer.commit}")
    assert found.source is Source.HUB_CACHE, "a folder of that name in the working directory hides the model"
    assert found.folder == Path(folder)
    return found


def _wanted(sizes: dict[str, int]) -> Iterator[tuple[str, int]]:
    """Files at the root: settings, words, the weights in one format, and what they may be used for; never code."""
    weights = {name for name in sizes if name.endswith(".safetensors") and "/" not in name}
    own = {name for name in weights if name.startswith("model")}
    for name, size in sorted(sizes.items()):
        small = name.endswith(_SMALL) and "/" not in name
        if small or name in _ABOUT or name in (own or weights):
            yield name, size


def _licence(info: Any) -> str:
    card = info.card_data
    stated = (getattr(card, "license_name", None) or getattr(card, "license", None)) if card else None
    if stated is None:
        tags = [tag.removeprefix("license:") for tag in info.tags or [] if tag.startswith("license:")]
        stated = tags[0] if tags else _UNKNOWN
    link = getattr(card, "license_link", None) if card else None
    terms = ", only for accounts that accepted its terms" if info.gated else ""
    return f"{stated}{f' ({link})' if link else ''}{terms}"


@contextmanager
def _telling(name: str) -> Iterator[None]:
    """Whatever the hub answers, as one sentence and what to do."""
    from huggingface_hub.errors import (
        GatedRepoError,
        OfflineModeIsEnabled,
        RepositoryNotFoundError,
        RevisionNotFoundError,
    )

    try:
        yield
    except OfflineModeIsEnabled as error:
        raise _not_fetched(name, "downloads are off (HF_HUB_OFFLINE is set)") from error
    except GatedRepoError as error:
        raise ModelNotFoundError(
            f"The hub gives {name!r} only to accounts that accepted its terms",
            remedy=f"Accept them at https://huggingface.co/{name.partition('@')[0]}, then log in with: hf auth login",
        ) from error
    except RevisionNotFoundError as error:
        raise _not_fetched(name, "the hub has no such revision of it") from error
    except RepositoryNotFoundError as error:
        raise _not_fetched(name, "the hub has no public model of that name") from error
    # Connections, time-outs, HTTP statuses and full disks: the client below the hub's library changes with its version.
    except Exception as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise _not_fetched(name, lines[0].rstrip(".")) from error


def _not_fetched(name: str, why: str) -> ModelNotFoundError:
    return ModelNotFoundError(
        f"The model {name!r} cannot be downloaded: {why}",
        remedy="Try again where there is a network, or copy its folder here and name that: transformers:FOLDER",
    )
