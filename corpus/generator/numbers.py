"""Valid French numbers for fictitious companies: SIRET, VAT, NDA, IBAN, dossiers, DECA."""

from datetime import date
from random import Random

from schwifty import IBAN
from stdnum import luhn


def siren(rng: Random) -> str:
    """Draw nine digits that pass Luhn; never starting 0, nor 356 (La Poste's range)."""
    while True:
        body = str(rng.randint(300_00000, 949_99999))
        if not body.startswith("356"):
            return body + luhn.calc_check_digit(body)


def siret(rng: Random, siren_number: str) -> str:
    """Draw an establishment of a company: NIC below 300, the way most are, with Luhn over all 14 digits."""
    body = f"{siren_number}{rng.randint(1, 29):04d}"
    return body + luhn.calc_check_digit(body)


def vat_number(siren_number: str) -> str:
    """Compute FR + key + SIREN.

    >>> vat_number("853000982")
    'FR77853000982'
    """
    return f"FR{(12 + 3 * (int(siren_number) % 97)) % 97:02d}{siren_number}"


def wrong_vat_number(rng: Random, siren_number: str) -> str:
    """Compute the same with another key: what a template filled in by hand once prints for years."""
    key = int(vat_number(siren_number)[2:4])
    return f"FR{(key + rng.randint(1, 95)) % 97:02d}{siren_number}"


def nda(rng: Random, region: str, department: str) -> str:
    """Draw a déclaration d'activité: region, department, five digits, department; 11 digits."""
    department = department[:2].replace("A", "0").replace("B", "0")
    return f"{region}{department}{rng.randint(1000, 99999):05d}{department}"


def iban(rng: Random, bank_code: str) -> str:
    """Draw a French IBAN with right RIB key and check digits; some accounts hold a letter, as real ones do."""
    branch = f"{rng.randint(1, 99999):05d}"
    account = f"{rng.randint(1, 10**11 - 1):011d}"
    if rng.random() < 0.25:
        account = account[:7] + rng.choice("ABCEKNRTX") + account[8:]
    return str(IBAN.generate("FR", bank_code=bank_code, branch_code=branch, account_code=account))


DOSSIER_SHAPES = ("six", "five", "reimbursement", "legacy")


def dossier(rng: Random, shape: str, opened: date) -> str:
    """Draw a dossier number opened in a month; ``shape`` is one of DOSSIER_SHAPES."""
    month = f"{opened:%y%m}"
    letters = rng.choice(("AF", "AF", "AF", "CA", "CP", "PA", "PF"))
    match shape:
        case "six":
            return f"{month}{letters}{rng.randint(12, 9999):06d}"
        case "five":
            return f"{month}{letters}{rng.randint(12, 9999):05d}"
        case "reimbursement":
            return f"{month}TT{rng.randint(12, 2999):0{rng.choice((5, 6))}d}"
        case "legacy":
            suffix = "".join(rng.choice("ABCDEFGHJKLMNPRSTUVW") for _ in range(3))
            return f"{opened:%y}.{rng.choice(('PH', 'AF', 'CP', 'PF'))}{rng.randint(100000, 999999)}{suffix}"
        case _:
            raise ValueError(shape)


def deca(rng: Random, department: str, started: date) -> str:
    """Draw the ministry's number of an apprenticeship contract: a decoy beside the dossier."""
    return f"0{department[:2].replace('A', '0').replace('B', '0')}{started:%Y%m}{rng.randint(1, 99999):06d}"
