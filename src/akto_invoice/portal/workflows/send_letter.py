"""Send a letter about an invoice; its PDF is made in the background."""

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from akto_invoice.portal.errors import ReasonMissing
from akto_invoice.portal.models import Action, Letter, LetterNature, User
from akto_invoice.portal.workflows.access import require_agent, visible_invoice
from akto_invoice.portal.workflows.letter_pdf import letter_pdf
from akto_invoice.portal.workflows.notify import notify_issuer
from akto_invoice.portal.workflows.record import record


@transaction.atomic
def send_letter(agent: User, invoice_pk: int, nature: LetterNature, body: str) -> Letter:
    """Send a letter to the issuer. Raises NotAllowed, NotVisible and ReasonMissing (the letter says nothing)."""
    require_agent(agent)
    invoice = visible_invoice(agent, invoice_pk)
    if not body.strip():
        raise ReasonMissing("Écrivez le texte du courrier.")
    letter = Letter.objects.create(
        invoice=invoice, nature=nature, body=body.strip(), sent_by=agent, sent_at=timezone.now()
    )
    record(Action.LETTER_SENT, agent, invoice=invoice, letter=letter.pk, nature=nature)
    make_letter_pdf.enqueue(letter.pk)
    notify_issuer(
        invoice,
        nature.label,
        f"AKTO vous a adressé un courrier au sujet de la facture {invoice.reference} : {nature.label}.",
    )
    return letter


@task()
def make_letter_pdf(letter_pk: int) -> None:
    """Make the PDF of a letter, once: run again, it finds the file and leaves it."""
    with transaction.atomic():
        letter = Letter.objects.select_for_update(of=("self",)).select_related("invoice__issuer").get(pk=letter_pk)
        if not letter.file:
            letter.file.save("courrier.pdf", ContentFile(letter_pdf(letter)))
