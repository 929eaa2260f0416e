"""Train the picture encoder, which embeds pictures in the space of the text embedder."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from tilescribe.describe.builtin.config import EncoderConfig
from tilescribe.describe.builtin.network import Encoder, EncoderOutput
from tilescribe.describe.builtin.vocabulary import SCENES, THINGS
from tilescribe.embed import load_embedder
from training.augment import augmented, other_light, plain
from training.corpus import SETS, Corpus
from training.objective import Targets, alignment_loss
from training.start import start_from

__all__ = ["EARLY", "FINISH", "SeeingPlan", "averaged", "embedded", "recall_of", "see", "text_targets", "train_encoder"]


@dataclass(frozen=True)
class Phase:
    """A stretch of training on pictures of one size."""

    steps: int
    side_px: int
    rsicd: float = 0.60
    """Share of a batch by set; together 1. Most goes to the set with the richest captions."""
    ucm: float = 0.07
    resisc12: float = 0.09
    eurosat: float = 0.08
    harvey: float = 0.11
    joplin: float = 0.05
    wildfire: float = 0.05
    clouded: float = 0.0
    close_ups: float = 0.0
    relit: float = 0.0
    """Of the sets whose label does not go with the date, the share that is shown in strongly changed light as well."""
    own_share: float = 0.7
    """Of the right answers' weight, what goes to the picture's own sentences."""
    text_temperature: float = 0.04
    """How fast a sentence stops counting as right for a picture as it moves away from the picture's own."""

    def share(self, name: str) -> float:
        return float(getattr(self, name.replace("-", "_")))


@dataclass(frozen=True)
class SeeingPlan:
    """Settings of the training of the encoder."""

    phases: tuple[Phase, ...] = (
        Phase(675, 112, wildfire=0),
        Phase(25, 140, wildfire=0),
        Phase(450, 140),
        Phase(250, 140, rsicd=0.57, ucm=0.10, resisc12=0.08, eurosat=0.14, harvey=0.05, joplin=0.03, wildfire=0.03),
    )
    """The last goes with the cooling down: what is learned quickly makes way for what is not."""
    batch: int = 128
    peak_rate: float = 1e-3
    """Of what begins from nothing."""
    block_rate: float = 0.2
    """Share of it for the last block that began from start weights."""
    rate_decay: float = 0.8
    """Each block before another learns so much more slowly."""
    frozen: int = 3
    """First blocks that stay as they began."""
    weight_decay: float = 0.05
    warm_up: int = 60
    cool_down: int = 250
    """Last steps, in which the rate falls to nothing; between them and the first it stays."""
    average: float = 0.995
    """Decay of the moving average of the weights, which is what is kept."""
    scene_weight: float = 0.3
    thing_weight: float = 0.5
    queue: int = 2048
    check_every: int = 400
    save_every: int = 200
    seed: int = 1

    @property
    def steps(self) -> int:
        return sum(phase.steps for phase in self.phases)

    def phase_at(self, step: int) -> Phase:
        for phase in self.phases:
            if step < phase.steps:
                return phase
            step -= phase.steps
        return self.phases[-1]


EARLY = SeeingPlan(
    phases=(
        Phase(675, 112, wildfire=0),
        Phase(110, 112, rsicd=0.58, ucm=0.10, resisc12=0.08, eurosat=0.16, harvey=0.05, joplin=0.03, wildfire=0),
    ),
    cool_down=110,
    average=0.99,
)
"""Begins as the default does and ends sooner: the mean of the weights of both is better than either."""
FINISH = SeeingPlan(
    phases=(
        Phase(
            120, 140, rsicd=0.58, ucm=0.08, resisc12=0.08, eurosat=0.10, harvey=0.04, joplin=0.03, wildfire=0.03,
            clouded=0.06, relit=0.35,
        ),
        Phase(
            100, 140, rsicd=0.56, ucm=0.07, resisc12=0.07, eurosat=0.09, harvey=0.04, joplin=0.03, wildfire=0.03,
            clouded=0.04, close_ups=0.07, relit=0.2,
        ),
    ),
    peak_rate=4e-4,
    warm_up=20,
    cool_down=70,
    average=0.98,
    seed=2,
)  # fmt: skip
"""Goes on from that mean: clouds are learned, and that a dim or blurred picture alone is no disaster."""


