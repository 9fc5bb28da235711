"""Where documents are kept: in files, each of them whole or not there at all."""

from typing import Any

from django.core.files.storage import FileSystemStorage

from akto_invoice.portal.errors import NotStored


class WholeFiles(FileSystemStorage):
    """Django's, but that nothing is left of a file that could not be written to its end (the disk is full)."""

    def _save(self, name: str, content: Any) -> str:
        try:
            stored: str = super()._save(name, content)  # type: ignore[misc]  # not in django-stubs
        except OSError as error:
            self.delete(name)
            raise NotStored(
                "Le portail ne peut pas enregistrer de document pour le moment : rien n'a été déposé. "
                "Réessayez dans quelques minutes, puis signalez-le à AKTO."
            ) from error
        return stored
