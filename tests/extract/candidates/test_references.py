import pytest

from akto_invoice.extract.candidates.references import number_candidates
from akto_invoice.extract.model import DocumentType
from tests.extract.pages import page


def number(*lines: str) -> str | None:
    found = number_candidates([(page(*lines), True)])
    return found[0].value if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Facture n° FA2025-001", "FACTURE N°FA2025-001", "N° de facture : FA2025-001",
        "Numéro de la facture FA2025-001",
        "Réf. facture : FA2025-001", "Facture : FA2025-001", "FACTURE FA2025-001", "Facture # FA2025-001",
        "Facture n° FA2025-001 du 12/03/2025", "FACTURE D'ACOMPTE N° FA2025-001", "Avoir n° FA2025-001",
        "N° FA2025-001",
        "Facture d'avoir n° FA2025-001", "Facture proforma n° FA2025-001", "Note d'honoraires n° FA2025-001",
        "Objet : facture n° FA2025-001", "Pièce n° FA2025-001", "Document n° FA2025-001", "Facture (n° FA2025-001)",
        "Facture de formation professionnelle n° FA2025-001", "Nos références : FA2025-001",
        "F A C T U R E n° FA2025-001",
    ],
)  # fmt: skip
def test_names_of_the_invoice_number(line: str) -> None:
    assert number(line) == "FA2025-001"


@pytest.mark.parametrize("head", ["N° de facture", "Numéro", "Référence", "Facture n°", "N°"])
def test_a_head_over_the_number(head: str) -> None:
    assert number(f"{head} | Date | Client", "FA2025-001 | 12/03/2025 | C001") == "FA2025-001"


@pytest.mark.parametrize(
    "line",
    [
        "N° de commande : BC-4411", "Devis n° D2025-7", "N° client : C00012", "Convention n° 2025-12",
        "N° TVA FR77853000982",
        "Dossier n° 2310AF000021", "Avoir sur facture n° FA2024-999", "Facture d'origine n° FA2024-999",
        "Votre réf. : 99-1",
    ],
)  # fmt: skip
def test_other_numbers_lose_to_the_invoice_number(line: str) -> None:
    assert number(line, "Facture n° FA2025-001", line) == "FA2025-001"
    assert number(line) is None


def test_a_head_over_the_items_is_no_head_over_the_number() -> None:
    assert number("Référence | Désignation | Qté", "FOR001 | Excel | 2") is None


@pytest.mark.parametrize("lines", [("facture", "Forma Plus | FA2025-001"), ("Forma Plus", "FA2025-001")])
def test_a_number_of_the_usual_shape_needs_no_label(lines: tuple[str, ...]) -> None:
    assert number(*lines) == "FA2025-001"


@pytest.mark.parametrize("line", ["Total facturé : 3 842,67", "Facture | 1 760 €", "Titre | 20 %", "Facture", "Pièce"])
def test_amounts_and_rates_are_no_numbers(line: str) -> None:
    assert number(line) is None


@pytest.mark.parametrize(
    ("kind", "expected"), [(DocumentType.INVOICE, "FA2025-001"), (DocumentType.CREDIT_NOTE, "AV2025-007")]
)
def test_an_avoir_has_an_avoirs_number(kind: DocumentType, expected: str) -> None:
    for lines in (("Facture FA2025-001", "Avoir n° AV2025-007"), ("Avoir AV2025-007", "Facture n° FA2025-001")):
        assert number_candidates([(page(*lines), True)], kind)[0].value == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [("Facture n° AC-12 - 2 avril 2026", "AC-12"), ("Facture n° 2026-02/17", "2026-02/17")],
)
def test_a_date_after_the_number_is_no_part_of_it(line: str, expected: str) -> None:
    assert number(line) == expected
