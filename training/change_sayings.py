"""What people say of changes, kind by kind: in the text space, what a pair in which one happened should be like."""

from __future__ import annotations

__all__ = ["CHANGE_SAYINGS", "NOTHING_HAPPENED"]

CHANGE_SAYINGS: dict[str, tuple[str, ...]] = {
    "changed": (
        "something has changed",
        "the place looks different from before",
        "what was here has changed",
        "changes between the two dates",
    ),
    "flooded": (
        "flooded houses",
        "houses have been flooded",
        "the houses stand in flood water",
        "a flooded neighbourhood that was dry before",
        "water covers streets and gardens after the flood",
        "flooded buildings",
        "the land is flooded",
    ),
    "destroyed buildings": (
        "destroyed houses",
        "houses have been destroyed",
        "collapsed buildings",
        "buildings have collapsed",
        "rubble where houses stood",
        "destroyed buildings and debris",
        "ruins and heaps of rubble",
    ),
    "damaged buildings": (
        "damaged houses",
        "houses have been damaged",
        "debris lies around damaged buildings",
        "damaged roofs",
    ),
    "new buildings": (
        "new buildings",
        "new houses have been built",
        "many houses are built along the road",
        "some buildings appear on bare land",
        "a newly built residential area",
    ),
    "buildings removed": (
        "buildings have been removed",
        "houses have disappeared",
        "some houses were demolished",
        "the buildings are gone",
    ),
    "vegetation lost": (
        "trees have been removed",
        "the forest was cut down",
        "the trees disappear",
        "vegetation was lost",
        "grass and trees are replaced by bare land",
    ),
    "vegetation grown": (
        "more trees appear",
        "vegetation has grown",
        "grass and trees grow on land that was bare",
        "new plants and trees",
    ),
    "burnt": (
        "the land has been burnt by a fire",
        "burnt ground after a wildfire",
        "a new burn scar",
        "the forest has burnt",
    ),
    "water gone": (
        "the water has gone",
        "the lake has dried up",
        "the flood has receded",
        "land appears where there was water",
    ),
}
"""By `tilescribe.describe.builtin.change.KINDS`."""
NOTHING_HAPPENED = (
    "the scene is the same as before",
    "there is no difference",
    "no change has occurred",
    "nothing has changed",
)
