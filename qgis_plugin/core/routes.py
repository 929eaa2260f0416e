"""The routes of the engine's HTTP interface: one function for each, which returns a `Request`.

A `Request` is sent by `engine.send(request)` (asynchronous, for the window) or `engine.send_blocking(request)` (for
Processing's threads); both give what is named in the request's type:

    call = engine.send(routes.search(catalog.id, SearchRequest(question="water", k=50)))     # Request[Hits]
    call.done.connect(self._show)          # called with a Hits
    call.failed.connect(self._show_problem)  # called with a Problem
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Callable, Generic, Optional, TypeVar, Union
from urllib.parse import quote, urlencode

from . import geojson
from .protocol import (
    BUILTIN,
    AdHocDescription,
    Catalog,
    CatalogDetails,
    Catalogs,
    Correction,
    DescribedTile,
    DescribeRequest,
    EditedRasters,
    Estimate,
    EstimateRequest,
    Health,
    HeatMap,
    Hit,
    Hits,
    Job,
    JobEvents,
    JobRequest,
    Jobs,
    Mark,
    MarkedTile,
    MarkedTiles,
    MarksWritten,
    Models,
    OpenCatalog,
    PairDetails,
    ProtocolError,
    Raster,
    RemovedRasters,
    RemoveRasters,
    SearchRequest,
    SimilarRequest,
    Tile,
    TileDetails,
    TileMark,
    WindowScore,
    decode,
    encode_marks,
    encode_request,
)
from .protocol.decoding import decoder

__all__ = ["AS_THE_FILE_SAYS", "Request"]

T = TypeVar("T")

AS_THE_FILE_SAYS = ""
"""In the place of a raster's date: the one of its tags and its name."""
POLL_WAIT_S = 10.0
"""How long the engine holds a question for news; short enough that a lost connection is noticed."""


