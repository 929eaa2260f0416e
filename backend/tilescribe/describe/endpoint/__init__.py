"""`openai:URL[,URL…]#MODEL`: a vision-language model behind one or many OpenAI-compatible servers.

address     `parse_target`: what stands after `openai:`, without anything secret in it
keys        API keys from the environment or the keyring, and nowhere else
http        `Endpoint`: one server; maps whatever goes wrong to one of few troubles
pool        `Pool`: shares work among endpoints, waits, retries, leaves the dead ones out
chat        requests and answers of chat completions: JPEG, JSON schema, log probabilities
captioner   `EndpointCaptioner`, made of these and of `describe.vlm`
"""

from __future__ import annotations

from tilescribe.describe.endpoint.captioner import EndpointCaptioner

__all__ = ["EndpointCaptioner"]
