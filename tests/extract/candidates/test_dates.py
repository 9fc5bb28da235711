import pytest

from akto_invoice.extract.candidates.dates import date_candidates
from tests.extract.pages import page

OTHERS = (
    "Formation du 03/02/2025 au 05/02/2025",
    "Date limite : 30/04/2025",
    "Payé le 03/02/2025",
    "Date d'échéance : 30/04/2025",
    "À payer avant le 30/04/2025",
)


def issued(*lines: str) -> str | None:
    found = date_candidates([(page(*lines), True)])
    return found[0].value if found else None


@pytest.mark.parametrize(
    "line",
    [
        "Date : 12/03/2025", "Date de facture : 12/03/25", "Date d'émission : 12.03.2025", "Émise le 12/03/2025",
        "Facture du 12/03/2025", "Facture n° 12 du 12/03/2025", "Lyon, le 12 mars 2025", "Fait à Lyon, le 12/03/2025",
        "Le 12/03/2025", "Date de facturation | 12/03/2025", "Éditée le 12/03/2025", "En date du 12 mars 2025",
        "LYON le 12/03/2025", "Facturé le 12.03.2025", "Paris, 12 mars 2025", "Date du document : 2025-03-12",
        "Date de création : 12/03/2025", "FA2025-001 - Lyon, le 12 mars 2025", "Facture d'acompte AC-12 - 12/03/2025",
        "numéro 254608, le 12/03/25", "Datée du 12/03/2025", "Facture arrêtée au 12/03/2025", "Date : 2025/03/12",
        "Date | 12 | 03 | 2025", "Date : 12 mars, 2025", "le | 12 | mars | 2025",
        "Lyon, le douze mars deux mille vingt-cinq",
    ],
)  # fmt: skip
def test_names_of_the_issue_date(line: str) -> None:
    assert issued(OTHERS[0], line, *OTHERS[1:]) == "2025-03-12"


@pytest.mark.parametrize("head", ["Date", "Date de facture", "Date d'émission"])
def test_a_head_over_the_date(head: str) -> None:
    assert issued(*OTHERS, f"N° | {head} | Échéance", "12 | 12/03/2025 | 30/04/2025") == "2025-03-12"


def test_the_date_of_the_invoice_that_an_avoir_cancels_is_another() -> None:
    assert issued("Avoir sur facture n° FA-12 du 15/02/2025", "Date : 12/03/2025") == "2025-03-12"


def test_impossible_dates_are_none() -> None:
    assert issued("Date : 31/02/2025") is None


@pytest.mark.parametrize("line", ["Validité : 12/03/2025", "du 12/03/2025"])
def test_the_only_date_is_better_than_none(line: str) -> None:
    assert issued(line) == "2025-03-12"


def test_the_days_of_a_session_are_no_date_of_issue() -> None:
    assert issued("Session du 12/03/2025 au 14/03/2025") is None
