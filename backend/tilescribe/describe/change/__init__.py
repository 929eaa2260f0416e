"""From two dates of one place on one grid to measures and sentences of what has changed."""
