"""Export the trained model in the form in which the package ships it."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from tilescribe.describe.builtin.calibration import Calibration
from tilescribe.describe.builtin.config import Settings
from tilescribe.describe.builtin.files import CONFIG_FILE, WEIGHTS_FILE
from tilescribe.describe.builtin.network import Encoder
from tilescribe.describe.builtin.outliers import OutlierDetector
from tilescribe.describe.builtin.quantised import quantised
from tilescribe.describe.builtin.tokenizer import SPECIAL, Vocabulary
from tilescribe.describe.builtin.writer import Reranker, Writer

__all__ = ["export"]


def export(
    folder: Path,
    *,
    encoder: Encoder,
    writer: Writer,
    reranker: Reranker,
    vocabulary: Vocabulary,
    calibration: Calibration,
    outliers: OutlierDetector,
    side_px: int,
    settings: Settings,
    space: str,
) -> None:
    """8-bit weights as safetensors, everything else as JSON; `BuiltinModel.load` reads both."""
    from safetensors.torch import save_file

    folder.mkdir(parents=True, exist_ok=True)
    state = {
        f"{name}.{key}": value
        for name, module in (("encoder", encoder), ("writer", writer), ("judge", reranker))
        for key, value in module.state_dict().items()
    }
    save_file(quantised(state | outliers.tensors()), folder / WEIGHTS_FILE)
    writer_config = asdict(writer.config)
    del writer_config["words"]
    config = {
        "side_px": side_px,
        "space": space,
        "encoder": asdict(encoder.config),
        "writer": writer_config,
        "settings": asdict(settings),
        "calibration": {
            "scene_temperature": round(calibration.scene_temperature, 4),
            "thing_scale": round(calibration.thing_scale, 4),
            "thing_bias": round(calibration.thing_bias, 4),
        },
        "vocabulary": list(vocabulary.words[len(SPECIAL) :]),
    }
    (folder / CONFIG_FILE).write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
