"""The controls of a deposit, at its analysis and again at VALIDER: what AKTO would send the invoice back for.

Pure functions on facts passed in, so that every route (page, API, worker) has the same. What blocks and what warns:

* BLOCKS what is certain, and what the user alone can remedy: a value without which there is no invoice, or that cannot
  be; the three controls of AKTO's guide (SIRET of the account, dossiers engaged, SIRET linked to them); the piece that
  the guide demands; an invoice that is already there.
* WARNS where the machine's reading may be what is wrong (type, addressee, TVA), and where only AKTO can judge (more
  than is engaged, training proven otherwise): the user remedies it, or gives a reason that AKTO reads.
"""

from collections.abc import Callable, Iterator
from typing import Final

from akto_invoice.rules.controls.facts import DepositFacts, DossierFacts
from akto_invoice.rules.controls.findings import CONTROLS, Control
from akto_invoice.rules.controls.paper import addressee_problems, piece_problems, reading_problems, type_problems
from akto_invoice.rules.controls.register import (
    amount_problems,
    dossier_problems,
    duplicate_problems,
    issuer_problems,
    link_problems,
    split_problems,
)
from akto_invoice.rules.controls.values import date_problems, number_problems, total_problems
from akto_invoice.rules.findings import Finding, Level

__all__ = ["CONTROLS", "Control", "DepositFacts", "DossierFacts", "Finding", "Level", "find_problems"]

_CONTROLS: Final[tuple[Callable[[DepositFacts], Iterator[Finding]], ...]] = (
    type_problems,
    addressee_problems,
    duplicate_problems,
    number_problems,
    date_problems,
    total_problems,
    issuer_problems,
    dossier_problems,
    link_problems,
    split_problems,
    amount_problems,
    piece_problems,
    reading_problems,
)


def find_problems(facts: DepositFacts) -> tuple[Finding, ...]:
    """Return everything that stands against the deposit, each code once, what blocks first.

    >>> from datetime import date
    >>> from decimal import Decimal
    >>> dossier = DossierFacts(
    ...     number="2310AF000021", known=True, engaged=True, state_label="Engagé", subrogation=True,
    ...     employer_siret="73282932000074", employer_name="Entreprise",
    ...     provider_siret="52481845700029", provider_name="Organisme", remaining_ht=Decimal("800.00"),
    ... )
    >>> facts = DepositFacts(
    ...     number="FAC2025-02", issued_on=date(2025, 2, 10), total_ht=Decimal("1000.00"), total_tva=None,
    ...     total_ttc=Decimal("1200.00"), siret="73282932000074", dossiers=(dossier,),
    ...     entity_siret="73282932000074", account_sirets=frozenset({"73282932000074"}), is_avoir=False,
    ...     is_first_instalment=False, document_type="invoice", addressee_is_akto=True, pieces=("certificat",),
    ...     same_number=(), same_file=(), read_checks=(), today=date(2025, 2, 12),
    ... )
    >>> for finding in find_problems(facts):
    ...     print(finding.level, finding.code)
    blocks EMMET_INC
    warns MONTANTTOTAL_ERR
    """
    findings = (finding for control in _CONTROLS for finding in control(facts))
    return tuple(sorted(findings, key=lambda finding: finding.level is Level.WARNS))
