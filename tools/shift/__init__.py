"""The walk of a shift that pictures are taken of: runs inside QGIS, one module for each part of the shift."""
