"""What a document is, by its titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.document_type import Title, document_type, is_own_page, title_of
from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.layout import PageLayout
from akto_invoice.extract.model import Box, DocumentType, PageKind, PageText, Source, Word
from tests.extract.pages import page

BODY = (
    "Organisme de formation Horizon Conseil",
    "12 rue des Lilas, 69003 Lyon",
    "Formation professionnelle continue des salariés",
    "Durée 14 heures, du 3 au 4 mars 2026",
    "Net à payer | 1 152,00 €",
    "Règlement par virement à réception",
)
LETTER = {"title": 9.0, "body": 5.0}
HEIGHT = {"title": 22.0, "body": 12.0}


def sheet(title: str, *body: str, number: int = 1) -> PageLayout:
    """A page with a large title over plain lines."""
    words = []
    for row, (line, size) in enumerate([(title, "title"), *((line, "body") for line in (body or BODY))]):
        x, y = 50.0, 50.0 + 30.0 * row
        for text in line.replace("|", " ").split():
            width = LETTER[size] * len(text)
            words.append(Word(text, Box(x, y, x + width, y + HEIGHT[size]), Source.TEXT))
            x += width + LETTER[size] / 2
    return lay_out(PageText(number, 595.0, 842.0, PageKind.TEXT, tuple(words)))


def type_of(*pages: PageLayout) -> DocumentType | None:
    return document_type([title_of(one) for one in pages])


INVOICE, CREDIT, DEPOSIT = DocumentType.INVOICE, DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_INVOICE
PROFORMA, RIB, OTHER = DocumentType.PROFORMA, DocumentType.RIB, DocumentType.OTHER
TITLES = [
    ("FACTURE", INVOICE),
    ("Facture n° FA-2026-0012", INVOICE),
    ("FACTURE DE FORMATION PROFESSIONNELLE", INVOICE),
    ("FACTURE ACQUITTÉE", INVOICE),
    ("Note d'honoraires", INVOICE),
    ("INVOICE", INVOICE),
    ("AVOIR", CREDIT),
    ("Avoir n° AV-2026-003", CREDIT),
    ("Facture d'avoir", CREDIT),
    ("FACTURE - AVOIR", CREDIT),
    ("Note de crédit", CREDIT),
    ("Avoir sur facture FA-2025-77", CREDIT),
    ("FACTURE D'ACOMPTE", DEPOSIT),
    ("Facture d’acompte n° 12", DEPOSIT),
    ("Facture de premier acompte", DEPOSIT),
    ("Facture n° 45 (acompte)", DEPOSIT),
    ("Facture 45 - ACOMPTE 1/3", DEPOSIT),
    ("Appel d'acompte n° 45", DEPOSIT),
    ("Facture de solde n° 45, acompte n° 12 déduit", INVOICE),
    ("Note de débit n° 12", INVOICE),
    ("Demande de paiement n° 45", INVOICE),
    ("Décompte de facturation", INVOICE),
    ("Titre exécutoire n° 123", INVOICE),
    ("Bordereau de facturation n° 45", INVOICE),
    ("Relevé de prestations n° 45", INVOICE),
    ("Annulation d'échéance (avoir) AV-00728", CREDIT),
    ("Facture n° 45 - AVOIR", CREDIT),
    ("FACTURE RECTIFICATIVE (AVOIR) n° 45", CREDIT),
    ("Facture d'annulation n° 45", CREDIT),
    ("Demande d'acompte", DEPOSIT),
    ("PROFORMA", PROFORMA),
    ("Facture pro forma", PROFORMA),
    ("FACTURE PRO-FORMA N° 8", PROFORMA),
    ("DEVIS", OTHER),
    ("Devis n° D-2026-4", OTHER),
    ("CONVENTION DE FORMATION PROFESSIONNELLE", OTHER),
    ("Convention simplifiée de formation", OTHER),
    ("CERTIFICAT DE RÉALISATION", OTHER),
    ("Feuille d'émargement", OTHER),
    ("FEUILLE DE PRÉSENCE", OTHER),
    ("Attestation de fin de formation", OTHER),
    ("Programme de formation", OTHER),
    ("BON DE COMMANDE", OTHER),
    ("RELEVÉ D'IDENTITÉ BANCAIRE", RIB),
    ("Relevé d’identité bancaire", RIB),
    ("R.I.B.", RIB),
    ("Relevé d'identité postal", RIB),
    ("MISE EN DEMEURE", OTHER),
    ("Confirmation de commande", OTHER),
]


@pytest.mark.parametrize(("title", "expected"), TITLES, ids=[title for title, _ in TITLES])
def test_titles(title: str, expected: DocumentType) -> None:
    assert type_of(sheet(title)) is expected


@pytest.mark.parametrize(("title", "expected"), TITLES, ids=[title for title, _ in TITLES])
def test_titles_in_the_size_of_the_body(title: str, expected: DocumentType) -> None:
    assert type_of(page(title, *BODY)) is expected


@pytest.mark.parametrize(
    "sentence",
    [
        "Merci pour avoir participé à notre formation",
        "Le stagiaire atteste avoir suivi la formation",
        "Après avoir pris connaissance de nos conditions générales de vente",
        "Nous confirmons avoir reçu votre convention signée",
        "Aucun escompte, pas d'avoir possible au-delà de trente jours",
    ],
)
def test_the_verb_avoir_is_no_credit_note(sentence: str) -> None:
    assert type_of(page("FACTURE n° 12", *BODY, sentence)) is INVOICE


@pytest.mark.parametrize(
    "sentence",
    [
        "Convention n° C-2026-44 du 3 mars 2026",
        "Selon devis n° D-2026-9 accepté le 4 mars 2026",
        "RIB : FR14 2004 1010 0505 0001 3M02 606",
        "Certificat de réalisation joint à la présente",
        "Acompte déjà versé : 300,00 €",
        "Cet avoir sera déduit de votre prochaine commande",
    ],
)
def test_papers_that_an_invoice_mentions_do_not_name_it(sentence: str) -> None:
    assert type_of(sheet("FACTURE n° 12", *BODY, sentence)) is INVOICE


def test_an_invoice_behind_other_papers_is_still_an_invoice() -> None:
    assert type_of(sheet("CERTIFICAT DE RÉALISATION"), sheet("FACTURE n° 12", number=2)) is INVOICE
    assert type_of(sheet("FACTURE n° 12"), sheet("RELEVÉ D'IDENTITÉ BANCAIRE", number=2)) is INVOICE


def test_the_first_clear_title_that_asks_for_money_decides() -> None:
    assert type_of(sheet("AVOIR n° 3"), sheet("FACTURE n° 12", number=2)) is CREDIT
    assert type_of(sheet("FACTURE n° 12"), sheet("AVOIR n° 3", number=2)) is INVOICE


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("Acompte n° 1 - 30 % à la commande", DEPOSIT),
        ("Type de document : avoir", CREDIT),
        ("Nature : acompte", DEPOSIT),
        ("Acompte versé : 300,00 €", INVOICE),
        ("Avoir n° 3 déduit : 200,00 €", INVOICE),
    ],
)
def test_what_stands_under_the_title_may_say_which_invoice(below: str, expected: DocumentType) -> None:
    assert type_of(page("FACTURE", below, *BODY)) is expected


def test_the_invoice_that_an_avoir_is_on_is_no_title() -> None:
    assert type_of(page("Avoir N° | Date", "AV-12 | 03/03/2026", "S/ | facture | FA-11")) is CREDIT


def test_no_title_at_all_says_nothing() -> None:
    assert type_of(page("Bonjour", "Veuillez trouver ci-joint un plan d'accès")) is None
    assert type_of() is None


def test_pages_of_other_papers_are_not_the_invoices_own() -> None:
    assert is_own_page(title_of(sheet("FACTURE n° 12")))
    assert is_own_page(title_of(page("Suite du tableau", "Total | 12,00")))
    assert not is_own_page(title_of(sheet("CONDITIONS GÉNÉRALES DE VENTE")))
    assert not is_own_page(title_of(sheet("CERTIFICAT DE RÉALISATION")))
    assert not is_own_page(title_of(sheet("RELEVÉ D'IDENTITÉ BANCAIRE")))


_titles = (
    st.builds(Title, type=st.sampled_from(DocumentType), weight=st.floats(-3, 5), text=st.text(max_size=20)) | st.none()
)


@given(st.lists(_titles, max_size=6))
def test_a_document_is_something_its_pages_say_it_is(titles: list[Title | None]) -> None:
    said = {title.type for title in titles if title is not None}
    found = document_type(titles)
    assert found in said or (not said and found is None)
    clear = {title.type for title in titles if title is not None and title.weight >= 1}
    if clear - {DocumentType.OTHER, DocumentType.RIB}:
        assert found in clear - {DocumentType.OTHER, DocumentType.RIB}
