"""Any page becomes a reading; each value has its field's form, and stands where it says."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from akto_invoice.extract.choice import Choice
from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.model import Box, DocumentType, PageKind, PageText, Source, Word
from akto_invoice.extract.resolve import Reading, resolve
from akto_invoice.rules import bic, dossier, iban, nda, siren, siret, vat_number
from tests.extract.pages import page
from tests.extract.pdfs import INVOICE

FORMS = {
    **dict.fromkeys(("total_ht", "total_tva", "total_ttc", "net_payable"), r"\d+\.\d\d"),
    "currency": r"[A-Z]{3}",
    "invoice_number": r"\S.{0,34}",
    "issue_date": r"\d{4}-\d\d-\d\d",
    "siret": r"\d{14}",
    "siren": r"\d{9}",
    "vat_number": r"[A-Z]{2}[0-9A-Z]{2,13}",
    "nda": r"\d{11}",
    "iban": r"[A-Z]{2}\d\d[0-9A-Z]{4,30}",
    "bic": r"[A-Z]{6}[0-9A-Z]{2}(?:[0-9A-Z]{3})?",
    "dossiers": r"[0-9A-Z]{6,20}",
}
VOCABULARY = """
    FACTURE AVOIR PROFORMA RIB DEVIS Facture n° N° Numéro Date du le Dossier AKTO OPCO Client SIRET SIREN TVA
    intracommunautaire RCS Lyon NDA déclaration d'activité IBAN BIC Total HT TTC H.T. T.T.C. Net à payer
    Acompte Exonéré article 261-4-4 293 B € EUR CHF % 20 5,5 - : | ( ) 1 2 152,00 1 152,00 230,40 1.382,40
    -12,00 0,00 12'000.00 99999999999999999999999,99 31/02/2026 12/03/2026 2026-03-12 3 mars 00/00/0000
    12/03/0000 2310AF000021 2399AF000021 20.PH444241CAL 2512TT00042 2512PRFF000073 2310AFO00021
    73282932000074 732 829 320 00074 35600000000048 85300098200241 73282932000075 FR44732829320
    FR77853000982 FR00000000000 82691234569 FR1420041010050500013M02606 FR76 1382 5600 PSSTFRPPPAR
    FA-2026-0012 FC21095780002 017202605001222
