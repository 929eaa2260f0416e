"""What an evaluation finds out, as data: the command line draws it, the HTML report shows it, programs read it.

Shares are 0 to 1 throughout, times are seconds, sizes are bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final

from tilescribe.domain.description import Author
from tilescribe.evaluate.datasets import CaptionDuplicates, Picture, Problem
from tilescribe.evaluate.metrics import RetrievalRecall
from tilescribe.evaluate.pair_results import ChangeResult

__all__ = [
    "CHANNELS",
    "FORMAT",
    "CalibrationResult",
    "Ceiling",
    "ChannelRecall",
    "DatasetSummary",
    "DegradationRow",
    "EfficiencyResult",
    "EvaluationReport",
    "Example",
    "Examples",
    "LocalisationResult",
    "LogicResult",
    "LogicScores",
    "Models",
    "QueryRecall",
    "Retrieved",
    "RobustnessResult",
    "SceneResult",
    "SceneScores",
    "ScoreBin",
    "ScoreResult",
    "SemanticLocalisation",
    "Settings",
    "SingleRecall",
    "StageCost",
    "in_order",
]

FORMAT: Final = 1
"""Of the JSON; raised when a name changes its meaning or goes."""

CHANNELS: Final = ("descriptions", "facts", "visual", "lexical", "fused")
"""In the order of every table, visual encoders by name before `lexical`; a channel that the catalog has nothing for is
left out of the mappings."""


def in_order(channels: Iterable[str]) -> list[str]:
    """Names of channels as tables show them."""
    places = {name: place for place, name in enumerate(CHANNELS)}
    return sorted(channels, key=lambda name: places.get(name, places["visual"] + 0.5))


@dataclass(frozen=True, slots=True)
class DatasetSummary:
    """What was measured on, and what was left out."""

    name: str
    split: str | None
    images: str
    """Folder or zip as the user gave it."""
    captions_file: str
    pictures: int
    """Taken part: read, described, and scored."""
    captioned: int
    captions: int
    labelled: int
    classes: Mapping[str, int]
    """Scene label to number of pictures, in alphabetical order."""
    duplicates: CaptionDuplicates | None
    """None without captions."""
    problems: tuple[Problem, ...]
    """Everything left out, broken pictures included."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user decided."""

    captioner: str
    embedder: str
    queries: str
    """`short`, `rich` or `both`."""
    limit: int | None
    descriptions: str | None
    """File of descriptions made elsewhere, `captions`, or None."""
    rich: str | None
    """File of long texts to ask, or None for the captions joined."""
    labels_from_names: bool
    visual: tuple[str, ...]
    """Names of visual encoders."""
    resamples: int
    """Bootstrap draws behind each interval."""
    level: float
    """Confidence of the intervals."""


@dataclass(frozen=True, slots=True)
class Models:
    """What described and what embedded."""

    authors: tuple[Author, ...]
    embedder: str
    embedder_fingerprint: str
    dim: int


@dataclass(frozen=True, slots=True)
class ChannelRecall:
    """One channel, by two notions of what is right."""

    standard: RetrievalRecall
    """The field's protocol: right is what was written for the picture itself."""
    sharing: RetrievalRecall
    """A picture that has the same sentence word for word is right too."""


@dataclass(frozen=True, slots=True)
class SingleRecall:
    """One description a picture instead of the best of all, in the channel `descriptions`."""

    variants: tuple[RetrievalRecall, ...]
    """With each picture's first description only, with its second only, …; as many as the picture with fewest has."""
    mean: float
    """mR, the mean over `variants`."""


@dataclass(frozen=True, slots=True)
class QueryRecall:
    """Retrieval with one kind of query."""

    kind: str
    """`short`: every caption. `rich`: one long text a picture."""
    queries: int
    pictures: int
    channels: Mapping[str, ChannelRecall]
    """By name, as of `in_order`; each picture scores as its best description does."""
    single: SingleRecall | None
    """None where pictures have but one description."""


