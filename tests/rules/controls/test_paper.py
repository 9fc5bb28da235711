from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.model import DocumentType
from akto_invoice.rules.checks import Check, Outcome
from akto_invoice.rules.controls import DepositFacts
from tests.rules.controls.deposits import codes, facts, sound_deposits

NO_INVOICES = {DocumentType.PROFORMA, DocumentType.RIB, DocumentType.OTHER}


@given(deposit=sound_deposits(), read=st.none() | st.sampled_from(DocumentType), ticked=st.booleans())
def test_a_box_or_a_file_that_contradicts_the_type_read_is_told(
    deposit: DepositFacts, read: DocumentType | None, ticked: bool
) -> None:
    expected = set()
    if read in NO_INVOICES:
        expected = {"NON_CONFORME"}
    elif read is DocumentType.CREDIT_NOTE and not ticked:
        expected = {"AVOIR_NON_COCHE"}
    elif read in (DocumentType.INVOICE, DocumentType.DEPOSIT_INVOICE) and ticked:
        expected = {"AVOIR_COCHE"}
    assert codes(replace(deposit, document_type=read, is_avoir=ticked)) == expected


@given(deposit=facts(addressee_is_akto=False))
def test_the_addressee_is_akto(deposit: DepositFacts) -> None:
    assert codes(deposit) == {"DEST_ERR"}


@given(
    deposit=sound_deposits(),
    is_avoir=st.booleans(),
    first=st.booleans(),
    pieces=st.sets(st.sampled_from(("certificat", "emargement", "facture-acquittee", "convention", "autre"))),
)
def test_the_pieces_that_an_invoice_would_come_back_for(
    deposit: DepositFacts, is_avoir: bool, first: bool, pieces: set[str]
) -> None:
    changed = replace(
        deposit, is_avoir=is_avoir, document_type=None, is_first_instalment=first, pieces=tuple(sorted(pieces))
    )
    reimbursed = any(not one.subrogation for one in deposit.dossiers)
    expected = set()
    if not is_avoir and reimbursed and "facture-acquittee" not in pieces:
        expected.add("JUSTIF_ABS")
    if not is_avoir and not first and not pieces & {"certificat", "emargement"}:
        expected.add("JUSTIF_ABS_CERTIFICAT")
    assert codes(changed) == expected


@pytest.mark.parametrize(
    ("check_id", "code"), [("xml-matches-page", "XML_DIFFERENT"), ("text-matches-image", "TEXTE_DIFFERENT")]
)
@given(deposit=sound_deposits(), outcome=st.sampled_from(Outcome))
def test_a_document_of_two_minds_is_told(deposit: DepositFacts, check_id: str, code: str, outcome: Outcome) -> None:
    read = replace(deposit, read_checks=(Check(check_id, outcome, "Voilà."),))
    assert codes(read) == ({code} if outcome is Outcome.FAILED else set())


@given(deposit=sound_deposits())
def test_what_the_reading_says_of_values_is_judged_on_the_user_s_own(deposit: DepositFacts) -> None:
    """The user may have corrected what these checks failed on."""
    failed = tuple(
        Check(check_id, Outcome.FAILED, "Voilà.") for check_id in ("totals-add-up", "siret-luhn", "iban-check-digits")
    )
    assert codes(replace(deposit, read_checks=failed)) == set()
