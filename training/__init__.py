"""Training of the built-in model: `python -m training --help`."""
