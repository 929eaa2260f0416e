"""The ground truth of drawn scenes: GeoJSON beside them, and shares of classes by footprint and day."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.demo.scene.grid import PLACE, Grid

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry

    from tilescribe.demo.scene.drawing import TruthEntry

__all__ = ["CLASSES", "Truth", "TruthFeature", "outline", "read_truth", "write_truth"]

CLASSES = (
    "airport",
    "boat",
    "bridge",
    "building",
    "burn",
    "car",
    "cloud",
    "field",
    "flood",
    "forest",
    "harbour",
    "highway",
    "industry",
    "lake",
    "nodata",
    "orchard",
    "park",
    "parking",
    "pool",
    "quarry",
    "river",
    "road",
    "rock",
    "runway",
    "sand",
    "snow",
    "solar",
    "sports",
    "town",
)
"""Every class of the truth. Classes overlap: a building stands in a town, and flood water may stand in both."""


@dataclass(frozen=True, slots=True)
class TruthFeature:
    """One named thing with its place in WGS84 and the days on which it is there."""

    kind: str
    name: str
    geometry: Geometry
    """WGS84."""
    first: date | None
    """None for always."""
    last: date | None
    """None for always."""

    def there_on(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class Truth:
    """The ground truth of a set of drawn scenes."""

    features: tuple[TruthFeature, ...]

    def shares(self, footprint: Geometry, *, on: date) -> dict[str, float]:
        """Class to the share of a WGS84 footprint that it covers on a day, 0 to 1; classes it lacks are left out.

        Shares of areas in degrees: within one tile the scale of a degree is constant, so it cancels out.
        """
        from shapely import unary_union

        whole = footprint.area
        pieces: dict[str, list[Geometry]] = {}
        for feature in self.features:
            if feature.there_on(on) and feature.geometry.intersects(footprint):
                pieces.setdefault(feature.kind, []).append(feature.geometry.intersection(footprint))
        shares = {kind: unary_union(parts).area / whole for kind, parts in sorted(pieces.items())}
        return {kind: share for kind, share in shares.items() if share > 0}


def write_truth(path: Path, things: Sequence[TruthEntry], *, within: Geometry) -> None:
    """Write things, given in world metres, as an RFC 7946 FeatureCollection with `class`, `name`, `from`, `to`."""
    features = []
    for thing in things:
        whole = thing.geometry if thing.geometry.is_valid else thing.geometry.buffer(0)
        shape = _areas(whole.intersection(within))
        if shape.is_empty:
            continue
        features.append(
            {
                "type": "Feature",
                "properties": {
                    "class": thing.kind,
                    "name": thing.name,
                    "from": thing.first and thing.first.isoformat(),
                    "to": thing.last and thing.last.isoformat(),
                },
                "geometry": shape,
            }
        )
    for feature, shape in zip(features, _to_wgs84([f["geometry"] for f in features]), strict=True):
        feature["geometry"] = shape
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}) + "\n", encoding="utf-8")


def read_truth(path: Path) -> Truth:
    """Read what `write_truth` wrote."""
    from shapely.geometry import shape

    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Truth(
        tuple(
            TruthFeature(
                kind=feature["properties"]["class"],
                name=feature["properties"]["name"],
                geometry=shape(feature["geometry"]),
                first=_day(feature["properties"]["from"]),
                last=_day(feature["properties"]["to"]),
            )
            for feature in document["features"]
        )
    )


def outline(mask: NDArray[np.bool_], grid: Grid, *, simplify_m: float) -> Geometry:
    """The polygons around the true pixels of a mask, in world metres, simplified."""
    from rasterio.features import shapes
    from rasterio.transform import Affine
    from shapely import unary_union
    from shapely.geometry import shape

    transform = Affine(grid.pixel_m, 0, grid.west_m, 0, grid.pixel_m, grid.north_m)
    found = shapes(mask.astype(np.uint8), mask=mask, transform=transform)
    parts = [shape(geometry) for geometry, _ in found]
    least_m2 = 4 * simplify_m**2
    kept = [part.simplify(simplify_m).buffer(0) for part in parts if part.area > least_m2]
    return unary_union(kept)


def _areas(shape: Geometry) -> Geometry:
    """Only the polygons of a geometry."""
    from shapely import unary_union

    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return unary_union([part for part in getattr(shape, "geoms", ()) if part.area > 0])


def _to_wgs84(shapes: Sequence[Geometry]) -> list[dict[str, Any]]:
    """World metres to GeoJSON geometries in degrees, 7 decimals (a centimetre)."""
    import pyproj
    import shapely
    from shapely.geometry import mapping

    to_degrees = pyproj.Transformer.from_crs(PLACE.epsg, 4326, always_xy=True)

    def move(points: NDArray[np.float64]) -> NDArray[np.float64]:
        longitude, latitude = to_degrees.transform(PLACE.easting_m + points[:, 0], PLACE.northing_m - points[:, 1])
        return np.column_stack([longitude, latitude])

    moved = [shapely.set_precision(shapely.transform(shape, move), 1e-7) for shape in shapes]
    return [mapping(shapely.orient_polygons(shape)) for shape in moved]


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
