"""The plugin's group of the layer tree, above the imagery."""

from __future__ import annotations

from qgis.core import QgsLayerTreeGroup, QgsProject

__all__ = ["add_to_group", "tilescribe_group"]

GROUP = "Tilescribe"
_OURS = "tilescribe/group"
"""Marks the group, whatever its user calls it."""


def tilescribe_group(project: QgsProject) -> QgsLayerTreeGroup:
    """The group; made at the top of the layer tree where there is none."""
    root = project.layerTreeRoot()
    for group in root.findGroups():
        if group.customProperty(_OURS):
            return group
    group = root.insertGroup(0, GROUP)
    group.setCustomProperty(_OURS, True)
    return group


def add_to_group(layer, project: QgsProject) -> None:
    """Add a layer to the project, on top of the group."""
    project.addMapLayer(layer, False)
    tilescribe_group(project).insertLayer(0, layer)
