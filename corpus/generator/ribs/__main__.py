"""Command line: ``python -m corpus.generator.ribs build``, ``check``, ``samples`` or ``print``.

``print`` needs Chromium, LibreOffice and wkhtmltopdf; what they print is in git.
"""

import argparse
import sys

from corpus.generator import manifest
from corpus.generator.ribs import build, samples


def main() -> int:
    """Run one command; ``check`` compares manifest and files both ways, and gives 1 when they differ."""
    parser = argparse.ArgumentParser(prog="python -m corpus.generator.ribs", description=__doc__)
    parser.add_argument("command", choices=("build", "check", "print", "samples"))
    match parser.parse_args().command:
        case "build":
            print(f"{build.build()} RIBs")
        case "print":
            build.print_installed()
        case "samples":
            samples.build()
        case _:
            problems = manifest.differences(build.read(), build.FOLDER)
            print("\n".join(problems) if problems else "Manifest and files agree.")
            return 1 if problems else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
