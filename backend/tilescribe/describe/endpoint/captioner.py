"""A model behind servers as a captioner."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tilescribe import config
from tilescribe.describe.endpoint import chat
from tilescribe.describe.endpoint.address import Address, Target, parse_target
from tilescribe.describe.endpoint.http import Endpoint
from tilescribe.describe.endpoint.keys import find_key
from tilescribe.describe.endpoint.pool import FIRST_PAUSE_S, EndpointPool
from tilescribe.describe.vlm import Request, describing_prompt, generate_captions, load_prompt, request_for
from tilescribe.domain.description import Author, Caption
from tilescribe.errors import CaptionerFailedError

if TYPE_CHECKING:
    import httpx2 as httpx

    from tilescribe.describe.base import OverlappingCaptioner
    from tilescribe.describe.vlm import TextGenerator, Verifier
    from tilescribe.domain.pixels import TilePixels

__all__ = ["EndpointCaptioner"]


class EndpointCaptioner:
    """Describes with a model behind one or several OpenAI-compatible servers.

    The author is `openai:MODEL`, without the address: the same model on another machine goes on where this one stopped.
    Nothing is sent before the first batch.

    Args:
        target: `URL[,URL…]#MODEL`.
        prompt: Name or path of a prompt; None for `general` or `change`.
        pictures: 1, or 2 to describe pairs (`PairPixels`): what has changed between two dates.
        concurrency: Requests in flight at each server; None for `config.concurrency()`.
        timeout_s: Longest time for one answer; None for `config.answer_timeout_s()`.
        patience_s: How long no server may answer before the run ends; it can be continued.
        pause_s: How long a server that failed is left out for the first time; twice as long each further time.
        input_side_px: Side of the pictures that are sent.
        max_tokens: Of an answer.
        transport: In the place of the network.

    Raises:
        UnknownCaptionerError: address or model is missing.
        InvalidOptionError: an address or a key cannot be used, there is no such prompt, or it is for another number of
            pictures.
    """

    def __init__(
        self,
        target: str,
        *,
        prompt: str | None = None,
        pictures: int = 1,
        concurrency: int | None = None,
        timeout_s: float | None = None,
        patience_s: float = 300.0,
        pause_s: float = FIRST_PAUSE_S,
        input_side_px: int = 448,
        max_tokens: int | None = None,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.target = parse_target(target)
        self._prompt = describing_prompt(prompt or ("general" if pictures == 1 else "change"), pictures=pictures)
        each = config.concurrency() if concurrency is None else concurrency
        timeout = config.answer_timeout_s() if timeout_s is None else timeout_s
        endpoints = [
            Endpoint(address, find_key(address), timeout_s=timeout, connections=each, transport=transport)
            for address in self.target.addresses
        ]
        self.author = Author(f"openai:{self.target.model}", self.target.model, self._prompt.version)
        self.input_side_px = input_side_px
        self.batch_size = each * len(endpoints)
        self.batches_at_once = 3
        """One whose last answers are waited for, one to fill the gaps, one in reserve."""
        self.notices = tuple(_warnings(self.target))
        """What the user should know before the first picture is sent."""
        self._max_tokens = max_tokens
        self._pool = EndpointPool(endpoints, in_flight=each, patience_s=patience_s, pause_s=pause_s)
        self._generator = _EndpointGenerator(self._pool, model=self.target.model)

    def describe(self, tiles: Sequence[TilePixels]) -> list[Caption]:
        """See `Captioner.describe`."""
        return generate_captions(self._generator, self._prompt, tiles, max_tokens=self._max_tokens)

    def yes_probabilities(self, tiles: Sequence[TilePixels], question: str) -> list[float | None]:
        """See `Verifier.yes_probabilities`. None also where the servers refuse a tile, unless they refuse all."""
        prompt = load_prompt("verify")
        jobs = [
            partial(chat.yes_probability, request=request_for(tile, prompt, question=question), model=self.target.model)
            for tile in tiles
        ]
        found = self._pool.map(jobs)
        errors = [one for one in found if isinstance(one, Exception)]
        if errors and len(errors) == len(found):
            raise CaptionerFailedError(
                f"None of {len(found)} tiles could be asked about: {str(errors[0]).rstrip('.')}",
                remedy="See what the server's log says",
            )
        return [None if isinstance(one, Exception) else one for one in found]

    def close(self) -> None:
        """Close the connections, once the requests in flight have ended."""
        self._pool.close()


class _EndpointGenerator:
    def __init__(self, pool: EndpointPool, *, model: str) -> None:
        self._pool = pool
        self._model = model

    def generate(self, requests: Sequence[Request]) -> list[str | Exception]:
        """See `TextGenerator.generate`."""
        jobs: list[Callable[[Endpoint], str]] = [
            partial(chat.answer, request=request, model=self._model) for request in requests
        ]
        return self._pool.map(jobs)


def _warnings(target: Target) -> list[str]:
    """One sentence on the servers that pictures leave this machine for; none where they stay."""
    away: list[Address] = [address for address in target.addresses if not address.on_this_machine]
    if not away:
        return []
    sentences = [f"Pictures of the tiles leave this machine: they are sent to {', '.join(map(str, away))}."]
    open_ = [address.host for address in away if not address.encrypted]
    if open_:
        sentences.append(f"The way to {', '.join(open_)} is not encrypted.")
    return [" ".join(sentences)]


if TYPE_CHECKING:

    def _holds_to_the_protocols(captioner: EndpointCaptioner) -> tuple[OverlappingCaptioner, Verifier, TextGenerator]:
        return captioner, captioner, captioner._generator
