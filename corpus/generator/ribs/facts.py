"""What a RIB is made of: an account, its holder and its bank; and, in some, a contradiction put there on purpose.

Holders and account numbers are fictitious, the numbers valid; banks and their codes are real, so that a BIC can be
held against the register of banks.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from random import Random

from schwifty import IBAN

from corpus.generator import formats, names, numbers, parties
from corpus.generator.facts import Party, Truth


class Flaw(StrEnum):
    """What is wrong on the page, on purpose."""

    NONE = ""
    WRONG_KEY = "wrong_key"
    OTHER_NATIONAL = "other_national"
    WRONG_IBAN = "wrong_iban"
    OTHER_BIC = "other_bic"
    AKTO = "akto"
    TWO_ACCOUNTS = "two_accounts"


FAILED_CHECKS: dict[Flaw, frozenset[str]] = {
    Flaw.NONE: frozenset(),
    Flaw.WRONG_KEY: frozenset({"rib-key"}),
    Flaw.OTHER_NATIONAL: frozenset({"iban-matches-rib"}),
    Flaw.WRONG_IBAN: frozenset({"iban-check-digits"}),
    Flaw.OTHER_BIC: frozenset({"bic-matches-bank"}),
    Flaw.AKTO: frozenset({"holder-is-not-akto"}),
    Flaw.TWO_ACCOUNTS: frozenset({"one-account"}),
}
"""The checks of which at least these must fail."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account as printed. ``holder`` and ``address`` are the lines of each; ``national`` is bank, branch, account
    and key beside the IBAN, None abroad.
    """  # noqa: D205

    holder: tuple[str, ...]
    address: tuple[str, ...]
    bank: str
    agency: str
    iban: str
    bic: str
    national: tuple[str, str, str, str] | None


@dataclass(frozen=True, slots=True)
class Rib:
    """The facts of one document; ``other`` is the second account where there are two."""

    seed: int
    flaw: Flaw
    account: Account
    other: Account | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """One document of a layout. ``country`` is the account's; a ``long`` holder takes two lines of print."""

    flaw: Flaw = Flaw.NONE
    country: str = "FR"
    long: bool = False


@dataclass(frozen=True, slots=True)
class RibTruth(Truth):
    """What a careful person reads on the RIB, and which checks must fail.

    Lines of the holder are joined by a space, those of the address by a comma and a space.
    """

    holder: str | None = None
    address: str | None = None
    bank_name: str | None = None
    failed_checks: tuple[str, ...] = ()


# A bank's name, code, branch code and BIC, and a holder's address.
_ABROAD = {
    "BE": ("ING Belgique", "363", "", "BBRUBEBBXXX", ("Avenue Louise 54", "1050 Bruxelles", "Belgique")),
    "DE": ("Commerzbank", "37040044", "", "COBADEFFXXX", ("Hauptstraße 12", "50667 Köln", "Allemagne")),
    "LU": ("Spuerkeess", "001", "", "BCEELULLXXX", ("18, rue de Hollerich", "L-1740 Luxembourg", "Luxembourg")),
    "ES": ("CaixaBank", "2100", "0418", "CAIXESBBXXX", ("Carrer de Mallorca 221", "08008 Barcelona", "Espagne")),
    "NL": ("ING Bank", "INGB", "", "INGBNL2AXXX", ("Keizersgracht 104", "1015 CV Amsterdam", "Pays-Bas")),
}
ABROAD = tuple(_ABROAD)

_LONG_NAMES = (
    ("ASSOCIATION POUR LA FORMATION", "DES METIERS DE LA PROPRETE"),
    ("GROUPEMENT D'EMPLOYEURS POUR", "L'INSERTION ET LA QUALIFICATION"),
    ("SOCIETE COOPERATIVE D'ENSEIGNEMENT", "PROFESSIONNEL DU LITTORAL"),
    ("CENTRE DE FORMATION D'APPRENTIS", "DE L'HOTELLERIE DES ALPES"),
)
_COMPLEMENTS = ("Bâtiment B", "Résidence Les Acacias", "ZI Nord", "BP 40125", "Immeuble Le Galion", "CS 20034")
_SHORT_FORMS = {"Association loi 1901": "ASSOCIATION", "EI": "EI", "SCOP SA": "SCOP"}


