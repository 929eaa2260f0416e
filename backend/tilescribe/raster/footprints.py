"""Footprints: the part of the Earth that a pixel window covers, as RFC 7946 wants it.

A footprint is a valid WGS84 MultiPolygon with longitudes in -180..180, cut at the antimeridian (RFC 7946, 3.1.9),
exterior rings counter-clockwise (3.1.6), and edges that are straight in longitude and latitude (3.1.1). Window edges
are sampled as densely as their curvature asks for: a small tile needs its four corners only.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.errors import NotGeoreferencedError

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely import Geometry, MultiPolygon

    from tilescribe.domain.tile import Window
    from tilescribe.raster.georeference import PixelToGround

__all__ = ["footprint", "footprints"]

_SEGMENTS = (1, 4, 16, 64)
"""Pieces that each edge of a window is cut into, tried in turn until the outline is straight enough between them."""
_STRAIGHT_ENOUGH = 1e-3
"""Allowed distance between a window's edge and its footprint's, as a share of its shorter side: 1 pixel in 1,000."""
_LONGEST_STEP_DEG = 60.0
"""Vertices further apart in longitude might lie either way round the globe."""
_CHUNK_POINTS = 2_000_000
"""Positions transformed at once: 16 bytes each, several copies, so about 200 MB."""
_CLIP_PARTS = 8
"""A window that leaves its CRS's domain is cut into this many parts along each side, and they again …"""
_CLIP_DEPTH = 2
"""… this many times: the edge of the domain is found to 1/64 of the window."""
_POLE_DEG = 1e-9
"""0.1 mm on the ground: closer to a pole, the longitude means nothing."""


def footprint(window: Window, ground: PixelToGround) -> MultiPolygon:
    """The WGS84 footprint of one window.

    Raises:
        NotGeoreferencedError: No part of the window lies in the CRS's domain.
    """
    shape = footprints([window], ground)[0]
    if shape.is_empty:
        raise NotGeoreferencedError(
            f"The window at column {window.col}, row {window.row} lies outside the domain of its CRS",
            remedy="Check the raster's CRS and transform with gdalinfo, or cut off the part without ground",
        )
    return shape


def footprints(windows: Sequence[Window], ground: PixelToGround) -> list[MultiPolygon]:
    """The WGS84 footprints of many windows, in order: 100,000 small ones in about a second.

    Parts outside the CRS's domain are clipped off. A window wholly outside it, such as a corner of a picture of the
    full Earth disc, gets an empty MultiPolygon: it is no place, and never a tile.
    """
    boxes = np.array([(w.col, w.row, w.col + w.width, w.row + w.height) for w in windows], dtype=np.float64)
    return list(_shapes(boxes.reshape(-1, 4), ground, depth=0))


def _shapes(boxes: NDArray[np.float64], ground: PixelToGround, *, depth: int) -> NDArray[np.object_]:
    """(n,) MultiPolygons of (n, 4) boxes (left, top, right, bottom) in pixels; empty outside the domain."""
    shapes = np.empty(len(boxes), dtype=object)
    for chosen, ring in _rings(boxes, ground):
        whole = _finite(ring)
        shapes[chosen[whole]] = _polygons(ring[whole], boxes[chosen[whole]], ground)
        for index in chosen[~whole]:
            shapes[index] = _clipped(boxes[index], ground, depth=depth)
    return shapes


