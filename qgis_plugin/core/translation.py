"""The plugin's strings in the language of QGIS, as far as there is a translation."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QTranslator

from .paths import PLUGIN

__all__ = ["FOLDER", "install_translation", "remove_translation"]

FOLDER = PLUGIN / "i18n"
"""Compiled translations; only the packed plugin has them."""


def install_translation(folder: Path = FOLDER) -> Optional[QTranslator]:
    """Take up the language that QGIS is set to, else English, whose file has the plural forms; None without files.

    Before the first string is asked for: a text that is shown already stays as it is.
    """
    locale = str(QgsApplication.locale())
    for name in (locale, locale.replace("-", "_").partition("_")[0], "en"):
        file = folder / f"tilescribe_{name}.qm"
        translator = QTranslator()
        if file.is_file() and translator.load(str(file)):
            QCoreApplication.installTranslator(translator)
            return translator
    return None


def remove_translation(translator: Optional[QTranslator]) -> None:
    if translator is not None:
        QCoreApplication.removeTranslator(translator)
