import pymupdf

from corpus.generator.build import layouts, make_one
from corpus.generator.bundle import INDEX, TEMPLATE, invoice_with_attachments


def test_one_page_of_invoice_before_its_papers_with_the_truth_of_the_invoice() -> None:
    made = invoice_with_attachments(3, "scan100")
    layout = next(layout for layout in layouts("development") if layout.template == TEMPLATE)
    invoice = make_one("development", layout, INDEX)
    assert made.row.truth == invoice.row.truth
    assert made.row.truth.total_ttc
    assert "attachments" in made.row.traps
    assert made.row.source == "scan100"
    with pymupdf.open(stream=invoice.pdf) as document:
        assert document.page_count == 1
    with pymupdf.open(stream=made.pdf) as document:
        assert document.page_count == 4
        assert all(document[number].get_text() == "" for number in range(4))
        assert len({document.extract_image(document[number].get_images()[0][0])["image"] for number in range(4)}) == 4
