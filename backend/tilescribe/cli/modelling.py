"""What is told of a vision-language model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tilescribe.domain.plurals import plural

if TYPE_CHECKING:
    from pathlib import Path

    from tilescribe.describe.vlm.local.downloading import Offer

__all__ = ["describe_offer", "facts_of"]


def describe_offer(offer: Offer) -> list[tuple[str, str]]:
    """(name, value) of what someone should know before a download."""
    from huggingface_hub import constants

    return [
        ("Model", offer.repository),
        ("Revision", offer.commit),
        ("Licence", offer.licence),
        ("Size", f"{_size(offer.size_bytes)} in {plural(len(offer.files), 'file')}"),
        ("Goes to", constants.HF_HUB_CACHE),
    ]


def facts_of(name: str) -> list[tuple[str, str]]:
    """(name, value) of a model on this machine; its weights are not loaded."""
    from tilescribe.describe.vlm.local import TransformersCaptioner, find_model

    files = find_model(name)
    captioner = TransformersCaptioner(name)
    why_not = captioner.why_not_pairs()
    asked = "a prompt (--prompt)" if captioner.takes_prompt else "nothing: it only writes captions"
    return [
        ("Model", files.name),
        ("Revision", files.revision),
        ("Found in", f"{files.source}, {files.folder}"),
        ("Licence", _stated_licence(files.folder)),
        ("Weights", _size(files.weight_bytes)),
        ("Picture", f"{captioner.input_side_px} by {captioner.input_side_px} pixels a tile"),
        ("Image tokens", f"{captioner.image_tokens} a tile"),
        ("Is asked", asked),
        ("Can verify", "yes" if captioner.answers_questions else "no"),
        ("Can compare dates", "yes" if why_not is None else f"no: {why_not}"),
        ("Runs on", f"{captioner.device}, up to {plural(captioner.batch_size, 'tile')} at once"),
    ]


def _size(size_bytes: int) -> str:
    return f"{size_bytes / 2**30:.1f} GiB" if size_bytes >= 2**30 else f"{size_bytes / 2**20:.1f} MiB"


def _stated_licence(folder: Path) -> str:
    """From the head of the model's README, where it came along."""
    from huggingface_hub import ModelCard

    try:
        data = ModelCard.load(folder / "README.md").data
    # No file; no text; a head that is not YAML.
    except (OSError, ValueError):
        return "not stated in its folder"
    return str(data.get("license_name") or data.get("license") or "not stated in its README")
