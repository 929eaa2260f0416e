"""Tell by their shape which regions of one value are fill around a picture.

Fill lies outside the outline of a picture. Seen from the picture, that outline runs straight (a scene turned north up,
the edge of a swath, padding, a mosaic of sheets) and meets the corners of the raster, or it is any line along which the
picture was cut out, and then the raster is the bounding box of the picture. Clouds, snow fields and lakes that reach
the border do neither.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["fill_of"]

_LEAST_REGION = 0.001
"""Share of the scene below which a region has too few cells to have a shape."""
_STRAIGHT_SHARE = 0.85
"""Share of a region's inner outline that must be straight: a roof or a shadow may lean against the rest."""
_PIECES, _PIECES_SHARE = 4, 0.9
"""Straight pieces that make up so much of an edge: one for each side of a turned scene. An arc has more."""
_BEND_PX, _BEND_SHARE = 1.0, 0.005
"""How far an edge may stray from a straight line: a cell, and a little for swaths that are not quite straight."""
_LONGER = 0.1
"""Share of an edge from which a piece of it tells which way it goes."""
_SOFT_TURN_DEG = (5.0, 40.0)
"""Between the pieces of an arc. A swath's edge that is bowed by 2 % of its length turns less, a scene's corner more."""
_RIGHT_ANGLES = 0.97
"""Mean of exp(4 i angle) along an edge from which all its pieces are parallel or at right angles, as with mosaics."""
_SUPPORT, _SUPPORT_BESIDE = 0.5, 0.2
"""Share of a straight line that the picture must touch for the line to be its edge, where cloud has eaten into it; the
second one where other fill has been proved."""
_CUT_OUT_BORDER = 0.5
"""Share of each side of the raster that lies in fill where a picture was cut out along any line."""
_ONE_PIECE = 0.9
"""Share of the picture that its largest piece makes up then."""
_NEAR_CORNER = 0.01
"""Share of a side: regions that come this close to a corner of the raster reach it."""

_EIGHT = np.ones((3, 3), dtype=int)


def fill_of(filled: NDArray[np.bool_], *, isolated: bool, known: NDArray[np.bool_] | None = None) -> NDArray[np.bool_]:
    """(h, w), True on those cells of `filled` that are fill by their shape; often none.

    Args:
        filled: (h, w), True where a coarse picture of the whole raster has the value in all bands.
        isolated: Hardly any other cell has nearly the value.
        known: (h, w), False where nothing is known of the raster.
    """
    regions = list(_reaching(filled))
    fill = np.zeros_like(filled)
    sure = [region for region in regions if _reaches_corner(region) and _is_straight_edged(region)]
    # Where fill is proved, sheets that are missing in the middle of a side are fill as well.
    chosen = sure + [region for region in regions if sure and not _reaches_corner(region) and _is_sheets(region)]
    for region in chosen:
        fill |= region
    if isolated and _is_cut_out(filled, regions, known=known):
        for region in regions:
            fill |= region
    elif len(chosen) < len(regions):
        fill |= _outside_straight_lines(filled, regions, support=_SUPPORT_BESIDE if sure else _SUPPORT)
    return fill


