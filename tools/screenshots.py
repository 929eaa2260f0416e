"""Take pictures of the plugin in a real QGIS, with the real engine and drawn imagery, in a light and a dark theme.

    python -m tools.screenshots [--out build/screenshots] [--theme light] [--keep]

Needs QGIS and Xvfb. Those that the documentation shows are copied to docs/images. What is done and waited for is told
meanwhile; a theme takes some minutes, most of them for describing tiles.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
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
    "light/where": "qgis-where",
    "light/before-and-after": "qgis-before-and-after",
}
"""Pictures that the documentation shows."""
SCENE_PX = 2048
SCREEN = "1600x1000x24"
PATIENCE_S = 300
"""How long QGIS waits for one thing without seeing it come nearer; on a busy machine tiles are described slowly."""
STALLED_S = PATIENCE_S + 60
"""Without a word from QGIS for so long it has hung, before a dialog say, and is ended."""
QUITTING_S = 30
LOOK_S = 0.2
LOG_LINES = 15
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
        "TILESCRIBE_PATIENCE_S": str(PATIENCE_S),
    }
    program = shutil.which("qgis.bin") or shutil.which("qgis") or sys.exit("QGIS is needed: apt-get install qgis")
    command = [program, "--nologo", "--noversioncheck", "--profiles-path", str(home), "--code", str(INSIDE)]
    reason = follow(command, environment, story=out / "story.txt", log=out / "qgis.log", name=theme)
    if reason:
        sys.exit(f"The pictures of the {theme} theme were not all taken: {reason}")
    shutil.rmtree(home)


def follow(
    command: Sequence[str],
    environment: Mapping[str, str],
    *,
    story: Path,
    log: Path,
    name: str,
    stalled_s: float = STALLED_S,
    quitting_s: float = QUITTING_S,
) -> str:
    """Run QGIS and print its story while it goes on; why it did not come to the end, or nothing."""
    lines: list[str] = []
    started = heard = time.monotonic()
    with (
        log.open("w") as sink,
        subprocess.Popen(command, env=dict(environment), stdout=sink, stderr=subprocess.STDOUT) as qgis,
    ):
        try:
            while True:
                running = qgis.poll() is None
                new = (story.read_text(encoding="utf-8").splitlines() if story.exists() else [])[len(lines) :]
                for line in new:
                    print(f"{name}, {time.monotonic() - started:.0f} s: {line}", file=sys.stderr, flush=True)
                lines += new
                heard = time.monotonic() if new else heard
                silent_s = time.monotonic() - heard
                if not running or silent_s > (quitting_s if lines[-1:] == ["done"] else stalled_s):
                    break
                time.sleep(LOOK_S)
        finally:
            qgis.kill()
    if lines[-1:] == ["done"]:
        return ""
    ended = f"QGIS hung, {silent_s:.0f} s without a word" if running else f"QGIS ended with status {qgis.returncode}"
    said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-LOG_LINES:]
    return "\n".join([f"{ended}; its story:", *lines[-LOG_LINES:], f"The end of its log, {log}:", *said])


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
