"""How the cosines of a visual encoder's space are brought to the scale of the built-in model's.

A cosine means another thing in each space: of CLIP's 0.3 is a match and 0.2 none, where those of the built-in model's
visual vectors are 0.7 and 0.3. What makes them comparable is a background: how near pictures lie to *any* text about an
aerial picture. For a question q, a picture v and the mean b of a bank of such texts

    z = (q - b) . v / s

says how much nearer the picture is to the question than to the bank, in units of s, the spread of `(b_i - b) . v` over
texts b_i of the bank and pictures of the catalog. `REFERENCE_MEAN + REFERENCE_SPREAD * z` would be on the scale of the
built-in model, for which the same background was measured; as long as nothing was fitted for a space its z counts for
`UNFITTED_TRUST` of that, since a model may be of no use for the imagery at hand. The part that depends on the picture
(`b . v`) goes into the question's vector, so that a store has nothing more to do than before: it multiplies, scales and
adds.

The score of a tile does not depend on which other tiles match: the catalog's pictures set the unit alone. Where
`evaluate --calibrate` has fitted a scale to captions, that is better, and takes this one's place (`own_calibrations`).
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.catalog.fusion import VisualScale
from tilescribe.embed.memory import recall, remember

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tilescribe.catalog.protocols import Catalog
    from tilescribe.describe.encoders import VisualEncoder

__all__ = [
    "BANK",
    "BANK_DIGEST",
    "REFERENCE_LIKENESS",
    "REFERENCE_MEAN",
    "REFERENCE_SPREAD",
    "UNFITTED_SHARE",
    "UNFITTED_TRUST",
    "ScaledVector",
    "against_background",
    "bank_of",
    "likeness_scale",
    "question_scale",
    "sample_of",
]

BANK = (
    "a lake",
    "a river with a bridge",
    "the sea and a beach",
    "ships in a harbour",
    "a forest",
    "scattered trees on grass",
    "green fields",
    "a field of brown soil",
    "an orchard in rows",
    "a meadow",
    "bare rock and mountains",
    "a desert with sand dunes",
    "snow and ice",
    "clouds over the ground",
    "houses with gardens along a street",
    "apartment blocks",
    "a village",
    "skyscrapers in a city centre",
    "a factory with warehouses",
    "storage tanks",
    "a car park with many cars",
    "a motorway junction",
    "a railway station with tracks",
    "an airport with planes on the apron",
    "a runway",
    "a stadium",
    "a football pitch and tennis courts",
    "a golf course",
    "a school with a playground",
    "a construction site",
    "a quarry",
    "a solar farm",
    "a flooded street",
    "burnt ground after a fire",
    "rubble of destroyed houses",
    "a dam with a reservoir",
)
"""Short texts about what aerial pictures show, of all kinds alike: the background against which a question is told."""
BANK_DIGEST = hashlib.sha256(repr(BANK).encode()).hexdigest()[:16]
REFERENCE_MEAN, REFERENCE_SPREAD, REFERENCE_LIKENESS = 0.25, 0.12, 0.4
"""Of the built-in model, with 250 pictures each of RSICD (val) and UC Merced: the mean of the bank's cosines with
pictures (0.25, 0.22), their spread about the mean of the bank (0.125, 0.122), and the mean cosine of two pictures
(0.44, 0.32)."""
UNFITTED_SHARE, UNFITTED_TRUST = 0.5, 0.5
"""What a space counts beside the built-in model's, of which more is known; and how far its scores may go from the mean,
also where no other model has looked."""
_SAMPLE = 256
"""Pictures that set the unit: the spread over so many, and all texts of the bank, is known to about 2 %."""
_LEAST_SPREAD = 1e-3
"""Of a model that sees the same in all pictures, whose rounding errors shall not become scores."""
_TOPIC = "encoder-banks"


@dataclass(frozen=True, slots=True, eq=False)
class ScaledVector:
    """What a store compares the visual vectors of a space with, and how it scales what comes out."""

    vector: NDArray[np.float32]
    """(dim,), of any length; (n, dim) of several questions."""
    scale: VisualScale


def bank_of(encoder: VisualEncoder) -> NDArray[np.float32]:
    """(n, dim) float32, the vectors of `BANK` in the encoder's space; read from the cache after the first time."""
    key = f"{encoder.space}|{BANK_DIGEST}"
    known = recall(_TOPIC, key)
    if known is not None:
        numbers = np.frombuffer(base64.b64decode(known), dtype="<f2").astype(np.float32)
        if len(numbers) and len(numbers) % len(BANK) == 0:
            return numbers.reshape(len(BANK), -1)
    bank = encoder.encode_questions(BANK)
    remember(_TOPIC, key, base64.b64encode(bank.astype("<f2").tobytes()).decode("ascii"))
    return bank


def question_scale(
    question: NDArray[np.float32], *, bank: NDArray[np.float32], pictures: NDArray[np.float32]
) -> ScaledVector:
    """The scale of a question, as the module explains.

    Args:
        question: (dim,), L2-normalised, or the mean of some such; or (n, dim).
        bank: (n, dim) of `bank_of`.
        pictures: (m, dim) visual vectors of the catalog, a sample; with none or one nothing is known of their spread,
            and the bank's texts stand for them.
    """
    middle = bank.mean(axis=0)
    spread = float(((bank - middle) @ (pictures if len(pictures) > 1 else bank).T).std())
    scale = UNFITTED_TRUST * REFERENCE_SPREAD / max(spread, _LEAST_SPREAD)
    vector = against_background(question, bank=bank)
    return ScaledVector(vector, VisualScale(scale=scale, offset=REFERENCE_MEAN, share=UNFITTED_SHARE))


def against_background(question: NDArray[np.float32], *, bank: NDArray[np.float32]) -> NDArray[np.float32]:
    """(dim,) or (n, dim): what is left of questions when what any text about an aerial picture has is taken off."""
    left: NDArray[np.float32] = np.ascontiguousarray(question - bank.mean(axis=0), dtype=np.float32)
    return left


def likeness_scale(picture: NDArray[np.float32], *, pictures: NDArray[np.float32]) -> ScaledVector:
    """The scale on which pictures are compared with a picture: 1 for the same, and for the mean of the sample what two
    pictures have in the space of the built-in model.

    Pictures lie nearer to each other in spaces like CLIP's, where any two have cosines of 0.5 to 0.9.

    Args:
        picture: (dim,), L2-normalised.
        pictures: (m, dim) as for `question_scale`.
    """
    usual = float((pictures @ picture).mean()) if len(pictures) > 1 else REFERENCE_LIKENESS
    scale = (1 - REFERENCE_LIKENESS) / max(1 - usual, _LEAST_SPREAD)
    return ScaledVector(picture, VisualScale(scale=scale, offset=1 - scale, share=UNFITTED_SHARE))


def sample_of(catalog: Catalog, space: str) -> NDArray[np.float32]:
    """(m, dim) visual vectors of a space, spread over the catalog."""
    return catalog.visual_sample(space=space, limit=_SAMPLE)
