"""Numbers on the map are those of the list: layers beside the current one show none meanwhile."""

from __future__ import annotations

__all__ = ["label_current"]

UNLABELLED = "tilescribe/unlabelled"
"""Custom property of a layer whose labels were turned off here, not by its user."""


def label_current(layers, current) -> None:
    """Show the labels of the `current` one of our `ResultLayer`s, and of those that are kept; hide the others'."""
    for one in layers:
        if one.alive:
            _label(one.layer, one is current or one.kept)


def _label(layer, wanted: bool) -> None:
    if wanted and layer.customProperty(UNLABELLED):
        layer.removeCustomProperty(UNLABELLED)
        layer.setLabelsEnabled(True)
        layer.triggerRepaint()
    elif not wanted and layer.labelsEnabled():
        layer.setCustomProperty(UNLABELLED, "yes")
        layer.setLabelsEnabled(False)
        layer.triggerRepaint()
