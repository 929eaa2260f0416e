"""What uv says, as uv 0.13.9 said it, becomes a sentence and a next step."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis_plugin.core.setup.uv_errors import explain, failed_host, is_unreachable

INDEX = "https://u:secret@mirror.example/simple"
FETCH = """\
error: Failed to fetch: https://mirror.example/simple/torch/
  cause: error sending request for url (https://mirror.example/simple/torch/)
  cause: client error (Connect)
"""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            f"{FETCH}  cause: tcp connect error\n  cause: Connection refused (os error 111)",
            ["cannot be reached (Connection"],
        ),
        (
            f"{FETCH}  cause: dns error\n  cause: failed to lookup address information: Name or service not known",
            ["mirror"],
        ),
        (f"{FETCH}  cause: tunnel error: proxy authorization required", ["proxy refused", "mirror.example"]),
        (f"{FETCH}  cause: tunnel error: failed to create underlying connection", ["proxy refused"]),
        (f"{FETCH}  cause: invalid peer certificate: UnknownIssuer", ["certificate of mirror.example is not trusted"]),
        (
            (
                "error: Failed to fetch: https://mirror.example/simple/torch/\n"
                "  cause: HTTP status server error (500 Internal Server Error) for url "
                "(https://mirror.example/simple/torch/)"
            ),
            ["mirror.example answered with an error (500 Internal Server Error)."],
        ),
        (
            (
                "error: No solution found when resolving dependencies\n"
                "  cause: Because torch was not found in the package registry and you require torch, we can "
                "conclude that your requirements are unsatisfiable.\n\n"
                "hint: An index (https://mirror.example/simple) returned a 403 Forbidden error. Check that the "
                "index URL is correct and the credentials are valid."
            ),
            ["https://mirror.example/simple refused", "403"],
        ),
        (
            "  cause: Because torch was not found in the package registry and tilescribe==0.1.0 depends on torch, we",
            ["https://mirror.example/simple has no torch (PyTorch)"],
        ),
        (
            (
                "  cause: Because shapely was not found in the package registry and tilescribe==0.1.0 depends on\n"
                "         shapely, we can conclude that tilescribe==0.1.0 cannot be used."
            ),
            ["has no shapely"],
        ),
        (
            "  cause: Because there is no version of torch==2.13.0 and tilescribe==0.1.0 depends on torch>=2.8, we",
            ["has no torch that fits"],
        ),
        (
            "  cause: Because only torch<=2.0 is available and tilescribe==0.1.0 depends on torch>=2.8, we",
            ["has no torch that fits"],
        ),
        (
            (
                "  cause: Because faiss-cpu==1.15.1 has no wheels with a matching Python ABI tag (e.g., `cp311`) and "
                "only tilescribe==0.1.0 is available, we can conclude"
            ),
            ["has no faiss-cpu that fits"],
        ),
        (
            (
                "  cause: Because the current Python version (3.9.18) does not satisfy Python>=3.11 and "
                "tilescribe==0.1.0 depends on Python>=3.11, we can conclude"
            ),
            ["This Python is 3.9.18"],
        ),
        ("error: failed to write to file: No space left on device (os error 28)", ["disk is full"]),
        ("error: Failed to install\n  cause: Access is denied. (os error 5)", ["virus scanner"]),
        ("ImportError: DLL load failed while importing _C", ["PyTorch does not load"]),
        ("  cause: Hash mismatch for `torch==2.13.0`", ["damaged"]),
        ("MemoryError", ["not enough memory"]),
        ("Downloading torch\nthe dog ate it\n\n", ["It said: the dog ate it"]),
    ],
)
def test_what_uv_says_becomes_a_sentence_and_a_next_step(said: str, words: list[str]) -> None:
    explained = explain(said.split("\n"), index=INDEX)
    assert [word for word in words if word not in explained.sentence] == []
    assert explained.remedy
    assert "secret" not in explained.sentence + explained.remedy


def test_a_folder_is_named_with_what_it_lacks() -> None:
    lines = [
        "error: No solution found when resolving dependencies",
        "  cause: Because antimeridian was not found in the provided package locations and tilescribe==0.1.0",
        "         depends on antimeridian>=0.4.9, we can conclude that tilescribe==0.1.0 cannot be used.",
    ]
    assert explain(lines, index=INDEX, folder=Path("/stick")).sentence == (
        "The folder of wheels /stick lacks antimeridian, which the engine needs."
    )


def test_which_server_did_not_answer_is_known() -> None:
    lines = FETCH.split("\n")
    assert failed_host(lines) == "mirror.example"
    assert is_unreachable(lines)
    assert not is_unreachable(["  cause: Because torch was not found in the package registry"])
