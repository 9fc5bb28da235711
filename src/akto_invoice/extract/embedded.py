"""The invoice that a PDF carries as XML (Factur-X, ZUGFeRD, XRechnung, UBL), read as it stands.

The XML is a statement among others: it may be wrong, contradict the page, or be made to harm. What it says is put in
the contract's form and never repaired; what cannot be read is reported in the ``embedded-xml-readable`` check, and
never raised. No entity is resolved, no DTD accepted, no network touched.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from akto_invoice.extract.embedded_dialects import DIALECTS, Dialect, Standard
from akto_invoice.extract.model import Options
from akto_invoice.rules import bic, dossier, iban, siren, siret, vat_number
from akto_invoice.rules.amounts import in_contract_form
from akto_invoice.rules.checks import FIELD_LABELS, Check, Outcome

if TYPE_CHECKING:
    from lxml.etree import _Element

CHECK_ID: Final = "embedded-xml-readable"

_USUAL_NAMES = frozenset({"factur-x.xml", "zugferd-invoice.xml", "xrechnung.xml", "facturx.xml"})
_MARKS = (b"<?xml", b"CrossIndustryInvoice", b"CrossIndustryDocument", b"urn:oasis:names:specification:ubl")
_PIECE = 65_536  # bytes
_HEAD = 4096  # bytes in which a file shows what it is
_INVOICE_ROOTS = frozenset(dialect.root.rpartition("}")[2] for dialect in DIALECTS)

# Found within the guideline's URN; the first that fits, so a profile stands before those that its URN also names.
_PROFILES = ("xrechnung", "extended-ctc-fr", "extended", "basicwl", "basic", "minimum", "comfort", "en16931")

# UNTDID 1001, the codes of EN 16931 and of the French reform; every other code is an invoice of some kind.
_CREDIT_NOTES = frozenset(["81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"])
_DEPOSIT_INVOICES = frozenset(("386", "500"))
_PROFORMAS = frozenset(("325",))

_OFFICIAL_SCHEMES = frozenset(("0002", "0009", "SIREN", "SIRENE", "SIRET"))  # ISO 6523 codes, and ZUGFeRD 1's words
_OTHER_SCHEMES = frozenset(("", "FC"))  # no scheme, or the local tax number: a SIREN or SIRET only if it is a valid one

_AMOUNT = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{0,2}0*)?")
_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})(?:[T+Z-].*|[0-9]{4}|[0-9]{6})?")
_LONGEST_TEXT = 100
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class EmbeddedInvoice:
    """What the XML states. ``values`` has the contract's field names and forms, for the fields that are there.

    ``profile`` is None when the XML names none that is known.
    """

    standard: Standard
    profile: str | None
    values: Mapping[str, str]
    dossiers: tuple[str, ...]


class EmbeddedReading(NamedTuple):
    """The invoice, if one could be read, and the check that says whether all of it could."""

    invoice: EmbeddedInvoice | None
    check: Check


class _Unreadable(Exception):
    """Why an XML file could not be read; its text completes « Le fichier joint X ... »."""


class _NotAnInvoice(Exception):
    """The XML is of another kind, which matters only under an invoice's usual name."""


def read_embedded(files: Iterable[tuple[str, bytes]], options: Options = Options()) -> EmbeddedReading:
    """Return the invoice among a PDF's embedded files (name, content), recognised by content under any name.

    Files under the standards' usual names come first. The check fails, in French, for each invoice XML that is broken,
    hostile, larger or deeper than ``options`` allow, or of an unknown namespace, for each value that has not the form
    of its field, and when two invoices differ; it is NOT_CHECKED when there is no XML. Never raises.
    """
    invoices: list[EmbeddedInvoice] = []
    problems: list[str] = []
    for name, content in sorted(files, key=lambda file: not _is_usual(file[0])):
        if not _may_be_invoice(name, content):
            continue
        try:
            root, dialect = _invoice_root(content, options)
        except _Unreadable as reason:
            problems.append(f"Le fichier joint « {_shown(name)} » {reason}.")
        except _NotAnInvoice as other:
            if _is_usual(name):
                problems.append(f"Le fichier joint « {_shown(name)} » {other}.")
        else:
            invoice, misformed = _read(root, dialect)
            invoices.append(invoice)
            problems.extend(f"Le fichier joint « {_shown(name)} » contient {value}." for value in misformed)
    if any(invoice != invoices[0] for invoice in invoices):
        problems.append("Le PDF contient plusieurs factures XML qui se contredisent ; la première a été lue.")
    return EmbeddedReading(invoices[0] if invoices else None, _check(invoices, problems))


