"""Corrections that users made, as rows of the corpus: what the extractor is to learn from, and nobody's data.

A row has the keys of ``corpus/manifest.jsonl``, with the values that the user validated as its truth; then what was
read, which of it was corrected, and the words of the pages, from which the extractor reads again without the file.
Names, addresses and accounts are gone (see ``disguise``); identifiers are fictitious, misread as the true ones were.
"""

from collections.abc import Iterator
from decimal import Decimal
from random import Random, SystemRandom
from typing import Any, Final

from akto_invoice.portal.models import Deposit, DepositState
from akto_invoice.portal.workflows.deposit.disguise import disguised, edited_alike, fictitious_like, fictitious_siret
from akto_invoice.portal.workflows.deposit.values import READ_AS, shown
from akto_invoice.rules.amounts import in_contract_form

_PAYABLE: Final = frozenset({"invoice", "deposit_invoice", "credit_note"})
_KEPT: Final = ("value", "confidence", "accepted", "source", "page", "bbox")


def correction_rows() -> Iterator[dict[str, Any]]:
    """Yield a row for each transmitted deposit of which the user corrected something, oldest first.

    Identifiers are drawn so that nobody can draw the same again.
    """
    transmitted = Deposit.objects.filter(state=DepositState.TRANSMIS, reading__isnull=False).order_by("pk")
    rank = 0
    for deposit in transmitted.prefetch_related("pages").iterator(chunk_size=50):
        if corrected := corrected_fields(deposit):
            rank += 1
            yield {"id": f"deposit-{rank:05}"} | _row(deposit, corrected, SystemRandom())


def corrected_fields(deposit: Deposit) -> list[str]:
    """Return the fields, by the reading's names, in which the user's value is not the one that was read."""
    fields = deposit.read_fields
    names = [read for name, read in READ_AS.items() if (fields[read] or {"value": ""})["value"] != shown(deposit, name)]
    if _values(fields["dossiers"]) != set(deposit.dossiers):
        names.append("dossiers")
    return names


def _row(deposit: Deposit, corrected: list[str], rng: Random) -> dict[str, Any]:
    document_type = _document_type(deposit)
    number, siret = fictitious_like(deposit.number, rng), fictitious_siret(rng)
    dossiers = {one: fictitious_like(one, rng) for one in deposit.dossiers}
    ht, ttc = deposit.total_ht or Decimal(0), deposit.total_ttc or Decimal(0)
    stand_ins = {_compact(deposit.number): _compact(number), deposit.siret: siret, deposit.siret[:9]: siret[:9]}
    return {
        "file": None,
        "split": "deposits",
        "maker": "unknown",
        "template": "deposit",
        "source": "scan" if deposit.is_image else "text",
        "regime": "taxed" if ttc > ht else "exempt",
        "document_type": document_type,
        "traps": [],
        "sha256": None,
        "truth": {
            "document_type": document_type,
            "total_ht": in_contract_form(ht),
            "total_tva": in_contract_form(ttc - ht),
            "total_ttc": in_contract_form(ttc),
            "invoice_number": number,
            "issue_date": shown(deposit, "issued_on"),
            "siret": siret,
            "dossiers": list(dossiers.values()),
        },
        "corrected": corrected,
        "read": _read(deposit, {"invoice_number": (deposit.number, number), "siret": (deposit.siret, siret)}, dossiers),
        "pages": [
            {"number": page.number, "width": page.width, "height": page.height, "words": words}
            for page in deposit.pages.all()
            if (words := _words(page.words, stand_ins | dossiers))
        ],
    }


def _document_type(deposit: Deposit) -> str:
    if deposit.is_avoir:
        return "credit_note"
    read = (deposit.reading or {}).get("document_type")
    return read if read in _PAYABLE - {"credit_note"} else "invoice"


def _read(deposit: Deposit, identifiers: dict[str, tuple[str, str]], dossiers: dict[str, str]) -> dict[str, Any]:
    """What was read, field by field; of an identifier, what would have been read of its stand-in."""
    fields = deposit.read_fields
    found: dict[str, Any] = {name: _kept(fields[name]) for name in READ_AS.values() if fields[name]}
    for name in identifiers.keys() & found.keys():
        found[name]["value"] = edited_alike(fields[name]["value"], *identifiers[name])
    missed = iter([(true, other) for true, other in dossiers.items() if true not in _values(fields["dossiers"])])
    found["dossiers"] = [
        _kept(one) | {"value": dossiers.get(one["value"]) or edited_alike(one["value"], *next(missed, ("", "")))}
        for one in fields["dossiers"]
    ]
    return found


def _kept(read: dict[str, Any]) -> dict[str, Any]:
    return {name: read[name] for name in _KEPT}


def _values(fields: list[dict[str, Any]]) -> set[str]:
    return {one["value"] for one in fields}


def _words(words: list[list[Any]], stand_ins: dict[str, str]) -> list[list[Any]]:
    texts = disguised([word[0] for word in words], stand_ins)
    return [[text, *word[1:]] for text, word in zip(texts, words, strict=True)]


def _compact(number: str) -> str:
    return "".join(char for char in number.upper() if char.isascii() and char.isalnum())
