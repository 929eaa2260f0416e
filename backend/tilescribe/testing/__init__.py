"""What tests need and users may want for theirs: quick stand-ins for models, and rasters made on the fly."""

from __future__ import annotations

from tilescribe.testing.captioners import FakeCaptioner
from tilescribe.testing.embedders import HashEmbedder

__all__ = ["FakeCaptioner", "HashEmbedder"]