def text_targets(corpus: Corpus) -> Targets:
    """Embed every different caption once."""
    unique = {text: row for row, text in enumerate(dict.fromkeys(t for texts in corpus.captions for t in texts))}
    bank = torch.from_numpy(embedded(list(unique)))
    own = [torch.tensor([unique[text] for text in texts]) for texts in corpus.captions]
    centres = functional.normalize(torch.stack([bank[rows].mean(0) for rows in own]), dim=1)
    return Targets(bank, own, centres)


def embedded(texts: list[str]) -> NDArray[np.float32]:
    """(n, 384) unit vectors of the default embedder."""
    return load_embedder().embed(texts)


def train_encoder(
    train: Corpus,
    val: Corpus,
    plan: SeeingPlan,
    config: EncoderConfig,
    checkpoint: Path,
    say: Callable[[str], None],
    *,
    start: Path | Encoder | None = None,
) -> Encoder:
    """Train, or go on from `checkpoint`; the averaged network with its layer scales, in evaluation mode.

    Args:
        train: What is learned from.
        val: What progress is reported on; may be empty.
        plan: How.
        config: Shape of the network; layer scales are added while training.
        checkpoint: Where to keep the state.
        say: Takes a line of progress.
        start: The file of the start weights, or a trained network to begin from; from nothing without it.
    """
    torch.manual_seed(plan.seed)
    targets = text_targets(train)
    run = _Run(train, targets, plan, replace(config, layer_scale=True), start)
    if checkpoint.exists():
        run.load(torch.load(checkpoint, weights_only=True))
        say(f"going on after step {run.step}")
    check = _Check(val) if len(val) else None
    started, first, losses = time.monotonic(), run.step, []
    while run.step < plan.steps:
        losses.append(run.advance())
        done = run.step
        if done % plan.save_every == 0 or done == plan.steps:
            run.save(checkpoint)
        if done % plan.check_every == 0 or done == plan.steps:
            rate = (done - first) * plan.batch / (time.monotonic() - started)
            side_px = plan.phase_at(done - 1).side_px
            line = f"step {done}/{plan.steps} side {side_px} loss {np.mean(losses):.4f} {rate:.0f} pictures/s"
            losses.clear()
            say(line + (f" | {check(run.mean.module, side_px)}" if check else ""))
    return run.mean.module.eval()


def averaged(one: Encoder, other: Encoder, *, share: float) -> Encoder:
    """A network of the mean weights of two that began alike (Wortsman et al., ICML 2022), `share` of it the other's."""
    mean = copy.deepcopy(one)
    theirs = other.state_dict()
    mean.load_state_dict({name: torch.lerp(mine, theirs[name], share) for name, mine in one.state_dict().items()})
    return mean


class _Check:
    """How the network does on pictures that it does not learn from."""

    def __init__(self, val: Corpus) -> None:
        self.val = val
        self.texts = embedded([text for texts in val.captions for text in texts])
        self.counts = [len(texts) for texts in val.captions]

    def __call__(self, network: nn.Module, side_px: int) -> str:
        seen = see(network, self.val.pictures, side_px=side_px)
        recall = recall_of(seen.vector.numpy(), self.texts, self.counts)
        known = self.val.scenes >= 0
        logits = seen.scenes.numpy()[known]
        logits[:, ~np.isin(np.arange(len(SCENES)), self.val.scenes)] = -np.inf
        right = float((logits.argmax(1) == self.val.scenes[known]).mean())
        at = " ".join(f"{value:.1f}" for value in recall)
        return f"val R@1/5/10 {at} mR {np.mean(recall):.2f} scenes {right:.3f}"


