"""From tile pixels to descriptions."""

from tilescribe.describe.base import Captioner
from tilescribe.describe.registry import captioner_names, load_captioner, register_captioner, with_facts

__all__ = ["Captioner", "captioner_names", "load_captioner", "register_captioner", "with_facts"]
