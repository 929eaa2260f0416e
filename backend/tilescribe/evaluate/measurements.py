"""The measurements of one evaluation, which fill in the parts of its report."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tilescribe import __version__
from tilescribe.catalog import open_catalog
from tilescribe.describe.encoders import encoding
from tilescribe.errors import EmptyDatasetError
from tilescribe.evaluate.cataloguing import DescribedPictures, describe_pictures
from tilescribe.evaluate.ceiling import measure_ceiling
from tilescribe.evaluate.costs import Stopwatch
from tilescribe.evaluate.datasets import Picture, Problem
from tilescribe.evaluate.descriptions import CAPTIONS
from tilescribe.evaluate.efficiency import measure_efficiency
from tilescribe.evaluate.events import Measuring, PictureFailed
from tilescribe.evaluate.examples import choose_examples
from tilescribe.evaluate.inputs import Inputs, summarise
from tilescribe.evaluate.localise import measure_on_map
from tilescribe.evaluate.logic import measure_logic_of_captions
from tilescribe.evaluate.metrics import CaptionTruth, measure_recall
from tilescribe.evaluate.options import EvaluateOptions
from tilescribe.evaluate.pair_results import ChangeResult
from tilescribe.evaluate.results import (
    CalibrationResult,
    Ceiling,
    EfficiencyResult,
    EvaluationReport,
    Examples,
    LocalisationResult,
    LogicResult,
    Models,
    QueryRecall,
    RobustnessResult,
    SceneResult,
    ScoreResult,
    Settings,
)
from tilescribe.evaluate.retrieval import measure_channels, measure_single, rich_queries, short_queries
from tilescribe.evaluate.robustness import Headline, measure_robustness
from tilescribe.evaluate.scenes import measure_scenes
from tilescribe.evaluate.score import calibrate, measure_score
from tilescribe.evaluate.scoring import score_questions

if TYPE_CHECKING:
    from tilescribe.catalog import Catalog
    from tilescribe.describe.base import Captioner
    from tilescribe.describe.encoders import VisualEncoder
    from tilescribe.domain.events import Event
    from tilescribe.embed.base import Embedder
    from tilescribe.evaluate.reading import Reader

__all__ = ["Measurements"]

_LEVEL = 0.95
"""Confidence of all intervals, the default of `bootstrap_pictures`."""


@dataclass(slots=True)
class Measurements:
    """One evaluation. `take` yields events and fills in the parts; `report` puts them together."""

    inputs: Inputs
    options: EvaluateOptions
    catalog: Catalog
    captioners: Sequence[Captioner]
    embedder: Embedder
    encoders: Sequence[VisualEncoder]
    cancel: threading.Event
    problems: list[Problem] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    retrieval: dict[str, QueryRecall] = field(default_factory=dict)
    ceiling: Ceiling | None = None
    scenes: SceneResult | None = None
    score: ScoreResult | None = None
    examples: Examples | None = None
    robustness: RobustnessResult | None = None
    localisation: LocalisationResult | None = None
    efficiency: EfficiencyResult | None = None
    logic: LogicResult | None = None
    calibration: CalibrationResult | None = None
    changes: ChangeResult | None = None
    _stopwatch: Stopwatch = field(default_factory=Stopwatch)
    _described: DescribedPictures | None = None

    def take(self) -> Iterator[Event]:
        """Describe what is missing, then measure.

        Raises:
            EmptyDatasetError: No picture could be read and described.
        """
        described = self._described = yield from self._describe()
        captioned = described.where(lambda picture: picture.captions)
        if self.options.descriptions == CAPTIONS:
            yield from self._measure_ceiling(captioned)
        elif captioned.pictures:
            for kind in self.options.kinds:
                yield from self._measure_retrieval(kind, captioned)
            self.score = yield from measure_score(
                self.catalog, captioned, embedder=self.embedder, encoders=self.encoders
            )
            if self.options.calibrate:
                yield from self._calibrate(captioned)
        self.scenes = yield from measure_scenes(self.catalog, described, embedder=self.embedder, encoders=self.encoders)
        self._measure_efficiency(described)
        if self.options.robustness:
            self.robustness = yield from measure_robustness(described.pictures, score=self._headline)
        if self.options.localisation:
            yield from self._localise(described)
        if self.options.logic:
            yield from self._measure_logic(captioned)

    def report(self, *, started: str, duration_s: float) -> EvaluationReport:
        """All parts so far."""
        options, described = self.options, self._described
        assert described is not None, "`take` comes first"
        return EvaluationReport(
            version=__version__,
            started=started,
            duration_s=duration_s,
            dataset=summarise(self.inputs, described.pictures, (*self.inputs.problems, *self.problems)),
            settings=Settings(
                captioner=self.captioners[-1].author.captioner,
                embedder=self.embedder.name,
                queries=options.queries,
                limit=options.limit,
                descriptions=options.descriptions,
                rich=options.rich,
                labels_from_names=options.labels_from_names,
                visual=tuple(one.name for one in self.encoders),
                resamples=options.resamples,
                level=_LEVEL,
            ),
            models=Models(
                authors=tuple(captioner.author for captioner in self._authors()),
                embedder=self.embedder.name,
                embedder_fingerprint=self.embedder.fingerprint,
                dim=self.embedder.dim,
            ),
            retrieval=self.retrieval,
            ceiling=self.ceiling,
            scenes=self.scenes,
            score=self.score,
            examples=self.examples,
            robustness=self.robustness,
            localisation=self.localisation,
            efficiency=self.efficiency,
            logic=self.logic,
            calibration=self.calibration,
            changes=self.changes,
            notices=tuple(self.notices),
        )

    def _authors(self) -> list[Captioner]:
        """All that look at the pictures."""
        return [*self.captioners, *encoding(self.encoders)]

    # --- the parts ------------------------------------------------------------------------------------------------

    def _describe(self) -> Generator[Event, None, DescribedPictures]:
        describing = describe_pictures(
            self.catalog,
            self.inputs.pictures,
            captioners=self._authors(),
            embedder=self.embedder,
            stopwatch=self._stopwatch,
            read=self.inputs.read,
            shown=self.inputs.shown,
        )
        described = yield from _noting(describing, self.problems)
        if not described.pictures:
            reason = f"; the first: {self.problems[0].reason}" if self.problems else ""
            raise EmptyDatasetError(
                f"None of {len(self.inputs.pictures):,} pictures could be read and described{reason}",
                remedy="Check that the pictures open elsewhere",
            )
        if described.others:
            self.notices.append(
                f"The catalog holds {described.others:,} other pictures; they are no answers here, but how common a "
                "word is, which the lexical channel weighs, was counted over them too."
            )
        return described

    def _measure_retrieval(self, kind: str, captioned: DescribedPictures) -> Iterator[Event]:
        rich = kind == "rich"
        queries = (
            rich_queries(captioned.pictures, supplied=self.inputs.rich) if rich else short_queries(captioned.pictures)
        )
        questions = [text for own in queries for text in own]
        with self._stopwatch.time("score", items=len(questions)):
            asked = yield from score_questions(
                self.catalog,
                questions,
                embedder=self.embedder,
                tile_ids=captioned.tile_ids,
                what=f"{kind} queries",
                encoders=self.encoders,
            )
        yield Measuring(f"recall of {kind} queries", 0, 1)
        single = measure_single(
            queries, self._variants(captioned), embedder=self.embedder, resamples=self.options.resamples
        )
        self.retrieval[kind] = measure_channels(
            kind, queries, asked.channels, single=single, resamples=self.options.resamples
        )
        if self.examples is None:
            yield Measuring("examples", 0, 1)
            self.examples = choose_examples(
                self.catalog, captioned, queries, asked.channels["fused"], embedder=self.embedder
            )

    def _calibrate(self, captioned: DescribedPictures) -> Iterator[Event]:
        self.calibration = yield from calibrate(
            self.catalog,
            captioned,
            embedder=self.embedder,
            encoders=self.encoders,
            captioner=self.captioners[-1].author.captioner,
            data=self.inputs.dataset.name,
        )
        if self.calibration.refused is not None:
            self.notices.append(f"{self.calibration.refused} Nothing was kept: searches go on with what they had.")

    def _measure_ceiling(self, captioned: DescribedPictures) -> Iterator[Event]:
        yield Measuring("human captions as descriptions", 0, 1)
        self.ceiling = measure_ceiling(
            short_queries(captioned.pictures), embedder=self.embedder, resamples=self.options.resamples
        )
        if self.ceiling is None:
            self.notices.append("No ceiling was measured: it takes two pictures with different sentences each.")

    def _measure_efficiency(self, described: DescribedPictures) -> None:
        first = [picture.captions[0] for picture in described.pictures if picture.captions]
        questions = [caption for caption in first if any(map(str.isalnum, caption))]  # `search` wants a word
        self.efficiency = measure_efficiency(
            self.catalog,
            stages=self._stopwatch.stages(),
            tiles=len(described.pictures) + described.others,
            questions=questions,
            captioners=self.captioners,
            embedder=self.embedder,
            encoders=self.encoders,
        )

    def _localise(self, described: DescribedPictures) -> Iterator[Event]:
        try:
            self.localisation = yield from measure_on_map(
                described.pictures, captioner=self.captioners[-1], embedder=self.embedder, cancel=self.cancel
            )
        except EmptyDatasetError as error:
            self.notices.append(f"Localisation was not measured: {error.what}.")

    def _measure_logic(self, captioned: DescribedPictures) -> Iterator[Event]:
        captions = [picture.captions for picture in captioned.pictures]
        self.logic = yield from measure_logic_of_captions(
            self.catalog, captions, tile_ids=captioned.tile_ids, embedder=self.embedder
        )
        if self.logic is None:
            self.notices.append("Questions with connectives were not measured: too few pictures show what they need.")

    def _headline(
        self, _name: str, pictures: Sequence[Picture], read: Reader
    ) -> Generator[Event, None, Headline | None]:
        """The figures of one row of the table of degradations, from a catalog of its own."""
        with (
            tempfile.TemporaryDirectory(prefix="tilescribe-evaluate-") as folder,
            open_catalog(Path(folder) / "degraded.gpkg", mode="a") as catalog,
        ):
            described = yield from describe_pictures(
                catalog,
                pictures,
                captioners=self._authors(),
                embedder=self.embedder,
                stopwatch=Stopwatch(),
                read=read,
            )
            recall = yield from self._mean_recall(catalog, described.where(lambda picture: picture.captions))
            scenes = yield from measure_scenes(catalog, described, embedder=self.embedder, encoders=self.encoders)
        accuracy = {name: scores.accuracy for name, scores in scenes.channels.items()} if scenes else {}
        return Headline(mean_recall=recall, accuracy=accuracy)

    def _mean_recall(
        self, catalog: Catalog, captioned: DescribedPictures
    ) -> Generator[Event, None, Mapping[str, float]]:
        if not captioned.pictures:
            return {}
        queries = short_queries(captioned.pictures)
        asked = yield from score_questions(
            catalog,
            [text for own in queries for text in own],
            embedder=self.embedder,
            tile_ids=captioned.tile_ids,
            what="short queries",
            encoders=self.encoders,
        )
        truth = CaptionTruth.standard([len(own) for own in queries])
        return {
            name: measure_recall(scores, truth, resamples=_NO_INTERVAL).mean.value
            for name, scores in asked.channels.items()
        }

    def _variants(self, described: DescribedPictures) -> list[list[str]]:
        """What the judged captioner says of each picture; the facts say how much of what, not what it is."""
        judged = self.captioners[-1].author
        return [
            [one.text for one in self.catalog.descriptions(int(tile_id)) if one.author == judged]
            for tile_id in described.tile_ids
        ]


_NO_INTERVAL = 2
"""Draws where only the figure itself is wanted."""


def _noting(
    events: Generator[Event, None, DescribedPictures], problems: list[Problem]
) -> Generator[Event, None, DescribedPictures]:
    """Pass events on, and keep what went wrong."""
    while True:
        try:
            event = next(events)
        except StopIteration as finished:
            described: DescribedPictures = finished.value
            return described
        if isinstance(event, PictureFailed):
            problems.append(event.problem)
        yield event
