"""What describes and what embeds, and the libraries they run on."""

from __future__ import annotations

import importlib
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np

from tilescribe.cli.doctor.report import Check, Probe, Status
from tilescribe.config import DEFAULT_CAPTIONER, DEFAULT_EMBEDDER, calibrations_dir
from tilescribe.errors import ExtensionError, ModelError

if TYPE_CHECKING:
    from tilescribe.embed import Embedder

__all__ = ["PROBES"]


def _torch() -> Iterator[Check]:
    import torch

    yield Check("torch", f"{torch.__version__}, {torch.get_num_threads()} threads, built for {_built_for()}")
    yield Check("Device", _device())
    ones = torch.full((64, 64), 0.5)
    product = (ones.bfloat16() @ ones.bfloat16()).float()
    if torch.equal(product, ones @ ones):
        yield Check("bfloat16", "computes correctly")
    else:
        yield Check("bfloat16", "a product of matrices is wrong", Status.FAIL, "Install torch again")


def _built_for() -> str:
    import torch

    # `version.cuda` and `version.hip` are None in builds for the processor alone.
    runtimes = {"CUDA": torch.version.cuda, "ROCm": torch.version.hip}
    built = [f"{name} {number}" for name, number in runtimes.items() if number]
    return ", ".join(built) or "the processor"


def _device() -> str:
    import torch

    if torch.cuda.is_available():
        index = torch.cuda.current_device()
        memory = torch.cuda.get_device_properties(index).total_memory / 2**30
        return f"cuda: {torch.cuda.get_device_name(index)}, {memory:.0f} GiB"
    return "mps" if torch.backends.mps.is_available() else "cpu"


def _importing(distribution: str, module: str) -> Probe:
    def probe() -> Iterator[Check]:
        importlib.import_module(module)
        yield Check(distribution, version(distribution))

    return probe


def _faiss() -> Iterator[Check]:
    import faiss

    vectors = np.eye(8, dtype=np.float32)
    index = faiss.IndexFlatIP(8)
    index.add(vectors)
    _, nearest = index.search(vectors, 1)
    if nearest[:, 0].tolist() == list(range(8)):
        yield Check("faiss", f"{faiss.__version__}, finds what it holds")
    else:
        yield Check(
            "faiss", f"{faiss.__version__}, a search gives wrong answers", Status.FAIL, "Install faiss-cpu again"
        )


def _embedder() -> Iterator[Check]:
    from tilescribe.embed import is_at_hand, load_embedder, locate

    try:
        files = locate(DEFAULT_EMBEDDER, download=False)
        yield Check(f"Embedder {files.name}", f"{files.source}, {files.folder}, SHA-256 as it should be")
        exported = is_at_hand()
        started = time.perf_counter()
        embedder = load_embedder(download=False)
        embedder.embed(["a first text"], query=True)  # which is what loads the model
        yield _works(embedder, load_s=time.perf_counter() - started)
        yield _export(before=exported, after=is_at_hand())
    except ModelError as error:
        yield Check(f"Embedder {DEFAULT_EMBEDDER}", error.what, Status.FAIL, error.remedy)


def _export(*, before: bool, after: bool) -> Check:
    """Without torch a question is answered in under a second, with it in several."""
    name = "Embedder for questions"
    if not after:
        return Check(
            name,
            "not exported to ONNX: every question loads torch, which takes seconds",
            Status.WARN,
            "Let the cache folder be written (TILESCRIBE_CACHE), and install onnx and onnxruntime again",
        )
    return Check(name, "exported to ONNX, loads without torch" if before else "exported to ONNX just now")


def _works(embedder: Embedder, *, load_s: float) -> Check:
    """Near texts must be near: that catches a wrong tokenizer and garbled weights, which a hash of one file cannot."""
    name = "Embedding"
    question, near, far = embedder.embed(["a lake", "a pond with clear water", "rows of parked cars"])
    close, distant = float(question @ near), float(question @ far)
    what = (
        f"loaded in {load_s:.1f} s, {embedder.dim} dimensions, fingerprint {embedder.fingerprint}; "
        f"cosine of a lake with a pond {close:.2f}, with parked cars {distant:.2f}"
    )
    if not abs(float(np.linalg.norm(question)) - 1) < 1e-3 or not close > distant + 0.1:
        return Check(name, what, Status.FAIL, "The vectors make no sense: install torch and the embedder again")
    return Check(name, what)


def _captioners() -> Iterator[Check]:
    from tilescribe.describe import captioner_names, load_captioner, prepare_captioner

    yield Check("Captioners", ", ".join(name for name, _ in captioner_names()))
    captioner = load_captioner(DEFAULT_CAPTIONER)
    prepare_captioner(captioner)
    author = captioner.author
    yield Check(f"Captioner {DEFAULT_CAPTIONER}", " ".join(part for part in (author.captioner, author.model) if part))


def _extensions() -> Iterator[Check]:
    """Imports each of them, which is what usually goes wrong; none of them can break anything else."""
    from tilescribe.catalog.opening import store_extensions
    from tilescribe.describe import captioner_extensions
    from tilescribe.describe.encoders import encoder_extensions
    from tilescribe.embed import embedder_extensions

    found = (captioner_extensions(), embedder_extensions(), encoder_extensions(), store_extensions())
    names = [one.name for kind in found for one in kind.usable]
    yield Check("Extensions", ", ".join(names) or "none")
    for kind in found:
        for problem in kind.problems:
            yield Check("Extension", problem.removesuffix("."), Status.WARN, "Uninstall or update the package")
        for extension in kind.usable:
            name = f"Extension {extension.name}"
            try:
                extension.factory()
                yield Check(name, f"{extension.group.noun} of {extension.package}")
            except ExtensionError as error:
                yield Check(name, error.what, Status.WARN, error.remedy)


def _calibrations() -> Iterator[Check]:
    """The user's own."""
    from tilescribe.searching.own_calibrations import stored_fits

    folder = calibrations_dir()
    if folder.exists() and not folder.is_dir():
        what = f"{folder} is a file, where a folder of calibrations should be; the default ones serve"
        yield Check("Calibrations", what, Status.WARN, "Set TILESCRIBE_CALIBRATIONS to a folder, or unset it")
        return
    found = list(stored_fits())
    if not found:
        yield Check("Calibrations", "the default ones alone")
    for path, one in found:
        if one.fit is None:
            yield Check("Calibration", one.problem or "", Status.WARN, "Calibrate again, or delete the file")
            continue
        origin = one.fit.origin
        of = f"{origin.encoder} beside {origin.embedder}" if origin.encoder else origin.embedder
        what = (
            f"of {of}, fitted to {origin.pictures:,} pictures of {origin.data} on {origin.made}; error of the first "
            f"hits {origin.error:.3f}, by default {origin.default_error:.3f}; {path}"
        )
        yield Check("Calibration", what)


PROBES: Mapping[str, Probe] = {
    "torch": _torch,
    "transformers": _importing("transformers", "transformers"),
    "sentence-transformers": _importing("sentence-transformers", "sentence_transformers"),
    "faiss": _faiss,
    "Embedder": _embedder,
    f"Captioner {DEFAULT_CAPTIONER}": _captioners,
    "Extensions": _extensions,
    "Calibrations": _calibrations,
}
