"""Setting the engine up: an environment of its own, outside of QGIS's Python and of the plugin's folder. No Qt.

    interpreters -> plan -> run (a generator of events) -> an Installation that is taken into use only when all is done

`gui.setup_page` shows it; every part can be tried without QGIS.
"""
