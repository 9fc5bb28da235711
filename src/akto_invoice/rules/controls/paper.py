"""Controls of the document as it was read, and of the pieces that must come with it."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from akto_invoice.rules.checks import Outcome
from akto_invoice.rules.controls.facts import DepositFacts
from akto_invoice.rules.controls.findings import found
from akto_invoice.rules.findings import Finding

_NO_INVOICE: Final = MappingProxyType(
    {"proforma": "une proforma", "rib": "un RIB", "other": "un autre document qu'une facture"}
)
_INVOICES: Final = frozenset({"invoice", "deposit_invoice"})
_FACTURE_ACQUITTEE: Final = "facture-acquittee"
_PROOFS_OF_TRAINING: Final = frozenset({"certificat", "emargement"})
_CHECKS: Final[Mapping[str, str]] = MappingProxyType(
    {"xml-matches-page": "XML_DIFFERENT", "text-matches-image": "TEXTE_DIFFERENT"}
)
"""The reading's checks that the other controls do not make again on the user's values."""


def type_problems(facts: DepositFacts) -> Iterator[Finding]:
    """The document does not read like an invoice, or like an avoir where the box says otherwise."""
    read = facts.document_type
    if read is None:
        return
    if read in _NO_INVOICE:
        yield found("NON_CONFORME", f"Ce document se lit comme {_NO_INVOICE[read]}.")
    if read == "credit_note" and not facts.is_avoir:
        yield found("AVOIR_NON_COCHE", "Ce document se lit comme un avoir, mais la case « avoir » n'est pas cochée.")
    if read in _INVOICES and facts.is_avoir:
        yield found("AVOIR_COCHE", "La case « avoir » est cochée, mais ce document se lit comme une facture.")


def addressee_problems(facts: DepositFacts) -> Iterator[Finding]:
    """Someone else than AKTO is addressed."""
    if facts.addressee_is_akto is False:
        yield found("DEST_ERR", "Cette facture semble adressée à un autre qu'AKTO.")


def piece_problems(facts: DepositFacts) -> Iterator[Finding]:
    """A piece without which the invoice comes back is not attached; an avoir needs none.

    Without subrogation AKTO reimburses what the company has paid, so the provider's facture acquittée must be there.
    AKTO pays for training that took place (Code du travail, R6332-26), but for a first instalment.
    """
    if facts.is_avoir:
        return
    reimbursed = [one.number for one in facts.known_dossiers if not one.subrogation]
    if reimbursed and _FACTURE_ACQUITTEE not in facts.pieces:
        yield found("JUSTIF_ABS", f"Dossier sans subrogation, sans facture acquittée jointe : {', '.join(reimbursed)}.")
    if not facts.is_first_instalment and _PROOFS_OF_TRAINING.isdisjoint(facts.pieces):
        yield found("JUSTIF_ABS_CERTIFICAT", "Aucun certificat de réalisation n'est joint.")


def reading_problems(facts: DepositFacts) -> Iterator[Finding]:
    """What the reading found that a person should know: two versions of the document, or a text that lies."""
    for check in facts.read_checks:
        if check.outcome is Outcome.FAILED and check.id in _CHECKS:
            yield found(_CHECKS[check.id], check.message)
