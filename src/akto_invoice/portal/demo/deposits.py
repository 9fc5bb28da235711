"""Invoices that the demo's people are just depositing: real files, really read, in every state.

They go through the workflows themselves. What is left to the worker is what shows that it works: a scan to be read, a
validated invoice to be transmitted.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto
from io import BytesIO
from itertools import count
from typing import Final

import cv2
from django.core.files.uploadedfile import SimpleUploadedFile
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from akto_invoice.errors import ReadingTimeout
from akto_invoice.extract.document import open_document
from akto_invoice.extract.model import Options
from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.cast import Company, Person
from akto_invoice.portal.demo.papers import Paper, PaperLine, Printer
from akto_invoice.portal.models import (
    Deposit,
    DepositState,
    Dispositif,
    Dossier,
    DossierState,
    Entity,
    InvoiceKind,
    PieceNature,
    User,
)
from akto_invoice.portal.workflows.deposit.analyse import analyse_deposit
from akto_invoice.portal.workflows.deposit.attach import attach_piece
from akto_invoice.portal.workflows.deposit.receive import receive_invoice
from akto_invoice.portal.workflows.deposit.send import send_deposits
from akto_invoice.portal.workflows.deposit.validate import validate_deposit

_SCANNED_AT: Final = 200  # dpi


class Stage(Enum):
    """How far a deposit has come when the demo starts."""

    VALIDATED = auto()
    READ = auto()
    UNREADABLE = auto()
    SENT = auto()
    DRAFT = auto()


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that ``person`` drops for ``company``: an invoice of ``trainees`` at so much each."""

    person: Person
    company: Company
    number: str
    course: str
    price: int
    trainees: tuple[str, ...]
    employer: Company
    stage: Stage
    provider: Company | None = None
    """Without subrogation, who has trained; None where ``company`` has."""
    natures: tuple[PieceNature, ...] = (PieceNature.CERTIFICAT,)
    state: DossierState = DossierState.ENGAGE
    is_scanned: bool = False


_CLAIRE_T: Final = (cast.CLAIRE, cast.BELVEDERE_TOULOUSE)
_CLAIRE_B: Final = (cast.CLAIRE, cast.BELVEDERE_BORDEAUX)
_NADIA: Final = (cast.NADIA, cast.GARONNE_TOULOUSE)
_OCCITANE, _CAPITOULS, _BRASSERIE = cast.EMPLOYERS[:3]

DROPPED: Final = (
    Dropped(*_CLAIRE_T, "FT-D101", "Habilitation électrique H0-B0", 290, ("Awa Koné",), _OCCITANE, Stage.VALIDATED),
    Dropped(*_CLAIRE_T, "FT-D102", "Management d'équipe - niveau 1", 1170, ("Yann Le Goff",), _CAPITOULS, Stage.READ),
    Dropped(
        *_CLAIRE_T, "FT-D103", "Hygiène alimentaire HACCP", 390, ("Chloé Vidal", "Noah Marty", "Léa Pujol"), _CAPITOULS,
        Stage.READ,
    ),
    Dropped(
        *_CLAIRE_T, "FT-D104", "Gestes et postures", 180, ("Samira Diallo",), _OCCITANE, Stage.READ,
        state=DossierState.EN_COURS_INSTRUCTION,
    ),
    Dropped(*_CLAIRE_T, "FT-D105", "Permis d'exploitation", 690, ("Bastien Faure",), _BRASSERIE, Stage.UNREADABLE),
    Dropped(
        *_CLAIRE_T, "FT-D106", "Tutorat et maître d'apprentissage", 550, ("Gaëlle Hamon",), _OCCITANE, Stage.SENT,
        is_scanned=True,
    ),
    Dropped(*_CLAIRE_T, "FT-D107", "Excel perfectionnement", 620, ("Inès Petit",), _CAPITOULS, Stage.DRAFT),
    Dropped(
        *_CLAIRE_T, "FT-D108", "Gestes et postures", 180, ("Enzo Lacaze",), _OCCITANE, Stage.DRAFT, natures=(),
        is_scanned=True,
    ),
    Dropped(*_CLAIRE_B, "FB-D101", "Permis d'exploitation", 690, ("Manon Castaing",), _BRASSERIE, Stage.READ),
    Dropped(
        *_NADIA, "GT-D101", "CACES R489 catégories 1A, 3 et 5", 720, ("Quentin Traoré",), cast.GARONNE_TOULOUSE,
        Stage.READ, provider=cast.OTHER_PROVIDERS[0],
    ),
    Dropped(
        *_NADIA, "GT-D102", "Sauveteur secouriste du travail (SST)", 420, ("Maëlys Benali",), cast.GARONNE_TOULOUSE,
        Stage.VALIDATED, provider=cast.OTHER_PROVIDERS[0],
        natures=(PieceNature.FACTURE_ACQUITTEE, PieceNature.CERTIFICAT),
    ),
)  # fmt: skip


