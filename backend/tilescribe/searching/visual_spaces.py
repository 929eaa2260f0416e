"""The spaces of visual encoders: who speaks them, and what a question or a tile is in each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tilescribe.describe.encoders import load_encoder
from tilescribe.errors import ModelError, UnknownEncoderError, UsageError
from tilescribe.searching.channels import ALL_CHANNELS, Channels
from tilescribe.searching.own_calibrations import find_space_fit
from tilescribe.searching.space_scales import (
    BANK_DIGEST,
    REFERENCE_MEAN,
    ScaledVector,
    against_background,
    bank_of,
    likeness_scale,
    question_scale,
    sample_of,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.catalog.fusion import Weights
    from tilescribe.catalog.protocols import Catalog
    from tilescribe.catalog.types import VectorSpace
    from tilescribe.describe.encoders import VisualEncoder

__all__ = [
    "AskedSpaces",
    "OpenSpaces",
    "beside_words",
    "encoder_spaces",
    "has_own_pictures",
    "in_space",
    "like_picture",
    "notices_of_scales",
    "open_spaces",
    "with_scales",
]

Load = Callable[[str], "VisualEncoder"]


@dataclass(frozen=True, slots=True)
class OpenSpaces:
    """Spaces of visual encoders whose encoders are here, and what is to be told of the others."""

    encoders: Mapping[str, VisualEncoder] = field(default_factory=dict)
    """By space."""
    notices: tuple[str, ...] = ()

    def read(self, question: str) -> AskedSpaces:
        """The question as each encoder reads it, which may take seconds; nothing where it has no words.

        Raises:
            ModelError: an encoder cannot be loaded.
        """
        if not question.strip():
            return AskedSpaces()
        asked = {one.space: one.encode_questions([question])[0] for one in self.encoders.values()}
        return AskedSpaces(asked, {one.space: bank_of(one) for one in self.encoders.values()})


@dataclass(frozen=True, slots=True, eq=False)
class AskedSpaces:
    """A question in the spaces of visual encoders."""

    questions: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """(dim,) by space."""
    banks: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    """Of `bank_of`, by space."""

    def scaled(self, catalog: Catalog, *, embedder: str, alone: bool) -> dict[str, ScaledVector]:
        """What to compare the pictures of each space with, by a fitted scale where there is one.

        Args:
            catalog: Whose pictures set the unit of spaces that nothing was fitted for.
            embedder: Fingerprint of the text embedder that the question is put to as well.
            alone: No visual vectors in the space of that embedder count beside them.
        """
        return {
            space: in_space(catalog, space, question, self.banks[space], embedder=embedder, alone=alone)
            for space, question in self.questions.items()
        }


def encoder_spaces(catalog: Catalog) -> list[VectorSpace]:
    """Spaces of the catalog that visual encoders have filled, the last used first."""
    return [space for space in catalog.spaces() if not space.has_texts and _is_of_encoder(space)]


def _is_of_encoder(space: VectorSpace) -> bool:
    """Whether what looked at the tiles also reads questions: a captioner writes into the space of an embedder."""
    family = space.encoder.partition(":")[0]
    return bool(family) and any(model.partition(":")[0] == family for model in space.visual_models)


def open_spaces(
    catalog: Catalog,
    channels: Channels = ALL_CHANNELS,
    *,
    encoders: Sequence[VisualEncoder] | None = None,
    load: Load = load_encoder,
) -> OpenSpaces:
    """The spaces that a question is put to, with encoders to put it.

    Args:
        catalog: The catalog that is asked.
        channels: What the user wants.
        encoders: Instances to use; those of spaces that the catalog lacks are passed over. None: they are loaded.
        load: How names become encoders.

    Raises:
        UnknownEncoderError: an encoder that is asked for by name has looked at no tile of this catalog.
        ModelError, UsageError: one that is asked for by name cannot be loaded.
    """
    spaces = encoder_spaces(catalog)
    if channels.encoders is not None:
        return OpenSpaces(dict(_named(name, spaces, encoders, load) for name in channels.encoders))
    if encoders is not None:
        known = {space.id for space in spaces}
        return OpenSpaces({encoder.space: encoder for encoder in encoders if encoder.space in known})
    found: dict[str, VisualEncoder] = {}
    notices = []
    for space in spaces:
        try:
            encoder = load(space.encoder)
        except (ModelError, UsageError) as error:
            notices.append(f"Left out: what {space.encoder} has seen. {error}")
            continue
        if encoder.space == space.id:
            found[space.id] = encoder
        else:
            notices.append(
                f"Left out: what {space.encoder} has seen. Its files here are not those that looked at the tiles. Run "
                f"the index again with --visual {space.encoder}."
            )
    return OpenSpaces(found, tuple(notices))


def has_own_pictures(catalog: Catalog, embedder: str) -> bool:
    """Whether tiles have visual vectors in the space of a text embedder, by its fingerprint, as `builtin` makes."""
    return any(one.id == embedder and one.visual_models for one in catalog.spaces())


def in_space(
    catalog: Catalog,
    space: str,
    question: NDArray[np.float32],
    bank: NDArray[np.float32],
    *,
    embedder: str,
    alone: bool,
) -> ScaledVector:
    """What to compare the pictures of one space with; arguments as of `AskedSpaces.scaled`.

    `question` is (dim,), or (n, dim) for several questions, which have one scale in common.
    """
    fit = find_space_fit(space, embedder=embedder, alone=alone, bank=BANK_DIGEST).fit
    if fit is not None:
        return ScaledVector(against_background(question, bank=bank), fit.scale)
    return question_scale(question, bank=bank, pictures=sample_of(catalog, space))


def notices_of_scales(spaces: OpenSpaces, *, embedder: str, alone: bool) -> tuple[str, ...]:
    """By which scales of the user's own the spaces count, and which cannot be used; arguments as of `scaled`."""
    notices = []
    for space, encoder in spaces.encoders.items():
        found = find_space_fit(space, embedder=embedder, alone=alone, bank=BANK_DIGEST)
        if found.problem is not None:
            notices.append(found.problem)
        if found.fit is not None:
            origin = found.fit.origin
            how = "is calibrated" if found.fit.scale.share else "does not count"
            notices.append(f"What {encoder.family} sees {how}, by your own fit on {origin.data} of {origin.made}.")
    return tuple(notices)


