"""From a question to ranked tiles: candidates, scores by channel, fusion, merging, hits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.on_demand import names_on_demand

if TYPE_CHECKING:
    from tilescribe.searching.areas import area_of, bounds_of, centre_of, check_bounds, parse_bounds, read_area
    from tilescribe.searching.engine import search
    from tilescribe.searching.formats import FORMATS, format_for, write_answer, write_text
    from tilescribe.searching.heat_maps import where
    from tilescribe.searching.heat_rasters import change_map, heat_map
    from tilescribe.searching.matrix import joined_scores, require_scores, score_matrix
    from tilescribe.searching.outputs import Output, replacing
    from tilescribe.searching.ranking import valid_share_of
    from tilescribe.searching.reranking import Reranking, rerank_by_crops
    from tilescribe.searching.similarity import similar, similar_to_captions, similar_to_picture
    from tilescribe.searching.verifying import Verification, verify_hits

__all__ = [
    "FORMATS",
    "Output",
    "Reranking",
    "Verification",
    "area_of",
    "bounds_of",
    "centre_of",
    "change_map",
    "check_bounds",
    "format_for",
    "heat_map",
    "joined_scores",
    "parse_bounds",
    "read_area",
    "replacing",
    "require_scores",
    "rerank_by_crops",
    "score_matrix",
    "search",
    "similar",
    "similar_to_captions",
    "similar_to_picture",
    "valid_share_of",
    "verify_hits",
    "where",
    "write_answer",
    "write_text",
]

__getattr__ = names_on_demand(
    __name__,
    {
        "area_of": "tilescribe.searching.areas",
        "bounds_of": "tilescribe.searching.areas",
        "centre_of": "tilescribe.searching.areas",
        "check_bounds": "tilescribe.searching.areas",
        "parse_bounds": "tilescribe.searching.areas",
        "read_area": "tilescribe.searching.areas",
        "search": "tilescribe.searching.engine",
        "FORMATS": "tilescribe.searching.formats",
        "format_for": "tilescribe.searching.formats",
        "write_answer": "tilescribe.searching.formats",
        "write_text": "tilescribe.searching.formats",
        "where": "tilescribe.searching.heat_maps",
        "change_map": "tilescribe.searching.heat_rasters",
        "heat_map": "tilescribe.searching.heat_rasters",
        "joined_scores": "tilescribe.searching.matrix",
        "require_scores": "tilescribe.searching.matrix",
        "score_matrix": "tilescribe.searching.matrix",
        "Output": "tilescribe.searching.outputs",
        "replacing": "tilescribe.searching.outputs",
        "valid_share_of": "tilescribe.searching.ranking",
        "Reranking": "tilescribe.searching.reranking",
        "rerank_by_crops": "tilescribe.searching.reranking",
        "similar": "tilescribe.searching.similarity",
        "similar_to_captions": "tilescribe.searching.similarity",
        "similar_to_picture": "tilescribe.searching.similarity",
        "Verification": "tilescribe.searching.verifying",
        "verify_hits": "tilescribe.searching.verifying",
    },
)
"""A question needs neither what writes files nor what verifies hits."""
