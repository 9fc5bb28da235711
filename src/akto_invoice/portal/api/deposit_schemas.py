"""Deposits as the API shows and takes them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import ConfigDict, StrictBool, StrictInt

from akto_invoice.portal.api.problems import FindingOut
from akto_invoice.portal.api.values import Day
from akto_invoice.portal.models import DepositState, FileKind, PieceNature

Revision = Annotated[StrictInt, Field(ge=0, le=2**31 - 1)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class ReceivedOut(Schema):
    """Ce qui a été reçu : la réponse d'un dépôt, la même s'il est renvoyé sous la même clé."""

    id: int
    name: str
    size: int = Field(description="En octets.")
    sha256: str
    kind: FileKind = Field(description="Un PDF image est plus long à lire.")
    page_count: int
    received_at: datetime


class EntityOfDepositOut(Schema):
    """L'entité pour laquelle on dépose."""

    siret: str
    name: str


class DepositOut(ReceivedOut):
    """Un dépôt, et où il en est."""

    entity: EntityOfDepositOut
    state: DepositState
    revision: int = Field(description="À renvoyer pour corriger et valider : elle change avec le dépôt.")
    is_avoir: bool
    is_first_instalment: bool
    number: str
    issued_on: date | None
    total_ht: Decimal | None
    total_ttc: Decimal | None
    siret: str
    dossiers: list[str]
    amounts: dict[str, str] = Field(description="Le montant HT des dossiers pour lesquels il a été dit.")
    error_code: str = Field(description="Pourquoi la lecture ou la transmission a échoué ; sinon vide.")
    error_message: str
    sent_at: datetime | None
    analysed_at: datetime | None
    validated_at: datetime | None
    transmitted_at: datetime | None
    invoice: int | None = Field(alias="invoice_id", description="L'identifiant de la facture, une fois transmise.")


class DepositPageOut(Schema):
    """Une page de la liste."""

    count: int
    page: int
    pages: int
    items: list[DepositOut]


class ProposalOut(Schema):
    """Une valeur telle qu'elle a été lue ; bbox est [x0, y0, x1, y1] en points, depuis le haut à gauche de la page."""

    value: str
    confidence: float
    accepted: bool = Field(description="La valeur peut être prise sans être vérifiée.")
    words: str
    page: int | None
    bbox: list[float] | None
    text: str | None


class DossierLineOut(Schema):
    """Un dossier du dépôt, et la part du total HT qui lui revient."""

    number: str
    known: bool = Field(description="Le dossier existe et concerne votre compte.")
    title: str
    trainee: str
    state: str
    amount_ht: Decimal


class DepositPieceOut(Schema):
    """Une pièce justificative jointe au dépôt."""

    id: int
    nature: PieceNature
    name: str
    size: int
    sha256: str


class DepositDetailOut(Schema):
    """Un dépôt, ce qui a été lu, et ce que disent les contrôles."""

    deposit: DepositOut
    proposals: dict[str, ProposalOut] = Field(
        description="Par nom de valeur : number, issued_on, total_ht, total_tva, total_ttc, siret."
    )
    dossiers: list[DossierLineOut]
    findings: list[FindingOut]
    pieces: list[DepositPieceOut]
    may_correct: bool = Field(description="Le dépôt peut être corrigé et validé.")


class _Strict(Schema):
    """Takes what it names, and nothing else."""

    model_config = ConfigDict(extra="forbid")


class CorrectionIn(_Strict):
    """Les valeurs à changer ; null vide la valeur, ce qui est absent reste."""

    revision: Revision
    number: str | None = None
    issued_on: Day | None = None
    total_ht: Amount | None = None
    total_ttc: Amount | None = None
    siret: str | None = None
    dossiers: list[str] = Field([], description="Tous les dossiers : remplace la liste.")
    amounts: dict[str, Amount] = Field({}, description="Montant HT par dossier, là où la répartition doit être dite.")

    def changes(self) -> dict[str, Any]:
        """Return what was sent, as ``correct`` takes it."""
        sent = self.dict(exclude_unset=True, exclude={"revision"})
        return {name: "" if value is None else value for name, value in sent.items()}


class MarksIn(_Strict):
    """Ce qu'est la facture."""

    is_avoir: StrictBool
    is_first_instalment: StrictBool


class ValidationIn(_Strict):
    """Ce que l'on valide : le dépôt tel qu'il a été vu."""

    revision: Revision
    overrides: dict[str, str] = Field({}, description="Pour passer outre un avertissement : son code, et le motif.")
