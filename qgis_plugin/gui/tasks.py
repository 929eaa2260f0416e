"""How our tasks appear in QGIS's task manager."""

from __future__ import annotations

from qgis.core import QgsTask

__all__ = ["task_flags"]


def task_flags() -> QgsTask.Flags:
    """Can be cancelled, and ends without a word of QGIS's, for we tell it; before 3.26 nothing keeps QGIS from that."""
    silent = getattr(QgsTask.Flag, "Silent", None)
    return QgsTask.Flag.CanCancel if silent is None else QgsTask.Flag.CanCancel | silent
