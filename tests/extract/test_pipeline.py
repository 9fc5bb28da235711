"""The sample documents end to end, against their truth, their pages and their embedded XML."""

import io
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path

import pikepdf
import pymupdf
import pytest

from akto_invoice.errors import DocumentError
from akto_invoice.extract.model import (
    Box,
    DocumentKind,
    DocumentType,
    Extraction,
    FieldValue,
    Options,
    PageKind,
    PageSource,
    PageSummary,
    Source,
    Status,
)
from akto_invoice.extract.pipeline import detect_kind, extract_invoice
from akto_invoice.rules.amounts import parse_amount
from akto_invoice.rules.checks import Outcome
from corpus.generator import manifest, samples
from corpus.generator.build import layouts, make_one
from corpus.generator.manifest import Row
from tests.extract import pdfs

IN_XML_ALONE = {"factur-x": {"net_payable": "1503.00"}}
ROWS = {row.id: row for row in manifest.read(samples.FOLDER / "manifest.jsonl")}
TEXTS = [name for name, row in ROWS.items() if row.source == "text"]
AMOUNTS = ("total_ht", "total_tva", "total_ttc", "net_payable")
PAGE_ONLY = Options(embedded_xml=False)
SKEW = 15.0  # points that a scan's slant moves print by


@cache
def extraction(name: str, options: Options = Options()) -> Extraction:
    return extract_invoice(samples.FOLDER / ROWS[name].file, options)


def values(read: Extraction) -> dict[str, object]:
    """What was read, in the shape of a truth."""
    found: dict[str, object] = {
        name: one.value if isinstance(one, FieldValue) else None
        for name in asdict(ROWS["avoir"].truth)
        if name not in ("document_type", "dossiers")
        for one in [getattr(read.fields, name)]
    }
    return found | {"document_type": read.document_type, "dossiers": tuple(one.value for one in read.fields.dossiers)}


def printed(read: Extraction) -> Iterator[tuple[str, FieldValue, int, Box]]:
    """Every value that stands on a page: its field, itself, its page and box."""
    for name in read.fields.__slots__:
        found = getattr(read.fields, name)
        for one in found if isinstance(found, tuple) else (found,):
            if one is not None and one.bbox is not None:
                yield name, one, one.page, one.bbox


def outcomes(read: Extraction) -> dict[str, Outcome]:
    assert len({check.id for check in read.checks}) == len(read.checks)
    return {check.id: check.outcome for check in read.checks}


def alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def text_inside(page: pymupdf.Page, box: Box) -> str:
    """The characters of the text layer whose centre is in ``box``."""
    letters = [
        letter
        for block in page.get_text("rawdict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        for letter in span["chars"]
    ]
    centres = [((x0 + x1) / 2, (y0 + y1) / 2, letter["c"]) for letter in letters for x0, y0, x1, y1 in [letter["bbox"]]]
    return "".join(c for x, y, c in centres if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1)


@pytest.mark.parametrize("name", ROWS)
def test_every_field_of_the_page_is_the_truth(name: str) -> None:
    truth = asdict(ROWS[name].truth) | dict.fromkeys(IN_XML_ALONE.get(name, ()))
    read = values(extraction(name, PAGE_ONLY))
    assert read | {"dossiers": sorted(read["dossiers"])} == truth | {"dossiers": sorted(truth["dossiers"])}  # type: ignore[call-overload]


@pytest.mark.parametrize("name", ROWS)
def test_embedded_xml_changes_no_value_and_adds_what_the_page_leaves_out(name: str) -> None:
    with_xml, page = values(extraction(name)), values(extraction(name, PAGE_ONLY))
    added = {field: value for field, value in with_xml.items() if value != page[field]}
    assert added == IN_XML_ALONE.get(name, {})


@pytest.mark.parametrize("name", ROWS)
def test_kind_and_pages(name: str) -> None:
    read, row = extraction(name), ROWS[name]
    is_scan = row.source != "text"
    count = 2 if name == "facture-deux-pages" else 1
    page = (PageKind.IMAGE, PageSource.OCR) if is_scan else (PageKind.TEXT, PageSource.TEXT)
    assert (read.status, read.problem) == (Status.OK, None)
    assert read.kind is (DocumentKind.IMAGE if is_scan else DocumentKind.TEXT)
    assert read.pages == tuple(PageSummary(number, *page) for number in range(1, count + 1))
    assert detect_kind(samples.FOLDER / row.file) == (read.kind, (page[0],) * count)


def not_checked(row: Row) -> set[str]:
    """The checks that lack a value on this document."""
    truth = row.truth
    missing = {
        "net-payable-not-above-ttc": truth.net_payable is None or "net_payable" in IN_XML_ALONE.get(row.id, {}),
        "siret-matches-siren": row.template != "erp_dense",  # the only one that prints the SIREN apart
        "siret-matches-vat-number": truth.vat_number is None,
        "vat-number-key": truth.vat_number is None,
        "iban-check-digits": truth.iban is None,
        "bic-matches-iban-country": truth.iban is None or truth.bic is None,
        "xml-matches-page": True,
    }
    return {check for check, is_missing in missing.items() if is_missing}


@pytest.mark.parametrize("name", ROWS)
def test_checks_pass_where_they_have_what_they_need(name: str) -> None:
    found = outcomes(extraction(name, PAGE_ONLY))
    assert Outcome.FAILED not in found.values()
    found.pop("text-matches-image")
    assert {check for check, outcome in found.items() if outcome is Outcome.NOT_CHECKED} == not_checked(ROWS[name])


def test_what_asks_about_xml_is_only_answered_where_it_was_asked() -> None:
    hybrid, plain = outcomes(extraction("factur-x")), outcomes(extraction("facture-texte"))
    assert hybrid["xml-matches-page"] is hybrid["embedded-xml-readable"] is Outcome.PASSED
    assert plain["xml-matches-page"] is plain["embedded-xml-readable"] is Outcome.NOT_CHECKED
    assert "embedded-xml-readable" not in outcomes(extraction("factur-x", PAGE_ONLY))


class TestEvidence:
    @pytest.mark.parametrize("name", ROWS)
    def test_boxes_are_on_their_page(self, name: str) -> None:
        with pymupdf.open(samples.FOLDER / ROWS[name].file) as document:
            found = list(printed(extraction(name)))
            assert len(found) >= 10
            for field, one, number, box in found:
                page = document[number - 1].rect
                assert 0 <= box.x0 < box.x1 <= page.width, field
                assert 0 <= box.y0 < box.y1 <= page.height, field
                assert one.text, field

    @pytest.mark.parametrize("name", TEXTS)
    def test_the_page_prints_in_each_box_what_is_said_to_be_printed_there(self, name: str) -> None:
        with pymupdf.open(samples.FOLDER / ROWS[name].file) as document:
            for field, one, number, box in printed(extraction(name)):
                inside = text_inside(document[number - 1], box)
                if field == "currency":
                    assert inside.strip() == one.text
                else:
                    assert alphanumeric(inside) == alphanumeric(one.text or ""), field

    @pytest.mark.parametrize("name", ROWS)
    def test_values_are_what_is_printed_in_the_contracts_form(self, name: str) -> None:
        for field, one, _, _ in printed(extraction(name)):
            text = one.text or ""
            if field in AMOUNTS:
                amount = parse_amount(text)
                assert amount is not None, text
                assert f"{abs(amount):.2f}" == one.value
            elif field == "currency":
                assert text in ("€", "EUR", "Euros")
            elif field == "issue_date":
                assert one.value[2:4] in text
                assert one.value[8:].lstrip("0") in text
            elif field == "invoice_number":
                assert text == one.value
            else:
                assert one.value in alphanumeric(text), field

    @pytest.mark.parametrize("name", ROWS)
    def test_values_that_stand_nowhere_have_no_evidence(self, name: str) -> None:
        fields = extraction(name).fields
        singles = [getattr(fields, field) for field in fields.__slots__ if field != "dossiers"]
        for one in (*(one for one in singles if one), *fields.dossiers):
            assert (one.page is None) == (one.bbox is None) == (one.text is None)
            if one.bbox is None:
                assert one.source in (Source.XML, Source.DERIVED)
            if one.source is Source.DERIVED:
                assert one.bbox is None

    def test_a_scan_has_its_values_where_its_digital_twin_has_them(self) -> None:
        template, index, _ = samples.CHOSEN["facture-scannee.pdf"]
        layout = next(layout for layout in layouts("development") if layout.template == template)
        twin = extract_invoice(make_one("development", layout, index).pdf)
        at = {(field, one.value): box for field, one, _, box in printed(twin)}
        compared = 0
        for field, one, _, box in printed(extraction("facture-scannee")):
            other = at.get((field, one.value))
            if other is not None and one.source is Source.OCR and field != "currency":
                assert abs(box.x0 + box.x1 - other.x0 - other.x1) / 2 < SKEW, field
                assert abs(box.y0 + box.y1 - other.y0 - other.y1) / 2 < SKEW, field
                compared += 1
        assert compared >= 10


def test_a_scan_says_that_it_was_read_by_ocr() -> None:
    sources = {one.source for _, one, _, _ in printed(extraction("facture-scannee"))}
    assert sources == {Source.OCR}
    assert all(one.source is Source.TEXT for _, one, _, _ in printed(extraction("facture-texte")))


def test_an_avoir_is_positive_and_said_to_be_one() -> None:
    read = extraction("avoir")
    assert read.document_type is DocumentType.CREDIT_NOTE
    assert all(getattr(read.fields, name).value > "0" for name in AMOUNTS)


def test_an_avoir_that_prints_negative_amounts_is_positive_too() -> None:
    lines = [line.replace("FACTURE FA-2026-0012", "AVOIR n° AV-2026-0012") for line in pdfs.INVOICE]
    lines[6:8] = ["Total HT -1 152,00 EUR", "Total TVA -230,40 EUR", "Total TTC -1 382,40 EUR"]
    read = extract_invoice(pdfs.page_of(pdfs.lines(lines, step=50)))
    assert read.document_type is DocumentType.CREDIT_NOTE
    found = [getattr(read.fields, name) for name in AMOUNTS[:3]]
    assert [one.value for one in found] == ["1152.00", "230.40", "1382.40"]
    assert all("-" in one.text for one in found)


def test_one_amount_without_tax_is_both_ht_and_ttc_and_its_tax_is_derived() -> None:
    lines = [
        *pdfs.INVOICE[:6],
        "TVA non applicable, article 293 B du code général des impôts",
        "Total : 1 152,00 EUR",
    ]
    fields = extract_invoice(pdfs.page_of(pdfs.lines(lines, step=50))).fields
    assert fields.total_ttc is not None
    assert fields.total_ht is not None
    assert fields.total_tva is not None
    assert fields.total_ht.value == fields.total_ttc.value == "1152.00"
    assert Source.TEXT in (fields.total_ht.source, fields.total_ttc.source)
    assert (fields.total_tva.value, fields.total_tva.source) == ("0.00", Source.DERIVED)


def test_totals_that_disagree_are_both_shown() -> None:
    lines = [*pdfs.INVOICE[:6], "Total HT 1 152,00 EUR", "Total TVA 20,00 % 230,40 EUR", "Total TTC 1 385,40 EUR"]
    read = extract_invoice(pdfs.page_of(pdfs.lines([*lines, "Net à payer 1 385,40 EUR"], step=50)))
    found = [getattr(read.fields, name) for name in AMOUNTS[:3]]
    assert [(one.value, one.source) for one in found] == [
        ("1152.00", Source.TEXT),
        ("230.40", Source.TEXT),
        ("1385.40", Source.TEXT),
    ]
    check = next(check for check in read.checks if check.id == "totals-add-up")
    assert check.outcome is Outcome.FAILED
    assert all(
        amount in check.message.replace("\u202f", " ").replace("\xa0", " ") for amount in ("1 382,40", "1 385,40")
    )
    assert not any(one.accepted for one in found)


def test_a_document_without_any_field_is_read_all_the_same() -> None:
    read = extract_invoice(pdfs.page_of(pdfs.lines(["Bonjour, voici le plan d'accès de notre centre."])))
    assert (read.status, read.document_type) == (Status.OK, DocumentType.OTHER)
    assert not list(printed(read))
    assert Outcome.FAILED not in outcomes(read).values()


class TestSources:
    def test_a_path_its_text_and_its_bytes_are_read_alike(self) -> None:
        path = samples.FOLDER / ROWS["facture-texte"].file
        read = [extract_invoice(path), extract_invoice(str(path)), extract_invoice(path.read_bytes())]
        assert len({replace(one, elapsed_ms=0.0) for one in read}) == 1

    def test_a_file_is_not_changed(self, tmp_path: Path) -> None:
        path = tmp_path / "facture.pdf"
        path.write_bytes((samples.FOLDER / ROWS["factur-x"].file).read_bytes())
        before = path.read_bytes()
        extract_invoice(path)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.parametrize("read", [extract_invoice, detect_kind])
    def test_what_is_no_document_is_a_typed_error(self, read: Callable[[object], object], tmp_path: Path) -> None:
        for source in (tmp_path, tmp_path / "absent.pdf", b"pas un PDF", b""):
            with pytest.raises(DocumentError):
                read(source)


def with_xml(change: tuple[bytes, bytes], name: str = "factur-x") -> bytes:
    """The hybrid sample with its XML changed, and its page left as it is."""
    with pikepdf.open(samples.FOLDER / ROWS[name].file) as pdf:
        streams = [
            one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Type") == "/EmbeddedFile"
        ]
        for stream in streams:
            content = stream.read_bytes()
            assert change[0] in content
            stream.write(content.replace(*change))
        assert streams
        buffer = io.BytesIO()
        pdf.save(buffer)
        return buffer.getvalue()


LIES = {
    "total_ttc": (b"<ram:GrandTotalAmount>1503.00<", b"<ram:GrandTotalAmount>1530.00<"),
    "total_ht": (b"<ram:TaxBasisTotalAmount>1252.50<", b"<ram:TaxBasisTotalAmount>1225.50<"),
    "siret": (b">32898491900196<", b">73282932000074<"),
    "vat_number": (b">FR42328984919<", b">FR44732829320<"),
    "invoice_number": (b">FC91504054900<", b">FC91504054901<"),
    "issue_date": (b">20260508<", b">20260608<"),
    "iban": (b">FR3710207851515727286B98093<", b">FR1420041010050500013M02606<"),
}


class TestXmlThatDisagrees:
    @pytest.mark.parametrize("field", LIES)
    def test_the_page_is_returned_and_not_accepted(self, field: str) -> None:
        read = extract_invoice(with_xml(LIES[field]))
        truth = asdict(ROWS["factur-x"].truth)
        one = getattr(read.fields, field)
        assert outcomes(read)["xml-matches-page"] is Outcome.FAILED
        assert (one.value, one.source, one.accepted) == (truth[field], Source.TEXT, False)
        assert one.confidence <= 0.5
        assert one.bbox is not None

    def test_the_check_shows_both_sides(self) -> None:
        read = extract_invoice(with_xml(LIES["total_ttc"]))
        message = next(check.message for check in read.checks if check.id == "xml-matches-page")
        assert "1530.00" in message
        assert "1503.00" in message

    def test_an_iban_is_masked_in_the_message(self) -> None:
        read = extract_invoice(with_xml(LIES["iban"]))
        message = next(check.message for check in read.checks if check.id == "xml-matches-page")
        for iban in ("FR1420041010050500013M02606", "FR3710207851515727286B98093"):
            assert iban not in alphanumeric(message)
            assert iban[4:14] not in alphanumeric(message)

    def test_other_fields_keep_the_agreement_of_both(self) -> None:
        fields = extract_invoice(with_xml(LIES["total_ttc"])).fields
        assert fields.siret is not None
        assert (fields.siret.source, fields.siret.confidence >= 0.99) == (Source.XML, True)

    def test_the_page_alone_knows_nothing_of_it(self) -> None:
        read = extract_invoice(with_xml(LIES["total_ttc"]), PAGE_ONLY)
        assert Outcome.FAILED not in outcomes(read).values()
        assert {one.source for _, one, _, _ in printed(read)} == {Source.TEXT}


@pytest.mark.parametrize(
    "change",
    [
        (b"<rsm:ExchangedDocument>", b"<rsm:ExchangedDocument"),
        (b"<?xml version='1.0' encoding='UTF-8'?>", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'),
    ],
    ids=["broken", "entity"],
)
def test_broken_xml_is_a_finding_and_the_page_is_read(change: tuple[bytes, bytes]) -> None:
    read = extract_invoice(with_xml(change))
    assert outcomes(read)["embedded-xml-readable"] is Outcome.FAILED
    assert values(read) == values(extraction("factur-x", PAGE_ONLY))
    assert Source.XML not in {one.source for _, one, _, _ in printed(read)}


def test_one_amount_for_both_totals_is_the_ttc_and_ht_follows() -> None:
    lines = [*pdfs.INVOICE[:6], "TVA non applicable, article 293 B du code général des impôts", "Total : 1 152,00 EUR"]
    fields = extract_invoice(pdfs.page_of(pdfs.lines(lines, step=50))).fields
    assert fields.total_ht is not None
    assert fields.total_ttc is not None
    assert (fields.total_ht.value, fields.total_ht.source) == ("1152.00", Source.DERIVED)
    assert (fields.total_ttc.value, fields.total_ttc.source) == ("1152.00", Source.TEXT)


def test_no_comparison_of_text_and_image_is_no_pass() -> None:
    assert outcomes(extract_invoice(pdfs.invoice()))["text-matches-image"] is Outcome.NOT_CHECKED
