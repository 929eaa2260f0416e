"""Captioners on faulty servers that are given up on quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from tests.unit.describe.made_up import tile_of

from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.domain.pixels import TilePixels

Make = Callable[..., EndpointCaptioner]


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TILESCRIBE_API_KEY", raising=False)


@pytest.fixture
def captioner_of() -> Iterator[Make]:
    """Makes captioners for `URL[,URL]` and closes them."""
    made: list[EndpointCaptioner] = []

    def make(urls: str, **options: object) -> EndpointCaptioner:
        settings: dict[str, object] = {"concurrency": 2, "timeout_s": 60.0, "patience_s": 60.0, "pause_s": 0.02}
        made.append(EndpointCaptioner(f"{urls}#tiny", **{**settings, **options}))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for captioner in made:
        captioner.close()


@pytest.fixture
def tiles() -> list[TilePixels]:
    rng = np.random.default_rng(7)
    return [tile_of(rng.integers(0, 255, (3, 32, 48), dtype=np.uint8)) for _ in range(6)]
