"""Tiny models of real architectures with random weights, made with transformers' own classes and saved like any model.

Two layers of 32 numbers each, pictures of 28 or 32 pixels: they write nonsense through exactly the code that the real
models run through.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tilescribe.describe.vlm import load_prompt, prompt_names

__all__ = ["ARCHITECTURES", "build"]

SENTENCES = (
    "A harbour with ships in the north and houses along the shore.",
    "Green fields and a river with trees on its banks, yes or no.",
    "user assistant system image caption en What does the image describe?",
)
CHAT = (
    "{% for message in messages %}{{ message['role'] }}: {% for part in message['content'] %}"
    "{% if part['type'] == 'image' %}IMAGE{% else %}{{ part['text'] }}{% endif %}{% endfor %}\n{% endfor %}"
    "{% if add_generation_prompt %}assistant:{% endif %}"
)
SPECIAL = ("<pad>", "<s>", "</s>", "<unk>")
Text = Mapping[str, int]
TEXT: Text = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 2048,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
VISION = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 2, "num_attention_heads": 2}


def build(name: str, folder: Path, *, seed: int = 0, text: Mapping[str, int] | None = None) -> Path:
    """Save the tiny model called `name` in `folder`, with its processor; `text` makes its language model another."""
    import torch

    from tilescribe.describe.vlm.local.videos import pictures_only

    torch.manual_seed(seed)
    with pictures_only():
        model, processor = ARCHITECTURES[name]({**TEXT, **(text or {})})
    with torch.no_grad():
        for weights in model.parameters():
            if weights.ndim > 1:  # far enough from zero for the picture to matter
                weights.mul_(12)
    model.eval().save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def tokenizer(*extra: str, **named: str) -> Any:
    """Byte-pair tokens trained on the prompts; `extra` and the values of `named` are single tokens."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    tokens = Tokenizer(models.BPE(unk_token="<unk>"))
    tokens.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokens.decoder = decoders.ByteLevel()
    special = [*SPECIAL, *dict.fromkeys([*extra, *named.values()])]
    trainer = trainers.BpeTrainer(
        vocab_size=600 + len(special),
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    prompts = [load_prompt(one) for one, _ in prompt_names()]
    texts = [one.render() for one in prompts if one.pictures == 1]
    tokens.train_from_iterator([*SENTENCES * 3, *texts], trainer)
    return PreTrainedTokenizerFast(
        tokenizer_object=tokens,
        pad_token="<pad>",
        bos_token="<s>",
        eos_token="</s>",
        unk_token="<unk>",
        extra_special_tokens=named,
        additional_special_tokens=list(extra),
        model_max_length=2048,
    )


def _chat(image: str) -> str:
    return CHAT.replace("IMAGE", image)


def _smolvlm(text: Text) -> tuple[Any, Any]:
    from transformers import SmolVLMConfig, SmolVLMForConditionalGeneration, SmolVLMProcessor
    from transformers.models.smolvlm.image_processing_pil_smolvlm import SmolVLMImageProcessorPil

    words = tokenizer(
        "<fake_token_around_image>", "<global-img>", "<end_of_utterance>", "<video>", image_token="<image>"
    )
    config = SmolVLMConfig(
        vision_config={**VISION, "image_size": 32, "patch_size": 8},
        text_config={"model_type": "llama", "vocab_size": len(words), **text},
        image_token_id=words.image_token_id,
        scale_factor=2,
        pad_token_id=0,
    )
    pictures = SmolVLMImageProcessorPil(size={"longest_edge": 128}, max_image_size={"longest_edge": 32})
    processor = SmolVLMProcessor(pictures, words, no_videos(), image_seq_len=4, chat_template=_chat("<image>"))
    return SmolVLMForConditionalGeneration(config), processor


def _qwen2_5_vl(text: Text) -> tuple[Any, Any]:
    from transformers import Qwen2_5_VLConfig, Qwen2_5_VLForConditionalGeneration, Qwen2_5_VLProcessor
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    words = tokenizer(
        vision_start_token="<|vision_start|>",
        vision_end_token="<|vision_end|>",
        image_token="<|image_pad|>",
        video_token="<|video_pad|>",
    )
    config = Qwen2_5_VLConfig(
        vision_config={
            "depth": 2,
            "hidden_size": 32,
            "intermediate_size": 48,
            "num_heads": 2,
            "out_hidden_size": 32,
            "fullatt_block_indexes": [1],
            "patch_size": 14,
        },
        text_config={
            "vocab_size": len(words),
            **text,
            "rope_parameters": {"rope_type": "default", "rope_theta": 10_000.0, "mrope_section": [2, 3, 3]},
        },
        image_token_id=words.image_token_id,
        video_token_id=words.convert_tokens_to_ids("<|video_pad|>"),
        vision_start_token_id=words.convert_tokens_to_ids("<|vision_start|>"),
        vision_end_token_id=words.convert_tokens_to_ids("<|vision_end|>"),
    )
    template = _chat("<|vision_start|><|image_pad|><|vision_end|>")
    processor = Qwen2_5_VLProcessor(Qwen2VLImageProcessorPil(), words, no_videos(), chat_template=template)
    return Qwen2_5_VLForConditionalGeneration(config), processor


def _qwen3_vl(text: Text) -> tuple[Any, Any]:
    from transformers import Qwen3VLConfig, Qwen3VLForConditionalGeneration, Qwen3VLProcessor
    from transformers.models.qwen2_vl.image_processing_pil_qwen2_vl import Qwen2VLImageProcessorPil

    words = tokenizer(
        vision_start_token="<|vision_start|>",
        vision_end_token="<|vision_end|>",
        image_token="<|image_pad|>",
        video_token="<|video_pad|>",
    )
    config = Qwen3VLConfig(
        vision_config={
            "depth": 2,
            "hidden_size": 32,
            "intermediate_size": 48,
            "num_heads": 2,
            "out_hidden_size": 32,
            "deepstack_visual_indexes": [0],
            "num_position_embeddings": 64,
            "patch_size": 16,
        },
        text_config={
            "vocab_size": len(words),
            **text,
            "head_dim": 16,
            "rope_parameters": {
                "rope_type": "default",
                "rope_theta": 10_000.0,
                "mrope_section": [2, 3, 3],
                "mrope_interleaved": True,
            },
        },
        image_token_id=words.image_token_id,
        video_token_id=words.convert_tokens_to_ids("<|video_pad|>"),
        vision_start_token_id=words.convert_tokens_to_ids("<|vision_start|>"),
        vision_end_token_id=words.convert_tokens_to_ids("<|vision_end|>"),
    )
    template = _chat("<|vision_start|><|image_pad|><|vision_end|>")
    pictures = Qwen2VLImageProcessorPil(patch_size=16)
    processor = Qwen3VLProcessor(pictures, words, no_videos(), chat_template=template)
    return Qwen3VLForConditionalGeneration(config), processor


CLIP = {**VISION, "model_type": "clip_vision_model", "image_size": 28, "patch_size": 14, "projection_dim": 32}


def _llava_next(text: Text) -> tuple[Any, Any]:
    from transformers import LlavaNextConfig, LlavaNextForConditionalGeneration, LlavaNextProcessor
    from transformers.models.llava_next.image_processing_pil_llava_next import LlavaNextImageProcessorPil

    words = tokenizer(image_token="<image>")
    grid = [[28, 56], [56, 28], [56, 56]]
    config = LlavaNextConfig(
        vision_config=CLIP,
        text_config={"model_type": "llama", **text, "vocab_size": len(words)},
        image_token_index=words.image_token_id,
        image_grid_pinpoints=grid,
        vision_feature_layer=-1,
    )
    pictures = LlavaNextImageProcessorPil(
        size={"shortest_edge": 28}, crop_size={"height": 28, "width": 28}, image_grid_pinpoints=grid
    )
    processor = LlavaNextProcessor(
        pictures,
        words,
        patch_size=14,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        chat_template=_chat("<image>\n"),
    )
    return LlavaNextForConditionalGeneration(config), processor


def _llava_onevision(text: Text) -> tuple[Any, Any]:
    from transformers import LlavaOnevisionConfig, LlavaOnevisionForConditionalGeneration, LlavaOnevisionProcessor
    from transformers.models.llava_onevision.image_processing_pil_llava_onevision import (
        LlavaOnevisionImageProcessorPil,
    )

    words = tokenizer(image_token="<image>", video_token="<video>")
    grid = [[28, 28], [28, 56], [56, 28], [56, 56]]
    config = LlavaOnevisionConfig(
        vision_config={**VISION, "model_type": "siglip_vision_model", "image_size": 28, "patch_size": 14},
        text_config={"model_type": "qwen2", "vocab_size": len(words), **text},
        image_token_index=words.image_token_id,
        video_token_index=words.convert_tokens_to_ids("<video>"),
        image_grid_pinpoints=grid,
        vision_feature_layer=-1,
    )
    pictures = LlavaOnevisionImageProcessorPil(size={"height": 28, "width": 28}, image_grid_pinpoints=grid)
    processor = LlavaOnevisionProcessor(
        pictures,
        words,
        no_videos(),
        num_image_tokens=4,
        vision_feature_select_strategy="full",
        chat_template=_chat("<image>\n"),
    )
    return LlavaOnevisionForConditionalGeneration(config), processor


def _internvl(text: Text) -> tuple[Any, Any]:
    from transformers import InternVLConfig, InternVLForConditionalGeneration, InternVLProcessor
    from transformers.models.got_ocr2.image_processing_pil_got_ocr2 import GotOcr2ImageProcessorPil

    words = tokenizer(
        start_image_token="<img>",
        end_image_token="</img>",
        context_image_token="<IMG_CONTEXT>",
        video_token="<video>",
    )
    config = InternVLConfig(
        vision_config={**VISION, "image_size": [28, 28], "patch_size": [14, 14]},
        text_config={"model_type": "qwen2", "vocab_size": len(words), **text},
        image_token_id=words.convert_tokens_to_ids("<IMG_CONTEXT>"),
        image_seq_length=1,
        downsample_ratio=0.5,
    )
    pictures = GotOcr2ImageProcessorPil(size={"height": 28, "width": 28}, max_patches=12)
    template = _chat("<IMG_CONTEXT>\n")
    processor = InternVLProcessor(pictures, words, no_videos(), image_seq_length=1, chat_template=template)
    return InternVLForConditionalGeneration(config), processor


def _paligemma(text: Text) -> tuple[Any, Any]:
    from transformers import PaliGemmaConfig, PaliGemmaForConditionalGeneration, PaliGemmaProcessor
    from transformers.models.siglip.image_processing_pil_siglip import SiglipImageProcessorPil

    words = tokenizer(image_token="<image>")
    pictures = SiglipImageProcessorPil(size={"height": 28, "width": 28})
    pictures.image_seq_length = 4
    processor = PaliGemmaProcessor(pictures, words)  # adds tokens for places
    config = PaliGemmaConfig(
        vision_config={**VISION, "model_type": "siglip_vision_model", "image_size": 28, "patch_size": 14},
        text_config={"model_type": "gemma", "vocab_size": len(words), "head_dim": 16, **text},
        image_token_index=words.image_token_id,
        projection_dim=32,
        tie_word_embeddings=False,  # tied ones of a tiny model repeat the last token of the prompt for ever
    )
    return PaliGemmaForConditionalGeneration(config), processor


def _florence2(text: Text) -> tuple[Any, Any]:
    from transformers import Florence2Config, Florence2ForConditionalGeneration, Florence2Processor
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    words = tokenizer(image_token="<image>")
    config = Florence2Config(
        vision_config={
            "embed_dim": (8, 16),
            "depths": (1, 1),
            "num_heads": (2, 2),
            "num_groups": (2, 2),
            "patch_size": (7, 3),
            "patch_stride": (4, 2),
            "patch_padding": (3, 1),
            "patch_prenorm": (False, True),
            "window_size": 4,
            "projection_dim": 32,
            "max_temporal_embeddings": 8,
            "max_position_embeddings": 8,
        },
        text_config={
            "model_type": "bart",
            "vocab_size": len(words),
            "d_model": 32,
            "encoder_layers": 1,
            "decoder_layers": 1,
            "encoder_attention_heads": 2,
            "decoder_attention_heads": 2,
            "encoder_ffn_dim": 48,
            "decoder_ffn_dim": 48,
            "pad_token_id": 0,
            "bos_token_id": 1,
            "eos_token_id": 2,
            "decoder_start_token_id": 2,
        },
        image_token_id=words.image_token_id,
        is_encoder_decoder=True,
        tie_word_embeddings=False,
    )
    pictures = CLIPImageProcessorPil(size={"height": 32, "width": 32}, do_center_crop=False)
    pictures.image_seq_length = 17
    return Florence2ForConditionalGeneration(config), Florence2Processor(pictures, words, num_additional_image_tokens=1)


def _blip(text: Text) -> tuple[Any, Any]:
    from transformers import BlipConfig, BlipForConditionalGeneration, BlipProcessor
    from transformers.models.blip.image_processing_pil_blip import BlipImageProcessorPil

    words = tokenizer()
    config = BlipConfig(
        vision_config={**VISION, "image_size": 32, "patch_size": 8, "initializer_range": 0.02},
        text_config={
            **VISION,
            "vocab_size": len(words),
            "encoder_hidden_size": 32,
            "max_position_embeddings": 64,
            "pad_token_id": 0,
            "bos_token_id": 1,
            "eos_token_id": 2,
            "sep_token_id": 2,
        },
        projection_dim=32,
    )
    return BlipForConditionalGeneration(config), BlipProcessor(
        BlipImageProcessorPil(size={"height": 32, "width": 32}), words
    )


def _git(text: Text) -> tuple[Any, Any]:
    from transformers import GitConfig, GitForCausalLM, GitProcessor
    from transformers.models.clip.image_processing_pil_clip import CLIPImageProcessorPil

    words = tokenizer()
    config = GitConfig(
        vision_config={**VISION, "image_size": 32, "patch_size": 8},
        **VISION,
        vocab_size=len(words),
        max_position_embeddings=128,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    pictures = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    return GitForCausalLM(config), GitProcessor(pictures, words)


def no_videos() -> Any:
    """Processors want one, and saving asks it for its settings."""
    from tilescribe.describe.vlm.local.videos import NoVideos

    return NoVideos()


ARCHITECTURES: Mapping[str, Callable[[Text], tuple[Any, Any]]] = {
    "smolvlm": _smolvlm,
    "qwen2_5_vl": _qwen2_5_vl,
    "qwen3_vl": _qwen3_vl,
    "llava_next": _llava_next,
    "llava_onevision": _llava_onevision,
    "internvl": _internvl,
    "paligemma": _paligemma,
    "florence2": _florence2,
    "blip": _blip,
    "git": _git,
}


def teach(folder: Path, answers: Mapping[str, str], *, steps: int = 80) -> Path:
    """Train the tiny model in `folder` to give each prompt (its path or name) its answer, whatever the picture shows.

    Prompts without `$context` and of few words are learnt in a second.
    """
    import torch
    from PIL import Image

    from tilescribe.describe.vlm.local.files import find_model
    from tilescribe.describe.vlm.local.processors import load_processor, one_picture
    from tilescribe.describe.vlm.local.prompt_style import prompt_style_of
    from tilescribe.describe.vlm.local.weights import load_config, load_weights

    torch.manual_seed(0)
    files = find_model(str(folder))
    config = load_config(files)
    processor = load_processor(files)
    shape = (*[one_picture(processor, config)] * 2, 3)
    model = load_weights(files, config=config, device=torch.device("cpu"), dtype="float32").train()
    style = prompt_style_of(processor, config.model_type)
    told = {name: f"{answer}</s>" for name, answer in answers.items()}
    prompts = [load_prompt(name) for name in told] * 2
    asked = [style.render(processor, prompt.render(), pictures=prompt.pictures) for prompt in prompts]
    texts = [f"{text}{answer}" for text, answer in zip(asked, [*told.values()] * 2, strict=True)]
    lengths = [len(processor.tokenizer.encode(answer, add_special_tokens=False)) for answer in told.values()] * 2
    optimiser = torch.optim.Adam(model.parameters(), lr=5e-3)
    for _ in range(steps):
        pictures = [
            [Image.fromarray(one.numpy()) for one in torch.randint(0, 255, (count, *shape), dtype=torch.uint8)]
            for count in (prompt.pictures for prompt in prompts)
        ]
        batch = processor(images=pictures, text=texts, padding=True, return_tensors="pt")
        labels = torch.full_like(batch["input_ids"], -100)
        for row, length in enumerate(lengths):
            labels[row, -length:] = batch["input_ids"][row, -length:]
        optimiser.zero_grad()
        model(**batch, labels=labels).loss.backward()
        optimiser.step()
    model.eval().save_pretrained(folder)
    return folder
