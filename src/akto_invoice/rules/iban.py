"""IBAN, the international number of a bank account, and the RIB key within a French one.

ISO 13616: country, two check digits (mod 97 over the whole), then the country's own format. In France and Monaco that
is the RIB: bank 5, branch 5, account 11, and a key = 97 - (89 x bank + 15 x branch + 3 x account) mod 97, where
A-I count as 1-9, J-R as 1-9 and S-Z as 2-9.

Formats of other countries are python-stdnum's, the register of banks is schwifty's, the RIB key is ours: schwifty has
it too, but takes a tenth of a second to import. Source of the key: Comité français d'organisation et de normalisation
bancaires, https://fr.wikipedia.org/wiki/Clé_RIB.

>>> validate("FR14 2004 1010 0505 0001 3M02 606")
'FR1420041010050500013M02606'
>>> is_valid("FR1520041010050500013M02606")
False
>>> format("FR1420041010050500013M02606")
'FR14 2004 1010 0505 0001 3M02 606'
>>> masked("FR1420041010050500013M02606")
'FR14 … 2606'
"""

import re

from akto_invoice.errors import InvalidNumber
from akto_invoice.rules.spacing import without_separators

_SHAPE = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_FRENCH = re.compile(
    r"(?:FR|MC)[0-9]{2}(?P<bank>[0-9]{5})(?P<branch>[0-9]{5})(?P<account>[0-9A-Z]{11})(?P<key>[0-9]{2})"
)
_DIGIT_OF_LETTER = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")


def compact(number: str) -> str:
    """Return the number in capitals, without the separators it is printed with."""
    return without_separators(number).upper()


def is_valid(number: str) -> bool:
    """Tell whether the number has its country's format, its check digits and, if French, its RIB key."""
    text = compact(number)
    return _SHAPE.fullmatch(text) is not None and _check_digits_hold(text) and _rib_key_holds(text)


def validate(number: str) -> str:
    """Return the compact number, or raise InvalidNumber; the message holds no more than its ends."""
    if not is_valid(number):
        raise InvalidNumber(
            f"L'IBAN « {masked(number)} » ne respecte pas ses clés de contrôle : "
            "comparez-le chiffre par chiffre au RIB de l'organisme."
        )
    return compact(number)


def format(number: str) -> str:
    """Return the number in groups of four."""
    text = compact(number)
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def masked(number: str) -> str:
    """Return the first and last four characters only: what messages and logs may hold."""
    text = compact(number)
    return f"{text[:4]} … {text[-4:]}"


def country_of(number: str) -> str:
    """Return the two letters of the account's country."""
    return compact(number)[:2]


def registered_bics(number: str) -> tuple[str, ...]:
    """Return the BICs that schwifty's register knows for the account's bank; empty when it does not know the bank.

    Banks merge and the register is incomplete: a BIC that is not among them deserves a warning, no more. The first
    call takes a tenth of a second.

    >>> "BNPAFRPP" in {code[:8] for code in registered_bics("FR7630004000031234567890143")}
    True
    """
    # Costly to import, and of use only for the few invoices whose bank is in doubt.
    from schwifty import BIC, IBAN
    from schwifty.exceptions import SchwiftyException

    account = IBAN(compact(number), allow_invalid=True)
    try:
        return tuple(BIC.candidates_from_bank_code(account.country_code, account.bank_code))
    except SchwiftyException:
        return ()


def _check_digits_hold(text: str) -> bool:
    if int("".join([str(int(character, 36)) for character in text[4:] + text[:4]])) % 97 != 1:
        return False
    if _FRENCH.fullmatch(text):
        return True
    # stdnum pulls ssl and pydoc in (tens of milliseconds): imported for the formats of other countries.
    from stdnum import iban

    # Without the check against national registers of banks, which refuses accounts of banks it has not heard of.
    return iban.is_valid(text, check_country=False)


def _rib_key_holds(text: str) -> bool:
    match = _FRENCH.fullmatch(text)
    if match is None:
        return True
    bank, branch = int(match["bank"]), int(match["branch"])
    account = int(match["account"].translate(_DIGIT_OF_LETTER))
    return 97 - (89 * bank + 15 * branch + 3 * account) % 97 == int(match["key"])