@dataclass(frozen=True, slots=True)
class Ceiling:
    """Human captions in the place of a perfect captioner's descriptions, matched by the embedder alone."""

    queries: int
    own_left_out: RetrievalRecall
    """A query meets all captions but itself: its copies, at its own picture and at others, stay. Pictures of two or
    more captions."""
    copies_removed: RetrievalRecall
    """A query meets no caption that is the same word for word. Pictures of two or more different sentences."""


@dataclass(frozen=True, slots=True)
class SceneScores:
    """One channel."""

    mean_average_precision: float
    precision_at: Mapping[int, float]
    """By k: mean over the classes."""
    accuracy: float
    """Zero-shot: the share of pictures whose own class scores strictly best."""
    average_precision: Mapping[str, float]
    """By class."""


@dataclass(frozen=True, slots=True)
class SceneResult:
    """Questions after scene classes."""

    pictures: int
    classes: Mapping[str, int]
    """Label to number of pictures."""
    readable: Mapping[str, str]
    """Label to the words that the questions use."""
    templates: tuple[str, ...]
    """With `{}` for the class; scores are averaged over them."""
    channels: Mapping[str, SceneScores]


@dataclass(frozen=True, slots=True)
class ScoreBin:
    """One bar of a reliability diagram: scores in (low, high]."""

    low: float
    high: float
    count: int
    score: float | None
    """Mean; None in an empty bin."""
    right: float | None
    """Share that shows what was asked; None in an empty bin."""


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """Whether the score is the probability that a picture shows what was asked."""

    questions: int
    """Different captions."""
    absent_questions: int
    """That no picture answers."""
    pictures: int
    error: float
    """Expected calibration error over all pairs of questions and pictures, nearly all of which are far apart."""
    error_looked_at: float
    """The same over the first `looked_at` hits of each question: what people see."""
    looked_at: int
    diagram: tuple[ScoreBin, ...]
    """Of the hits that are looked at."""
    above_half: int
    """Pairs with a score above 0.5."""
    precision_above_half: float | None
    """Share of those that are right; None where there are none."""
    recall_above_half: float
    """Share of the right pairs that are among them."""
    presence_auroc: float | None
    """How well the best score of a question tells captions, which some picture shows, from absent questions."""
    absent_above_half: float
    """Share of the absent questions whose best score is above 0.5."""
    present_above_half: float | None
    """The same of captions."""


@dataclass(frozen=True, slots=True)
class CalibrationResult:
    """A calibration of the user's own beside the default, each half of the pictures scored by the fit on the other."""

    pictures: int
    default: ScoreResult | None
    """None where nothing could be fitted, as the next."""
    fitted: ScoreResult | None
    counted: Mapping[str, bool]
    """By family of a visual encoder, whether what it sees counts in the fit."""
    files: tuple[str, ...]
    """Where it is kept; empty where it is not."""
    refused: str | None
    """Why it is not kept, for people."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """One answer to an example question."""

    picture: Picture
    score: float
    """Fused."""
    matched: str
    """The description that is most like the question."""
    right: bool


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the best answers."""

    query: str
    expected: Picture
    rank: int
    """Of the expected picture, from 1, ties counted against it."""
    score: float
    """Fused score of the expected picture."""
    description: str
    """The expected picture's description that is most like the question; empty where it has none."""
    retrieved: tuple[Retrieved, ...]
    """Best first."""


@dataclass(frozen=True, slots=True)
class Examples:
    """Questions to look at."""

    hits: tuple[Example, ...]
    """Found at rank 1 with the largest lead, at most one a picture."""
    misses: tuple[Example, ...]
    """The worst ranks, worst first, at most one a picture."""


@dataclass(frozen=True, slots=True)
class DegradationRow:
    """The same measurement on pictures made worse in one way."""

    degradation: str
    """A name of `degrade.DEGRADATIONS`, or `none` for the pictures as they are."""
    mean_recall: Mapping[str, float]
    """mR by channel, short queries; empty without captions."""
    accuracy: Mapping[str, float]
    """Zero-shot by channel; empty without labels."""
    mean_recall_change: Mapping[str, float]
    """Difference to `none`; negative is a loss."""
    accuracy_change: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class RobustnessResult:
    """What each degradation costs."""

    pictures: int
    rows: tuple[DegradationRow, ...]
    """`none` first."""


