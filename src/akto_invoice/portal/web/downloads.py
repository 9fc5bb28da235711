"""How files leave the portal."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse


def as_attachment(file: FieldFile, name: str) -> FileResponse:
    """Never shown within the portal's own origin: always an attachment, of a type that no browser guesses."""
    return FileResponse(
        file.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/pdf",
    )
