"""Vision-language models in this process, through transformers."""

from __future__ import annotations

from tilescribe.describe.vlm.local.captioner import TransformersCaptioner
from tilescribe.describe.vlm.local.files import LocalModel, cached_models, find_model

__all__ = ["LocalModel", "TransformersCaptioner", "cached_models", "find_model"]
