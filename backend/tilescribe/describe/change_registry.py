"""Which captioners can describe the difference of two dates, and how a name becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.description import MEASURED
from tilescribe.errors import InvalidOptionError, UnknownCaptionerError

if TYPE_CHECKING:
    from tilescribe.describe.base import Captioner

__all__ = ["load_change_captioner", "with_change_facts"]

_FAMILIES = ("transformers:", "openai:")


def load_change_captioner(name: str, *, prompt: str | None = None) -> Captioner:
    """The captioner of pairs (`PairPixels`) that a name stands for, ready to describe.

    Args:
        name: `builtin`, `facts`, `transformers:MODEL` or `openai:URL#MODEL`.
        prompt: Name or file of the prompt for a vision-language model; None for `change`, or for `change-caption` where
            it was not trained to follow instructions.

    Raises:
        UnknownCaptionerError: there is no captioner of that name that compares two dates.
        InvalidOptionError: a prompt is given to a captioner that takes none, there is no such prompt, or it is for
            single pictures; the vision-language model takes one picture only.
        ModelError: its model cannot be used.
    """
    if name.startswith(_FAMILIES):
        from tilescribe.describe.registry import load_captioner

        return load_captioner(name, prompt=prompt, pictures=2)
    if name not in ("builtin", MEASURED):
        raise UnknownCaptionerError(
            f"No captioner {name!r} compares two dates",
            remedy="Those that do are builtin, facts, transformers:MODEL and openai:URL#MODEL",
        )
    if prompt is not None:
        raise InvalidOptionError(
            f"The captioner {name!r} takes no prompt", remedy="Leave the prompt out, or choose a vision-language model"
        )
    if name == MEASURED:
        return _facts()
    from tilescribe.describe.builtin.change_captioner import BuiltinChangeCaptioner

    return BuiltinChangeCaptioner()


def with_change_facts(captioner: Captioner) -> list[Captioner]:
    """What is measured goes with every captioner: numbers come from the bands, never from a model."""
    facts = _facts()
    return [facts] if captioner.author == facts.author else [facts, captioner]


def _facts() -> Captioner:
    from tilescribe.describe.change.captioner import ChangeFactsCaptioner

    return ChangeFactsCaptioner()
