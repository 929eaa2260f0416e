"""A package index over HTTP, and the real uv as a wheel: what a set-up needs where there is no network.

uv comes from the environment that runs the tests (`make env` has fetched it), or from the engine's, beside
TILESCRIBE_PYTHON.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import socket
import ssl
import subprocess
import sys
import threading
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from qgis_plugin.core.setup.uv_errors import FetchError
from tests.made_up_wheels import make_wheels

PLATFORM_TAGS = {"linux": "manylinux_2_17_x86_64", "darwin": "macosx_11_0_arm64", "win32": "win_amd64"}


def uv_program() -> Path:
    """The real one."""
    folders = [Path(sys.executable).parent, Path(os.environ.get("TILESCRIBE_PYTHON", sys.executable)).parent]
    found = shutil.which("uv", path=os.pathsep.join(map(str, folders)))
    assert found is not None, "uv is missing: make env"
    return Path(found)


def make_uv_wheel(folder: Path, *, program: Path | None = None, version: str = "") -> Path:
    """uv in a wheel, as the package index has it; or `program` under its name."""
    if not version:
        told = subprocess.run([uv_program(), "--version"], capture_output=True, text=True, check=True).stdout
        version = told.split()[1]
    folder.mkdir(parents=True, exist_ok=True)
    tag = PLATFORM_TAGS[sys.platform].replace("x86_64", os.uname().machine if os.name == "posix" else "x86_64")
    wheel = folder / f"uv-{version}-py3-none-{tag}.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        suffix = ".exe" if sys.platform == "win32" else ""
        archive.write(program or uv_program(), f"uv-{version}.data/scripts/uv{suffix}")
    return wheel


def write_pins(file: Path, *wheels: Path) -> Path:
    """A file of pinned hashes."""
    lines = [f"{_digest(wheel)}  {wheel.name}\n" for wheel in wheels]
    file.write_text("".join(lines), encoding="ascii")
    return file


def _digest(wheel: Path) -> str:
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def fetch(url: str, cancelled: Callable[[], bool]) -> bytes:
    """As `core.fetching.fetch`, without QGIS."""
    try:
        with urllib.request.urlopen(url, timeout=30) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.HTTPError as error:
        with error:
            raise FetchError(url, str(error.reason), status=error.code) from error
    except urllib.error.URLError as error:
        raise FetchError(url, str(error.reason)) from error


class Index(ThreadingHTTPServer):
    """Serves the wheels in a folder, as PEP 503 has it; 404 for a project without any."""

    def __init__(self, folder: Path, *, statuses: Mapping[str, int] | None = None) -> None:
        self.folder = folder
        self.asked: list[str] = []
        """Projects and files, in order."""
        self.statuses = dict(statuses or {})
        """Answers of another kind, by project or file."""
        super().__init__(("127.0.0.1", 0), _Handler)

    def secure(self, context: ssl.SSLContext) -> None:
        """Speak TLS from now on."""
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is none of the test's business."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/simple"


class _Handler(BaseHTTPRequestHandler):
    server: Index

    def do_GET(self) -> None:
        name = unquote(self.path.strip("/").rpartition("/")[2])
        self.server.asked.append(name)
        wheels = list(self.server.folder.glob(f"{name.replace('-', '_')}-*.whl"))
        if name in self.server.statuses:
            self._answer(self.server.statuses[name], b"", "text/plain", "no-store")
        elif name.endswith(".whl") and (self.server.folder / name).is_file():
            content = (self.server.folder / name).read_bytes()
            self._answer(200, content, "application/octet-stream", "max-age=365000000, immutable, public")
        elif wheels:
            links = "\n".join(f'<a href="/files/{one.name}#sha256={_digest(one)}">{one.name}</a>' for one in wheels)
            self._answer(200, links.encode(), "text/html", "no-store")
        else:
            self._answer(404, b"", "text/plain", "no-store")

    def do_HEAD(self) -> None:
        self.send_error(405)

    def _answer(self, status: int, body: bytes, kind: str, caching: str) -> None:
        self.send_response(status)
        for header, value in (("Content-Type", kind), ("Content-Length", str(len(body))), ("Cache-Control", caching)):
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Not on the test's output."""


class Proxy(ThreadingHTTPServer):
    """A proxy that passes nothing on but connections to the hosts in `routes`, to ports of this machine.

    Others are answered with `status`: a firewall that knows what may be visited.
    """

    def __init__(self, *, routes: Mapping[str, int] | None = None, status: int = 403) -> None:
        self.routes = dict(routes or {})
        self.status = status
        self.asked: list[str] = []
        """Hosts, in order."""
        super().__init__(("127.0.0.1", 0), _ProxyHandler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _ProxyHandler(BaseHTTPRequestHandler):
    server: Proxy

    def do_CONNECT(self) -> None:
        host = self.path.partition(":")[0]
        self.server.asked.append(host)
        if host not in self.server.routes:
            self.send_error(self.server.status)
            return
        with socket.create_connection(("127.0.0.1", self.server.routes[host])) as other:
            self.send_response(200)
            self.end_headers()
            back = threading.Thread(target=_pump, args=(other, self.connection), daemon=True)
            back.start()
            _pump(self.connection, other)
            back.join()
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Not on the test's output."""


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


def certify(folder: Path, host: str) -> tuple[Path, ssl.SSLContext]:
    """An authority that nobody trusts yet, and a server's context with its certificate for `host`."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Test authority")
    openssl("req", *curve, "-keyout", "host.key", "-out", "host.csr", "-subj", f"/CN={host}")
    (folder / "host.ext").write_text(f"subjectAltName=DNS:{host}\n", encoding="ascii")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "host.ext", "-days", "2")
    openssl("x509", "-req", "-in", "host.csr", *signed, "-out", "host.pem")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "host.pem", folder / "host.key")
    return folder / "ca.pem", context


@contextmanager
def serving(server: ThreadingHTTPServer) -> Iterator[None]:
    """While it is at work in a thread."""
    with server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


@contextmanager
def package_index(folder: Path) -> Iterator[Index]:
    """An index with stand-ins of the engine and its large parts, and the real uv."""
    make_wheels(folder)
    make_uv_wheel(folder)
    server = Index(folder)
    with serving(server):
        yield server
