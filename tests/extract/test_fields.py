"""Choices and the embedded XML's values become fields and checks."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akto_invoice.extract.candidates.candidate import Candidate
from akto_invoice.extract.choice import Choice
from akto_invoice.extract.embedded import EmbeddedInvoice, read_embedded
from akto_invoice.extract.fields import checks_of, fields_of
from akto_invoice.extract.ladder import Pages
from akto_invoice.extract.model import Box, DocumentType, FieldValue, PageKind, PageText, Source
from akto_invoice.extract.proof import Difference
from akto_invoice.extract.resolve import Reading
from akto_invoice.rules.checks import Check, Outcome
from tests.extract.einvoices import cii

BOX = Box(400, 600, 460, 612)
PROOFS = frozenset({"adds-up", "rate", "check-digits", "same-company", "reread", "printed", "is-ttc", "country"})


def choice(value: str, source: Source = Source.TEXT, box: Box = BOX) -> Choice:
    """A choice as sure as can be."""
    one = Candidate(value, 1, box, value, source, 1.0, frozenset({"label-left"}), 20.0)
    return Choice(value, one, 20.0, 20.0, PROOFS)


def pages(
    *dossiers: str,
    kind: DocumentType = DocumentType.INVOICE,
    lies: tuple[Difference, ...] = (),
    turned: int = 0,
    chosen: Mapping[str, Choice] | None = None,
    **choices: str | Choice,
) -> Pages:
    """Pages on which these values were chosen."""
    sheet = PageText(1, 595, 842, PageKind.TEXT, turned=turned)
    read = {name: choice(value) if isinstance(value, str) else value for name, value in choices.items()}
    return Pages(
        (sheet,), Reading(kind, {**read, **(chosen or {})}, tuple(choice(number) for number in dossiers)), lies
    )


@pytest.fixture(scope="module")
def embedded() -> EmbeddedInvoice:
    """960.00 HT, 192.00 of TVA, 1152.00 TTC, of SIRET 73282932000074."""
    read = read_embedded([("factur-x.xml", cii().encode())])
    assert read.invoice is not None
    return read.invoice


def value(one: FieldValue | None) -> FieldValue:
    assert one is not None
    return one


def outcomes(found: tuple[Check, ...]) -> dict[str, Outcome]:
    return {check.id: check.outcome for check in found}


class TestPageAlone:
    def test_a_value_keeps_its_evidence(self) -> None:
        ttc = value(fields_of(pages(total_ttc="1152.00")).total_ttc)
        assert (ttc.value, ttc.text, ttc.page, ttc.bbox, ttc.source) == ("1152.00", "1152.00", 1, BOX, Source.TEXT)
        assert ttc.accepted

    def test_what_was_not_chosen_is_not_on_the_document(self) -> None:
        fields = fields_of(pages(total_ttc="1152.00"))
        assert fields.siret is fields.iban is fields.total_ht is None
        assert fields.dossiers == ()

    def test_a_derived_value_stands_nowhere(self) -> None:
        derived = Choice("1152.00", None, 20.0, 20.0, frozenset({"exempt"}))
        ht = value(fields_of(pages(total_ht=derived)).total_ht)
        assert (ht.source, ht.page, ht.bbox, ht.text) == (Source.DERIVED, None, None, None)

    @pytest.mark.parametrize("doubtful", [None, "total_ht", "total_ttc", "siret"])
    def test_a_derived_total_is_accepted_as_the_printed_ones_are(self, doubtful: str | None) -> None:
        """The TVA follows from HT and TTC; the SIRET has no part in that sum."""
        printed = {"total_ht": "960.00", "total_ttc": "1152.00", "siret": "73282932000074"}
        chosen = {name: choice(text) for name, text in printed.items()}
        chosen["total_tva"] = Choice("192.00", None, 20.0, 20.0, PROOFS)
        if doubtful:
            chosen[doubtful] = replace(chosen[doubtful], doubts=frozenset({"reread-differs"}))
        fields = fields_of(pages(chosen=chosen))
        assert {name for name in chosen if not value(getattr(fields, name)).accepted} == {
            None: set(),
            "siret": {"siret"},
        }.get(doubtful, {doubtful, "total_tva"})

    @pytest.mark.parametrize(
        ("turned", "expected"),
        [(0, BOX), (90, Box(595 - 612, 400, 595 - 600, 460)), (180, Box(135, 230, 195, 242))],
    )
    def test_boxes_are_those_of_the_page_as_displayed(self, turned: int, expected: Box) -> None:
        assert value(fields_of(pages(total_ttc="1152.00", turned=turned)).total_ttc).bbox == expected


class TestXml:
    def test_agreement_is_said_to_come_from_both(self, embedded: EmbeddedInvoice) -> None:
        ttc = value(fields_of(pages(total_ttc="1152.00"), embedded).total_ttc)
        assert (ttc.source, ttc.bbox, ttc.accepted) == (Source.XML, BOX, True)
        assert ttc.confidence >= 0.999

    def test_agreement_never_makes_a_value_less_sure(self, embedded: EmbeddedInvoice) -> None:
        for source in (Source.TEXT, Source.OCR):
            chosen = pages(total_ttc=choice("1152.00", source), siret=choice("73282932000074", source))
            alone, both = fields_of(chosen), fields_of(chosen, embedded)
            assert value(both.total_ttc).confidence >= value(alone.total_ttc).confidence
            assert value(both.siret).confidence >= value(alone.siret).confidence

    @pytest.mark.parametrize(
        ("name", "page"),
        [("total_ttc", "1512.00"), ("siret", "55210055400025"), ("invoice_number", "FC 2025-0043")],
    )
    def test_disagreement_returns_the_page_unaccepted(self, name: str, page: str, embedded: EmbeddedInvoice) -> None:
        chosen = pages(chosen={name: choice(page)})
        one = value(getattr(fields_of(chosen, embedded), name))
        assert (one.value, one.source, one.bbox, one.accepted) == (page, Source.TEXT, BOX, False)
        assert one.confidence <= 0.5
        assert outcomes(checks_of(chosen, fields_of(chosen, embedded), embedded))["xml-matches-page"] is Outcome.FAILED

    def test_what_the_xml_alone_states_is_returned_unaccepted_and_without_a_place(
        self, embedded: EmbeddedInvoice
    ) -> None:
        chosen = pages(total_ttc="1152.00")
        siret = value(fields_of(chosen, embedded).siret)
        assert (siret.value, siret.source, siret.accepted) == ("73282932000074", Source.XML, False)
        assert (siret.page, siret.bbox, siret.text) == (None, None, None)
        assert outcomes(checks_of(chosen, fields_of(chosen, embedded), embedded))["xml-matches-page"] is Outcome.PASSED

    def test_nothing_on_the_page_is_nothing_to_compare(self, embedded: EmbeddedInvoice) -> None:
        found = checks_of(pages(), fields_of(pages(), embedded), embedded)
        assert outcomes(found)["xml-matches-page"] is Outcome.NOT_CHECKED

    def test_dossiers_of_both_are_kept_once(self, embedded: EmbeddedInvoice) -> None:
        in_xml = set(embedded.dossiers)
        assert len(in_xml) >= 2
        shared = min(in_xml)
        found = fields_of(pages(shared, "2310AF999999"), embedded).dossiers
        assert [one.value for one in found[:2]] == [shared, "2310AF999999"]
        assert sorted(one.value for one in found) == sorted({*in_xml, "2310AF999999"})
        assert not any(one.accepted for one in found[2:])

    def test_the_documents_type_is_said_by_the_page(self) -> None:
        credit = read_embedded([("factur-x.xml", cii(type_code="381").encode())]).invoice
        chosen = pages(total_ttc="1152.00")
        assert value(fields_of(chosen, credit).total_ttc).value == "1152.00"
        assert outcomes(checks_of(chosen, fields_of(chosen, credit), credit))["xml-matches-page"] is Outcome.PASSED


class TestChecks:
    def failed(self, **choices: str) -> set[str]:
        chosen = pages(chosen={name: choice(text) for name, text in choices.items()})
        found = outcomes(checks_of(chosen, fields_of(chosen)))
        return {check for check, outcome in found.items() if outcome is Outcome.FAILED}

    @pytest.mark.parametrize(
        ("choices", "failed"),
        [
            ({"total_ht": "960.00", "total_tva": "192.00", "total_ttc": "1152.00"}, set()),
            ({"total_ht": "960.00", "total_tva": "192.00", "total_ttc": "1512.00"}, {"totals-add-up"}),
            ({"total_ht": "960.00", "total_tva": "100.00", "total_ttc": "1060.00"}, {"vat-rate-known"}),
            ({"total_ttc": "1152.00", "net_payable": "1200.00"}, {"net-payable-not-above-ttc"}),
            ({"siret": "73282932000075"}, {"siret-luhn"}),
            ({"siret": "73282932000074", "vat_number": "FR96552100554"}, {"siret-matches-vat-number"}),
            ({"vat_number": "FR45732829320"}, {"vat-number-key"}),
            ({"siret": "85300098200241"}, {"issuer-is-not-akto"}),
            ({"iban": "FR1420041010050500013M02607"}, {"iban-check-digits"}),
            ({"issue_date": "1999-12-31"}, {"issue-date-plausible"}),
            ({"issue_date": "2999-12-31"}, {"issue-date-plausible"}),
        ],
        ids=str,
    )
    def test_each_contradiction_fails_its_own_check(self, choices: dict[str, str], failed: set[str]) -> None:
        assert self.failed(**choices) == failed

    def test_a_dossier_of_no_known_form(self) -> None:
        chosen = pages("2399ZZ000021")
        assert outcomes(checks_of(chosen, fields_of(chosen)))["dossier-format"] is Outcome.FAILED

    def test_a_siren_printed_apart_is_held_against_the_siret(self) -> None:
        elsewhere = choice("552100554", box=Box(60, 780, 120, 790))
        chosen = pages(siret="73282932000074", siren=elsewhere)
        assert outcomes(checks_of(chosen, fields_of(chosen)))["siret-matches-siren"] is Outcome.FAILED

    def test_a_siren_taken_from_the_siret_proves_nothing(self) -> None:
        siret = choice("73282932000074")
        within = Choice("732829320", siret.candidate, 20.0, 20.0, PROOFS)
        chosen = pages(siret=siret, siren=within)
        assert outcomes(checks_of(chosen, fields_of(chosen)))["siret-matches-siren"] is Outcome.NOT_CHECKED

    def test_a_text_that_lies_is_shown_with_what_the_eye_sees(self) -> None:
        chosen = pages(total_ttc="1152.00", lies=(Difference("total_ttc", 1, "1 152,00", "1 752,00"),))
        check = next(one for one in checks_of(chosen, fields_of(chosen)) if one.id == "text-matches-image")
        assert check.outcome is Outcome.FAILED
        assert "1 152,00" in check.message
        assert "1 752,00" in check.message

    def test_nothing_read_is_nothing_failed(self) -> None:
        assert Outcome.FAILED not in outcomes(checks_of(pages(), fields_of(pages()))).values()


@given(
    st.sampled_from(DocumentType),
    st.dictionaries(
        st.sampled_from(["total_ht", "total_tva", "total_ttc", "net_payable"]),
        st.decimals(0, 10**6, places=2).map(lambda amount: f"{amount:.2f}"),
    ),
    st.booleans(),
)
def test_values_come_out_as_they_were_chosen(kind: DocumentType, amounts: dict[str, str], doubted: bool) -> None:
    chosen = {
        name: Choice(one, choice(one).candidate, 20.0, 20.0, PROOFS, frozenset({"reread-differs"} if doubted else ()))
        for name, one in amounts.items()
    }
    fields = fields_of(pages(kind=kind, chosen=chosen))
    for name, text in amounts.items():
        one = value(getattr(fields, name))
        assert one.value == text
        assert 0 <= one.confidence <= 1
        assert not (one.accepted and (doubted or kind in (DocumentType.OTHER, DocumentType.RIB)))
