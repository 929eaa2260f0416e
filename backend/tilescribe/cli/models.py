"""`tilescribe models`"""

from __future__ import annotations

__all__ = ["models"]


def models() -> None:
    """List captioners, embedders and sensor profiles.

    Example: tilescribe models
    """
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from tilescribe import config
    from tilescribe.cli.screen import output
    from tilescribe.describe import captioner_names
    from tilescribe.embed import known_embedders
    from tilescribe.raster import PROFILES

    def table(title: str, rows: list[tuple[str, str]], default: str = "") -> None:
        drawn = Table("name", "what it is", box=SIMPLE_HEAD, title=title, title_justify="left", pad_edge=False)
        for name, what in rows:
            drawn.add_row(f"{name} (default)" if name == default else name, what)
        output().print(drawn)

    table("Captioners: --captioner NAME", list(captioner_names()), config.DEFAULT_CAPTIONER)
    table("Embedders: --embedder NAME", list(known_embedders()), config.DEFAULT_EMBEDDER)
    table(
        "Sensor profiles: --profile NAME",
        [(name, f"{profile.title}: {', '.join(profile.roles)}") for name, profile in PROFILES.items()],
    )
