"""From tile pixels to descriptions."""

from tilescribe.describe.base import (
    Captioner,
    UnloadableCaptioner,
    VisualCaptioner,
    close_captioner,
    notices_of,
    prepare_captioner,
)
from tilescribe.describe.registry import (
    captioner_extensions,
    captioner_names,
    catalog_name,
    load_captioner,
    register_captioner,
    with_facts,
)

__all__ = [
    "Captioner",
    "UnloadableCaptioner",
    "VisualCaptioner",
    "captioner_extensions",
    "captioner_names",
    "catalog_name",
    "close_captioner",
    "load_captioner",
    "notices_of",
    "prepare_captioner",
    "register_captioner",
    "with_facts",
]
