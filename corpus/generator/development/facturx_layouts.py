"""Factur-X: pages of other layouts with CII XML embedded, honest or not."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import partial
from io import BytesIO

import pikepdf
from facturx import generate_from_binary

from corpus.generator.development.cii import cii_xml
from corpus.generator.development.pages import printed
from corpus.generator.facts import Document, Scenario
from corpus.generator.items import to_cents
from corpus.generator.layout import Layout

_DATE = "D:20250102090000+00'00'"


def embed(pdf: bytes, xml: bytes, profile: str) -> bytes:
    """Attach the XML, validated, with factur-x, then fix the dates that it took from the clock."""
    about = {"author": "Facturation", "title": "Facture", "subject": "Facture de formation", "keywords": "Factur-X"}
    hybrid = generate_from_binary(pdf, xml, flavor="factur-x", level=profile, pdf_metadata=about, xmp_compression=False)
    out = BytesIO()
    with pikepdf.open(BytesIO(hybrid)) as document:
        xmp = re.sub(rb"\d{4}-\d\d-\d\dT[0-9:.+Z-]+", b"2025-01-02T09:00:00+00:00", document.Root.Metadata.read_bytes())
        document.Root.Metadata.write(xmp)
        for key in ("/CreationDate", "/ModDate"):
            document.docinfo[key] = _DATE
        for specification in document.attachments.values():
            for file in specification.obj.EF.values():
                for key in ("/CreationDate", "/ModDate"):
                    if key in file.get("/Params", {}):
                        file.Params[key] = _DATE
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _hybrid(template: str, profile: str, s: Scenario) -> Document:
    """Embed the XML of the same facts; it states what is due also where the page has no label for it."""
    page = printed(template, s)
    truth = replace(page.truth, net_payable=f"{s.net_payable:.2f}")
    return Document(embed(page.pdf, cii_xml(s, profile), profile), truth, (*page.traps, f"facturx_{profile}"))


def _disagreeing(template: str, s: Scenario) -> Document:
    """Embed the XML of a draft with one line at another price: the page is what a reader holds against it."""
    page = printed(template, s)
    first = s.items[0]
    price = first.unit_price + Decimal(100)
    items = (replace(first, unit_price=price, amount=to_cents(price * first.quantity)), *s.items[1:])
    ht = sum((item.amount for item in items), Decimal("0.00"))
    row = replace(s.vat_rows[0], base=ht, tva=to_cents(ht * s.vat_rows[0].rate / 100))
    draft = replace(
        s,
        items=items,
        vat_rows=(row,),
        total_ht=ht,
        total_tva=row.tva,
        total_ttc=ht + row.tva,
        net_payable=ht + row.tva,
    )
    return Document(embed(page.pdf, cii_xml(draft, "basic"), "basic"), page.truth, (*page.traps, "xml_disagrees"))


LAYOUTS = (
    Layout(
        "factur-x",
        "facturx_en16931",
        partial(_hybrid, "web_app", "en16931"),
        (
            {"regime": "taxed", "lines": 2},
            {"regime": "multi_rate", "lines": 4},
            {"regime": "exempt", "lines": 1},
            {"document_type": "credit_note", "lines": 1},
        ),
        digital=True,
    ),
    Layout(
        "factur-x",
        "facturx_basic",
        partial(_hybrid, "erp_dense", "basic"),
        (
            {"regime": "taxed", "lines": 3},
            {"regime": "exempt", "lines": 2, "employer_share": True},
            {"document_type": "deposit_invoice"},
        ),
        digital=True,
    ),
    Layout(
        "factur-x",
        "facturx_minimum",
        partial(_hybrid, "sidebar", "minimum"),
        ({"regime": "taxed", "lines": 2}, {"regime": "exempt", "lines": 1}),
        digital=True,
    ),
    Layout(
        "factur-x",
        "facturx_disagrees",
        partial(_disagreeing, "band"),
        ({"regime": "taxed", "lines": 2}, {"regime": "exempt", "lines": 1}),
        digital=True,
    ),
)
