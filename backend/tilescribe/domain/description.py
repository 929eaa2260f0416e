"""What is said about a tile, and by whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.domain.pair import ChangeMeasures

__all__ = [
    "MEASURED",
    "USER",
    "Author",
    "Caption",
    "Description",
    "DescriptionKind",
    "Measurements",
    "Tag",
    "VisualVector",
]


MEASURED = "facts"
"""The captioner that measures and guesses nothing; its descriptions count apart from all others."""


class DescriptionKind(StrEnum):
    SUMMARY = "summary"
    """One sentence, whole to parts."""
    FEATURES = "features"
    """Visible things with their position, top = north."""
    DETAIL = "detail"
    """A paragraph."""
    FACTS = "facts"
    """Deterministic statements measured from the bands."""
    CHANGE = "change"
    """What differs from an earlier date."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a description. The same author never describes the same pixels twice."""

    captioner: str
    """As the user types it, e.g. `facts`."""
    model: str
    """Which weights or algorithm, e.g. a revision."""
    prompt_version: str
    """Which wording; a new one replaces the old one's descriptions."""


USER = Author("user", "", "1")
"""The author of corrections."""


@dataclass(frozen=True, slots=True)
class Description:
    """One text about a tile. Short: text embedders read about 200 words."""

    kind: DescriptionKind
    text: str
    variant: int = 0
    """Numbers several texts of one kind."""


@dataclass(frozen=True, slots=True)
class Measurements:
    """Numbers measured from the bands of one tile; None where the bands cannot tell.

    Shares are of the tile's valid pixels, 0 to 1.
    """

    water: float | None = None
    vegetation: float | None = None
    bare: float | None = None
    burnt: float | None = None
    snow: float | None = None
    cloud: float | None = None
    built_up: float | None = None
    """Of busy and of grey surfaces, which is what built-up ground looks like; rubble, rock and gravel look so too."""
    brightness: float | None = None
    """Mean luminance of the stretched picture, 0 to 1."""
    texture: float | None = None
    """Local contrast of the stretched picture, 0 (smooth) to 1 (busy)."""
    lines: float | None = None
    """Share of edge strength that lies on straight structures, 0 to 1."""
    ndvi: float | None = None
    """Mean normalised difference vegetation index."""
    ndwi: float | None = None
    """Mean normalised difference water index (green, nir)."""
    nbr: float | None = None
    """Mean normalised burn ratio (nir, swir2)."""
    colours: str | None = None
    """Dominant colours, commonest first, comma separated."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A name from a captioner's fixed vocabulary."""

    name: str
    probability: float
    """Calibrated, 0 to 1: of all tags given with 0.8, four in five are right."""


@dataclass(frozen=True, slots=True)
class VisualVector:
    """What a picture shows as a point in the space of a text encoder: a description without words."""

    space: str
    """Fingerprint of the encoder whose texts it may be compared with."""
    data: bytes
    """Little-endian float16, L2-normalised or all zero: bytes and not an array, so that captions can be compared and
    hashed."""
    encoder: str = field(default="", compare=False)
    """Name of the encoder that speaks the space, where the model that looked at the picture knows it."""

    @classmethod
    def of(cls, vector: NDArray[np.floating[Any]], *, space: str, encoder: str = "") -> VisualVector:
        """From (dim,) of any length but zero."""
        import numpy as np

        unit = np.asarray(vector, dtype=np.float32)
        return cls(space, (unit / np.linalg.norm(unit)).astype("<f2").tobytes(), encoder)

    @classmethod
    def unread(cls, *, space: str, dim: int) -> VisualVector:
        """Of a picture that was looked at and not understood: all zero, so that it looks like nothing that is asked.

        Without any vector its words alone would count, in full, and a guess would outrank what is known.
        """
        return cls(space, bytes(2 * dim))

    def as_unread(self) -> VisualVector:
        """The same as if the picture had not been understood; see `unread`."""
        return VisualVector(self.space, bytes(len(self.data)), self.encoder)

    @property
    def dim(self) -> int:
        """Its length."""
        return len(self.data) // 2

    @property
    def is_read(self) -> bool:
        """Whether the picture was understood."""
        return any(self.data)

    def array(self) -> NDArray[np.float32]:
        """(dim,) float32."""
        import numpy as np

        return np.frombuffer(self.data, dtype="<f2").astype(np.float32)


@dataclass(frozen=True, slots=True)
class Caption:
    """All that one captioner has to say about one tile. Either descriptions or a failure, never both."""

    descriptions: tuple[Description, ...] = ()
    measurements: Measurements | None = field(default=None)
    visual: VisualVector | None = None
    tags: tuple[Tag, ...] = ()
    """Most probable first."""
    failure: str | None = None
    """Why this tile could not be described, one sentence."""
    inherited_from: int | None = None
    """Id of the near-identical tile that was described instead; None where the tile's own pixels were."""
    change: ChangeMeasures | None = None
    """Of two dates."""
