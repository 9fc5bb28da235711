"""Messages by e-mail to the people of an entity, sent in the background."""

from django.core.mail import send_mail
from django_tasks import task

from akto_invoice.portal.models import Entity, Invoice, User


def notify_issuer(invoice: Invoice, subject: str, body: str) -> None:
    """Tell those who may file documents for the issuer; enqueued in the transaction of the change that it is about."""
    text = f"{body}\n\nRetrouvez cette facture dans Mon Espace, rubrique Factures."
    notify_depositors(invoice.issuer, f"Facture {invoice.reference} : {subject}", text)


def notify_depositors(entity: Entity, subject: str, body: str) -> None:
    """Tell those who may file documents for the entity, likewise."""
    members = User.objects.filter(is_active=True, memberships__entity=entity, memberships__can_deposit=True)
    for address in members.order_by("pk").values_list("email", flat=True):
        send_message.enqueue(address, subject, f"{body}\n\nAKTO")


@task()
def send_message(address: str, subject: str, body: str) -> None:
    """Send one message. One task per address: a refused address holds no other message back."""
    send_mail(subject, body, None, [address])
