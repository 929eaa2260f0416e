"""Which visual encoders exist, and how a name on the command line becomes one."""

from __future__ import annotations

from typing import Any

from tilescribe import extensions
from tilescribe.describe.encoders.base import VisualEncoder
from tilescribe.errors import UnknownEncoderError

__all__ = ["CLIP", "encoder_extensions", "encoder_names", "is_encoder_name", "load_encoder"]

CLIP = "clip"
"""The family of this package's own."""
RESERVED_NAMES = frozenset({CLIP, "text", "lexical", "visual", "builtin", "facts", "transformers", "openai", "user"})
"""What no extension can be called: our own family, the channels beside which encoders are named, and authors."""


def load_encoder(name: str, **options: Any) -> VisualEncoder:
    """The encoder that `name` stands for. Its weights are loaded with the first picture or question.

    Args:
        name: `clip:MODEL`, or the name of an extension and what it takes after a colon.
        options: Passed on to the encoder, e.g. `device`, `batch_size`.

    Raises:
        UnknownEncoderError: there is none of that name.
        ModelNotFoundError, ModelDamagedError: its files are not on this machine, or make no model.
        ExtensionError: the package that offers it is broken.
    """
    family, _, rest = name.partition(":")
    if family == CLIP and rest:
        from tilescribe.describe.encoders.local import LocalEncoder

        return LocalEncoder(rest, **options)
    extension = extensions.find(extensions.Group.ENCODERS, name, reserved=RESERVED_NAMES)
    if extension is None:
        listed = ", ".join(known for known, _ in encoder_names())
        raise UnknownEncoderError(f"There is no visual encoder {name!r}", remedy=f"Visual encoders are: {listed}")
    encoder: VisualEncoder = extension.create(name, VisualEncoder, asked=options)
    for stated in (encoder.name, encoder.family):
        if stated.partition(":")[0] != extension.name:
            raise extension.broken(
                f"makes an encoder that is called {stated!r}; it must be {extension.name!r}, or begin with "
                f"{extension.name + ':'!r}"
            )
    return encoder


def is_encoder_name(name: str) -> bool:
    """Whether `name` is of the form of an encoder's name; nothing is looked for on the machine but entry points."""
    family, colon, rest = name.partition(":")
    if family == CLIP:
        return bool(colon and rest)
    return any(family == one.name for one in encoder_extensions().usable)


def encoder_names() -> list[tuple[str, str]]:
    """(name, one line that says what it is), extensions last."""
    return [
        (
            "clip:MODEL[@REVISION]",
            "A CLIP-like model (CLIP, SigLIP, …) or OpenCLIP checkpoint: from the hub's cache, a folder or a file",
        ),
        *((one.name, one.what) for one in encoder_extensions().usable),
    ]


def encoder_extensions() -> extensions.Extensions:
    """What other packages offer. Imports none of them."""
    return extensions.installed(extensions.Group.ENCODERS, reserved=RESERVED_NAMES)
