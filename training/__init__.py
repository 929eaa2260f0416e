"""The recipe of the built-in model: `python -m training --help`."""
