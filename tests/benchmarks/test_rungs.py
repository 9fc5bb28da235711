import pytest

from akto_invoice import extract_invoice
from benchmarks.costs import Cost, Times
from benchmarks.rungs import FIRST, NUMBERS, TEXT, WORDS, rungs_of, timed, with_text
from corpus.generator.samples import FOLDER


@pytest.mark.parametrize(("file", "climbed"), [("facture-texte.pdf", set()), ("facture-scannee.pdf", {FIRST, NUMBERS})])
def test_the_rungs_that_a_document_needs_are_charged(file: str, climbed: set[str]) -> None:
    untimed = extract_invoice(FOLDER / file)
    with timed() as spent:
        extraction = extract_invoice(FOLDER / file)
    assert extraction.fields == untimed.fields
    assert climbed <= spent.keys() <= climbed | {WORDS}


def test_the_lowest_rung_is_what_no_other_took() -> None:
    spent = with_text(Cost(10.0, 8.0), {FIRST: Cost(4.0, 3.0), NUMBERS: Cost(2.0, 1.0)})
    assert spent == {TEXT: Cost(4.0, 4.0), FIRST: Cost(4.0, 3.0), NUMBERS: Cost(2.0, 1.0)}


def test_a_rung_counts_the_files_that_climbed_it() -> None:
    one = Cost(0.002, 0.001)
    found = rungs_of("scans", [{TEXT: one, FIRST: Cost(1.0, 0.5)}, {TEXT: one}, {TEXT: one}])
    assert [(rung.name, rung.files, rung.climbed) for rung in found] == [(TEXT, 3, 3), (FIRST, 3, 1)]
    assert found[1].times == Times(1000.0, 1000.0, 500.0, 500.0)