def _check(invoices: list[EmbeddedInvoice], problems: list[str]) -> Check:
    if problems:
        advice = "Fiez-vous à la page et demandez à l'émetteur un fichier correct."
        return Check(CHECK_ID, Outcome.FAILED, " ".join((*problems, advice)))
    if not invoices:
        return Check(CHECK_ID, Outcome.NOT_CHECKED, "Aucune facture XML n'est jointe au PDF.")
    kind = f"{invoices[0].standard}, {invoices[0].profile or 'profil inconnu'}"
    return Check(CHECK_ID, Outcome.PASSED, f"La facture XML jointe ({kind}) est lisible.")


def _is_usual(name: str) -> bool:
    return name.lower() in _USUAL_NAMES


def _may_be_invoice(name: str, content: bytes) -> bool:
    head = content[:_HEAD].replace(b"\0", b"")  # UTF-16 reads as ASCII without its zeros
    return name.lower().endswith(".xml") or any(mark in head for mark in _MARKS)


def _shown(name: str) -> str:
    return "".join(char for char in name if char.isprintable())[:_LONGEST_NAME]


def _invoice_root(content: bytes, options: Options) -> tuple["_Element", Dialect]:
    if len(content) > options.max_xml_bytes:
        raise _Unreadable(f"dépasse la taille admise pour un XML ({len(content)} octets pour {options.max_xml_bytes})")
    root = _parse(content, options.max_xml_depth)
    for dialect in DIALECTS:
        if root.tag == dialect.root:
            return root, dialect
    namespace, _, local_name = str(root.tag).rpartition("}")
    if local_name in _INVOICE_ROOTS:
        raise _Unreadable(f"est une facture XML d'un espace de noms inconnu (« {_shown(namespace.lstrip('{'))} »)")
    raise _NotAnInvoice(f"n'est pas une facture (élément « {_shown(local_name)} »)")


def _parse(content: bytes, max_depth: int) -> "_Element":
    # Of use only for the few PDFs that carry XML.
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    depth = 0
    try:
        for start in range(0, len(content), _PIECE):  # in pieces: what is too deep is not read to its end
            parser.feed(content[start : start + _PIECE])
            for event, _ in parser.read_events():
                depth += 1 if event == "start" else -1
                if depth > max_depth:
                    raise _Unreadable(f"imbrique plus de {max_depth} éléments, ce qu'une facture ne fait pas")
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise _Unreadable("n'est pas un XML bien formé, ou pas dans l'encodage qu'il annonce") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _Unreadable("déclare un DOCTYPE, ce qu'une facture ne fait pas, et n'a pas été lu par sécurité")
    return root


def _read(root: "_Element", dialect: Dialect) -> tuple[EmbeddedInvoice, list[str]]:
    """Return what the tree states, and what in it has not the form of its field."""
    misformed: list[str] = []
    values: dict[str, str] = {}
    currency = _first(root, dialect, "currency", "")
    for field, normalise in _FORMS.items():
        text = _first(root, dialect, field, currency or "")
        if text is None:
            continue
        value = normalise(text)
        if value is None:
            misformed.append(f"« {_shown(text)} » comme {FIELD_LABELS[field]}")
        else:
            values[field] = value
    if dialect.only_credit_notes:
        values["document_type"] = "credit_note"
    if values.get("document_type") == "credit_note":
        values |= {field: values[field].lstrip("-") for field in _AMOUNT_FIELDS if field in values}
    values |= _seller_numbers(root, dialect, misformed)
    profile = _profile(_first_text(root, dialect.profile, dialect, ""))
    return EmbeddedInvoice(dialect.standard, profile, values, _dossiers(root, dialect)), misformed


