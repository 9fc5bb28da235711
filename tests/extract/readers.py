"""A reader for tests of what is read elsewhere; its module is light, as whatever reads has to import it."""

import os
import signal
import time
from pathlib import Path

from akto_invoice.errors import EncryptedPdf


class Unpicklable(Exception):
    """As some libraries' are: what is pickled of it does not make it again, which breaks a whole pool."""

    def __init__(self, one: str, _two: str) -> None:
        super().__init__(one)


def read(path: Path) -> str:
    """A reader that does what the file's name says."""
    match path.stem:
        case "dies":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hangs":
            time.sleep(600)
        case "refused":
            raise EncryptedPdf("Le PDF est protégé.")
        case "bug":
            raise KeyError("total")
        case slow if slow.startswith("slow"):
            time.sleep(0.5)
        case "unpicklable":
            raise Unpicklable("a", "b")
    return path.stem.upper()