def draw(seed: int, wish: Wish) -> Rib:
    """Draw the facts of one document, with the contradiction wished for."""
    rng = Random(seed)
    account = _abroad(rng, wish.country) if wish.country != "FR" else _french(rng, long=wish.long)
    other = _french(rng, long=False) if wish.flaw is Flaw.TWO_ACCOUNTS else None
    if other and rng.random() < 0.5:
        other = replace(other, holder=account.holder, address=account.address)
    return Rib(seed, wish.flaw, _flawed(rng, account, wish.flaw), other)


def truth_of(rib: Rib, *, bank_name: str) -> RibTruth:
    """State what is printed; ``bank_name`` as it is printed."""
    account = rib.account
    return RibTruth(
        document_type="rib",
        iban=account.iban,
        bic=account.bic,
        holder=" ".join(account.holder),
        address=", ".join(account.address),
        bank_name=bank_name,
        failed_checks=tuple(sorted(FAILED_CHECKS[rib.flaw])),
    )


def _french(rng: Random, *, long: bool) -> Account:
    party = parties.provider(rng, rng.choice(("taxed", "exempt", "franchise")), wrong_vat_key=False)
    bank = rng.choice(names.BANKS)
    iban = numbers.iban(rng, bank.code)
    agency = f"{bank.name} {party.city}"
    holder = rng.choice(_LONG_NAMES) if long else (_holder(rng, party),)
    return Account(holder, _address(rng, party), bank.name, agency, iban, bank.bic, formats.rib(iban))


def _abroad(rng: Random, country: str) -> Account:
    bank, code, branch, bic, address = _ABROAD[country]
    party = parties.provider(rng, "taxed", wrong_vat_key=False)
    digits = {"BE": 7, "DE": 10, "LU": 13, "ES": 10, "NL": 10}[country]
    number = str(rng.randint(1, 10**digits - 1)).zfill(digits)
    iban = str(IBAN.generate(country, bank_code=code, branch_code=branch, account_code=number))
    return Account((_holder(rng, party),), address, bank, f"{bank} {address[1]}", iban, bic, None)


def _holder(rng: Random, party: Party) -> str:
    form = _SHORT_FORMS.get(party.legal_form, party.legal_form)
    name = rng.choice((f"{form} {party.name}", f"{party.name} {form}", party.name))
    return name.upper() if rng.random() < 0.6 else name


def _address(rng: Random, party: Party) -> tuple[str, ...]:
    lines = [party.street, f"{party.postcode} {party.city}"]
    if rng.random() < 0.3:
        lines.insert(rng.choice((0, 1)), rng.choice(_COMPLEMENTS))
    upper = rng.random() < 0.5
    return tuple(line.upper() if upper else line for line in lines)


def _flawed(rng: Random, account: Account, flaw: Flaw) -> Account:
    national = account.national
    match flaw:
        case Flaw.WRONG_KEY if national:
            key = f"{(int(national[3]) + rng.randint(1, 95)) % 97 + 1:02d}"
            return replace(account, national=(*national[:3], key if key != national[3] else "97"))
        case Flaw.OTHER_NATIONAL if national:
            return replace(account, national=formats.rib(numbers.iban(rng, national[0])))
        case Flaw.WRONG_IBAN:
            place = rng.randint(14, 21)
            digit = str((int(account.iban[place], 36) + rng.randint(1, 8)) % 10)
            return replace(account, iban=account.iban[:place] + digit + account.iban[place + 1 :])
        case Flaw.OTHER_BIC:
            others = [bank.bic for bank in names.BANKS if bank.bic[:4] != account.bic[:4]]
            return replace(account, bic=rng.choice(others))
        case Flaw.AKTO:
            street, postcode, city = rng.choice(names.AKTO_ADDRESSES)
            return replace(account, holder=(rng.choice(("AKTO", "OPCO AKTO")),), address=(street, f"{postcode} {city}"))
    return account
