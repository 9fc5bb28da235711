"""What must hold before an invoice is transmitted to AKTO: facts in, findings out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Level(StrEnum):
    """Whether a finding blocks, or may be overridden with a reason."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``field`` is the page's field that it is about, or None."""

    code: str
    level: Level
    message: str
    remedy: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """What is known of one dossier."""

    number: str
    known: bool
    engaged: bool = False
    state_label: str = ""
    subrogation: bool = True
    employer_siret: str = ""
    provider_siret: str = ""
    employer_name: str = ""
    provider_name: str = ""
    remaining_ht: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DepositFacts:
    """All that the controls need."""

    number: str
    issued_on: date | None
    total_ht: Decimal | None
    total_tva: Decimal | None
    total_ttc: Decimal | None
    siret: str
    dossiers: tuple[DossierFacts, ...]
    entity_siret: str
    account_sirets: frozenset[str]
    is_avoir: bool
    is_first_instalment: bool
    document_type: str | None
    addressee_is_akto: bool | None
    pieces: frozenset[str]
    same_number: tuple[str, ...]
    same_file: str | None
    read_checks: tuple[str, ...]
    today: date


def find_problems(facts: DepositFacts) -> tuple[Finding, ...]:
    """Return what stands against the transmission."""
    return tuple(_problems(facts))


def _problems(facts: DepositFacts) -> Iterator[Finding]:
    missing = {
        "number": not facts.number,
        "issued_on": facts.issued_on is None,
        "total_ht": facts.total_ht is None,
        "total_ttc": facts.total_ttc is None,
        "siret": not facts.siret,
        "dossiers": not facts.dossiers,
    }
    for field, is_missing in missing.items():
        if is_missing:
            yield Finding("MISSING", Level.BLOCKS, "Une valeur manque.", "Saisissez-la.", field)
    if facts.siret and facts.siret not in facts.account_sirets:
        yield Finding("SIRET_ERR", Level.BLOCKS, "Ce SIRET n'est pas rattaché à votre compte.", "Corrigez-le.", "siret")
    for dossier in facts.dossiers:
        if not dossier.engaged:
            yield Finding("REF_ERR", Level.BLOCKS, "Ce dossier n'est pas engagé.", "Corrigez-le.", "dossiers")
    if facts.same_number:
        yield Finding("DOUBLON", Level.BLOCKS, "Cette facture a déjà été reçue.", "Annulez ce dépôt.", "number")
    if facts.same_file:
        yield Finding("DOUBLON_FICHIER", Level.WARNS, "Ce fichier a déjà été déposé.", "Annulez ce dépôt.", None)
