"""``python -m tests.fuzz [folder of inputs] [options of libFuzzer]``: anything but a value or a DocumentError ends it.

The bytes that did it are kept in a file, which given as an argument does it again. An input's first byte says what the
rest is: a whole file, the content of a sound page (bytes at random hardly ever make a page), or an attached XML.
"""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from tempfile import TemporaryDirectory

import atheris

with atheris.instrument_imports(include=["akto_invoice"]):
    from akto_invoice import errors, extract, rules
    from akto_invoice.extract.embedded import read_embedded
    from akto_invoice.extract.model import Options
    from akto_invoice.extract.pipeline import extract_invoice

    for package in (extract, rules):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)

from tests.extract import pdfs
from tests.extract.einvoices import cii
from tests.extract.mutants import originals

PAGE = b"""%%PDF-1.7
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources <</Font <</F1 5 0 R>>>>>> endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj
4 0 obj <</Length %d>> stream
%s
endstream endobj
trailer <</Root 1 0 R>>"""
TEXT_ALONE = Options(ocr=False)


def read(data: bytes) -> None:
    """Read an input; return on a value or a DocumentError."""
    sort, rest = data[:1], data[1:]
    try:
        if sort == b"P":
            extract_invoice(PAGE % (len(rest), rest), TEXT_ALONE)
        elif sort == b"X":
            read_embedded([("factur-x.xml", rest)])
        else:
            extract_invoice(rest, TEXT_ALONE)
    except errors.DocumentError:
        pass


def seeds() -> Iterator[bytes]:
    """One input of each sort and more."""
    shown = b"".join(b"(%s) ' " % line.encode("cp1252") for line in pdfs.INVOICE)
    yield b"PBT /F1 9 Tf 20 TL 40 800 Td " + shown + b"ET"
    yield b"X" + cii().encode()
    for path in originals()[:8]:
        yield b"F" + path.read_bytes()


with TemporaryDirectory() as folder:
    for number, seed in enumerate(seeds()):
        (Path(folder) / str(number)).write_bytes(seed)
    given = sys.argv[1:]
    atheris.Setup([sys.argv[0], *given, *([] if any(Path(one).is_file() for one in given) else [folder])], read)
    atheris.Fuzz()
