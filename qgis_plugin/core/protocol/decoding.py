"""JSON to frozen dataclasses and back, guided by their annotations.

Unknown members are passed over, as the contract asks of clients; a missing or mistyped one raises `ProtocolError` that
names it. Decoders are compiled once for each class, because 50,000 hits pass through them.

Classes that are decoded here write `Optional[X]`, not `X | None`: the latter cannot be evaluated by Python 3.9.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import typing
from typing import Any, Callable, TypeVar, Union

__all__ = ["ProtocolError", "decode", "decoder", "encode", "encode_request"]

T = TypeVar("T")
Decoder = Callable[[Any], Any]


class ProtocolError(ValueError):
    """The engine answered something that this version of the plugin does not understand."""


def decode(cls: type[T], value: Any) -> T:
    """`value` (parsed JSON) as an instance of the dataclass `cls`. Raises ProtocolError."""
    kind: Any = cls
    return decoder(kind)(value)


def encode(value: Any) -> Any:
    """A dataclass as JSON can hold it: nested dataclasses become objects, tuples arrays."""
    if dataclasses.is_dataclass(value):
        return {field.name: encode(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if isinstance(value, dict):
        return {key: encode(item) for key, item in value.items()}
    return value


def encode_request(value: Any) -> Any:
    """As `encode`, less what says nothing: engines of the same contract refuse fields that were added after them."""
    if isinstance(value, dict):
        return {name: encode_request(item) for name, item in value.items() if item is not None}
    return encode_request(encode(value)) if dataclasses.is_dataclass(value) else value


@functools.cache
def decoder(kind: Any) -> Decoder:
    """The function that decodes one annotation: a dataclass, scalar, Optional, tuple, dict or Any."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind):
        return _object_decoder(kind)
    if origin is Union:
        return _union_decoder(arguments)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if origin is dict:
        return _dict_decoder(decoder(arguments[1]))
    if kind is float:
        return _number
    if kind in (str, int, bool):
        return _scalar_decoder(kind)
    if kind is Any or kind is dict:
        return lambda value: value
    raise TypeError(f"No decoder for {kind!r}")


def _object_decoder(cls: Any) -> Decoder:
    hints = typing.get_type_hints(cls)
    parts = [
        (field.name, decoder(hints[field.name]), _is_optional(field)) for field in dataclasses.fields(cls) if field.init
    ]

    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ProtocolError(f"{cls.__name__} should be an object, not {_shown(value)}")
        members = {}
        for name, read_member, optional in parts:
            if name in value:
                try:
                    members[name] = read_member(value[name])
                except ProtocolError as error:
                    raise ProtocolError(f"{name}: {error}") from error
            elif not optional:
                raise ProtocolError(f"{cls.__name__} lacks {name}")
        return cls(**members)

    return read


def _is_optional(field: Any) -> bool:
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def _union_decoder(arguments: Any) -> Decoder:
    """Of Optional[X] and of Union[X, Y]: the first that takes the value."""
    readers = [decoder(argument) for argument in arguments if argument is not type(None)]
    may_be_null = type(None) in arguments

    def read(value: Any) -> Any:
        if value is None and may_be_null:
            return None
        for read_one in readers[:-1]:
            with contextlib.suppress(ProtocolError):
                return read_one(value)
        return readers[-1](value)

    return read


def _tuple_decoder(arguments: Any) -> Decoder:
    """Of tuple[X, ...] and of tuple[float, float, float, float]."""
    read_item = decoder(arguments[0])
    length = None if arguments[-1] is Ellipsis else len(arguments)

    def read(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise ProtocolError(f"should be a list, not {_shown(value)}")
        if length is not None and len(value) != length:
            raise ProtocolError(f"should have {length} items, not {len(value)}")
        return tuple([read_item(item) for item in value])

    return read


def _dict_decoder(read_item: Decoder) -> Decoder:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise ProtocolError(f"should be an object, not {_shown(value)}")
        return {str(key): read_item(item) for key, item in value.items()}

    return read


def _number(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    raise ProtocolError(f"should be a number, not {_shown(value)}")


def _scalar_decoder(kind: Any) -> Decoder:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        raise ProtocolError(f"should be of type {kind.__name__}, not {_shown(value)}")

    return read


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:60] + "…"
