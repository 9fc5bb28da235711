"""Messages by e-mail to the people of an entity, sent in the background."""

from django.core.mail import send_mail
from django_tasks import task

from akto_invoice.portal.models import Invoice, User


def notify_issuer(invoice: Invoice, subject: str, body: str) -> None:
    """Tell those who may file documents for the issuer; enqueued in the transaction of the change that it is about."""
    members = User.objects.filter(
        is_active=True, memberships__entity=invoice.issuer, memberships__can_deposit=True
    ).order_by("pk")
    text = f"{body}\n\nRetrouvez cette facture dans Mon Espace, rubrique Factures.\n\nAKTO"
    for address in members.values_list("email", flat=True):
        send_message.enqueue(address, f"Facture {invoice.reference} : {subject}", text)


@task()
def send_message(address: str, subject: str, body: str) -> None:
    """Send one message. One task per address: a refused address holds no other message back."""
    send_mail(subject, body, None, [address])
