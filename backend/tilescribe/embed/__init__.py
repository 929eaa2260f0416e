"""Text to unit vectors: the embedders and how a name on the command line becomes one."""

from tilescribe.embed.base import Embedder
from tilescribe.embed.registry import (
    embedder_extensions,
    embedder_in_use,
    fetch_embedder,
    is_at_hand,
    known_embedders,
    load_embedder,
)
from tilescribe.embed.resolve import ModelFiles, Source, locate

__all__ = [
    "Embedder",
    "ModelFiles",
    "Source",
    "embedder_extensions",
    "embedder_in_use",
    "fetch_embedder",
    "is_at_hand",
    "known_embedders",
    "load_embedder",
    "locate",
]
