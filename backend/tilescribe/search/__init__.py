"""From a question to ranked tiles: candidates, scores by channel, fusion, merging, hits."""

from __future__ import annotations

from tilescribe.search.areas import parse_bounds, read_area
from tilescribe.search.engine import search, similar
from tilescribe.search.formats import FORMATS, format_for, write_answer, write_text

__all__ = ["FORMATS", "format_for", "parse_bounds", "read_area", "search", "similar", "write_answer", "write_text"]