@dataclass(frozen=True, slots=True)
class SemanticLocalisation:
    """Measures of a heat map, means over the questions. Yuan et al., TGRS 2022, each 0 to 1."""

    significant_area: float
    """Rsu, higher is better."""
    attention_shift: float
    """Ras, lower is better."""
    discrete_attention: float
    """Rda, higher is better."""
    combined: float
    """Rmi, higher is better."""


@dataclass(frozen=True, slots=True)
class LocalisationResult:
    """Pictures laid out on a map, indexed and searched as one raster."""

    pictures: int
    questions: int
    tiles: int
    cell_px: int
    gsd_m: float
    levels_m: tuple[float, ...]
    overlapping: Mapping[int, float]
    """By k: the share of questions with one of the first k hits on the right cell."""
    mean_overlap: Mapping[int, float]
    """By k: the mean of the best intersection over union among the first k hits."""
    chance: Mapping[int, float]
    """By k: `overlapping` of hits drawn at random."""
    semantic: SemanticLocalisation | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class LogicScores:
    """Questions of one kind, such as `fields without trees`."""

    questions: int
    plain: float
    """Mean average precision, the question taken as plain words."""
    read: float
    """The same, read in parts."""
    not_worse: float
    """The share of questions that reading in parts answers at least as well."""


@dataclass(frozen=True, slots=True)
class LogicResult:
    """Questions with connectives, made from what captions name."""

    pictures: int
    kinds: Mapping[str, LogicScores]
    """`conjunctions`, `exclusions`, `alternatives`; kinds without a question are left out."""
    captions: int
    """Different sentences of the data set."""
    captions_read: int
    """Those of them that are read as something else than plain words."""


@dataclass(frozen=True, slots=True)
class StageCost:
    """What one stage of the run took."""

    stage: str
    """`read`, `describe: CAPTIONER`, `embed`, `write`, `score`, …"""
    items: int
    """Tiles, texts or questions, whatever the stage handles."""
    seconds: float


@dataclass(frozen=True, slots=True)
class EfficiencyResult:
    """Time and room. Times are None where a resumed run had nothing left to do."""

    stages: tuple[StageCost, ...]
    seconds_per_tile: float | None
    bytes_per_tile: float
    """Of the catalog file."""
    queries_per_s: float | None
    """One question at a time, as a user asks."""
    model_bytes: Mapping[str, int]
    """By name of the captioner or embedder; those without weights are left out."""
    peak_memory_bytes: int


@dataclass(frozen=True, slots=True)
class EvaluationReport:
    """Everything one evaluation found out. Sections that were not asked for, or that the data cannot fill, are None."""

    version: str
    """Of Tilescribe."""
    started: str
    """ISO 8601, UTC."""
    duration_s: float
    dataset: DatasetSummary
    settings: Settings
    models: Models
    retrieval: Mapping[str, QueryRecall]
    """By kind of query, `short` first; empty without captions."""
    ceiling: Ceiling | None
    scenes: SceneResult | None
    score: ScoreResult | None
    examples: Examples | None
    robustness: RobustnessResult | None
    localisation: LocalisationResult | None
    efficiency: EfficiencyResult | None
    logic: LogicResult | None = None
    calibration: CalibrationResult | None = None
    changes: ChangeResult | None = None
    """Of pairs of dates."""
    notices: tuple[str, ...] = ()
    """What a reader should know about the figures, one sentence each."""

    def to_json(self) -> dict[str, Any]:
        """As plain dictionaries and lists: names as here, pictures by file name, depths k as texts."""
        return {"format": FORMAT, **_plain(self)}


def _plain(value: Any) -> Any:
    if isinstance(value, Picture):
        return value.filename
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value
