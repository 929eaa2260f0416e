"""Two dates of a place on the map: the right raster on top, swiped, side by side or one after the other."""
