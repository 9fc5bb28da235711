"""Messages by e-mail to the people of an entity, sent in the background."""

from collections.abc import Iterable

from django.core.mail import send_mail
from django_tasks import task

from akto_invoice.portal.models import Entity, Invoice, User


def notify_issuer(invoice: Invoice, subject: str, body: str) -> None:
    """Tell those who may file documents for the issuer; enqueued in the transaction of the change that it is about."""
    text = f"{body}\n\nRetrouvez cette facture dans Mon Espace, rubrique Factures."
    notify_depositors(invoice.issuer, f"Facture {invoice.reference} : {subject}", text)


def notify_depositors(entity: Entity, subject: str, body: str) -> None:
    """Tell those who may file documents for the entity, likewise."""
    members = User.objects.filter(memberships__entity=entity, memberships__can_deposit=True)
    notify_people(members.order_by("pk"), subject, body)


def notify_people(people: Iterable[User], subject: str, body: str) -> None:
    """Tell some people, each once, likewise; those whose account is closed are not told."""
    for address in dict.fromkeys(person.email for person in people if person.is_active):
        send_message.enqueue(address, subject, f"{body}\n\nAKTO")


@task()
def send_message(address: str, subject: str, body: str) -> None:
    """Send one message. One task per address: a refused address holds no other message back."""
    send_mail(subject, body, None, [address])
