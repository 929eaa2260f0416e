"""Files over QGIS's own network: its proxy, its certificates, its logins. For threads that may wait."""

from __future__ import annotations

import base64
from typing import Callable
from urllib.parse import unquote, urlsplit

from qgis.core import QgsApplication, QgsBlockingNetworkRequest, QgsFeedback
from qgis.PyQt.QtCore import QThread, QTimer, QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from .setup.uv_errors import FetchCancelledError, FetchError

__all__ = ["fetch"]

POLL_INTERVAL_MS = 100


def fetch(url: str, cancelled: Callable[[], bool]) -> bytes:
    """The content. A login in the URL is sent as a header, and shown nowhere.

    Raises FetchError, FetchCancelledError; RuntimeError on the GUI thread, which would stand still.
    """
    if QThread.currentThread() == QgsApplication.instance().thread():
        raise RuntimeError("a file is fetched on the GUI thread")
    parts = urlsplit(url)
    address = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    request = QNetworkRequest(QUrl(address))
    request.setAttribute(QNetworkRequest.Attribute.CacheSaveControlAttribute, False)
    if parts.username:
        login = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        request.setRawHeader(b"Authorization", b"Basic " + base64.b64encode(login))
    feedback, timer = QgsFeedback(), QTimer()
    timer.setInterval(POLL_INTERVAL_MS)
    # The request waits in an event loop of this thread, in which the timer ticks.
    timer.timeout.connect(lambda: feedback.cancel() if cancelled() else None)
    timer.start()
    blocking = QgsBlockingNetworkRequest()
    try:
        outcome = blocking.get(request, True, feedback)
    finally:
        timer.stop()
    if cancelled():
        raise FetchCancelledError
    reply = blocking.reply()
    status = int(reply.attribute(QNetworkRequest.Attribute.HttpStatusCodeAttribute) or 0)
    if outcome != QgsBlockingNetworkRequest.ErrorCode.NoError:
        raise FetchError(address, _without_address(blocking.errorMessage() or "no answer", address), status=status)
    return bytes(reply.content())


def _without_address(reason: str, address: str) -> str:
    return reason.replace(address, urlsplit(address).hostname or "").strip().rstrip(".")
