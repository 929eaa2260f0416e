"""`evaluate --calibrate`: a model of the user's own gets scores that mean what they say, and noise gets no weight."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from tests.e2e.commands import tilescribe
from tests.e2e.trained import Noise, cell, save

from tilescribe import IndexOptions, index, open_catalog, search
from tilescribe.describe.encoders import VisualEncoder, load_encoder
from tilescribe.domain.hit import Answer
from tilescribe.embed import load_embedder
from tilescribe.embed.base import Embedder
from tilescribe.errors import InvalidOptionError, TooFewCaptionsError
from tilescribe.evaluate.events import EvaluationFinished, EvaluationStarted
from tilescribe.evaluate.options import EvaluateOptions
from tilescribe.evaluate.results import CalibrationResult, EvaluationReport
from tilescribe.evaluate.run import evaluate
from tilescribe.evaluate.score.calibrating import LEAST_PICTURES
from tilescribe.searching.calibration import packaged_path
from tilescribe.searching.own_calibrations import stored_fits
from tilescribe.testing import FakeCaptioner, HashEmbedder
from tilescribe.testing.rasters import make_raster

THINGS = (
    ("dark water", "calm water"),
    ("many trees", "green trees"),
    ("farmland", "crops"),
    ("houses", "small houses"),
)
FORMS = ("{}", "{} from above", "a place with {}", "an area of {}", "{} in summer", "a view of {}")
SAID = tuple(tuple(form.format(thing) for form in FORMS for thing in things) for things in THINGS)
"""What people say of each kind of ground."""
PICTURES = 120


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two sets of pictures with captions, and of a model that was trained on a third."""
    folder = tmp_path_factory.mktemp("pictures")
    for name, seed in (("some", 1), ("others", 2)):
        rng = np.random.default_rng(seed)
        (folder / name).mkdir()
        images = []
        for number in range(PICTURES):
            kind = int(rng.integers(len(SAID)))
            pixels = cell(kind, rng).clip(1, 255).astype(np.uint8).transpose(1, 2, 0)
            Image.fromarray(pixels).save(folder / name / f"{number}.png")
            images.append(
                {"filename": f"{number}.png", "split": "test", "captions": rng.choice(SAID[kind], 3).tolist()}
            )
            wrong = (kind + 1) % len(SAID) if number % 3 == 0 else kind
            with (folder / f"{name}.jsonl").open("a", encoding="utf-8") as described:
                print(json.dumps({"filename": f"{number}.png", "variants": [SAID[wrong][0]]}), file=described)
        (folder / f"{name}.json").write_text(json.dumps({"images": images}), encoding="utf-8")
    rng = np.random.default_rng(3)
    labels = rng.integers(len(SAID), size=160)
    shown = np.stack([cell(int(kind), rng).clip(1, 255).astype(np.uint8).transpose(1, 2, 0) for kind in labels])
    save(folder / "trained", shown, labels, THINGS)
    return folder


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where calibrations lie."""
    monkeypatch.setenv("TILESCRIBE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TILESCRIBE_CALIBRATIONS", str(tmp_path / "calibrations"))
    return tmp_path / "calibrations"


def measured(
    pictures: Path,
    name: str = "some",
    *,
    calibrate: bool = False,
    embedder: Embedder | None = None,
    encoder: VisualEncoder | None = None,
    described: bool = False,
    limit: int | None = None,
) -> EvaluationReport:
    """The report on one of the sets, described by a captioner who knows nothing, or by a file that is mostly right."""
    options = EvaluateOptions(
        calibrate=calibrate,
        limit=limit,
        descriptions=str(pictures / f"{name}.jsonl") if described else None,
        resamples=2,
    )
    events = evaluate(
        pictures / name,
        pictures / f"{name}.json",
        options=options,
        captioner=None if described else FakeCaptioner(),
        embedder=embedder or load_embedder(),
        encoders=[] if encoder is None else [encoder],
    )
    *_, last = events
    assert isinstance(last, EvaluationFinished)
    assert last.report is not None
    return last.report


def calibrated(report: EvaluationReport) -> CalibrationResult:
    assert report.calibration is not None
    return report.calibration


def error(report: EvaluationReport) -> float:
    assert report.score is not None
    return report.score.error_looked_at


def test_a_space_of_ones_own_means_what_it_says_also_on_other_pictures(pictures: Path, kept: Path) -> None:
    packaged = hashlib.sha256(packaged_path().read_bytes()).hexdigest()
    encoder = load_encoder(f"clip:{pictures / 'trained'}")
    found = calibrated(measured(pictures, calibrate=True, encoder=encoder))
    assert found.refused is None
    assert found.default is not None
    assert found.fitted is not None
    assert found.fitted.error_looked_at < found.default.error_looked_at - 0.05
    assert found.fitted.presence_auroc == pytest.approx(found.default.presence_auroc, abs=0.1)
    assert found.counted == {encoder.family: True}
    (file,) = found.files
    assert Path(file).parent == kept
    with_fit = error(measured(pictures, "others", encoder=encoder))
    Path(file).unlink()
    assert with_fit < error(measured(pictures, "others", encoder=encoder)) - 0.05, "deletion restores the default"
    assert hashlib.sha256(packaged_path().read_bytes()).hexdigest() == packaged


def test_noise_is_given_no_weight(pictures: Path, tmp_path: Path) -> None:
    noise = Noise()
    found = calibrated(measured(pictures, calibrate=True, encoder=noise))
    assert found.refused is None
    assert found.counted == {"noise": False}
    catalog = _indexed(tmp_path, load_embedder(), noise)
    with open_catalog(catalog) as store:
        without = search(store, "houses", embedder=load_embedder(), channels=["text", "lexical", "visual"])
        beside = search(store, "houses", embedder=load_embedder(), encoders=[noise])
    assert _scores(beside) == pytest.approx(_scores(without))
    assert "What noise sees does not count, by your own fit on some" in beside.notices[-1]


def test_another_embedder_gets_its_own_fit(pictures: Path, tmp_path: Path) -> None:
    embedder = HashEmbedder()
    found = calibrated(measured(pictures, calibrate=True, embedder=embedder, described=True))
    assert found.default is not None
    assert found.fitted is not None
    assert found.fitted.error_looked_at < found.default.error_looked_at - 0.02
    catalog = _indexed(tmp_path, embedder)
    with open_catalog(catalog) as store:
        (said,) = search(store, "a forest", embedder=embedder, reading="plain").notices
        assert "Scores of the embedder hash are calibrated by your own fit on some" in said
        Path(found.files[0]).write_bytes(Path(found.files[0]).read_bytes()[:200])
        damaged, plain = search(store, "a forest", embedder=embedder, reading="plain").notices
    assert "is damaged" in damaged
    assert "are not calibrated" in plain


def test_both_at_once_and_the_one_without_the_other(pictures: Path, tmp_path: Path) -> None:
    embedder, encoder = HashEmbedder(), load_encoder(f"clip:{pictures / 'trained'}")
    found = calibrated(measured(pictures, calibrate=True, embedder=embedder, encoder=encoder, described=True))
    assert found.refused is None
    assert len(found.files) == 2
    assert len(list(stored_fits())) == 2
    catalog = _indexed(tmp_path, embedder, encoder)
    with open_catalog(catalog) as store:
        of_embedder, of_space = search(store, "a forest", embedder=embedder, encoders=[encoder]).notices
        assert "Scores of the embedder hash are calibrated" in of_embedder
        assert f"What {encoder.family} sees is calibrated" in of_space
        Path(next(file for file in found.files if "embedder" in Path(file).name)).unlink()
        plain, stale = search(store, "a forest", embedder=embedder, encoders=[encoder]).notices
    assert "are not calibrated" in plain
    assert "fitted beside another calibration of the text" in stale


def test_too_few_pictures_are_refused_before_anything_is_described(pictures: Path) -> None:
    options = EvaluateOptions(calibrate=True, limit=LEAST_PICTURES - 1)
    events = evaluate(
        pictures / "some",
        pictures / "some.json",
        options=options,
        captioner=FakeCaptioner(),
        embedder=load_embedder(),
        encoders=[Noise()],
    )
    assert isinstance(next(events), EvaluationStarted)
    with pytest.raises(TooFewCaptionsError, match=f"{LEAST_PICTURES - 1} pictures with captions") as refused:
        next(events)
    assert f"at least {LEAST_PICTURES}" in str(refused.value)


def test_what_is_calibrated_already_is_refused(pictures: Path) -> None:
    with pytest.raises(InvalidOptionError, match="calibrated already"):
        measured(pictures, calibrate=True)


def test_captions_that_name_nothing_are_told_of_and_nothing_is_kept(pictures: Path, tmp_path: Path, kept: Path) -> None:
    images = [{"filename": f"{number}.png", "captions": [f"motif {number}"]} for number in range(PICTURES)]
    (tmp_path / "dull.json").write_text(json.dumps({"images": images}), encoding="utf-8")
    *_, last = evaluate(
        pictures / "some",
        tmp_path / "dull.json",
        options=EvaluateOptions(calibrate=True, resamples=2),
        captioner=FakeCaptioner(),
        embedder=HashEmbedder(),
        encoders=[],
    )
    assert isinstance(last, EvaluationFinished)
    assert last.report is not None
    assert last.status == "partial"
    assert "tell too little" in str(calibrated(last.report).refused)
    assert "Nothing was kept" in last.report.notices[-1]
    assert list(kept.glob("*")) == []


def test_the_command_says_where_it_is_kept_and_the_doctor_lists_it(pictures: Path, tmp_path: Path) -> None:
    done = tilescribe(
        *("evaluate", "some", "--captions", "some.json", "--captioner", "facts"),
        *("--visual", "clip:trained", "--calibrate", "--json", str(tmp_path / "report.json")),
        cwd=pictures,
    )
    assert done.returncode == 0, done.stderr
    assert "each half scored by the fit on the other" in done.stdout
    assert "What clip:trained sees counts." in done.stdout
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    (file,) = report["calibration"]["files"]
    assert Path(file).name in done.stdout.replace("\n", "")
    assert "clip:trained" in report["retrieval"]["short"]["channels"]
    doctor = tilescribe("doctor", cwd=pictures)
    assert "of clip:trained beside all-MiniLM-L6-v2, fitted to 120 pictures of some" in doctor.stdout


def _indexed(folder: Path, embedder: Embedder, *encoders: VisualEncoder) -> Path:
    rng = np.random.default_rng(9)
    pixels = np.concatenate([cell(kind, rng) for kind in range(len(SAID))], axis=2).clip(1, 255).astype(np.uint8)
    make_raster(folder / "scene.tif", pixels=pixels, width=pixels.shape[2], height=pixels.shape[1])
    catalog = folder / "scene.gpkg"
    options = IndexOptions(levels_m=(280.0,))
    for _ in index(
        [folder / "scene.tif"],
        catalog=catalog,
        options=options,
        captioner=FakeCaptioner(),
        embedder=embedder,
        encoders=encoders,
    ):
        pass
    return catalog


def _scores(answer: Answer) -> dict[int, float]:
    return {hit.tile_id: hit.score for hit in answer.hits}
