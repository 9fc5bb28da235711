"""docs/portal.md says what the portal is: its variables, its audit, its refusals."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from akto_invoice.errors import DamagedPdf
from akto_invoice.portal import environment, errors
from akto_invoice.portal.models import Action
from akto_invoice.portal.web.probes import PROBES
from akto_invoice.portal.workflows.metrics import exposition
from akto_invoice.portal.workflows.readiness import CHECKS
from akto_invoice.portal.workflows.tally import count_reading

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def first_cells(page: str = "portal.md") -> set[str]:
    """Everything that is code in the first cell of a table's row."""
    text = (DOCS / page).read_text(encoding="utf-8")
    cells = re.findall(r"^\| ((?:`[^`]+`(?:, )?)+) \|", text, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


class Asked(Mapping[str, str]):
    """An environment that remembers what was looked for in it."""

    def __init__(self, **values: str) -> None:
        self._values, self.names = values, set[str]()

    def __getitem__(self, name: str) -> str:
        self.names.add(name)
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)


def test_every_variable_is_documented(tmp_path: Path) -> None:
    asked = Asked(PORTAL_MODE="demo", DATA_DIR=str(tmp_path))
    environment.read(asked)
    assert asked.names == {name for name in first_cells() if name.isupper()}


def test_every_action_of_the_audit_is_documented() -> None:
    named = {name for name in first_cells() if re.fullmatch(r"[a-z]+\.[a-z]+", name) and not name.endswith(".py")}
    assert named == set(Action.values)


def test_every_refusal_is_documented_under_its_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.PortalError)]
    codes = {kind.code for kind in kinds if kind not in (errors.PortalError, errors.RuleBroken)}
    assert codes == {name for name in first_cells() if "_" in name and name.islower() and "." not in name}


def test_every_probe_part_and_metric_is_documented(db: None) -> None:
    told = first_cells("operations.md")
    assert set(PROBES) == {name for name in told if name.startswith("/")}
    assert set(CHECKS) <= told
    count_reading(DamagedPdf(), 1.0)
    samples = {line.split("{")[0].split()[0] for line in exposition().decode().splitlines() if line[0] != "#"}
    exposed = {name for name in samples if name.startswith("akto_")} | {"akto_tasks"}  # no tasks, no sample
    assert exposed == {name for name in told if name.startswith("akto_")}
