"""The mission list: what people think of tiles, over all questions and catalogs, and what they drew there."""
