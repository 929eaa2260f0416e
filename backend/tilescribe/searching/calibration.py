"""From the scores of the channels to a probability: what the weights of the formula are for one question.

The number at a hit is to be the probability that a person who looks at the tile would say that it shows what was asked.
Its log-odds are linear in the scores of the channels (`tilescribe.catalog.fusion`). How steeply they rise, and from
where, depends on the question:

- *familiarity*: the cosine with the nearest of the kinds of captions that the scores were calibrated with. Questions
  about what nobody says of an aerial picture, without meaning, or in another language have little of it, and then a
  cosine says little.
- *prior*: the log-odds that a picture shows such a thing at all, linear in the question's vector. "Trees" are in every
  other picture, "a stadium" in one of thirty.

Both know nothing of the catalog, so that the score of a tile does not depend on the other tiles. The numbers lie in
`calibrations/`; `training.score_calibration` makes them, docs/evaluation.md tells how good they are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tilescribe.catalog.fusion import ChannelWeights, Weights

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

__all__ = [
    "LEAST_FAMILIARITY",
    "QuestionScale",
    "ScoreCalibration",
    "ScoreLink",
    "packaged_calibration",
    "packaged_path",
]

LEAST_FAMILIARITY = 0.25
"""Below it a question means nothing to the embedder, or nothing that is said of pictures. Of 120 wordings of questions
that can be answered 1 in 20 has less than 0.63, of 20 without meaning 19 in 20 less than 0.28, of 30 in other languages
than English half have less than 0.20."""
_LEAST_COUNTED = 0.75
"""Of the default embedder: the middle of the familiarities of captions."""
_LEAST_SLOPE = 1.0
"""However unfamiliar a question is, a better score never makes a tile less probable."""


@dataclass(frozen=True, slots=True)
class QuestionScale:
    """What is known of a question before any tile is looked at."""

    familiarity: float
    """Cosine, -1 to 1."""
    prior: float
    """Log-odds."""
    least_counted: float = _LEAST_COUNTED
    """The middle of the familiarities of captions."""

    @property
    def counted_familiarity(self) -> float:
        """The familiarity as links count it: never below the middle of those of captions, of which they were learned.

        The more familiar a question, the higher the cosines of what it does not mean, and the steeper the way from no
        to yes. Carried on to questions of no meaning, of which no picture is near, that would make much of little.
        """
        return max(self.familiarity, self.least_counted)


@dataclass(frozen=True, slots=True)
class ScoreLink:
    """From a joined score `s` of one kind of tile to log-odds.

    They are `offset + prior p + familiarity f + (slope + steeper f) s` for a question of prior p and familiarity f; `s`
    is `visual v + text d + lexical l` of the scores of the channels.
    """

    offset: float
    prior: float
    familiarity: float
    slope: float
    steeper: float
    text: float
    visual: float
    lexical: float

    def of(self, question: QuestionScale) -> ChannelWeights:
        """The weights for one question."""
        familiarity = question.counted_familiarity
        slope = max(self.slope + self.steeper * familiarity, _LEAST_SLOPE)
        return ChannelWeights(
            offset=self.offset + self.prior * question.prior + self.familiarity * familiarity,
            text=slope * self.text,
            visual=slope * self.visual,
            lexical=slope * self.lexical,
        )


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCalibration:
    """A fitted calibration for one text embedder, and for the visual vectors in its space."""

    version: str
    """Of the fit; part of what an answer says of its scores."""
    embedder: str
    """Fingerprint of the text embedder that it was fitted for."""
    kinds: NDArray[np.float32]
    """(n, dim) L2-normalised centres of captions."""
    prior: NDArray[np.float32]
    """(dim,) weights of the prior."""
    prior_offset: float
    links: Mapping[str, ScoreLink]
    """`seen` and `unseen`: tiles with and without a visual vector, described by the captioner that saw them;
    `seen by others`: with a visual vector, and described by other captioners too; `picture`: by the visual vector
    alone; `change seen`, `change unseen`: the first two of pairs of dates; `alike`, `alike unseen`: likeness of a
    tile to a tile or a picture; `seen plain`, `unseen plain`, `picture plain`: whatever the question is."""
    least_counted: float = _LEAST_COUNTED
    """See `QuestionScale`."""

    def scale_of(self, question: NDArray[np.float32]) -> QuestionScale:
        """What is known of a question of which this is the vector, (dim,), L2-normalised or zero."""
        return QuestionScale(
            familiarity=float((self.kinds @ question).max()),
            prior=float(self.prior @ question) + self.prior_offset,
            least_counted=self.least_counted,
        )

    def weights(self, question: NDArray[np.float32], *, space: str, others_describe: bool = False) -> Weights:
        """The weights of the channels for a question.

        Args:
            question: (dim,) its vector, L2-normalised or zero.
            space: Fingerprint of the text embedder that made it. For another one than `embedder`, of which nothing was
                measured, the weights do not depend on the question.
            others_describe: Captioners describe the tiles whose words do not come from the visual vector.
        """
        seen, unseen = "seen by others" if others_describe else "seen", "unseen"
        if space != self.embedder:
            plain = self.links["seen plain"].of(_NO_QUESTION), self.links["unseen plain"].of(_NO_QUESTION)
            return Weights(*plain)
        scale = self.scale_of(question)
        return Weights(seen=self.links[seen].of(scale), unseen=self.links[unseen].of(scale))

    def change_weights(self, question: NDArray[np.float32], *, space: str) -> Weights:
        """The weights where descriptions and vectors are of changes; arguments as of `weights`.

        A fit for another embedder knows nothing of changes.
        """
        if space != self.embedder or "change seen" not in self.links:
            return self.weights(question, space=space)
        scale = self.scale_of(question)
        return Weights(seen=self.links["change seen"].of(scale), unseen=self.links["change unseen"].of(scale))

    def picture_weights(self, question: NDArray[np.float32], *, space: str) -> ChannelWeights:
        """The weights where there is nothing but a picture, such as a part of a tile; arguments as of `weights`."""
        if space != self.embedder:
            return self.links["picture plain"].of(_NO_QUESTION)
        return self.links["picture"].of(self.scale_of(question))

    def likeness(self) -> Weights:
        """The weights for likeness to a tile or a picture."""
        return Weights(seen=self.links["alike"].of(_NO_QUESTION), unseen=self.links["alike unseen"].of(_NO_QUESTION))

    @classmethod
    def load(cls, path: Path) -> ScoreCalibration:
        """Read one that `save` has written.

        Raises:
            OSError, ValueError, KeyError: it is not there, or damaged.
        """
        with np.load(path, allow_pickle=False) as arrays:
            return cls.of_arrays(arrays)

    def save(self, path: Path) -> None:
        """Write it as a file of numpy's."""
        np.savez_compressed(path, allow_pickle=False, **self.as_arrays())

    @classmethod
    def of_arrays(cls, arrays: Mapping[str, NDArray[Any]]) -> ScoreCalibration:
        """The inverse of `as_arrays`.

        Raises:
            ValueError, KeyError, TypeError: it is not what `as_arrays` makes.
        """
        numbers: dict[str, Any] = json.loads(str(arrays["numbers"]))
        kinds = arrays["kinds"].astype(np.float32)
        return cls(
            version=numbers["version"],
            embedder=numbers["embedder"],
            kinds=kinds / np.linalg.norm(kinds, axis=1, keepdims=True),
            prior=arrays["prior"].astype(np.float32),
            prior_offset=numbers["prior_offset"],
            links={name: ScoreLink(**values) for name, values in numbers["links"].items()},
            least_counted=numbers.get("least_counted", _LEAST_COUNTED),
        )

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        """All of it under names; the centres as 8-bit integers, each row by its largest."""
        from dataclasses import asdict

        numbers = {
            "version": self.version,
            "embedder": self.embedder,
            "prior_offset": self.prior_offset,
            "links": {name: asdict(link) for name, link in self.links.items()},
            "least_counted": self.least_counted,
        }
        largest = np.abs(self.kinds).max(axis=1, keepdims=True)
        return {
            "numbers": np.array(json.dumps(numbers)),
            "kinds": np.round(127 * self.kinds / largest).astype(np.int8),
            "prior": self.prior.astype(np.float16),
        }


_NO_QUESTION = QuestionScale(familiarity=0.0, prior=0.0)


@cache
def packaged_calibration() -> ScoreCalibration:
    """The one that comes with Tilescribe: for the default embedder, and `builtin`'s visual vectors."""
    return ScoreCalibration.load(packaged_path())


def packaged_path() -> Path:
    """Where that one lies."""
    return Path(__file__).parent / "calibrations" / "builtin.npz"
