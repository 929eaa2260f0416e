"""Load the processors of models that also watch videos, without torchvision, which only videos need.

torchvision must match torch build for build, so asking for it would break more machines than it serves.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from transformers import ImageProcessingMixin, processing_utils
from transformers.utils.import_utils import is_torchvision_available

__all__ = ["NoVideos", "pictures_only"]

_SWAPPING = threading.Lock()


class NoVideos(ImageProcessingMixin):
    """Stands where a processor keeps its video processor; it is never given a video."""

    # What some processors read from it whether or not there is a video.
    num_frames = 1
    fps = 1
    merge_size = 2
    temporal_patch_size = 2

    @classmethod
    def from_pretrained(cls, *_args: Any, **_options: Any) -> NoVideos:
        """Whatever the model says of videos, this one does none."""
        return cls()


@contextmanager
def pictures_only() -> Iterator[None]:
    """Within, processors get `NoVideos`: SmolVLM, Qwen-VL and InternVL do not load without torchvision otherwise.

    transformers has no option for it, so its tables of classes are changed and restored. With torchvision nothing is.
    """
    if is_torchvision_available():
        yield
        return
    changes: tuple[tuple[dict[str, Any], Any], ...] = (
        (processing_utils.MODALITY_TO_AUTOPROCESSOR_MAPPING._MAPPING_NAMES, (__name__, NoVideos.__name__)),
        (processing_utils.MODALITY_TO_BASE_CLASS_MAPPING, ImageProcessingMixin.__name__),
    )
    with _SWAPPING, contextlib.ExitStack() as restore:
        for table, entry in changes:
            restore.callback(table.__setitem__, "video_processor", table["video_processor"])
            table["video_processor"] = entry
        yield