def load_deposits(today: date, print_paper: Printer) -> int:
    """Deposit what is dropped and return how many files that are. The demo's accounts and companies are there."""
    serials = count(900_001, 7)
    for rank, dropped in enumerate(DROPPED):
        paper = _paper(dropped, rank, today, list(_dossiers(dropped, today, serials)))
        deposit = _drop(dropped, paper, print_paper)
        if dropped.stage is not Stage.DRAFT:
            _take_further(deposit, dropped)
    return len(DROPPED)


def _dossiers(dropped: Dropped, today: date, serials: Iterator[int]) -> Iterator[Dossier]:
    provider = dropped.provider or dropped.company
    for trainee in dropped.trainees:
        yield Dossier.objects.create(
            number=f"{today - timedelta(days=40):%y%m}AF{next(serials)}",
            dispositif=Dispositif.ACTION_DE_FORMATION,
            title=dropped.course,
            trainee=trainee,
            state=dropped.state,
            subrogation=dropped.provider is None,
            employer=Entity.objects.get(siret=dropped.employer.siret),
            provider=Entity.objects.get(siret=provider.siret),
            engaged_ht=Decimal(dropped.price),
        )


def _paper(dropped: Dropped, rank: int, today: date, dossiers: list[Dossier]) -> Paper:
    issued_on = today - timedelta(days=3)
    lines = tuple(
        PaperLine(one.number, dropped.course, one.trainee, Decimal(dropped.price).quantize(Decimal("0.01")))
        for one in dossiers
    )
    session = (today - timedelta(days=9), today - timedelta(days=6))
    return Paper(
        PieceNature.FACTURE, InvoiceKind.FACTURE, dropped.number, issued_on, dropped.company, dropped.employer, lines,
        dropped.company.rate, session, 7 + rank,
    )  # fmt: skip


def _drop(dropped: Dropped, paper: Paper, print_paper: Printer) -> Deposit:
    user = User.objects.get(email=dropped.person.email)
    pdf = print_paper(paper)
    name = f"{'Scan' if dropped.is_scanned else 'Facture'} {paper.number}.pdf"
    deposit = receive_invoice(user, dropped.company.siret, _upload(name, scanned(pdf) if dropped.is_scanned else pdf))
    for nature in dropped.natures:
        piece = print_paper(_with_nature(paper, nature, dropped))
        attach_piece(user, deposit.pk, nature, _upload(f"{nature.label} {paper.number}.pdf", piece))
    return deposit


def _take_further(deposit: Deposit, dropped: Dropped) -> None:
    """Send it alone, before the next one is dropped, and go on as far as its stage says."""
    user = deposit.depositor
    send_deposits(user, dropped.company.siret)
    if dropped.stage is Stage.UNREADABLE:
        error = ReadingTimeout(
            "La lecture a été arrêtée au bout de 180 secondes. Découpez le document, ou remplacez-le."
        )
        Deposit.objects.filter(pk=deposit.pk).update(
            state=DepositState.ILLISIBLE, error_code=error.code, error_message=str(error)
        )
    elif dropped.stage is not Stage.SENT:
        analyse_deposit(deposit.pk)
    if dropped.stage is Stage.VALIDATED:
        deposit.refresh_from_db()
        validate_deposit(user, deposit.pk, revision=deposit.revision, overrides={})


def _with_nature(paper: Paper, nature: PieceNature, dropped: Dropped) -> Paper:
    """The facts of a piece: a facture acquittée is the provider's, all others are the issuer's."""
    if nature != PieceNature.FACTURE_ACQUITTEE or dropped.provider is None:
        return replace(paper, nature=nature)
    provider = dropped.provider
    return replace(
        paper, nature=nature, issuer=provider, rate=provider.rate, number=f"{provider.prefix}D{paper.seed:03}",
        is_paid_by_customer=True,
    )  # fmt: skip


def scanned(pdf: bytes) -> bytes:
    """The first page as a picture in a PDF, as a scanner makes it."""
    with open_document(pdf, Options()) as document:
        picture = document.page(1).picture(_SCANNED_AT)
    _, jpeg = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), (cv2.IMWRITE_JPEG_QUALITY, 75))
    scan = BytesIO()
    canvas = Canvas(scan, pagesize=A4, invariant=True)
    canvas.drawImage(ImageReader(BytesIO(jpeg.tobytes())), 0, 0, *A4)
    canvas.save()
    return scan.getvalue()


def _upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")
