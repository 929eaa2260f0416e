"""A compact captioner of our own: no download, a laptop's processor, tens of tiles a second."""

from __future__ import annotations

from tilescribe.describe.builtin.captioner import BuiltinCaptioner

__all__ = ["BuiltinCaptioner"]