@dataclass(frozen=True)
class Request(Generic[T]):
    """One HTTP request, and how its answer is read."""

    method: str
    path: str
    """With `/v1`, percent-encoded."""
    parse: Callable[[bytes], T]
    query: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    """JSON, already encoded as bytes or not; or None."""
    timeout_s: Optional[float] = None
    """None: somewhat longer than the engine takes, which gives up and says so."""
    if_none_match: Optional[str] = None
    """The `etag` of what is there already, or empty where nothing is: the answer has an `etag`, and is None where
    nothing is different. None asks of nothing."""

    @property
    def target(self) -> str:
        """Path and query, as they stand in the request line."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path

    @property
    def idempotent(self) -> bool:
        """Asking twice does no harm, so that it may be asked again after the engine was restarted."""
        return self.method == "GET" or self.path.endswith(
            ("/search", "/similar", "/describe", "/estimate", "/mark", "/marks")
        )

    def payload(self) -> Optional[bytes]:
        """The body as it is sent."""
        if self.body is None or isinstance(self.body, bytes):
            return self.body
        return json.dumps(self.body, allow_nan=False).encode()

    def headers(self) -> dict[str, str]:
        """What is sent beside it."""
        return {"If-None-Match": self.if_none_match} if self.if_none_match else {}


# The service


def health() -> Request[Health]:
    return Request("GET", "/v1/health", _object(Health), timeout_s=10.0)


def models() -> Request[Models]:
    return Request("GET", "/v1/models", _object(Models))


# Catalogs


def catalogs() -> Request[tuple[Catalog, ...]]:
    return Request("GET", "/v1/catalogs", lambda body: _json(body, Catalogs).catalogs)


def open_catalog(path: str, *, create: bool = False) -> Request[CatalogDetails]:
    return Request("POST", "/v1/catalogs", _object(CatalogDetails), body=encode_request(OpenCatalog(path, create)))


def catalog(catalog_id: str) -> Request[CatalogDetails]:
    return Request("GET", _catalog(catalog_id), _object(CatalogDetails))


def close_catalog(catalog_id: str) -> Request[None]:
    return Request("DELETE", _catalog(catalog_id), _nothing)


def rasters(catalog_id: str) -> Request[tuple[Raster, ...]]:
    return Request("GET", f"{_catalog(catalog_id)}/rasters", _features(Raster))


def remove_rasters(
    catalog_id: str, raster_ids: tuple[int, ...] = (), *, missing: bool = False
) -> Request[RemovedRasters]:
    body = encode_request(RemoveRasters(tuple(raster_ids), missing))
    return Request("POST", f"{_catalog(catalog_id)}/rasters/remove", _object(RemovedRasters), body=body)


def edit_rasters(
    catalog_id: str, raster_ids: Iterable[int], *, acquired: Optional[str] = None, label: Optional[str] = None
) -> Request[EditedRasters]:
    """Give rasters a date, a label or both; None leaves it. AS_THE_FILE_SAYS takes back what a person said."""
    body: dict[str, Any] = {"raster_ids": list(raster_ids)}
    if acquired is not None:
        # Not left out: null says something here.
        body["acquired"] = acquired or None
    if label is not None:
        body["label"] = label
    return Request("PATCH", f"{_catalog(catalog_id)}/rasters", _object(EditedRasters), body=body)


def estimate(request: EstimateRequest) -> Request[Estimate]:
    return Request("POST", "/v1/estimate", _object(Estimate), body=encode_request(request))


# Jobs


def start_job(request: JobRequest) -> Request[Job]:
    return Request("POST", "/v1/jobs", _object(Job), body=encode_request(request))


def jobs(*, catalog_id: Optional[str] = None, state: Optional[str] = None) -> Request[tuple[Job, ...]]:
    query = {name: value for name, value in (("catalog", catalog_id), ("state", state)) if value}
    return Request("GET", "/v1/jobs", lambda body: _json(body, Jobs).jobs, query=query)


def job(job_id: str) -> Request[Job]:
    return Request("GET", _job(job_id), _object(Job))


def job_events(job_id: str, *, after: int = 0, wait_s: float = POLL_WAIT_S) -> Request[JobEvents]:
    """What happened since event `after`; the response waits for news for `wait_s`. See `core.job_follower`."""
    query = {"after": str(after), "wait_s": f"{wait_s:g}"}
    return Request("GET", f"{_job(job_id)}/events", _object(JobEvents), query=query, timeout_s=wait_s + 20.0)


def cancel_job(job_id: str) -> Request[Job]:
    return Request("POST", f"{_job(job_id)}/cancel", _object(Job))


def continue_job(job_id: str) -> Request[Job]:
    return Request("POST", f"{_job(job_id)}/continue", _object(Job))


def forget_job(job_id: str) -> Request[None]:
    return Request("DELETE", _job(job_id), _nothing)


# Questions


def search(catalog_id: str, request: SearchRequest) -> Request[Hits]:
    return Request("POST", f"{_catalog(catalog_id)}/search", _hits, body=encode_request(request))


def similar(catalog_id: str, request: SimilarRequest) -> Request[Hits]:
    return Request("POST", f"{_catalog(catalog_id)}/similar", _hits, body=encode_request(request))


def tiles_at(catalog_id: str, *, lon: float, lat: float) -> Request[tuple[Tile, ...]]:
    """The tiles under a point, the smallest first."""
    query = {"lon": repr(float(lon)), "lat": repr(float(lat))}
    return Request("GET", f"{_catalog(catalog_id)}/tiles", _features(Tile), query=query)


def tile(catalog_id: str, tile_id: int) -> Request[TileDetails]:
    return Request("GET", _tile(catalog_id, tile_id), _feature(TileDetails))


def thumbnail(catalog_id: str, tile_id: int, *, size_px: int = 256) -> Request[bytes]:
    """A JPEG whose longest side is `size_px`, 16 to 1,024."""
    return Request("GET", f"{_tile(catalog_id, tile_id)}/thumbnail", bytes, query={"size_px": str(size_px)})


def pair(catalog_id: str, tile_id: int) -> Request[PairDetails]:
    """The earlier date that a tile is compared with, and what has changed."""
    return Request("GET", f"{_tile(catalog_id, tile_id)}/pair", _feature(PairDetails))


def pair_picture(catalog_id: str, tile_id: int, side: str, *, size_px: int = 256) -> Request[bytes]:
    """`before` and `after` as JPEG, both on the tile's pixels and equally bright, or their `difference` as PNG."""
    return Request("GET", f"{_tile(catalog_id, tile_id)}/pair/{side}", bytes, query={"size_px": str(size_px)})


