"""Facts get through whatever a raster holds, and stay silent where nothing can be said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from tests.unit.describe.conftest import tile_of
from tilescribe.describe import load_captioner
from tilescribe.domain.bands import Quantity, Role
from tilescribe.domain.description import Caption, Measurements
from tilescribe.domain.pixels import TilePixels

MakeTile = Callable[..., TilePixels]
