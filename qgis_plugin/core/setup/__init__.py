"""The set-up of the engine in an environment of its own, outside of QGIS's Python. No Qt.

    uv_program -> pythons -> resolution -> install (a generator of events) -> an Installation

uv is a program of its own that finds or brings a Python and installs packages; `gui.setup_page` shows what it does.
The installation is taken into use only when all is done. Every part can be tried without QGIS.
"""
