"""The truth of a document: the scenario's facts, cut down to what its layout really printed."""

from collections.abc import Iterable
from dataclasses import fields
from decimal import Decimal

from corpus.generator.facts import Scenario, Truth

TOTALS = frozenset({"total_ht", "total_tva", "total_ttc"})
IDENTITY = frozenset({"siret", "vat_number", "nda"})
BANK = frozenset({"iban", "bic"})
HEADER = frozenset({"invoice_number", "issue_date"})
USUAL = TOTALS | IDENTITY | BANK | HEADER | {"currency", "dossiers"}

_PRINTABLE = {field.name for field in fields(Truth)} - {"document_type"} | {"single_total", "exemption"}


def truth_of(scenario: Scenario, printed: Iterable[str]) -> Truth:
    """State what is true of a document that prints ``printed``.

    ``printed`` holds field names of ``Truth``; two printed totals make the third certain. Two more names are
    ``single_total``, one amount on an exempt document (HT and TTC at once), and ``exemption``, a clause that makes
    the VAT certain to be zero. Names of facts that the scenario lacks (no bank, no VAT number) are ignored.
    ``siren`` follows from a printed SIRET or VAT number.
    """
    names = set(printed)
    if unknown := names - _PRINTABLE:
        raise ValueError(f"no such printed field: {sorted(unknown)}")
    if len(TOTALS & names) >= 2:
        names |= TOTALS
    if "single_total" in names:
        if scenario.total_tva:
            raise ValueError("a single total says HT and TTC only on an exempt document")
        names |= {"total_ht", "total_ttc"}
    if "exemption" in names and not scenario.total_tva:
        names.add("total_tva")
    issuer, bank = scenario.issuer, scenario.bank

    def amount(name: str, value: Decimal) -> str | None:
        return f"{value:.2f}" if name in names else None

    def text(name: str, value: str | None) -> str | None:
        return value if name in names else None

    return Truth(
        document_type=scenario.document_type,
        total_ht=amount("total_ht", scenario.total_ht),
        total_tva=amount("total_tva", scenario.total_tva),
        total_ttc=amount("total_ttc", scenario.total_ttc),
        net_payable=amount("net_payable", scenario.net_payable),
        currency=text("currency", "EUR"),
        invoice_number=text("invoice_number", scenario.invoice_number),
        issue_date=text("issue_date", scenario.issue_date.isoformat()),
        siret=text("siret", issuer.siret),
        siren=issuer.siret[:9] if names & {"siren", "siret"} or text("vat_number", issuer.vat_number) else None,
        vat_number=text("vat_number", issuer.vat_number),
        nda=text("nda", issuer.nda),
        iban=text("iban", bank.iban if bank else None),
        bic=text("bic", bank.bic if bank else None),
        dossiers=tuple(number.replace(".", "") for number in scenario.dossiers) if "dossiers" in names else (),
    )
