"""What is known of a deposit when its controls run: plain values, gathered by whoever has the database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from akto_invoice.rules.checks import Check


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierFacts:
    """One dossier that the deposit names.

    ``known`` means that it exists and that this account may see it: a stranger's dossier is told in no way from one
    that does not exist. Only then have the other facts a meaning. ``state_label`` is French, for people;
    ``remaining_ht``, in euros, is what is engaged less what live invoices already bear; ``amount_ht`` what this invoice
    is to bear on the dossier, None while that is not known.
    """

    number: str
    known: bool = False
    engaged: bool = False
    state_label: str = ""
    subrogation: bool = False
    employer_siret: str = ""
    employer_name: str = ""
    provider_siret: str = ""
    provider_name: str = ""
    remaining_ht: Decimal = Decimal(0)
    amount_ht: Decimal | None = None

    @property
    def payee(self) -> tuple[str, str]:
        """The SIRET and the name of who bills AKTO: the provider with subrogation, the employer without."""
        if self.subrogation:
            return self.provider_siret, self.provider_name
        return self.employer_siret, self.employer_name


@dataclass(frozen=True, slots=True, kw_only=True)
class DepositFacts:
    """A deposit as its user has corrected it, and what the register, the other deposits and the reading say of it.

    * the user's values, None where still missing: ``number``, ``issued_on``, ``total_ht`` and ``total_ttc`` (euros,
      positive also on an avoir), compact ``siret``, ``dossiers``, the two boxes, ``pieces`` (natures: « certificat »,
      « facture-acquittee »...);
    * the account's: ``entity_siret`` that the deposit was made for, ``account_sirets`` that its user may deposit for;
    * other deposits': ``same_number`` names the live ones of this issuer and number, ``same_file`` those of these
      bytes, each in words for this user;
    * the reading's, None where it does not say: ``document_type`` in the command line's words, ``total_tva``,
      ``addressee_is_akto``; ``read_checks``, its checks.
    """

    number: str | None
    issued_on: date | None
    total_ht: Decimal | None
    total_tva: Decimal | None
    total_ttc: Decimal | None
    siret: str | None
    dossiers: tuple[DossierFacts, ...]
    entity_siret: str
    account_sirets: frozenset[str]
    is_avoir: bool
    is_first_instalment: bool
    document_type: str | None
    addressee_is_akto: bool | None
    pieces: tuple[str, ...]
    same_number: tuple[str, ...]
    same_file: tuple[str, ...]
    read_checks: tuple[Check, ...]
    today: date

    @property
    def known_dossiers(self) -> tuple[DossierFacts, ...]:
        """The dossiers of which there is something to say."""
        return tuple(one for one in self.dossiers if one.known)
