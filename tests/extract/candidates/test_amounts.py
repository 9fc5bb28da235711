"""Labels and formats of totals: each case is a wording seen on French invoices, on a line of its own."""

from decimal import Decimal

import pytest

from akto_invoice.extract.candidates.amounts import read_amounts
from akto_invoice.extract.candidates.totals import HT, NET, TTC, TVA, total_candidates
from akto_invoice.extract.layout import PageLayout
from tests.extract.pages import page


def best(layout: PageLayout, role: str) -> str | None:
    found = total_candidates([(layout, read_amounts(layout), True)])[role]
    return found[0].value if found else None


@pytest.mark.parametrize(
    "label",
    [
        "Total HT", "Total H.T.", "TOTAL H. T.", "Montant HT", "Montant total hors taxes", "Total hors taxe", "Base HT",
        "Total net HT", "NET HT", "Total HT (EUR)", "Total HT en €", "Sous-total HT", "Total Hors TVA", "Somme HT",
        "HT",
        "Montant de la prestation HT", "TOTAL GÉNÉRAL HT", "MONTANT HT EN EUROS", "Total Hors-Taxes", "Honoraires HT",
        "Montant imposable", "Total avant taxes", "Total HTVA", "Base taxable", "Prix net HT", "Montant sans TVA",
    ],
)  # fmt: skip
def test_names_of_total_ht(label: str) -> None:
    assert best(page(f"{label} | 1 152,00 €"), HT) == "1152.00"


@pytest.mark.parametrize(
    "label",
    [
        "Total TTC", "TOTAL T.T.C.", "Montant T T C", "Total toutes taxes comprises", "Total TTC à régler", "TTC",
        "Net à payer TTC", "Total général TTC", "Montant total à payer TTC", "Total TVA comprise", "Total TVA incluse",
        "Total taxes incluses", "Montant dû TTC", "Prix TTC", "Total (TTC)",
        "Total net de taxe", "Montant net de taxes", "Total exonéré de TVA", "Total non soumis à TVA",
        "Total", "TOTAL GÉNÉRAL", "Montant total", "Total de la facture", "Somme totale", "Montant facturé", "Montant",
        "Montant final", "Total de la présente facture", "Présente facture", "Prix net de taxes", "Coût total",
        "Frais pédagogiques", "Mes honoraires", "Somme des postes", "Montant global",
    ],
)  # fmt: skip
def test_names_of_total_ttc(label: str) -> None:
    assert best(page(f"{label} | 1 152,00 €"), TTC) == "1152.00"


@pytest.mark.parametrize(
    "label",
    [
        "TVA",
        "VAT",
        "T.V.A.",
        "TVA 20 %",
        "TVA (20%)",
        "TVA à 20,00 %",
        "Total TVA",
        "Montant de la TVA",
        "dont TVA",
        "Taxes",
    ],
)
def test_names_of_total_tva(label: str) -> None:
    assert best(page(f"{label} | 230,40 €"), TVA) == "230.40"


@pytest.mark.parametrize(
    "label",
    [
        "Net à payer", "NET A PAYER", "Net à régler", "Reste à payer", "Solde à payer", "Montant dû", "Total à régler",
        "Somme à régler", "Solde dû", "À payer", "Remboursement demandé", "Versement attendu", "Montant à virer",
        "Dû par AKTO", "Vous nous devez", "Montant de la créance", "Net en votre faveur", "Net en euros à déduire",
        "Amount due", "Net à payer le 12/03/2025", "Reste dû après règlements",
        "Montant net à payer", "Solde restant dû", "Net à payer (EUR) :",
        "Montant à nous régler", "Net à votre crédit", "Total TTC à régler",
        "Solde exigible", "Solde de la facture", "Montant demandé à l'OPCO", "Reste à facturer à l'OPCO", "Part OPCO",
        "Somme à verser avant le 25 février 2025", "Reste à encaisser", "Somme restant due", "À charge de l'OPCO",
    ],
)  # fmt: skip
def test_names_of_net_payable(label: str) -> None:
    assert best(page(f"{label} | 1 152,00 €"), NET) == "1152.00"