def _rings(boxes: NDArray[np.float64], ground: PixelToGround) -> Iterator[tuple[NDArray[np.intp], NDArray[np.float64]]]:
    """Outlines, densified as needed: pairs of box numbers and their (k, vertices, 2) open rings (lon, lat)."""
    left = np.arange(len(boxes))
    for segments in _SEGMENTS:
        last = segments == _SEGMENTS[-1]
        chunk = max(1, _CHUNK_POINTS // (8 * segments))
        curved = []
        for start in range(0, len(left), chunk):
            chosen = left[start : start + chunk]
            # Twice as many positions as vertices: the ones between show how straight the outline is.
            dense = _outline(boxes[chosen], ground, segments=2 * segments)
            done = np.ones(len(chosen), dtype=bool) if last else _straight(dense, continuous=ground.continuous)
            yield chosen[done], dense[done, ::2]
            curved.append(chosen[~done])
        left = np.concatenate(curved) if curved else left[:0]
        if not len(left):
            return


def _outline(boxes: NDArray[np.float64], ground: PixelToGround, *, segments: int) -> NDArray[np.float64]:
    """(n, 4 * segments, 2) positions (lon, lat) along the edges of the boxes, each corner once."""
    steps = np.arange(segments) / segments
    zero, one = np.zeros(segments), np.ones(segments)
    across = np.concatenate([steps, one, 1 - steps, zero])
    down = np.concatenate([zero, steps, one, 1 - steps])
    left, top, right, bottom = (boxes[:, i, None] for i in range(4))
    lon, lat = ground.lonlat(left + (right - left) * across, top + (bottom - top) * down)
    return np.stack([lon, lat], axis=-1)


def _straight(dense: NDArray[np.float64], *, continuous: bool) -> NDArray[np.bool_]:
    """(n,) whether every second position lies close enough to the line between its neighbours.

    Rings with infinite positions count as straight: they will be clipped, which no denser outline would spare them.
    """
    finite = _finite(dense)
    ring = np.where(finite[:, None, None], dense, 0.0)
    lon, lat = ring[..., 0], ring[..., 1]
    if continuous:
        easy = np.ones(len(ring), dtype=bool)
    else:
        step = _wrapped(np.diff(lon, axis=1, append=lon[:, :1]))
        easy = np.abs(step).max(axis=1) <= _LONGEST_STEP_DEG
        lon = lon[:, :1] + np.concatenate([np.zeros((len(lon), 1)), np.cumsum(step, axis=1)[:, :-1]], axis=1)
    # Local plane, in degrees of latitude: a share of a side is all that is asked for.
    shrink = np.cos(np.radians(lat.mean(axis=1, keepdims=True)))
    points = lon * shrink + 1j * lat
    start, middle = points[:, ::2], points[:, 1::2]
    chord = np.roll(start, -1, axis=1) - start
    length = np.abs(chord)
    beside = np.abs(np.imag(np.conj(chord) * (middle - start))) / np.where(length > 0, length, 1.0)
    corners = points[:, :: points.shape[1] // 4]
    sides = np.abs(np.roll(corners, -1, axis=1) - corners)
    shorter = np.minimum(np.maximum(sides[:, 0], sides[:, 2]), np.maximum(sides[:, 1], sides[:, 3]))
    straight: NDArray[np.bool_] = ~finite | (easy & (beside.max(axis=1) <= _STRAIGHT_ENOUGH * shorter))
    return straight


def _finite(rings: NDArray[np.float64]) -> NDArray[np.bool_]:
    """(n,) whether all positions of a ring lie in the CRS's domain."""
    return np.asarray(np.isfinite(rings).all(axis=(1, 2)), dtype=bool)


def _wrapped(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
    """Differences of longitude the short way round: -180 <= d < 180."""
    return (degrees + 180.0) % 360.0 - 180.0


def _polygons(rings: NDArray[np.float64], boxes: NDArray[np.float64], ground: PixelToGround) -> NDArray[np.object_]:
    """(n,) MultiPolygons of (n, vertices, 2) finite open rings, the outlines of (n, 4) boxes."""
    import shapely

    shapes = np.empty(len(rings), dtype=object)
    if not len(rings):
        return shapes
    lon, lat = rings[..., 0], rings[..., 1]
    if ground.continuous:
        turn = 360.0 * np.floor((lon.min(axis=1) + 180.0) / 360.0)
        plain = lon.max(axis=1) - turn <= 180.0
        rings = rings - np.stack([turn, np.zeros_like(turn)], axis=-1)[:, None, :]
    else:
        plain = (np.abs(np.diff(lon, axis=1, append=lon[:, :1])).max(axis=1) <= 180.0) & (
            np.abs(lat).max(axis=1) < 90.0 - _POLE_DEG
        )
    simple = shapely.polygons(rings[plain])
    fine = np.asarray(shapely.is_valid(simple), dtype=bool)
    plain[plain] = fine
    shapes[plain] = shapely.multipolygons(_counter_clockwise(simple[fine]), indices=np.arange(int(fine.sum())))
    for index in np.flatnonzero(~plain):
        shapes[index] = _cut(rings[index]) if ground.continuous else _unrolled(rings[index], boxes[index], ground)
    return shapes


def _unrolled(ring: NDArray[np.float64], box: NDArray[np.float64], ground: PixelToGround) -> MultiPolygon:
    """The footprint of a ring whose longitudes jump from 180 to -180: once when it goes round a pole, else twice."""
    import shapely

    ring = _with_poles_as_lines(ring)
    lon, lat = ring[:, 0], ring[:, 1]
    steps = _wrapped(np.diff(lon, append=lon[:1]))
    lon = lon[0] + np.concatenate([[0.0], np.cumsum(steps)])
    outline = np.stack([lon[:-1], lat], axis=-1)
    if abs(lon[-1] - lon[0]) < 180.0:
        return _cut(outline)
    caps = [
        _cut(np.concatenate([outline, [(lon[-1], lat[0]), (lon[-1], pole), (lon[0], pole)]])) for pole in (90.0, -90.0)
    ]
    # Two caps share the outline. The window is the one in which its own centre lies.
    centre = ground.lonlat((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    return min(caps, key=shapely.Point(float(centre[0]), float(centre[1])).distance)


def _with_poles_as_lines(ring: NDArray[np.float64]) -> NDArray[np.float64]:
    """A vertex at a pole has every longitude: that of its predecessor and that of its successor."""
    at_pole = np.abs(ring[:, 1]) >= 90.0 - _POLE_DEG
    if not at_pole.any() or at_pole.all():
        return ring
    vertices = []
    for index, (lon, lat) in enumerate(ring):
        if at_pole[index]:
            pole = math.copysign(90.0, lat)
            neighbours = (ring[index - 1], ring[(index + 1) % len(ring)])
            vertices += [(near[0], pole) for near in neighbours if abs(near[1]) < 90.0 - _POLE_DEG]
        else:
            vertices.append((lon, lat))
    return np.array(vertices)


def _cut(ring: NDArray[np.float64]) -> MultiPolygon:
    """The ring, of any longitudes, in pieces that lie in -180..180."""
    # Not `antimeridian.fix_polygon`: it takes an edge of more than half a turn for the short way round, and fails on a
    # grid of the whole globe from 0 to 360 degrees.
    import shapely

    whole = shapely.make_valid(shapely.Polygon(ring))
    west, _, east, _ = whole.bounds
    pieces = []
    for turn in range(math.floor((west + 180.0) / 360.0), math.ceil((east + 180.0) / 360.0)):
        # Not `clip_by_rect`: GEOS's quick way fails on slivers that touch the rectangle, as corners at a pole give.
        piece = shapely.intersection(whole, shapely.box(360.0 * turn - 180.0, -90.0, 360.0 * turn + 180.0, 90.0))
        pieces.append(shapely.transform(piece, lambda xy, turn=turn: xy - (360.0 * turn, 0.0)))
    return _merged(pieces)


def _merged(pieces: Iterable[Geometry]) -> MultiPolygon:
    """One valid MultiPolygon of the pieces' areas; their points and lines are dropped."""
    import shapely

    union = shapely.union_all(shapely.make_valid(np.array(list(pieces), dtype=object)))
    parts = [part for part in shapely.get_parts(union) if part.geom_type == "Polygon" and part.area > 0]
    return shapely.MultiPolygon(list(_counter_clockwise(np.array(parts, dtype=object))))


def _counter_clockwise(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Exterior rings counter-clockwise, holes clockwise: the opposite of shapely's default."""
    import shapely

    oriented: NDArray[np.object_] = shapely.orient_polygons(polygons, exterior_cw=False)
    return oriented


def _clipped(box: NDArray[np.float64], ground: PixelToGround, *, depth: int) -> MultiPolygon:
    """What of a box that leaves the CRS's domain lies inside it: the union of its parts that do."""
    import shapely

    if depth == _CLIP_DEPTH:
        return shapely.MultiPolygon()
    cols, rows = np.linspace(box[0], box[2], _CLIP_PARTS + 1), np.linspace(box[1], box[3], _CLIP_PARTS + 1)
    left, top = (axis.ravel() for axis in np.meshgrid(cols[:-1], rows[:-1]))
    right, bottom = (axis.ravel() for axis in np.meshgrid(cols[1:], rows[1:]))
    return _merged(_shapes(np.stack([left, top, right, bottom], axis=-1), ground, depth=depth + 1))