"""
PRINTED = (*VOCABULARY.split(), "\u0663\u0664", "\uff11\uff12", "²", "½", "\u202e", "\x00", "\ufffd", "ﬁ", "İ", "ß")

_coordinates = st.floats(-50, 900) | st.sampled_from([0.0, 1e-9, 1e6, -1e6])
_boxes = st.builds(
    lambda x, y, width, height: Box(x, y, x + width, y + height),
    _coordinates,
    _coordinates,
    st.floats(0.1, 300),
    st.floats(0.1, 80),
)
_words = st.builds(
    Word,
    text=st.sampled_from([text for text in PRINTED if text.strip()])
    | st.text(st.characters(exclude_categories=("Z", "Cs")), min_size=1, max_size=12).filter(
        lambda text: text.split() == [text]  # as words are cut
    ),
    box=_boxes,
    source=st.sampled_from([Source.TEXT, Source.OCR]),
    trust=st.floats(0, 1),
)
_rows = st.lists(st.sampled_from(PRINTED), max_size=8).map(" ".join)


@st.composite
def scattered(draw: st.DrawFn) -> list[PageText]:
    """Pages of words that stand anywhere."""
    count = draw(st.integers(0, 3))
    size = st.sampled_from([(595.0, 842.0), (842.0, 595.0), (3.0, 3.0)])
    sizes = [draw(size) for _ in range(count)]
    turns = st.sampled_from([0, 0, 90, 180, 270])
    return [
        PageText(number, *sides, PageKind.TEXT, tuple(draw(st.lists(_words, max_size=25))), turned=draw(turns))
        for number, sides in enumerate(sizes, start=1)
    ]


def choices(reading: Reading) -> list[tuple[str, Choice]]:
    return [*reading.choices.items(), *(("dossiers", one) for one in reading.dossiers)]


def assert_well_formed(reading: Reading) -> None:
    assert reading.document_type in DocumentType
    for name, one in choices(reading):
        assert re.fullmatch(FORMS[name], one.value, re.ASCII), (name, one.value)
        if name == "issue_date":
            date.fromisoformat(one.value)
    numbers = [one.value for one in reading.dossiers]
    assert len(numbers) == len(set(numbers))
    if "check-digits" in (found := reading.choices.get("siret", Choice("", None, 0, 0))).proofs:
        assert siret.is_valid(found.value)
    if "check-digits" in (found := reading.choices.get("iban", Choice("", None, 0, 0))).proofs:
        assert iban.is_valid(found.value)


@given(scattered())
@settings(max_examples=150)
def test_any_words_anywhere_are_a_reading(pages: list[PageText]) -> None:
    reading = resolve([lay_out(one) for one in pages])
    assert_well_formed(reading)
    for name, one in choices(reading):
        if one.candidate is not None:
            on = next(each for each in pages if each.number == one.candidate.page)
            assert any(word.text in one.candidate.text or one.candidate.text in word.text for word in on.words), name


@given(st.lists(_rows, max_size=20))
@settings(max_examples=200)
def test_any_lines_of_invoice_words_are_a_reading(rows: list[str]) -> None:
    assert_well_formed(resolve([page(*rows)]))


@given(st.lists(_rows, max_size=6), st.permutations(INVOICE))
@settings(max_examples=50)
def test_an_invoice_is_read_whatever_stands_above_its_totals(rows: list[str], lines: list[str]) -> None:
    """Shuffled lines and noise may cost values, never make one up that is printed nowhere."""
    layout = page(*rows, *lines)
    reading = resolve([layout])
    assert_well_formed(reading)
    text = "".join(filter(str.isalnum, " ".join(line.text for line in layout.lines))).upper()
    for name in ("siret", "vat_number", "nda", "iban", "bic", "invoice_number"):
        if name in reading.choices:
            assert "".join(filter(str.isalnum, reading.choices[name].value)) in text, name
    for one in reading.dossiers:
        assert one.value in text


@given(st.lists(_rows, max_size=10))
@settings(max_examples=60)
def test_reading_twice_reads_the_same(rows: list[str]) -> None:
    assert resolve([page(*rows)]) == resolve([page(*rows)])


def test_no_page_at_all() -> None:
    reading = resolve([])
    assert (reading.document_type, reading.choices, reading.dossiers) == (DocumentType.OTHER, {}, ())
    assert not reading.is_proven


def values(*lines: str) -> dict[str, str]:
    reading = resolve([page(*lines)])
    return {name: one.value for name, one in reading.choices.items()} | (
        {"dossiers": " ".join(one.value for one in reading.dossiers)} if reading.dossiers else {}
    )


def test_an_invoice() -> None:
    assert values(*INVOICE) == {
        "total_ht": "1152.00",
        "total_tva": "230.40",
        "total_ttc": "1382.40",
        "currency": "EUR",
        "invoice_number": "FA-2026-0012",
        "issue_date": "2026-03-12",
        "siret": "73282932000074",
        "siren": "732829320",
        "nda": "82691234569",
        "dossiers": "2310AF000021",
    }


def test_without_a_title_what_is_billed_is_an_invoice_and_a_lone_account_a_rib() -> None:
    untitled = [line for line in INVOICE if "FACTURE" not in line.upper()]
    assert resolve([page(*untitled, "N° 2026-0012", "Net à payer | 1 382,40 €")]).document_type is DocumentType.INVOICE
    account = "IBAN FR14 2004 1010 0505 0001 3M02 606"
    assert resolve([page("Titulaire : Horizon Conseil", account)]).document_type is DocumentType.RIB
    assert resolve([page("Bonjour")]).document_type is DocumentType.OTHER


def test_a_date_of_another_name_is_read_in_doubt_and_proves_nothing() -> None:
    reading = resolve([page("FACTURE FA-2026-0012", *INVOICE[1:], "Date limite : 12/04/2026")])
    assert reading.choices["issue_date"].value == "2026-04-12"
    assert reading.choices["issue_date"].doubts == {"other-name"}
    assert resolve([page(*INVOICE)]).is_proven
    assert not reading.is_proven


def test_a_lone_price_is_what_is_to_be_paid() -> None:
    found = values("Facture n° 12", "Bilan de compétences", "Prix : 950 €", "TVA non applicable, art. 293 B du CGI")
    assert (found["total_ht"], found["total_ttc"]) == ("950.00", "950.00")


AKTO = ("Client : AKTO", "SIRET 853 000 982 00241", "TVA FR77853000982")


@pytest.mark.parametrize("first", [True, False], ids=["AKTO first", "AKTO last"])
def test_akto_is_never_the_issuer(first: bool) -> None:
    lines = (*AKTO, "", *INVOICE) if first else (*INVOICE, "", *AKTO)
    found = values(*lines)
    assert (found["siret"], found["siren"]) == ("73282932000074", "732829320")
    assert "vat_number" not in found


def test_akto_alone_is_no_issuer() -> None:
    found = values("FACTURE FA-2026-0012", *AKTO, "Total TTC 1 382,40 EUR")
    assert not {"siret", "siren", "vat_number"} & set(found)


def test_a_siren_within_the_siret_is_the_issuers() -> None:
    found = values("FACTURE FA-1", "SIRET 73282932000074")
    assert (found["siret"], found["siren"]) == ("73282932000074", "732829320")


def test_a_siren_within_a_vat_number_is_the_issuers() -> None:
    found = values("FACTURE FA-1", "Notre n° TVA FR44732829320")
    assert (found["vat_number"], found["siren"]) == ("FR44732829320", "732829320")
    assert "siret" not in found


def test_a_decas_number_is_no_dossier_and_a_training_number_no_siret() -> None:
    found = values("FACTURE FA-1", "Contrat DECA 017202605001222", "NDA 82691234569", "Dossier 2310AF000021")
    assert found["dossiers"] == "2310AF000021"
    assert found["nda"] == "82691234569"
    assert "siret" not in found


def test_several_dossiers_stand_in_the_order_of_the_page() -> None:
    numbers = ["2310AF000021", "2310AF000019", "2512TT00042"]
    assert values("FACTURE FA-1", *(f"Dossier {number}" for number in numbers))["dossiers"] == " ".join(numbers)


class TestProven:
    def reading(self, *without: str) -> Reading:
        return resolve([page(*(line for line in INVOICE if not any(word in line for word in without)))])

    def test_an_invoice_that_stands_on_proofs(self) -> None:
        assert self.reading().is_proven

    @pytest.mark.parametrize("without", ["SIRET", "2310AF", "FACTURE FA", "Total"])
    def test_nothing_that_is_asked_for_may_miss(self, without: str) -> None:
        assert not self.reading(without).is_proven

    def test_a_siret_that_breaks_its_key_proves_nothing(self) -> None:
        wrong = resolve([page(*(line.replace("00074", "00075") for line in INVOICE))])
        assert not wrong.is_proven
        assert wrong.is_doubtful

    def test_a_valid_one_is_no_doubt(self) -> None:
        assert not self.reading().is_doubtful


def test_forms_accept_what_the_rules_call_valid() -> None:
    """The forms of these tests are no narrower than the rules."""
    assert siret.is_valid("35600000000048")
    assert re.fullmatch(FORMS["siret"], "35600000000048")
    for name, rule, number in (
        ("siren", siren, "732829320"),
        ("vat_number", vat_number, "FR44732829320"),
        ("nda", nda, "82691234569"),
        ("iban", iban, "FR1420041010050500013M02606"),
        ("bic", bic, "PSSTFRPPPAR"),
        ("dossiers", dossier, "20PH444241CAL"),
    ):
        assert rule.is_valid(number), name
        assert re.fullmatch(FORMS[name], number), name