def _reaching(filled: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """The connected regions that reach the border, each as a mask."""
    from scipy import ndimage

    labels, _ = ndimage.label(filled, structure=_EIGHT)
    border = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    sizes = np.bincount(labels.ravel())
    for label in np.unique(border[border > 0]).tolist():
        if sizes[label] >= _LEAST_REGION * filled.size:
            yield labels == label


def _reaches_corner(region: NDArray[np.bool_]) -> bool:
    height, width = region.shape
    rows, cols = max(1, round(_NEAR_CORNER * height)), max(1, round(_NEAR_CORNER * width))
    return any(region[down, across].any() for down in _ends(rows) for across in _ends(cols))


def _ends(count: int) -> tuple[slice[None, int, None], slice[int, None, None]]:
    return slice(None, count), slice(-count, None)


# --- straight edges ---------------------------------------------------------------------------------------------------


def _is_straight_edged(region: NDArray[np.bool_]) -> bool:
    """Whether the region's outline inside the raster is made of straight edges."""
    straight = total = 0.0
    for line in _inner_outlines(region):
        total += len(line)
        if _is_straight(line):
            straight += len(line)
    return total > 0 and straight >= _STRAIGHT_SHARE * total


def _is_straight(line: NDArray[np.float64]) -> bool:
    """Of (n, 2) positions one cell apart."""
    if len(line) < 2:
        return True
    pieces = _pieces(line)
    lengths = np.abs(pieces)
    few = np.sort(lengths)[-_PIECES:].sum() >= _PIECES_SHARE * lengths.sum()
    return bool(few and not _bends(pieces)) or _right_angles(pieces)


def _bends(pieces: NDArray[np.complex128]) -> bool:
    """Whether longer pieces that follow one another turn a little, as along a shore, and not at a corner of a scene."""
    longer = pieces[np.abs(pieces) >= _LONGER * np.abs(pieces).sum()]
    turns = np.abs(np.degrees(np.angle(longer[1:] / longer[:-1])))
    return bool(((turns > _SOFT_TURN_DEG[0]) & (turns < _SOFT_TURN_DEG[1])).any())


def _pieces(line: NDArray[np.float64]) -> NDArray[np.complex128]:
    """The straight pieces that a line is made of, as differences x + i y."""
    import shapely

    bent = shapely.LineString(line).simplify(_BEND_PX + _BEND_SHARE * len(line), preserve_topology=False)
    steps = np.diff(shapely.get_coordinates(bent), axis=0)
    pieces: NDArray[np.complex128] = steps[:, 0] + 1j * steps[:, 1]
    return pieces


def _right_angles(pieces: NDArray[np.complex128]) -> bool:
    lengths = np.abs(pieces)
    turned = lengths * np.exp(4j * np.angle(pieces))
    return bool(abs(turned.sum()) >= _RIGHT_ANGLES * lengths.sum())


def _is_sheets(region: NDArray[np.bool_]) -> bool:
    """Whether the region has the outline of sheets of a mosaic: right angles all along."""
    lines = list(_inner_outlines(region))
    return _is_straight_edged(region) and all(_right_angles(_pieces(line)) for line in lines if len(line) > 1)


def _inner_outlines(region: NDArray[np.bool_]) -> Iterator[NDArray[np.float64]]:
    """(n, 2) positions (col, row), one cell apart, along each run of the outline that is not the raster's border."""
    from rasterio import features

    height, width = region.shape
    shapes = features.shapes(region.astype(np.uint8), mask=region, connectivity=8)
    for shape, _ in shapes:
        for ring in shape["coordinates"]:
            middles, inner = _middles(np.asarray(ring, dtype=np.float64), height=height, width=width)
            if inner.all():
                yield middles
                continue
            # Begin on the border, so that no run goes on past the end of the array.
            start = int(np.argmin(inner))
            middles, inner = np.roll(middles, -start, axis=0), np.roll(inner, -start)
            bounds = np.flatnonzero(np.diff(np.concatenate([[False], inner, [False]]).astype(np.int8)))
            for first, after in zip(bounds[::2], bounds[1::2], strict=True):
                yield middles[first:after]


def _middles(ring: NDArray[np.float64], *, height: int, width: int) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The middles of the unit steps of a ring along cell edges, and whether each runs inside the raster."""
    starts, ends = ring[:-1], ring[1:]
    steps = ends - starts
    counts = np.abs(steps).sum(axis=1).astype(np.intp)
    units = np.repeat(np.sign(steps), counts, axis=0)
    along = np.concatenate([np.arange(count) for count in counts]) + 0.5
    middles = np.repeat(starts, counts, axis=0) + units * along[:, None]
    cols, rows = middles[:, 0], middles[:, 1]
    inner = (cols > 0) & (cols < width) & (rows > 0) & (rows < height)
    return middles, inner


# --- other evidence ---------------------------------------------------------------------------------------------------


def _is_cut_out(
    filled: NDArray[np.bool_], regions: list[NDArray[np.bool_]], *, known: NDArray[np.bool_] | None
) -> bool:
    """Whether the picture is one piece that touches all four sides of the raster, and fill takes all corners.

    So it is where a picture was cut out along a boundary: the raster is its bounding box. A lake, or cloud all around,
    leaves the picture away from some side or in many pieces, or does not take every corner.
    """
    from scipy import ndimage

    if not regions:
        return False
    seen = ~filled if known is None else ~filled & known
    labels, _ = ndimage.label(seen, structure=_EIGHT)
    sizes = np.bincount(labels[seen], minlength=2)
    picture = labels == int(sizes.argmax())
    if sizes.max() < _ONE_PIECE * sizes.sum():
        return False
    fill = np.logical_or.reduce(regions)
    sides = (np.s_[0], np.s_[-1], np.s_[:, 0], np.s_[:, -1])
    corners = all(fill[row, col] for row in (0, -1) for col in (0, -1))
    return corners and all(picture[side].any() and fill[side].mean() >= _CUT_OUT_BORDER for side in sides)


def _outside_straight_lines(
    filled: NDArray[np.bool_], regions: list[NDArray[np.bool_]], *, support: float
) -> NDArray[np.bool_]:
    """What of the regions lies outside the straight edges of the picture, where cloud of the same value touches them.

    The edges are those of the picture's convex hull, as far as the picture lies along them.
    """
    import shapely
    from rasterio import features
    from scipy import ndimage

    nothing = np.zeros_like(filled)
    picture = ndimage.binary_opening(~filled, structure=_EIGHT)
    rows = np.flatnonzero(picture.any(axis=1))
    if rows.size == 0:
        return nothing
    # The hull of each row's ends is that of all cells.
    left, right = picture.argmax(axis=1)[rows], filled.shape[1] - picture[:, ::-1].argmax(axis=1)[rows]
    corners = [np.stack([ends, rows + down], axis=-1) for ends in (left, right) for down in (0, 1)]
    hull = shapely.convex_hull(shapely.MultiPoint(np.concatenate(corners)))
    if hull.geom_type != "Polygon":
        return nothing
    inside = features.rasterize([hull], out_shape=filled.shape, all_touched=True, dtype=np.uint8) > 0
    distance = ndimage.distance_transform_edt(filled)
    fill = nothing
    for region in _reaching(np.logical_or.reduce(regions) & ~inside) if regions else ():
        if _reaches_corner(region) and _is_straight_edged(region) and _supported(region, distance) >= support:
            fill = fill | region
    return fill


def _supported(region: NDArray[np.bool_], distance: NDArray[np.float64]) -> float:
    """Share of the region's inner outline along which there is picture; `distance` is that of each cell to it."""
    from scipy import ndimage

    edge = region & ndimage.binary_dilation(~region, structure=_EIGHT)
    return float((distance[edge] <= 3).mean()) if edge.any() else 0.0
