"""A combo box of which several entries can be checked; none means that all count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Callable

from qgis.gui import QgsCheckableComboBox
from qgis.PyQt.QtCore import Qt

__all__ = ["ChoiceBox"]


class ChoiceBox(QgsCheckableComboBox):
    """Its values are texts."""

    def __init__(self, unset: str, parent=None):
        """`unset`: what it says while nothing is checked."""
        super().__init__(parent)
        self.setDefaultText(unset)

    def choice(self) -> tuple[str, ...]:
        """What is checked, in the order of the entries."""
        return tuple(str(value) for value in self.checkedItemsData())

    def set_choice(self, values: Iterable[str], text_of: Callable[[str], str]) -> None:
        """Check these and no others. What is not offered is added: it may be of a catalog that is still to come."""
        wanted = list(values)
        offered = [str(self.itemData(place)) for place in range(self.count())]
        self._fill([*offered, *(value for value in wanted if value not in offered)], set(wanted), text_of)

    def offer(self, values: Iterable[str], text_of: Callable[[str], str]) -> None:
        """What there is to choose from. What is checked and still there stays checked."""
        self._fill(list(values), set(self.choice()), text_of)

    def _fill(self, values: list[str], checked: set[str], text_of: Callable[[str], str]) -> None:
        self.clear()
        for value in values:
            state = Qt.CheckState.Checked if value in checked else Qt.CheckState.Unchecked
            self.addItemWithCheckState(text_of(value), state, value)
