"""What tests need and users may want for theirs: quick stand-ins for models, contracts, and rasters made on the fly."""

from __future__ import annotations

from tilescribe.testing.captioners import ColourCaptioner, FakeCaptioner
from tilescribe.testing.contracts import check_captioner, check_embedder, check_encoder, sample_tiles
from tilescribe.testing.embedders import HashEmbedder
from tilescribe.testing.encoders import FakeEncoder

__all__ = [
    "ColourCaptioner",
    "FakeCaptioner",
    "FakeEncoder",
    "HashEmbedder",
    "check_captioner",
    "check_embedder",
    "check_encoder",
    "sample_tiles",
]
