from collections.abc import Callable
from typing import Any
from unittest.mock import Mock

import pytest

from akto_invoice.extract import images
from akto_invoice.extract.model import Box
from akto_invoice.extract.ocr.sheet import Sheet
from benchmarks import steps
from benchmarks.documents import Selection, select
from benchmarks.steps import AS_IT_IS, STEPS, Run, left_out
from corpus.generator.samples import FOLDER
from tests.benchmarks.boards import answer, row


@pytest.mark.parametrize("step", [step for step in STEPS if step != AS_IT_IS])
def test_a_step_is_left_out_and_comes_back(step: str) -> None:
    without = STEPS[step]
    assert without is not None
    before = getattr(without.place, without.name)
    with left_out(step):
        assert getattr(without.place, without.name) is without.replaced
    assert getattr(without.place, without.name) is before


@pytest.mark.parametrize(
    ("step", "wanted"),
    [
        ("second engine: doubtful numbers", images._doubtful_number),
        ("second engine: doubtful words", images._doubtful),
    ],
)
def test_only_one_reading_of_the_second_engine_is_left_out(step: str, wanted: Callable[..., Any]) -> None:
    sheet = Sheet(Box(0, 0, 1, 1), (), ())
    with left_out(step):
        assert sheet.reread(Mock(), wanted) is sheet
        assert sheet.reread(Mock(), lambda _: None) is not sheet


def test_a_scan_is_read_with_and_without_a_step() -> None:
    scan = next(one for one in select(Selection(folder=FOLDER)) if one.row.id == "facture-scannee")
    runs = [steps._run(scan, step) for step in (AS_IT_IS, "dark areas", "second engine: all of it")]
    assert {run.source for run in runs} == {scan.row.source}
    assert all(one.is_right for one in runs[0].answers if one.field in ("total_ht", "siret"))
    assert [run.pages for run in runs] == [1, 1, 1]


def test_the_table_tells_what_is_right_without_each_step() -> None:
    fax = row(source="fax")
    right, wrong = (answer("1", read, of=fax) for read in ("1", "2"))
    other = answer("1", "2", of=fax, field="nda")
    runs = [
        Run(AS_IT_IS, "fax", (right, other), pages=2, cpu=3.0),
        Run("straighten", "fax", (wrong, other), pages=2, cpu=2.0),
    ]
    lines = steps.report(runs).splitlines()
    assert lines[0] == "| step left out | fax (1) | all scans | all fields | processor s a page |"
    assert f"| {AS_IT_IS} | 100.0 | 100.0 | 50.0 | 1.50 |" in lines
    assert "| straighten | 0.0 | 0.0 | 0.0 | 1.00 |" in lines
