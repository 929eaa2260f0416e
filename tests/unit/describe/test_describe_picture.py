"""A picture without a georeference is looked at as a tile is."""

from __future__ import annotations

import numpy as np

from tilescribe.describe.pictures import describe_picture
from tilescribe.testing import FakeCaptioner


def test_a_picture_is_seen_and_measured() -> None:
    pixels = np.full((200, 300, 3), (20, 60, 160), dtype=np.uint8)
    facts, seen = describe_picture(pixels, FakeCaptioner())
    assert facts.measurements is not None
    assert seen.descriptions[0].text.startswith("A picture of")
