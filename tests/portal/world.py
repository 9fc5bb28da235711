"""A small world for the portal's tests: named people, their entities, an invoice and a proforma."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from akto_invoice.portal.models import (
    Action,
    ApiToken,
    ApiTokenGrant,
    AuditEvent,
    Branch,
    Conformity,
    Dispositif,
    Dossier,
    DossierState,
    Entity,
    EntityKind,
    Invoice,
    InvoiceDossier,
    InvoiceKind,
    Letter,
    LetterNature,
    Membership,
    PaymentMeans,
    Piece,
    PieceNature,
    PieceVersion,
    Profile,
    ReimbursementRequest,
    Rib,
    RibScope,
    RibState,
    Status,
    User,
)
from akto_invoice.portal.workflows.tokens.secret import PREFIX_LENGTH, digest, new_secret

PASSWORD = "Cerisier-en-fleur-7"  # noqa: S105
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
IBAN = "FR1420041010050500013M02606"
BIC = "PSSTFRPPXXX"
AGENT = "agathe.noir@akto.example"

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class World:
    """``owner`` has all rights for both entities, ``colleague`` none but to read, ``outsider`` belongs elsewhere.

    ``secret`` is that of the owner's ``token``, which has all the owner's rights.
    """

    owner: User
    colleague: User
    outsider: User
    agent: User
    training: Entity
    interim: Entity
    elsewhere: Entity
    dossier: Dossier
    invoice: Invoice
    proforma: Invoice
    piece: Piece
    letter: Letter
    token: ApiToken
    secret: str


def make_world() -> World:
    """Make everything anew."""
    training = make_entity("Campus Alizé", "52481845700029")
    interim = make_entity("Intérim Garonne", "73282932000074", Branch.TRAVAIL_TEMPORAIRE)
    elsewhere = make_entity("École Lointaine", "44306184100047")
    owner = make_user("olivia.martin@alize.example", "Olivia", "Martin", Profile.ORGANISME)
    colleague = make_user("colin.petit@alize.example", "Colin", "Petit", Profile.ADHERENT)
    outsider = make_user("oscar.blanc@lointaine.example", "Oscar", "Blanc", Profile.ORGANISME)
    agent = make_user(AGENT, "Agathe", "Noir", Profile.AGENT)
    for entity in (training, interim):
        Membership.objects.create(user=owner, entity=entity, can_deposit=True, can_manage_rib=True)
        Membership.objects.create(user=colleague, entity=entity)
    Membership.objects.create(user=outsider, entity=elsewhere, can_deposit=True, can_manage_rib=True)
    dossier = make_dossier("2310AF000021", employer=interim, provider=training)
    invoice = make_invoice(training, "FC21095780002", status=Status.EN_INSTRUCTION)
    InvoiceDossier.objects.create(invoice=invoice, dossier=dossier, amount_ht=invoice.total_ht)
    invoice.refresh_search_text()
    proforma = make_invoice(interim, "2512PRFF000073", kind=InvoiceKind.PROFORMA, status=Status.EN_COURS_PAIEMENT)
    ReimbursementRequest.objects.create(
        number="2512TT00042",
        invoice=proforma,
        dispositif=Dispositif.FPE,
        reference="ZK2512TT00042",
        total_ht=Decimal("6750.00"),
        total_ttc=Decimal("6750.00"),
    )
    proforma.refresh_search_text()
    token, secret = make_token(owner)
    return World(
        owner=owner,
        colleague=colleague,
        outsider=outsider,
        agent=agent,
        training=training,
        interim=interim,
        elsewhere=elsewhere,
        dossier=dossier,
        invoice=invoice,
        proforma=proforma,
        piece=make_piece(invoice, owner),
        letter=make_letter(invoice, agent),
        token=token,
        secret=secret,
    )


def make_user(email: str, first_name: str, last_name: str, profile: Profile, *, is_staff: bool = False) -> User:
    return User.objects.create_user(
        email, PASSWORD, first_name=first_name, last_name=last_name, profile=profile, is_staff=is_staff
    )


def make_entity(name: str, siret: str, branch: Branch | None = None) -> Entity:
    """A company where a branch is given, else a training organisation."""
    kind = EntityKind.ADHERENT if branch else EntityKind.ORGANISME
    return Entity.objects.create(
        name=name, siret=siret, kind=kind, branch=branch or "", address="12 rue des Lilas\n31000 Toulouse"
    )


def make_dossier(number: str, *, employer: Entity, provider: Entity) -> Dossier:
    return Dossier.objects.create(
        number=number,
        dispositif=Dispositif.APPRENTISSAGE,
        title="BAC PRO Hygiène, propreté, stérilisation",
        trainee="Inès Durand",
        state=DossierState.ENGAGE,
        subrogation=True,
        employer=employer,
        provider=provider,
        engaged_ht=Decimal("5000.00"),
    )


def make_invoice(
    issuer: Entity,
    reference: str = "",
    *,
    kind: InvoiceKind = InvoiceKind.FACTURE,
    status: Status = Status.RECUE,
    issued_on: date = date(2025, 9, 30),
    received_on: date = date(2025, 11, 25),
    total_ht: str = "960.00",
    total_ttc: str = "1152.00",
) -> Invoice:
    paid = status == Status.PAYEE
    invoice = Invoice.objects.create(
        issuer=issuer,
        reference=reference or f"FAC-{next(_numbers):05}",
        kind=kind,
        status=status,
        issued_on=issued_on,
        received_on=received_on,
        total_ht=Decimal(total_ht),
        total_ttc=Decimal(total_ttc),
        paid_on=date(2025, 12, 1) if paid else None,
        paid_by=PaymentMeans.VIREMENT if paid else "",
        paid_iban=IBAN if paid else "",
        paid_bic=BIC if paid else "",
    )
    AuditEvent.objects.create(action=Action.INVOICE_RECEIVED, invoice=invoice)
    return invoice


def make_piece(
    invoice: Invoice,
    user: User,
    nature: PieceNature = PieceNature.CERTIFICAT,
    conformity: Conformity = Conformity.A_VERIFIER,
) -> Piece:
    piece = Piece.objects.create(invoice=invoice, nature=nature)
    PieceVersion.objects.create(
        piece=piece,
        number=1,
        file=upload(),
        name="Certificat de réalisation.pdf",
        size=len(PDF),
        sha256="0" * 64,
        filed_by=user,
        filed_at=timezone.now(),
        conformity=conformity,
        remark="Signature absente" if conformity == Conformity.NON_CONFORME else "",
    )
    return piece


def make_letter(invoice: Invoice, agent: User) -> Letter:
    return Letter.objects.create(
        invoice=invoice,
        nature=LetterNature.RELANCE,
        body="Merci de nous adresser le certificat de réalisation.",
        sent_by=agent,
        sent_at=timezone.now(),
        file=upload(),
    )


def make_rib(
    depositor: User,
    *payees: Entity,
    iban: str = IBAN,
    bic: str = BIC,
    dispositifs: tuple[str, ...] = ("",),
    state: RibState = RibState.APPROUVE,
    reviewer: User | None = None,
    reviewed_at: datetime | None = None,
    reading: dict[str, Any] | None = None,
) -> Rib:
    """A RIB of that state; an approved one is usable since its review, an hour ago unless said."""
    at = reviewed_at or timezone.now() - timedelta(hours=1)
    reviewed = state in (RibState.APPROUVE, RibState.REJETE)
    drafts = (RibState.LECTURE, RibState.ILLISIBLE, RibState.A_COMPLETER)
    rib = Rib.objects.create(
        depositor=depositor,
        state=state,
        file=upload(),
        name="RIB.pdf",
        size=len(PDF),
        sha256="0" * 64,
        received_at=at,
        reading=reading,
        iban=iban,
        bic=bic,
        submitted_at=None if state in drafts else at,
        reviewed_by=(reviewer or User.objects.get(email=AGENT)) if reviewed else None,
        reviewed_at=at if reviewed else None,
        refusal="Illisible" if state == RibState.REJETE else "",
        usable_from=at if state == RibState.APPROUVE else None,
    )
    for entity in payees:
        for dispositif in dispositifs:
            RibScope.objects.create(rib=rib, entity=entity, dispositif=dispositif)
    return rib


def rib_reading(
    iban: str | None = IBAN,
    bic: str | None = BIC,
    holder: str | None = "CAMPUS ALIZE",
    address: str | None = "12 RUE DES LILAS 31000 TOULOUSE",
    *,
    accepted: bool = True,
    failed: tuple[str, ...] = (),
) -> dict[str, Any]:
    """What the reader says of a RIB: the part of the contract that the portal uses."""
    values = {"iban": iban, "bic": bic, "holder": holder, "address": address}
    return {
        "fields": {
            name: {"value": value, "accepted": accepted, "text": value} if value else None
            for name, value in values.items()
        },
        "checks": [{"id": "one-account", "outcome": "failed", "message": message} for message in failed],
    }


def upload(content: bytes = PDF, name: str = "Certificat de réalisation.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def make_token(user: User, *, deposit: bool = True, bank_details: bool = True) -> tuple[ApiToken, str]:
    """A token for all the user's entities, with such of these rights as the user has; and its secret."""
    secret = new_secret()
    token = ApiToken.objects.create(
        user=user,
        name="Logiciel de facturation",
        prefix=secret[:PREFIX_LENGTH],
        digest=digest(secret),
        expires_at=timezone.now() + timedelta(days=30),
    )
    for membership in user.memberships.all():
        ApiTokenGrant.objects.create(
            token=token,
            membership=membership,
            can_deposit=deposit and membership.can_deposit,
            can_manage_rib=bank_details and membership.can_manage_rib,
        )
    return token, secret
