"""All training steps from pictures to the model in the package; the result of each is kept, so that a run can go on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import torch

from tilescribe.describe.builtin.config import EncoderConfig, Settings, WriterConfig
from tilescribe.describe.builtin.writer import Reranker, Writer
from training.calibrating import calibrate
from training.corpus import Corpus
from training.detecting import DetectorPictures, DetectorPlan, fit_detector
from training.export import export
from training.seeing import EARLY, FINISH, Phase, SeeingPlan, averaged, train_encoder
from training.writing import WritingPlan, train_reranker, train_writer, vocabulary_of

__all__ = ["Plan", "train_model"]


@dataclass(frozen=True)
class Plan:
    """Settings of a whole training run."""

    seeing: SeeingPlan = field(default_factory=SeeingPlan)
    early: SeeingPlan | None = EARLY
    """A second training from the same start, whose weights are averaged with those of the first."""
    early_share: float = 0.3
    """Of the averaged weights, what comes from it."""
    finish: SeeingPlan | None = FINISH
    """What the averaged network learns last."""
    writing: WritingPlan = field(default_factory=WritingPlan)
    detector: DetectorPlan = field(default_factory=DetectorPlan)
    settings: Settings = field(default_factory=Settings)
    limit: int | None = None
    """Pictures of each set; all by default."""

    @classmethod
    def smoke(cls) -> Plan:
        """Few pictures and steps: enough to see losses fall and the artefact load."""
        phase = Phase(24, 64, rsicd=0.5, ucm=0.2, resisc12=0.15, eurosat=0.15)
        seeing = SeeingPlan(phases=(phase,), batch=32, warm_up=4, cool_down=4, check_every=6, save_every=12, queue=64)
        return cls(
            seeing=seeing,
            early=replace(seeing, phases=(replace(phase, steps=12),)),
            finish=replace(seeing, phases=(replace(phase, steps=6, relit=0.5),)),
            writing=WritingPlan(
                side_px=64, steps=30, batch=32, views=1, least_count=2, reranker_epochs=1, check_every=10
            ),
            detector=DetectorPlan(of_each_set=60, of_each_kind=30, of_each_photograph=4, steps=60, batch=64),
            limit=120,
        )


def train_model(
    train: Corpus,
    unseen: Corpus,
    val: Corpus,
    plan: Plan,
    config: EncoderConfig,
    out: Path,
    space: str,
    say: Callable[[str], None],
    *,
    start: Path | None = None,
    detector_pictures: DetectorPictures | None = None,
) -> None:
    """Train encoder, writer and reranker, calibrate, export to `out`/model. An interrupted run goes on.

    Args:
        train: What the weights learn from.
        unseen: What probabilities are fitted on.
        val: What progress is reported on; may be empty.
        plan: How.
        config: Shape of the encoder.
        out: Checkpoints `encoder.pt`, `early.pt`, `finish.pt`, `writer.pt` and `reranker.pt`; remove one to do that
            step, and those after it, again.
        space: Fingerprint of the text embedder.
        say: Takes a line of progress.
        start: The file of the start weights.
        detector_pictures: What else the outlier detector is fitted on.
    """
    out.mkdir(parents=True, exist_ok=True)
    side_px = plan.seeing.phases[-1].side_px
    encoder = train_encoder(train, val, plan.seeing, config, out / "encoder.pt", say, start=start)
    if plan.early:
        early = train_encoder(train, val, plan.early, config, out / "early.pt", say, start=start)
        encoder = averaged(encoder, early, share=plan.early_share)
    if plan.finish:
        encoder = train_encoder(train, val, plan.finish, config, out / "finish.pt", say, start=encoder)
    encoder.fold_layer_scales()
    vocabulary = vocabulary_of(train, least_count=plan.writing.least_count)
    writer_file, reranker_file = out / "writer.pt", out / "reranker.pt"
    if writer_file.exists():
        writer = Writer(
            WriterConfig(
                words=len(vocabulary), channels=config.channels, cells=(side_px // config.patch_px // config.cell) ** 2
            )
        ).eval()
        writer.load_state_dict(torch.load(writer_file, weights_only=True))
    else:
        writer = train_writer(encoder, train, vocabulary, plan.writing, say)
        torch.save(writer.state_dict(), writer_file)
    if reranker_file.exists():
        reranker = Reranker(WriterConfig(words=len(vocabulary))).eval()
        reranker.load_state_dict(torch.load(reranker_file, weights_only=True))
    else:
        reranker = train_reranker(train, vocabulary, plan.writing, say)
        torch.save(reranker.state_dict(), reranker_file)
    fitted = unseen if len(unseen) else train.take(np.arange(0, len(train), max(1, len(train) // 1000)))
    calibration = calibrate(encoder, fitted, side_px=side_px, say=say)
    outliers = fit_detector(
        encoder, train, fitted.pictures[::2], side_px=side_px, say=say, more=detector_pictures, plan=plan.detector
    )
    export(
        out / "model",
        encoder=encoder,
        writer=writer,
        reranker=reranker,
        vocabulary=vocabulary,
        calibration=calibration,
        outliers=outliers,
        side_px=side_px,
        settings=plan.settings,
        space=space,
    )
