"""From paths to a searchable catalog: planning, then reading, describing, embedding and writing side by side."""

from __future__ import annotations

from tilescribe.indexing.choosing import Deepening
from tilescribe.indexing.deepening import deepen
from tilescribe.indexing.options import IndexOptions
from tilescribe.indexing.reembedding import reembed
from tilescribe.indexing.run import index

__all__ = ["Deepening", "IndexOptions", "deepen", "index", "reembed"]
