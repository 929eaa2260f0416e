"""Places as layers of a file, with the style where the file can hold it."""

from __future__ import annotations

from dataclasses import replace

from ...core.product.shapes import POLYGON
from ...core.product.vector_files import GEOPACKAGE, kinds_in, table_of, write_vector
from ..layers.export import TABLE
from ..layers.geopackage import free_table_name, save_style
from .place_style import styled_layer

__all__ = ["write_coverage", "write_layers"]

COVERAGE_TABLE, DRAWN_TABLE = "places", "drawn"


def write_layers(product, target: str, tables: list, *, driver: str, adds: bool, feedback) -> list:
    """Write places into one layer for each type of geometry; returns (kind, name of the layer).

    `tables` is told the names before they are written, so that they can be dropped where something fails. In a thread.
    """
    table = _free_name(target, TABLE, kinds_in(product)) if adds else TABLE
    tables += _names(table, kinds_in(product))
    layers = write_vector(product, target, driver=driver, table=table, into_existing=adds, feedback=feedback)
    if driver == GEOPACKAGE:
        _save_styles(product, target, layers, pictures=False)
    return layers


def write_coverage(product, target: str, tables: list, *, adds: bool, pictures: dict, feedback) -> list:
    """Write the tiles with their pictures, for an atlas, and what was drawn in them; the tiles come first."""
    table = _free_name(target, COVERAGE_TABLE, [POLYGON]) if adds else COVERAGE_TABLE
    tables.append(table)
    given = {"driver": GEOPACKAGE, "feedback": feedback}
    layers = write_vector(product, target, table=table, into_existing=adds, pictures=pictures, outlines=True, **given)
    _save_styles(product, target, layers, pictures=True)
    drawn = replace(product, places=tuple(place for place in product.places if place.shape is not None))
    if not drawn.places:
        return layers
    table = _free_name(target, DRAWN_TABLE, kinds_in(drawn))
    tables += _names(table, kinds_in(drawn))
    shapes = write_vector(drawn, target, table=table, into_existing=True, **given)
    # The number of the tile is there already.
    _save_styles(drawn, target, shapes, pictures=False, numbers=False)
    return [*layers, *shapes]


def _save_styles(product, target: str, layers, *, pictures: bool, numbers: bool = True) -> None:
    for kind, name in layers:
        layer = styled_layer(kind, product, name=name, pictures=pictures, numbers=numbers)
        if not save_style(layer, target, name):
            raise OSError(f"{target} took no style for {name}.")


def _names(table: str, kinds: list) -> list:
    return [table_of(table, kind, kinds) for kind in kinds]


def _free_name(path: str, wanted: str, kinds: list) -> str:
    """A name that is free for the layers of all kinds."""
    name, number = wanted, 2
    while any(free_table_name(path, one) != one for one in _names(name, kinds)):
        name, number = f"{wanted}_{number}", number + 1
    return name
