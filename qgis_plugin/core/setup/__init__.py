"""The set-up of the engine in an environment of its own, outside of QGIS's Python. No Qt.

    interpreters -> plan -> run (a generator of events) -> an Installation that is taken into use only when all is done

`gui.setup_page` shows it; every part can be tried without QGIS.
"""
