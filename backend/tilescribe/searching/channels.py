"""Which channels a question is put to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tilescribe.errors import InvalidOptionError

if TYPE_CHECKING:
    from tilescribe.catalog.fusion import ChannelWeights, Weights

__all__ = ["ALL_CHANNELS", "Channels", "parse_channels"]

TEXT, LEXICAL, VISUAL = "text", "lexical", "visual"
_PLAIN = (TEXT, LEXICAL, VISUAL)


@dataclass(frozen=True, slots=True)
class Channels:
    """What a question is put to. The default is all there is."""

    text: bool = True
    """What is said of the tiles, by its meaning."""
    lexical: bool = True
    """What is said of them, by its words."""
    visual: bool = True
    """Vectors of pictures in the space of the text embedder, such as the built-in model's."""
    encoders: tuple[str, ...] | None = None
    """Visual encoders by name, each of which must be there; None for all that can be loaded."""

    @property
    def has_meaning(self) -> bool:
        """Whether anything is asked that tells how probable a tile is: shared words alone do not."""
        return self.text or self.visual or self.encoders is None or bool(self.encoders)

    def weighed(self, weights: Weights) -> Weights:
        """The weights with those channels at nothing that are left out."""
        if self.text and self.lexical:
            return weights
        return replace(weights, seen=self._of(weights.seen), unseen=self._of(weights.unseen))

    def _of(self, channels: ChannelWeights) -> ChannelWeights:
        return replace(
            channels,
            text=channels.text if self.text else 0.0,
            lexical=channels.lexical if self.lexical else 0.0,
        )


ALL_CHANNELS = Channels()


def parse_channels(names: Sequence[str]) -> Channels:
    """The channels that names stand for: `text`, `lexical`, `visual`, and visual encoders such as `clip:MODEL`.

    Raises:
        InvalidOptionError: one is no channel, or there is none.
    """
    from tilescribe.describe.encoders import is_encoder_name

    wanted = [name.strip() for name in names if name.strip()]
    odd = [name for name in wanted if name not in _PLAIN and not is_encoder_name(name)]
    if odd or not wanted:
        raise InvalidOptionError(
            f"There is no channel {odd[0]!r}" if odd else "No channel is named",
            remedy=f"Channels are {', '.join(_PLAIN)}, and visual encoders that have looked at the tiles: clip:MODEL",
        )
    encoders = tuple(dict.fromkeys(name for name in wanted if name not in _PLAIN))
    return Channels(text=TEXT in wanted, lexical=LEXICAL in wanted, visual=VISUAL in wanted, encoders=encoders)
