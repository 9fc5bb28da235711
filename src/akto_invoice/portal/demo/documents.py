"""The demo's files, and the record of who filed, judged and sent what."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeAlias

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from akto_invoice.portal.demo import cast
from akto_invoice.portal.demo.cast import Company
from akto_invoice.portal.demo.history import History, PastEvent, PastLetter, PastPiece
from akto_invoice.portal.demo.papers import Paper, Printer
from akto_invoice.portal.models import Action, AuditEvent, Invoice, Letter, Piece, PieceNature, PieceVersion, User
from akto_invoice.portal.models.piece import stored_name
from akto_invoice.portal.workflows.letter_pdf import letter_pdf
from akto_invoice.portal.workflows.uploads import safe_name

Told: TypeAlias = Sequence[tuple[History, Invoice]]


@dataclass(frozen=True, slots=True)
class Archivist:
    """Stores what hangs on the invoices. ``people`` are the accounts by address."""

    rng: Random
    people: Mapping[str, User]
    print_paper: Printer

    def store(self, told: Told) -> None:
        """Print and store pieces and letters, then the events that name them."""
        pieces = [(piece, invoice, history) for history, invoice in told for piece in history.pieces]
        rows = Piece.objects.bulk_create(Piece(invoice=invoice, nature=past.nature) for past, invoice, _ in pieces)
        versions: dict[int, list[PieceVersion]] = {}
        keys: dict[int, int] = {}
        for row, (past, _, history) in zip(rows, pieces, strict=True):
            keys[id(past)] = row.pk
            versions[id(past)] = self._versions(row, past, history)
        PieceVersion.objects.bulk_create(version for of_piece in versions.values() for version in of_piece)
        letters = [(letter, invoice) for history, invoice in told for letter in history.letters]
        sent = Letter.objects.bulk_create(self._letter(letter, invoice) for letter, invoice in letters)
        keys |= {id(past): row.pk for row, (past, _) in zip(sent, letters, strict=True)}
        AuditEvent.objects.bulk_create(
            self._event(event, history, invoice, keys, versions)
            for history, invoice in told
            for event in history.events
        )

    def _versions(self, piece: Piece, past: PastPiece, history: History) -> list[PieceVersion]:
        depositor = self._depositor(history.plan.paper.issuer)
        made = []
        for number, version in enumerate(past.versions, start=1):
            paper = _paper(history, past.nature, number)
            pdf = self.print_paper(paper)
            made.append(
                PieceVersion(
                    piece=piece,
                    number=number,
                    file=_kept(pdf),
                    name=safe_name(f"{past.nature.label} {paper.number}{f' v{number}' if number > 1 else ''}"),
                    size=len(pdf),
                    sha256=hashlib.sha256(pdf).hexdigest(),
                    filed_by=depositor,
                    filed_at=version.filed_at,
                    conformity=version.conformity,
                    remark=version.remark,
                )
            )
        return made

    def _letter(self, past: PastLetter, invoice: Invoice) -> Letter:
        letter = Letter(
            invoice=invoice, nature=past.nature, body=past.body, sent_by=self._agent(invoice), sent_at=past.sent_at
        )
        letter.file = _kept(letter_pdf(letter))
        return letter

    def _event(
        self,
        event: PastEvent,
        history: History,
        invoice: Invoice,
        keys: Mapping[int, int],
        versions: Mapping[int, list[PieceVersion]],
    ) -> AuditEvent:
        detail = dict(event.detail)
        match event.about:
            case PastPiece() as piece:
                detail["piece"] = keys[id(piece)]
            case PastLetter() as letter:
                detail["letter"] = keys[id(letter)]
        actor = self._agent(invoice) if event.by_agent else self._depositor(history.plan.paper.issuer)
        if event.action == Action.PIECE_FILED:
            filed = versions[id(event.about)][event.detail["version"] - 1]
            detail["sha256"], actor = filed.sha256, filed.filed_by
        return AuditEvent(at=event.at, actor=actor, action=event.action, invoice=invoice, detail=detail)

    def _depositor(self, company: Company) -> User:
        may = [
            person for person in cast.PEOPLE if any(c is company and right != "consult" for c, right in person.rights)
        ]
        return self.people[self.rng.choice(may).email]

    def _agent(self, invoice: Invoice) -> User:
        """Return the agent who has the invoice in hand, always the same one."""
        return self.people[(cast.SOPHIE, cast.KARIM)[invoice.pk % 2].email]


def _paper(history: History, nature: PieceNature, number: int) -> Paper:
    """The facts of a piece's version: a facture acquittée is the provider's, all others are the issuer's."""
    paper = replace(history.plan.paper, nature=nature, seed=history.plan.paper.seed + number - 1)
    if nature != PieceNature.FACTURE_ACQUITTEE:
        return paper
    provider = history.plan.dossiers[0].provider
    return replace(
        paper, issuer=provider, rate=provider.rate, number=f"{provider.prefix}{paper.seed % 10_000:04}",
        is_paid_by_customer=True,
    )  # fmt: skip


def _kept(pdf: bytes) -> str:
    """Store a file and return its name in the storage."""
    return default_storage.save(stored_name(Piece(), ""), ContentFile(pdf))
