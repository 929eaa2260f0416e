"""`python -m training DATA --out FOLDER`: train the built-in model from data sets in a folder."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import torch

from tilescribe.describe.builtin.config import EncoderConfig
from tilescribe.embed import load_embedder
from training.close_ups import close_ups
from training.clouds import clouded
from training.corpus import load_corpus
from training.disasters import fires, floods, ruins
from training.recipe import Plan, train_model
from training.start import start_weights


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with the data sets that training/corpus.py names")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and the finished model")
    parser.add_argument("--smoke", action="store_true", help="few pictures, few steps: does the recipe still run?")
    parser.add_argument("--threads", type=int, default=0, help="processor threads; all by default")
    options = parser.parse_args(argv)
    if options.threads:
        torch.set_num_threads(options.threads)
    started = time.monotonic()

    def say(line: str) -> None:
        sys.stderr.write(f"{time.monotonic() - started:7.0f} s  {line}\n")
        sys.stderr.flush()

    plan = Plan.smoke() if options.smoke else Plan()
    say(f"reading {options.data}")
    train, val, held_out = load_corpus(options.data, limit=plan.limit)
    floods_train, floods_held_out = floods(options.data, limit=plan.limit)
    fires_train, fires_held_out = fires(options.data, limit=plan.limit)
    for more in (floods_train, ruins(options.data, count=plan.limit or 700), fires_train):
        train = train.joined(more) if more is not None else train
    count = plan.limit or 800
    train = train.joined(clouded(train, count=count)).joined(close_ups(train, count=count))
    say(f"{len(train)} pictures to train on, {len(val)} of RSICD val, {len(held_out)} of EuroSAT held out")
    unseen = val.joined(held_out)
    if floods_held_out is not None:
        unseen = unseen.joined(floods_held_out.take(np.arange(0, len(floods_held_out), 13)))
    if fires_held_out is not None:
        unseen = unseen.joined(fires_held_out)
    train_model(
        train, unseen, val, plan, EncoderConfig(), options.out, load_embedder().fingerprint, say,
        start=start_weights(),
    )  # fmt: skip
    say(f"the model is in {options.out / 'model'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
