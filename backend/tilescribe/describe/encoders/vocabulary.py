"""The words that OpenCLIP's text towers read: CLIP's byte pairs, which checkpoints do not bring along."""

from __future__ import annotations

import gzip
import importlib.util
from pathlib import Path
from typing import Any

from tilescribe.describe.encoders.files import EncoderFiles
from tilescribe.describe.vlm.local.files import cached_snapshots
from tilescribe.errors import ModelDamagedError, ModelNotFoundError

__all__ = ["MERGES", "load_tokenizer"]

MERGES = "bpe_simple_vocab_16e6.txt.gz"
"""As OpenAI and OpenCLIP publish it, 1.3 MB, MIT."""
_PACKAGES = ("open_clip", "clip")
"""Importable packages that bring the file along; they are looked for and not imported."""
_REPOSITORIES = ("openai/clip-vit-base-patch32", "openai/clip-vit-large-patch14", "openai/clip-vit-base-patch16")
"""Models of the hub that have the same words."""
_FIRST, _LAST = 1, 49_152 - 256 - 2 + 1
"""Lines of the file that count; OpenAI's own numbers."""


def load_tokenizer(files: EncoderFiles) -> Any:
    """A tokenizer of transformers.

    Raises:
        ModelNotFoundError: the words are nowhere on this machine.
        ModelDamagedError: they cannot be read.
    """
    from tilescribe.quiet import quiet

    place = _place(files)
    if place is None:
        raise ModelNotFoundError(
            f"The checkpoint {files.name!r} needs the words that CLIP reads, {MERGES}, which is not on this machine",
            remedy=f"Put it, or a tokenizer.json, beside {files.weights[0]}; or install a package that has it: "
            "pip install --no-deps open_clip_torch",
        )
    try:
        with quiet():
            return _from_merges(place) if place.name == MERGES else _from_folder(place.parent)
    # Three libraries read these files, and each has exceptions of its own.
    except Exception as error:
        raise ModelDamagedError(
            f"The words in {place} cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})",
            remedy="Copy or download them again",
        ) from error


def _place(files: EncoderFiles) -> Path | None:
    """The file with the words: beside the checkpoint, in an installed package, in the hub's cache."""
    beside = [files.folder / name for name in ("tokenizer.json", MERGES)]
    installed = [folder / MERGES for package in _PACKAGES for folder in _folders(package)]
    cached = [folder / "tokenizer.json" for name in _REPOSITORIES for folder in cached_snapshots(name)]
    return next((path for path in (*beside, *installed, *cached) if path.is_file()), None)


def _folders(package: str) -> list[Path]:
    found = importlib.util.find_spec(package)
    return [Path(place) for place in (found.submodule_search_locations or [])] if found else []


def _from_folder(folder: Path) -> Any:
    from transformers import AutoTokenizer, PreTrainedTokenizerFast

    if (folder / "tokenizer_config.json").is_file():
        return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    made: Any = PreTrainedTokenizerFast
    return made(tokenizer_file=str(folder / "tokenizer.json"))


def _from_merges(path: Path) -> Any:
    """CLIP's numbering: bytes, bytes that end a word, merged pairs, and the two that begin and end a text."""
    from transformers import CLIPTokenizer
    from transformers.convert_slow_tokenizer import bytes_to_unicode

    lines = gzip.decompress(path.read_bytes()).decode("utf-8").split("\n")[_FIRST:_LAST]
    pairs = [(first, second) for first, second in (line.split() for line in lines)]
    by_byte: Any = bytes_to_unicode
    letters = list(by_byte().values())
    words = [*letters, *(f"{letter}</w>" for letter in letters), *("".join(pair) for pair in pairs)]
    numbered = {word: number for number, word in enumerate([*words, "<|startoftext|>", "<|endoftext|>"])}
    made: Any = CLIPTokenizer
    return made(vocab=numbered, merges=pairs)
