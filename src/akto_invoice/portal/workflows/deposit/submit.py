"""A program's deposit: received, marked, furnished with its pieces and sent, all of it or nothing, and only once."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from akto_invoice.portal.errors import KeyReused
from akto_invoice.portal.models import Deposit, DepositKey, User
from akto_invoice.portal.workflows.deposit.access import depositing_entity, visible_deposit
from akto_invoice.portal.workflows.deposit.attach import attach_piece
from akto_invoice.portal.workflows.deposit.mark import mark_deposit
from akto_invoice.portal.workflows.deposit.receive import examined, keep
from akto_invoice.portal.workflows.deposit.send import send_deposit
from akto_invoice.portal.workflows.uploads import checked, sha256_of


@dataclass(frozen=True, slots=True)
class Submission:
    """All that a program sends: ``pieces`` are natures with their files."""

    siret: str
    file: "UploadedFile[bytes]"
    is_avoir: bool
    is_first_instalment: bool
    pieces: "Sequence[tuple[str, UploadedFile[bytes]]]"

    def digest(self) -> str:
        """Return what tells this submission from any other."""
        pieces = [(nature, file.name, sha256_of(file)) for nature, file in self.pieces]
        facts = (self.siret, self.is_avoir, self.is_first_instalment, self.file.name, sha256_of(self.file), pieces)
        return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def submit_invoice(user: User, key: str, submission: Submission) -> Deposit:
    """Make the deposit and send it, or return the one that was made of the same submission under the same key.

    Raises NotVisible, KeyReused (another submission has this key), FileRefused and TooManyFiles.
    """
    depositing_entity(user, submission.siret)
    digest = submission.digest()
    if known := _made_before(user, key, digest):
        return known
    file = examined(submission.file)
    for _, piece in submission.pieces:
        checked(piece)
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two requests with one key, one after the other
        if known := _made_before(user, key, digest):
            return known
        deposit = keep(user, submission.siret, file)
        mark_deposit(user, deposit.pk, is_avoir=submission.is_avoir, is_first_instalment=submission.is_first_instalment)
        for nature, piece in submission.pieces:
            attach_piece(user, deposit.pk, nature, piece)
        DepositKey.objects.create(user=user, key=key, digest=digest, deposit=deposit)
        return send_deposit(user, deposit.pk)


def _made_before(user: User, key: str, digest: str) -> Deposit | None:
    known = DepositKey.objects.filter(user=user, key=key).first()
    if known is None:
        return None
    if known.digest != digest:
        raise KeyReused("Cette clé d'idempotence a déjà servi à un autre dépôt : donnez à chaque dépôt la sienne.")
    return visible_deposit(user, known.deposit_id)
