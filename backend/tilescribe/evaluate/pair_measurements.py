"""The measurements of one evaluation of pairs: two dates of one place, and what has changed."""

from __future__ import annotations

import tempfile
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe.catalog import open_catalog
from tilescribe.errors import MissingPackageError
from tilescribe.evaluate.cataloguing import DescribedPictures, describe_pictures
from tilescribe.evaluate.costs import Stopwatch
from tilescribe.evaluate.events import Measuring, PictureFailed
from tilescribe.evaluate.measurements import Measurements
from tilescribe.evaluate.pairs import (
    look_at,
    look_at_altered,
    measure_captions,
    measure_changes,
    questions_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tilescribe.domain.description import Author
    from tilescribe.domain.events import Event
    from tilescribe.evaluate.datasets import Picture
    from tilescribe.evaluate.pair_results import CaptionResult
    from tilescribe.evaluate.pairs import AlteredLook, PairLook
    from tilescribe.evaluate.reading import Reader

__all__ = ["PairMeasurements"]


@dataclass(slots=True)
class PairMeasurements(Measurements):
    """As `Measurements`; retrieval is of changes by sentence, and `changes` holds the rest."""

    def take(self) -> Iterator[Event]:
        """Describe what is missing, then measure.

        Raises:
            EmptyDatasetError: No pair could be read, compared and described.
        """
        described = self._described = yield from self._describe()
        captioned = described.where(lambda pair: pair.captions)
        if captioned.pictures:
            for kind in self.options.kinds:
                yield from self._measure_retrieval(kind, captioned)
        self._measure_efficiency(described)
        questions = questions_of(self.inputs.dataset.kinds_of_change, self.inputs.dataset.questions)
        look = yield from look_at(self.catalog, described, questions, author=self._judged, embedder=self.embedder)
        yield Measuring("sentences", 0, 1)
        captions = self._captions(described.pictures, look)
        altered: tuple[AlteredLook, ...] = ()
        if self.options.descriptions is None:  # sentences made elsewhere say nothing about other pictures
            altered = yield from look_at_altered(
                described.pictures, look=lambda pairs, read: self._look(pairs, read, questions)
            )
        self.changes = measure_changes(described.pictures, look, questions, captions=captions, altered=altered)

    @property
    def _judged(self) -> Author:
        return self.captioners[-1].author

    def _captions(self, pairs: Sequence[Picture], look: PairLook) -> CaptionResult | None:
        try:
            return measure_captions(pairs, look)
        except MissingPackageError as error:
            self.notices.append(f"{error.what}; the sentences were not compared. {error.remedy}.")
            return measure_captions(pairs, look, compare=False)

    def _look(
        self, pairs: Sequence[Picture], read: Reader, questions: Mapping[str, str]
    ) -> Generator[Event, None, PairLook | None]:
        """Of pairs that are made on the way, in a catalog of their own; None where none could be described."""
        with (
            tempfile.TemporaryDirectory(prefix="tilescribe-evaluate-") as folder,
            open_catalog(Path(folder) / "altered.gpkg", mode="a") as catalog,
        ):
            describing = describe_pictures(
                catalog,
                pairs,
                captioners=self.captioners,
                embedder=self.embedder,
                stopwatch=Stopwatch(),
                read=read,
                shown=self.inputs.shown,
            )
            described = yield from _without_failures(describing)
            if not described.pictures:
                return None
            return (yield from look_at(catalog, described, questions, author=self._judged, embedder=self.embedder))


def _without_failures(events: Generator[Event, None, DescribedPictures]) -> Generator[Event, None, DescribedPictures]:
    """Altered pairs that cannot be compared are counted; nothing of the data set is left out with them."""
    while True:
        try:
            event = next(events)
        except StopIteration as finished:
            described: DescribedPictures = finished.value
            return described
        if not isinstance(event, PictureFailed):
            yield event
