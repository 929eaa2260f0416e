"""What the user sees. `gui` imports `core`, never the other way round."""
