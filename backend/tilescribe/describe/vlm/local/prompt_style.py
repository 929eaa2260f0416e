"""The form of prompt that a family of models takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["PromptStyle", "prompt_style_of"]


@dataclass(frozen=True, slots=True)
class PromptStyle:
    """What a request looks like to the model."""

    takes_prompt: bool
    """False where the model does one thing only, or is asked in code words of its own."""
    follows_instructions: bool
    """It was trained to do as it is told, so that JSON may be asked for."""
    chat: bool = False
    """Its processor has a template for conversations."""
    task: str = ""
    """What stands in place of the prompt; empty with a picture alone."""
    question: str = ""
    """Form of a question, with `{}` for it; empty where none can be asked but by prompt."""
    most_tokens: int | None = None
    """Of an answer; None for as many as are wanted."""

    @property
    def answers_questions(self) -> bool:
        return self.takes_prompt or bool(self.question)

    def render(self, processor: Any, text: str, *, pictures: int = 1) -> str | None:
        """The text that goes to the processor with the pictures; None where only the picture does."""
        if self.chat:
            content = [{"type": "image"}] * pictures + [{"type": "text", "text": text}]
            asked: str = processor.apply_chat_template(
                [{"role": "user", "content": content}],
                add_generation_prompt=True,
                tokenize=False,
                **_switches(processor),
            )
            return asked
        if self.takes_prompt:
            return f"{str(getattr(processor, 'image_token', '')) * pictures}{text}\n"
        return self.task or None

    def render_question(self, processor: Any, text: str, question: str, *, pictures: int = 1) -> str | None:
        """Like `render`, for a question that is to be answered with yes or no."""
        return self.question.format(question) if self.question else self.render(processor, text, pictures=pictures)


def _switches(processor: Any) -> dict[str, bool]:
    """Models that can think aloud shall not: those tokens cost as much as others and are thrown away."""
    template = getattr(processor, "chat_template", None) or processor.tokenizer.chat_template
    return {"enable_thinking": False} if "enable_thinking" in str(template) else {}


_FLORENCE = PromptStyle(takes_prompt=False, follows_instructions=False, task="<MORE_DETAILED_CAPTION>", most_tokens=256)
_PALIGEMMA = PromptStyle(
    takes_prompt=False,
    follows_instructions=False,
    task="<image>caption en",
    # The form of its training: "answer en" with a question.
    question="<image>answer en does the image show {}?",
    most_tokens=128,
)
_SILENT = PromptStyle(takes_prompt=False, follows_instructions=False, most_tokens=64)
_TASKS = {
    "florence2": _FLORENCE,
    "paligemma": _PALIGEMMA,
    "blip": _SILENT,
    "git": _SILENT,
    "pix2struct": _SILENT,
    "vision-encoder-decoder": _SILENT,
}
_PLAIN = PromptStyle(takes_prompt=True, follows_instructions=False)
_CHAT = PromptStyle(takes_prompt=True, follows_instructions=True, chat=True)


def prompt_style_of(processor: Any, model_type: str) -> PromptStyle:
    """By the template for conversations where there is one, else by the kind of model."""
    if getattr(processor, "chat_template", None) or getattr(processor.tokenizer, "chat_template", None):
        return _CHAT
    return _TASKS.get(model_type, _PLAIN)
