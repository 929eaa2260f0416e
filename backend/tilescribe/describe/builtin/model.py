"""The built-in model as shipped: weights, vocabulary and calibration, loaded without the network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn

from tilescribe.describe.builtin.appearance import appearance
from tilescribe.describe.builtin.calibration import Calibration
from tilescribe.describe.builtin.config import Settings
from tilescribe.describe.builtin.files import WEIGHTS, read_files, telling_damage
from tilescribe.describe.builtin.network import Encoder, EncoderOutput
from tilescribe.describe.builtin.outliers import OutlierDetector, measures
from tilescribe.describe.builtin.pictures import pictures_tensor
from tilescribe.describe.builtin.quantised import restored
from tilescribe.describe.builtin.tokenizer import PAD, Vocabulary
from tilescribe.describe.builtin.writer import Reranker, Writer

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["BuiltinModel", "Predictions", "quickest"]

_SEED = 20
"""Of the sampling of candidate sentences, which is the same for every batch and tile."""
_LENGTHS = 6
"""Groups of sentences of about one length that the reranker reads together."""


@dataclass(frozen=True, slots=True)
class Predictions:
    """What the model makes of n pictures, as numpy arrays on the CPU."""

    vectors: NDArray[np.float32]
    """(n, dim) L2-normalised, in the space of the text embedder."""
    scenes: NDArray[np.float32]
    """(n, SCENES) calibrated probabilities; the rest of 1 is that it is none of them."""
    things: NDArray[np.float32]
    """(n, THINGS) calibrated probabilities."""
    things_by_cell: NDArray[np.float32]
    """(n, THINGS, rows, columns) logits: how much each place speaks for the thing."""
    familiarity: NDArray[np.float32]
    """(n,) 0 to 1: the probability that a picture is like those of the training."""
    sentences: tuple[tuple[str, ...], ...]
    """For each picture its best sentences, best first."""


class BuiltinModel:
    """Encoder, writer and reranker with all that they need. Made by `load`."""

    def __init__(
        self,
        *,
        encoder: Encoder,
        writer: Writer,
        reranker: Reranker,
        vocabulary: Vocabulary,
        calibration: Calibration,
        outliers: OutlierDetector,
        space: str,
        version: str,
        side_px: int,
        settings: Settings,
    ) -> None:
        self.encoder = encoder.eval()
        self.writer = writer.eval()
        self.reranker = reranker.eval()
        self.vocabulary = vocabulary
        self.calibration = calibration
        self.outliers = outliers
        self.space = space
        """Fingerprint of the text embedder in whose space the visual vectors lie."""
        self.version = version
        """Digest of weights and configuration."""
        self.side_px = side_px
        self.settings = settings

    @classmethod
    def load(cls, folder: Path = WEIGHTS) -> BuiltinModel:
        """Read the model in `folder`; a fraction of a second, no network.

        Raises:
            ModelDamagedError: files are missing or do not belong together.
        """
        from safetensors.torch import load_file

        files = read_files(folder)
        config = files.config
        with telling_damage(folder):
            encoder = Encoder(config.encoder)
            writer, reranker = Writer(config.writer), Reranker(config.writer)
            state = restored(load_file(files.weights))
            parts: dict[str, nn.Module] = {"encoder": encoder, "writer": writer, "judge": reranker}
            for name, module in parts.items():
                prefix = f"{name}."
                own = {k.removeprefix(prefix): v for k, v in state.items() if k.startswith(prefix)}
                module.load_state_dict(own)
            calibration = Calibration.of(config.calibration)
            outliers = OutlierDetector.of(state)
        return cls(
            encoder=encoder,
            writer=writer,
            reranker=reranker,
            vocabulary=Vocabulary(config.vocabulary),
            calibration=calibration,
            outliers=outliers,
            space=config.space,
            version=files.version,
            side_px=config.side_px,
            settings=config.settings,
        )

    def predict(self, pictures: Sequence[NDArray[np.uint8]], *, sentences: bool = True) -> Predictions:
        """Look at pictures (height, width, 3) uint8 of any size, north up.

        Args:
            pictures: Natural colours, as on a screen.
            sentences: Whether to write too; without, it takes two thirds of the time.
        """
        with torch.inference_mode(), quickest():
            x = pictures_tensor(pictures, side_px=self.side_px)
            output: EncoderOutput = self.encoder(x)
            looks = appearance(x)
            pooled = output.cells.float().mean((2, 3))
            said = self._write(output) if sentences else tuple(() for _ in pictures)
            cells = self._things_by_cell(output.cells)
        measured = measures(pooled.numpy(), output.summary.float().numpy(), output.scenes.numpy(), looks.numpy())
        return Predictions(
            vectors=output.vector.numpy(),
            scenes=self.calibration.scenes(output.scenes.numpy()),
            things=self.calibration.things(output.things.numpy()),
            things_by_cell=cells.float().numpy(),
            familiarity=self.outliers.familiarity(measured),
            sentences=said,
        )

    def _things_by_cell(self, cells: torch.Tensor) -> torch.Tensor:
        each: torch.Tensor = self.encoder.things(self.encoder.norm(cells.permute(0, 2, 3, 1).float()))
        return each.permute(0, 3, 1, 2)

    def _write(self, output: EncoderOutput) -> tuple[tuple[str, ...], ...]:
        """The candidates that agree best with the visual vector, each once, best first."""
        settings = self.settings
        memory = self.writer.encode(output.vector, output.cells)
        tokens = self.writer.sample(
            memory, count=settings.candidates, temperature=settings.temperature, top_p=settings.top_p, seed=_SEED
        )
        n, count, length = tokens.shape
        reranked = self._reranked(tokens.view(n * count, length)).view(n, count, -1)
        agreement = torch.einsum("ncd,nd->nc", reranked, output.vector)
        order = agreement.argsort(dim=1, descending=True, stable=True)
        written = []
        for row, ranks in zip(tokens.tolist(), order.tolist(), strict=True):
            sentences = dict.fromkeys(self.vocabulary.sentence(row[rank]) for rank in ranks)
            sentences.pop("", None)
            written.append(tuple(sentences)[: settings.variants])
        return tuple(written)

    def _reranked(self, tokens: torch.Tensor) -> torch.Tensor:
        """The reranker's vectors of (n, length) tokens; short ones beside short ones, without padding."""
        lengths = (tokens != PAD).sum(1)
        vectors = tokens.new_empty(len(tokens), self.reranker.out.out_features, dtype=torch.float32)
        for part in lengths.argsort(stable=True).chunk(_LENGTHS):
            vectors[part] = self.reranker(tokens[part, : int(lengths[part].max())])
        return vectors


@contextmanager
def quickest() -> Iterator[None]:
    """bfloat16 where the processor multiplies it in hardware, else float32."""
    if _has_bfloat16():
        with torch.autocast("cpu", torch.bfloat16):
            yield
    else:
        yield


def _has_bfloat16() -> bool:
    capabilities: Any = getattr(torch.cpu, "get_capabilities", dict)()
    return bool(capabilities.get("avx512_bf16") or capabilities.get("amx_bf16") or capabilities.get("bf16"))
