"""A deposit as it happens: one scanned page of invoice, and all papers of the training scanned behind it."""

import zlib
from dataclasses import replace
from random import Random

import pymupdf

from corpus.generator.attachments import Occasion, attachments
from corpus.generator.build import Made, layouts, make_one, scan_of, seed_of
from corpus.generator.scenario import make_scenario

TEMPLATE, INDEX = "erp_dense", 0


def invoice_with_attachments(count: int = 40, severity: str = "scan200") -> Made:
    """Return an invoice of one page and ``count`` papers of its training, scanned in one go; its truth stays."""
    layout = next(layout for layout in layouts("development") if layout.template == TEMPLATE)
    made = make_one("development", layout, INDEX)
    scenario = make_scenario(seed_of("development", TEMPLATE, INDEX), **layout.wishes[INDEX])
    occasion = Occasion(scenario.items[0].label, scenario.session[0], scenario.issuer.name, scenario.dossiers[0])
    name = f"{made.row.id}-with-{count}"
    with (
        pymupdf.open(stream=made.pdf) as document,
        attachments(occasion, count, Random(zlib.crc32(name.encode()))) as papers,
    ):
        document.insert_pdf(papers)
        pdf = document.tobytes(garbage=3, deflate=True)
    row = replace(made.row, id=name, traps=(*made.row.traps, "attachments"))
    scanned = scan_of(Made(row, pdf), severity)
    return Made(replace(scanned.row, file=f"{scanned.row.id}.pdf"), scanned.pdf)
