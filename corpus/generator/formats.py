"""How French documents print amounts, dates and numbers; layouts choose one of each."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

NBSP = "\N{NO-BREAK SPACE}"
NARROW = "\N{NARROW NO-BREAK SPACE}"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Money:
    """A way to print amounts: what separates thousands, decimals, and what stands around the number."""

    thousands: str = " "
    decimal: str = ","
    before: str = ""
    after: str = ""
    places: int = 2

    def __call__(self, amount: Decimal) -> str:
        """Print an amount.

        >>> Money(after=" €")(Decimal("-1152.5"))
        '-1 152,50 €'
        >>> Money(thousands="'", decimal=".", before="EUR ")(Decimal("1152"))
        "EUR 1'152.00"
        >>> Money(places=0)(Decimal("1152.00"))
        '1 152'
        """
        whole, _, cents = f"{abs(amount):,.{self.places}f}".partition(".")
        digits = whole.replace(",", self.thousands) + (self.decimal + cents if cents else "")
        return f"{self.before}{'-' if amount < 0 else ''}{digits}{self.after}"


NBSP_MONEY = Money(NBSP)
NARROW_EURO = Money(NARROW, after=NBSP + "€")
SPACE_EURO = Money(after=" €")
DOTS_MONEY = Money(".")
APOSTROPHE_MONEY = Money("'", ".")
PLAIN_MONEY = Money("")
PLAIN_POINT_MONEY = Money("", ".")
EUR_AFTER = Money(after=" EUR")
EUR_BEFORE = Money(before="EUR ")
EURO_BEFORE = Money("", before="€ ")
WHOLE_EURO = Money(places=0, after=" €")


def day(value: date, pattern: str = "dd/mm/yyyy") -> str:
    """Print a date; ``pattern`` is ``long``, ``Long`` (weekday), ``CAPS``, ``1er`` or built of dd, mm, yyyy, yy.

    >>> day(date(2025, 3, 3), "dd.mm.yy"), day(date(2025, 3, 3), "long"), day(date(2025, 8, 1), "1er")
    ('03.03.25', '3 mars 2025', '1er août 2025')
    """
    long = f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    match pattern:
        case "long":
            return long
        case "Long":
            week = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
            return f"{week[value.weekday()]} {long}"
        case "CAPS":
            return f"{value.day:02d} {MONTHS[value.month - 1].upper()} {value.year}"
        case "1er":
            return long.replace("1 ", "1er ", 1) if value.day == 1 else long
    parts = {"dd": f"{value:%d}", "mm": f"{value:%m}", "yyyy": f"{value:%Y}", "yy": f"{value:%y}"}
    for token, text in parts.items():
        pattern = pattern.replace(token, text)
    return pattern


def siret(value: str, style: str = "spaces") -> str:
    """Print a SIRET.

    >>> siret("73282932000074"), siret("73282932000074", "dots"), siret("73282932000074", "two_part")
    ('732 829 320 00074', '732.829.320.00074', '732829320 00074')
    """
    groups = (value[:3], value[3:6], value[6:9], value[9:])
    match style:
        case "spaces":
            return " ".join(groups)
        case "nbsp":
            return NBSP.join(groups)
        case "dots":
            return ".".join(groups)
        case "two_part":
            return f"{value[:9]} {value[9:]}"
        case "dash":
            return f"{' '.join(groups[:3])} - {groups[3]}"
        case "nic_split":
            return f"{' '.join(groups[:3])} {value[9:12]} {value[12:]}"
        case "compact":
            return value
        case _:
            raise ValueError(style)


def siren(value: str, separator: str = " ") -> str:
    """Print the first nine digits of a SIREN or SIRET, by threes."""
    return separator.join((value[:3], value[3:6], value[6:9]))


def vat(value: str, style: str = "spaces") -> str:
    """Print a French VAT number: ``spaces``, ``key`` (FR 44 732829320) or ``compact``."""
    match style:
        case "spaces":
            return f"{value[:2]} {value[2:4]} {siren(value[4:])}"
        case "key":
            return f"{value[:2]} {value[2:4]} {value[4:]}"
        case "compact":
            return value
        case _:
            raise ValueError(style)


def nda(value: str) -> str:
    """Print an activity number in its four parts.

    >>> nda("11754567875")
    '11 75 45678 75'
    """
    return f"{value[:2]} {value[2:4]} {value[4:9]} {value[9:]}"


def dossier(value: str, separator: str = " ") -> str:
    """Print a dossier number in its parts, as people who type it do.

    >>> dossier("2310AF000021"), dossier("20.PH444241CAL", "-")
    ('2310 AF 000021', '20-PH-444241-CAL')
    """
    return separator.join(re.findall(r"[0-9]+|[A-Z]+", value))


def iban(value: str, separator: str = " ") -> str:
    """Print an IBAN by fours."""
    return separator.join(value[i : i + 4] for i in range(0, len(value), 4))


def rib(value: str) -> tuple[str, str, str, str]:
    """Split into bank, branch, account and key of a French IBAN, as a RIB shows them."""
    return value[4:9], value[9:14], value[14:25], value[25:]


def rate(value: Decimal, sign: str = " %", places: int | None = None) -> str:
    """Print a VAT rate.

    >>> rate(Decimal("5.5")), rate(Decimal("20"), "%"), rate(Decimal("20"), places=2)
    ('5,5 %', '20%', '20,00 %')
    """
    text = f"{value.normalize():f}" if places is None else f"{value:.{places}f}"
    return text.replace(".", ",") + sign


def quantity(value: Decimal) -> str:
    """Print a quantity without useless zeros.

    >>> quantity(Decimal("3.50")), quantity(Decimal("14"))
    ('3,5', '14')
    """
    return f"{value.normalize():f}".replace(".", ",")