def where(catalog_id: str, tile_id: int, question: str, *, grid: int = 5, captioner: str = BUILTIN) -> Request[HeatMap]:
    """Where in a tile the words match: `grid` windows along each side, 2 to 9."""
    query = {"question": question, "grid": str(grid), "captioner": captioner}
    return Request("GET", f"{_tile(catalog_id, tile_id)}/where", _heat_map, query=query)


def correct(catalog_id: str, tile_id: int, text: str) -> Request[TileDetails]:
    return Request(
        "PUT", f"{_tile(catalog_id, tile_id)}/correction", _feature(TileDetails), body=encode_request(Correction(text))
    )


def remove_correction(catalog_id: str, tile_id: int) -> Request[TileDetails]:
    return Request("DELETE", f"{_tile(catalog_id, tile_id)}/correction", _feature(TileDetails))


def mark(catalog_id: str, tile_id: int, mark: Mark) -> Request[Mark]:
    """Say what the mark's author thinks of the place of a tile; one without content is taken back."""
    return Request("PUT", f"{_tile(catalog_id, tile_id)}/mark", _object(Mark), body=encode_request(mark.request()))


def unmark(catalog_id: str, tile_id: int, *, author: str) -> Request[None]:
    return Request("DELETE", f"{_tile(catalog_id, tile_id)}/mark", _nothing, query={"author": author})


def put_marks(catalog_id: str, marks: Union[bytes, Iterable[TileMark]]) -> Request[MarksWritten]:
    """Say what is thought of many places, all or none of them, up to `MAX_MARKS`; of thousands, give what
    `encode_marks` made of them in a thread."""
    body = marks if isinstance(marks, bytes) else encode_marks(marks)
    return Request("PUT", f"{_catalog(catalog_id)}/marks", _object(MarksWritten), body=body)


def marks(
    catalog_id: str, *, verdict: Optional[str] = None, author: Optional[str] = None, etag: str = ""
) -> Request[Optional[MarkedTiles]]:
    """All that is marked, by all authors, or with a verdict or by one author. With the `etag` of an earlier answer it
    is None where nothing is different."""
    query = {name: value for name, value in (("verdict", verdict), ("author", author)) if value is not None}
    return Request("GET", f"{_catalog(catalog_id)}/marks", _marked_tiles, query=query, if_none_match=etag)


def describe(request: DescribeRequest) -> Request[AdHocDescription]:
    return Request("POST", "/v1/describe", _ad_hoc, body=encode_request(request))


# How answers are read


def _object(cls: Any) -> Callable[[bytes], Any]:
    return lambda body: _json(body, cls)


def _json(body: bytes, cls: Any) -> Any:
    return decode(cls, _loaded(body))


def _loaded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError as error:
        raise ProtocolError(f"the answer is no JSON: {error}") from error


def _nothing(body: bytes) -> None:
    return None


def _feature(cls: Any) -> Callable[[bytes], Any]:
    return lambda body: geojson.feature(_loaded(body), decoder(cls))


def _features(cls: Any) -> Callable[[bytes], Any]:
    return lambda body: geojson.collection(body, cls)[1]


def _hits(body: bytes) -> Hits:
    head, hits = geojson.collection(body, Hit)
    return replace(decode(Hits, {**head, "hits": ()}), hits=hits)


def _marked_tiles(body: bytes) -> MarkedTiles:
    return MarkedTiles(geojson.collection(body, MarkedTile)[1])


def _ad_hoc(body: bytes) -> AdHocDescription:
    head, tiles = geojson.collection(body, DescribedTile)
    return replace(decode(AdHocDescription, {**head, "tiles": ()}), tiles=tiles)


def _heat_map(body: bytes) -> HeatMap:
    head, windows = geojson.collection(body, WindowScore)
    return replace(decode(HeatMap, {**head, "windows": ()}), windows=windows)


def _catalog(catalog_id: str) -> str:
    return f"/v1/catalogs/{quote(catalog_id, safe='')}"


def _tile(catalog_id: str, tile_id: int) -> str:
    return f"{_catalog(catalog_id)}/tiles/{int(tile_id)}"


def _job(job_id: str) -> str:
    return f"/v1/jobs/{quote(job_id, safe='')}"
