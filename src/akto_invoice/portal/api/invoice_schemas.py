"""Invoices as the API shows them: amounts are decimal strings, positive also on an avoir; dates are ISO."""

from datetime import date, datetime
from decimal import Decimal

from ninja import Field, Schema

from akto_invoice.portal.models import (
    Conformity,
    Dispositif,
    DossierState,
    InvoiceKind,
    Letter,
    LetterNature,
    Piece,
    PieceNature,
    PieceVersion,
    Status,
)
from akto_invoice.portal.workflows.view_invoice import InvoiceView


class IssuerOut(Schema):
    """L'établissement émetteur."""

    siret: str
    name: str


class InvoiceOut(Schema):
    """Une facture, un avoir ou une proforma groupée."""

    id: int = Field(description="L'« Identifiant » d'AKTO.")
    reference: str = Field(description="Le numéro de l'émetteur.")
    kind: InvoiceKind
    status: Status
    issuer: IssuerOut
    issued_on: date
    received_on: date
    total_ht: Decimal
    total_ttc: Decimal
    credit_ht: Decimal
    credit_ttc: Decimal
    numbers: list[str] = Field(description="Les dossiers, ou les demandes de remboursement d'une proforma.")


class DossierOut(Schema):
    """Un dossier."""

    number: str
    dispositif: Dispositif
    title: str
    trainee: str
    state: DossierState


class LineOut(Schema):
    """La part d'un dossier dans une facture."""

    dossier: DossierOut
    amount_ht: Decimal


class RequestOut(Schema):
    """Une demande de remboursement d'une proforma groupée."""

    number: str
    dispositif: Dispositif
    reference: str
    total_ht: Decimal
    total_ttc: Decimal


class PaymentOut(Schema):
    """Comment la facture a été payée ; l'IBAN est masqué à qui n'a pas le droit de le voir."""

    means: str
    paid_on: date | None
    iban: str
    bic: str


class VersionOut(Schema):
    """Un fichier d'une pièce ; le numéro le plus grand est celui qui compte."""

    id: int
    number: int
    name: str
    size: int = Field(description="En octets.")
    sha256: str
    filed_at: datetime
    conformity: Conformity
    remark: str


class PieceOut(Schema):
    """Une pièce justificative."""

    id: int
    nature: PieceNature
    versions: list[VersionOut]

    @staticmethod
    def resolve_versions(piece: Piece) -> list[PieceVersion]:
        """The latest first."""
        return list(piece.versions.all())


class LetterOut(Schema):
    """Un courrier d'AKTO ; son PDF est prêt un instant après l'envoi."""

    id: int
    nature: LetterNature
    sent_at: datetime
    is_ready: bool

    @staticmethod
    def resolve_is_ready(letter: Letter) -> bool:
        """Tell whether the PDF is made."""
        return bool(letter.file)


class StepOut(Schema):
    """Un événement de l'histoire de la facture."""

    at: datetime
    text: str
    detail: str
    actor: str


class InvoiceDetailOut(Schema):
    """Une facture et tout ce qui s'y rattache."""

    invoice: InvoiceOut
    payment: PaymentOut | None = Field(alias="bank", description="Seulement quand la facture est payée.")
    lines: list[LineOut] = Field(description="Les dossiers ; vide pour une proforma.")
    requests: list[RequestOut] = Field(description="Les demandes de remboursement d'une proforma.")
    pieces: list[PieceOut]
    letters: list[LetterOut]
    timeline: list[StepOut]
    may_file: bool = Field(description="Une pièce peut encore être déposée.")

    @staticmethod
    def resolve_letters(view: InvoiceView) -> list[Letter]:
        """The latest first."""
        return [document.letter for document in view.documents if document.letter]


class InvoicePageOut(Schema):
    """Une page de la liste."""

    count: int = Field(description="Combien sont trouvées, 10 000 au plus.")
    is_cut: bool = Field(description="Il y en a davantage : affinez la recherche.")
    page: int
    pages: int
    items: list[InvoiceOut]
