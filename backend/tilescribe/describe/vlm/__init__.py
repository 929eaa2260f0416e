"""Descriptions from vision-language models. Two captioners share everything here but the model itself:

    transformers:MODEL[@revision]   a model in this process
    openai:URL#MODEL                a model behind an OpenAI-compatible server

A captioner of this kind is made of these parts, none of which imports torch or speaks to a network:

    prompts      `load_prompt(name) -> Prompt`: TOML files with versions. `Prompt.version` stands in
                 `Author.prompt_version`, so that a changed prompt describes anew
    context      `Context.of(tile)`: what is known of a tile (ground size, date, sensor, measured facts), for the
                 prompt; `ChangeContext.of(pair)`: of two dates, whose pictures `change_pictures` makes alike
    generation   `generate_captions(generator, prompt, tiles) -> list[Caption]`: the whole loop. A back end implements
                 `TextGenerator.generate`,
                 which gets `Request`s (pictures, text, JSON schema, settings) and gives an answer, or an exception,
                 for each
    answers      `parse_answer(text) -> ParsedAnswer`, strict, then repaired, then as a plain caption;
                 `schema_of(prompt)`
    quality      `fault_of(text)`: why a text is no description (empty, noise, loop, echo, refusal)
    captions     `to_caption(answer)`, `to_change_caption(answer)`; no number of a model becomes a fact
    unchanged    that nothing has changed, which is a description
    verifying    `Verifier.yes_probabilities(tiles, question)`: what `search --verify` asks

`describe(tiles)` of a captioner is then `return generate_captions(self._generator, self._prompt, tiles)`.
"""

from __future__ import annotations

from tilescribe.describe.vlm.answers import Feature, Form, ParsedAnswer, parse_answer, schema_of
from tilescribe.describe.vlm.captions import to_caption, to_change_caption
from tilescribe.describe.vlm.change_context import ChangeContext
from tilescribe.describe.vlm.context import Context
from tilescribe.describe.vlm.generation import Request, Settings, TextGenerator, generate_captions, request_for
from tilescribe.describe.vlm.prompts import AnswerKind, Prompt, describing_prompt, load_prompt, prompt_names
from tilescribe.describe.vlm.quality import fault_of
from tilescribe.describe.vlm.verifying import Verifier

__all__ = [
    "AnswerKind",
    "ChangeContext",
    "Context",
    "Feature",
    "Form",
    "ParsedAnswer",
    "Prompt",
    "Request",
    "Settings",
    "TextGenerator",
    "Verifier",
    "describing_prompt",
    "fault_of",
    "generate_captions",
    "load_prompt",
    "parse_answer",
    "prompt_names",
    "request_for",
    "schema_of",
    "to_caption",
    "to_change_caption",
]
