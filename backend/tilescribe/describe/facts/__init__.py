"""Deterministic statements about a tile, measured from its bands: pixels -> view -> evidence -> words."""

from tilescribe.describe.facts.captioner import FactsCaptioner

__all__ = ["FactsCaptioner"]
