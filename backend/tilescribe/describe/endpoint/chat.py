"""Chat completions with pictures: what is sent, and what is read from the answer.

`POST /chat/completions` as OpenAI documents it, <https://platform.openai.com/docs/api-reference/chat/create>, which
vLLM, Ollama, llama.cpp and LM Studio follow. What not all of them take is optional: a server that refuses a request is
asked again without, and when that helps it is never sent these parts again.
"""

from __future__ import annotations

import base64
import io
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tilescribe.describe.endpoint.http import BadResponse, EndpointError, OnePictureOnly, Rejected

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from tilescribe.describe.endpoint.http import Endpoint
    from tilescribe.describe.vlm import Request

__all__ = ["JPEG_QUALITY", "answer", "data_url", "yes_probability"]

JPEG_QUALITY = 90
"""Artefacts stay below what models tell apart; 448 x 448 px of town take some 60 kB."""
YES_NO_TOKENS = 8
"""Room for a blank or a quotation mark before the word."""
TOP_LOGPROBS = 20
"""The most that the interface allows."""
LEAST_YES_OR_NO = 0.01
"""Of all probability: below it the model was about to say neither."""
_PATH = "/chat/completions"


def answer(endpoint: Endpoint, request: Request, *, model: str) -> str:
    """What the model writes about the pictures of a request; may be empty.

    Raises:
        OnePictureOnly: the server takes a request with one of them, and not with all.
        EndpointError: there is no answer.
    """
    settings = request.settings
    optional: dict[str, Any] = {"temperature": settings.temperature, "seed": settings.seed}
    if settings.repetition_penalty != 1.0:
        optional["repetition_penalty"] = settings.repetition_penalty
    if request.schema is not None:
        schema = {"name": "description", "schema": request.schema, "strict": True}
        optional["response_format"] = {"type": "json_schema", "json_schema": schema}
    required = _asking(request, model=model, max_tokens=settings.max_tokens)
    try:
        answered = _post(endpoint, required, optional)
    except (Rejected, BadResponse) as refusal:
        if len(request.pictures) > 1 and not endpoint.takes_several and _blames_pictures(refusal):
            _try_one_picture(endpoint, request, refusal, model=model)
        raise
    endpoint.takes_several = endpoint.takes_several or len(request.pictures) > 1
    return _text(_choice(answered, endpoint), endpoint)


def yes_probability(endpoint: Endpoint, request: Request, *, model: str) -> float | None:
    """The probability of *yes* over that of *yes* and *no* together; None where the model says neither.

    From the log probabilities of the first word, where the server gives them; else 1 or 0 by the word itself.

    Raises:
        EndpointError: there is no answer.
    """
    optional = {"temperature": 0.0, "seed": 0, "logprobs": True, "top_logprobs": TOP_LOGPROBS}
    required = _asking(request, model=model, max_tokens=YES_NO_TOKENS)
    choice = _choice(_post(endpoint, required, optional), endpoint)
    probability = _from_logprobs(choice.get("logprobs"))
    return _from_words(_text(choice, endpoint)) if probability is None else probability


def data_url(picture: NDArray[np.uint8]) -> str:
    """(height, width, 3) as a JPEG in a `data:` URL."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(picture).save(file, format="JPEG", quality=JPEG_QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(file.getvalue()).decode("ascii")


# --- asking -----------------------------------------------------------------------------------------------------------


def _asking(request: Request, *, model: str, max_tokens: int) -> dict[str, Any]:
    # Pictures come first, as in the chat templates of most models.
    content: list[dict[str, Any]] = [
        *({"type": "image_url", "image_url": {"url": data_url(picture)}} for picture in request.pictures),
        {"type": "text", "text": request.text},
    ]
    return {
        "model": model,
        "messages": [{"role": "user", "content": content}],
        "max_tokens": max_tokens,
        "stream": False,
    }


def _blames_pictures(refusal: EndpointError) -> bool:
    """A fault of the server (Ollama answers so) may pass: it must name pictures to be laid on their number."""
    return isinstance(refusal, Rejected) or "image" in str(refusal).lower()


def _try_one_picture(endpoint: Endpoint, request: Request, refusal: EndpointError, *, model: str) -> None:
    """Find out whether the number of pictures was the reason; servers word it in many ways.

    Raises:
        OnePictureOnly: it was.
    """
    alone = replace(request, pictures=request.pictures[:1])
    try:
        endpoint.post(_PATH, _asking(alone, model=model, max_tokens=1))
    except EndpointError:
        return  # the reason is another one, which the refusal itself tells
    raise OnePictureOnly(
        f"{str(refusal).rstrip('.')}. It takes a request with one picture, and not with {len(request.pictures)}",
        remedy="Allow it two pictures a request (vLLM: --limit-mm-per-prompt '{\"image\": 2}'), or choose a model that "
        "takes several; see docs/change.md",
    ) from refusal


def _post(endpoint: Endpoint, required: Mapping[str, Any], optional: Mapping[str, Any]) -> Any:
    """The answer, without the optional parts where the server does not take them."""
    sent = {name: value for name, value in optional.items() if name not in endpoint.unsupported}
    try:
        return endpoint.post(_PATH, {**required, **sent})
    except Rejected as refusal:
        if not sent:
            raise
        guilty = _guilty(sent, str(refusal))
        answered = _post_without(endpoint, required, sent, guilty)
        # Only now is it known that they were the reason, and not the picture.
        endpoint.unsupported |= guilty
        return answered


def _post_without(
    endpoint: Endpoint, required: Mapping[str, Any], sent: Mapping[str, Any], guilty: frozenset[str]
) -> Any:
    return endpoint.post(_PATH, {**required, **{name: value for name, value in sent.items() if name not in guilty}})


def _guilty(sent: Mapping[str, Any], refusal: str) -> frozenset[str]:
    """The optional parts that the refusal names, else all of them. Log probabilities go together."""
    named = {name for name in sent if name in refusal}
    if "logprobs" in refusal:
        named |= {"logprobs", "top_logprobs"} & sent.keys()
    return frozenset(named or sent)


# --- hearing ----------------------------------------------------------------------------------------------------------


def _choice(answered: Any, endpoint: Endpoint) -> Mapping[str, Any]:
    choices = answered.get("choices") if isinstance(answered, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
        raise BadResponse(f"{endpoint.address} answered something else than a chat completion")
    return choice


def _text(choice: Mapping[str, Any], endpoint: Endpoint) -> str:
    content = choice["message"].get("content")
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    if content is None:
        return ""
    if not isinstance(content, str):
        raise BadResponse(f"{endpoint.address} answered something else than text")
    return content


def _from_logprobs(logprobs: Any) -> float | None:
    """Of the first token that is a word; None where the server gave none, or the model was about to say neither."""
    try:
        first = next(one for one in logprobs["content"] if _word(one["token"]))
        shares = {"yes": 0.0, "no": 0.0}
        for one in first["top_logprobs"]:
            if (word := _word(one["token"])) in shares:
                shares[word] += math.exp(min(0.0, float(one["logprob"])))
    except (KeyError, TypeError, ValueError, StopIteration):
        return None
    both = shares["yes"] + shares["no"]
    return shares["yes"] / both if both >= LEAST_YES_OR_NO else None


def _from_words(text: str) -> float | None:
    said = re.search(r"\b(yes|no)\b", text.lower())
    return None if said is None else float(said[1] == "yes")


def _word(token: Any) -> str:
    return re.sub(r"[^a-z]", "", str(token).lower())
