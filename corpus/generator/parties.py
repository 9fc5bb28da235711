"""Fictitious companies, their numbers and their banks."""

import re
import unicodedata
from random import Random

from corpus.generator import names, numbers
from corpus.generator.facts import Bank, Party

AKTO_SIREN = "853000982"
AKTO_SIRET = "85300098200241"
AKTO_VAT = "FR77853000982"
_WITHOUT_RCS = frozenset({"EI", "Association loi 1901"})


def _phone(rng: Random) -> str:
    return f"0{rng.randint(1, 5)} " + " ".join(f"{rng.randint(0, 99):02d}" for _ in range(4))


def slug(name: str) -> str:
    """Return the name as a web address has it."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


def person(rng: Random) -> str:
    """Draw a first name and a surname in capitals."""
    return f"{rng.choice(names.FIRST_NAMES)} {rng.choice(names.LAST_NAMES)}"


def _street(rng: Random) -> str:
    number = rng.choice(("", " bis")) if rng.random() < 0.15 else ""
    return f"{rng.randint(1, 148)}{number}{rng.choice((' ', ', '))}{rng.choice(names.STREETS)}"


def _legal_form(rng: Random, regime: str) -> str:
    match regime:
        case "franchise":
            return "EI"
        case "exempt":
            return rng.choice(("SARL", "SAS", "Association loi 1901", "SCOP SA", "EURL", "SASU"))
        case _:
            return rng.choice(("SARL", "SAS", "SASU", "EURL", "SA"))


def provider(rng: Random, regime: str, *, wrong_vat_key: bool) -> Party:
    """Draw a training organisation that may invoice under ``regime``; exempt ones often have no VAT number."""
    form = _legal_form(rng, regime)
    town = rng.choice(names.OVERSEAS if regime == "overseas" else names.MAINLAND)
    name = person(rng) if form == "EI" else rng.choice(names.PROVIDERS)
    siren = numbers.siren(rng)
    vat: str | None = numbers.wrong_vat_number(rng, siren) if wrong_vat_key else numbers.vat_number(siren)
    if regime == "franchise" or (regime == "exempt" and not wrong_vat_key and rng.random() < 0.5):
        vat = None
    registered = form not in _WITHOUT_RCS
    return Party(
        name=name,
        legal_form=form,
        street=_street(rng),
        postcode=town.postcode,
        city=town.name,
        siret=numbers.siret(rng, siren),
        naf=rng.choice(("8559A", "8559A", "8559B", "8532Z", "7022Z", "8553Z")),
        vat_number=vat,
        nda=numbers.nda(rng, town.region, town.postcode),
        rcs=town.court if registered else None,
        capital=rng.choice((1000, 5000, 7622, 8000, 10000, 15000, 37000, 40000, 152449, 250000))
        if registered
        else None,
        phone=_phone(rng),
        email=f"{rng.choice(('contact', 'facturation', 'compta', 'formation'))}@{slug(name)}.fr",
        website=f"www.{slug(name)}.fr",
    )


def customer(rng: Random, other_than: frozenset[str]) -> Party:
    """Draw an ordinary company, with a name not yet on the page."""
    town = rng.choice(names.MAINLAND)
    siren = numbers.siren(rng)
    form = rng.choice(("SARL", "SAS", "SASU", "SA"))
    return Party(
        name=rng.choice([name for name in names.CUSTOMERS if name not in other_than]),
        legal_form=form,
        street=_street(rng),
        postcode=town.postcode,
        city=town.name,
        siret=numbers.siret(rng, siren),
        naf=rng.choice(("5610A", "5510Z", "8121Z", "7820Z", "8010Z", "4711D")),
        vat_number=numbers.vat_number(siren),
        rcs=town.court,
        capital=rng.choice((7500, 8000, 50000)),
        phone=_phone(rng),
    )


def akto(rng: Random) -> Party:
    """Draw AKTO as an addressee, at one of several addresses and sometimes another of its establishments."""
    street, postcode, city = rng.choice(names.AKTO_ADDRESSES)
    return Party(
        name=rng.choice(names.AKTO_NAMES),
        legal_form="Association loi 1901",
        street=street,
        postcode=postcode,
        city=city,
        siret=AKTO_SIRET if rng.random() < 0.7 else numbers.siret(rng, AKTO_SIREN),
        naf="9411Z",
        vat_number=AKTO_VAT,
    )


def head_office_of(rng: Random, issuer: Party) -> Party:
    """Draw the head office of the same company: same SIREN, another establishment, elsewhere."""
    town = rng.choice([town for town in names.MAINLAND if town.name != issuer.city])
    siret = numbers.siret(rng, issuer.siret[:9])
    while siret == issuer.siret:
        siret = numbers.siret(rng, issuer.siret[:9])
    return Party(
        name=issuer.name,
        legal_form=issuer.legal_form,
        street=_street(rng),
        postcode=town.postcode,
        city=town.name,
        siret=siret,
        naf=issuer.naf,
        vat_number=issuer.vat_number,
        rcs=town.court,
        capital=issuer.capital,
    )


def factor(rng: Random) -> Party:
    """Draw a factoring company, to be paid instead of the issuer."""
    siren = numbers.siren(rng)
    return Party(
        name=rng.choice(names.FACTORS),
        legal_form="SA",
        street="12 place des États-Unis",
        postcode="92548",
        city="MONTROUGE CEDEX",
        siret=numbers.siret(rng, siren),
        naf="6499Z",
        vat_number=numbers.vat_number(siren),
        rcs="Nanterre",
        capital=10_000_000,
    )


def bank_of(rng: Random, holder: Party) -> Bank:
    """Draw an account of a company."""
    bank = rng.choice(names.BANKS)
    return Bank(name=bank.name, iban=numbers.iban(rng, bank.code), bic=bank.bic, holder=holder.name)
