"""What tests need and users may want for theirs: quick stand-ins for models, contracts, and rasters made on the fly."""

from __future__ import annotations

from tilescribe.testing.captioners import ColourCaptioner, FakeCaptioner
from tilescribe.testing.contracts import check_captioner, check_embedder, sample_tiles
from tilescribe.testing.embedders import HashEmbedder

__all__ = [
    "ColourCaptioner",
    "FakeCaptioner",
    "HashEmbedder",
    "check_captioner",
    "check_embedder",
    "sample_tiles",
]
