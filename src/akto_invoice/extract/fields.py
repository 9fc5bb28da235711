"""Choices from the pages and values from the embedded XML become fields, and are held against each other."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from akto_invoice.extract.choice import Choice
from akto_invoice.extract.confidence import confidence, may_be_accepted
from akto_invoice.extract.embedded import EmbeddedInvoice
from akto_invoice.extract.ladder import Pages, on_display
from akto_invoice.extract.model import DocumentType, Fields, FieldValue, Source
from akto_invoice.extract.resolve import Reading
from akto_invoice.rules import checks
from akto_invoice.rules.checks import Check

# An XML value that the page repeats has been read twice, by two makers; alone, its invoice still carries it legally.
_XML_AND_PAGE: Final = 0.999
_XML_ALONE: Final = 0.98
_CONTRADICTED: Final = 0.5

_TOTALS: Final = ("total_ht", "total_tva", "total_ttc")

# Only documents that ask for money are used unseen.
_PAYABLE_TYPES: Final = frozenset(
    {DocumentType.INVOICE, DocumentType.CREDIT_NOTE, DocumentType.DEPOSIT_INVOICE, DocumentType.PROFORMA}
)


def fields_of(pages: Pages, embedded: EmbeddedInvoice | None = None) -> Fields:
    """Fields with evidence, from the pages and from the XML embedded in the PDF, if any.

    Where XML and page disagree the page's value is returned, not accepted: it is what a person sees and signs.
    """
    reading = on_display(pages)
    usable = reading.document_type in _PAYABLE_TYPES
    xml = _xml_values(embedded)
    single = {
        name: _field(name, reading.choices.get(name), xml.get(name), usable=usable)
        for name in (*reading.choices, *(name for name in xml if name not in reading.choices))
    }
    single |= _as_sure_as_printed(single)
    dossiers = [_field("dossiers", choice, None, usable=usable) for choice in reading.dossiers]
    known = {choice.value for choice in reading.dossiers}
    if embedded:
        dossiers += [_field("dossiers", None, one, usable=usable) for one in embedded.dossiers if one not in known]
    return Fields(**single, dossiers=tuple(one for one in dossiers if one is not None))


def _as_sure_as_printed(fields: dict[str, FieldValue | None]) -> dict[str, FieldValue | None]:
    """The derived totals: they may be used unseen only where the printed totals that they follow from may."""
    totals = {name: one for name in _TOTALS if (one := fields.get(name)) is not None}
    printed = [one for one in totals.values() if one.source is not Source.DERIVED]
    usable = all(one.accepted for one in printed)
    return {
        name: replace(one, accepted=one.accepted and usable)
        for name, one in totals.items()
        if one.source is Source.DERIVED
    }


def _field(name: str, choice: Choice | None, xml_value: str | None, *, usable: bool) -> FieldValue | None:
    if choice is None:
        if xml_value is None:
            return None
        return FieldValue(xml_value, _XML_ALONE, accepted=False, source=Source.XML, proofs=("xml",))
    value = confidence(name, choice)
    source = choice.candidate.source if choice.candidate else Source.DERIVED
    if xml_value is not None:
        value = max(value, _XML_AND_PAGE) if xml_value == choice.value else min(value, _CONTRADICTED)
        source = Source.XML if xml_value == choice.value else source
    one = choice.candidate
    return FieldValue(
        value=choice.value,
        confidence=value,
        accepted=usable and may_be_accepted(name, value, choice),
        source=source,
        page=one.page if one else None,
        bbox=one.box if one else None,
        text=one.text if one else None,
        proofs=tuple(sorted(choice.proofs | ({"xml"} if source is Source.XML else set()))),
        doubts=tuple(sorted(choice.doubts)),
    )


def checks_of(pages: Pages, fields: Fields, embedded: EmbeddedInvoice | None = None) -> tuple[Check, ...]:
    """Every check over the fields; without XML there is nothing to hold the page against."""
    reading = pages.reading
    ht, tva, ttc, net = (
        _decimal(getattr(fields, name)) for name in ("total_ht", "total_tva", "total_ttc", "net_payable")
    )
    siret, siren, vat, iban, bic, issued = (
        _value(getattr(fields, name)) for name in ("siret", "siren", "vat_number", "iban", "bic", "issue_date")
    )
    printed_siren = siren if _is_own_print(reading, "siren") else None
    pairs = [
        (name, value, reading.choices[name].value if name in reading.choices else None)
        for name, value in _xml_values(embedded).items()
    ]
    return (
        checks.totals_add_up(ht, tva, ttc, lines=3),
        checks.vat_rate_known(ht, tva, reading.vat_rates, lines=3),
        checks.net_payable_not_above_ttc(net, ttc),
        checks.siret_luhn(siret),
        checks.siret_matches_siren(siret, printed_siren),
        checks.siret_matches_vat_number(siret, vat),
        checks.vat_number_key(vat),
        checks.issuer_is_not_akto(siret, siren, vat),
        checks.iban_check_digits(iban),
        checks.bic_matches_iban_country(bic, iban),
        checks.dossier_format([one.value for one in fields.dossiers]),
        checks.issue_date_plausible(date.fromisoformat(issued) if issued else None, datetime.now(UTC).date()),
        checks.xml_matches_page(pairs),
        checks.text_matches_image(
            None if pages.lies is None else [(lie.field, lie.text, lie.seen) for lie in pages.lies]
        ),
    )


def _xml_values(embedded: EmbeddedInvoice | None) -> dict[str, str]:
    """The XML's values that are fields; its document type is said by the page's title."""
    if embedded is None:
        return {}
    return {name: value for name, value in embedded.values.items() if name != "document_type"}


def _is_own_print(reading: Reading, name: str) -> bool:
    choice, siret = reading.choices.get(name), reading.choices.get("siret")
    return choice is not None and (siret is None or choice.candidate is not siret.candidate)


def _value(one: FieldValue | None) -> str | None:
    return one.value if one else None


def _decimal(one: FieldValue | None) -> Decimal | None:
    return Decimal(one.value) if one else None
