"""A reader of GeoJSON FeatureCollections that goes feature by feature.

50,000 hits are 40 MB of JSON. One `json.loads` would hold Python's lock, and with it QGIS's window, for half a second
even from another thread; feature by feature the lock is free in between. Full passes of the garbage collector would do
the same: they pause meanwhile, and coordinates become tuples, which it need not watch.
"""

from __future__ import annotations

import contextlib
import gc
import json
import re
from collections.abc import Iterator
from typing import Any, Callable

from .protocol.decoding import ProtocolError, decoder

__all__ = ["collection", "feature", "without_full_collections"]

_SPACE = re.compile(r"[\s]*")
_DECODER = json.JSONDecoder()
NEVER, USUAL = 1_000_000, 10
"""How many collections of the middle-aged come before a full one; several readers at once leave the usual number."""


def collection(body: bytes, cls: Any) -> tuple[dict[str, Any], tuple[Any, ...]]:
    """The members of a FeatureCollection other than `features`, and its features as `cls`. Raises ProtocolError."""
    read = decoder(cls)
    try:
        with without_full_collections():
            return _members(body.decode("utf-8"), lambda value: feature(value, read))
    except (UnicodeDecodeError, json.JSONDecodeError, IndexError) as error:
        raise ProtocolError(f"the answer is no GeoJSON: {error}") from error


def feature(value: Any, read: Callable[[Any], Any]) -> Any:
    """One feature through `read`, which gets its properties with the geometry beside them."""
    if not isinstance(value, dict) or not isinstance(value.get("properties"), dict):
        raise ProtocolError("a feature lacks properties")
    return read({**value["properties"], "geometry": _geometry(value.get("geometry"))})


def _geometry(value: Any) -> Any:
    if isinstance(value, dict) and "coordinates" in value:
        return {**value, "coordinates": _frozen(value["coordinates"])}
    return value


def _frozen(coordinates: Any) -> Any:
    return tuple(map(_frozen, coordinates)) if isinstance(coordinates, list) else coordinates


@contextlib.contextmanager
def without_full_collections() -> Iterator[None]:
    """While much is read or made of what was read, in a thread.

    Reading makes no cycles, so that nothing is missed. Collections of the young go on: they find the tuples of
    numbers, which need no watching, and take them off the list that the next full collection has to walk.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(young, middle, NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old if old != NEVER else USUAL)


def _members(text: str, read_feature: Callable[[Any], Any]) -> tuple[dict[str, Any], tuple[Any, ...]]:
    head: dict[str, Any] = {}
    features: list[Any] = []
    at = _expect(text, 0, "{")
    while text[at] != "}":
        name, at = _DECODER.raw_decode(text, at)
        at = _expect(text, at, ":")
        if name == "features":
            at = _array(text, at, read_feature, features)
        else:
            head[name], at = _DECODER.raw_decode(text, at)
        at = _after_comma(text, at, "}")
    if _skip(text, at + 1) != len(text):
        raise ProtocolError("the answer goes on after its end")
    return head, tuple(features)


def _array(text: str, at: int, read_feature: Callable[[Any], Any], features: list[Any]) -> int:
    at = _expect(text, at, "[")
    while text[at] != "]":
        value, at = _DECODER.raw_decode(text, at)
        features.append(read_feature(value))
        at = _after_comma(text, at, "]")
    return at + 1


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _expect(text: str, at: int, sign: str) -> int:
    at = _skip(text, at)
    if text[at] != sign:
        raise ProtocolError(f"the answer has {text[at]!r} at character {at}, where {sign!r} should be")
    return _skip(text, at + 1)


def _after_comma(text: str, at: int, end: str) -> int:
    at = _skip(text, at)
    return at if text[at] == end else _expect(text, at, ",")
