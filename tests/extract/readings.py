"""Made-up results of a reading: one that looks like life, and any that the types allow."""

from hypothesis import strategies as st

from akto_invoice.extract.model import (
    Box,
    DocumentKind,
    DocumentType,
    Extraction,
    Fields,
    FieldValue,
    PageKind,
    PageSource,
    PageSummary,
    Source,
    Status,
)
from akto_invoice.rules.checks import Check, Outcome

SIRET = FieldValue("73282932000074", 0.999, True, Source.TEXT, 1, Box(70, 50, 190, 62), "732 829 320 00074")
TOTAL_TTC = FieldValue("1200.00", 0.61, False, Source.OCR, 1, Box(300, 140, 360, 152), "1 200,00 €")
DOSSIERS = (
    FieldValue("2310AF000021", 0.97, True, Source.TEXT, 1, Box(70, 240, 150, 252), "2310AF000021"),
    FieldValue("2310AF000022", 0.97, True, Source.TEXT, 2, Box(70, 240, 150, 252), "2310AF000022"),
)

READING = Extraction(
    status=Status.OK,
    kind=DocumentKind.MIXED,
    pages=(PageSummary(1, PageKind.TEXT, PageSource.TEXT), PageSummary(2, PageKind.IMAGE, PageSource.OCR)),
    document_type=DocumentType.CREDIT_NOTE,
    fields=Fields(
        total_ttc=TOTAL_TTC,
        currency=FieldValue("EUR", 0.9, True, Source.DERIVED),
        siret=SIRET,
        dossiers=DOSSIERS,
    ),
    checks=(
        Check("siret-luhn", Outcome.PASSED, "Le SIRET est bien formé."),
        Check("totals-add-up", Outcome.FAILED, "HT + TVA ne fait pas le TTC."),
    ),
    elapsed_ms=12.345,
)

_amounts = st.decimals(min_value=0, max_value=10**9, places=2).map(str)
_boxes = st.builds(Box, *[st.floats(0, 2000) for _ in range(4)])


def _values(values: st.SearchStrategy[str]) -> st.SearchStrategy[FieldValue | None]:
    return st.none() | st.builds(
        FieldValue,
        value=values,
        confidence=st.floats(0, 1),
        page=st.none() | st.integers(1, 500),
        bbox=st.none() | _boxes,
        text=st.none() | st.text(),
    )


def _digits(count: int) -> st.SearchStrategy[FieldValue | None]:
    return _values(st.from_regex(rf"[0-9]{{{count}}}", fullmatch=True))


_texts = st.text(min_size=1)

_fields = st.builds(
    Fields,
    total_ht=_values(_amounts),
    total_tva=_values(_amounts),
    total_ttc=_values(_amounts),
    net_payable=_values(_amounts),
    currency=_values(st.just("EUR")),
    invoice_number=_values(_texts),
    issue_date=_values(st.dates().map(str)),
    siret=_digits(14),
    siren=_digits(9),
    vat_number=_values(st.just("FR44732829320")),
    nda=_digits(11),
    iban=_values(st.just("FR1420041010050500013M02606")),
    bic=_values(st.just("PSSTFRPPPAR")),
    holder=_values(_texts),
    address=_values(_texts),
    bank_name=_values(_texts),
    dossiers=st.lists(_values(st.just("2310AF000021")).filter(bool), max_size=3).map(tuple),
)

readings: st.SearchStrategy[Extraction] = st.builds(
    Extraction,
    status=st.just(Status.OK),
    pages=st.lists(st.builds(PageSummary, number=st.integers(1, 500)), max_size=3).map(tuple),
    fields=_fields,
    checks=st.lists(st.builds(Check, id=st.just("totals-add-up")), max_size=3).map(tuple),
    elapsed_ms=st.floats(0, 10**6),
)
