"""`python -m training DATA --out FOLDER`: train the built-in model from data sets in a folder."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import torch

from tilescribe.describe.builtin.config import EncoderConfig
from tilescribe.embed import load_embedder
from training.detecting import DetectorPictures
from training.gathering import gathered
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
    sets = gathered(options.data, limit=plan.limit)
    say(f"{len(sets.train)} pictures to train on, {len(sets.val)} of RSICD val, {len(sets.unseen)} to calibrate on")
    train_model(
        sets.train, sets.unseen, sets.val, plan, EncoderConfig(), options.out, load_embedder().fingerprint, say,
        start=start_weights(), detector_pictures=DetectorPictures.of(options.data, plan.detector),
    )  # fmt: skip
    say(f"the model is in {options.out / 'model'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
