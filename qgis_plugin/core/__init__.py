"""The plugin without its widgets. `gui` and `processing` import `core`, never the other way round."""
