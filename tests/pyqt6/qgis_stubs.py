"""Stand-ins for `qgis`, so that the plugin runs on PyQt6 alone: `qgis.PyQt` is PyQt6 itself, unaltered.

Nothing here knows about the plugin. A class of `qgis.gui` that is not listed is a QWidget, one of `qgis.core` takes
every call and answers with nothing, so that a class which the plugin comes to use needs no line here, unless Qt is
given what it answers with.
"""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import re
import sys
import types
from pathlib import Path
from typing import Any

from PyQt6 import QtCore, QtGui, QtWidgets

__all__ = ["Anything", "install"]

MODULES = ("QtCore", "QtGui", "QtNetwork", "QtPrintSupport", "QtSvg", "QtWidgets", "QtXml", "sip")
TEXTS = {"name", "authid", "source", "id", "title", "toWkt", "asWkt", "asJson", "providerType", "fileName", "dataUrl"}
"""What answers with text."""
NUMBERS = {"x", "y", "width", "height", "area", "scale", "featureCount", "rasterUnitsPerPixelX", "xMinimum", "yMinimum"}
NUMBERS |= {"xMaximum", "yMaximum", "measureLine", "measureArea", "convertLengthMeasurement", "rotation", "opacity"}

LISTS = {"asGeometryCollection", "asPolygon", "asPolyline", "children", "symbolLayers"}
TRUE = {"isValid", "isElse"}
NONE = {"parent", "findLayer", "findGroup", "mapLayer", "activeLayer", "currentLayer"}
"""A project with nothing in it, and trees that end."""


class Anything:
    """Takes every call, answers with nothing: false, zero, empty."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        pass

    def __init_subclass__(cls, **_named: object) -> None:
        pass

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        answer = _Method(name)
        self.__dict__[name] = answer
        return answer

    def __call__(self, *_arguments: object, **_named: object) -> Any:
        return Anything()

    def __iter__(self) -> Any:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __bool__(self) -> bool:
        return False

    def __getitem__(self, key: object) -> Any:
        if isinstance(key, int):
            raise IndexError(key)
        raise KeyError(key)

    def __setitem__(self, key: object, value: object) -> None:
        pass

    def __index__(self) -> int:
        return 0

    def __float__(self) -> float:
        return 0.0

    def __str__(self) -> str:
        return ""

    def __or__(self, other: object) -> Any:
        return Anything()

    def _number(self, *_other: object) -> float:
        return 0.0

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __neg__ = _number
    __ror__ = __and__ = __rand__ = __or__

    def __lt__(self, other: object) -> bool:
        return False

    __gt__ = __le__ = __ge__ = __lt__

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *_error: object) -> None:
        pass


class _Method(Anything):
    """What an attribute that nobody set is: a method, a signal or a value of an enumeration."""

    def __init__(self, name: str) -> None:
        self.__dict__["_name"] = name

    def __getitem__(self, key: object) -> Any:
        if isinstance(key, type):
            return self  # one of a signal's overloads
        return super().__getitem__(key)

    def __call__(self, *_arguments: object, **_named: object) -> Any:
        name = self.__dict__["_name"]
        if name in TRUE:
            return True
        if re.match("(is|has|can)[A-Z]", name):
            return False
        if name in NONE:
            return None
        if name in LISTS:
            return [Anything()]
        if name == "addFeatures":
            return True, list(_arguments[0])  # type: ignore[call-overload]
        if name in NUMBERS:
            return 0.0
        return name if name in TEXTS else Anything()


class _AnyClass(type):
    """Classes are asked too: for enumerations and static methods."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = _Method(name)
        setattr(cls, name, value)  # a value of an enumeration is the same each time
        return value


class Any_(Anything, metaclass=_AnyClass):  # noqa: N801 - a class of QGIS, whichever
    @staticmethod
    def instance() -> Any:
        return Anything()


class _AnyObject(_AnyClass, type(QtCore.QObject)):  # type: ignore[misc]
    """The same for classes that Qt knows."""


