"""How much a deeper look at a tile promises, from what the first scan found.

    informativeness = (1 - cloud) * valid share * mean(structure, mixture, rarity)

Each part lies between 0 and 1; one that nothing is known for is left out of the mean.

- *structure*: what people make and what has shape. Half the share of built-up ground over 0.2, half the measured
  texture over 0.25, each at most 1. (Open sea has a texture of 0.01, forest of 0.17, a town of 0.3.)
- *mixture*: the entropy of the measured covers (water, vegetation, bare, burnt, snow, built-up, rest) over its largest
  value. One cover says nothing new; water beside houses does.
- *rarity*: how unlike the other tiles of its raster and level it is. The mean of two: one minus the cosine with the
  mean visual vector, and the self-information of its rarest tag, -log2 of the share of tiles that have it, over log2 of
  their number. A tile that the first scan was uncertain of has no visual vector: its tags alone count.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tilescribe.catalog.types import ScannedTile
    from tilescribe.domain.description import Measurements

__all__ = ["informativeness"]

_FULLY_BUILT = 0.2
"""Share of built-up ground of a settlement of detached houses; denser ones promise no more."""
_FULL_TEXTURE = 0.25
_COVERS = ("water", "vegetation", "bare", "burnt", "snow", "built_up")


def informativeness(tiles: Sequence[ScannedTile]) -> list[float]:
    """A number from 0 to 1 for each of the tiles of one raster, in order. Pure, and the same on every run."""
    rarity = _rarities(tiles)
    return [_of_one(tile, rarity.get(tile.ref.id)) for tile in tiles]


def _of_one(tile: ScannedTile, rarity: float | None) -> float:
    measured = tile.measurements
    parts = [rarity] if rarity is not None else []
    clear = 1.0
    if measured is not None:
        parts += [part for part in (_structure(measured), _mixture(measured)) if part is not None]
        clear = 1.0 - (measured.cloud or 0.0)
    # A tile of which nothing is known may show anything: neither first nor last.
    return clear * tile.valid_share * (math.fsum(parts) / len(parts) if parts else 0.5)


def _structure(measured: Measurements) -> float | None:
    halves = []
    if measured.built_up is not None:
        halves.append(min(1.0, measured.built_up / _FULLY_BUILT))
    if measured.texture is not None:
        halves.append(min(1.0, measured.texture / _FULL_TEXTURE))
    return math.fsum(halves) / len(halves) if halves else None


def _mixture(measured: Measurements) -> float | None:
    known = [share for name in _COVERS if (share := getattr(measured, name)) is not None]
    if len(known) < 2:
        return None
    shares = [*known, max(0.0, 1.0 - math.fsum(known))]
    whole = math.fsum(shares)
    entropy = -math.fsum(share / whole * math.log(share / whole) for share in shares if share > 0)
    return entropy / math.log(len(shares))


def _rarities(tiles: Sequence[ScannedTile]) -> dict[int, float]:
    """Tile id to rarity within its level, of those that have tags or a visual vector."""
    levels: Mapping[float, list[ScannedTile]] = defaultdict(list)
    for tile in tiles:
        levels[tile.ref.level_m].append(tile)
    found: dict[int, list[float]] = defaultdict(list)
    for level in levels.values():
        if len(level) > 1:  # one alone is neither rare nor common
            for part in (_seldom_seen(level), _seldom_tagged(level)):
                for tile_id, rarity in part.items():
                    found[tile_id].append(rarity)
    return {tile_id: math.fsum(parts) / len(parts) for tile_id, parts in found.items()}


def _seldom_seen(level: Sequence[ScannedTile]) -> dict[int, float]:
    import numpy as np

    spaces: dict[str, list[ScannedTile]] = defaultdict(list)
    for tile in level:
        if tile.visual is not None:
            spaces[tile.visual.space].append(tile)
    rare: dict[int, float] = {}
    for seen in spaces.values():
        vectors = np.stack([tile.visual.array() for tile in seen if tile.visual is not None])
        mean = vectors.mean(axis=0)
        cosines = vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-9))
        rarities = np.clip(1.0 - cosines, 0.0, 1.0).tolist()
        rare |= {tile.ref.id: rarity for tile, rarity in zip(seen, rarities, strict=True)}
    return rare


def _seldom_tagged(level: Sequence[ScannedTile]) -> dict[int, float]:
    having = Counter(name for tile in level for name in {tag.name for tag in tile.tags})
    most = math.log2(len(level))
    return {
        tile.ref.id: max(math.log2(len(level) / having[tag.name]) for tag in tile.tags) / most
        for tile in level
        if tile.tags
    }
