"""What a scenario and a truth are made of; layouts print the first and state the second.

``Truth`` has the field names of the command line's JSON, so that scoring is a comparison by name.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Party:
    """A company on the page. ``siret`` compact; ``vat_number``, ``nda``, ``rcs`` (a town) where it has one."""

    name: str
    legal_form: str
    street: str
    postcode: str
    city: str
    siret: str
    naf: str
    vat_number: str | None = None
    nda: str | None = None
    rcs: str | None = None
    capital: int | None = None
    phone: str | None = None
    email: str | None = None
    website: str | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    """Bank details as compact numbers; ``holder`` is whose account it is."""

    name: str
    iban: str
    bic: str
    holder: str


@dataclass(frozen=True, slots=True)
class Item:
    """One printed line. ``amount`` is HT, signed as the maths wants (negative for a discount)."""

    label: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    rate: Decimal
    amount: Decimal
    dossier: str | None = None
    trainee: str | None = None


@dataclass(frozen=True, slots=True)
class VatRow:
    """The total of one VAT rate, in percent."""

    rate: Decimal
    base: Decimal
    tva: Decimal


@dataclass(frozen=True, slots=True)
class Scenario:
    """All facts of one document before any layout; amounts are positive, also on an avoir.

    ``regime``: ``taxed``, ``exempt`` (CGI 261-4-4 a), ``franchise`` (CGI 293 B), ``multi_rate``, ``overseas``.
    ``document_type``: the contract's words. ``others`` maps decoy numbers by kind (convention, devis,
    commande, client, contrat, session...) to their text. ``deposit_paid`` is what was already paid (TTC),
    0 when none; ``net_payable`` = total_ttc - deposit_paid - employer_share.
    """

    seed: int
    document_type: str
    regime: str
    issuer: Party
    addressee: Party
    beneficiary: Party | None
    head_office: Party | None
    subcontractor: Party | None
    factor: Party | None
    bank: Bank | None
    invoice_number: str
    issue_date: date
    due_date: date | None
    session: tuple[date, date]
    dossiers: tuple[str, ...]
    items: tuple[Item, ...]
    vat_rows: tuple[VatRow, ...]
    total_ht: Decimal
    total_tva: Decimal
    total_ttc: Decimal
    deposit_paid: Decimal
    employer_share: Decimal
    net_payable: Decimal
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """What a careful person reads on the document; None means not on it (nor certain from it).

    Amounts are decimal strings with two digits, positive on a credit note; dates ISO; identifiers compact.
    With one printed amount on an exempt invoice, ``total_ht`` = ``total_ttc`` = that amount, and
    ``total_tva`` is ``0.00`` only where a VAT amount of zero or an exemption clause is printed.
    ``net_payable`` only where such a label is printed. ``siren`` is the issuer's, printed or within
    its SIRET or VAT number.
    """

    document_type: str
    total_ht: str | None = None
    total_tva: str | None = None
    total_ttc: str | None = None
    net_payable: str | None = None
    currency: str | None = None
    invoice_number: str | None = None
    issue_date: str | None = None
    siret: str | None = None
    siren: str | None = None
    vat_number: str | None = None
    nda: str | None = None
    iban: str | None = None
    bic: str | None = None
    dossiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One made document: PDF bytes and what is true of them. ``traps`` names what makes it hard."""

    pdf: bytes
    truth: Truth
    traps: tuple[str, ...] = ()