@pytest.mark.parametrize(
    "printed",
    [
        "1 152,00 €", "1\N{NO-BREAK SPACE}152,00\N{NO-BREAK SPACE}€", "1\N{NARROW NO-BREAK SPACE}152,00", "1.152,00",
        "1152.00 EUR", "€ 1 152,00", "EUR 1152,00", "1 152 €", "1'152.00", "1152,00€", "1,152.00 €", "1 152,00 euros",
        "-1 152,00 €", "- 1 152,00", "(1 152,00 €)", "1 152,00- €", "*1 152,00", "1 152",
    ],
)  # fmt: skip
@pytest.mark.parametrize("join", [" : ", " | "])
def test_formats_of_amounts(printed: str, join: str) -> None:
    assert best(page(f"Total TTC{join}{printed}"), TTC) == "1152.00"


@pytest.mark.parametrize("text", ["le 03.03.2025", "TVA 20 %", "14 h 30", "01 23 45 67 89", "art. 261-4-4", "12/2025"])
def test_what_is_no_amount_of_money(text: str) -> None:
    assert [one for one in read_amounts(page(text)) if one.cents or one.currency] == []


def test_a_label_above_its_value() -> None:
    layout = page("Total HT | TVA | Total TTC", "1 000,00 | 200,00 | 1 200,00")
    assert [best(layout, role) for role in (HT, TVA, TTC)] == ["1000.00", "200.00", "1200.00"]


def test_a_row_of_totals_under_the_heads_of_the_items() -> None:
    layout = page("Désignation | HT | TVA | TTC", "Excel | 400,00 | 80,00 | 480,00", "Word | 600,00 | 120,00 | 720,00",
                  "TOTAL | 1 000,00 | 200,00 | 1 200,00")  # fmt: skip
    assert [best(layout, role) for role in (HT, TVA, TTC)] == ["1000.00", "200.00", "1200.00"]


def test_labels_after_their_values_in_a_sentence() -> None:
    layout = page("Nous vous prions de régler 1 000,00 euros hors taxes, plus 200,00 euros", "soit 1 200,00 euros TTC.")
    assert (best(layout, HT), best(layout, TTC)) == ("1000.00", "1200.00")


def test_a_line_break_within_an_amount() -> None:
    layout = page("Nous vous prions de bien vouloir régler un montant total de 1", "440,00 euros TTC par virement.")
    assert best(layout, TTC) == "1440.00"


def test_the_end_of_a_table_head_is_no_part_of_the_label_that_follows() -> None:
    layout = page("Taux | Base HT | Montant TVA | Total HT | 2 235,50")
    assert best(layout, HT) == "2235.50"


@pytest.mark.parametrize(
    "line",
    [
        "P.U. HT | 115,00",
        "Prix unitaire HT | 115,00 €",
        "Acompte versé TTC | 115,00 €",
        "Société au capital de 115,00 €, TTC",
        "Indemnité forfaitaire de 40,00 € HT",
    ],
)
def test_amounts_that_are_no_totals_lose_to_totals(line: str) -> None:
    layout = page("Total HT | 90,00", "Total TTC | 108,00", line)
    assert (best(layout, HT), best(layout, TTC)) == ("90.00", "108.00")


def test_an_amount_keeps_its_sign_and_place() -> None:
    (amount,) = read_amounts(page("Total TTC : -1 152,00 €"))
    assert (amount.value, amount.negative) == (Decimal("1152.00"), True)
    assert amount.match.text == "-1 152,00 €"
    assert amount.box.x0 > 80


@pytest.mark.parametrize("label", ["Solde du dossier", "Total du dossier 2310AF000021", "À régler avant le 3 mars :"])
def test_what_is_no_net_payable(label: str) -> None:
    layout = page(f"{label} | 1 152,00 €")
    found = total_candidates([(layout, read_amounts(layout), True)])[NET]
    assert all("no-label" in one.features for one in found)


def test_a_sentence_goes_on_over_a_line_end() -> None:
    layout = page("Compte tenu de vos versements, le solde à nous", "régler est de 360,00 €.")
    assert best(layout, NET) == "360.00"


def test_the_start_of_a_vat_number_is_no_amount() -> None:
    assert read_amounts(page("Numéro de TVA FR 88 728492497")) == []
