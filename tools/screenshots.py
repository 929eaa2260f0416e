"""Take pictures of the plugin in a real QGIS, with the real engine and drawn imagery, in a light and a dark theme.

    python -m tools.screenshots [--out build/screenshots] [--theme light] [--keep]

Needs QGIS and Xvfb. Those that the documentation shows are copied to docs/images.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tools import build_plugin

ROOT = Path(__file__).resolve().parent.parent
INSIDE = Path(__file__).with_name("screenshots_in_qgis.py")
THEMES = {"light": "default", "dark": "Night Mapping"}
SHOWN = {
    "light/results": "qgis-results",
    "dark/results": "qgis-results-dark",
    "light/adding": "qgis-adding",
    "light/indexing": "qgis-indexing",
    "light/set-up": "qgis-set-up",
}
"""Pictures that the documentation shows."""
SCENE_PX = 2048
SCREEN = "1600x1000x24"
TIMEOUT_S = 1800
INI = """[PythonPlugins]
tilescribe=true

[UI]
UITheme={theme}

[locale]
overrideFlag=true
userLocale=en_US
globalLocale=en_US

[qgis]
newProjectDefault=false
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--theme", choices=sorted(THEMES), action="append")
    parser.add_argument("--keep", action="store_true", help="use the imagery of the last time")
    options = parser.parse_args()
    imagery = options.out / "imagery"
    if not (options.keep and imagery.exists()):
        draw(imagery)
    with screen() as display:
        for theme in options.theme or sorted(THEMES, reverse=True):
            take(options.out / theme, imagery, theme=theme, display=display)
    for picture, name in SHOWN.items():
        source = options.out / f"{picture}.jpg"
        if source.exists():
            shutil.copy(source, ROOT / "docs" / "images" / f"{name}.jpg")


def draw(imagery: Path) -> None:
    """The scenes of `tilescribe demo`."""
    from tilescribe.demo.scene import draw_scenes

    draw_scenes(imagery, size_px=SCENE_PX)


def take(out: Path, imagery: Path, *, theme: str, display: str) -> None:
    """All pictures in one theme. Ends with a message when QGIS did not come to the end."""
    shutil.rmtree(out, ignore_errors=True)
    home = (out / "home").resolve()
    install(home / "plugins" / "tilescribe")
    profile = home / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text(INI.format(theme=THEMES[theme]), encoding="utf-8")
    record = home / "data" / "tilescribe" / "engine.json"
    record.parent.mkdir(parents=True)
    engine = {"kind": "interpreter", "python": sys.executable, "version": build_plugin.plugin_version()}
    record.with_suffix(".later").write_text(json.dumps(engine), encoding="utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "DISPLAY": display,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "QGIS_PLUGINPATH": str(home / "plugins"),
        "TILESCRIBE_PICTURES": str(out.resolve()),
        "TILESCRIBE_IMAGERY": str(imagery.resolve()),
    }
    program = shutil.which("qgis.bin") or shutil.which("qgis") or sys.exit("QGIS is needed: apt-get install qgis")
    command = [program, "--nologo", "--noversioncheck", "--profiles-path", str(home), "--code", str(INSIDE)]
    with (out / "qgis.log").open("w") as log:
        subprocess.run(command, env=environment, stdout=log, stderr=log, timeout=TIMEOUT_S, check=False)
    story = (out / "story.txt").read_text(encoding="utf-8") if (out / "story.txt").exists() else ""
    if not story.endswith("done\n"):
        sys.exit(f"QGIS did not come to the end:\n{story}\nIts log is {out / 'qgis.log'}.")
    shutil.rmtree(home)


def install(folder: Path) -> None:
    """The plugin as it is packed, but without the engine's wheel."""
    for name, source in build_plugin.contents(Path("tilescribe.whl")):
        if not name.startswith("engine/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """A display that nobody sees."""
    program = shutil.which("Xvfb") or sys.exit("Xvfb is needed: apt-get install xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as server:
        os.close(writing)
        with os.fdopen(reading) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
