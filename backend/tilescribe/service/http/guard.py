"""Stands before all routes: nobody comes in without the token, and nothing that is too large, too slow or too much."""

from __future__ import annotations

import asyncio
import hmac
import ipaddress
import logging
import time
import traceback
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.datastructures import Headers

from tilescribe import config
from tilescribe.service.http import refusals
from tilescribe.service.http.refusals import ProblemResponse
from tilescribe.service.problems import problem_of

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from tilescribe.service.schemas.problems import Problem

__all__ = ["Guard", "Limits", "is_allowed_host"]

_LOG = logging.getLogger("tilescribe.service.requests")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one service takes. A test may set them lower."""

    body_bytes: int = 16 * 2**20
    """A picture of 8 MiB is 11 as base64."""
    body_s: float = 30.0
    at_once: int = 64
    """Requests in work or waiting for a thread; more would only wait longer."""
    followers: int = 16
    """Streams and waiting polls, which hold no thread."""
    answer_s: float = field(default_factory=config.request_timeout_s)
    """What an answer may take; what is answered later is not waited for."""


class Guard:
    """An ASGI application around another.

    Args:
        app: What answers those who may ask.
        token: What they must have.
        host_ok: Whether a `Host` header names this service.
        stopping: Whether the service is about to end.
        limits: See there.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: str,
        host_ok: Callable[[str], bool],
        stopping: Callable[[], bool],
        limits: Limits | None = None,
    ) -> None:
        self._app = app
        self._token = token.encode()
        self._host_ok = host_ok
        self._stopping = stopping
        self._limits = limits or Limits()
        self._at_once = 0
        self._followers = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # no web sockets here
        started = time.monotonic()
        answer = _Answer(send)
        refusal = self._refusal(scope)
        if refusal is not None:
            await ProblemResponse(refusal)(scope, receive, answer)
        elif _follows(scope):
            await self._follow(scope, receive, answer)
        else:
            await self._serve(scope, receive, answer)
        # The path without its query, which may hold a question.
        seconds = time.monotonic() - started
        level = logging.DEBUG if _is_poll(scope, answer.status) else logging.INFO
        _LOG.log(level, "%s %s %s %.0f ms", scope["method"], scope["path"][:200], answer.status, seconds * 1000)

    def _refusal(self, scope: Scope) -> Problem | None:
        """Who may not ask at all, told by the headers alone."""
        headers = Headers(scope=scope)
        given = headers.getlist("authorization")
        scheme, _, token = given[0].partition(" ") if len(given) == 1 else ("", "", "")
        # In constant time: how long it takes tells nothing of the token.
        token_ok = hmac.compare_digest(token.encode(), self._token) and scheme.lower() == "bearer"
        if "origin" in headers:
            return refusals.FOREIGN_ORIGIN
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._host_ok(hosts[0]):
            return refusals.FOREIGN_HOST
        if not token_ok:
            return refusals.NOT_AUTHORISED
        return refusals.STOPPING if self._stopping() else None

    async def _follow(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        if self._followers >= self._limits.followers:
            await ProblemResponse(refusals.TOO_MANY_FOLLOWERS)(scope, receive, answer)
            return
        self._followers += 1
        try:
            await self._run(scope, receive, answer)
        finally:
            self._followers -= 1

    async def _serve(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        if self._at_once >= self._limits.at_once:
            await ProblemResponse(refusals.TOO_BUSY)(scope, receive, answer)
            return
        self._at_once += 1
        work: asyncio.Task[None] | None = None
        try:
            body = await self._body(scope, receive)
            if not isinstance(body, bytes):
                await ProblemResponse(body)(scope, receive, answer)
                return
            work = asyncio.create_task(self._run(scope, _replayed(body, receive), answer))
            await asyncio.wait({work}, timeout=self._limits.answer_s)
            if not work.done() and not answer.started:
                await ProblemResponse(refusals.out_of_time(self._limits.answer_s))(scope, receive, answer)
                answer.over = True
            elif not work.done():
                await work  # it is being sent; a reader that is slow is the server's affair
        finally:
            # What cannot be stopped, a thread that scores, keeps its place until it is through.
            if work is None or work.done():
                self._at_once -= 1
            else:
                work.add_done_callback(self._one_less)

    def _one_less(self, _: object) -> None:
        self._at_once -= 1

    async def _body(self, scope: Scope, receive: Receive) -> bytes | Problem:
        headers = Headers(scope=scope)
        most = self._limits.body_bytes
        length = headers.get("content-length", "0")
        if not length.isdigit() or int(length) > most:
            return refusals.TOO_LARGE
        try:
            async with asyncio.timeout(self._limits.body_s):
                body = await _read(receive, most=most)
        except TimeoutError:
            return refusals.TOO_SLOW
        if body is None:
            return refusals.TOO_LARGE
        media = headers.get("content-type", "").partition(";")[0].strip().lower()
        return refusals.NOT_JSON if body and media != "application/json" else body

    async def _run(self, scope: Scope, receive: Receive, answer: _Answer) -> None:
        """The application, with whatever it did not foresee told as a problem and logged without its words."""
        try:
            await self._app(scope, receive, answer)
        except Exception as error:  # noqa: BLE001 - the border of the process
            _LOG.error("%s in %s %s\n%s", type(error).__name__, scope["method"], scope["path"][:200], _trace(error))
            if not answer.started:
                await ProblemResponse(problem_of(error))(scope, receive, answer)


class _Answer:
    """Sends, and knows whether and with which status it has begun."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0
        self.over = False
        """Nobody waits any more: what is still said is not sent."""

    @property
    def started(self) -> bool:
        return self.status != 0

    async def __call__(self, message: Message) -> None:
        if self.over:
            return
        if message["type"] == "http.response.start":
            self.status = message["status"]
        await self._send(message)


def is_allowed_host(host: str, *, port: int, names: Collection[str], any_address: bool) -> bool:
    """Whether a `Host` header names this service: one of `names`, or any address in figures, and its port.

    A page whose name was made to lead here (DNS rebinding) sends that name, never an address in figures.
    """
    name, colon, given_port = host.rpartition(":")
    if not colon or given_port != str(port):
        return False
    if name.lower() in names:
        return True
    if not any_address:
        return False
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def _trace(error: BaseException) -> str:
    """The traceback, and those of what led to it, without their messages: these may hold what was asked, or paths."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    earlier = "" if before is None else f"{_trace(before)}\nand then:\n"
    return earlier + "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__


def _follows(scope: Scope) -> bool:
    """Streams and polls that wait: they hold no thread, and may last."""
    path: str = scope["path"]
    return path.endswith("/stream") or (path.endswith("/events") and b"wait_s=" in scope["query_string"])


def _is_poll(scope: Scope, status: int) -> bool:
    """What clients ask every few seconds, and was answered with nothing new: it would bury all else in the log."""
    return status == HTTPStatus.NOT_MODIFIED or (scope["path"].endswith("/health") and status == HTTPStatus.OK)


async def _read(receive: Receive, *, most: int) -> bytes | None:
    """The whole body; None where it is larger than `most`."""
    pieces: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        pieces.append(message.get("body", b""))
        size += len(pieces[-1])
        if size > most:
            return None
        if not message.get("more_body", False):
            return b"".join(pieces)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """The body once more for the application, then whatever comes: that the client has gone, for one."""
    given = False

    async def again() -> dict[str, Any]:
        nonlocal given
        if given:
            return dict(await receive())
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
