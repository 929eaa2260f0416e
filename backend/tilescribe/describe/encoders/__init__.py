"""Visual encoders: models that bring pictures and questions into one vector space of their own, without words between.

CLIP-like models of transformers and OpenCLIP's checkpoints are `clip:MODEL`; other packages add theirs by entry points.
"""

from tilescribe.describe.encoders.base import VisualEncoder, close_encoder
from tilescribe.describe.encoders.captioner import EncoderCaptioner, encoding
from tilescribe.describe.encoders.registry import encoder_extensions, encoder_names, is_encoder_name, load_encoder

__all__ = [
    "EncoderCaptioner",
    "VisualEncoder",
    "close_encoder",
    "encoder_extensions",
    "encoder_names",
    "encoding",
    "is_encoder_name",
    "load_encoder",
]
