"""What may be uploaded: a PDF by its content, not too large, under a harmless name."""

import hashlib
import re
from pathlib import PurePosixPath
from typing import Final

from django.core.files.uploadedfile import UploadedFile

from akto_invoice.portal.errors import FileRefused

MAX_BYTES: Final = 10 * 1024 * 1024

_HEADER = b"%PDF-"
_HEADER_WITHIN = 1024  # bytes: PDF readers allow that much before the header
_NAME_LENGTH = 120
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"<>|:*?\\/\u202a-\u202e\u2066-\u2069]+')


def checked(upload: "UploadedFile[bytes] | None") -> "UploadedFile[bytes]":
    """Return the upload, or raise FileRefused; nothing of it is parsed here."""
    if upload is None or not upload.size:
        raise FileRefused("Aucun document, ou un fichier vide : choisissez le document à déposer.")
    if upload.size > MAX_BYTES:
        raise FileRefused(f"Ce fichier dépasse {MAX_BYTES // 1024**2} Mo : numérisez-le avec moins de détail.")
    upload.seek(0)
    if _HEADER not in upload.read(_HEADER_WITHIN):
        raise FileRefused("Ce fichier n'est pas un PDF : enregistrez le document au format PDF, puis déposez-le.")
    return upload


def sha256_of(upload: "UploadedFile[bytes]") -> str:
    """Return the digest of the content, in hexadecimal."""
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    return digest.hexdigest()


def safe_name(name: str) -> str:
    r"""Return a file name that is harmless in headers and on disks, ending in ``.pdf``.

    >>> safe_name("../../C:\\Mes documents\\Certificat\r\n.Pdf"), safe_name("   ")
    ('Certificat.pdf', 'document.pdf')
    """
    last = PurePosixPath(name.replace("\\", "/")).name
    stem = _UNSAFE.sub(" ", re.sub(r"\.pdf$", "", last, flags=re.IGNORECASE)).strip(" .")
    return (stem[: _NAME_LENGTH - len(".pdf")] or "document") + ".pdf"
