"""A peer that is told by a document's name what to do."""

import os
import time
from pathlib import Path

from benchmarks.peers.catalogue import Read
from benchmarks.readings import Reading
from tests.benchmarks.boards import reading, value


def load() -> Read:
    return _read


def _read(path: Path) -> Reading:
    if path.stem == "dies":
        os.abort()
    if path.stem == "raises":
        raise KeyError(path.stem)
    if path.stem == "hangs":
        time.sleep(600)
    return reading(total_ttc=value("120.00" if path.stem == "right" else "120,00 €"))
