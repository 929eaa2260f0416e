"""Run by QGIS (`qgis --code`): walks through a shift at the desk and takes a picture of each state of the plugin.

A step yields a number of milliseconds to wait for, or a `Wait`. What it has come to stands in story.txt, line by line:
the pictures, what is waited for, and at the end `done`, or why it could not go on.
"""

from __future__ import annotations

import os
import sys

from qgis.PyQt.QtCore import QTimer

sys.path.insert(0, os.environ["TILESCRIBE_ROOT"])

from tools.shift.asking import asking
from tools.shift.finishing import finishing
from tools.shift.judging import judging
from tools.shift.preparing import prepared
from tools.shift.stage import go_on, tell


def walk():
    for part in (prepared, asking, judging, finishing):
        tell(f"part: {part.__name__}")
        yield from part()


tell("QGIS is there")
QTimer.singleShot(3000, lambda: go_on(walk()))