def _texts(root: "_Element", xpath: str, dialect: Dialect, currency: str) -> list[tuple[str, str]]:
    """Return the scheme and the text, white space collapsed, of the elements there that have one."""
    # Every XPath of the dialects leads to elements, which the stubs cannot know.
    elements = cast("list[_Element]", root.xpath(xpath, namespaces=dict(dialect.namespaces), currency=currency))
    found = ((element.get("schemeID", "").upper(), " ".join((element.text or "").split())) for element in elements)
    return [(scheme, text) for scheme, text in found if text]


def _first_text(root: "_Element", xpath: str, dialect: Dialect, currency: str) -> str | None:
    return next((text for _, text in _texts(root, xpath, dialect, currency)), None)


def _first(root: "_Element", dialect: Dialect, field: str, currency: str) -> str | None:
    return _first_text(root, dialect.fields[field], dialect, currency)


def _profile(guideline: str | None) -> str | None:
    return next((profile for profile in _PROFILES if profile in (guideline or "").lower()), None)


def _seller_numbers(root: "_Element", dialect: Dialect, misformed: list[str]) -> dict[str, str]:
    numbers: dict[str, str] = {}
    for xpath in dialect.seller_ids:
        for scheme, text in _texts(root, xpath, dialect, ""):
            field = _seller_field(scheme, siret.compact(text))
            if field:
                numbers.setdefault(field, siret.compact(text))
            elif scheme in _OFFICIAL_SCHEMES:
                misformed.append(f"« {_shown(text)} » comme SIREN ou SIRET")
    if "siret" in numbers:
        numbers.setdefault("siren", siret.siren_of(numbers["siret"]))
    return numbers


def _seller_field(scheme: str, number: str) -> str | None:
    if scheme in _OFFICIAL_SCHEMES and number.isascii() and number.isdigit():
        return {9: "siren", 14: "siret"}.get(len(number))
    if scheme in _OTHER_SCHEMES:
        return "siret" if siret.is_valid(number) else "siren" if siren.is_valid(number) else None
    return None


def _dossiers(root: "_Element", dialect: Dialect) -> tuple[str, ...]:
    texts = (text for xpath in dialect.references for _, text in _texts(root, xpath, dialect, ""))
    return tuple(dict.fromkeys(found.number for text in texts for found in dossier.find(text)))


def _document_type(code: str) -> str | None:
    if code in _CREDIT_NOTES:
        return "credit_note"
    if code in _DEPOSIT_INVOICES:
        return "deposit_invoice"
    if code in _PROFORMAS:
        return "proforma"
    return "invoice" if code.isascii() and code.isdigit() and len(code) <= 3 else None


def _amount(text: str) -> str | None:
    if not _AMOUNT.fullmatch(text):
        return None
    amount = Decimal(text)
    return f"-{in_contract_form(amount)}" if amount < 0 else in_contract_form(amount)


def _issue_date(text: str) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def _currency(text: str) -> str | None:
    return text if re.fullmatch("[A-Z]{3}", text) else None


def _text(text: str) -> str | None:
    return text if len(text) <= _LONGEST_TEXT else None


def _compacted(compact: Callable[[str], str], longest: int) -> Callable[[str], str | None]:
    def normalise(text: str) -> str | None:
        number = compact(text)
        return number if number.isascii() and number.isalnum() and len(number) <= longest else None

    return normalise


_AMOUNT_FIELDS = ("total_ht", "total_tva", "total_ttc", "net_payable")
_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "document_type": _document_type,
    "invoice_number": _text,
    "issue_date": _issue_date,
    "currency": _currency,
    "vat_number": _compacted(vat_number.compact, 15),
    "iban": _compacted(iban.compact, 34),
    "bic": _compacted(bic.compact, 11),
} | dict.fromkeys(_AMOUNT_FIELDS, _amount)
