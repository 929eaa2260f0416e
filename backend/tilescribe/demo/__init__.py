"""The demo's imagery, drawn by itself, and the picture of its results."""

from __future__ import annotations

from tilescribe.demo.pair_picture import draw_pairs
from tilescribe.demo.picture import draw_hits
from tilescribe.demo.scene import DrawnScenes, draw_scenes

__all__ = ["DrawnScenes", "draw_hits", "draw_pairs", "draw_scenes"]
