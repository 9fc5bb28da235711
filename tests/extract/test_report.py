import io
from dataclasses import replace

from akto_invoice.errors import AktoInvoiceError, EncryptedPdf
from akto_invoice.extract.model import Extraction, Fields, FieldValue, PageKind, PageSource, PageSummary, Source, Status
from akto_invoice.extract.report import write_report
from tests.extract.readings import READING


def report(result: Extraction | AktoInvoiceError, file: str = "avoir.pdf") -> list[str]:
    stream = io.StringIO()
    write_report([(file, result)], stream)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


def test_a_reading() -> None:
    assert report(READING) == [
        "avoir.pdf",
        "  avoir, texte et image, 2 pages (texte, image)",
        "  Champ      Valeur          Confiance  État        Source   Page  Texte imprimé",
        "  Total TTC  1200.00              61 %  à vérifier  OCR         1  1 200,00 €",
        "  Devise     EUR                  90 %  accepté     calculé",
        "  SIRET      73282932000074     99,9 %  accepté     texte       1  732 829 320 00074",
        "  Dossier    2310AF000021         97 %  accepté     texte       1  2310AF000021",
        "  Dossier    2310AF000022         97 %  accepté     texte       2  2310AF000022",
        "  Contrôle en échec : HT + TVA ne fait pas le TTC. (totals-add-up)",
        "",
    ]


def test_nothing_found_on_one_partly_read_page() -> None:
    nothing = replace(
        READING,
        status=Status.PARTIAL,
        problem=("ocr_unavailable", "Aucun moteur d'OCR. Installez tesserocr."),
        pages=(PageSummary(1, PageKind.OUTLINES, PageSource.NONE),),
        fields=Fields(),
        checks=(),
    )
    assert report(nothing)[1:-1] == [
        "  avoir, texte et image, 1 page",
        "  Aucune valeur trouvée.",
        "  Lecture partielle : Aucun moteur d'OCR. Installez tesserocr. (ocr_unavailable)",
    ]


def test_an_error() -> None:
    assert report(EncryptedPdf("Le PDF est protégé."))[1] == "  Erreur : Le PDF est protégé. (encrypted)"


def test_what_a_document_prints_cannot_steer_the_terminal() -> None:
    hostile = FieldValue("FA\x1b[2J", 0.9, True, Source.TEXT, 1, None, "[bold]FA\u202f\n12[/red]\u202e")
    lines = report(replace(READING, fields=Fields(invoice_number=hostile)), "a\x1b]0;b\x07.pdf")
    assert lines[0] == "a·]0;b·.pdf"
    assert lines[3].endswith("[bold]FA  12[/red]·")
    assert "FA·[2J" in lines[3]


def test_a_long_text_stays_on_its_line_where_there_is_no_terminal() -> None:
    text = "mot " * 100
    long = FieldValue("x", 0.9, True, Source.TEXT, 1, None, text)
    assert report(replace(READING, fields=Fields(holder=long)))[3].endswith(text.strip())
