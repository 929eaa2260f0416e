"""`tilescribe evaluate` as people meet it: tables, reports, exit status, and one clear line for bad input."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.e2e.commands import tilescribe


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four pictures with captions and labels, and a fifth one that is broken."""
    folder = tmp_path_factory.mktemp("evaluate")
    (folder / "pictures").mkdir()
    rng = np.random.default_rng(0)
    colours = {"lake": (20, 60, 90), "forest": (25, 60, 20)}
    images = []
    for number in range(4):
        scene = list(colours)[number % 2]
        pixels = np.clip(rng.normal(colours[scene], 6, (64, 64, 3)), 0, 255).astype(np.uint8)
        Image.fromarray(pixels).save(folder / "pictures" / f"{scene}_{number}.png")
        said = {"filename": f"{scene}_{number}.png", "split": "test", "scene": scene}
        images.append({**said, "sentences": [{"raw": f"a {scene} from above"}, {"raw": f"picture {number}"}]})
    (folder / "pictures" / "broken.png").write_bytes(b"\x89PNG")
    broken = {"filename": "broken.png", "split": "train", "sentences": [{"raw": "nothing"}]}
    (folder / "captions.json").write_text(json.dumps({"images": [*images, broken]}), encoding="utf-8")
    return folder


def test_tables_go_to_standard_output_and_reports_to_their_files(place: Path) -> None:
    asked = ("evaluate", "pictures", "--captions", "captions.json", "--split", "test")
    done = tilescribe(*asked, "--json", "report.json", "--html", "report.html", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "8 short queries, 4 pictures" in done.stdout
    assert "2 classes, 4 pictures" in done.stdout
    assert "8 short queries, 4 pictures" not in done.stderr
    report = json.loads((place / "report.json").read_text(encoding="utf-8"))
    assert report["retrieval"]["short"]["channels"]["fused"]["standard"]["text_to_image"]["queries"] == 8
    assert "<html" in (place / "report.html").read_text(encoding="utf-8")


def test_a_broken_picture_is_named_and_the_status_is_3(place: Path) -> None:
    done = tilescribe("evaluate", "pictures", "--captions", "captions.json", "--json", "-", cwd=place)
    assert done.returncode == 3
    assert "Left out: 1 x broken picture" in done.stderr
    assert "broken.png" in done.stderr
    assert json.loads(done.stdout)["dataset"]["pictures"] == 4


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("--captions", "captions.json", "--split", "moon"), 1, "test (4 pictures)"),
        (("--captions", "gone.json"), 1, "gone.json"),
        (("--captions", "pictures/broken.png"), 1, "is not UTF-8"),
        (("--captions", "captions.json", "--queries", "long"), 2, "short, rich or both"),
        (("--captions", "captions.json", "--captioner", "painter"), 2, "painter"),
        (("--captions", "captions.json", "--descriptions", "captions.json"), 1, "captions.json line 1"),
        (("--captions", "captions.json", "--html", "nowhere/report.html"), 1, "nowhere/report.html"),
    ],
)
def test_bad_input_is_one_clear_line(place: Path, arguments: tuple[str, ...], status: int, words: str) -> None:
    done = tilescribe("evaluate", "pictures", *arguments, cwd=place)
    assert done.returncode == status
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""