def recall_of(
    pictures: NDArray[np.float32], texts: NDArray[np.float32], counts: list[int]
) -> tuple[float, float, float]:
    """R@1, 5, 10 in per cent from text to picture; ties count against us."""
    owner = np.repeat(np.arange(len(counts)), counts)
    scores = texts @ pictures.T
    own = scores[np.arange(len(texts)), owner]
    ranks = (scores >= own[:, None]).sum(1)
    first, fifth, tenth = (100 * float((ranks <= k).mean()) for k in (1, 5, 10))
    return first, fifth, tenth


def see(network: nn.Module, pictures: NDArray[np.uint8], *, side_px: int, batch: int = 128) -> EncoderOutput:
    """Look at all pictures (n, side, side, 3); the cells are left out."""
    network.eval()
    parts = []
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, len(pictures), batch):
            x = plain(torch.from_numpy(pictures[start : start + batch]), side_px)
            output = network(x)
            parts.append(output._replace(cells=output.cells[:0]))
    return EncoderOutput(*(torch.cat(field) for field in zip(*parts, strict=True)))


class _Average:
    """Moving average of weights and statistics."""

    def __init__(self, network: Encoder) -> None:
        self.module: Encoder = copy.deepcopy(network).requires_grad_(False)

    def follow(self, network: nn.Module, decay: float) -> None:
        with torch.no_grad():
            for mine, theirs in zip(self.module.state_dict().values(), network.state_dict().values(), strict=True):
                if mine.dtype.is_floating_point:
                    mine.lerp_(theirs, 1 - decay)
                else:
                    mine.copy_(theirs)


