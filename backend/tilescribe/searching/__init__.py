"""From a question to ranked tiles: candidates, scores by channel, fusion, merging, hits."""

from __future__ import annotations

from tilescribe.searching.areas import area_of, bounds_of, centre_of, check_bounds, parse_bounds, read_area
from tilescribe.searching.engine import search
from tilescribe.searching.formats import FORMATS, format_for, write_answer, write_text
from tilescribe.searching.matrix import CHANNELS, ScoreMatrix, score_matrix
from tilescribe.searching.outputs import Output, replacing
from tilescribe.searching.ranking import valid_share_of
from tilescribe.searching.similarity import similar, similar_to_captions
from tilescribe.searching.verifying import Verification, verify_hits

__all__ = [
    "CHANNELS",
    "FORMATS",
    "Output",
    "ScoreMatrix",
    "Verification",
    "area_of",
    "bounds_of",
    "centre_of",
    "check_bounds",
    "format_for",
    "parse_bounds",
    "read_area",
    "replacing",
    "score_matrix",
    "search",
    "similar",
    "similar_to_captions",
    "valid_share_of",
    "verify_hits",
    "write_answer",
    "write_text",
]
