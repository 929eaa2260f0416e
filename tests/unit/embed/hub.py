"""A Hugging Face hub on loopback: enough of its interface for a model to be downloaded."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@contextmanager
def hub(repository: str, folder: Path, *, licence: str = "apache-2.0") -> Iterator[str]:
    """Serve `folder` as the model `repository`; yields the address. Other models are not found."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_HEAD(self) -> None:
            self._answer()

        def _answer(self) -> None:
            path = self.path.partition("?")[0]
            if path.startswith(f"/api/models/{repository}/tree/"):
                self._send(json.dumps([_tree_entry(folder, path) for path in _files(folder)]).encode())
            elif path.startswith(f"/api/models/{repository}"):
                siblings = [
                    {"rfilename": path.relative_to(folder).as_posix(), "size": path.stat().st_size}
                    for path in _files(folder)
                ]
                card = {"license": licence}
                self._send(
                    json.dumps({"id": repository, "sha": COMMIT, "siblings": siblings, "cardData": card}).encode()
                )
            elif path.startswith(f"/{repository}/resolve/"):
                content = (folder / path.split("/", 5)[5]).read_bytes()
                etag = hashlib.sha256(content).hexdigest()
                self._send(content, {"ETag": f'"{etag}"', "X-Repo-Commit": COMMIT})
            else:
                self._send(b"{}", {"X-Error-Code": "RepoNotFound"}, status=404)

        def _send(self, content: bytes, headers: dict[str, str] | None = None, *, status: int = 200) -> None:
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(content))} | (headers or {})).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_message(self, *_args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _tree_entry(folder: Path, path: Path) -> dict[str, object]:
    oid = hashlib.sha1(path.read_bytes()).hexdigest()
    return {"type": "file", "path": path.relative_to(folder).as_posix(), "size": path.stat().st_size, "oid": oid}
