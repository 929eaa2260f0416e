"""One server: a bounded POST of JSON, and whatever goes wrong as one of few errors.

EndpointError
 ├── Transient     busy, overloaded, unreachable, cut off; the endpoint is left out for a while
 ├── BadResponse   an error of the server, no JSON, too long, too late; worth a few attempts
 ├── Rejected      the server does not take this request; others it may take
 └── Unavailable   of no use at all: wrong key, no such model, no such path
      └── OnePictureOnly   not for pairs of pictures
"""

from __future__ import annotations

import email.utils
import json
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import httpx2 as httpx

from tilescribe.describe.endpoint.keys import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tilescribe.describe.endpoint.address import Address

__all__ = ["BadResponse", "Endpoint", "EndpointError", "OnePictureOnly", "Rejected", "Transient", "Unavailable"]

CONNECT_TIMEOUT_S = 10.0
LONGEST_ANSWER_BYTES = 4 * 2**20
"""A description has some kilobytes; twenty log probabilities for each of eight tokens too."""
LONGEST_WAIT_S = 600.0
"""A server that asks for more patience than this is asked again after it."""
_SHOWN_CHARS = 300


class EndpointError(Exception):
    """A request without a usable answer; never leaves this package. Names the endpoint and holds no secret."""


class Transient(EndpointError):  # noqa: N818 - told apart by what to do about them
    """Try again, here later or elsewhere at once."""

    def __init__(self, message: str, *, answered: bool = False, wait_s: float | None = None) -> None:
        super().__init__(message)
        self.answered = answered
        """The server said so itself."""
        self.wait_s = wait_s
        """What the server asked for, with `Retry-After`."""


class BadResponse(EndpointError):  # noqa: N818 - told apart by what to do about them
    """Try again a few times."""

    def __init__(self, message: str, *, timed_out: bool = False) -> None:
        super().__init__(message)
        self.timed_out = timed_out
        """It came too late: the endpoint is left out for a while as well."""


class Rejected(EndpointError):  # noqa: N818 - told apart by what to do about them
    """Do not try again unchanged."""


class Unavailable(EndpointError):  # noqa: N818 - told apart by what to do about them
    """Do not ask this endpoint again."""

    def __init__(
        self, message: str, *, remedy: str = "Check the address, the model and the key (TILESCRIBE_API_KEY)"
    ) -> None:
        super().__init__(message)
        self.remedy = remedy


class OnePictureOnly(Unavailable):
    """It takes one picture in a request, and this run has two in each."""


@dataclass(slots=True)
class Endpoint:
    """A connection to one server. Safe to use from any thread."""

    address: Address
    key: Key | None
    timeout_s: float
    """From the last byte sent to the last byte received."""
    connections: int
    transport: httpx.BaseTransport | None = None
    """In the place of the network."""
    unsupported: frozenset[str] = frozenset()
    """Optional parts of a request that this server has refused."""
    takes_several: bool = False
    """Whether it has answered a request with more than one picture."""
    _client: httpx.Client = field(init=False, repr=False)

    def __post_init__(self) -> None:
        headers = {"Accept-Encoding": "identity", "User-Agent": "tilescribe"}
        if self.key is not None:
            headers["Authorization"] = f"Bearer {self.key.secret}"
        self._client = httpx.Client(
            headers=headers,
            timeout=httpx.Timeout(self.timeout_s, connect=CONNECT_TIMEOUT_S, pool=None),
            limits=httpx.Limits(max_connections=self.connections, max_keepalive_connections=self.connections),
            # What is sent to this machine must not take the way over a proxy that the environment names.
            trust_env=not self.address.on_this_machine,
            transport=self.transport,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def post(self, path: str, payload: Mapping[str, Any]) -> Any:
        """The parsed JSON of the answer.

        Raises:
            EndpointError: there is none.
        """
        deadline = time.monotonic() + self.timeout_s
        try:
            with self._client.stream("POST", f"{self.address}{path}", json=payload) as response:
                body = self._read(response, deadline)
        except (httpx.ReadTimeout, httpx.WriteTimeout) as error:
            raise BadResponse(f"{self.address} did not answer within {self.timeout_s:g} s", timed_out=True) from error
        except httpx.TransportError as error:
            reason = self._scrubbed(str(error)) or type(error).__name__
            raise Transient(f"{self.address} cannot be reached ({reason})") from error
        self._check(response, body)
        try:
            return json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BadResponse(f"{self.address} answered no JSON: {self._shown(body)}") from error

    def _read(self, response: httpx.Response, deadline: float) -> bytes:
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise BadResponse(f"{self.address} sent a compressed answer that was not asked for")
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > LONGEST_ANSWER_BYTES:
                raise BadResponse(f"{self.address} sent more than {LONGEST_ANSWER_BYTES:,} bytes")
            if time.monotonic() > deadline:
                raise BadResponse(f"{self.address} did not answer within {self.timeout_s:g} s", timed_out=True)
        return bytes(body)

    def _check(self, response: httpx.Response, body: bytes) -> None:
        status = response.status_code
        if status == httpx.codes.OK:
            return
        message = f"{self.address} answered {status}: {self._shown(body)}"
        if status in (408, 425, 429, 502, 503, 504, 529):
            raise Transient(message, answered=True, wait_s=_retry_after(response.headers.get("Retry-After")))
        if status in (401, 402, 403, 404, 405) or 300 <= status < 400:
            raise Unavailable(message)
        if 400 <= status < 500:
            raise Rejected(message)
        raise BadResponse(message)

    def _shown(self, body: bytes) -> str:
        """The beginning of an answer on one line; of an error in the usual form its message alone."""
        text = body[:65536].decode(errors="replace")
        try:
            parsed = json.loads(text)
            error = parsed.get("error", parsed.get("detail", text))
            text = str(error.get("message", error)) if isinstance(error, dict) else str(error)
        except (ValueError, RecursionError, AttributeError):
            pass  # shown as it came
        shown = " ".join(self._scrubbed(text).split())
        return shown[:_SHOWN_CHARS] + ("…" if len(shown) > _SHOWN_CHARS else "") if shown else "nothing"

    def _scrubbed(self, text: str) -> str:
        return self.key.scrub(text) if self.key else text


def _retry_after(value: str | None) -> float | None:
    """Seconds, from a number or a date (RFC 9110, section 10.2.3); None where it cannot be read."""
    if value is None:
        return None
    try:
        seconds = float(value)
    except ValueError:
        try:
            moment = email.utils.parsedate_to_datetime(value)
        except ValueError:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        seconds = (moment - datetime.now(UTC)).total_seconds()
    return min(max(0.0, seconds), LONGEST_WAIT_S) if seconds == seconds else None
