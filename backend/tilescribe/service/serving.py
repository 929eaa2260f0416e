"""From nothing to a service that answers, and back."""

from __future__ import annotations

import logging
import os
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn

from tilescribe import __version__, config
from tilescribe.errors import InvalidOptionError
from tilescribe.service.engine import Engine
from tilescribe.service.http.app import make_app
from tilescribe.service.http.guard import is_allowed_host
from tilescribe.service.jobs.manager import WORKER
from tilescribe.service.schemas.base import API_VERSION
from tilescribe.service.schemas.health import Ready
from tilescribe.service.shutdown import end_on_signals, end_with_parent
from tilescribe.service.tokens import find_token

if TYPE_CHECKING:
    from tilescribe.service.http.guard import Limits
    from tilescribe.service.loaders import Loaders

__all__ = ["LOOPBACK", "ServeOptions", "serve"]

LOOPBACK = "127.0.0.1"
_GRACE_S = 1
"""For answers on their way when the service ends; with `_WORKERS_S` it is within two seconds."""
_WORKERS_S = 0.6
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """What whoever starts the service decides."""

    port: int = 0
    """0 takes a free one."""
    listen: str = LOOPBACK
    token_fd: int | None = None
    state: Path | None = None
    """Default: the user's state folder."""
    detached: bool = False
    """Go on when standard input closes, and when the parent is gone."""
    log_questions: bool = False


def serve(
    options: ServeOptions,
    *,
    loaders: Loaders | None = None,
    worker: Sequence[str] = WORKER,
    limits: Limits | None = None,
) -> None:
    """Answer until the service is told to end. One JSON line on standard output says where, once it does.

    Args:
        options: See there.
        loaders: How names become models.
        worker: Command that starts a worker with loaders to match.
        limits: What it takes.

    Raises:
        InvalidOptionError: the address cannot be had, or the token is none.
        OutputError: the state folder cannot be written.
    """
    state = options.state or config.state_dir()
    token = find_token(fd=options.token_fd, folder=state)
    bound = _bind(options)
    engine = Engine(state, loaders=loaders, worker=worker)
    try:
        host, port = bound.getsockname()[:2]
        host_ok = partial(
            is_allowed_host,
            port=port,
            names={host, "localhost", socket.gethostname().lower()} if _is_public(options) else {host, "localhost"},
            any_address=_is_public(options),
        )
        app = make_app(engine, token=token.value, host_ok=host_ok, limits=limits, log_questions=options.log_questions)
        server = _Server(_config(app), engine, _url(host, port))
        if token.file is not None:
            _LOG.warning("The token is in %s", token.file)
        end_on_signals(server.end)
        if not options.detached:
            end_with_parent(server.end)
        server.run(sockets=[bound])
    finally:
        engine.close(timeout_s=_WORKERS_S)
        token.forget()
        bound.close()


class _Server(uvicorn.Server):
    """Says when it answers, and ends when it is told to, by whichever thread."""

    def __init__(self, config: uvicorn.Config, engine: Engine, url: str) -> None:
        super().__init__(config)
        self._engine = engine
        self._url = url

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        ready = Ready(url=self._url, pid=os.getpid(), api_version=API_VERSION, version=__version__)
        sys.stdout.write(ready.model_dump_json() + "\n")
        sys.stdout.flush()

    def end(self) -> None:
        """Finish the answers on their way, and the batches in flight. Safe in a signal handler."""
        self.should_exit = True
        # Not here: a signal may interrupt a thread that holds the lock of the jobs.
        threading.Thread(target=self._engine.begin_stop, name="tilescribe-end", daemon=True).start()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ours are set: uvicorn would raise them again in the end, and so spoil the exit status."""
        yield


def _config(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # an ASGI application
        log_config=None,
        access_log=False,  # it would write questions that stand in a query; the guard writes its own
        server_header=False,
        date_header=False,
        timeout_graceful_shutdown=_GRACE_S,
        lifespan="on",
        ws="none",
        h11_max_incomplete_event_size=64 * 1024,
    )


def _bind(options: ServeOptions) -> socket.socket:
    family = socket.AF_INET6 if ":" in options.listen else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((options.listen, options.port))
        bound.listen(128)
    except (OSError, OverflowError) as error:
        bound.close()
        raise InvalidOptionError(
            f"The address {options.listen}, port {options.port} cannot be had ({error})",
            remedy="Leave the port out to get a free one, and --listen to stay on this machine",
        ) from error
    return bound


def _is_public(options: ServeOptions) -> bool:
    return options.listen != LOOPBACK


def _url(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
