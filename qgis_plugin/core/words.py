"""Translation for modules that run without Qt as well, as tests of the set-up and of the supervisor do."""

from __future__ import annotations

__all__ = ["tr"]


def tr(text: str) -> str:
    """In the language of QGIS, where there is one."""
    try:
        from qgis.PyQt.QtCore import QCoreApplication
    except ImportError:
        return text
    return QCoreApplication.translate("Tilescribe", text)
