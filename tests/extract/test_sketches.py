"""Invoices sketched in plain text, in words and arrangements that no layout of the corpus has.

A sketch is what is true of it, an empty line, and the pages, with ``===`` between them; letters are all as wide, and
``#`` sets a line in larger type.
"""

import re
from pathlib import Path

import pytest

from akto_invoice.extract.composition import lay_out
from akto_invoice.extract.model import Box, PageKind, PageText, Source, Word
from akto_invoice.extract.resolve import resolve

SKETCHES = (Path(__file__).with_name("sketches.txt")).read_text(encoding="utf-8").removesuffix("\n").split("\n---\n")
SIRET = "81779895200237"
WIDTH, HEIGHT, MARGIN, LETTER, BODY, TITLE = 595.0, 842.0, 40.0, 5.0, 10.0, 18.0


def page(number: int, sketch: str, leading: float) -> PageText:
    """One page, each word at its place in the text."""
    words, y = [], 50.0
    for line in sketch.split("\n"):
        size = TITLE if line.startswith("# ") else BODY
        wide = LETTER * size / BODY
        for word in re.finditer(r"\S+", line.removeprefix("# ")):
            x = MARGIN + word.start() * wide
            box = Box(x, y, x + (len(word[0]) + 0.5) * wide, y + size)
            words.append(Word(word[0], box, Source.TEXT))
        y += size * leading
    return PageText(number, WIDTH, HEIGHT, PageKind.TEXT, tuple(words))


def truth_and_pages(sketch: str) -> tuple[dict[str, str], list[str]]:
    truth, pages = sketch.split("\n\n", 1)
    return dict(line.split(": ", 1) for line in truth.split("\n")), pages.split("\n===\n")


@pytest.mark.parametrize("leading", [1.05, 1.3, 2.0])
@pytest.mark.parametrize("sketch", SKETCHES, ids=lambda sketch: truth_and_pages(sketch)[0]["invoice_number"])
def test_a_sketched_invoice(sketch: str, leading: float) -> None:
    truth, pages = truth_and_pages(sketch)
    reading = resolve([lay_out(page(number, text, leading)) for number, text in enumerate(pages, start=1)])
    found = {name: choice.value for name, choice in reading.choices.items()}
    assert {
        "document_type": reading.document_type.value,
        "dossiers": " ".join(sorted(choice.value for choice in reading.dossiers)),
        **{name: found[name] for name in found if name in truth or name == "net_payable"},
    } == truth
    assert found["siret"] == SIRET