class _Beyond:
    """Mixed into what QGIS derives from Qt: what it has beyond Qt's, takes every call."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return _Method(name)


def _widget(name: str, base: type, **members: object) -> type:
    """A class of `qgis.gui` on top of a class of Qt."""

    return _AnyObject(name, (_Beyond, base), dict(members))


class QgsDockWidget(_Beyond, QtWidgets.QDockWidget, metaclass=_AnyObject):
    opened = QtCore.pyqtSignal()
    closed = QtCore.pyqtSignal()

    def setUserVisible(self, visible: bool) -> None:
        self.setVisible(visible)

    def isUserVisible(self) -> bool:
        return self.isVisible()


class QgsMessageBarItem(_Beyond, QtWidgets.QWidget, metaclass=_AnyObject):
    def __init__(self, *_arguments: object) -> None:
        super().__init__()
        QtWidgets.QHBoxLayout(self)


class QgsMessageBar(_Beyond, QtWidgets.QFrame, metaclass=_AnyObject):
    widgetAdded = QtCore.pyqtSignal(object)  # noqa: N815
    widgetRemoved = QtCore.pyqtSignal(object)  # noqa: N815

    def createMessage(self, *arguments: object) -> QgsMessageBarItem:
        return QgsMessageBarItem()

    def pushWidget(self, item: QtWidgets.QWidget, *_arguments: object) -> QtWidgets.QWidget:
        item.setParent(self)
        return item

    def popWidget(self, item: QtWidgets.QWidget | None = None) -> bool:
        if item is not None:
            item.deleteLater()
        return item is not None

    def pushMessage(self, *arguments: object) -> None:
        assert all(isinstance(one, str) for one in arguments[:2] if not isinstance(one, Anything))


class QgsCheckableComboBox(_Beyond, QtWidgets.QComboBox, metaclass=_AnyObject):
    checkedItemsChanged = QtCore.pyqtSignal(list)  # noqa: N815

    def setDefaultText(self, text: str) -> None:
        self.setPlaceholderText(text)

    def checkedItems(self) -> list[str]:
        return [self.itemText(row) for row in range(self.count()) if self.itemCheckState(row) == _CHECKED]

    def checkedItemsData(self) -> list[object]:
        return [self.itemData(row) for row in range(self.count()) if self.itemCheckState(row) == _CHECKED]

    def addItemWithCheckState(self, text: str, state: object, data: object = None) -> None:
        self.addItem(text, data)
        self.setItemCheckState(self.count() - 1, state)

    def setCheckedItems(self, texts: list[str]) -> None:
        for row in range(self.count()):
            self.setItemCheckState(row, _CHECKED if self.itemText(row) in texts else QtCore.Qt.CheckState.Unchecked)

    def setItemCheckState(self, row: int, state: QtCore.Qt.CheckState) -> None:
        assert isinstance(state, QtCore.Qt.CheckState)
        self.setItemData(row, state, QtCore.Qt.ItemDataRole.CheckStateRole)
        self.checkedItemsChanged.emit(self.checkedItems())

    def itemCheckState(self, row: int) -> QtCore.Qt.CheckState:
        return self.itemData(row, QtCore.Qt.ItemDataRole.CheckStateRole) or QtCore.Qt.CheckState.Unchecked

    def toggleItemCheckState(self, row: int) -> None:
        checked = self.itemCheckState(row) == _CHECKED
        self.setItemCheckState(row, QtCore.Qt.CheckState.Unchecked if checked else _CHECKED)

    def deselectAllOptions(self) -> None:
        self.setCheckedItems([])

    def selectAllOptions(self) -> None:
        self.setCheckedItems([self.itemText(row) for row in range(self.count())])


_CHECKED = QtCore.Qt.CheckState.Checked


class QgsDateEdit(_Beyond, QtWidgets.QDateEdit, metaclass=_AnyObject):
    dateValueChanged = QtCore.pyqtSignal(QtCore.QDate)  # noqa: N815
    valueChanged = QtCore.pyqtSignal(object)  # noqa: N815
    _null = False

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self.dateChanged.connect(self._on_date)

    def _on_date(self, date: QtCore.QDate) -> None:
        self._null = False
        self.dateValueChanged.emit(date)

    def setAllowNull(self, allow: bool) -> None:
        self._null = allow

    def setNullRepresentation(self, text: str) -> None:
        assert isinstance(text, str)

    def isNull(self) -> bool:
        return self._null

    def setDate(self, date: QtCore.QDate) -> None:
        super().setDate(date)
        self._null = not date.isValid()

    def clear(self) -> None:
        self._null = True
        self.dateValueChanged.emit(QtCore.QDate())


class QgsCollapsibleGroupBox(_Beyond, QtWidgets.QGroupBox, metaclass=_AnyObject):
    collapsedStateChanged = QtCore.pyqtSignal(bool)  # noqa: N815
    _collapsed = False

    def isCollapsed(self) -> bool:
        return self._collapsed

    def setCollapsed(self, collapsed: bool) -> None:
        self._collapsed = collapsed
        self.collapsedStateChanged.emit(collapsed)


class QgsFileWidget(_Beyond, QtWidgets.QWidget, metaclass=_AnyObject):
    fileChanged = QtCore.pyqtSignal(str)  # noqa: N815

    class StorageMode:
        GetFile, GetDirectory, GetMultipleFiles, SaveFile = range(4)

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QtWidgets.QLineEdit(self)
        self._line.textChanged.connect(self.fileChanged)

    def lineEdit(self) -> QtWidgets.QLineEdit:
        return self._line

    def filePath(self) -> str:
        return self._line.text()

    def setFilePath(self, path: str) -> None:
        self._line.setText(path)


class QgsFilterLineEdit(_Beyond, QtWidgets.QLineEdit, metaclass=_AnyObject):
    cleared = QtCore.pyqtSignal()

    def setShowSearchIcon(self, _shown: bool) -> None:
        pass


class _Object(_Beyond, QtCore.QObject, metaclass=_AnyObject):
    """Its parent is whatever QGIS says: arguments are taken as they come."""

    def __init__(self, *_arguments: object, **_named: object) -> None:
        super().__init__()


class _CanvasItem(_Beyond, QtWidgets.QGraphicsRectItem, metaclass=_AnyObject):
    def __init__(self, canvas: QgsMapCanvas, *_arguments: object, **_named: object) -> None:
        super().__init__()
        canvas.scene().addItem(self)


class QgsTask(_Object):
    taskCompleted = QtCore.pyqtSignal()  # noqa: N815
    taskTerminated = QtCore.pyqtSignal()  # noqa: N815
    progressChanged = QtCore.pyqtSignal(float)  # noqa: N815
    Flag = Anything()


class QgsMapCanvas(_Beyond, QtWidgets.QGraphicsView, metaclass=_AnyObject):
    extentsChanged = QtCore.pyqtSignal()  # noqa: N815
    mapToolSet = QtCore.pyqtSignal(object, object)  # noqa: N815
    destinationCrsChanged = QtCore.pyqtSignal()  # noqa: N815
    scaleChanged = QtCore.pyqtSignal(float)  # noqa: N815
    rotationChanged = QtCore.pyqtSignal(float)  # noqa: N815
    layersChanged = QtCore.pyqtSignal()  # noqa: N815
    renderComplete = QtCore.pyqtSignal(object)  # noqa: N815
    mapCanvasRefreshed = QtCore.pyqtSignal()  # noqa: N815
    xyCoordinates = QtCore.pyqtSignal(object)  # noqa: N815
    temporalRangeChanged = QtCore.pyqtSignal()  # noqa: N815
    currentLayerChanged = QtCore.pyqtSignal(object)  # noqa: N815
    themeChanged = QtCore.pyqtSignal(str)  # noqa: N815

    def __init__(self, parent: QtWidgets.QWidget | None = None) -> None:
        super().__init__(QtWidgets.QGraphicsScene(parent), parent)

    def layers(self, *_arguments: object) -> list[object]:
        return []

    def scale(self, *_arguments: object) -> float:
        return 1000.0


class QgsMapTool(_Beyond, QtCore.QObject, metaclass=_AnyObject):
    activated = QtCore.pyqtSignal()
    deactivated = QtCore.pyqtSignal()

    def __init__(self, canvas: object) -> None:
        super().__init__()

    def deactivate(self) -> None:
        self.deactivated.emit()


class QgsSettings(_Beyond, QtCore.QSettings, metaclass=_AnyObject):
    folder = Path()

    def __init__(self, *_arguments: object) -> None:
        super().__init__(str(self.folder / "QGIS.ini"), QtCore.QSettings.Format.IniFormat)

    def value(self, key: str, defaultValue: object = None, type: object = None, **_named: object) -> Any:  # noqa: N803, A002
        if type is None:
            return super().value(key, defaultValue)
        return super().value(key, defaultValue, type)


class QgsLocatorFilter(_Beyond, QtCore.QObject, metaclass=_AnyObject):
    resultFetched = QtCore.pyqtSignal(object)  # noqa: N815
    finished = QtCore.pyqtSignal()
    Flag = Priority = Anything()


LISTED = (
    QgsDockWidget,
    QgsMessageBar,
    QgsMessageBarItem,
    QgsCheckableComboBox,
    QgsDateEdit,
    QgsCollapsibleGroupBox,
    QgsFileWidget,
)
LISTED += (QgsFilterLineEdit, QgsTask, QgsMapCanvas, QgsMapTool, QgsSettings, QgsLocatorFilter)
CLASSES: dict[str, type] = {one.__name__: one for one in LISTED}
CLASSES["QgsPasswordLineEdit"] = QtWidgets.QLineEdit
CLASSES["QgsMapToolEmitPoint"] = CLASSES["QgsMapToolExtent"] = QgsMapTool
CLASSES["QgsException"] = Exception
OBJECTS = ("QgsProcessingProvider", "QgsMapLayer", "QgsVectorLayer", "QgsRasterLayer", "QgsNetworkAccessManager")
"""Classes of `qgis.core` that the plugin may derive from as QObjects."""


def _class(module: str, name: str) -> Any:
    if name in CLASSES:
        return CLASSES[name]
    if name.endswith(("Exception", "Error")):
        return type(name, (Exception,), {})
    if module == "qgis.gui" and name.endswith(("Band", "CanvasItem", "Marker")):
        return _AnyObject(name, (_CanvasItem,), {})
    if module == "qgis.gui" and not name.endswith(("Factory", "Interface", "Item", "Utils", "Registry")):
        bases = {"Dialog": QtWidgets.QDialog, "ComboBox": QtWidgets.QComboBox, "Button": QtWidgets.QToolButton}
        base = next((bases[end] for end in bases if name.endswith(end)), QtWidgets.QWidget)
        return _widget(name, base)
    if name in OBJECTS:
        return _AnyObject(name, (_Object,), {})
    return _AnyClass(name, (Any_,), {})


class _StubModule(types.ModuleType):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _class(self.__name__, name)
        setattr(self, name, made)
        return made


class _Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Further modules of QGIS, such as `processing.gui.wrappers`."""

    def find_spec(self, name: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        ours = name.startswith(("processing.", "qgis.")) and not name.startswith("qgis.PyQt")
        return importlib.machinery.ModuleSpec(name, self, is_package=True) if ours else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StubModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def install(folder: Path) -> None:
    """From now on `qgis` can be imported; settings are kept below `folder`."""
    QgsSettings.folder = folder
    sys.meta_path.append(_Finder())
    for name in ("qgis", "qgis.core", "qgis.gui", "qgis.utils", "processing", "qgis.PyQt"):
        sys.modules[name] = _StubModule(name)
        sys.modules[name].__path__ = []
    for name in MODULES:
        module = importlib.import_module(f"PyQt6.{name}")
        sys.modules[f"qgis.PyQt.{name}"] = module
        setattr(sys.modules["qgis.PyQt"], name, module)
    from PyQt6 import sip

    # A stand-in that is no QObject lives as long as Python has it.
    tolerant = types.ModuleType("qgis.PyQt.sip")
    tolerant.__dict__.update({name: vars(sip)[name] for name in dir(sip) if not name.startswith("__")})
    tolerant.__dict__["isdeleted"] = lambda one: isinstance(one, sip.simplewrapper) and sip.isdeleted(one)
    sys.modules["qgis.PyQt.sip"] = sys.modules["qgis.PyQt"].__dict__["sip"] = tolerant
    # As `qgis.PyQt.QtWidgets` has it in QGIS 4: QAction moved to QtGui.
    widgets = types.ModuleType("qgis.PyQt.QtWidgets")
    widgets.__dict__.update({name: vars(QtWidgets)[name] for name in dir(QtWidgets) if not name.startswith("__")})
    for name in ("QAction", "QActionGroup", "QShortcut"):
        setattr(widgets, name, getattr(QtGui, name))
    sys.modules["qgis.PyQt.QtWidgets"] = widgets
    qgis = sys.modules["qgis"]
    for part in ("core", "gui", "utils", "PyQt"):
        setattr(qgis, part, sys.modules[f"qgis.{part}"])
    CLASSES["QgsApplication"] = _AnyClass(
        "QgsApplication",
        (Any_,),
        {
            "instance": staticmethod(QtWidgets.QApplication.instance),
            "qgisSettingsDirPath": staticmethod(lambda: str(folder)),
            "applicationVersion": staticmethod(lambda: "stub"),
        },
    )
    CLASSES["Qgis"] = _AnyClass("Qgis", (Any_,), {"QGIS_VERSION": "4.0.0-stub", "QGIS_VERSION_INT": 40000})
