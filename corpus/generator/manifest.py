"""The manifest: one line of JSON per document, and its comparison with the files there are."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from corpus.generator.facts import Truth


@dataclass(frozen=True, slots=True)
class Row:
    """One document. ``id`` is unique within its split; ``file`` is relative to the folder that holds the documents.

    ``source`` is ``text`` or a severity of ``scan``. ``sha256`` is None where pixels may differ by processor.
    """

    id: str
    file: str
    split: str
    maker: str
    template: str
    source: str
    regime: str
    document_type: str
    traps: tuple[str, ...]
    sha256: str | None
    truth: Truth


def sha256(data: bytes) -> str:
    """Return the digest that rows hold."""
    return hashlib.sha256(data).hexdigest()


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows in the order of their files; facts that are None are left out of ``truth``."""
    lines = []
    for row in sorted(rows, key=lambda row: row.file):
        facts = asdict(row)
        facts["truth"] = {name: value for name, value in facts["truth"].items() if value not in (None, ())}
        lines.append(json.dumps(facts, ensure_ascii=False))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read(path: Path, truth: type[Truth] = Truth) -> tuple[Row, ...]:
    """Read a manifest whose truths are of that type; a missing one is empty."""
    if not path.exists():
        return ()
    return tuple(_row(json.loads(line), truth) for line in path.read_text(encoding="utf-8").splitlines())


def _row(facts: dict[str, Any], truth: type[Truth]) -> Row:
    stated: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in facts.pop("truth").items()
    }
    return Row(**{**facts, "traps": tuple(facts["traps"])}, truth=truth(**stated))


def differences(rows: Iterable[Row], folder: Path) -> list[str]:
    """Compare both ways: a row without its file, a file without a row, a file with other bytes."""
    expected = {row.file: row for row in rows}
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.pdf")}
    problems = [f"no file for row: {name}" for name in sorted(expected.keys() - found.keys())]
    problems += [f"no row for file: {name}" for name in sorted(found.keys() - expected.keys())]
    for name in sorted(expected.keys() & found.keys()):
        wanted = expected[name].sha256
        if wanted and sha256(found[name].read_bytes()) != wanted:
            problems.append(f"other bytes than the row says: {name}")
    return problems
