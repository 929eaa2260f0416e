"""The words of Tilescribe as frozen dataclasses. Nothing here opens a file."""
