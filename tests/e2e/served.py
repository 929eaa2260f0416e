"""A tiny model that answers in words, and transformers' own server for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from tests.unit.describe.made_up import tile_of
from tests.unit.describe.vlm.pairs import dated_pair, flooded, town
from tests.unit.describe.vlm.zoo import build

from tilescribe.describe.vlm import load_prompt, request_for

STEPS = 60
STARTS_WITHIN_S = 120
"""Loading torch and transformers on a busy machine."""
COLOURS = ((100, 100, 100), (20, 50, 90), (60, 120, 50))
"""Of the pictures that it learns from, red, green and blue: what is measured of them stands in the question."""


def talking_model(folder: Path, answers: Mapping[str, str], *, steps: int = STEPS) -> Path:
    """Build LLaVA-NeXT in small and train it until it gives each prompt its answer, whatever the tile shows.

    It is loaded and asked as its makers meant it, many sub-pictures for one tile, for so does the server.
    """
    import torch
    from transformers import AutoModelForImageTextToText, AutoProcessor

    build("llava_next", folder)
    torch.manual_seed(0)
    processor = AutoProcessor.from_pretrained(folder)
    model = AutoModelForImageTextToText.from_pretrained(folder).train()
    with torch.no_grad():
        for weights in model.parameters():
            if weights.ndim > 1:  # the zoo makes them large, where training would not start
                weights.div_(12)
    lessons = [_lesson(processor, colour, prompt, answer) for prompt, answer in answers.items() for colour in COLOURS]
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(steps):
        optimiser.zero_grad()
        sum(model(**lesson).loss for lesson in lessons).backward()
        optimiser.step()
    model.eval().save_pretrained(folder)
    return folder


def _lesson(processor: Any, colour: tuple[int, int, int], prompt: str, answer: str) -> dict[str, Any]:
    """One picture, or two, with question and answer; only the answer is to be learnt."""
    import torch
    from PIL import Image

    noise = np.random.default_rng(1).integers(-15, 15, (3, 224, 224))
    picture = (np.array(colour)[:, None, None] + noise).astype(np.uint8)
    asked_for = load_prompt(prompt)
    pair = asked_for.pictures == 2
    before = town(10 + sum(colour), side=224)
    shown = dated_pair(before, flooded(before)) if pair else tile_of(picture)
    request = request_for(shown, asked_for, question="ships in a harbour")
    content = [{"type": "image"}] * asked_for.pictures + [{"type": "text", "text": request.text}]
    text = processor.apply_chat_template(
        [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
    )
    asked = processor(images=[Image.fromarray(one) for one in request.pictures], text=text, return_tensors="pt")
    told = processor.tokenizer(f"{answer}</s>", add_special_tokens=False, return_tensors="pt")["input_ids"]
    ids = torch.cat([asked["input_ids"], told], dim=1)
    labels = ids.clone()
    labels[:, : asked["input_ids"].shape[1]] = -100
    pictures = {name: asked[name] for name in ("pixel_values", "image_sizes")}
    return {**pictures, "input_ids": ids, "attention_mask": torch.ones_like(ids), "labels": labels}


@contextmanager
def serving(model: Path, *, log: Path) -> Iterator[str]:
    """`URL#MODEL` of a server that runs within."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [Path(sys.executable).with_name("transformers"), "serve", "--device", "cpu"]
    with log.open("wb") as written:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port), str(model)],
            stdout=written,
            stderr=subprocess.STDOUT,
            env={**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": "1"},
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server, log)
            yield f"http://127.0.0.1:{port}/v1#{model}"
        finally:
            server.terminate()
            server.wait()


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            running = server.poll() is None and time.monotonic() < deadline
            assert running, log.read_text(errors="replace")
            time.sleep(0.2)
