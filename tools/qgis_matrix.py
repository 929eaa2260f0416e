"""Run the plugin's tests in the QGIS of other Debian releases, each in a root file system of its own.

    python -m tools.qgis_matrix [--suite trixie] [--fresh] [pytest's arguments, such as tests/qgis/test_dock.py]

The root file systems are made by debootstrap under the cache folder and kept for the next time (2 GB each). What is
mounted into one is mounted in a namespace of the run's own, and gone when it ends: the checkout, and read-only the
interpreter and the packages of the engine's environment (`.venv`), all under the paths that they have here.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

__all__ = ["SUITES", "MatrixError", "Mount", "Suite", "main"]

ROOT = Path(__file__).resolve().parent.parent
ENGINE_PYTHON = ROOT / ".venv" / "bin" / "python"
REQUIREMENTS = ROOT / "tests" / "qgis" / "requirements.txt"
PACKAGES = ("python3-qgis", "qgis-providers", "qgis", "xvfb", "python3-venv", "fonts-dejavu-core")
TEST_PYTHON = "/opt/tilescribe/bin/python"
"""Inside: an environment that sees the QGIS there."""
WHEELS = "/opt/wheels-of-tests"
"""Inside: where pytest's wheels are, downloaded outside with what pip is configured with here."""
PASSED_ON = ("OPENBLAS_", "OMP_", "MKL_")
"""What is set for this machine's processor holds inside as well."""
INSIDE = {"HOME": "/root", "LANG": "C.UTF-8", "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
# Debian's unstable is asked for as it is: a mirror may lag some weeks behind.
APT = "apt-get -q -o Acquire::Check-Valid-Until=false"
INSTALL = f"""
set -e
export DEBIAN_FRONTEND=noninteractive
printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod +x /usr/sbin/policy-rc.d  # starts no service
{APT} update
{APT} install -y --no-install-recommends {" ".join(PACKAGES)}
{APT} clean
"""
TELL_VERSIONS = """
from qgis.core import Qgis
from qgis.PyQt.QtCore import PYQT_VERSION_STR, QT_VERSION_STR
import sys
print(Qgis.version(), QT_VERSION_STR, PYQT_VERSION_STR, sys.version.split()[0])
"""
LIST_FOLDERS = "import json, sys; print(json.dumps([sys.base_prefix, sys.prefix, *sys.path]))"


class MatrixError(Exception):
    """Why the tests cannot run, and what to do."""


@dataclass(frozen=True)
class Suite:
    """A release of Debian, with the QGIS that it has."""

    name: str
    qgis: str
    required: bool
    """Whether it is an error that it cannot be reached."""


SUITES = (
    Suite("trixie", "QGIS 3.40, of Debian 13", required=True),
    Suite("sid", "the newest QGIS that Debian has", required=False),
)


@dataclass(frozen=True)
class Mount:
    """A folder of this machine that is seen inside, at `inside`."""

    source: Path
    inside: str
    read_only: bool = False

    def command(self, root: Path) -> str:
        target = shlex.quote(str(root) + self.inside)
        options = "bind,ro" if self.read_only else "rbind"
        # The folder anew: a mount before this one may lie over the one that was made in the root file system.
        return f"mkdir -p {target} && mount -o {options} {shlex.quote(str(self.source))} {target}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0 when each suite that could be reached passed."""
    parser = argparse.ArgumentParser(prog="tools.qgis_matrix", description=__doc__.splitlines()[0])
    names = [suite.name for suite in SUITES]
    parser.add_argument("--suite", action="append", choices=names, help="only this one; may be given more than once")
    parser.add_argument("--fresh", action="store_true", help="make the root file system anew, with today's packages")
    parser.add_argument("--mirror", default=os.environ.get("DEBIAN_MIRROR", ""), help="of Debian; debootstrap has one")
    options, for_pytest = parser.parse_known_args(arguments)
    chosen = [suite for suite in SUITES if options.suite is None or suite.name in options.suite]
    outcomes: dict[Suite, str] = {}
    try:
        check_this_machine(os.geteuid(), shutil.which)
        mounts = engine_mounts(engine_folders(ENGINE_PYTHON), ROOT)
        for suite in chosen:
            outcomes[suite] = _run_suite(suite, mounts, for_pytest, mirror=options.mirror, fresh=options.fresh)
    except MatrixError as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(f"{suite.name}: {outcome}" for suite, outcome in outcomes.items()))
    return 1 if any(outcome.startswith("FAILED") for outcome in outcomes.values()) else 0


