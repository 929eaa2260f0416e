"""Long work: what can be asked for, how it stands, and what happened."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from tilescribe import config
from tilescribe.domain.tile import MAX_OVERLAP
from tilescribe.service.schemas.base import Bbox, Geometry, Moment, Reply, Request
from tilescribe.service.schemas.problems import Problem
from tilescribe.service.schemas.searching import SearchRequest

__all__ = [
    "CompareJob",
    "DeepenJob",
    "DownloadJob",
    "Estimate",
    "EstimateRequest",
    "EventType",
    "ExportJob",
    "HeatMapJob",
    "IndexJob",
    "Job",
    "JobEvent",
    "JobEvents",
    "JobKind",
    "JobRequest",
    "JobState",
    "Jobs",
    "Planning",
    "Progress",
    "ReembedJob",
    "RefusedRaster",
    "VerifyJob",
]

Name = Annotated[str, Field(min_length=1, max_length=4096)]
CatalogId = Annotated[str, Field(min_length=1, max_length=64, examples=["3f9a1c0b7d2e"])]
JobKind = Literal["index", "compare", "deepen", "reembed", "verify", "export", "heatmap", "download"]
JobState = Literal["waiting", "running", "cancelling", "done", "partial", "failed", "cancelled", "interrupted"]
"""`partial`: done, but some rasters or tiles failed. `interrupted`: the service ended before the job did."""


class Planning(Request):
    """Which rasters, and how they are cut. What is left out stays as it was with rasters that are known."""

    paths: list[Name] = Field(
        default=[],
        max_length=100_000,
        description="Absolute paths of files and folders, globs, or /vsi… paths; none: the rasters of the catalog.",
        examples=[["/data/tifs"]],
    )
    captioner: Name = config.DEFAULT_CAPTIONER
    levels_m: list[Annotated[float, Field(gt=0)]] | Literal["auto"] | None = Field(
        default=None,
        max_length=20,
        description="Tile sides in metres, or `auto`; default: auto for new rasters, as before for known ones.",
    )
    overlap: float | None = Field(default=None, ge=0, le=MAX_OVERLAP, description="Share of the tile side.")
    profile: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None, description="Sensor profile, or roles of the bands such as nir,red,green; default: detected."
    )
    acquired: Annotated[str, Field(max_length=100)] | None = Field(
        default=None,
        description="When these rasters were acquired: a year, month, date or time, or a range of two with a slash "
        "between; default: detected.",
        examples=["2011-05-22", "2011-05-22/2011-05-24"],
    )
    label: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        default=None,
        description="By what to call these rasters: before, after, any word; default: as they are called already.",
        examples=["after"],
    )
    nodata: Annotated[str, Field(min_length=1, max_length=2000)] | None = Field(
        default=None,
        description="Stored value without a picture: a number, nan, one for each band as in 0,0,255, or none; "
        "default: what the file declares.",
    )
    since: Moment | None = Field(default=None, description="Leave older rasters alone.")


class EstimateRequest(Planning):
    """What indexing would take, without doing it."""

    catalog: CatalogId | None = Field(default=None, description="Where it would be kept; default: a new catalog.")


class RefusedRaster(Reply):
    path: str
    reason: str


class Estimate(Reply):
    rasters: int = Field(description="That would be indexed.")
    tiles: int = Field(description="Of them, at all levels.")
    pending: int = Field(
        description="Tiles still to be described: those of changed or new rasters, and unfinished ones."
    )
    levels_m: list[float] = Field(description="Of all rasters, ascending.")
    seconds: float = Field(
        description="Of the whole job on this machine: start, models, a look at each raster, and `pending` tiles."
    )
    tiles_per_s: float
    measured: bool = Field(description="The rate was measured in an earlier run here; else it is a typical one.")
    size_bytes: int = Field(description="What the catalog would grow by, its caches included.")
    free_bytes: int | None = Field(description="On the disk of the catalog; null where that cannot be told.")
    complete: bool = Field(description="False: there were too many rasters to look at all; the rest is extrapolated.")
    refused: list[RefusedRaster] = Field(description="Up to 200 rasters that cannot be used, with the reason.")


class IndexJob(Planning):
    """Describe every tile. Only what is missing is done, so that it can be stopped and continued at any time."""

    kind: Literal["index"]
    catalog: CatalogId
    embedder: Name | None = Field(default=None, description="Default: the last used in this catalog.")
    prompt: Name | None = Field(default=None, description="What a vision-language model is asked; see /v1/models.")
    visual: list[Name] = Field(
        default=[], max_length=20, description="Visual encoders that look as well, such as clip:MODEL."
    )
    prune: bool = Field(
        default=False,
        description="Remove rasters under `paths` whose files are gone; where a whole folder was deleted, only if it "
        "is named itself.",
    )
    force: bool = Field(
        default=False, description="Read again whatever the files' times say; unchanged pixels keep their descriptions."
    )
    build_overviews: bool = Field(default=False, description="Build .ovr files beside large rasters without overviews.")


class CompareJob(Request):
    """Describe what has changed between two dates, tile by tile of the later one. Only what is missing is done.

    What is found is kept beside the catalog, which is only read: it may be indexed and searched meanwhile.
    """

    kind: Literal["compare"]
    catalog: CatalogId
    before: Name | None = Field(
        default=None,
        description="The earlier rasters: a label, a date, a range such as 2025-05-01..2025-05-31, a folder or a glob; "
        "default: for each raster the date before its own.",
        examples=["2025-05", "before"],
    )
    after: Name | None = Field(
        default=None, description="The later rasters likewise; default: all that are later.", examples=["2025-06"]
    )
    captioner: Name = Field(
        default=config.DEFAULT_CAPTIONER, description="builtin, facts, or a model that takes two pictures."
    )
    prompt: Name | None = Field(default=None, description="What a vision-language model is asked; default: change.")
    embedder: Name | None = Field(default=None, description="Default: the last used in this catalog.")


class DeepenJob(Request):
    """Let a slower captioner look at what is worth it: an area, the top hits of a question, or the most telling."""

    kind: Literal["deepen"]
    catalog: CatalogId
    captioner: Name
    prompt: Name | None = Field(default=None, description="What it is asked; see /v1/models.")
    bbox: Bbox | None = None
    area: Geometry | None = None
    question: str | None = Field(default=None, min_length=1, max_length=2000, description="Its best hits.")
    limit: int | None = Field(
        default=None, ge=1, le=1_000_000, description="At most so many tiles; 50 with a question."
    )


class ReembedJob(Request):
    """Give every text a vector of another embedder. Nothing is described again."""

    kind: Literal["reembed"]
    catalog: CatalogId
    embedder: Name


class VerifyJob(Request):
    """Check a catalog from end to end; the result lists the findings."""

    kind: Literal["verify"]
    catalog: CatalogId
    repair: bool = Field(default=False, description="Mend what can be mended.")


class ExportJob(Request):
    """Write hits, or all described tiles, to a file."""

    kind: Literal["export"]
    catalog: CatalogId
    path: Name = Field(description="Absolute; its suffix tells the format: .geojson, .csv, .gpkg, .parquet.")
    overwrite: bool = False
    search: SearchRequest | None = Field(default=None, description="Whose hits; default: all described tiles.")


class HeatMapJob(Request):
    """Write how probably each place shows what is asked, or how much has changed there, as a GeoTIFF with a style."""

    kind: Literal["heatmap"]
    catalog: CatalogId
    path: Name = Field(description="Absolute, with the suffix .tif; the style lies beside it, with the suffix .qml.")
    overwrite: bool = False
    search: SearchRequest = Field(
        description="The question, its reading, captioner, embedder and filters; with `changed` of what has changed, "
        "without a question then how much. What only picks or ranks hits (k, threshold, …) changes nothing; `like`, "
        "`unlike`, `was`, `closer` and `verify` cannot be drawn and are refused."
    )
    resolution_m: float | None = Field(
        default=None, gt=0, description="Side of a cell in metres; default: half the side of the finest tile."
    )
    crs: Annotated[str, Field(min_length=1, max_length=20_000)] | None = Field(
        default=None, description="A projected CRS in metres, such as EPSG:32633; default: a UTM zone, if one serves."
    )


class DownloadJob(Request):
    """Fetch a model, so that it works without a network from then on."""

    kind: Literal["download"]
    model: Name = Field(
        description="An embedder by name, or transformers:ORGANISATION/MODEL.",
        examples=["sentence-transformers/all-mpnet-base-v2", "transformers:HuggingFaceTB/SmolVLM2-500M-Video-Instruct"],
    )


JobRequest = Annotated[
    IndexJob | CompareJob | DeepenJob | ReembedJob | VerifyJob | ExportJob | HeatMapJob | DownloadJob,
    Field(discriminator="kind"),
]


class Progress(Reply):
    stage: Literal[
        "starting",
        "discovering",
        "loading",
        "planning",
        "embedding",
        "describing",
        "checking",
        "writing",
        "downloading",
        "finished",
    ] = Field(description="`discovering`: looking for rasters; `loading`: models; `planning`: looking at rasters.")
    done: int = Field(description="Steps of this stage that are behind: rasters, texts or tiles, failed ones included.")
    total: int | None = Field(description="Null while it is not known.")
    failed: int
    blank: int
    reused: int = Field(description="Of `done`: described before, from the same pixels.")
    rate_per_s: float | None = Field(description="Over the last half minute.")
    seconds_left: float | None
    raster: str | None = Field(description="Path of the raster in work.")


class Job(Reply):
    id: str
    kind: JobKind
    catalog: str | None = Field(description="Id of the catalog it works on.")
    state: JobState
    request: dict[str, Any] = Field(description="As it was asked for.")
    created: str
    started: str | None
    finished: str | None
    progress: Progress
    result: dict[str, Any] | None = Field(
        description="index, compare, deepen: counts; verify: findings; export: path, features; heatmap: path, style, "
        "highest, and what else there is to know; download: name."
    )
    problem: Problem | None = Field(description="Why it failed.")
    can_continue: bool = Field(description="POST …/continue goes on where it stopped.")
    continues: str | None = Field(description="The job that this one goes on with.")


class Jobs(Reply):
    jobs: list[Job] = Field(description="The latest first.")


EventType = Literal["state", "progress", "raster", "notice", "failure"]


class JobEvent(Reply):
    """Something that happened to a job. The stream sends the same object as `data`, with `id` and `event: TYPE`."""

    id: int = Field(description="Counts up from 1 within a job.")
    at: str
    type: EventType
    state: JobState
    progress: Progress
    path: str | None = Field(description="raster, notice, failure: which raster.")
    tile_id: int | None = Field(description="failure: which tile; null when the whole raster failed.")
    message: str = Field(description="For people; empty with progress.")


class JobEvents(Reply):
    events: list[JobEvent]
    next: int = Field(description="What to give as `after` next time.")
    state: JobState
    finished: bool = Field(description="No more will come.")
