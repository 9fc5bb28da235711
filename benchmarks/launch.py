"""Run one command and print, as JSON, its exit code, wall time in seconds and peak memory in bytes.

A program of its own, without heavy imports: on Linux the peak of a new process starts at that of the process that
started it, so a large benchmark would measure itself.
"""

import json
import os
import subprocess
import sys
from time import perf_counter

_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


def main() -> None:
    """Run what the arguments say, its output discarded."""
    started = perf_counter()
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    seconds = perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    child.returncode = code  # it was waited for here
    print(json.dumps({"exit_code": code, "seconds": seconds, "bytes": usage.ru_maxrss * _UNIT}))


if __name__ == "__main__":
    main()
