"""Take pictures of the plugin in a real QGIS, with the real engine and drawn imagery, in a light and a dark theme.

    python -m tools.screenshots [--out build/screenshots] [--theme light] [--size 1366x768] [--keep]

Needs QGIS and Xvfb, and pdftoppm for a picture of the report. Those that the documentation shows are copied to
docs/images, unless another size is asked for. What is done and waited for is told meanwhile; a theme takes minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tools import build_plugin
from tools.report_picture import show_report
from tools.translations import compile_all

ROOT = Path(__file__).resolve().parent.parent
INSIDE = Path(__file__).with_name("screenshots_in_qgis.py")
THEMES = {"light": "default", "dark": "Night Mapping"}
SHOWN = {
    "light/results": "qgis-results",
    "dark/results": "qgis-results-dark",
    "light/adding": "qgis-adding",
    "light/indexing": "qgis-indexing",
    "light/set-up": "qgis-set-up",
    "light/dates": "qgis-dates",
    "light/swipe": "qgis-swipe",
    "light/side-by-side": "qgis-side-by-side",
    "light/triage": "qgis-triage",
    "light/mission": "qgis-mission",
    "light/product": "qgis-product",
    "light/report": "qgis-report",
    "light/where": "qgis-where",
    "light/before-and-after": "qgis-before-and-after",
}
"""Pictures that the documentation shows."""
SCENE_PX = 2048
SCREEN, WINDOW = "1600x1000", "1440x900"
"""Without a size: QGIS does not fill the screen."""
PATIENCE_S = 300
"""How long QGIS waits for one thing without seeing it come nearer; on a busy machine tiles are described slowly."""
STALLED_S = PATIENCE_S + 60
"""Without a word from QGIS for so long it has hung, before a dialog say, and is ended."""
QUITTING_S = 30
ANALYST = "analyst"
"""Who judges, as the computer knows them."""
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
    parser.add_argument(
        "--size", type=screen_size, help=f"of screen and window, such as 1366x768; else {SCREEN} and {WINDOW}"
    )
    parser.add_argument("--keep", action="store_true", help="use the imagery of the last time")
    options = parser.parse_args()
    imagery = options.out / "imagery"
    if not (options.keep and imagery.exists()):
        draw(imagery)
    out = options.out / options.size if options.size else options.out
    with tempfile.TemporaryDirectory(prefix="flood-") as folder, screen(options.size or SCREEN) as display:
        # Reports tell where rasters lie: not where this checkout is.
        rasters = shutil.copytree(imagery, Path(folder) / "imagery")
        for theme in options.theme or sorted(THEMES, reverse=True):
            take(out / theme, rasters, theme=theme, display=display, window=options.size or WINDOW)
            show_report(out / theme / "report.pdf", out / theme / "report.jpg")
    if options.size is None:
        copy_shown(out)


def screen_size(text: str) -> str:
    """A size such as 1366x768."""
    if not re.fullmatch(r"[1-9]\d{2,3}x[1-9]\d{2,3}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; give width and height in pixels, such as 1366x768")
    return text


def copy_shown(out: Path) -> None:
    """Have the pictures that the documentation shows there."""
    for picture, name in SHOWN.items():
        source = out / f"{picture}.jpg"
        if source.exists():
            shutil.copy(source, ROOT / "docs" / "images" / f"{name}.jpg")


def draw(imagery: Path) -> None:
    """The scenes of `tilescribe demo`."""
    from tilescribe.demo.scene import draw_scenes

    draw_scenes(imagery, size_px=SCENE_PX)


def take(out: Path, imagery: Path, *, theme: str, display: str, window: str) -> None:
    """All pictures in one theme. Ends with a message when QGIS did not come to the end."""
    shutil.rmtree(out, ignore_errors=True)
    home = (out / "home").resolve()
    install(home / "plugins" / "tilescribe")
    profile = home / "profiles" / "default" / "QGIS"
    profile.mkdir(parents=True)
    (profile / "QGIS3.ini").write_text(INI.format(theme=THEMES[theme]), encoding="utf-8")
    (home / "temporary").mkdir()
    record = home / "data" / "tilescribe" / "engine.json"
    record.parent.mkdir(parents=True)
    engine = {"kind": "interpreter", "python": sys.executable, "version": build_plugin.plugin_version()}
    record.with_suffix(".later").write_text(json.dumps(engine), encoding="utf-8")
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "DISPLAY": display,
        "HOME": str(home),
        # QGIS marks layers in the folder for temporary files.
        "TMPDIR": str(home / "temporary"),
        "LOGNAME": ANALYST,
        "XDG_DATA_HOME": str(home / "data"),
        "QGIS_PLUGINPATH": str(home / "plugins"),
        "TILESCRIBE_PICTURES": str(out.resolve()),
        "TILESCRIBE_IMAGERY": str(imagery.resolve()),
        "TILESCRIBE_PATIENCE_S": str(PATIENCE_S),
        "TILESCRIBE_ROOT": str(ROOT),
        "TILESCRIBE_WINDOW": window,
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
    """The plugin as it is packed, with compiled translations, but without the engine's wheel."""
    compile_all(folder / "i18n")
    for name, source in build_plugin.contents(Path("tilescribe.whl")):
        if not name.startswith("engine/"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)


@contextlib.contextmanager
def screen(size: str) -> Iterator[str]:
    """A display that nobody sees."""
    program = shutil.which("Xvfb") or sys.exit("Xvfb is needed: apt-get install xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
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
