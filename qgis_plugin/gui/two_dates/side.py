"""One of the two dates that are compared on the map, and the layers that a map of it has."""

from __future__ import annotations

from dataclasses import dataclass

from qgis.PyQt import sip

from .project_rasters import is_picture

__all__ = ["Side", "layers_of_map"]


@dataclass(frozen=True)
class Side:
    """A date with its rasters."""

    title: str
    """`2026-09-14 · after`"""
    layers: tuple = ()
    """The uppermost first; in the layer tree or not."""

    @property
    def there(self) -> bool:
        """There is something to show."""
        return any(not sip.isdeleted(layer) for layer in self.layers)


def layers_of_map(canvas, side: Side) -> list:
    """What a map of one date shows: all that the canvas shows, with the rasters of the date above all others.

    Results and other vectors, and heat maps, stay where they are above rasters.
    """
    ours = [layer for layer in side.layers if not sip.isdeleted(layer)]
    others = [layer for layer in canvas.layers() if layer not in ours]
    at = next((place for place, layer in enumerate(others) if is_picture(layer)), len(others))
    return [*others[:at], *ours, *others[at:]]
