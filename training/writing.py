"""Train the writer (decoder) and the reranker on the features of a trained encoder."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from tilescribe.describe.builtin.config import WriterConfig
from tilescribe.describe.builtin.network import Encoder
from tilescribe.describe.builtin.tokenizer import PAD, Vocabulary, words_of
from tilescribe.describe.builtin.writer import Reranker, Writer
from training.augment import plain
from training.corpus import Corpus
from training.seeing import embedded

__all__ = ["WritingPlan", "train_reranker", "train_writer", "vocabulary_of"]


@dataclass(frozen=True)
class WritingPlan:
    """Settings of the training of writer and reranker."""

    views: int = 2
    """Orientations of each picture that the writer sees."""
    side_px: int = 140
    steps: int = 850
    batch: int = 192
    peak_rate: float = 1.5e-3
    weight_decay: float = 0.05
    smoothing: float = 0.1
    least_count: int = 4
    """A word must occur so often to be learned."""
    label_only: int = 600
    """Pictures of each set without human captions that take part, at most, so that their words are known too."""
    reranker_epochs: int = 8
    judge_pictures: int = 5300
    """Whose captions the reranker learns from, at most."""
    judge_batch: int = 512
    check_every: int = 300
    seed: int = 3


def vocabulary_of(corpus: Corpus, *, least_count: int) -> Vocabulary:
    """Words in order of frequency."""
    counts = Counter(word for texts in corpus.captions for text in texts for word in words_of(text))
    return Vocabulary(sorted((w for w, n in counts.items() if n >= least_count), key=lambda w: (-counts[w], w)))


def train_writer(
    encoder: Encoder, train: Corpus, vocabulary: Vocabulary, plan: WritingPlan, say: Callable[[str], None]
) -> Writer:
    """Teach sentences by the likelihood of the next word; the encoder stays as it is."""
    torch.manual_seed(plan.seed)
    dice = np.random.default_rng(plan.seed)
    labelled = (np.flatnonzero(~train.human & (train.sources == source)) for source in np.unique(train.sources))
    rows = np.concatenate(
        [np.flatnonzero(train.human), *(dice.permutation(some)[: plan.label_only] for some in labelled)]
    )
    chosen = train.take(rows)
    vectors, cells = _views(encoder, chosen, plan)
    writer = Writer(WriterConfig(words=len(vocabulary), channels=cells.shape[2], cells=cells.shape[3]))
    longest = writer.config.longest
    sentences = [
        torch.tensor([vocabulary.tokens(text, longest=longest) for text in texts]) for texts in chosen.captions
    ]
    optimiser = torch.optim.AdamW(
        writer.parameters(), lr=plan.peak_rate, weight_decay=plan.weight_decay, betas=(0.9, 0.98)
    )
    losses: list[float] = []
    side = math.isqrt(cells.shape[3])
    for step in range(plan.steps):
        share = step / plan.steps
        rate = plan.peak_rate * min(1.0, (step + 1) / 100) * (0.5 * (1 + math.cos(math.pi * share)) + 0.01)
        for group in optimiser.param_groups:
            group["lr"] = rate
        at = torch.from_numpy(dice.integers(0, len(chosen), plan.batch))
        view = torch.from_numpy(dice.integers(0, plan.views, plan.batch))
        tokens = torch.stack([sentences[int(i)][dice.integers(len(sentences[int(i)]))] for i in at])
        tokens = tokens[:, : int((tokens != PAD).sum(1).max())]
        writer.train()
        with torch.autocast("cpu", torch.bfloat16):
            memory = writer.encode(vectors[at, view].float(), cells[at, view].float().unflatten(2, (side, side)))
            logits = writer(tokens[:, :-1], memory)
        loss = functional.cross_entropy(
            logits.float().flatten(0, 1), tokens[:, 1:].flatten(), ignore_index=PAD, label_smoothing=plan.smoothing
        )
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(writer.parameters(), 1.0)
        optimiser.step()
        losses.append(float(loss.detach()))
        if (step + 1) % plan.check_every == 0 or step + 1 == plan.steps:
            say(f"writer step {step + 1}/{plan.steps} loss {np.mean(losses[-plan.check_every :]):.4f}")
    return writer.eval()


def train_reranker(
    corpus: Corpus, vocabulary: Vocabulary, plan: WritingPlan, say: Callable[[str], None], *, extra: Sequence[str] = ()
) -> Reranker:
    """Teach the reranker what the text embedder makes of captions: some people's, all others, and `extra` ones."""
    torch.manual_seed(plan.seed)
    config = WriterConfig(words=len(vocabulary))
    chosen = np.random.default_rng(plan.seed).permutation(np.flatnonzero(corpus.human))[: plan.judge_pictures]
    made = [texts for texts, human in zip(corpus.captions, corpus.human, strict=True) if not human]
    said = [*(corpus.captions[i] for i in np.sort(chosen)), *made, extra]
    texts = list(dict.fromkeys(text for texts in said for text in texts))
    # What the reranker reads is what the writer can write.
    written = [vocabulary.sentence(vocabulary.tokens(text, longest=config.longest)) or "Picture." for text in texts]
    targets = torch.from_numpy(embedded(written))
    tokens = torch.tensor([vocabulary.tokens(text, longest=config.longest) for text in texts])
    reranker = Reranker(config)
    steps = plan.reranker_epochs * math.ceil(len(texts) / plan.judge_batch)
    optimiser = torch.optim.AdamW(reranker.parameters(), lr=2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps, pct_start=0.1)
    random = torch.Generator().manual_seed(plan.seed)
    done, losses = 0, []
    while done < steps:
        for at in torch.randperm(len(texts), generator=random).split(plan.judge_batch):
            if done == steps:
                break
            part = tokens[at]
            part = part[:, : int((part != PAD).sum(1).max())]
            with torch.autocast("cpu", torch.bfloat16):
                told = reranker(part)
            loss = (1 - (told * targets[at]).sum(1)).mean()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            losses.append(float(loss.detach()))
            done += 1
    say(f"reranker: cosine with the embedder {1 - np.mean(losses[-50:]):.4f} over {len(texts)} sentences")
    return reranker.eval()


def _views(encoder: Encoder, corpus: Corpus, plan: WritingPlan) -> tuple[Tensor, Tensor]:
    """((n, views, dim), (n, views, channels, cells)) float16: each picture in several orientations."""
    n = len(corpus)
    vectors: Tensor = torch.empty(0)
    cells: Tensor = torch.empty(0)
    encoder.eval()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for start in range(0, n, 128):
            x = plain(torch.from_numpy(corpus.pictures[start : start + 128]), plan.side_px)
            for view in range(plan.views):
                turned = torch.rot90(x, view % 4, (2, 3))
                turned = turned.flip(3) if view % 2 else turned
                output = encoder(turned)
                if not len(vectors):
                    vectors = torch.empty(n, plan.views, output.vector.shape[1], dtype=torch.float16)
                    cells = torch.empty(
                        n, plan.views, output.cells.shape[1], output.cells[0, 0].numel(), dtype=torch.float16
                    )
                vectors[start : start + len(x), view] = output.vector.half()
                cells[start : start + len(x), view] = output.cells.flatten(2).half()
    return vectors, cells