class _Run:
    def __init__(
        self, train: Corpus, targets: Targets, plan: SeeingPlan, config: EncoderConfig, start: Path | Encoder | None
    ) -> None:
        self.plan, self.train, self.targets = plan, train, targets
        self.network = Encoder(config)
        if isinstance(start, Encoder):
            self.network.load_state_dict(start.state_dict())
        elif start is not None:
            start_from(self.network, start)
        self.network.freeze(plan.frozen if start is not None else 0)
        self.mean = _Average(self.network)
        self.scale = nn.Parameter(torch.tensor(math.log(20.0)))
        self.optimiser = torch.optim.AdamW(
            [*_groups(self.network, plan, started=start is not None), {"params": [self.scale], "weight_decay": 0.0}],
            lr=plan.peak_rate,
            betas=(0.9, 0.98),
            foreach=True,
        )
        self.peaks = [float(group["lr"]) for group in self.optimiser.param_groups]
        self.dated = [list(SETS).index(name) for name in ("harvey", "joplin", "wildfire")]
        self.random = torch.Generator().manual_seed(plan.seed)
        self.dice = np.random.default_rng(plan.seed)
        self.step = 0
        self.queue = (torch.zeros(0, config.vector_dim), torch.zeros(0, config.vector_dim))
        of_set = {name: np.flatnonzero(train.sources == number) for number, name in enumerate(SETS)}
        self.sets = {name: at for name, at in of_set.items() if len(at)}
        self.decks: dict[str, list[int]] = {name: [] for name in self.sets}

    def advance(self) -> float:
        share = self._share_of_rate()
        for group, peak in zip(self.optimiser.param_groups, self.peaks, strict=True):
            group["lr"] = peak * share
        at = self._draw()
        rows = at.numpy()
        self.network.train()
        phase = self.plan.phase_at(self.step)
        x = augmented(torch.from_numpy(self.train.pictures[rows]), phase.side_px, self.random)
        dated = torch.from_numpy(np.isin(self.train.sources[rows], self.dated))
        relit = dated | (torch.rand(len(rows), generator=self.random) < phase.relit)
        x[relit] = other_light(x[relit], self.random)
        with torch.autocast("cpu", torch.bfloat16):
            output = self.network(x)
        loss = alignment_loss(
            output.vector, at, self.targets, self.scale.exp().clamp(max=60), self.queue, self.random,
            own_share=phase.own_share, text_temperature=phase.text_temperature,
        )  # fmt: skip
        loss = loss + self.plan.scene_weight * functional.cross_entropy(
            output.scenes, torch.from_numpy(self.train.scenes[rows]), ignore_index=-1, label_smoothing=0.05
        )
        known = torch.from_numpy(self.train.things_known[rows]).float()
        each = functional.binary_cross_entropy_with_logits(
            output.things, torch.from_numpy(self.train.things[rows]), reduction="none"
        )
        loss = loss + self.plan.thing_weight * len(THINGS) / 8 * (each * known).sum() / known.sum().clamp(min=1)
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.network.parameters(), 5.0)
        self.optimiser.step()
        self.step += 1
        # Averaging starts fast, so that the first checks do not show the random beginning.
        self.mean.follow(self.network, min(self.plan.average, (1 + self.step) / (10 + self.step)))
        self.queue = tuple(  # type: ignore[assignment]
            torch.cat((new.detach(), old))[: self.plan.queue]
            for new, old in zip((output.vector, self.targets.centres[at]), self.queue, strict=True)
        )
        return float(loss.detach())

    def _share_of_rate(self) -> float:
        if self.step < self.plan.warm_up:
            return (self.step + 1) / self.plan.warm_up
        return min(1.0, (self.plan.steps - self.step) / self.plan.cool_down)

    def _draw(self) -> Tensor:
        chosen: list[int] = []
        phase = self.plan.phase_at(self.step)
        whole = sum(phase.share(name) for name in self.sets)
        for name, at in self.sets.items():
            if not phase.share(name):
                continue
            count = max(1, round(self.plan.batch * phase.share(name) / whole))
            deck = self.decks[name]
            while len(deck) < count:
                deck.extend(self.dice.permutation(at).tolist())
            chosen += deck[:count]
            del deck[:count]
        return torch.tensor(chosen)

    def state(self) -> dict[str, object]:
        return {
            "step": self.step, "network": self.network.state_dict(), "mean": self.mean.module.state_dict(),
            "scale": self.scale.data, "optimiser": self.optimiser.state_dict(), "config": asdict(self.network.config),
        }  # fmt: skip

    def save(self, checkpoint: Path) -> None:
        """In one step, so that an interruption leaves the one before."""
        checkpoint.parent.mkdir(parents=True, exist_ok=True)
        draft = checkpoint.with_suffix(".part")
        torch.save(self.state(), draft)
        draft.replace(checkpoint)

    def load(self, state: dict[str, Any]) -> None:
        self.step = state["step"]
        self.network.load_state_dict(state["network"])
        self.mean.module.load_state_dict(state["mean"])
        self.scale.data.copy_(state["scale"])
        self.optimiser.load_state_dict(state["optimiser"])
        # The same order of pictures is not drawn twice after an interruption.
        self.dice = np.random.default_rng((self.plan.seed, self.step))
        self.random.manual_seed(self.plan.seed * 1_000_003 + self.step)


def _groups(network: Encoder, plan: SeeingPlan, *, started: bool) -> list[dict[str, Any]]:
    """Parameters by how fast they learn and whether they decay."""
    depth = network.config.depth
    groups: dict[tuple[float, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if not parameter.requires_grad:
            continue
        rate = plan.peak_rate
        if started and name.startswith("blocks."):
            rate *= plan.block_rate * plan.rate_decay ** (depth - 1 - int(name.split(".")[1]))
        elif started and name.split(".")[0] in ("last_norm", "middle_norm"):
            rate *= plan.block_rate
        groups.setdefault((rate, parameter.ndim > 1 and not name.endswith("scales")), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "weight_decay": plan.weight_decay if decays else 0.0}
        for (rate, decays), parameters in groups.items()
    ]
