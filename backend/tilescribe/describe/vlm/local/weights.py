"""Load a model's configuration and its weights, and nothing that runs code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tilescribe.describe.vlm.local import devices
from tilescribe.errors import ModelDamagedError

if TYPE_CHECKING:
    import torch

    from tilescribe.describe.vlm.local.files import LocalModel

__all__ = ["load_config", "load_weights"]


def load_config(model: LocalModel) -> Any:
    """The configuration; nothing of the weights is read.

    Raises:
        ModelDamagedError: transformers does not know the architecture, or it is not one that turns pictures into text.
    """
    from tilescribe.quiet import quiet

    try:
        from transformers import AutoConfig
        from transformers.models.auto.modeling_auto import MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING

        with quiet():
            config = AutoConfig.from_pretrained(model.folder, local_files_only=True, trust_remote_code=False)
            known = type(config) in MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING
    # Configuration classes check their values in ways of their own.
    except Exception as error:
        raise _damaged(model, "has a configuration that cannot be read", error) from error
    if not known:
        raise ModelDamagedError(
            f"The model {model.name!r} in {model.folder} is of the kind {config.model_type!r}, which does not turn "
            "pictures into text",
            remedy="Choose a vision-language model; see docs/models.md",
        )
    return config


def load_weights(model: LocalModel, *, config: Any, device: torch.device, dtype: str | None) -> Any:
    """The model on `device`, ready to generate.

    Raises:
        ModelDamagedError: the files do not make the model.
    """
    import torch

    from tilescribe.quiet import quiet

    chosen: torch.dtype = getattr(torch, dtype) if dtype else _suiting(model, config, device)
    try:
        from transformers import AutoModelForImageTextToText

        with quiet():
            loaded: Any = AutoModelForImageTextToText.from_pretrained(
                model.folder,
                config=config,
                dtype=chosen,
                local_files_only=True,
                trust_remote_code=False,
                use_safetensors=True,
            )
            return loaded.to(device).eval()
    # Four libraries read these files, and each has exceptions of its own.
    except Exception as error:
        if devices.is_out_of_memory(error):
            raise ModelDamagedError(
                f"The model {model.name!r} ({model.weight_bytes / 2**30:.1f} GiB) does not fit into the memory of "
                f"{device}",
                remedy="Choose a smaller model; see docs/models.md",
            ) from error
        raise _damaged(model, "cannot be loaded", error) from error


def _suiting(model: LocalModel, config: Any, device: torch.device) -> torch.dtype:
    hidden = int(getattr(config.get_text_config(), "hidden_size", 1024))
    return devices.choose_dtype(device, hidden_size=hidden, weight_bytes=model.weight_bytes)


def _damaged(model: LocalModel, how: str, error: Exception) -> ModelDamagedError:
    return ModelDamagedError(
        f"The model {model.name!r} in {model.folder} {how} "
        f"({type(error).__name__}: {' '.join(str(error).split())[:300]})",
        remedy="Download or copy it again, or choose another; models that need code of their own are not run",
    )
