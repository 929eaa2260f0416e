"""Everything the service can do, without a word of HTTP."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tilescribe import __version__, config
from tilescribe.catalog.opening import is_url
from tilescribe.errors import CatalogError, CatalogNotFoundError, InvalidOptionError
from tilescribe.searching import where
from tilescribe.searching.ranking import check_question
from tilescribe.service import catalog_summary, change_requests, describing, estimating, marking, search_requests, tiles
from tilescribe.service.catalog_registry import CatalogRegistry
from tilescribe.service.jobs.manager import WORKER, JobManager
from tilescribe.service.loaders import Loaders
from tilescribe.service.model_cache import ModelCache
from tilescribe.service.pair_pictures import PairThumbnails
from tilescribe.service.pictures import Thumbnails
from tilescribe.service.schemas.base import API_VERSION
from tilescribe.service.schemas.catalogs import CatalogDetails, Catalogs, RemovedRasters
from tilescribe.service.schemas.dates import EditedRasters
from tilescribe.service.schemas.health import Health, Model, Models, Profile
from tilescribe.service.schemas.marks import MarksWritten
from tilescribe.service.state import StateFile
from tilescribe.service.times import now

if TYPE_CHECKING:
    from tilescribe.domain.hit import Answer
    from tilescribe.domain.raster import Bounds
    from tilescribe.service.catalog_registry import OpenedCatalog
    from tilescribe.service.pair_pictures import Side
    from tilescribe.service.schemas.catalogs import ChangesSummary, OpenCatalog, RemoveRasters
    from tilescribe.service.schemas.dates import EditRasters
    from tilescribe.service.schemas.features import Correction
    from tilescribe.service.schemas.jobs import Estimate, EstimateRequest
    from tilescribe.service.schemas.marks import Mark, PutMark, PutMarks, Verdict
    from tilescribe.service.schemas.searching import DescribeRequest, SearchRequest, SimilarRequest

__all__ = ["Engine"]


class Engine:
    """Open catalogs, loaded models and jobs, behind one door. Safe from any thread.

    Methods raise what the engine raises; `tilescribe.service.problems` has the statuses.

    Args:
        state: Folder for what outlives the service.
        loaders: How names become models.
        worker: Command that starts a worker with loaders to match.

    Raises:
        OutputError: the state folder cannot be written.
    """

    def __init__(self, state: Path, *, loaders: Loaders | None = None, worker: Sequence[str] = WORKER) -> None:
        self.started = now()
        self.stopping = False
        self._state = StateFile(state)
        self._model_cache = ModelCache(loaders or Loaders())
        self._registry = CatalogRegistry(self._state)
        self._thumbnails = Thumbnails()
        self._pair_thumbnails = PairThumbnails(self._thumbnails)
        self.jobs = JobManager(self._state, self._registry, worker=worker, make_room=self._model_cache.make_room)

    # --- the service itself -------------------------------------------------------------------------------------------

    def health(self) -> Health:
        return Health(
            status="stopping" if self.stopping else "ok",
            api_version=API_VERSION,
            version=__version__,
            pid=os.getpid(),
            started=self.started,
            models=self._model_cache.states(),
            jobs=self.jobs.counts(),
            answer_timeout_s=config.request_timeout_s(),
        )

    def models(self) -> Models:
        from tilescribe.describe import captioner_names
        from tilescribe.describe.encoders import encoder_names
        from tilescribe.describe.vlm import AnswerKind, load_prompt, prompt_names
        from tilescribe.describe.vlm.local.files import cached_models
        from tilescribe.embed import known_embedders
        from tilescribe.raster import PROFILES

        return Models(
            captioners=[
                Model(name=name, what=what, default=name == config.DEFAULT_CAPTIONER)
                for name, what in captioner_names()
            ],
            local_models=[
                Model(
                    name=f"transformers:{one.name}@{one.revision}",
                    what=f"{one.weight_bytes / 2**30:.1f} GiB",
                    default=False,
                )
                for one in cached_models()
            ],
            prompts=[
                Model(name=name, what=what, default=False)
                for name, what in prompt_names()
                if (prompt := load_prompt(name)).answer is not AnswerKind.YES_NO and prompt.pictures == 1
            ],
            embedders=[
                Model(name=name, what=what, default=name == config.DEFAULT_EMBEDDER) for name, what in known_embedders()
            ],
            encoders=[Model(name=name, what=what, default=False) for name, what in encoder_names()],
            profiles=[
                Profile(name=name, title=profile.title, roles=list(profile.roles)) for name, profile in PROFILES.items()
            ],
        )

    def begin_stop(self) -> None:
        """No new work; workers finish the batch in flight."""
        self.stopping = True
        self.jobs.begin_stop()

    def close(self, *, timeout_s: float = 1.0) -> None:
        """Wait so long for workers, then close everything."""
        self.begin_stop()
        self.jobs.stop(timeout_s)
        self._model_cache.close()
        self._registry.close_all()
        self._state.close()

    # --- catalogs -----------------------------------------------------------------------------------------------------

    def catalogs(self) -> Catalogs:
        return Catalogs(catalogs=self._registry.list())

    def open_catalog(self, request: OpenCatalog) -> tuple[CatalogDetails, bool]:
        """The catalog, and whether it was made. Its embedder begins to load, for a question will come."""
        catalog_id, made = self._registry.open(request.path, create=request.create)
        with self._registry.use(catalog_id) as opened:
            self._model_cache.begin("embedder", search_requests.embedder_name(opened.store))
        return self.catalog(catalog_id), made

    def catalog(self, catalog_id: str) -> CatalogDetails:
        with self._registry.use(catalog_id) as opened:
            job, comparing = self.jobs.writing_to(catalog_id), self.jobs.comparing(catalog_id)
            counted = opened.statistics.current(filling=job is not None)
            changes = self._changes_summary(opened, comparing=comparing)
            with opened.store.snapshot():
                head = self._registry.describe(catalog_id, opened.path)
                return catalog_summary.details_of(opened, counted, head, job=job, changes=changes, comparing=comparing)

    def close_catalog(self, catalog_id: str) -> None:
        self._registry.close(catalog_id)

    def rasters(self, catalog_id: str) -> dict[str, Any]:
        """A `RasterCollection`."""
        with self._registry.use(catalog_id) as opened:
            return catalog_summary.rasters_of(
                opened.statistics.current(filling=self.jobs.writing_to(catalog_id) is not None)
            )

    def remove_rasters(self, catalog_id: str, request: RemoveRasters) -> RemovedRasters:
        with self._registry.use(catalog_id) as opened:
            return RemovedRasters(
                removed=catalog_summary.remove_rasters(opened.path, request.raster_ids, missing=request.missing)
            )

    def edit_rasters(self, catalog_id: str, request: EditRasters) -> EditedRasters:
        """Give rasters a date, a label or both; also while a job fills the catalog."""
        from tilescribe.comparing.dating import AS_THE_FILE_SAYS, Edits, edit_rasters

        edits = Edits((request.acquired or AS_THE_FILE_SAYS) if request.dated else None, request.label)
        with ExitStack() as stack:
            opened = stack.enter_context(self._registry.use(catalog_id))
            changes = self._changes_if_any(opened, stack)
            edited = edit_rasters(
                opened.store,
                opened.notes,
                request.raster_ids,
                edits,
                changes=None if changes is None else changes.store,
                change_notes=None if changes is None else changes.notes,
            )
            for one in filter(None, (opened, changes)):
                one.statistics.forget()
        return EditedRasters(changed=edited.changed, notices=list(edited.notices))

    def estimate(self, request: EstimateRequest) -> Estimate:
        pace = estimating.Pace(*self._state.pace(request.captioner))
        side_px = self._side_px(request.captioner)
        if request.catalog is None:
            return estimating.estimate(request, store=None, place=None, side_px=side_px, pace=pace)
        with self._registry.use(request.catalog) as opened:
            place = None if is_url(opened.path) else Path(opened.path)
            return estimating.estimate(request, store=opened.store, place=place, side_px=side_px, pace=pace)

    # --- questions ----------------------------------------------------------------------------------------------------

    def search(self, catalog_id: str, request: SearchRequest) -> Iterator[bytes]:
        """A `HitCollection` in pieces. All the work is done when this returns; what is left is writing it down."""
        with self._registry.use(catalog_id) as opened:
            if request.about_changes:
                with self._registry.use_changes(catalog_id) as changes:
                    found = search_requests.answer_of_changes(opened, changes, request, self._model_cache)
                    found = self._with_outdated(found, opened, changes)
            else:
                found = search_requests.answer(opened, request, self._model_cache)
            marks = opened.notes.marks_of_tiles([hit.tile_id for hit in found.hits])
        return search_requests.as_geojson(found, marks)

    def similar(self, catalog_id: str, request: SimilarRequest) -> Iterator[bytes]:
        """As `search`."""
        with self._registry.use(catalog_id) as opened:
            found = search_requests.answer_similar(opened, request, self._model_cache)
            marks = opened.notes.marks_of_tiles([hit.tile_id for hit in found.hits])
        return search_requests.as_geojson(found, marks)

    def describe(self, request: DescribeRequest) -> dict[str, Any]:
        """A `DescribedCollection`."""
        return describing.describe(request, self._model_cache)

    # --- tiles --------------------------------------------------------------------------------------------------------

    def tiles_at(self, catalog_id: str, place: Bounds) -> dict[str, Any]:
        """A `TileCollection`."""
        with self._registry.use(catalog_id) as opened, opened.store.snapshot():
            return tiles.tiles_at(opened, place)

    def tile(self, catalog_id: str, tile_id: int) -> dict[str, Any]:
        """A `TileFeature`."""
        with self._registry.use(catalog_id) as opened, opened.store.snapshot():
            return tiles.tile_feature(opened, tile_id)

    def pair(self, catalog_id: str, tile_id: int) -> dict[str, Any]:
        """A `PairFeature`."""
        with (
            self._registry.use(catalog_id) as opened,
            self._registry.use_changes(catalog_id) as changes,
            opened.store.snapshot(),
            changes.store.snapshot(),
        ):
            return change_requests.pair_feature(opened.store, changes.store, tile_id)

    def pair_etag(self, catalog_id: str, tile_id: int, side: Side, *, size_px: int) -> str:
        with self._registry.use(catalog_id) as opened, self._registry.use_changes(catalog_id) as changes:
            return self._pair_thumbnails.etag(opened, changes, tile_id, side, size_px=size_px)

    def pair_picture(self, catalog_id: str, tile_id: int, side: Side, *, size_px: int) -> bytes:
        """A JPEG of one of both dates, or a PNG of their difference."""
        with self._registry.use(catalog_id) as opened, self._registry.use_changes(catalog_id) as changes:
            return self._pair_thumbnails.picture(opened, changes, tile_id, side, size_px=size_px)

    def etag(self, catalog_id: str, tile_id: int, *, size_px: int) -> str:
        with self._registry.use(catalog_id) as opened:
            return self._thumbnails.etag(opened, tile_id, size_px=size_px)

    def thumbnail(self, catalog_id: str, tile_id: int, *, size_px: int) -> bytes:
        """A JPEG."""
        with self._registry.use(catalog_id) as opened:
            return self._thumbnails.jpeg(opened, tile_id, size_px=size_px)

    def where(
        self,
        catalog_id: str,
        tile_id: int,
        question: str,
        *,
        grid: int,
        captioner: str | None = None,
        embedder: str | None = None,
    ) -> dict[str, Any]:
        """A `HeatMap`; names of models as in `tilescribe where`."""
        check_question(question)
        with self._registry.use(catalog_id) as opened:
            model = self._model_cache.captioner(captioner or config.DEFAULT_CAPTIONER)
            speaks = self._model_cache.embedder(embedder or search_requests.embedder_name(opened.store))
            found = where(opened.store, tile_id, question, grid=grid, captioner=model, embedder=speaks)
        return found.__geo_interface__

    def correct(self, catalog_id: str, tile_id: int, request: Correction) -> dict[str, Any]:
        with self._registry.use(catalog_id) as opened:
            tiles.correct(opened, tile_id, request, self._model_cache)
            return tiles.tile_feature(opened, tile_id)

    def uncorrect(self, catalog_id: str, tile_id: int) -> dict[str, Any]:
        with self._registry.use(catalog_id) as opened:
            tiles.uncorrect(opened, tile_id)
            return tiles.tile_feature(opened, tile_id)

    def mark(self, catalog_id: str, tile_id: int, request: PutMark) -> Mark:
        with self._registry.use(catalog_id) as opened:
            return marking.mark(opened, tile_id, request)

    def unmark(self, catalog_id: str, tile_id: int, *, author: str) -> None:
        with self._registry.use(catalog_id) as opened:
            opened.notes.unmark(tile_id, author=author)

    def put_marks(self, catalog_id: str, request: PutMarks) -> MarksWritten:
        with self._registry.use(catalog_id) as opened:
            return MarksWritten(written=marking.put_marks(opened, request))

    def marks_etag(self, catalog_id: str) -> str:
        """Another one whenever `marks` would answer otherwise, whoever has written."""
        with self._registry.use(catalog_id) as opened:
            return marking.marks_etag(opened)

    def marks(self, catalog_id: str, *, verdict: Verdict | None = None, author: str | None = None) -> dict[str, Any]:
        """A `MarkCollection`."""
        with self._registry.use(catalog_id) as opened:
            return tiles.marked_tiles(opened, verdict=verdict, author=author)

    def _with_outdated(self, answer: Answer, opened: OpenedCatalog, changes: OpenedCatalog) -> Answer:
        """With a notice where rasters had other dates when they were compared."""
        from tilescribe.comparing.dating import count_outdated, outdated_notice

        rasters = opened.statistics.current(filling=self.jobs.writing_to(opened.id) is not None).rasters
        compared = changes.statistics.current(filling=self.jobs.comparing(opened.id) is not None).rasters
        outdated = count_outdated(rasters, compared)
        return replace(answer, notices=(*answer.notices, outdated_notice(outdated))) if outdated else answer

    def _changes_if_any(self, opened: OpenedCatalog, stack: ExitStack) -> OpenedCatalog | None:
        """What dates of a catalog have been compared, where they have been."""
        try:
            return stack.enter_context(self._registry.use_changes(opened.id))
        except (CatalogNotFoundError, InvalidOptionError):
            return None

    def _changes_summary(self, opened: OpenedCatalog, *, comparing: str | None) -> ChangesSummary | None:
        try:
            with self._registry.use_changes(opened.id) as changes:
                counted = changes.statistics.current(filling=comparing is not None)
                rasters = opened.statistics.current(filling=self.jobs.writing_to(opened.id) is not None).rasters
                return catalog_summary.changes_summary(changes, counted, rasters=rasters)
        except (CatalogNotFoundError, InvalidOptionError):
            return None
        except CatalogError as error:
            return catalog_summary.unreadable_changes(opened.path, error)

    def _side_px(self, captioner: str) -> int:
        """An estimate must not load a model of gigabytes."""
        if self._model_cache.ready("captioner", captioner):
            return self._model_cache.captioner(captioner).input_side_px
        return estimating.DEFAULT_SIDE_PX
