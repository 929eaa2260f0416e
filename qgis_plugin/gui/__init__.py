"""The widgets. `gui` imports `core`, never the other way round."""
