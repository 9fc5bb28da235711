"""docs/attacks.md names tests that there are, and every test of this suite."""

import ast
import re
from pathlib import Path

PORTAL = Path(__file__).parents[1]
TABLE = (PORTAL.parents[1] / "docs" / "attacks.md").read_text(encoding="utf-8")
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith(("| attack |", "| --- "))]


def defined_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")}


def test_every_row_has_its_tests() -> None:
    for row in ROWS:
        cells = row.strip("| ").split(" | ")
        assert len(cells) == 4, row
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", cells[3])
        assert named, row
        for path, name in named:
            assert name in defined_in(PORTAL / path), f"{path}::{name}"


def test_every_attack_has_its_row() -> None:
    helpers = {"test_there_are_such_addresses"}
    for path in Path(__file__).parent.glob("test_*.py"):
        for name in defined_in(path) - helpers if path.name != Path(__file__).name else ():
            assert f"`attacks/{path.name}::{name}`" in TABLE, name
