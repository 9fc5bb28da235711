"""Every error the library raises on purpose.

::

    AktoInvoiceError
    ├── DocumentError            the file cannot be read as it is
    │   ├── UnreadableFile       unreadable_file   missing, a folder, no permission
    │   ├── NotAPdf              not_a_pdf
    │   ├── DamagedPdf           damaged           truncated or broken beyond repair
    │   ├── EncryptedPdf         encrypted         needs a password
    │   ├── EmptyPdf             no_pages
    │   ├── TooManyPages         too_many_pages
    │   ├── TooLarge             too_large         bytes, or pixels of a page
    │   └── OutOfMemory          out_of_memory     asks for more memory than the limit, or than there is
    ├── OcrUnavailable           ocr_unavailable   no OCR engine can be loaded
    ├── ReadingTimeout           timeout           it took too long, and was ended
    ├── ReaderCrashed            crashed           the process that read the file died, or broke on a fault of ours
    └── InvalidNumber            invalid_number    raised by ``rules``: a number breaks its own format or check digits

``code`` is stable and part of the command line's contract; the message is French, for people,
and says what to do next.
"""

from typing import ClassVar


class AktoInvoiceError(Exception):
    """Root of the tree; ``code`` identifies the error, ``str(error)`` tells a person what to do."""

    code: ClassVar[str] = "error"


class DocumentError(AktoInvoiceError):
    """The file cannot be read as it is."""

    code = "document"


class UnreadableFile(DocumentError):
    """The path is missing, is not a file, or may not be read."""

    code = "unreadable_file"


class NotAPdf(DocumentError):
    """The bytes are not a PDF."""

    code = "not_a_pdf"


class DamagedPdf(DocumentError):
    """The PDF is truncated or broken beyond repair."""

    code = "damaged"


class EncryptedPdf(DocumentError):
    """The PDF opens only with a password; an empty user password is tried first."""

    code = "encrypted"


class EmptyPdf(DocumentError):
    """The PDF has no page."""

    code = "no_pages"


class TooManyPages(DocumentError):
    """The PDF has more pages than the limit."""

    code = "too_many_pages"


class TooLarge(DocumentError):
    """The file is larger than the limit, or a page has more pixels than may be rendered."""

    code = "too_large"


class OutOfMemory(DocumentError):
    """Reading the document takes more memory than the limit, or than there is."""

    code = "out_of_memory"

    def __init__(
        self,
        message: str = "Le document demande trop de mémoire. Réduisez la résolution du scan ou découpez le document.",
    ) -> None:
        super().__init__(message)


class OcrUnavailable(AktoInvoiceError):
    """No OCR engine can be loaded."""

    code = "ocr_unavailable"


class ReadingTimeout(AktoInvoiceError):
    """Reading took longer than its limit, and the process that did it was ended."""

    code = "timeout"


class ReaderCrashed(AktoInvoiceError):
    """The process that read the file died, or broke on a fault of ours; ``__cause__`` is what it raised."""

    code = "crashed"


class InvalidNumber(AktoInvoiceError, ValueError):
    """A number breaks its own format or check digits."""

    code = "invalid_number"
