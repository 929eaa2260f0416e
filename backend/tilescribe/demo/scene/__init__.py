"""Imagery that the demo draws for itself, with the truth about it.

One made-up landscape in three rasters: a valley at 0.5 m on a clear day, the same during a flood, and the region around
it at 10 m in ten bands. Everything follows from the seed.
"""

from __future__ import annotations

from tilescribe.demo.scene.scenes import DrawnScenes, draw_scenes

__all__ = ["DrawnScenes", "draw_scenes"]