def with_scales(weights: Weights, scaled: Mapping[str, ScaledVector]) -> Weights:
    """The weights with the scale of each space; a space that has one already, a fitted one, keeps it."""
    return replace(weights, spaces={**{space: one.scale for space, one in scaled.items()}, **weights.spaces})


def beside_words(weights: Weights) -> Weights:
    """The weights where visual encoders alone have looked, with no visual vector in the space of the text embedder.

    The weights of tiles that were seen were fitted where the built-in model has seen them, whose picture tells all that
    its words do, so that words hardly count. Here the words are somebody else's: they count as where nothing was seen,
    and what an encoder says is added to their log-odds, nothing for a picture that is as near to the question as most.
    """
    words, visual = weights.unseen, weights.seen.visual
    return replace(weights, seen=replace(words, offset=words.offset - visual * REFERENCE_MEAN, visual=visual))


def like_picture(catalog: Catalog, tile_id: int, *, besides: str) -> dict[str, ScaledVector]:
    """What to compare other pictures with to find those like a tile's, in each space of visual encoders that has it.

    No encoder is needed. `besides` is the space that is dealt with elsewhere.
    """
    found = {}
    for space in encoder_spaces(catalog):
        shown = catalog.visual_vector(tile_id, space=space.id) if space.id != besides else None
        if shown is not None:
            found[space.id] = likeness_scale(shown, pictures=sample_of(catalog, space.id))
    return found


def _named(
    name: str, spaces: Sequence[VectorSpace], given: Sequence[VisualEncoder] | None, load: Load
) -> tuple[str, VisualEncoder]:
    """(space, encoder) of one that is asked for by name: the whole one, or what stands in the catalog as the author."""
    listed = ", ".join(space.encoder for space in spaces)
    remedy = (
        f"Choose one of {listed}, or index with it" if spaces else f"Look with it: tilescribe index … --visual {name}"
    )
    stored = [space for space in spaces if name == space.encoder or name in space.visual_models]
    for encoder in given or ():
        if name in (encoder.name, encoder.family):
            return encoder.space, encoder
    encoder = load(stored[0].encoder if stored else name)
    if encoder.space not in {space.id for space in spaces}:
        raise UnknownEncoderError(
            f"No tile of this catalog was looked at by {name!r} as it is installed here", remedy=remedy
        )
    return encoder.space, encoder
