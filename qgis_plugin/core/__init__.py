"""What the plugin does, without any widget. `gui` imports `core`, never the other way round."""
