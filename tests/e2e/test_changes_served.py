"""The change between two dates from a real server that nobody here wrote: `transformers serve` with a tiny model."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from tests.e2e.served import serving, talking_model
from tests.unit.describe.vlm.pairs import made_pairs

from tilescribe.describe.endpoint import EndpointCaptioner
from tilescribe.domain.description import DescriptionKind

CHANGED = {"changes": [{"what": "water", "where": "west"}], "changed": "yes", "summary": "The west was flooded."}


@pytest.fixture(scope="module")
def prompt(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A short one, which the model learns in seconds."""
    path = tmp_path_factory.mktemp("prompts") / "flood.toml"
    path.write_text('pictures = 2\nkeys = ["changes", "changed", "summary"]\ntext = "What has changed?"\n')
    return str(path)


@pytest.fixture(scope="module")
def target(prompt: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`URL#MODEL` of a running server."""
    folder = tmp_path_factory.mktemp("served")
    model = talking_model(folder / "tiny", {prompt: json.dumps(CHANGED)}, steps=110)
    with serving(model, log=folder / "log") as found:
        yield found


def test_the_served_model_gets_both_pictures_and_describes_the_change(prompt: str, target: str) -> None:
    captioner = EndpointCaptioner(target, prompt=prompt, pictures=2, concurrency=2, max_tokens=96)
    captions = captioner.describe(made_pairs(3, side=224))
    captioner.close()
    for caption in captions:
        assert caption.failure is None
        assert [(one.kind, one.text) for one in caption.descriptions] == [
            (DescriptionKind.CHANGE, "The west was flooded."),
            (DescriptionKind.CHANGE, "Water in the west."),
        ]