def check_this_machine(user_id: int, which: Callable[[str], str | None]) -> None:
    """Raises MatrixError where a root file system can be neither made nor entered."""
    if user_id != 0:
        raise MatrixError(
            "The root file systems of other QGIS versions are made and entered by root only. Run it as root (in a "
            "container, for instance), or take a Python that sees another QGIS: make test-qgis QGIS_PYTHON=/path/to/it"
        )
    for program, package in (("debootstrap", "debootstrap"), ("unshare", "util-linux"), ("chroot", "coreutils")):
        if which(program) is None:
            raise MatrixError(f"{program} is needed; on Debian and Ubuntu: apt-get install {package}")


def engine_folders(python: Path) -> list[Path]:
    """All that the engine's interpreter reads: itself, its library and its packages."""
    if not python.exists():
        raise MatrixError(f"There is no engine at {python}: make env")
    listed = json.loads(subprocess.run([python, "-c", LIST_FOLDERS], capture_output=True, check=True).stdout)
    return [python.resolve().parent, *(Path(one) for one in listed if one and Path(one).is_dir())]


def engine_mounts(folders: Sequence[Path], checkout: Path) -> list[Mount]:
    """The checkout as it is, and read-only what of the engine lies outside of it, no folder twice.

    Raises MatrixError for an interpreter that the system brings: its libraries would hide those inside.
    """
    mounts = [Mount(checkout, str(checkout))]
    for folder in sorted(set(folders)):
        if folder in (Path("/usr"), Path("/usr/bin"), Path("/bin")):
            raise MatrixError(
                f"The engine's environment stands on the system's own Python ({folder}), which another release of "
                "Debian cannot run. Make it with one that brings its library along, such as uv's or pyenv's: "
                "make clean env PYTHON=/path/to/python3"
            )
        if not any(folder.is_relative_to(mount.source) for mount in mounts):
            mounts.append(Mount(folder, str(folder), read_only=True))
    return mounts


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where the root file systems are kept."""
    return Path(environment.get("XDG_CACHE_HOME") or Path(environment["HOME"]) / ".cache") / "tilescribe"


def inside_environment(outside: Mapping[str, str]) -> dict[str, str]:
    """What the tests see: nothing of this machine but what its processor needs."""
    kept = {name: value for name, value in outside.items() if name.startswith(PASSED_ON)}
    return {**kept, **INSIDE, "QT_QPA_PLATFORM": "offscreen", "TILESCRIBE_PYTHON": str(ENGINE_PYTHON)}


def entering(root: Path, mounts: Sequence[Mount], command: Sequence[str]) -> list[str]:
    """The command line that runs `command` inside `root`; its mounts and processes end with it."""
    steps = ["set -e"]
    for mount in mounts:
        (Path(str(root) + mount.inside)).mkdir(parents=True, exist_ok=True)
        steps.append(mount.command(root))
    inside = f'mount -t proc proc /proc && cd {shlex.quote(str(ROOT))} 2>/dev/null || cd /; exec "$@"'
    steps.append(f'exec chroot {shlex.quote(str(root))} /bin/sh -c {shlex.quote(inside)} sh "$@"')
    own = ["unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"]
    return [*own, "sh", "-c", "\n".join(steps), "sh", *command]


def _run_suite(suite: Suite, mounts: list[Mount], for_pytest: list[str], *, mirror: str, fresh: bool) -> str:
    """What came of it, in one line."""
    root = cache_folder(os.environ) / f"qgis-{suite.name}"
    if fresh and root.exists():
        shutil.rmtree(root)
    if not root.exists():
        try:
            _make_root(suite, root, mirror)
        except MatrixError as error:
            if suite.required:
                raise
            return f"LEFT OUT. {error}"
    with tempfile.TemporaryDirectory(prefix="tilescribe-") as temporary:
        return _test(suite, root, [*_system_mounts(Path(temporary)), *mounts], for_pytest)


def _make_root(suite: Suite, root: Path, mirror: str) -> None:
    """Made beside, and renamed when it is whole: a broken off one is made anew."""
    partial = root.with_name(root.name + ".partial")
    if partial.exists():
        shutil.rmtree(partial)
    partial.parent.mkdir(parents=True, exist_ok=True)
    print(f"Making {root} with {suite.qgis}: downloads about 0.6 GB, 2 GB on the disk.", flush=True)
    base = ["debootstrap", "--variant=minbase", "--include=ca-certificates", suite.name, str(partial)]
    own = ["unshare", "--mount", "--propagation", "private"]
    log = root.with_name(root.name + ".log")
    with log.open("wb") as out:
        made = _run([*own, *base, *([mirror] if mirror else [])], out)
        if made == 0:
            # apt inside resolves names, and goes through proxies, as this machine does.
            shutil.copy("/etc/resolv.conf", partial / "etc" / "resolv.conf")
            made = _run(entering(partial, _system_mounts(None), ["/bin/sh", "-c", INSTALL]), out, _with_proxies())
    if made != 0:
        raise MatrixError(
            f"Debian {suite.name} with {suite.qgis} could not be made, see {log}. It takes a Debian mirror that "
            "answers; name another with DEBIAN_MIRROR=http://…"
        )
    partial.rename(root)


def _test(suite: Suite, root: Path, mounts: list[Mount], for_pytest: list[str]) -> str:
    _install_pytest(root, mounts)
    environment = inside_environment(os.environ)
    versions = _ask(root, mounts, [TEST_PYTHON, "-c", TELL_VERSIONS], environment)
    _ask(root, mounts, [str(ENGINE_PYTHON), "-c", "import rasterio, ssl, sqlite3, tilescribe, torch"], environment)
    qgis, qt, pyqt, python = versions.rsplit(maxsplit=3)
    print(f"{suite.name}: QGIS {qgis}, Qt {qt}, Python {python}", flush=True)
    where = [] if any(one.startswith("tests/") for one in for_pytest) else ["tests/qgis"]
    # The cache lies in the checkout, which the QGIS at hand tests as well.
    command = [TEST_PYTHON, "-m", "pytest", "-c", "tests/qgis/pytest.ini", "-p", "no:cacheprovider"]
    command += ["-o", f"qt_api=pyqt{pyqt[0]}", *where, *for_pytest]
    status = subprocess.run(entering(root, mounts, command), env=environment, check=False).returncode
    return f"{'passed' if status == 0 else f'FAILED (pytest ended with {status})'} in QGIS {qgis}"


def _install_pytest(root: Path, mounts: list[Mount]) -> None:
    """Pure Python, so that the wheels are downloaded outside, where pip knows the way, and installed inside."""
    wheels = Path(str(root) + WHEELS)
    stamp = wheels / REQUIREMENTS.name
    if stamp.exists() and stamp.read_bytes() == REQUIREMENTS.read_bytes():
        return
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--only-binary", ":all:"]
    if subprocess.run([*pip, "--dest", str(wheels), "-r", str(REQUIREMENTS)], check=False).returncode:
        raise MatrixError(f"pip could not download what {REQUIREMENTS} names: see above.")
    venv = str(Path(TEST_PYTHON).parents[1])
    _ask(root, mounts, ["/usr/bin/python3", "-m", "venv", "--system-site-packages", venv], INSIDE)
    install = [TEST_PYTHON, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", WHEELS]
    _ask(root, mounts, [*install, "-r", str(REQUIREMENTS)], INSIDE)
    shutil.copy(REQUIREMENTS, stamp)


def _system_mounts(temporary: Path | None) -> list[Mount]:
    system = [Mount(Path("/dev"), "/dev"), Mount(Path("/sys"), "/sys")]
    return system if temporary is None else [Mount(temporary, "/tmp"), *system]


def _ask(root: Path, mounts: list[Mount], command: Sequence[str], environment: Mapping[str, str]) -> str:
    done = subprocess.run(
        entering(root, mounts, command), env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MatrixError(f"In {root}, this failed: {shlex.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout.strip()


def _run(command: Sequence[str], out: BinaryIO, environment: Mapping[str, str] | None = None) -> int:
    return subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, env=environment, check=False).returncode


def _with_proxies() -> dict[str, str]:
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    return {**proxies, **INSIDE}


if __name__ == "__main__":
    sys.exit(main())
