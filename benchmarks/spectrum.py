"""Made-up vectors with the spectrum of real ones: RSICD's captions and pictures in the space of the default embedder.

`python -m benchmarks.spectrum CAPTIONS.json PICTURES.zip` measures it anew and writes `spectrum.json`.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["MadeUp"]

FILE = Path(__file__).with_name("spectrum.json")
PICTURES = 2_000
CLUSTERS = 200
SUBJECTS = 2_000
"""Places around which made-up vectors lie, some oftener than others."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class MadeUp:
    """Draws texts, and pictures that show what texts say. All arrays are of the main axes of real texts."""

    spectrum: dict[str, Floats]
    texts: Floats
    pictures: Floats
    turned: Floats
    """Out of the main axes, so that no axis is better than another."""
    shares: NDArray[np.float64]

    @classmethod
    def of_seed(cls, seed: int) -> MadeUp:
        spectrum = {name: np.array(values, np.float32) for name, values in json.loads(FILE.read_text()).items()}
        rng = np.random.default_rng(seed)
        dim = len(spectrum["text_mean"])
        said, seen = _pair(rng, spectrum, SUBJECTS, "between")
        shares = 1 / np.sqrt(np.arange(1, SUBJECTS + 1))
        turned = np.linalg.qr(rng.standard_normal((dim, dim)))[0].astype(np.float32)
        return cls(
            spectrum, spectrum["text_mean"] + said, spectrum["picture_mean"] + seen, turned, shares / shares.sum()
        )

    def draw(self, rng: np.random.Generator, count: int) -> tuple[Floats, Floats]:
        """(texts, pictures of what they say), each (count, dim) float32, L2-normalised."""
        subjects = rng.choice(len(self.shares), count, p=self.shares)
        said, seen = _pair(rng, self.spectrum, count, "within")
        return self._unit(self.texts[subjects] + said), self._unit(self.pictures[subjects] + seen)

    def draw_texts(self, rng: np.random.Generator, count: int) -> Floats:
        """(count, dim) float32, L2-normalised."""
        subjects = rng.choice(len(self.shares), count, p=self.shares)
        own = rng.standard_normal((count, len(self.turned)), dtype=np.float32)
        return self._unit(self.texts[subjects] + own * self.spectrum["text_within"])

    def _unit(self, vectors: Floats) -> Floats:
        vectors = vectors @ self.turned
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


def _pair(rng: np.random.Generator, spectrum: dict[str, Floats], count: int, where: str) -> tuple[Floats, Floats]:
    """What texts and pictures are off their mean (`between` subjects), or off their subject (`within`)."""
    common = rng.standard_normal((count, len(spectrum["text_mean"])), dtype=np.float32)
    own = rng.standard_normal(common.shape, dtype=np.float32)
    both = np.clip(spectrum[f"correlation_{where}"], -1, 1)
    seen = both * common + np.sqrt(1 - both * both) * own
    return common * spectrum[f"text_{where}"], seen * spectrum[f"picture_{where}"]


def measured(texts: Floats, pictures: Floats) -> dict[str, list[float]]:
    """The spectrum of pairs, (n, dim) each: standard deviations between and within clusters, along the main axes of the
    texts, and how texts and pictures go together."""
    import faiss

    dim = texts.shape[1]
    pairs = np.concatenate([texts, pictures], axis=1)
    clusters = faiss.Kmeans(2 * dim, CLUSTERS, niter=15, seed=0)
    clusters.train(pairs)
    centres = clusters.centroids[clusters.index.search(pairs, 1)[1][:, 0]]
    axes = np.linalg.eigh(np.cov(texts.T))[1][:, ::-1]
    mean = pairs.mean(axis=0)
    found = {"text_mean": mean[:dim] @ axes, "picture_mean": mean[dim:] @ axes}
    for where, off in (("between", centres - mean), ("within", pairs - centres)):
        said, seen = off[:, :dim] @ axes, off[:, dim:] @ axes
        found[f"text_{where}"], found[f"picture_{where}"] = said.std(axis=0), seen.std(axis=0)
        spread = np.maximum(said.std(axis=0) * seen.std(axis=0), 1e-9)
        found[f"correlation_{where}"] = np.clip((said * seen).mean(axis=0) / spread, -1, 1)
    return {name: [round(float(value), 4) for value in values] for name, values in found.items()}


def main() -> None:
    from PIL import Image

    from tilescribe.describe.builtin.captioner import BuiltinCaptioner
    from tilescribe.describe.pictures import picture_pixels, picture_raster
    from tilescribe.domain.tile import TileRef
    from tilescribe.embed import load_embedder

    captions, archive = json.loads(Path(sys.argv[1]).read_text())["images"], zipfile.ZipFile(sys.argv[2])
    rng = np.random.default_rng(0)
    chosen = [captions[at] for at in rng.permutation(len(captions))[:PICTURES]]
    texts = load_embedder().embed([text for one in chosen for text in rng.choice(one["captions"], 3)])
    captioner, seen = BuiltinCaptioner(), []
    for one in chosen:
        pixels = np.asarray(Image.open(io.BytesIO(archive.read(one["filename"]))).convert("RGB"))
        raster, tile = picture_raster(one["filename"], pixels, centre=(10.0, 45.0), gsd_m=1.0)
        shown = picture_pixels(pixels, TileRef(1, 1, tile.level_m, tile.window), raster, side_px=224)
        seen.append(captioner.visual_vectors([shown])[0])
    FILE.write_text(json.dumps(measured(texts, np.repeat(np.array(seen), 3, axis=0))) + "\n")


if __name__ == "__main__":
    main()
