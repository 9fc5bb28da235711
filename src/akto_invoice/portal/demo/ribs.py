"""The demo's bank accounts: in force, replaced, waiting for review, refused."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from django.core.files.base import ContentFile

from akto_invoice.extract.preview import extract_with_pages
from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.cast import Company
from akto_invoice.portal.demo.papers import Paper, Printer
from akto_invoice.portal.models import Dispositif, Entity, InvoiceKind, PieceNature, Rib, RibScope, RibState, User
from akto_invoice.portal.workflows.rib.read import keep_reading, outcome_of

_FORMER: Final = replace(cast.BELVEDERE_CFA, iban="FR7630004012170001028467173", bic="BNPAFRPP", bank="BNP Paribas")
_NEW: Final = replace(
    cast.BELVEDERE_BORDEAUX, iban="FR7630003021100003726194005", bic="SOGEFRPP", bank="Société Générale"
)
_OF_A_STRANGER: Final = replace(
    cast.OTHER_PROVIDERS[2], iban="FR7610278022040002041780145", bic="CMCIFR2A", bank="Crédit Mutuel"
)


@dataclass(frozen=True, slots=True)
class _Deposit:
    """What was deposited so long ago: the account that ``printed`` shows, for ``payees``; and what AKTO said of it."""

    printed: Company
    payees: tuple[Company, ...]
    ago: timedelta
    state: RibState = RibState.APPROUVE
    dispositif: str = ""
    refusal: str = ""


def _deposits() -> list[_Deposit]:
    by_account: dict[str, list[Company]] = {}
    for company in cast.COMPANIES:
        by_account.setdefault(company.iban, []).append(company)
    opened = [_Deposit(group[0], tuple(group), timedelta(days=760)) for group in by_account.values()]
    return [
        _Deposit(_FORMER, (cast.BELVEDERE_CFA,), timedelta(days=900)),
        *opened,
        _Deposit(_NEW, (cast.BELVEDERE_BORDEAUX,), timedelta(hours=20), RibState.A_EXAMINER, Dispositif.PRO_A),
        _Deposit(
            _OF_A_STRANGER,
            (cast.GARONNE_PAU,),
            timedelta(days=35),
            RibState.REJETE,
            refusal="Le titulaire du compte n'est pas votre entreprise : déposez un RIB à son nom.",
        ),
    ]


def store_ribs(entities: Mapping[str, Entity], people: Mapping[str, User], now: datetime, print_paper: Printer) -> None:
    """Store the RIBs, oldest first; ``entities`` by SIRET, ``people`` by address."""
    agent = people[cast.SOPHIE.email]
    for deposit in _deposits():
        at = now - deposit.ago
        rib = _read(deposit, _depositor(deposit.payees[0], people), at, print_paper)
        rib.state, rib.submitted_at = deposit.state, at + timedelta(minutes=4)
        if deposit.state != RibState.A_EXAMINER:
            rib.reviewed_by, rib.reviewed_at = agent, at + timedelta(days=1)
            rib.refusal = deposit.refusal
        if deposit.state == RibState.APPROUVE:
            rib.usable_from = at + timedelta(days=3)
        rib.save()
        _use(rib, [entities[company.siret] for company in deposit.payees], deposit.dispositif)


def _read(deposit: _Deposit, depositor: User, at: datetime, print_paper: Printer) -> Rib:
    company = deposit.printed
    pdf = print_paper(
        Paper(
            nature=PieceNature.RIB, kind=InvoiceKind.FACTURE, number="", issued_on=at.date(), issuer=company,
            customer=company, lines=(), rate=0, session=(at.date(), at.date()), seed=int(company.siret[-4:]),
        )
    )  # fmt: skip
    rib = Rib(
        depositor=depositor,
        name=f"RIB {company.name}.pdf",
        size=len(pdf),
        sha256=hashlib.sha256(pdf).hexdigest(),
        received_at=at,
    )
    rib.file.save("rib.pdf", ContentFile(pdf), save=False)
    keep_reading(rib, outcome_of(extract_with_pages, pdf))  # the demo's own print: it may be read here
    # What the depositor validated is what the bank gave, whatever the reader made of it.
    rib.iban, rib.bic = company.iban, company.bic
    return rib


def _depositor(company: Company, people: Mapping[str, User]) -> User:
    person = next(one for one in cast.PEOPLE if any(c is company and right == "rib" for c, right in one.rights))
    return people[person.email]


def _use(rib: Rib, entities: Sequence[Entity], dispositif: str) -> None:
    RibScope.objects.bulk_create(RibScope(rib=rib, entity=entity, dispositif=dispositif) for entity in entities)
