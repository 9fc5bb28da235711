"""The lock files are what the Makefile counts on: all that is declared, exact, hashed, and naming no registry."""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(lock: str) -> list[str]:
    """The requirements of a lock file, each with its hashes."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def names(requirements: list[str]) -> set[str]:
    found = (re.match(r"[\w.-]+", requirement) for requirement in requirements)
    return {re.sub(r"[-_.]+", "-", match[0]).lower() for match in found if match}


def group(name: str) -> list[str]:
    entries: list[str | dict[str, str]] = PROJECT["dependency-groups"][name]
    return list(chain(*([entry] if isinstance(entry, str) else group(entry["include-group"]) for entry in entries)))


@pytest.mark.parametrize(("lock", "extra"), [("runtime", "build"), ("dev", "dev")])
def test_all_that_is_declared_is_locked(lock: str, extra: str) -> None:
    assert names(PROJECT["project"]["dependencies"] + group(extra)) <= names(locked(lock))


@pytest.mark.parametrize("lock", ["runtime", "dev"])
def test_locks_are_exact_hashed_and_name_no_registry(lock: str) -> None:
    for line in locked(lock):
        assert re.fullmatch(r"[a-z0-9.-]+==\S+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*", line), line


def test_both_locks_have_the_same_versions() -> None:
    runtime, dev = ({line.split()[0] for line in locked(lock)} for lock in ("runtime", "dev"))
    assert runtime <= dev
