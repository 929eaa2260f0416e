"""The engine in the Processing toolbox, the model designer and `qgis_process`. Imports no window."""
