"""Pages of a PDF report side by side, as one picture."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["show_report"]

PAGES = 3
DPI = 55
GAP_PX = 16
GROUND = "#808080"
QUALITY = 85


def show_report(report: Path, picture: Path) -> bool:
    """Draw its first pages; whether there is a picture. Without pdftoppm there is none, which is said."""
    program = shutil.which("pdftoppm")
    if program is None:
        print("No picture of the report: pdftoppm is not there (apt-get install poppler-utils).", file=sys.stderr)
        return False
    from PIL import Image

    with tempfile.TemporaryDirectory() as folder:
        command = [program, "-png", "-r", str(DPI), "-l", str(PAGES), str(report), f"{folder}/page"]
        subprocess.run(command, check=True)
        pages = [Image.open(page).convert("RGB") for page in sorted(Path(folder).glob("page*.png"))]
    width = sum(page.width + GAP_PX for page in pages) + GAP_PX
    sheet = Image.new("RGB", (width, max(page.height for page in pages) + 2 * GAP_PX), GROUND)
    left = GAP_PX
    for page in pages:
        sheet.paste(page, (left, GAP_PX))
        left += page.width + GAP_PX
    sheet.save(picture, quality=QUALITY)
    return True
